#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""dianweictl run, events, watch, write, health and audit as programs, on a school that lives on loopback.

DIANWEICTL and DIANWEI_SIMULATOR name the programs. Everything is in a temporary folder; times are deadlines, not waits.
"""
import json
import os
import queue
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM = os.environ["DIANWEICTL"]
SIMULATOR = os.environ["DIANWEI_SIMULATOR"]
SCENARIO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "station", "small-school.json")
DEADLINE_S = 60
FOLDER = tempfile.mkdtemp(prefix="dianwei-ctl-")
STATION = os.path.join(FOLDER, "station")
RESET = {"commands": {"reset": {"enabled": True, "function": 6, "address": 4160, "words": [1]}}}
ADMIN = ["--person", "A12", "--role", "school-admin"]


class Program:
    """A program whose lines are read as they come."""

    def __init__(self, *arguments, stdin=None):
        self.process = subprocess.Popen(arguments, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lines = []
        self.queue = queue.Queue()
        self.readers = [threading.Thread(target=self.read, daemon=True), threading.Thread(target=self.read_errors, daemon=True)]
        self.errors = ""
        for reader in self.readers:
            reader.start()

    def read(self):
        for line in self.process.stdout:
            self.queue.put(json.loads(line))

    def read_errors(self):
        self.errors = self.process.stderr.read()

    def wait_for(self, what, condition):
        """The first line from now on that the condition likes."""
        end = time.monotonic() + DEADLINE_S
        while True:
            try:
                line = self.queue.get(timeout=max(end - time.monotonic(), 0.01))
            except queue.Empty:
                raise AssertionError(f"{what} did not come; lines: {self.lines}; {self.errors}") from None
            self.lines.append(line)
            if condition(line):
                return line

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait(DEADLINE_S)
        for reader in self.readers:
            reader.join(DEADLINE_S)
        while not self.queue.empty():
            self.lines.append(self.queue.get())
        return self.process.returncode


def run(*arguments, code=0, environment=None):
    """Runs dianweictl to its end; lines of JSON and what people read."""
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=DEADLINE_S, stdin=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
    assert done.returncode == code, f"{arguments}: exit {done.returncode}, expected {code}: {done.stdout}{done.stderr}"
    return [json.loads(line) for line in done.stdout.splitlines()] if "--json" in arguments else done.stdout, done.stderr


def write_config(name, content):
    path = os.path.join(FOLDER, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content if isinstance(content, str) else json.dumps(content))
    return path


def make_config(port):
    units = [{"unit": 1, "profile": "arcm300t", "name": "2AL1", "rated_a": 63, "settings": RESET},
             {"unit": 2, "profile": "lx47le-125", "name": "W5", "box": "2AL1", "switch": "QF5"}]
    return {"data_dir": STATION, "gateways": [{"name": "GW-01", "host": "127.0.0.1", "port": port, "period_ms": 500, "school": "School", "units": units}]}


def start_station(config):
    station = Program(PROGRAM, "run", "--config", config, "--json")
    line = station.wait_for("the station", lambda line: line["what"] == "station")
    assert line["state"] == "running" and line["data_dir"] == STATION and line["pid"] == station.process.pid, line
    return station


def wait_until_online():
    end = time.monotonic() + DEADLINE_S
    while time.monotonic() < end:
        health = run("health", "--data-dir", STATION, "--json")[0][0]
        if health["devices_online"] == 2:
            return health
        time.sleep(0.1)
    raise AssertionError(f"devices stay off line: {health}")


def operate(port, *arguments, code, folder=STATION):
    lines, errors = run("write", f"modbus-tcp://127.0.0.1:{port}", "--unit", "2", "--profile", "lx47le-125", "--data-dir", folder, "--yes", "--json", *arguments, code=code)
    assert len(lines) <= 1, lines
    return lines[0] if lines else None, errors


WRONG_CONFIGS = [
    ("{", "not JSON"),
    ("[]", "$: must be an object"),
    ({"gateways": []}, "$.data_dir: is missing"),
    ({"data_dir": STATION, "gateway": []}, "$.gateway: is not a key of this place"),
    ({"data_dir": STATION, "gateways": [{"name": "G"}]}, "$.gateways[0].host: is missing"),
    ({"data_dir": STATION, "gateways": [{"name": "G", "host": "h", "port": 70000}]}, "$.gateways[0].port: must be 1…65535, not 70000"),
    ({"data_dir": STATION, "gateways": [{"name": "G", "host": "h", "kind": "dlt645"}]}, "$.gateways[0].kind: must be one of"),
    ({"data_dir": STATION, "gateways": [{"name": "G", "host": "h", "units": [{"unit": 0}]}]}, "$.gateways[0].units[0].unit: must be 1…247, not 0"),
    ({"data_dir": STATION, "gateways": [{"name": "G", "host": "h", "units": [{"unit": 1, "profile": "p", "name": "n"}] * 2}]}, "$.gateways[0].units[1].unit: stands above already"),
    ({"data_dir": STATION, "gateways": [{"name": "G", "host": "h"}] * 2}, "$.gateways[1].name: stands above already"),
]


def check_wrong_configs():
    for content, reason in WRONG_CONFIGS:
        _out, errors = run("run", "--config", write_config("wrong.json", content), code=2)
        assert reason in errors, f"{content}: {errors}"
    run("run", code=2)
    run("run", "--config", os.path.join(FOLDER, "missing.json"), code=2)
    unknown = {"data_dir": os.path.join(FOLDER, "other"), "gateways": [{"name": "G", "host": "h", "units": [{"unit": 1, "profile": "nothing", "name": "n"}]}]}
    _out, errors = run("run", "--config", write_config("wrong.json", unknown), code=1)
    assert "Model" in errors, errors


def check_nobody_there():
    """A folder that does not exist, and one that nobody holds."""
    for verb in (["events"], ["watch"], ["audit", "verify"]):
        run(*verb, "--data-dir", os.path.join(FOLDER, "nothing"), code=4)
    lines, _errors = run("health", "--data-dir", os.path.join(FOLDER, "nothing"), "--json", code=4)
    assert lines[0]["ok"] is False and lines[0]["reason"] == "not-running", lines
    run("events", "--kind", "fireworks", code=2)
    run("events", "--from", "yesterday", code=2)
    run("events", "--limit", "-1", code=2)
    run("audit", "mend", code=2)
    run("audit", code=2)


def check_alarm(school, station):
    """An alarm of the school is printed by run and watch, and stands in events once."""
    watch = Program(PROGRAM, "watch", "--data-dir", STATION, "--json")
    time.sleep(1)
    school.tell("fault leakage-step 2AL1 value=400")
    shown = station.wait_for("the alarm", lambda line: line.get("type") == "residual-high")
    watched = watch.wait_for("the alarm in watch", lambda line: line.get("type") == "residual-high")
    assert watch.end(signal.SIGINT) == 0, watch.errors
    assert shown["kind"] == "alarm" and shown["channel"] == "residual_current" and shown["value"] >= 300 and shown["limit"] == 300 and shown["unit"] == "mA", shown
    assert shown["place"] == "School / 2AL1" and shown["device"] == "2AL1", shown
    assert {**watched, "id": 0} == {**shown, "id": 0} and shown["gateway"] == "GW-01", (watched, shown)
    return shown["alarm"]


def check_refusals(port):
    line, errors = operate(port, "--command", "trip", code=2)
    assert line is None and "--reason is missing" in errors
    line, _errors = operate(port, "--command", "trip", "--reason", "test", "--role", "duty-guard", code=3)
    assert line["ok"] is False and line["reason"] == "denied", line
    line, _errors = operate(port, "--command", "explode", "--reason", "test", *ADMIN, code=2)
    assert line["reason"] == "usage", line
    line, _errors = operate(port, "--command", "trip", "--reason", "test", *ADMIN, "--switch-name", "QF6", code=1)
    assert line["reason"] == "refused", line
    line, _errors = operate(port, "--command", "close", "--reason", "test", *ADMIN, "--switch-name", "QF5", code=1)
    assert line["reason"] == "refused", line
    operate(port, "--command", "trip", "--reason", "test", "--role", "king", code=2)
    operate(port, "--command", "trip", "--reason", "test", "--set", "x", code=2)
    _out, errors = run("write", f"modbus-tcp://127.0.0.1:{port}", "--unit", "2", "--profile", "lx47le-125", "--command", "trip", "--reason", "test", code=2)
    assert "--yes" in errors, errors


def read_audit(folder):
    with sqlite3.connect(f"file:{folder}/station.db?mode=ro", uri=True) as db:
        rows = db.execute("SELECT actor, role, result FROM audit ORDER BY seq").fetchall()
    db.close()
    return rows


def check_wrong_target(port):
    """What is sent goes to the device that is meant, over the connection there is: nothing is written, and one line says why."""
    trip = ["--command", "trip", "--reason", "test", "--yes", "--json", "--data-dir", STATION, *ADMIN]
    rows = [
        (f"modbus-tcp://127.0.0.1:{port}", "adw300", "the profile of another device", "refused: wrong-profile"),
        (f"modbus-tcp://localhost:{port}", "ddsy1352", "another spelling of the same gateway", "refused: wrong-profile"),
        (f"modbus-rtu-tcp://127.0.0.1:{port}", "lx47le-125", "another protocol", "refused: wrong-protocol"),
    ]
    for url, profile, sentence, result in rows:
        before = len(read_audit(STATION))
        lines, _errors = run("write", url, "--unit", "2", "--profile", profile, *trip, code=1)
        added = read_audit(STATION)[before:]
        assert lines[0]["reason"] == "refused" and [line[2] for line in added] == [result], (sentence, lines, added)
    _out, errors = run("write", f"modbus-tcp://127.0.0.1:{port}", "--unit", "2", "--profile", "./adw300.json", *trip, code=2)
    assert "profiles" in errors, errors


def check_own_profile(port):
    """A profile of the station's own folder is found by write; a wrong file is named with place and reason, not passed over."""
    folder = os.path.join(FOLDER, "own")
    os.makedirs(os.path.join(folder, "profiles"))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "profiles", "lingxun-lx47le-125.json"), encoding="utf-8") as file:
        own = json.load(file)
    del own["aliases"]
    for name, content in (("my-breaker", own), ("lingxun-lx47le-125", {**own, "unit": 300})):
        with open(os.path.join(folder, "profiles", name + ".json"), "w", encoding="utf-8") as file:
            json.dump(content, file)
    write = ["write", f"modbus-tcp://127.0.0.1:{port}", "--unit", "2", "--data-dir", folder, "--command", "trip", "--reason", "test", "--yes", "--json"]
    assert run(*write, "--profile", "my-breaker", code=1)[0][0]["text"] == "The breaker is open already."
    _out, errors = run(*write, "--profile", "lx47le-125", code=2)
    assert os.path.join(folder, "profiles", "lingxun-lx47le-125.json") + ": $.unit: must be 1…247, not 300" in errors, errors


