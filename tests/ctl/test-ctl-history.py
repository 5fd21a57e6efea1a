#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""dianweictl history as a program: CSV files in, samples and statistics out, wrong files named and refused, folders that are held, damaged or empty.

DIANWEICTL names the program. Everything is in a temporary folder. Expected values are computed here from the lines of the files.
"""
import datetime
import json
import os
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile

PROGRAM = os.environ["DIANWEICTL"]
DEADLINE_S = 120
FOLDER = tempfile.mkdtemp(prefix="dianwei-ctl-history-")
SEED = int(os.environ.get("DIANWEI_TEST_SEED", random.SystemRandom().randrange(1 << 30)))
RANDOM = random.Random(SEED)
START = datetime.datetime(2026, 3, 5, 8, 0, 0, tzinfo=datetime.timezone.utc)


def run(*arguments, code=0, zone="UTC"):
    """Runs dianweictl history to its end; lines of JSON (or text) and what people read."""
    environment = {**os.environ, "TZ": zone, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
    done = subprocess.run([PROGRAM, "history", *arguments], capture_output=True, text=True, timeout=DEADLINE_S, stdin=subprocess.DEVNULL, env=environment)
    assert done.returncode == code, f"{arguments}: exit {done.returncode}, expected {code}: {done.stdout}{done.stderr}"
    return [json.loads(line) for line in done.stdout.splitlines()] if "--json" in arguments else done.stdout, done.stderr


def write(name, content):
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def new_folder(name):
    path = os.path.join(FOLDER, name)
    shutil.rmtree(path, ignore_errors=True)
    return path


def iso(time):
    return time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


def read(folder, channel, *more):
    return run("query", "--data-dir", folder, "--channel", channel, "--json", *more)[0]


# Each file says the same: 230.1 V at eight and 230.25 V five seconds later, of device 7.
SAME = [
    ("commas", "time,device,channel,value\n2026-03-05T08:00:00Z,7,voltage_a,230.1\n2026-03-05T08:00:05Z,7,voltage_a,230.25\n", "UTC"),
    ("semicolons", "time;device;channel;value;quality\n2026-03-05T08:00:00Z;7;voltage_a;230.1;good\n2026-03-05T08:00:05Z;7;voltage_a;230.25;\n", "UTC"),
    ("tabs and other order", "value\tchannel\tTime\tDevice\n230.1\tvoltage_a\t2026-03-05T08:00:00Z\t7\n230.25\tvoltage_a\t2026-03-05T08:00:05Z\t7\n", "UTC"),
    ("a byte order mark and CRLF", "\ufefftime,device,channel,value\r\n2026-03-05T08:00:00Z,7,voltage_a,230.1\r\n2026-03-05T08:00:05Z,7,voltage_a,230.25\r\n", "UTC"),
    ("quotes", '"time","device","channel","value"\n"2026-03-05T08:00:00Z","7","voltage_a","230.1"\n"2026-03-05T08:00:05Z", "7" ,"voltage_a","230.25"\n', "UTC"),
    ("no line feed at the end, empty lines between", "time,device,channel,value\n\n2026-03-05T08:00:00Z,7,voltage_a,230.1\n  \n2026-03-05T08:00:05Z,7,voltage_a,230.25", "UTC"),
    ("ms since 1970", "time,device,channel,value\n1772697600000,7,voltage_a,230.1\n1772697605000,7,voltage_a,230.25\n", "UTC"),
    ("another zone in the text", "time,device,channel,value\n2026-03-05T16:00:00+08:00,7,voltage_a,230.1\n2026-03-05T16:00:05+08:00,7,voltage_a,230.25\n", "UTC"),
    ("local time", "time,device,channel,value\n2026-03-05 16:00:00,7,voltage_a,230.1\n2026-03-05 16:00:05,7,voltage_a,230.25\n", "<+08>-8"),
    ("the wide form", "time,device,voltage_a\n2026-03-05T08:00:00Z,7,230.1\n2026-03-05T08:00:05Z,7,230.25\n", "UTC"),
    ("wide with empty cells", "time,device,voltage_a,current_a\n2026-03-05T08:00:00Z,7,230.1,\n2026-03-05T08:00:05Z,7,230.25,\n", "UTC"),
    ("numbers of other shapes", "time,device,channel,value\n2026-03-05T08:00:00Z,7,voltage_a,+2.301e2\n2026-03-05T08:00:05Z,7,voltage_a,230.250000000000028\n", "UTC"),
    ("shuffled and twice", "time,device,channel,value\n2026-03-05T08:00:05Z,7,voltage_a,230.25\n2026-03-05T08:00:00Z,7,voltage_a,230.1\n2026-03-05T08:00:00Z,7,voltage_a,999\n", "UTC"),
]


def check_same():
    for sentence, content, zone in SAME:
        folder = new_folder("same")
        path = write("same.csv", content)
        line = run("import", path, "--data-dir", folder, "--json", zone=zone)[0][0]
        assert line["ok"] and line["new"] == 2 and line["bad"] == 0 and line["devices"] == 1, (sentence, line)
        expected = [{"time": iso(START), "value": 230.1, "quality": "good"}, {"time": iso(START + datetime.timedelta(seconds=5)), "value": 230.25, "quality": "good"}]
        assert read(folder, "7:voltage_a") == expected, (sentence, read(folder, "7:voltage_a"))
        again = run("import", path, "--data-dir", folder, "--json", zone=zone)[0][0]
        assert again["ok"] and again["new"] == 0, (sentence, again)
        assert read(folder, "7:voltage_a") == expected, sentence
        assert run("verify", "--data-dir", os.path.relpath(folder), "--json")[0][-1]["ok"], sentence


# A wrong line, the number it must be named with, and a word of the complaint.
HEAD = "time,device,channel,value,quality\n"
RIGHT = "2026-03-05T08:00:00Z,7,voltage_a,230.1,good\n"
WRONG = [
    ("a time that is none", HEAD + RIGHT + "yesterday,7,voltage_a,1,\n", 3, "yesterday"),
    ("a day that is none", HEAD + RIGHT + "2026-02-30T08:00:00Z,7,voltage_a,1,\n", 3, "2026-02-30"),
    ("seconds instead of milliseconds", HEAD + RIGHT + "1772697600,7,voltage_a,1,\n", 3, "1772697600"),
    ("the far future", HEAD + RIGHT + "2099-01-01T00:00:00Z,7,voltage_a,1,\n", 3, "future"),
    ("before 1970", HEAD + RIGHT + "1969-01-01T00:00:00Z,7,voltage_a,1,\n", 3, "1969"),
    ("a word as value", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage_a,high,\n", 3, "high"),
    ("a value that is no number", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage_a,NaN,\n", 3, "NaN"),
    ("a value in hexadecimal", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage_a,0x10,\n", 3, "0x10"),
    ("a value without end", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage_a,inf,\n", 3, "inf"),
    ("seven decimals", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage_a,0.1234567,\n", 3, "0.1234567"),
    ("a missing value", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage_a,,\n", 3, "missing"),
    ("an unknown quality", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage_a,1,splendid\n", 3, "splendid"),
    ("a channel that is no name", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage a!,1,\n", 3, "voltage a!"),
    ("no channel", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,,1,\n", 3, "channel"),
    ("no device", HEAD + RIGHT + "2026-03-05T08:00:05Z,,voltage_a,1,\n", 3, "device"),
    ("an unknown device", HEAD + RIGHT + "2026-03-05T08:00:05Z,GW-99/9,voltage_a,1,\n", 3, "GW-99/9"),
    ("device number 0", HEAD + RIGHT + "2026-03-05T08:00:05Z,0,voltage_a,1,\n", 3, "0"),
    ("a field too few", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage_a,1\n", 3, "4"),
    ("a field too many", HEAD + RIGHT + "2026-03-05T08:00:05Z,7,voltage_a,1,good,x\n", 3, "6"),
    ("a quote that does not end", HEAD + RIGHT + '2026-03-05T08:00:05Z,7,"voltage_a,1,\n', 3, "quote"),
    ("bytes that are no text", (HEAD + RIGHT).encode() + b"2026-03-05T08:00:05Z,7,voltage_\xff,1,\n", 3, "UTF-8"),
    ("a decimal comma in the wide form", "time;device;voltage_a\n2026-03-05T08:00:00Z;7;230.1\n2026-03-05T08:00:05Z;7;230,1\n", 3, "230,1"),
]


def check_wrong():
    for sentence, content, number, word in WRONG:
        folder = new_folder("wrong")
        path = write("wrong.csv", content)
        lines, errors = run("import", path, "--data-dir", folder, "--json", code=1)
        assert not lines[0]["ok"] and lines[0]["bad"] == 1 and lines[0]["new"] == 0, (sentence, lines)
        named = [line for line in errors.splitlines() if f"wrong.csv:{number}:" in line]
        assert len(named) == 1 and word in named[0], (sentence, errors)
        assert not os.path.exists(os.path.join(folder, "history", "samples.db")), sentence
        line = run("import", path, "--data-dir", folder, "--skip-bad", "--json")[0][0]
        assert line["ok"] and line["new"] == 1 and line["bad"] == 1, (sentence, line)


WRONG_HEADS = [
    ("an empty file", "", "time"),
    ("no time", "device,channel,value\n", "time"),
    ("no device", "time,channel,value\n", "device"),
    ("no channel beside a value", "time,device,value\n", "channel"),
    ("nothing but time and device", "time,device\n", "channel"),
    ("a column twice", "time,device,voltage_a,voltage_a\n", "voltage_a"),
    ("a column that is no name", "time,device,Voltage of phase A\n", "Voltage of phase A"),
]


def check_wrong_heads():
    folder = new_folder("heads")
    for sentence, content, word in WRONG_HEADS:
        _lines, errors = run("import", write("head.csv", content), "--data-dir", folder, "--json", code=1)
        assert word in errors, (sentence, errors)
    run("import", os.path.join(FOLDER, "no such file.csv"), "--data-dir", folder, code=2)
    too_large = write("large.csv", "time,device,channel,value\n2026-03-05T08:00:00Z,7,voltage_a,0.000001\n2026-03-05T08:00:05Z,7,voltage_a,99999999999\n")
    _lines, errors = run("import", too_large, "--data-dir", folder, "--json", code=1)
    assert "voltage_a" in errors and "large" in errors, errors


def check_usage():
    folder = new_folder("usage")
    for arguments, code in [((), 2), (("dance",), 2), (("query", "more"), 2), (("import",), 2), (("query", "--data-dir", folder), 2),
                            (("query", "--data-dir", folder, "--channel", "7:x"), 4), (("stats", "--data-dir", folder), 4), (("verify", "--data-dir", folder), 4),
                            (("channels", "--data-dir", folder), 4)]:
        _lines, errors = run(*arguments, code=code)
        assert errors, arguments
    for period in ("-1", "86401", "often"):
        run("import", write("period.csv", "time,device,channel,value\n"), "--data-dir", folder, "--period", period, code=2)
    assert not os.path.exists(folder)


def check_period():
    """The period of a channel that is new is the median distance of its device's rows, whatever gap is among them, or what is asked for."""
    minutes = [0, 15, 30, 45, 300, 315, 330]
    text = "time,device,voltage_a\n" + "".join(f"{iso(START + datetime.timedelta(minutes=minute))},7,230.1\n" for minute in minutes)
    for arguments, period_ms in [((), 900000), (("--period", "60"), 60000)]:
        folder = new_folder("period" + "".join(arguments))
        run("import", write("period.csv", text), "--data-dir", folder, *arguments)
        assert run("channels", "--data-dir", folder, "--json")[0][0]["period_ms"] == period_ms, (arguments, period_ms)


