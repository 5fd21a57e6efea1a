#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The pages in docs/ say what the programs say: every verb and option of dianweictl, every key of profiles, standards and configurations.

test-ctl-docs.py SOURCE-ROOT; DIANWEICTL names the program.
"""
import glob
import os
import re
import subprocess
import sys

ROOT = sys.argv[1]
PROGRAM = os.environ["DIANWEICTL"]
COMMON = {"--help", "--json"}


def read(*parts):
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as file:
        return file.read()


def help_of(*arguments):
    return subprocess.run([PROGRAM, *arguments, "--help"], capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}).stdout


def check_verbs(page):
    problems = []
    verbs = re.findall(r"^  ([a-z]+) ", help_of().split("Verbs:")[1], re.M)
    sections = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", page, re.M | re.S))
    problems += [f"docs/dianweictl.md has no section on {verb}" for verb in verbs if verb not in sections]
    problems += [f"docs/dianweictl.md speaks of {name}, which is no verb" for name in sections if name not in verbs]
    for verb in verbs:
        options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", help_of(verb), re.M))
        named = set(re.findall(r"--[a-z][a-z-]*", sections.get(verb, "")))
        problems += [f"{verb}: {option} is not described" for option in sorted(options - COMMON - named)]
        problems += [f"{verb}: {option} is described and does not exist" for option in sorted(named - options - COMMON)]
    return problems


def keys_in(*patterns):
    """Keys that the sources accept: the tables named …_keys."""
    keys = set()
    for pattern in patterns:
        for path in glob.glob(os.path.join(ROOT, pattern)):
            with open(path, encoding="utf-8") as file:
                for table in re.findall(r"_keys\[\] = \{(.*?)\}", file.read(), re.S):
                    keys.update(re.findall(r'"([a-z_]+)"', table))
    return keys


def check_keys(page, name, keys):
    words = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", page)) + " ".join(re.findall(r"^    .*$", page, re.M))))
    return [f"{name}: the key {key} is not described" for key in sorted(keys - words)]


def check_profiles(page):
    """Each map that comes with the program stands in the list with its short names."""
    problems = []
    for path in sorted(glob.glob(os.path.join(ROOT, "data", "profiles", "*.json"))):
        name = os.path.basename(path)[:-len(".json")]
        if f"| `{name}` |" not in page:
            problems.append(f"docs/profiles.md does not list {name}")
    return problems


profiles, standards, tool = read("docs", "profiles.md"), read("docs", "standards.md"), read("docs", "dianweictl.md")
found = check_verbs(tool) + check_profiles(profiles)
found += check_keys(profiles, "docs/profiles.md", keys_in("src/profile/dw-profile*.c"))
found += check_keys(standards, "docs/standards.md", keys_in("src/profile/dw-standard.c"))
found += check_keys(tool, "docs/dianweictl.md", keys_in("src/ctl/dw-ctl-run-config.c"))
print("\n".join(found) or "ok")
sys.exit(1 if found else 0)
