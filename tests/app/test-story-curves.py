#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""Hazards as curves (S1-29) without a mouse and without eyes: T brings them up, the words say what is drawn, Shift and the arrows choose days, the table follows, Esc gives all back."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part


def write_scenario(story):
    """The small school: a leak of 2AL1 that begins after 3 s and stays, and the first in its life."""
    with open(story.scenario, encoding="utf-8") as file:
        school = json.load(file)
    school["script"] = [{"at_s": 3, "fault": "leakage-step", "device": "2AL1", "value": 400}]
    school["past"] = []
    path = os.path.join(story.folder, "school.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(school, file, ensure_ascii=False)
    return path


def describe(window):
    """What the columns of the days say of themselves beside their name: chosen days and the day of the cursor."""
    return window.wait("image", part("Hazards per day")).get_description() or ""


with gui.Story(__file__) as story:
    window = story.start("--demo", "--scenario", write_scenario(story))
    window.wait("label", "Devices 2 of 2 on line", 30)
    window.wait("button", part(": 1 active, 1 unacknowledged"), 20)
    window.keys("alt+3")
    gui.until(lambda: window.page() == "hazards", "alt+3 does not show hazards")

    with story.step("the switch brings up the curves, and their words say what is drawn"):
        window.press("button", "Curves")
        window.wait("label", part("Hazards per day: 1 in 30 days, Alarm 1"))
        window.wait("image", part("Choose a line of the table"))

    with story.step("the chosen line shows its value over its life with its set value"):
        window.point(window.find_all("label", "Residual current alarm")[-1])
        life = window.wait("image", part("Residual current"), 30)
        window.wait("image", lambda name: name.startswith("Residual current") and "largest 4" in name and name.endswith("mA"), 30)
        check("300" in (life.get_description() or ""), f"the set value is not said: {life.get_description()!r}")

    with story.step("a press in the columns chooses its day, Shift and the arrows choose more; days without hazards empty the table"):
        window.point(window.wait("image", part("Hazards per day")))
        gui.until(lambda: "Chosen days" in describe(window), "no day is chosen")
        window.wait("label", "0 entries")
        window.keys("shift+Right")
        gui.until(lambda: " – " in describe(window), "Shift and the arrow choose no second day")
        window.wait("button", "All days")

    with story.step("Esc gives all days back"):
        window.keys("Escape")
        gui.until(lambda: "Chosen days" not in describe(window), "the days are still chosen")
        window.wait("label", "1 entry")

    with story.step("Enter on today keeps the alarm in the table"):
        window.keys(*["Right"] * 30, "Return")
        gui.until(lambda: ": 1" in describe(window), "today is not chosen")
        window.wait("label", "1 entry")

    with story.step("history counts the stored lines, and T hides the curves and what they chose"):
        window.press("button", "History")
        window.wait("label", part("Hazards per day: 1 in 30 days, Alarm 1"))
        window.keys("t")
        window.wait_gone("image", part("Hazards per day"))