# --- a station with names ---

def make_station():
    """Two gateways, three devices, of which two have the same name."""
    folder = new_folder("station")
    subprocess.run([PROGRAM, "person", "put", "A1", "--role", "electrician", "--data-dir", folder], check=True, timeout=DEADLINE_S, stdin=subprocess.DEVNULL, env={**os.environ, "DIANWEI_PASSWORD": "secret of A1"})
    with sqlite3.connect(os.path.join(folder, "station.db")) as db:
        for number, name in [(3, "GW-03"), (4, "GW-04")]:
            db.execute("INSERT INTO gateway VALUES (?, ?, 'modbus-tcp', '127.0.0.1', 1, 1000, 5000, 0, NULL, 0, '')", (number, name))
        for number, gateway, unit, name in [(11, 3, 17, "2AL1"), (12, 4, 17, "2AL1"), (13, 4, 18, "3AL1")]:
            db.execute("INSERT INTO device VALUES (?, ?, NULL, ?, ?, 'acrel-arcm300t', NULL, '', '', '', '')", (number, gateway, unit, name))
    db.close()
    return folder


def make_numbers(n):
    value = 300
    for _i in range(n):
        value += RANDOM.randint(-7, 7)
        yield value


def check_names():
    folder = make_station()
    rows = list(make_numbers(900))
    text = "time,device,channel,value,quality\n"
    for i, value in enumerate(rows):
        time = iso(START + datetime.timedelta(seconds=5 * i))
        text += f"{time},GW-03/17,residual_current,{value},{'doubtful' if i % 50 == 7 else ''}\n{time},3AL1,residual_current,{value / 10},\n{time},3AL1,temperature_1,,sensor fault\n"
    line = run("import", write("names.csv", text), "--data-dir", folder, "--json")[0][0]
    assert line["new"] == 2700 and line["devices"] == 2 and line["first"] == iso(START), line
    assert [sample["value"] for sample in read(folder, "11:residual_current")] == rows
    assert [sample["value"] for sample in read(folder, "GW-04/18:residual_current", "--raw")] == [value / 10 for value in rows]
    assert {(sample["value"], sample["quality"]) for sample in read(folder, "3AL1:temperature_1")} == {(None, "sensor fault")}
    channels = run("channels", "--data-dir", folder, "--json")[0]
    assert [(c["id"], c["device"], c["address"], c["channel"], c["decimals"], c["period_ms"]) for c in channels] == [
        (11, "2AL1", "GW-03/17", "residual_current", 0, 5000), (13, "3AL1", "GW-04/18", "residual_current", 1, 5000), (13, "3AL1", "GW-04/18", "temperature_1", 0, 5000)], channels
    assert channels[0]["value"] == rows[-1] and channels[0]["time"] == iso(START + datetime.timedelta(seconds=5 * 899)), channels[0]
    check_refused_names(folder)
    check_spans(folder, rows)
    check_buckets(folder, rows)
    check_stats(folder)
    return folder


