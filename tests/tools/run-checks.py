#!/usr/bin/env python3
"""run-checks.py BUILD-DIR [FUZZ-SUMMARY] - run every test of a build folder and end with one line `N passed, N failed`

Starts a session bus; each window test has a display of its own (display.py), so that they run on a machine without a screen. Counts single
cases where a program speaks TAP, else programs. The fuzz summary (lines `ok NAME` or `not ok NAME`) is added to the sum.
"""
import json
import os
import re
import shutil
import subprocess
import sys

TELL_LINES = 12
# What says why, and the lines behind it; a story goes on with the whole screen.
WHY = re.compile(r"^not ok|Bail out|ERROR|runtime error|Traceback")
WHY_LINES = 3
CASE = re.compile(r"^(not )?ok\b(.*)$", re.M)


def count(test):
    """(passed, failed, skipped) of one program."""
    passed = failed = skipped = 0
    for bad, rest in CASE.findall(test.get("stdout") or ""):
        if "# SKIP" in rest.upper():
            skipped += 1
        elif bad:
            failed += 1
        else:
            passed += 1
    fine = test["result"] in ("OK", "EXPECTEDFAIL")
    if test["result"] == "SKIP":
        return passed, failed, max(skipped, 1)
    if not fine and failed == 0:
        failed = 1
    if fine and passed == 0 and skipped == 0:
        passed = 1
    return passed, failed, skipped


def find_why(said):
    """The lines that say why, or the last ones."""
    at = [i for i, line in enumerate(said) if WHY.search(line)]
    shown = sorted({j for i in at for j in range(i, min(i + WHY_LINES, len(said)))})[:TELL_LINES]
    return [said[j] for j in shown] if shown else said[-TELL_LINES:]


def tell(test):
    """Why a program failed: the list of failures names it only, and whoever reads the end of a log wants to know."""
    said = ((test.get("stdout") or "") + (test.get("stderr") or "")).splitlines()
    print(f"{test['name']}: {test['result']} after {test['duration']:.0f} s")
    for line in find_why(said):
        print("  " + line[:300])


def run(build):
    command = ["meson", "test", "-C", build, "--no-rebuild", "--print-errorlogs"]
    if shutil.which("dbus-run-session"):
        command = ["dbus-run-session", "--"] + command
    env = dict(os.environ, GDK_BACKEND="x11", GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory", LIBGL_ALWAYS_SOFTWARE="1")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        env.pop(name, None)
    return subprocess.run(command, env=env).returncode


def main(argv):
    build = argv[1]
    log = os.path.join(build, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.unlink(log)
    code = run(build)
    total = [0, 0, 0]
    if os.path.exists(log):
        for line in open(log, encoding="utf-8"):
            test = json.loads(line)
            total = [a + b for a, b in zip(total, count(test))]
            if test["result"] not in ("OK", "EXPECTEDFAIL", "SKIP"):
                tell(test)
    if len(argv) > 2 and os.path.exists(argv[2]):
        for line in open(argv[2], encoding="utf-8"):
            total[1 if line.startswith("not ok") else 0] += 1
    if code != 0 and total[1] == 0:
        total[1] = 1
    skipped = f", {total[2]} skipped" if total[2] else ""
    print(f"{total[0]} passed, {total[1]} failed{skipped}")
    return 1 if total[1] or total[0] == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
