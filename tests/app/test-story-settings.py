#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""A gateway is added by hand: wrong numbers are refused with a sentence, its units are found by a scan that can be cancelled, one is added, its values live."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part

with gui.Story(__file__) as story:
    school = story.school()
    window = story.start("--demo", "--scenario", story.scenario, "--role", "system-admin")
    window.wait("label", "Devices 2 of 2 on line", 30)
    window.keys("alt+9")
    window.wait("list item", "GW-01")

    with story.step("a wrong port is refused with a sentence, and nothing is added"):
        window.press("button", "Add gateway")
        gui.until(lambda: window.read("Name") == "", "there is no empty form")
        window.write("Name", "GW-77")
        window.write("Address", "127.0.0.1")
        window.write("Port", "70000")
        window.press("button", "Save gateway")
        window.wait("label", part("not in its range"))
        check(not window.find_all("list item", "GW-77"), "a gateway with a wrong port was added")

    with story.step("saved with the right port: it connects"):
        window.write("Port", str(school.ports["GW-01"]))
        window.press("button", "Save gateway")
        window.wait("list item", "GW-77")
        window.wait("label", part("on line · 0 units"))

    with story.step("the scan shows how far it is and can be cancelled"):
        window.write("First unit", "1")
        window.write("Last unit", "247")
        school.tell("fault slow-answers GW-01 value=300")
        window.press("button", "Find units")
        window.wait("progress bar", part("Unit "))
        window.press("button", "Cancel the search for units")
        window.wait("label", "Cancelled")
        school.tell("clear all")

    with story.step("the scan finds both units and names their models"):
        window.write("Last unit", "4")
        window.press("button", "Find units")
        window.wait("label", "2 units answered", 30)
        window.wait("list item", "Unit 1")
        window.wait("list item", "Unit 2")
        window.wait("label", part("ARCM300T"))
        window.wait("label", part("LX47LE-125"))

    with story.step("a unit without a name or a place is refused with a sentence in its sheet"):
        window.press("button", "Add unit 2")
        window.wait("button", "Save device")
        window.write("Name", "")
        window.press("button", "Save device")
        window.wait("label", "Name: a device needs a name")
        window.write("Name", "Breaker 77")
        window.press("button", "Save device")
        window.wait("label", "Place: choose a box or circuit of the tree")

    with story.step("its frames can be seen before it is saved"):
        window.press("button", "Test device")
        gui.until(lambda: "RX" in window.read("Frames"), "the test shows no frames")

    with story.step("with a place it is added"):
        window.point(window.wait("combo box", "Place"))
        window.keys("Down", "Return")
        window.press("button", "Save device")
        window.wait("list item", "2 · Breaker 77")
        window.wait("label", part("on line · 1 unit"))

    with story.step("its values live"):
        window.wait("label", "Devices 3 of 3 on line")
        window.act("win.search")
        window.write("Search", "Breaker 77", role="entry")
        window.press("list item", part("GW-77/2"))
        window.wait("label", "GW-77/2")
        window.wait("label", lambda name: name.startswith("Voltage, phase A, ") and name.endswith("V, good"))

    with story.step("a duty guard may not change gateways: refused with a sentence, nothing is saved, and it is written down"):
        window.act("app.role", gui.GLib.Variant("s", "duty-guard"))
        window.keys("alt+9")
        window.press("list item", "GW-01")
        window.write("Name", "GW-00")
        window.press("button", "Save gateway")
        window.wait("label", part("Duty guard"))
        check(not window.find_all("list item", "GW-00"), "a duty guard has renamed a gateway")
        code, lines = story.ctl("audit", "verify")
        check(code == 0 and lines[0]["ok"], f"audit verify says {lines}")
