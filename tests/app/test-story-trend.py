#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""Trend: a circuit is followed, another is added, the time is changed, the cursor reads values, and what is shown becomes a table in a file (S2-19, S2-20, S2-21, S4-05)."""
import csv
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part

FIGURE = re.compile(r"last ([\d,.]+) mA")


def find_chart(window):
    """The picture of the curves, which says in words what it shows."""
    return window.wait("image", lambda name: name.startswith("Residual current (mA), "), 20)


with gui.Story(__file__) as story:
    window = story.start("--demo", "--scenario", story.scenario)
    window.wait("label", "Devices 2 of 2 on line", 30)

    with story.step("Alt+5 shows the trend page, and circuits of the place are there already"):
        window.keys("alt+5")
        gui.until(lambda: window.page() == "trend", "Alt+5 does not show the trend page")
        window.wait("label", "Compared circuits")
        find_chart(window)

    with story.step("S2-19: the chart says the newest value of its circuit in words, and it is a value of the device"):
        window.keys("F5")
        gui.until(lambda: FIGURE.search(find_chart(window).get_name()), lambda: f"no value in {find_chart(window).get_name()!r}", 20)

    with story.step("the last quarter of an hour, and its statistics: complete, although most of it was filled in and the rest was polled"):
        window.press("toggle button", "15 min")
        window.wait("label", "Coverage %")
        window.wait("label", lambda text: re.fullmatch(r"(9[89]|100)\.\d", text), 40)

    with story.step("S2-20: a circuit is taken out and added again from the tree"):
        before = window.names("button")
        out = next(name for name in before if name.startswith("Take "))
        name = out[len("Take "):-len(" out of the comparison")]
        window.press("button", out)
        window.wait_gone("button", out)
        window.keys("ctrl+f")
        window.write("Search a circuit", name, role="entry")
        window.wait("list item", lambda text: text.startswith(name + ", "))
        window.keys("Return")
        window.keys("Escape")
        window.wait("button", out)

    with story.step("the cursor is moved with the keys and says its time; the values go to the clipboard"):
        window.point(find_chart(window))
        window.keys("Left", "Left", "Left")
        window.wait("label", lambda text: re.fullmatch(r"Cursor \d\d:\d\d:\d\d", text))
        window.keys("c")
        window.toast("The values are on the clipboard")

    with story.step("years earlier there is nothing, and a way back to the nearest data"):
        window.press("toggle button", "Year")
        window.press("button", "Earlier")
        window.press("button", "Earlier")
        window.press("button", part("Go to the nearest data"), 20)
        gui.until(lambda: FIGURE.search(find_chart(window).get_name()), "the nearest data is not shown", 20)
        window.press("toggle button", "15 min")
        window.press("button", "Now")

    with story.step("S2-21, S4-04: load of the day as bars, the week as a heat map, and back"):
        window.press("toggle button", "Load")
        window.wait("label", part("Energy of the shown circuits"))
        window.press("toggle button", "Heat map")
        window.wait("label", part("hourly means"))
        window.press("toggle button", "Curve")
        find_chart(window)

    def export(entry, ending):
        path = os.path.join(story.folder, "trend." + ending)
        window.keys("ctrl+e")
        window.press("menu item", entry)
        window.wait("button", "Export")
        window.keys("ctrl+a")
        window.type(path)
        window.keys("Return")
        window.toast("Exported: " + path)
        return path

    with story.step("S4-05: exported as CSV, one row for each time, with the circuit and its unit in the head"):
        with open(export("Table (CSV)…", "csv"), encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        check(len(rows) > 3, f"{len(rows)} rows")
        check(any(name in title and "mA" in title for title in rows[0]), f"the head is {rows[0]}")
        times = [row[0] for row in rows[1:]]
        check(times == sorted(times) and len(set(times)) == len(times), "the times do not ascend")

    with story.step("S4-05: exported as XLSX, the same rows for a program that is not ours"):
        with zipfile.ZipFile(export("Workbook (XLSX)…", "xlsx")) as book:
            check(book.testzip() is None, "the archive is damaged")
            sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
            texts = "".join(sheet.itertext())
        cells = sheet.findall(".//{*}sheetData/{*}row")
        check(len(cells) >= len(rows), f"{len(cells)} rows in the workbook, {len(rows)} in the table")
        check(name in texts, f"{name} is not among the texts of the workbook")
        numbers = [float(value.text) for value in sheet.findall(".//{*}row/{*}c[@s]/{*}v") if value.text]
        check(any(number > 40000 for number in numbers), "no cell is a date of this century")

    with story.step("S4-05: exported as PDF, a page in A4 across whose text says quantity and circuit"):
        path = export("Page (PDF)…", "pdf")
        if shutil.which("pdfinfo") and shutil.which("pdftotext"):
            told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
            check(re.search(r"Pages: +1\n", told) and re.search(r"Page size: +84[12](\.\d+)? x 595", told), told)
            text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
            check("Residual current" in text and name.split()[0] in text and "Coverage" in text, text)

    with story.step("S4-05: exported as PNG of twice the size on the screen"):
        box = gui.Atspi.Component.get_extents(find_chart(window), gui.Atspi.CoordType.WINDOW)
        with open(export("Picture (PNG)…", "png"), "rb") as file:
            content = file.read()
        check(content[:8] == b"\x89PNG\r\n\x1a\n" and content[-8:-4] == b"IEND", "it is no whole picture")
        check(struct.unpack(">II", content[16:24]) == (2 * box.width, 2 * box.height), f"{struct.unpack('>II', content[16:24])} px for {box.width} x {box.height}")
