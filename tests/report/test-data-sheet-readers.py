#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The tables of report/dw-data-sheet.c as Python's csv, zipfile and ElementTree read them (S4-05, S0-44).

test-data-sheet-readers.py REPORT-SAMPLES
"""
import csv
import datetime
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

NOTES = ["=1+1", "+1", "-1", "@x", "\tt", "a,b", 'say "no"', "two\nlines", "<&>", "配电箱", None, "plain"]
HEAD = ["时间 (Asia/Shanghai, UTC+08:00)", "Residual current (mA)", "Power (kW)", "Note", "Exact time (Asia/Shanghai, UTC+08:00)"]
BEGIN = datetime.datetime(2025, 11, 29, 15, 6, 40)
GUARDED = ("=", "+", "-", "@", "\t", "\r")
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def expected_rows():
    for i, note in enumerate(NOTES):
        time = BEGIN + datetime.timedelta(seconds=5 * i)
        exact = None if i == 3 else time + datetime.timedelta(milliseconds=250)
        yield [time, None if i == 3 else 10 * i - 20, i / 4 - 1, note, exact]


def text_of(i, value):
    if value is None:
        return ""
    if i == 0:
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if i == 4:
        return value.strftime("%Y-%m-%d %H:%M:%S.250")
    if i in (1, 2):
        return f"{value:.{0 if i == 1 else 2}f}"
    return ("'" if value.startswith(GUARDED) else "") + value


def check_csv(path):
    raw = open(path, "rb").read()
    assert raw.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    assert raw.endswith(b"\r\n")
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert rows[0] == HEAD, rows[0]
    wanted = [[text_of(i, value) for i, value in enumerate(row)] for row in expected_rows()]
    assert rows[1:] == wanted, (rows[1:], wanted)
    assert rows[1][1] == "-20" and float(rows[1][2]) == -1, "negative numbers stay numbers"


def read_cells(book):
    sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(SPACE + "row"):
        cells = {}
        for cell in row.iter(SPACE + "c"):
            assert cell.find(SPACE + "f") is None, "a formula"
            kind = cell.get("t", "n")
            assert kind in ("n", "inlineStr"), kind
            value = "".join(t.text or "" for t in cell.iter(SPACE + "t")) if kind == "inlineStr" else float(cell.find(SPACE + "v").text)
            cells[ord(re.match("[A-Z]", cell.get("r")).group()) - ord("A")] = (kind, value, int(cell.get("s", 0)))
        rows.append(cells)
    return sheet, rows


def number_formats(book):
    styles = ET.fromstring(book.read("xl/styles.xml"))
    own = {int(n.get("numFmtId")): n.get("formatCode") for n in styles.iter(SPACE + "numFmt")}
    own.update({0: "General", 1: "0", 2: "0.00"})
    return [own[int(xf.get("numFmtId"))] for xf in styles.find(SPACE + "cellXfs")]


def to_date(serial):
    return datetime.datetime(1899, 12, 30) + datetime.timedelta(milliseconds=round(serial * 86400000))


def check_xlsx(path):
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        sheet, rows = read_cells(book)
        formats = number_formats(book)
        name = ET.fromstring(book.read("xl/workbook.xml")).find(f"{SPACE}sheets/{SPACE}sheet").get("name")
        core = book.read("docProps/core.xml").decode()
    assert name == "Trend   2AL1  W5 剩余电流", name
    assert "2025-11-29T07:06:40Z" in core, core
    pane = sheet.find(f"{SPACE}sheetViews/{SPACE}sheetView/{SPACE}pane")
    assert pane is not None and pane.get("ySplit") == "1" and pane.get("state") == "frozen"
    assert [float(c.get("width")) for c in sheet.iter(SPACE + "col")], "no column widths"
    assert [rows[0][i][1] for i in range(5)] == HEAD
    wanted_formats = ["yyyy-mm-dd hh:mm:ss", "0", "0.00", None, "yyyy-mm-dd hh:mm:ss.000"]
    for cells, wanted in zip(rows[1:], expected_rows(), strict=True):
        for i, value in enumerate(wanted):
            if value is None:
                assert i not in cells, (i, cells)
                continue
            kind, read, style = cells[i]
            assert kind == ("inlineStr" if i == 3 else "n")
            assert (to_date(read) if i in (0, 4) else read) == value, (read, value)
            assert wanted_formats[i] is None or formats[style] == wanted_formats[i], formats[style]


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1], folder], check=True, env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"})
    check_csv(os.path.join(folder, "table.csv"))
    check_xlsx(os.path.join(folder, "table.xlsx"))
print("both tables read back")
