#!/usr/bin/env python3
"""check-layers.py SOURCE-ROOT - the shape of src/: includes go only along the arrows, base names are unique, no file above 600 lines, two SPDX lines each

The build keeps the arrows too (a folder does not see what it may not include); this says it in one sentence when somebody widens an include path.
"""
import os
import re
import sys

root = os.path.join(sys.argv[1], "src")
ALLOWED = {
    "base": "",
    "model": "base",
    "proto": "base",
    "draw": "base",
    "profile": "base model proto",
    "source": "base model proto profile",
    "engine": "base model",
    "store": "base model",
    "report": "base model draw",
    "station": "base model proto profile source engine store report",
    "simulator": "base proto",
    "ctl": "base model proto profile source station",
    "app": "base model draw report station",
}
EXTERNAL = {  # marks of libraries that belong to few folders
    r"#include <sqlite3\.h>": {"store"},
    r"#include <(gtk/|adwaita|shumate)": {"app"},
    r"#include <libsoup/": {"app"},
    r"#include <cairo|#include <pango": {"draw", "report", "app"},
    r"#include <xlsxwriter": {"report"},
    r"#include <gcrypt": {"station"},
    r"#include <unicode/": {"model"},
}
MOST_LINES = 600

problems, home, count = [], {}, 0
files = [os.path.join(d, f) for d, _, names in os.walk(root) for f in names if f.endswith((".c", ".h"))]
for path in files:
    folder = os.path.relpath(path, root).split(os.sep)[0]
    name = os.path.basename(path)
    if name.endswith(".h"):
        if name in home:
            problems.append(f"{name} exists twice: {home[name]} and {folder}")
        home[name] = folder
for path in files:
    folder = os.path.relpath(path, root).split(os.sep)[0]
    text = open(path, encoding="utf-8").read()
    short = os.path.relpath(path, sys.argv[1])
    count += 1
    if text.count("\n") > MOST_LINES:
        problems.append(f"{short}: {text.count(chr(10))} lines")
    if not text.startswith("// SPDX-License-Identifier: GPL-3.0-or-later\n// SPDX-FileCopyrightText: "):
        problems.append(f"{short}: does not begin with the two SPDX lines")
    for included in re.findall(r'#include "([^"]+)"', text):
        where = home.get(included)
        if where and where != folder and where not in ALLOWED[folder].split():
            problems.append(f"{short}: {folder} may not include {included} of {where}")
    for mark, owners in EXTERNAL.items():
        if re.search(mark, text) and folder not in owners:
            problems.append(f"{short}: {mark} belongs to {', '.join(sorted(owners))}")
print("\n".join(problems))
print(f"{count} files, {len(problems)} problems")
sys.exit(1 if problems or count == 0 else 0)
