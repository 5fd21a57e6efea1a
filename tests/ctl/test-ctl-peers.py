#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""dianweictl read against servers that other people wrote (pymodbus, TCP framer and RTU framer over TCP).

The registers are random; what they mean is worked out here from the makers' tables, register by register, without looking at the
profiles of the program. DIANWEICTL names the program. Exit 77: pymodbus is not installed.
"""
import asyncio
import json
import logging
import os
import random
import struct
import sys

try:
    from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
    from pymodbus.server.async_io import ModbusTcpServer
    from pymodbus.transaction import ModbusRtuFramer, ModbusSocketFramer
except ImportError as reason:
    print(f"skipped: {reason}")
    sys.exit(77)

PROGRAM = os.environ["DIANWEICTL"]
SEED = int(os.environ.get("PEERS_SEED", random.SystemRandom().randrange(1 << 32)))
ROUNDS = 3
FAULT = "sensor fault"


class Image:
    """65536 holding and input registers, random where nothing was set."""

    def __init__(self, dice):
        self.dice = dice
        self.words = {3: [dice.randrange(65536) for _ in range(65536)], 4: [dice.randrange(65536) for _ in range(65536)]}

    def u16(self, function, address):
        return self.words[function][address]

    def s16(self, function, address):
        return struct.unpack(">h", struct.pack(">H", self.u16(function, address)))[0]

    def raw(self, function, address, count):
        return struct.pack(f">{count}H", *self.words[function][address:address + count])

    def u32(self, function, address):
        return struct.unpack(">I", self.raw(function, address, 2))[0]

    def s32(self, function, address):
        return struct.unpack(">i", self.raw(function, address, 2))[0]

    def f32(self, function, address):
        return struct.unpack(">f", self.raw(function, address, 2))[0]

    def put_float(self, function, address, value):
        self.words[function][address:address + 2] = struct.unpack(">2H", struct.pack(">f", value))

    def put_floats(self, function, first, last, low, high):
        for address in range(first, last + 1, 2):
            self.put_float(function, address, self.dice.uniform(low, high))

    def put_probes(self, first, last):
        """Mostly temperatures that can be, now and then a probe that is absent."""
        for address in range(first, last + 1):
            value = self.dice.choice([self.dice.randrange(-490, 1990), self.dice.randrange(-490, 1990), -2000, -500, 2000, 32767])
            self.words[3][address] = value & 0xFFFF


def arcm300t(image):
    """Acrel ARCM300T: blocks 1000H, 1204H, 1300H; thresholds 1033H."""
    image.put_probes(0x1006, 0x1009)
    for address in (0x1001, 0x1002):
        image.words[3][address] &= image.dice.randrange(65536) & image.dice.randrange(65536)
    broken, short, alarm = (image.u16(3, 0x1001 + i) for i in range(3))
    want = {}
    for channel in range(5):
        name = "residual_current" if channel == 0 else f"temperature_{channel}"
        value = image.u16(3, 0x1005) if channel == 0 else image.s16(3, 0x1005 + channel) / 10
        absent = channel > 0 and (value <= -50 or value >= 200)
        fault = absent or (broken | short) >> channel & 1
        want[name] = (None if fault else value, "°C" if channel else "mA", ["alarm"] if alarm >> channel & 1 else [])
    status, over_current = image.u16(3, 0x120D), image.u16(3, 0x121A) & 1
    flags = (["over"] if status & 1 else []) + (["under"] if status >> 8 & 1 else [])
    for i, phase in enumerate(["a", "b", "c", "ab", "bc", "ca"]):
        want[f"voltage_{phase}"] = (image.u16(3, 0x1204 + i) / 10, "V", flags if i < 3 else [])
    for i, phase in enumerate("abc"):
        want[f"current_{phase}"] = (image.u16(3, 0x1214 + i) / 1000, "A", ["over"] if over_current else [])
    want["energy_active_import"] = (image.u32(3, 0x1300) / 100, "kWh", [])
    for i in range(4):
        want[f"di_{i + 1}"] = (image.u16(3, 0x1028) >> i & 1, "", [])
    for i in range(2):
        want[f"do_{i + 1}"] = (image.u16(3, 0x1029) >> i & 1, "", [])
    thresholds = {"residual_current": image.u16(3, 0x1033)}
    thresholds.update({f"temperature_{i}": image.u16(3, 0x1033 + i) for i in range(1, 5)})
    return want, thresholds


def lx47le(image):
    """Lingxun LX47LE-125: input registers 0…27H, limits in holding registers 2…7."""
    image.words[4][0] = image.dice.choice([0x00F0, 0x01F0, 0x000F, 0x010F, 0x0000, 0xFEAA])
    for address in (6, 7, 0x10, 0x19):
        image.words[4][address] = image.dice.choice([image.dice.randrange(240), 239, 240, 65535])
    state = image.u16(4, 0)
    want = {
        "breaker": ({0xF0: 1, 0x0F: 0}.get(state & 0xFF, 2), "", []),
        "local_lock": (state >> 8 & 1, "", []),
        "trip_reason": (image.u16(4, 0x17), "", []),
        "residual_current": (image.u16(4, 5), "mA", []),
        "frequency": (image.u16(4, 4) / 10, "Hz", []),
        "active_power_total": (image.u16(4, 0x22) / 1000, "kW", []),
        "reactive_power_total": (image.u16(4, 0x23) / 1000, "kvar", []),
        "apparent_power_total": (image.u16(4, 0x24) / 1000, "kVA", []),
        "energy_active_import": (image.u32(4, 0x25) / 1000, "kWh", []),
    }
    for name, address in (("n", 6), ("a", 7), ("b", 0x10), ("c", 0x19)):
        value = image.u16(4, address) - 40
        want[f"temperature_{name}"] = (None if value >= 200 else value, "°C", [])
    for phase, base in (("a", 8), ("b", 0x11), ("c", 0x1A)):
        want[f"voltage_{phase}"] = (image.u16(4, base), "V", [])
        want[f"current_{phase}"] = (image.u16(4, base + 1) / 100, "A", [])
        want[f"power_factor_{phase}"] = (image.u16(4, base + 2) / 100, "", [])
        want[f"active_power_{phase}"] = (image.u16(4, base + 3) / 1000, "kW", [])
        want[f"reactive_power_{phase}"] = (image.u16(4, base + 4) / 1000, "kvar", [])
        want[f"apparent_power_{phase}"] = (image.u16(4, base + 5) / 1000, "kVA", [])
    thresholds = {
        "over_voltage": image.u16(3, 2), "under_voltage": image.u16(3, 3), "over_current": image.u16(3, 4) / 100,
        "residual_current": image.u16(3, 5), "over_temperature": image.u16(3, 6), "overload": image.u16(3, 7) / 1000,
    }
    return want, thresholds


def adl400(image):
    """Acrel ADL400: primary floats at 0800H, energies of 0.1 kWh at 084CH and 0856H."""
    image.put_floats(3, 0x0800, 0x0834, -500, 500)
    want = {}
    for i, phase in enumerate("abc"):
        want[f"voltage_{phase}"] = (image.f32(3, 0x0800 + 2 * i), "V", [])
        want[f"current_{phase}"] = (image.f32(3, 0x080C + 2 * i), "A", [])
        want[f"active_power_{phase}"] = (image.f32(3, 0x0814 + 2 * i), "kW", [])
    for name, address, unit in (("active_power_total", 0x081A, "kW"), ("reactive_power_total", 0x0822, "kvar"), ("apparent_power_total", 0x082A, "kVA"),
                                ("power_factor_total", 0x0832, ""), ("frequency", 0x0834, "Hz")):
        want[name] = (image.f32(3, address), unit, [])
    for i, rate in enumerate(["", "_sharp", "_peak", "_flat", "_valley"]):
        want[f"energy_active_import{rate}"] = (image.u32(3, 0x084C + 2 * i) / 10, "kWh", [])
        want[f"energy_active_export{rate}"] = (image.u32(3, 0x0856 + 2 * i) / 10, "kWh", [])
    return want, {}


def adw300(image):
    """Acrel ADW300: integers from register 20."""
    want = {}
    for i, phase in enumerate("abc"):
        want[f"voltage_{phase}"] = (image.u16(3, 20 + i) / 10, "V", [])
        want[f"current_{phase}"] = (image.u16(3, 26 + i) / 100, "A", [])
        want[f"active_power_{phase}"] = (image.s32(3, 30 + 2 * i) / 1000, "kW", [])
    want["active_power_total"] = (image.s32(3, 36) / 1000, "kW", [])
    want["energy_active_import"] = (image.s32(3, 62) / 100, "kWh", [])
    want["energy_active_export"] = (image.s32(3, 64) / 100, "kWh", [])
    return want, {}


def dtsu666(image):
    """Chint DTSU666: scaled floats at 2006H, energies at 101EH and 1028H."""
    image.put_floats(3, 0x2006, 0x2044, -5000, 5000)
    image.put_floats(3, 0x101E, 0x1028, 0, 99999)
    want = {}
    for i, phase in enumerate("abc"):
        want[f"voltage_{phase}"] = (image.f32(3, 0x2006 + 2 * i) * 0.1, "V", [])
        want[f"current_{phase}"] = (image.f32(3, 0x200C + 2 * i) * 0.001, "A", [])
        want[f"active_power_{phase}"] = (image.f32(3, 0x2014 + 2 * i) * 0.1 / 1000, "kW", [])
        want[f"reactive_power_{phase}"] = (image.f32(3, 0x201C + 2 * i) * 0.1 / 1000, "kvar", [])
        want[f"power_factor_{phase}"] = (image.f32(3, 0x202C + 2 * i) * 0.001, "", [])
    want["active_power_total"] = (image.f32(3, 0x2012) * 0.1 / 1000, "kW", [])
    want["reactive_power_total"] = (image.f32(3, 0x201A) * 0.1 / 1000, "kvar", [])
    want["power_factor_total"] = (image.f32(3, 0x202A) * 0.001, "", [])
    want["frequency"] = (image.f32(3, 0x2044) * 0.01, "Hz", [])
    want["energy_active_import"] = (image.f32(3, 0x101E), "kWh", [])
    want["energy_active_export"] = (image.f32(3, 0x1028), "kWh", [])
    return want, {}


def sdm630(image):
    """Eastron SDM630: input registers, floats in V, A, W; a float that is no number now and then."""
    image.put_floats(4, 0x0000, 0x004A, -3000, 3000)
    image.put_floats(4, 0x00EA, 0x00EE, 0, 50)
    broken = image.dice.choice([None, "voltage_b", "power_factor_total"])
    if broken:
        image.put_float(4, {"voltage_b": 2, "power_factor_total": 0x3E}[broken], float("nan"))
    want = {}
    for i, phase in enumerate("abc"):
        want[f"voltage_{phase}"] = (image.f32(4, 2 * i), "V", [])
        want[f"current_{phase}"] = (image.f32(4, 6 + 2 * i), "A", [])
        want[f"active_power_{phase}"] = (image.f32(4, 0x0C + 2 * i) / 1000, "kW", [])
        want[f"apparent_power_{phase}"] = (image.f32(4, 0x12 + 2 * i) / 1000, "kVA", [])
        want[f"reactive_power_{phase}"] = (image.f32(4, 0x18 + 2 * i) / 1000, "kvar", [])
        want[f"power_factor_{phase}"] = (image.f32(4, 0x1E + 2 * i), "", [])
        want[f"thd_voltage_{phase}"] = (image.f32(4, 0xEA + 2 * i), "%", [])
    for name, address, unit, factor in (("active_power_total", 0x34, "kW", 1000), ("apparent_power_total", 0x38, "kVA", 1000),
                                        ("reactive_power_total", 0x3C, "kvar", 1000), ("power_factor_total", 0x3E, "", 1), ("frequency", 0x46, "Hz", 1),
                                        ("energy_active_import", 0x48, "kWh", 1), ("energy_active_export", 0x4A, "kWh", 1)):
        want[name] = (image.f32(4, address) / factor, unit, [])
    if broken:
        want[broken] = (None, want[broken][1], [])
    return want, {}


def ddsy1352(image):
    """Acrel prepaid meter: energies of 0.01 kWh."""
    want = {}
    for i, rate in enumerate(["", "_sharp", "_peak", "_flat", "_valley"]):
        want[f"energy_active_import{rate}"] = (image.u32(3, 2 * i) / 100, "kWh", [])
    want["energy_active_import_deep_valley"] = (image.u32(3, 0x5030) / 100, "kWh", [])
    return want, {}


TABLES = [("acrel-arcm300t", arcm300t), ("lx47le-125", lx47le), ("acrel-adl400", adl400), ("adw300", adw300), ("chint-dtsu666", dtsu666),
          ("eastron-sdm630", sdm630), ("acrel-ddsy1352", ddsy1352)]
LINES = [("modbus-tcp", ModbusSocketFramer), ("modbus-rtu-tcp", ModbusRtuFramer)]


def same_number(got, want):
    """Equal within half of the last decimal printed, and within what a float of 32 bits carries."""
    text = repr(got) if isinstance(got, int) else got
    decimals = len(text.partition(".")[2])
    return abs(float(text) - want) <= 0.5001 * 10 ** -decimals + abs(want) * 1e-6


def compare_values(answer, want):
    got = {value["name"]: value for value in answer["values"]}
    faults = [f"{name} is missing" for name in want if name not in got] + [f"{name} was not expected" for name in got if name not in want]
    for name, (number, unit, flags) in want.items():
        value = got.get(name)
        if value is None:
            continue
        quality = FAULT if number is None else "good"
        if value["quality"] != quality or value["unit"] != unit or value.get("flags", []) != flags:
            faults.append(f"{name}: {value}, expected {quality}, {unit}, {flags}")
        elif number is None and value["value"] is not None:
            faults.append(f"{name}: {value['value']} where there is no value")
        elif number is not None and not same_number(value["value"], number):
            faults.append(f"{name}: {value['value']}, expected {number}")
    return faults


def compare(answer, unit, want, thresholds):
    faults = compare_values(answer, want)
    if answer["ok"] is not True or answer["unit"] != unit or "missing" in answer:
        faults.append(f"head: {answer}")
    got = answer.get("thresholds", {})
    if set(got) != set(thresholds):
        faults.append(f"thresholds {sorted(got)}, expected {sorted(thresholds)}")
    faults += [f"threshold {name}: {got[name]}, expected {value}" for name, value in thresholds.items() if name in got and not same_number(got[name], value)]
    return faults


async def run_program(*arguments):
    process = await asyncio.create_subprocess_exec(PROGRAM, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, out.decode(), err.decode()


async def serve(framer, unit, image):
    slave = ModbusSlaveContext(hr=ModbusSequentialDataBlock(0, image.words[3]), ir=ModbusSequentialDataBlock(0, image.words[4]), zero_mode=True)
    server = ModbusTcpServer(ModbusServerContext(slaves={unit: slave}, single=False), framer=framer, address=("127.0.0.1", 0), ignore_missing_slaves=True)
    task = asyncio.create_task(server.serve_forever())
    await server.serving
    return server, task, server.server.sockets[0].getsockname()[1]


async def stop(server, task):
    await server.shutdown()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def check_profile(dice, line, framer, profile, table):
    image = Image(dice)
    want, thresholds = table(image)
    unit = dice.randrange(1, 248)
    server, task, port = await serve(framer, unit, image)
    try:
        code, out, err = await run_program("read", f"{line}://127.0.0.1:{port}", "--unit", str(unit), "--profile", profile, "--json")
        # Floats keep the text that was printed, so that its decimals can be counted.
        lines = [json.loads(text, parse_float=str) for text in out.splitlines()]
        if code != 0 or len(lines) != 1:
            return [f"exit {code}: {out}{err}"]
        return compare(lines[0], unit, want, thresholds)
    finally:
        await stop(server, task)


async def check_wrong_unit(dice, line, framer):
    """A unit that is not there is silent: exit 4, one JSON object that says so."""
    image = Image(dice)
    server, task, port = await serve(framer, 7, image)
    try:
        code, out, _err = await run_program("read", f"{line}://127.0.0.1:{port}", "--unit", "8", "--profile", "adw300", "--timeout", "200", "--json")
        answer = json.loads(out)
        return [] if code == 4 and answer["ok"] is False and answer["reason"] == "timeout" else [f"exit {code}: {out}"]
    finally:
        await stop(server, task)


async def check_missing_registers(dice, line, framer):
    """A device without these registers answers with exceptions: it is reached, and has nothing."""
    image = Image(dice)
    image.words[3] = image.words[3][:10]
    server, task, port = await serve(framer, 7, image)
    try:
        code, out, _err = await run_program("read", f"{line}://127.0.0.1:{port}", "--unit", "7", "--profile", "adw300", "--json")
        answer = json.loads(out)
        return [] if code == 1 and answer["ok"] is False and answer["reason"] == "refused" else [f"exit {code}: {out}"]
    finally:
        await stop(server, task)


async def main():
    print(f"seed: PEERS_SEED={SEED}")
    dice = random.Random(SEED)
    n_faults = n_checks = 0
    checks = [(f"{line} {profile} {turn}", check_profile, (line, framer, profile, table)) for turn in range(ROUNDS) for line, framer in LINES for profile, table in TABLES]
    for line, framer in LINES:
        checks.append((f"{line} silent unit", check_wrong_unit, (line, framer)))
        checks.append((f"{line} missing registers", check_missing_registers, (line, framer)))
    for name, check, arguments in checks:
        faults = await check(dice, *arguments)
        n_checks += 1
        n_faults += len(faults)
        for fault in faults:
            print(f"{name}: {fault}")
    print(f"{n_checks} readings, {n_faults} differences")
    return 1 if n_faults else 0


logging.disable(logging.CRITICAL)
sys.exit(asyncio.run(main()))