def check_refused_names(folder):
    for channel, words in [("2AL1:residual_current", ["11", "GW-03/17", "12", "GW-04/17"]), ("GW-05/1:residual_current", ["GW-05/1"]), ("3AL1:voltage_a", ["voltage_a", "temperature_1"]),
                           ("99:residual_current", ["99"]), ("3AL1", ["DEVICE:POINT"]), (":residual_current", ["DEVICE:POINT"]), ("3AL1:", ["DEVICE:POINT"])]:
        _lines, errors = run("query", "--data-dir", folder, "--channel", channel, code=2)
        assert all(word in errors for word in words), (channel, errors)
    _lines, errors = run("import", write("twins.csv", "time,device,channel,value\n2026-03-05T08:00:00Z,2AL1,x,1\n"), "--data-dir", folder, code=1)
    assert "GW-03/17" in errors and "GW-04/17" in errors, errors


def check_spans(folder, rows):
    some = read(folder, "11:residual_current", "--from", "2026-03-05T08:10:00Z", "--to", "2026-03-05T08:20:00Z")
    assert [sample["value"] for sample in some] == rows[120:240]
    lines, errors = run("query", "--data-dir", folder, "--channel", "11:residual_current", "--from", "2026-03-06", "--to", "2026-03-07", "--json")
    assert lines == [] and iso(START + datetime.timedelta(seconds=5 * 899)) in errors, errors
    for arguments in [("--from", "soon"), ("--from", "2026-03-06", "--to", "2026-03-05"), ("--buckets", "-1"), ("--buckets", "100001"), ("--buckets", "5", "--raw"),
                      ("--from", "2026-03-05T08:00:00Z", "--to", "2026-03-05T08:00:00.003Z", "--buckets", "5")]:
        run("query", "--data-dir", folder, "--channel", "11:residual_current", *arguments, code=2)
    assert len(run("query", "--data-dir", folder, "--channel", "11:residual_current")[0].splitlines()) == 900


