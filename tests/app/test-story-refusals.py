#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""What the workstation refuses, seen in the window: a role without the right, a device that another desk has selected, a switch that is locked on site."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part


def find_device(place, key):
    for device in place.get("devices", []):
        if device["key"] == key:
            return device
    return next((found for child in place.get("children", []) for found in [find_device(child, key)] if found), None)


def write_scenario(story, port):
    """The small school behind a known port, with its breaker open and locked on site."""
    with open(story.scenario, encoding="utf-8") as file:
        school = json.load(file)
    find_device(school["places"][0], "QF5").setdefault("world", {}).update(open=True, local_lock=True)
    school["gateways"][0]["port"] = port
    path = os.path.join(story.folder, "school.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(school, file, ensure_ascii=False)
    return path


def show_device(window, words, address):
    """Through the search, as somebody who knows what it is called; its address tells the detector from the box of the same name."""
    window.act("win.search")
    window.write("Search", words, role="entry")
    window.press("list item", lambda title: title.endswith(address))
    window.wait("panel", "Remote operation")
    window.wait("label", address)


def write(story, port, command):
    """The same wish through dianweictl, which hands it to the window."""
    return story.ctl("write", f"modbus-tcp://127.0.0.1:{port}", "--unit", "1", "--profile", "acrel-arcm300t", "--command", command, "--reason", "a test", "--yes")


with gui.Story(__file__) as story:
    port = gui.find_free_port()
    window = story.start("--demo", "--scenario", write_scenario(story, port), "--role", "duty-guard")
    window.wait("label", "Devices 2 of 2 on line", 30)

    with story.step("a duty guard cannot trip: the button is there, blocked, and says why"):
        show_device(window, "智能断路器", "GW-01/2")
        window.press("button", "Trip, The role Duty guard may request a trip, but not carry it out.")
        window.toast("may request a trip, but not carry it out")
        check(not window.find_all("label", "Remote control"), "a blocked button opens the control dialog")

    with story.step("nor through the session bus: the dialog offers the verb only with the reason, and there is no next step"):
        window.act("win.control", gui.GLib.Variant("s", "trip"))
        trip = window.wait("check box", "Trip — The role Duty guard may request a trip, but not carry it out.")
        check(not gui.has_state(trip, "sensitive"), "a refused verb can be chosen")
        check(not gui.has_state(window.wait("button", "Next"), "sensitive"), "there is a next step")
        window.press("button", "Cancel")
        window.wait_gone("button", "Next")

    with story.step("an electrician may, but not close what is locked on site, and not open what is open"):
        window.act("app.role", gui.GLib.Variant("s", "electrician"))
        window.wait("button", "Close, The breaker is locked on site.")
        window.wait("button", "Trip, The breaker is open already.")
        window.press("button", "Close, The breaker is locked on site.")
        window.toast("The breaker is locked on site.")

    with story.step("a device that one window has selected is refused in the other, which says who has it"):
        show_device(window, "二层末端箱", "GW-01/1")
        window.press("button", "Reset")
        window.wait("label", "This desk has locked the device")
        window.act("app.new-window")
        gui.until(lambda: len(window.frames()) == 2, "there is no second window")
        window.number = 2
        show_device(window, "二层末端箱", "GW-01/1")
        window.press("button", lambda name: name.startswith("Reset, ") and "has selected this device." in name)
        window.toast("has selected this device.")
        window.wait("label", part(" is operating"))

    with story.step("dianweictl is refused as well, with the same sentence"):
        code, lines = write(story, port, "reset")
        check(code == 1 and lines[0]["reason"] == "refused" and "has selected this device." in lines[0]["text"], f"dianweictl: {code} {lines}")

    with story.step("given back by the first, it is free for the second"):
        window.number = 1
        window.press("button", "Cancel")
        window.number = 2
        window.press("button", "Reset")
        window.wait("label", "This desk has locked the device")
        window.press("button", "Cancel")
        window.wait_gone("button", "Cancel")

    with story.step("one line of the audit log for each refusal, and the log holds"):
        controls = [event for event in story.ctl("events", "--kind", "control")[1] if "has selected this device." in event["note"]]
        check(len(controls) == 1, f"refused controls: {controls}")
        code, lines = story.ctl("audit", "verify")
        check(code == 0 and lines[0]["ok"], f"audit verify says {lines}")
