#!/usr/bin/env python3
"""check-actions.py SOURCE-ROOT - docs/actions.md names exactly the actions that the window has"""
import glob
import os
import re
import sys

root = sys.argv[1]
# The group that a table of entries is inserted as, by file.
GROUPS = {"dw-application-actions.c": "app", "dw-window-actions.c": "win", "dw-live-page.c": "win", "dw-alarm-actions.c": "alarm", "dw-alarm-page-actions.c": "hazards", "dw-trend-actions.c": "trend"}
known, problems = set(), []
for path in glob.glob(os.path.join(root, "src/app/**/*.c"), recursive=True):
    text, name = open(path, encoding="utf-8").read(), os.path.basename(path)
    for table in re.findall(r"GActionEntry \w+\[\] = \{(.*?)\n\};", text, re.S):
        if name not in GROUPS:
            problems.append(f"{name}: which group do these actions belong to? Say it in check-actions.py")
        known.update(f"{GROUPS.get(name)}.{entry}" for entry in re.findall(r'\.name = "([a-z-]+)"', table))
    known.update(re.findall(r'install_(?:property_)?action \([^"]*"([a-z]+\.[a-z-]+)"', text))
page = open(os.path.join(root, "docs/actions.md"), encoding="utf-8").read()
named = {word for line in page.splitlines() if line.startswith("| `") for word in re.findall(r"`([a-z]+\.[a-z-]+)`", line.split("|")[1])}
problems += [f"docs/actions.md does not name {action}" for action in sorted(known - named)]
problems += [f"docs/actions.md names {action}, which does not exist" for action in sorted(named - known)]
print("\n".join(problems))
print(f"{len(known)} actions, {len(problems)} problems")
sys.exit(1 if problems or not known else 0)
