#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The pages of report/dw-chart-paper.c as poppler reads them: size, text, fonts. Leaves with 77 when poppler-utils is not installed.

test-paper-readers.py REPORT-SAMPLES
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
TOOLS = ("pdftotext", "pdffonts", "pdfinfo")
ALWAYS = ["RunningHead", "ScopeOfSchool · RoleOfPerson · 2025-11-29 15:06:40 (UTC+08:00)"]
ROWS_OF_LONG = 100

if not all(map(shutil.which, TOOLS)):
    print("poppler-utils is not installed")
    sys.exit(SKIPPED)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "TZ": "UTC"}).stdout


def check_info(path, size, n_pages):
    info = run("pdfinfo", path)
    assert re.search(rf"Page size: +{size} pts", info), info
    assert re.search(rf"Pages: +{n_pages}\n", info), info
    assert re.search(r"Title: +PageTitle 剩余电流", info), info
    assert re.search(r"CreationDate: +Sat Nov 29 07:06:40 2025", info), info


def check_fonts(path):
    fonts = run("pdffonts", path).splitlines()[2:]
    assert fonts, "no fonts"
    for line in fonts:
        assert re.search(r" yes +yes +yes +\d+ +0$", line), f"not embedded, not a subset or without a map to Unicode: {line}"


def pages_of(path):
    return run("pdftotext", "-layout", path, "-").rstrip("\f").split("\f")


def check_page(text, number, n_pages):
    for words in [*ALWAYS, f"Page {number} of {n_pages}"]:
        assert words in text, (words, text)


def check_portrait(path):
    check_info(path, "595 x 842", 1)
    check_fonts(path)
    (text,) = pages_of(path)
    check_page(text, 1, 1)
    for words in ("PageTitle 剩余电流", "SpanAndCoverage", "InTheChart"):
        assert words in text, words
    assert re.search(r"Channel +Mean +Largest", text)
    assert re.search(r"Row002 +2\.5 +—", text), text


def check_landscape(path):
    check_info(path, "842 x 595", 1)
    (text,) = pages_of(path)
    check_page(text, 1, 1)
    assert "Channel" not in text


def check_long(path):
    pages = pages_of(path)
    check_info(path, "595 x 842", len(pages))
    assert len(pages) == 3, len(pages)  # 21 rows below the chart, 40 on each further page
    for i, text in enumerate(pages):
        check_page(text, i + 1, len(pages))
        assert re.search(r"Channel +Mean +Largest", text), "the head of the table is repeated"
    rows = re.findall(r"Row(\d{3})", "".join(pages))
    assert rows == [f"{i:03}" for i in range(ROWS_OF_LONG)], "no row is lost or doubled"


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1], folder], check=True, env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"})
    check_portrait(os.path.join(folder, "portrait.pdf"))
    check_landscape(os.path.join(folder, "landscape.pdf"))
    check_long(os.path.join(folder, "long.pdf"))
print("three papers read back")