def check_buckets(folder, rows):
    buckets = read(folder, "11:residual_current", "--from", "2026-03-05T08:00:00Z", "--to", "2026-03-05T09:15:00Z", "--buckets", "15")
    assert len(buckets) == 15
    for i, bucket in enumerate(buckets):
        good = [value for j, value in enumerate(rows[60 * i:60 * (i + 1)]) if (60 * i + j) % 50 != 7]
        assert (bucket["count"], bucket["others"], bucket["min"], bucket["max"], bucket["sum"]) == (len(good), 60 - len(good), min(good), max(good), sum(good)), (i, bucket)
        assert abs(bucket["mean"] - statistics.mean(good)) <= 0.0005, (i, bucket)
    empty = read(folder, "11:residual_current", "--from", "2026-03-06", "--to", "2026-03-07", "--buckets", "2")
    assert [(bucket["count"], bucket["min"], bucket["mean"], bucket["coverage"]) for bucket in empty] == [(0, None, None, 0)] * 2, empty


def check_stats(folder):
    stats = run("stats", "--data-dir", folder, "--json")[0][0]
    size = sum(os.path.getsize(os.path.join(folder, "history", name)) for name in os.listdir(os.path.join(folder, "history")) if name.startswith("samples.") and not name.endswith("-shm"))
    assert stats["samples"] == 2700 and stats["first"] == iso(START) and stats["bytes"] == size and stats["chunks"] == 4, (stats, size)
    assert abs(stats["bytes_per_sample"] - size / 2700) < 0.001 and 0.6 < stats["coverage"] <= 1, stats
    assert "2700" in run("stats", "--data-dir", folder)[0]


