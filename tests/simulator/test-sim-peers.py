#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The simulator against programs of other people: pymodbus (TCP, and RTU frames over TCP) and mbpoll, with the world's true values beside them.

Usage: test-sim-peers.py PROGRAM SCENARIO MANUAL-PAGE. The world stands still (speed 0) except where a test lets it go on, so that values can be compared exactly.
"""

import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import unittest

try:
    from pymodbus.client import ModbusTcpClient
    from pymodbus.transaction import ModbusRtuFramer
except ImportError as missing:
    print(f"1..0 # SKIP {missing}")
    sys.exit(77)

PROGRAM, SCENARIO, MANUAL = sys.argv[1:4]


class Simulator:
    """A running simulator, its control line, and what it said by itself."""

    def __init__(self, *options):
        self.child = subprocess.Popen([PROGRAM, *options, "--exit-with-stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.events = []
        self.ready = json.loads(self.child.stdout.readline())
        self.ports = {gateway["name"]: gateway["port"] for gateway in self.ready["gateways"]}

    def tell(self, line):
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()
        while True:
            text = self.child.stdout.readline()
            if not text:
                raise EOFError("the simulator has ended")
            answer = json.loads(text)
            if "event" not in answer:
                return answer
            self.events.append(answer)

    def fault(self, text):
        answer = self.tell("fault " + text)
        assert answer.get("ok"), answer

    def state(self, device):
        return self.tell("state " + device)

    def stop(self):
        self.child.stdin.close()
        status = self.child.wait(10)
        self.child.stdout.close()
        return status


def crc(data):
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return struct.pack("<H", value)


def tcp_request(unit, pdu, transaction=1):
    return struct.pack(">HHHB", transaction, 0, len(pdu) + 1, unit) + pdu


def rtu_request(unit, pdu):
    return bytes([unit]) + pdu + crc(bytes([unit]) + pdu)


def read_all(connection, seconds):
    """What comes until the line was silent for that long, with the arrival time of each part."""
    parts, began = [], time.monotonic()
    connection.settimeout(seconds)
    while True:
        try:
            data = connection.recv(4096)
        except (socket.timeout, ConnectionResetError):
            break
        if not data:
            parts.append((time.monotonic() - began, b""))
            break
        parts.append((time.monotonic() - began, data))
    return parts


def joined(parts):
    return b"".join(data for _, data in parts)


class SchoolTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = Simulator("--scenario", SCENARIO, "--no-script", "--start", "2026-03-05T10:05:00", "--seed", "11")
        assert cls.school.tell("speed 0").get("ok")

    @classmethod
    def tearDownClass(cls):
        assert cls.school.stop() == 0

    def setUp(self):
        self.school.tell("clear all")
        self.clients = []

    def tearDown(self):
        for client in self.clients:
            client.close()

    def client(self, gateway, rtu=False):
        options = {"framer": ModbusRtuFramer} if rtu else {}
        client = ModbusTcpClient("127.0.0.1", port=self.school.ports[gateway], timeout=2, **options)
        self.assertTrue(client.connect())
        self.clients.append(client)
        return client

    def connect(self, gateway):
        connection = socket.create_connection(("127.0.0.1", self.school.ports[gateway]), 2)
        self.addCleanup(connection.close)
        return connection

    def advance(self, seconds):
        self.assertTrue(self.school.tell(f"advance {seconds}")["ok"])

    # Values.

    def check_detector(self, gateway, unit, key, rtu, scale):
        client = self.client(gateway, rtu)
        truth = self.school.state(key)
        block_a = client.read_holding_registers(0x1000, 42, slave=unit).registers
        block_b = client.read_holding_registers(0x1204, 26, slave=unit).registers
        energy = client.read_holding_registers(0x1300, 2, slave=unit).registers
        limits = client.read_holding_registers(0x1033, 5, slave=unit).registers
        self.assertAlmostEqual(block_a[5], truth["residual_current"], delta=0.5)
        for probe in range(4):
            raw = struct.unpack(">h", struct.pack(">H", block_a[6 + probe]))[0] / 10
            true = truth[f"temperature_{probe + 1}"]
            self.assertAlmostEqual(raw, -200.0 if true is None else true, delta=0.051)
        for phase in range(3):
            self.assertAlmostEqual(block_b[phase] / 10, truth["voltage_" + "abc"[phase]], delta=0.051)
            self.assertAlmostEqual(block_b[3 + phase] / 10, truth["voltage_" + ("ab", "bc", "ca")[phase]], delta=0.051)
            self.assertAlmostEqual(block_b[16 + phase] * scale, truth["current_" + "abc"[phase]], delta=0.51 * scale)
        self.assertAlmostEqual((energy[0] << 16 | energy[1]) / 100, truth["energy_active_import"], delta=0.011)
        self.assertEqual(limits, truth["limits"])
        self.assertEqual(block_a[40] & 1, 1 if truth["breaker"] == "closed" else 0)

    def test_detector_over_tcp(self):
        self.check_detector("GW-03", 17, "2AL1", False, 0.001)

    def test_detector_with_large_transformer(self):
        self.check_detector("GW-03", 11, "1AP", False, 0.01)

    def test_detector_over_rtu(self):
        self.check_detector("GW-02", 1, "TY1", True, 0.01)

    def test_breaker(self):
        truth = self.school.state("2AL1-W4")
        words = self.client("GW-03").read_input_registers(0, 0x28, slave=33).registers
        self.assertEqual(words[0], 0x00F0)
        self.assertAlmostEqual(words[4] / 10, truth["frequency"], delta=0.051)
        self.assertAlmostEqual(words[5], truth["residual_current"], delta=0.5)
        for phase, start in enumerate((7, 0x10, 0x19)):
            name = "abc"[phase]
            self.assertAlmostEqual(words[start] - 40, truth[f"temperature_{phase + 1}"], delta=0.5)
            self.assertAlmostEqual(words[start + 1], truth["voltage_" + name], delta=0.5)
            self.assertAlmostEqual(words[start + 2] / 100, truth["current_" + name], delta=0.0051)
            self.assertAlmostEqual(words[start + 3] / 100, truth["power_factor_" + name], delta=0.0051)
            self.assertAlmostEqual(words[start + 4] / 1000, truth["active_power_" + name], delta=0.00051)
            self.assertAlmostEqual(words[start + 5] / 1000, truth["reactive_power_" + name], delta=0.00051)
            self.assertAlmostEqual(words[start + 6] / 1000, truth["apparent_power_" + name], delta=0.00051)
        self.assertAlmostEqual(words[0x22] / 1000, truth["active_power_total"], delta=0.00051)
        self.assertAlmostEqual((words[0x25] << 16 | words[0x26]) / 1000, truth["energy_active_import"], delta=0.0011)

    def test_meters(self):
        client = self.client("GW-01")

        def floats(unit, address, count):
            words = client.read_holding_registers(address, 2 * count, slave=unit).registers
            return struct.unpack(f">{count}f", struct.pack(f">{2 * count}H", *words))

        adl400, dtsu666 = self.school.state("1AA3-PM"), self.school.state("ST-PM")
        for phase, name in enumerate("abc"):
            self.assertAlmostEqual(floats(2, 0x0800, 3)[phase], adl400["voltage_" + name], places=3)
            self.assertAlmostEqual(floats(2, 0x080C, 3)[phase], adl400["current_" + name], places=3)
            self.assertAlmostEqual(floats(2, 0x0814, 3)[phase], adl400["active_power_" + name], places=3)
            self.assertAlmostEqual(floats(7, 0x2006, 3)[phase] / 10, dtsu666["voltage_" + name], places=3)
            self.assertAlmostEqual(floats(7, 0x200C, 3)[phase] / 1000, dtsu666["current_" + name], places=3)
        self.assertAlmostEqual(floats(2, 0x081A, 1)[0], adl400["active_power_total"], places=3)
        self.assertAlmostEqual(floats(7, 0x2012, 1)[0] / 10000, dtsu666["active_power_total"], places=3)
        self.assertAlmostEqual(floats(7, 0x101E, 1)[0], dtsu666["energy_active_import"], delta=0.02)

    @unittest.skipUnless(shutil.which("mbpoll"), "mbpoll is not installed")
    def test_mbpoll(self):
        truth = self.school.state("2AL1")
        command = ["mbpoll", "-m", "tcp", "-p", str(self.school.ports["GW-03"]), "-a", "17", "-0", "-r", "4100", "-c", "6", "-1", "127.0.0.1"]
        output = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout
        words = {int(line[1:line.index("]")]): int(line.split()[1]) for line in output.splitlines() if line.startswith("[")}
        self.assertAlmostEqual(words[4101], truth["residual_current"], delta=0.5)
        self.assertAlmostEqual(words[4102] / 10, truth["temperature_1"], delta=0.051)

    @unittest.skipUnless(shutil.which("mbpoll"), "mbpoll is not installed")
    def test_mbpoll_writes_a_limit(self):
        command = ["mbpoll", "-m", "tcp", "-p", str(self.school.ports["GW-03"]), "-a", "13", "-0", "-r", "4147", "127.0.0.1", "450", "75"]
        subprocess.run(command, capture_output=True, timeout=20, check=True)
        self.assertEqual(self.school.state("1AL2")["limits"][:2], [450, 75])

    # Orders.

    def test_breaker_moves_over_the_wire(self):
        client = self.client("GW-01")
        self.assertFalse(client.write_register(13, 0x0000, slave=35).isError())
        self.assertEqual(client.read_input_registers(0, 1, slave=35).registers, [0x0000])
        self.advance(1.2)
        self.assertEqual(client.read_input_registers(0, 1, slave=35).registers, [0x000F])
        self.assertEqual(self.school.state("JF-AL-W1")["current_a"], 0.0)
        self.assertEqual(client.read_input_registers(23, 1, slave=35).registers, [7])
        self.assertFalse(client.write_coil(0, True, slave=35).isError())
        self.advance(2.2)
        self.assertEqual(client.read_input_registers(0, 1, slave=35).registers, [0x00F0])
        self.assertEqual(client.read_coils(0, 1, slave=35).bits[0], True)
        self.assertGreater(self.school.state("JF-AL-W1")["current_a"], 5.0)
        writes = [event for event in self.school.events if event["event"] == "write" and event["device"] == "JF-AL-W1"]
        self.assertEqual([(event["function"], event["address"], event["words"], event["exception"]) for event in writes[-2:]],
                         [(6, 13, [0], 0), (5, 0, [0xFF00], 0)])

    def test_locked_breaker_stays_open(self):
        # "clear all" has taken the lock of the scenario away.
        self.school.fault("local-lock 2AL1-W6")
        client = self.client("GW-03")
        self.assertEqual(client.read_input_registers(0, 1, slave=34).registers, [0x010F])
        self.assertFalse(client.write_register(13, 0xFF00, slave=34).isError())
        self.advance(5)
        self.assertEqual(client.read_input_registers(0, 1, slave=34).registers, [0x010F])

    def test_stuck_breaker_answers_and_stays(self):
        self.school.fault("readback-stuck 1AL1-W3")
        client = self.client("GW-03")
        self.assertFalse(client.write_register(13, 0x0000, slave=31).isError())
        self.advance(5)
        self.assertEqual(client.read_input_registers(0, 1, slave=31).registers, [0x00F0])

    def test_breaker_trips_on_its_own_leakage_limit(self):
        client = self.client("GW-03")
        self.school.fault("leakage-step 1AL1-W3 value=42 for_s=5")
        self.advance(2)
        self.assertEqual(client.read_input_registers(0, 1, slave=31).registers, [0x000F])
        self.assertEqual(client.read_input_registers(23, 1, slave=31).registers, [2])
        self.advance(10)
        client.write_register(13, 0xFF00, slave=31)
        self.advance(3)
        self.assertEqual(client.read_input_registers(0, 1, slave=31).registers, [0x00F0])

    def test_alarm_latches_and_is_reset(self):
        client = self.client("GW-03")
        self.school.fault("leakage-step 2AL1 value=320 for_s=5")
        self.advance(3)
        block = client.read_holding_registers(0x1000, 42, slave=17).registers
        self.assertEqual((block[3], block[41]), (1, 1))
        self.assertAlmostEqual(block[0x15], 412, delta=20)
        self.assertFalse(client.write_register(4160, 1, slave=17).isError())
        self.assertEqual(client.read_holding_registers(0x1003, 1, slave=17).registers, [1], "the cause still holds")
        self.advance(10)
        self.assertEqual(client.read_holding_registers(0x1003, 1, slave=17).registers, [1], "latched")
        self.assertFalse(client.write_register(4161, 1, slave=17).isError())
        self.assertEqual(client.read_holding_registers(0x1029, 1, slave=17).registers, [0], "silenced")
        self.assertFalse(client.write_register(4160, 1, slave=17).isError())
        self.assertEqual(client.read_holding_registers(0x1003, 1, slave=17).registers, [0])

    def test_thresholds_over_rtu(self):
        client = self.client("GW-02", rtu=True)
        wanted = [600, 80, 90, 100, 120]
        self.assertFalse(client.write_registers(0x1033, wanted, slave=3).isError())
        self.assertEqual(client.read_holding_registers(0x1033, 5, slave=3).registers, wanted)
        self.school.fault("leakage-step SB-AP value=500")
        self.advance(3)
        self.assertEqual(client.read_holding_registers(0x1003, 1, slave=3).registers, [0])
        self.assertFalse(client.write_registers(0x1033, [300], slave=3).isError())
        self.advance(3)
        self.assertEqual(client.read_holding_registers(0x1003, 1, slave=3).registers, [1])

    def test_exceptions(self):
        client = self.client("GW-03")
        for code, reply in ((2, client.read_holding_registers(0x121E, 19, slave=17)), (2, client.write_register(4200, 1, slave=17)),
                            (1, client.read_input_registers(0, 1, slave=17)), (3, client.write_registers(0x1033, [9], slave=17)),
                            (11, client.read_holding_registers(0x1000, 1, slave=200))):
            self.assertTrue(reply.isError())
            self.assertEqual(reply.exception_code, code)
        self.school.fault("refuse-writes 2AL1 value=6")
        self.assertEqual(client.write_register(4160, 1, slave=17).exception_code, 6)

    # Faults of the wire, byte by byte.

    PDU = bytes.fromhex("0310000003")

    def exchange(self, gateway, unit, seconds=0.4, transaction=1, request=None):
        connection = self.connect(gateway)
        rtu = gateway == "GW-02"
        request = request or (rtu_request(unit, self.PDU) if rtu else tcp_request(unit, self.PDU, transaction))
        connection.sendall(request)
        return request, read_all(connection, seconds)

    def good(self, gateway, unit):
        return joined(self.exchange(gateway, unit)[1])

    def test_good_frames(self):
        self.assertEqual(self.good("GW-03", 17).hex(), "00010000000911030600 1e001000 00".replace(" ", ""))
        rtu = self.good("GW-02", 1)
        self.assertEqual(rtu[-2:], crc(rtu[:-2]))

    def test_echo(self):
        for gateway, unit in (("GW-03", 17), ("GW-02", 1)):
            self.school.fault("echo " + gateway + " for_s=1000")
            request, parts = self.exchange(gateway, unit)
            self.school.tell("clear all")
            self.assertEqual(joined(parts), request + self.good(gateway, unit))

    def test_garbage(self):
        self.school.fault("garbage-bytes TY1 value=9")
        _, parts = self.exchange("GW-02", 1)
        self.school.tell("clear all")
        self.assertEqual(joined(parts)[9:], self.good("GW-02", 1))

    def test_wrong_transaction(self):
        self.school.fault("wrong-transaction GW-03")
        _, parts = self.exchange("GW-03", 17, transaction=0x1234)
        self.assertEqual(joined(parts)[:2].hex(), "1235")

    def test_half_frames(self):
        good = self.good("GW-02", 1)
        self.school.fault("half-frames GW-02 value=4")
        _, parts = self.exchange("GW-02", 1)
        self.assertEqual(joined(parts), good)
        self.assertGreaterEqual(len(parts), 3)
        self.assertGreaterEqual(parts[-1][0] - parts[0][0], 0.04)

    def test_slow_answers(self):
        self.school.fault("slow-answers GW-03 value=600")
        _, parts = self.exchange("GW-03", 17, 1.0)
        self.assertGreaterEqual(parts[0][0], 0.6)

    def test_late_reply_comes_after_the_next_one(self):
        self.school.fault("late-reply GW-03 value=500")
        connection = self.connect("GW-03")
        connection.sendall(tcp_request(17, self.PDU, 1))
        time.sleep(0.1)
        connection.sendall(tcp_request(17, self.PDU, 2))
        data = joined(read_all(connection, 0.8))
        self.assertEqual([data[1], data[16]], [2, 1])

    def test_silence(self):
        for fault in ("gateway-silent GW-03", "device-silent 2AL1"):
            self.school.fault(fault)
            self.assertEqual(self.exchange("GW-03", 17, 0.3)[1], [])
            if fault.startswith("device"):
                self.assertEqual(joined(self.exchange("GW-03", 18)[1])[7], 3, "only this device is silent")
            self.school.tell("clear all")
        self.school.fault("device-silent 2AL1 value=11")
        self.assertEqual(joined(self.exchange("GW-03", 17)[1])[7:].hex(), "830b")

    def test_gateway_cuts_its_connections(self):
        connection = self.connect("GW-03")
        self.school.fault("gateway-silent GW-03 value=1")
        self.assertEqual(read_all(connection, 1.0)[-1][1], b"")
        again = self.connect("GW-03")
        again.sendall(tcp_request(17, self.PDU))
        self.assertEqual(joined(read_all(again, 1.0)), b"")
        self.school.tell("clear all")
        self.assertEqual(len(self.good("GW-03", 17)), 15)

    def test_garbage_costs_its_own_connection_one_frame(self):
        other = self.connect("GW-02")
        connection = self.connect("GW-02")
        request = rtu_request(1, self.PDU)
        broken = request[:-1] + bytes([request[-1] ^ 0xFF])
        connection.sendall(broken + request)
        other.sendall(request)
        good = self.good("GW-02", 1)
        self.assertEqual(joined(read_all(connection, 0.4)), good)
        self.assertEqual(joined(read_all(other, 0.4)), good)

    def test_half_request_is_given_up(self):
        connection = self.connect("GW-02")
        request = rtu_request(1, self.PDU)
        connection.sendall(request[:4])
        time.sleep(0.7)
        connection.sendall(request)
        self.assertEqual(joined(read_all(connection, 0.4)), self.good("GW-02", 1))

    def test_request_in_pieces_and_two_in_one(self):
        request = tcp_request(17, self.PDU)
        connection = self.connect("GW-03")
        for byte in request:
            connection.sendall(bytes([byte]))
            time.sleep(0.005)
        self.assertEqual(len(joined(read_all(connection, 0.3))), 15)
        connection.sendall(request + tcp_request(17, self.PDU, 2))
        data = joined(read_all(connection, 0.3))
        self.assertEqual([data[1], data[16]], [1, 2])

    def test_unknown_function(self):
        _, parts = self.exchange("GW-03", 17, request=tcp_request(17, bytes.fromhex("2b0e0100")))
        self.assertEqual(joined(parts)[7:].hex(), "ab01")

    def test_senseless_requests(self):
        for gateway, unit in (("GW-03", 17), ("GW-02", 1)):
            for pdu in ("0310000000", "031000007e", "0410000000"):
                pdu = bytes.fromhex(pdu)
                request = tcp_request(unit, pdu) if gateway == "GW-03" else rtu_request(unit, pdu)
                data = joined(self.exchange(gateway, unit, request=request)[1])
                self.assertEqual(data[7:] if gateway == "GW-03" else data[1:-2], bytes([pdu[0] | 0x80, 3]))

    def test_noise_does_not_kill(self):
        import random

        dice = random.Random(20260305)
        for gateway in ("GW-03", "GW-02"):
            connection = self.connect(gateway)
            try:
                for _ in range(200):
                    connection.sendall(dice.randbytes(dice.randrange(1, 300)))
            except (BrokenPipeError, ConnectionResetError):
                pass
            connection.close()
        self.assertEqual(len(self.good("GW-03", 17)), 15)
        self.assertEqual(len(self.good("GW-02", 1)), 11)

    def test_many_clients_share_a_gateway(self):
        results = []

        def poll():
            client = ModbusTcpClient("127.0.0.1", port=self.school.ports["GW-03"], timeout=5)
            client.connect()
            for _ in range(10):
                results.append(client.read_holding_registers(0x1000, 42, slave=17).registers)
            client.close()

        threads = [threading.Thread(target=poll) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(results), 60)
        self.assertTrue(all(words == results[0] for words in results))

    # The control line.

    def test_control_port(self):
        with socket.create_connection(("127.0.0.1", self.school.ready["control"]), 2) as control:
            stream = control.makefile("rw", encoding="utf-8")
            for line, member in (("time", "time"), ('{"command":"state","device":"2AL1"}', "residual_current"), ("nonsense", "error"), ("faults", "known")):
                stream.write(line + "\n")
                stream.flush()
                self.assertIn(member, json.loads(stream.readline()))

    def test_page_names_every_fault_and_command(self):
        page = open(MANUAL, encoding="utf-8").read()
        for fault in self.school.tell("faults")["known"]:
            self.assertIn(f"| `{fault['name']}` |", page)
        for command in ("fault", "clear", "state", "time", "faults", "speed", "advance", "hand", "quit"):
            self.assertIn(f"`{command}", page)
            if command != "quit":
                self.assertNotIn("is not a command", self.school.tell(command).get("error", ""))

    def test_faults_are_told(self):
        self.school.events.clear()
        self.school.fault("leakage-step 3AL1 value=100 for_s=2")
        self.advance(3)
        told = [(event["name"], event["device"], event["state"]) for event in self.school.events if event["event"] == "fault"]
        self.assertEqual(told, [("leakage-step", "3AL1", "on"), ("leakage-step", "3AL1", "off")])


class ProgramTest(unittest.TestCase):
    def test_equal_seeds_give_equal_worlds(self):
        states = []
        for _ in range(2):
            school = Simulator("--scenario", SCENARIO, "--no-script", "--start", "2026-03-05T09:00:00", "--seed", "5", "--speed", "0.001")
            school.tell("advance 600")
            states.append(school.state("2AL1"))
            self.assertEqual(school.stop(), 0)
        self.assertEqual(states[0], states[1])

    def test_speed(self):
        school = Simulator("--scenario", SCENARIO, "--no-script", "--speed", "100")
        time.sleep(1.0)
        elapsed = school.tell("time")["elapsed_s"]
        school.stop()
        self.assertGreater(elapsed, 50)
        self.assertLess(elapsed, 1000)

    def test_script_runs_and_latches(self):
        school = Simulator("--scenario", SCENARIO, "--speed", "20")
        self.assertEqual(school.state("2AL1")["alarm"], 0)
        deadline = time.monotonic() + 20
        while school.state("2AL1")["alarm"] == 0 and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual(school.state("2AL1")["alarm"], 1)
        school.stop()

    def test_ends(self):
        for end in ("quit", "SIGTERM", "stdin"):
            school = Simulator("--scenario", SCENARIO)
            if end == "quit":
                school.tell("quit")
            elif end == "SIGTERM":
                school.child.send_signal(signal.SIGTERM)
                self.assertEqual(school.child.wait(10), 0)
            self.assertEqual(school.stop(), 0)

    def test_reader_who_sleeps_does_not_stop_the_school(self):
        school = Simulator("--scenario", SCENARIO, "--no-script")
        with socket.create_connection(("127.0.0.1", school.ready["control"]), 5) as control:
            stream = control.makefile("rw", encoding="utf-8")
            for _ in range(1500):  # two events each, nobody reads stdout: far more than a pipe holds
                stream.write("fault echo GW-01\nclear echo GW-01\n")
                stream.flush()
                self.assertIn("ok", json.loads(stream.readline()))
                self.assertIn("ok", json.loads(stream.readline()))
        school.child.stdin.close()
        self.assertEqual(school.child.wait(10), 0)
        school.child.stdout.close()

    def test_wrong_use(self):
        for options, status, words in (([], 2, "use --scenario"), (["--scenario", "/nonexistent.json"], 1, "nonexistent"), (["--scenario", SCENARIO, "--speed", "0"], 2, "use"),
                                       (["--scenario", SCENARIO, "--start", "soon"], 1, "soon"), (["--farm", "1"], 2, "use"), (["--farm", "0", "3"], 2, "a farm has")):
            result = subprocess.run([PROGRAM, *options], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=10, check=False)
            self.assertEqual(result.returncode, status, options)
            self.assertIn(words, result.stderr)
            self.assertEqual(result.stdout, "")

    def test_farm(self):
        for delay in (0, 20):
            farm = Simulator("--farm", "3", "4", "--delay-ms", str(delay))
            self.assertEqual(len(farm.ports), 3)
            for port in farm.ports.values():
                client = ModbusTcpClient("127.0.0.1", port=port, timeout=2)
                client.connect()
                began = time.monotonic()
                words = client.read_holding_registers(0x1000, 60, slave=4).registers
                self.assertGreaterEqual(time.monotonic() - began, delay / 1000)
                self.assertEqual((len(words), words[0], words[0x33]), (60, 0x1E, 300))
                self.assertEqual(len(client.read_holding_registers(0x1204, 26, slave=1).registers), 26)
                self.assertEqual(client.read_holding_registers(0x1000, 61, slave=1).exception_code, 2)
                self.assertEqual(client.read_holding_registers(0x1000, 1, slave=5).exception_code, 11)
                self.assertEqual(client.read_input_registers(0x1000, 1, slave=1).exception_code, 1)
                client.close()
            self.assertEqual(farm.stop(), 0)


if __name__ == "__main__":
    os.environ.setdefault("LANG", "C.UTF-8")
    unittest.main(argv=[sys.argv[0]], verbosity=2)