def check_trip(port, handed_over):
    line, _errors = operate(port, "--command", "trip", "--reason", "test", *ADMIN, "--switch-name", "QF5", code=0)
    assert line["ok"] is True and line["state"] == "confirmed" and line["handed_over"] is handed_over and line["log"], line
    lines, _errors = run("read", f"modbus-tcp://127.0.0.1:{port}", "--unit", "2", "--profile", "lx47le-125", "--json")
    assert {value["name"]: value["value"] for value in lines[0]["values"]}["breaker"] == 0


def check_events(alarm):
    lines, _errors = run("events", "--data-dir", STATION, "--json")
    raised = [line for line in lines if line["alarm"] == alarm and line["type"] == "residual-high" and line["kind"] == "alarm"]
    assert len(raised) == 1, raised
    assert [line["id"] for line in lines] == sorted({line["id"] for line in lines}), "ids are in order and none twice"
    controls, _errors = run("events", "--data-dir", STATION, "--json", "--kind", "control")
    assert controls and all(line["kind"] == "control" for line in controls)
    assert run("events", "--data-dir", STATION, "--json", "--limit", "1")[0] == lines[-1:]
    assert run("events", "--data-dir", STATION, "--json", "--from", "2099-01-01")[0] == []
    assert run("events", "--data-dir", STATION, "--json", "--to", "2001-01-01T00:00:00Z")[0] == []
    assert len(run("events", "--data-dir", STATION)[0].splitlines()) == len(lines)


