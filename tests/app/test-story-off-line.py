#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The line is cut and comes back: the window says so, shows what it knows as old and not as live, blocks control with the reason, and recovers by itself."""
import json
import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part

COMMANDS = {"reset": {"enabled": True, "function": 6, "address": 4160, "words": [1]}}


def is_voltage(quality):
    """The voltage in the panel of the detector, with this quality."""
    def has(name):
        return name.startswith("Voltage, phase A, ") and f", {quality}" in name
    return has


def write_station(story, port):
    """A station folder as an administrator makes it: dianweictl run reads the configuration once."""
    config = {"data_dir": story.data_dir, "gateways": [
        {"name": "GW-01", "kind": "modbus-tcp", "host": "127.0.0.1", "port": port, "timeout_ms": 300, "period_ms": 500, "school": "Test school", "units": [
            {"unit": 1, "profile": "acrel-arcm300t", "name": "Detector 2AL1", "box": "Box 2AL1", "rated_a": 63, "settings": {"commands": COMMANDS}}]}]}
    path = os.path.join(story.folder, "station.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(config, file)
    done = subprocess.run([story.tools["ctl"], "run", "--config", path, "--for", "1"], capture_output=True, text=True, timeout=60)
    check(done.returncode == 0, f"dianweictl run: {done.stderr}")


def write_scenario(story, port):
    with open(story.scenario, encoding="utf-8") as file:
        school = json.load(file)
    school["gateways"][0]["port"] = port
    story.scenario = os.path.join(story.folder, "school.json")
    with open(story.scenario, "w", encoding="utf-8") as file:
        json.dump(school, file, ensure_ascii=False)


with gui.Story(__file__) as story:
    port = gui.find_free_port()
    write_scenario(story, port)
    school = story.school()
    write_station(story, port)
    window = story.start("--role", "electrician")

    with story.step("on line: values are good, reset is free"):
        window.wait("label", "Devices 1 of 1 on line")
        window.act("win.search")
        window.write("Search", "Detector", role="entry")
        window.press("list item", part("GW-01/1"))
        window.wait("label", part("Residual current, "))
        window.wait("label", is_voltage("good"))
        window.wait("button", "Reset")

    with story.step("the gateway dies: status strip and alarm bar say that nothing is connected"):
        school.end(signal.SIGKILL)
        window.wait("label", "Gateways 0 of 1")
        window.wait("label", "Devices 0 of 1 on line")
        window.wait("label", part("No connection to any gateway for"))
        window.wait("label", "What is shown is the state before that")

    with story.step("what is known is shown as old, nothing as live"):
        window.wait("label", is_voltage("old, "))
        window.wait_gone("label", is_voltage("good"))

    with story.step("control is blocked, with the reason"):
        window.press("button", "Reset, The device cannot be reached; control is blocked until it answers.")
        window.toast("control is blocked until it answers")

    with story.step("the settings say off line"):
        window.keys("alt+9")
        window.wait("label", "off line")
        window.keys("alt+2")

    with story.step("it comes back by itself: on line, good, free"):
        story.school()
        window.wait("label", "Gateways 1 of 1", 30)
        window.wait("label", "Devices 1 of 1 on line")
        window.wait("label", is_voltage("good"))
        window.wait("button", "Reset")
        window.wait_gone("label", part("No connection to any gateway for"))

    with story.step("both are in the record"):
        kinds = [event["kind"] for event in story.ctl("events")[1]]
        check("comms" in kinds, f"events are {kinds}")
