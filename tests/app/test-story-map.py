#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The map without a mouse and without eyes: a school is found by its name with its state and its counts, the layers and types are chosen, the card is entered, a school is placed and moved (S1-19, S2-15, S0-06)."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part


def find_school(places):
    for place in places:
        if place.get("kind") == "school":
            return place
        found = find_school(place.get("children", []))
        if found:
            return found
    return None


def write_scenario(story):
    """The small school at its place, with its type, and a leak of 2AL1 that begins after 3 s and stays."""
    with open(story.scenario, encoding="utf-8") as file:
        scenario = json.load(file)
    school = find_school(scenario["places"])
    school.setdefault("facts", {}).update({"latitude": "39.0215", "longitude": "117.6521", "org_type": "小学 · 局属", "phone": "022-65200001"})
    scenario["script"] = [{"at_s": 3, "fault": "leakage-step", "device": "2AL1", "value": 400}]
    path = os.path.join(story.folder, "school.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(scenario, file, ensure_ascii=False)
    return path, school["name"]


with gui.Story(__file__) as story:
    path, name = write_scenario(story)
    window = story.start("--demo", "--scenario", path, "--role", "system-admin", page="overview")

    with story.step("the school is a button that says its name, its state and how many alarms it has"):
        window.wait("button", lambda text: text.startswith(name) and "Immediate, Not acknowledged" in text and "1 Immediate" in text, 40)

    with story.step("M leads to it, the card tells who to call; the menu key leads into the card"):
        window.keys("m")
        pin = gui.until(lambda: next((thing for thing in window.find_all("button", part(name)) if gui.has_state(thing, "focused")), None), "M does not lead to the school")
        check("Immediate" in gui.name_of(pin), f"the school says {gui.name_of(pin)}")
        window.wait("label", "022-65200001")
        window.keys("shift+F10")
        gui.until(lambda: [thing for thing in window.find_all("button", "Open project") if gui.has_state(thing, "focused")], "the focus does not come into the card")
        window.keys("Escape")

    with story.step("2 hides immediate alarms and shows them again"):
        window.keys("2")
        window.wait("button", "Immediate: hidden")
        window.wait("button", lambda text: text.startswith(name) and "Immediate" not in text)
        window.keys("2")
        window.wait("button", "Immediate: shown")

    with story.step("the layers of links and of loads say other things of the same school"):
        window.press("button", "Off line")
        window.wait("button", f"{name}, 2 devices on line")
        window.press("button", "Load rate")
        window.wait("button", lambda text: text.startswith(f"{name}, load rate ") and text.endswith("%"))
        window.press("button", "Alarms")
        window.wait("button", part(f"{name}, Immediate"))

    with story.step("a school is moved by typed degrees: the far place is asked about, the near one is saved"):
        window.keys("m")
        window.wait("button", "Move")
        window.press("button", "Move")
        window.write("Latitude", "48.8566")
        window.write("Longitude", "2.3522")
        window.press("button", "Save position")
        window.wait("label", "So far away?")
        window.press("button", "Cancel")
        window.write("Latitude", "39.03")
        window.write("Longitude", "117.66")
        window.press("button", "Save position")
        window.wait_gone("button", "Save position")
        code, lines = story.ctl("audit", "verify")
        check(code == 0 and lines[0]["ok"], f"audit verify says {lines}")

    with story.step("who may not edit places finds no way to move it"):
        window.act("app.role", gui.GLib.Variant("s", "duty-guard"))
        window.keys("m")
        window.wait("label", "022-65200001")
        window.wait_gone("button", "Move")