def check_tampering():
    """One letter of one line is enough."""
    line = run("audit", "verify", "--data-dir", STATION, "--json")[0][0]
    assert line["ok"] is True and line["lines"] > 5, line
    with sqlite3.connect(os.path.join(STATION, "station.db")) as db:
        db.execute("UPDATE audit SET reason = 'Test' WHERE seq = (SELECT MAX(seq) - 2 FROM audit)")
    db.close()
    line = run("audit", "verify", "--data-dir", STATION, "--json", code=1)[0][0]
    assert line["ok"] is False and line["first_bad"] > 0 and line["text"], line


def check_trip_without_station(school, port):
    """Nobody holds the folder: the tool opens it itself, says what the device did not confirm, and when it cannot be reached."""
    trip = ["--command", "trip", "--reason", "test", *ADMIN, "--switch-name", "QF5"]
    line, _errors = operate(port, *trip, code=1)
    assert line["reason"] == "refused" and "open" in line["text"], line
    alone = os.path.join(FOLDER, "alone")
    school.tell("hand QF5 close")
    school.tell("fault readback-stuck QF5")
    line, _errors = operate(port, *trip, code=1, folder=alone)
    assert line["ok"] is False and line["state"] == "unconfirmed" and line["text"], line
    school.tell("clear all")
    school.tell("hand QF5 close")
    line, _errors = operate(port, *trip, code=0, folder=alone)
    assert line["state"] == "confirmed" and line["handed_over"] is False, line
    line, _errors = operate(1, *trip, code=4, folder=alone)
    assert line["reason"] == "unreachable", line
    notes = [line["note"] for line in run("events", "--data-dir", alone, "--json", "--kind", "control")[0]]
    assert len(notes) >= 2, notes


