#!/usr/bin/env python3
"""check-registered.py SOURCE-ROOT BUILD-ROOT - nothing lies beside the build

Fails when a test program tests/**/test-*.c is in no target, a source below src/ is in none, a .ui or .css below ui/ is not in the resource list,
or a file with strings for people is not in po/POTFILES (and when one of these lists names a file that is not there).
"""
import json
import os
import re
import sys

root, build = sys.argv[1], sys.argv[2]
C_STRING = re.compile(r"\b(N?C?_|g_dngettext|ngettext) \(")


def walk(folder, *endings):
    for path, _, names in os.walk(os.path.join(root, folder)):
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.relpath(os.path.join(path, name), root)


def read(path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def built_sources():
    with open(os.path.join(build, "meson-info", "intro-targets.json"), encoding="utf-8") as file:
        targets = json.load(file)
    return {os.path.relpath(source, root) for target in targets for group in target["target_sources"] for source in group.get("sources", [])}


def check_sources(problems):
    built = built_sources()
    for path in [*walk("src", ".c"), *walk("tests", ".c")]:
        if path not in built:
            problems.append(f"{path} is in no meson.build")


def check_resources(problems):
    listed = set(re.findall(r"<file[^>]*>([^<]+)</file>", read("ui/dianwei.gresource.xml")))
    present = {os.path.relpath(path, "ui") for path in walk("ui", ".ui", ".css")}
    problems += [f"ui/{path} is not in ui/dianwei.gresource.xml" for path in sorted(present - listed)]
    problems += [f"ui/dianwei.gresource.xml names {path}, which is not there" for path in sorted(listed - present)]


def check_strings(problems):
    listed = set(read("po/POTFILES").split())
    wanted = {path for path in walk("src", ".c", ".h") if C_STRING.search(read(path))}
    wanted |= {path for path in walk("ui", ".ui") if 'translatable="yes"' in read(path)}
    problems += [f"{path} has strings for people and is not in po/POTFILES" for path in sorted(wanted - listed)]
    problems += [f"po/POTFILES names {path}, which is not there" for path in sorted(listed) if not os.path.exists(os.path.join(root, path))]


found = []
check_sources(found)
check_resources(found)
check_strings(found)
for problem in found:
    print(problem, file=sys.stderr)
sys.exit(1 if found else 0)
