#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""A list of schools comes in from a spreadsheet, one is found by the initials of its name, its facts are put right, and the history says who did it (S1-22, S0-02, S0-06)."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part

LIST = "学校,区域,联系人,电话,建筑面积（㎡）\r\n滨海新区塘沽第一小学,塘沽,钱秀英,022-65200001,\"12,500\"\r\n重庆路幼儿园,塘沽,孙建国,问门卫,3000\r\n长芦中学,汉沽,李海涛,022-67100001,21000\r\n"


def search(window, text):
    window.act("win.search")
    window.write("Search", text, role="entry")


def wait_fact(window, title, value):
    """The value is named by its title; GTK 4.8 says its own text first."""
    window.wait("label", f"{value} {title}")


with gui.Story(__file__) as story:
    path = os.path.join(story.folder, "schools.csv")
    with open(path, "wb") as file:
        file.write(LIST.encode("gb18030"))
    window = story.start("--demo", "--scenario", story.scenario, "--role", "system-admin")
    window.wait("label", "Devices 2 of 2 on line", 30)
    window.keys("alt+9")

    with story.step("a file that is not there is said so, and nothing can be imported"):
        window.press("list item", "Schools")
        window.press("button", "Import a list of schools")
        window.write("File", "/nowhere/list.csv")
        window.press("button", "Look at the list")
        window.wait("label", part("No such file"))
        check(not gui.has_state(window.wait("button", "Import the schools"), "sensitive"), "nothing can be imported")

    with story.step("the list is looked at: what is new, what is refused and why; the bad line blocks the import"):
        window.write("File", path)
        window.press("button", "Look at the list")
        window.wait("label", part("New: 2 · Changed: 0 · As it is: 0 · Refused: 1 · GB18030"))
        window.wait("label", part("Regions that will be made: 汉沽"))
        window.wait("label", part("Line 3, column 电话: at least five digits"))
        check(not gui.has_state(window.wait("button", "Import the schools"), "sensitive"), "a list with a bad line can be imported")

    with story.step("without the bad line it comes in"):
        window.press("check box", "Leave out the refused lines")
        window.press("button", "Import the schools")
        window.wait("label", part("Schools added: 2"))
        window.wait_gone("button", "Import the schools")

    with story.step("a school is found by its initials, another by the second reading of its first character; Enter opens the first"):
        search(window, "changlu")
        window.wait("list item", part("长芦中学"))
        window.write("Search", "bhxqtgdyxx", role="entry")
        window.wait("list item", part("滨海新区塘沽第一小学"))
        window.keys("Return")
        wait_fact(window, "Phone", "022-65200001")

    with story.step("what was opened is shown first when nothing is typed"):
        window.act("win.search")
        window.wait("label", "Recent")
        window.wait("list item", part("滨海新区塘沽第一小学"))
        window.keys("Escape")

    with story.step("a wrong phone is refused with a sentence, and nothing is saved"):
        window.press("button", "Edit facts of this school")
        window.wait("button", "Save facts")
        window.write("Phone", "ask the porter")
        window.press("button", "Save facts")
        window.wait("label", part("Phone: at least five digits"))

    with story.step("half a position is refused, too"):
        window.write("Phone", "022-65200009")
        window.write("Latitude", "39.0215")
        window.press("button", "Save facts")
        window.wait("label", part("Position: a position needs latitude and longitude"))

    with story.step("put right it is saved and shown"):
        window.write("Longitude", "117.6521")
        window.press("button", "Save facts")
        window.wait_gone("button", "Save facts")
        wait_fact(window, "Phone", "022-65200009")
        wait_fact(window, "Position", "39.021500, 117.652100 (WGS-84)")

    with story.step("the history says what it was, and who changed it"):
        window.press("button", "Edit facts of this school")
        window.wait("label", part("Phone: 022-65200001 → 022-65200009"))
        window.press("button", "Cancel")
        window.wait_gone("button", "Save facts")

    with story.step("a duty guard sees the facts and no way to edit them"):
        window.act("app.role", gui.GLib.Variant("s", "duty-guard"))
        window.wait_gone("button", "Edit facts of this school")
        wait_fact(window, "Phone", "022-65200009")
        code, lines = story.ctl("audit", "verify")
        check(code == 0 and lines[0]["ok"], f"audit verify says {lines}")