def check_second_person(school, port):
    """Where people are set up, closing wants a second one with their own password; where nobody is, one stands alone (S3-21, domain: control safety)."""
    for known in (False, True):
        folder = os.path.join(FOLDER, f"people-{known}")
        close = ["--command", "close", "--reason", "repaired", *ADMIN]
        if known:
            os.environ["DIANWEI_PASSWORD"] = "secret of D02"
            run("person", "put", "D02", "--role", "district-supervisor", "--data-dir", folder)
            assert run("person", "list", "--data-dir", folder, "--json")[0] == [{"id": "D02", "name": "", "role": "district-supervisor"}]
            school.tell("hand QF5 open")
            assert operate(port, *close, code=1, folder=folder)[0]["reason"] == "refused"
            os.environ["DIANWEI_SECOND_PASSWORD"] = "guess"
            assert operate(port, *close, "--second-person", "D02", code=3, folder=folder)[0]["reason"] == "denied"
            os.environ["DIANWEI_SECOND_PASSWORD"] = "secret of D02"
            close += ["--second-person", "D02"]
            assert "known here as" in operate(port, *close, "--person", "D02", code=3, folder=folder)[0]["text"]
            assert read_audit(folder)[-1] == ("D02", "school-admin", "denied"), read_audit(folder)
        school.tell("hand QF5 open")
        line, _errors = operate(port, *close, code=0, folder=folder)
        assert line["state"] == "confirmed" and line["new"] == "closed", line
        assert run("audit", "verify", "--data-dir", folder, "--json")[0][0]["ok"]


def check_applied_twice(config):
    """The same configuration again changes nothing, so it writes no line of set-up; and a station ends in order when told to."""
    before = run("audit", "verify", "--data-dir", STATION, "--json")[0][0]["lines"]
    station = start_station(config)
    assert station.end() == 0, station.errors
    assert station.lines[-1]["state"] == "stopped", station.lines
    with sqlite3.connect(f"file:{STATION}/station.db?mode=ro", uri=True) as db:
        assert db.execute("SELECT COUNT(*) FROM audit WHERE seq > ? AND act LIKE 'save-%'", (before,)).fetchone()[0] == 0
    db.close()


def main():
    school = Program(SIMULATOR, "--scenario", SCENARIO, stdin=subprocess.PIPE)
    try:
        port = school.wait_for("the simulator", lambda line: line.get("event") == "ready")["gateways"][0]["port"]
        check_wrong_configs()
        check_nobody_there()
        config = write_config("run.json", make_config(port))
        station = start_station(config)
        wait_until_online()
        _out, errors = run("run", "--config", config, code=1)
        assert str(station.process.pid) in errors, errors
        alarm = check_alarm(school, station)
        check_refusals(port)
        check_wrong_target(port)
        check_trip(port, True)
        check_own_profile(port)
        station.end(signal.SIGKILL)
        check_events(alarm)
        check_trip_without_station(school, port)
        check_second_person(school, port)
        check_applied_twice(config)
        check_tampering()
    finally:
        school.end()
        shutil.rmtree(FOLDER)
    print("ok")


main()
sys.exit(0)
