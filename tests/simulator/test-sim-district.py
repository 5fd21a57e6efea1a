#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The district of the demonstration behind real sockets: 44 gateways of one simulator against pymodbus, with the world's true values beside them.

Usage: test-sim-district.py PROGRAM DISTRICT.json
"""

import json
import subprocess
import sys
import time

try:
    from pymodbus.client import ModbusTcpClient
    from pymodbus.exceptions import ModbusException
    from pymodbus.transaction import ModbusRtuFramer
except ImportError as missing:
    print(f"1..0 # SKIP {missing}")
    sys.exit(77)

PROGRAM, SCENARIO = sys.argv[1:3]


class District:
    def __init__(self, *options):
        self.child = subprocess.Popen([PROGRAM, "--scenario", SCENARIO, "--start", "2026-11-20T10:05:00", "--exit-with-stdin", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.child.stdout.readline())
        self.gateways = {gateway["name"]: gateway for gateway in self.ready["gateways"]}
        self.tell("speed 0")

    def tell(self, line):
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()
        while True:
            answer = json.loads(self.child.stdout.readline())
            if "event" not in answer:
                return answer

    def read(self, name, unit, function, address, count, timeout=3):
        """Words, or None when nobody answers."""
        gateway = self.gateways[name]
        options = {"framer": ModbusRtuFramer} if gateway["kind"] == "modbus-rtu-tcp" else {}
        client = ModbusTcpClient("127.0.0.1", port=gateway["port"], timeout=timeout, retries=0, **options)
        try:
            if not client.connect():
                return None
            return getattr(client, function)(address, count, slave=unit).registers
        except (ModbusException, AttributeError):
            return None
        finally:
            client.close()

    def stop(self):
        self.child.stdin.close()
        assert self.child.wait(10) == 0
        self.child.stdout.close()


def list_devices(place):
    yield from place.get("devices", [])
    for child in place.get("children", []):
        yield from list_devices(child)


def list_schools():
    with open(SCENARIO, encoding="utf-8") as file:
        scenario = json.load(file)
    return scenario, [school for region in scenario["places"][0]["children"] for school in region["children"]]


def check_every_school(district, schools):
    """One detector and one meter or breaker of each school, by their makers' registers."""
    n_read = 0
    for school in schools:
        devices = {device["profile"]: device for device in list_devices(school)}
        arcm = devices["acrel-arcm300t"]
        truth = district.tell("state " + arcm["key"])
        words = district.read(arcm["gateway"], arcm["unit"], "read_holding_registers", 0x1005, 2)
        assert abs(words[0] - truth["residual_current"]) <= 0.5, (school["name"], words, truth["residual_current"])
        assert abs(words[1] / 10 - truth["temperature_1"]) <= 0.051, (school["name"], words)
        n_read += 1
        breaker = devices.get("lingxun-lx47le-125")
        if breaker is not None:
            truth = district.tell("state " + breaker["key"])
            words = district.read(breaker["gateway"], breaker["unit"], "read_input_registers", 8, 1)
            assert abs(words[0] - truth["voltage_a"]) <= 0.5, (school["name"], words, truth["voltage_a"])
            n_read += 1
    assert n_read > 60, n_read


def check_believable(district, schools):
    """At five past ten on a school day: some load everywhere, nothing near a limit, and the main box carries what the others do together."""
    for school in schools:
        for device in list_devices(school):
            truth = district.tell("state " + device["key"])
            amps = [truth["current_" + phase] for phase in "abc"]
            assert max(amps) < (0.95 if school["key"] == "lw" else 0.75) * device["rated_a"], (device["key"], amps)
            assert all(215 < truth["voltage_" + phase] < 242 for phase in "abc"), (device["key"], truth)
            if device["profile"] == "acrel-arcm300t":
                limit = device["world"]["limits"][0]
                assert 3 < truth["residual_current"] < 0.75 * limit, (device["key"], truth["residual_current"])
                assert 10 < truth["temperature_1"] < 60, (device["key"], truth["temperature_1"])
        main = next(list_devices(school))
        assert district.tell("state " + main["key"])["current_a"] > 10, school["name"]


def check_disturbances(schools):
    """What the script does to the district in its first minutes: the lead school's leak, a gateway that is off line, a slow one, a broken probe, a warning."""
    district = District("--no-script")
    with open(SCENARIO, encoding="utf-8") as file:
        script = json.load(file)["script"]
    leak = [entry for entry in script if entry["fault"] == "leakage-step"][0]
    assert leak["device"] == "2AL1" and leak["at_s"] == 15 and leak["value"] >= 300, leak
    for entry in script:
        if entry["at_s"] <= 50:
            options = " ".join(f"{key}={entry[key]}" for key in ("value", "phase", "over_s", "for_s") if key in entry)
            assert district.tell(f"fault {entry['fault']} {entry['device']} {options}").get("ok"), entry
    district.tell("advance 120")
    gateways = {device["gateway"]: device for school in schools for device in list_devices(school)}
    cut = [entry["device"] for entry in script if entry["fault"] == "gateway-silent" and entry["at_s"] < 10][0]
    slow = [entry["device"] for entry in script if entry["fault"] == "slow-answers"][0]
    assert district.read(cut, gateways[cut]["unit"], "read_holding_registers", 0x1005, 2, timeout=1.5) is None
    begin = time.monotonic()
    assert district.read(slow, 1, "read_holding_registers", 0x1005, 2) is not None
    assert time.monotonic() - begin > 0.4
    warned = [device for school in schools for device in list_devices(school) if device["key"] == "s23-2AL1"][0]
    truth = district.tell("state s23-2AL1")["residual_current"]
    assert 0.8 * warned["world"]["limits"][0] < truth < warned["world"]["limits"][0], truth
    assert district.tell("state s10-SY-AL")["temperature_2"] is None
    district.stop()


def main():
    scenario, schools = list_schools()
    assert len(schools) == 42 and len(scenario["gateways"]) == 44
    assert len(list(list_devices(scenario["places"][0]))) == 308
    district = District("--no-script")
    assert set(district.gateways) == {gateway["name"] for gateway in scenario["gateways"]}
    assert len({gateway["port"] for gateway in district.gateways.values()}) == 44
    check_every_school(district, schools)
    check_believable(district, schools)
    district.stop()
    check_disturbances(schools)
    print("ok")


if __name__ == "__main__":
    sys.exit(main())