# --- a folder that somebody holds, and a damaged one ---

def check_held(folder):
    config = write("run.json", json.dumps({"data_dir": folder, "gateways": []}))
    station = subprocess.Popen([PROGRAM, "run", "--config", config, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = station.stdout.readline()
        assert line and json.loads(line)["state"] == "running", line + station.stderr.read()
        _lines, errors = run("import", write("held.csv", HEAD + RIGHT), "--data-dir", folder, "--json", code=1)
        assert "dianweictl" in errors and str(station.pid) in errors, errors
        assert len(read(folder, "11:residual_current")) == 900
    finally:
        station.send_signal(signal.SIGTERM)
        station.communicate(timeout=DEADLINE_S)
    run("import", write("held.csv", HEAD + RIGHT), "--data-dir", folder)


def check_damaged(folder):
    path = os.path.join(folder, "history", "samples.db")
    assert run("verify", "--data-dir", folder, "--json")[0] == [{"ok": True, "chunks": run("stats", "--data-dir", folder, "--json")[0][0]["chunks"], "findings": 0}]
    with sqlite3.connect(path) as db:
        key, data = db.execute("SELECT id, data FROM history_chunk WHERE id & 0xffffffff = 11 ORDER BY id LIMIT 1").fetchone()
        changed = bytearray(data)
        changed[len(data) // 2] ^= 0x10
        db.execute("UPDATE history_chunk SET data = ? WHERE id = ?", (bytes(changed), key))
    db.close()
    lines, errors = run("verify", "--data-dir", folder, "--json", code=1)
    assert lines[-1]["ok"] is False and lines[-1]["findings"] == len(lines) - 1 > 0 and errors, lines
    assert lines[0]["id"] == 11 and lines[0]["device"] == "2AL1" and lines[0]["from"] == iso(START), lines[0]
    lines, errors = run("query", "--data-dir", folder, "--channel", "11:residual_current", "--json", code=1)
    assert len(lines) == 900 - 720 and errors, (len(lines), errors)
    assert len(read(folder, "13:residual_current")) == 900


def main():
    print(f"seed {SEED}")
    try:
        check_usage()
        check_period()
        check_same()
        check_wrong()
        check_wrong_heads()
        folder = check_names()
        check_held(folder)
        check_damaged(folder)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    print("ok")


if __name__ == "__main__":
    sys.exit(main())
