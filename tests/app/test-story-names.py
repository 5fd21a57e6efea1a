#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""Everything that takes the focus has a name, every page has its key, F2 F3 F4 work, and the search leads to a box: the window without a mouse and without eyes."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part

CLASS_NAME = re.compile(r"^(Gtk|Adw|Dw|Gdk|Pango)[A-Z]\w+$")
# Lists and their lines are read by what they contain; GTK 4.8 has no way to name some of them. The rest must have a name of its own.
CONTAINERS = ("list", "list item", "table", "table row", "table cell", "tree table", "tree", "scroll pane", "panel", "filler", "frame")
KEYS = {"live": "alt+2", "hazards": "alt+3", "trend": "alt+5", "setup": "alt+9"}


def is_inside_library(thing):
    """Parts of a widget of the library that cannot be named from outside: the button in a drop-down, the cross of a toast."""
    parent = thing.get_parent()
    return parent is not None and (gui.role_of(parent) == "combo box" or parent.get_name() == "AdwToastWidget")


def list_nameless(window):
    return [f"{gui.role_of(thing)} {thing.get_name()!r} around {[gui.name_of(inner) for inner in gui.walk(thing)]}" for thing in window.look()
            if gui.has_state(thing, "focusable") and gui.role_of(thing) not in CONTAINERS and not is_inside_library(thing)
            and (not thing.get_name() or CLASS_NAME.match(thing.get_name()))]


def write_scenario(story):
    """The small school: a leak of 2AL1 that begins after 3 s and stays."""
    with open(story.scenario, encoding="utf-8") as file:
        school = json.load(file)
    school["script"] = [{"at_s": 3, "fault": "leakage-step", "device": "2AL1", "value": 400}]
    path = os.path.join(story.folder, "school.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(school, file, ensure_ascii=False)
    return path


with gui.Story(__file__) as story:
    window = story.start("--demo", "--scenario", write_scenario(story))
    window.wait("label", "Devices 2 of 2 on line", 30)

    for page, key in KEYS.items():
        with story.step(f"{key} shows the page {gui.PAGES[page]}; everything on it that takes the focus has a name"):
            window.keys(key)
            gui.until(lambda: window.page() == page, f"{key} does not show {page}")
            nameless = list_nameless(window)
            check(not nameless, "without a name: " + "; ".join(nameless))

    with story.step("F2 silences, F3 acknowledges the alarm of the bar, F4 leads to it"):
        window.wait("button", part(": 1 active, 1 unacknowledged"), 20)
        before = story.ctl("audit", "verify")[1][0]["lines"]
        window.keys("F2")
        gui.until(lambda: story.ctl("audit", "verify")[1][0]["lines"] > before, "F2 leaves no audit line")
        window.keys("F3")
        window.wait("button", part(": 1 active, 0 unacknowledged"))
        window.keys("F4")
        gui.until(lambda: window.page() == "live", "F4 does not lead to the live page")
        window.wait("label", "GW-01/1")

    with story.step("the panel of a detector: everything that takes the focus has a name"):
        nameless = list_nameless(window)
        check(not nameless, "without a name: " + "; ".join(nameless))

    with story.step("Ctrl+K finds 2AL1, and Enter goes there"):
        window.keys("alt+3")
        gui.until(lambda: window.page() == "hazards", "alt+3 does not show hazards")
        window.keys("ctrl+k")
        window.wait("entry", "Search")
        window.type("2AL1")
        window.wait("list item", part("2AL1"))
        window.keys("Return")
        gui.until(lambda: window.page() == "live", "Enter does not lead to the live page")
        window.wait("label", part("2AL1"))
