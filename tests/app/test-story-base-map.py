#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The base map is chosen in the settings: a file of vector tiles is refused with a sentence and nothing is saved, a file of pictures is described and saved, a guard may not change it."""
import os
import subprocess
import sys

TOOLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools")
sys.path.insert(0, TOOLS)
import gui
from gui import check, part

with gui.Story(__file__) as story:
    school = story.school()
    good, vector = os.path.join(story.folder, "good.mbtiles"), os.path.join(story.folder, "vector.mbtiles")
    subprocess.run([sys.executable, os.path.join(TOOLS, "make-mbtiles.py"), "good", good, "vector", vector], check=True)
    window = story.start("--demo", "--scenario", story.scenario, "--role", "system-admin")
    window.wait("label", "Devices 2 of 2 on line", 30)
    window.keys("alt+9")
    window.press("list item", "Base map")

    with story.step("the source is chosen from a list"):
        window.point(window.wait("combo box", "Source of the base map"))
        window.keys("Down", "Return")
        window.wait("label", part("read where it lies"))

    with story.step("a file of vector tiles is refused with the sentence, and nothing is saved"):
        window.write("File", vector)
        window.wait("label", part("vector tiles (pbf); only pictures"))
        window.press("button", "Save base map")
        window.wait("label", part("Base map: vector.mbtiles"))

    with story.step("a file of pictures says what it is"):
        window.write("File", good)
        window.wait("label", part("Bohai coast · PNG · zoom 6 to 10"))

    with story.step("saved with its review number"):
        window.write("Map review number", "GS(2024)0650")
        window.press("button", "Save base map")
        window.wait("label", "Saved. The map is changed.")

    with story.step("a duty guard may not change it: refused with a sentence"):
        window.act("app.role", gui.GLib.Variant("s", "duty-guard"))
        window.write("Map review number", "GS(2024)9999")
        window.press("button", "Save base map")
        window.wait("label", part("Duty guard"))
        code, lines = story.ctl("audit", "verify")
        check(code == 0 and lines[0]["ok"], f"audit verify says {lines}")
