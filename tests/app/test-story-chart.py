#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The chart under the hand (S2-19, S2-20): keys move cursor, span and zoom, the wheel zooms where the pointer is, a drag carries the time along; the week before and a second
quantity are laid over it; a curve is hidden and comes back."""
import datetime
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part

TIMES = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?) — (?:(\d\d-\d\d) )?(\d\d:\d\d(?::\d\d)?)")


def find_chart(window):
    return window.wait("image", lambda name: name.startswith("Residual current (mA), "), 20)


def read_time(day, clock):
    form = "%Y-%m-%d %H:%M:%S" if clock.count(":") == 2 else "%Y-%m-%d %H:%M"
    if clock == "24:00":
        return datetime.datetime.strptime(day, "%Y-%m-%d") + datetime.timedelta(days=1)
    return datetime.datetime.strptime(f"{day} {clock}", form)


def read_span(window):
    """Begin and length in minutes, from the words of the chart."""
    found = TIMES.search(find_chart(window).get_name())
    check(found, f"no times in {find_chart(window).get_name()!r}")
    day, begin, other, end = found.groups()
    first, last = read_time(day, begin), read_time(day[:5] + other if other else day, end)
    return first, (last - first).total_seconds() / 60


def wait_span(window, length, begin=None):
    """Free spans under a quarter of an hour are told to the second, others to the minute."""
    def fits():
        first, minutes = read_span(window)
        return abs(minutes - length) <= 1.01 and (begin is None or abs((first - begin).total_seconds()) <= 61)
    gui.until(fits, lambda: f"the span is {read_span(window)}, not {length} min from {begin}", 20)
    return read_span(window)


def move(x, y, *more):
    subprocess.run(["xdotool", "mousemove", str(int(x)), str(int(y)), *more], check=True)


with gui.Story(__file__) as story:
    window = story.start("--demo", "--scenario", story.scenario)
    window.wait("label", "Devices 2 of 2 on line", 30)
    window.keys("alt+5")
    gui.until(lambda: window.page() == "trend", "Alt+5 does not show the trend page")
    chart = find_chart(window)
    box = gui.Atspi.Component.get_extents(chart, gui.Atspi.CoordType.WINDOW)

    with story.step("Shift and the arrows go an hour back and on again, Home leads to the present"):
        window.press("toggle button", "1 h")
        live, _ = wait_span(window, 60)
        window.point(chart)
        window.keys("shift+Left")
        wait_span(window, 60, live - datetime.timedelta(minutes=60))
        window.keys("shift+Left")
        wait_span(window, 60, live - datetime.timedelta(minutes=120))
        window.keys("shift+Right")
        wait_span(window, 60, live - datetime.timedelta(minutes=60))
        window.keys("Home")
        live, _ = wait_span(window, 60, live)

    with story.step("+ shows half of it around the middle, − twice as much, R the whole day around it"):
        window.keys("plus")
        begin, _ = wait_span(window, 30, live + datetime.timedelta(minutes=15))
        window.keys("minus", "minus")
        wait_span(window, 120, live - datetime.timedelta(minutes=30))
        window.keys("r")
        wait_span(window, 24 * 60)
        window.press("toggle button", "1 h")
        window.press("button", "Now")
        live, _ = wait_span(window, 60)

    with story.step("the wheel shows less where the pointer is, and as much again back"):
        move(box.x + 0.75 * box.width, box.y + box.height / 2)
        window.wait("label", part("Cursor "))
        subprocess.run(["xdotool", "click", "4"], check=True)
        begin, length = wait_span(window, 48)
        check(3 <= (begin - live).total_seconds() / 60 <= 12, f"the pointer stood at three quarters, the span begins at {begin}, before at {live}")
        subprocess.run(["xdotool", "click", "5"], check=True)
        wait_span(window, 60, live)

    with story.step("a drag to the right carries earlier times along, and the length stays"):
        width = box.width - 40 - 74
        move(box.x + box.width / 3, box.y + box.height / 2, "mousedown", "1")
        for share in (0.1, 0.2, 0.3):
            move(box.x + box.width / 3 + share * width, box.y + box.height / 2)
        subprocess.run(["xdotool", "mouseup", "1"], check=True)
        begin, _ = wait_span(window, 60)
        check(15 <= (live - begin).total_seconds() / 60 <= 21, f"{begin} after a drag of 0.3 of an hour from {live}")
        window.press("button", "Now")

    with story.step("S2-20: a curve is hidden by its entry of the legend and comes back by R"):
        window.press("toggle button", "15 min")
        window.press("button", part("Hide the curve 2AL1"))
        window.wait("button", part("Show the curve 2AL1"))
        window.point(find_chart(window))
        window.keys("r")
        window.wait("button", part("Hide the curve 2AL1"))

    with story.step("S0-34: a second quantity on the right axis is said with its value"):
        window.press("check box", "On the right axis")
        gui.until(lambda: "Temperature" in find_chart(window).get_name(), lambda: find_chart(window).get_name(), 20)
        window.press("check box", "On the right axis")
        gui.until(lambda: "Temperature" not in find_chart(window).get_name(), lambda: find_chart(window).get_name(), 20)

    with story.step("the week before is laid over and taken away; there is none here, and nothing breaks"):
        window.press("check box", part("last week"))
        gui.until(lambda: gui.has_state(window.wait("check box", part("last week")), "checked"), "it is not checked")
        window.press("check box", part("last week"))
        gui.until(lambda: not gui.has_state(window.wait("check box", part("last week")), "checked"), "it is still checked")
