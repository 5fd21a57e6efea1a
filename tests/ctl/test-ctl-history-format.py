#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""docs/history.md is enough to read the samples without this program (S0-34, S2-24): a reader that was written from that page alone finds what was put in.

The examples of the page, byte for byte · files of several shapes, with gaps, qualities, counters, constants and wild numbers, imported with the tool and read by the other reader ·
samples of two periods in the same hours keep theirs, and stand for what the page says ·
hours that are still open are in the journal. DIANWEICTL and DIANWEI_HISTORY_FEED name the programs.
"""
import datetime
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = sys.argv[1]
sys.path.insert(0, os.path.join(ROOT, "tests", "tools"))
import history_reader  # noqa: E402

PROGRAM = os.environ["DIANWEICTL"]
FOLDER = tempfile.mkdtemp(prefix="dianwei-ctl-history-format-")
SEED = int(os.environ.get("DIANWEI_TEST_SEED", random.SystemRandom().randrange(1 << 30)))
RANDOM = random.Random(SEED)
START_MS = 494000 * 3600000
WORDS = {1: "good", 2: "old", 3: "doubtful", 4: "sensor fault", 5: "manual", 6: "estimated"}


def run(*arguments):
    done = subprocess.run([PROGRAM, "history", *arguments], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"})
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"[:600]
    return done.stdout


def read_page(length):
    text = open(os.path.join(ROOT, "docs", "history.md"), encoding="utf-8").read()
    block = re.search(rf"[Tt]hese {length} bytes:\n\n((?:    (?:[0-9A-F]{{2}} ?)+\n)+)", text)
    data = bytes.fromhex(block.group(1))
    assert len(data) == length
    return history_reader.read_chunk(data)


def test_example_of_the_page():
    layout, hour, times, columns, weights, periods = read_page(58)
    assert (layout, hour) == (4, 492416)
    assert times == [492416 * 3600000 + ms for ms in (1000, 6000, 11000)]
    assert columns == [[(1, 2301), (1, 2303), (1, 2302)], [(1, 42), None, (4, None)]]
    assert weights == [5000, 0]
    assert periods == [[None] * 3] * 2


def test_example_of_version_2():
    layout, hour, times, columns, weights, periods = read_page(53)
    assert (layout, hour) == (5, 492416)
    assert times == [492416 * 3600000 + ms for ms in (0, 60000, 65000, 80000)]
    assert columns == [[(1, 2301), (1, 2303), (1, 2302), (1, 2302)]]
    assert weights == [60000]
    assert periods == [[60000, 60000, 5000, 5000]]


def iso(ms):
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


SHAPES = {
    "constant": lambda i, before: 50,
    "counter": lambda i, before: before + RANDOM.randrange(0, 4),
    "walk": lambda i, before: before + RANDOM.randrange(-3, 4),
    "noise": lambda i, before: RANDOM.randrange(-32768, 32768),
    "steps": lambda i, before: before if RANDOM.random() < 0.98 else RANDOM.randrange(0, 4000),
    "wild": lambda i, before: RANDOM.randrange(-(1 << 44), 1 << 44),
    "rare": lambda i, before: RANDOM.randrange(0, 100),
}


def make_samples(n_rows, step_ms, jitter_ms):
    """{(device, channel, ms): (quality, value)}, decimals by channel."""
    samples = {}
    for device in (7, 8):
        before = {name: 2300 for name in SHAPES}
        time = START_MS + RANDOM.randrange(0, 5000)
        for i in range(n_rows):
            for name, shape in SHAPES.items():
                decimals = 0 if name == "wild" else 1
                before[name] = shape(i, before[name])
                if name == "rare" and RANDOM.random() < 0.7:
                    continue
                quality = RANDOM.choice((2, 3, 4, 5, 6)) if RANDOM.random() < 0.05 else 1
                samples[device, name, time] = quality, None if quality == 4 else before[name] / 10**decimals
            time += step_ms + RANDOM.randrange(0, jitter_ms + 1) + (3 * 3600000 if RANDOM.random() < 0.002 else 0)
    return samples


def write_csv(path, samples):
    with open(path, "w", encoding="utf-8") as file:
        file.write("time,device,channel,value,quality\n")
        for (device, name, time), (quality, value) in samples.items():
            text = "" if value is None else f"{value:.0f}" if name == "wild" else f"{value:.1f}"
            file.write(f"{time},{device},{name},{text},{WORDS[quality]}\n")


def assert_same(found, expected):
    assert found.keys() == expected.keys(), f"{len(found)} samples, {len(expected)} expected: {list(found.keys() ^ expected.keys())[:3]}"
    for key, (quality, value) in expected.items():
        assert found[key][0] == quality and (value is None) == (found[key][1] is None), f"{key}: {found[key]}, expected {quality} {value}"
        assert value is None or math.isclose(found[key][1], value, rel_tol=1e-12, abs_tol=1e-9), f"{key}: {found[key]}, expected {value}"


def test_what_was_imported_is_found():
    for name, rows, step_ms, jitter_ms in (("beat", 1500, 5000, 0), ("jitter", 700, 5000, 900), ("quarters", 300, 900000, 0), ("one", 1, 5000, 0)):
        folder = os.path.join(FOLDER, name)
        samples = make_samples(rows, step_ms, jitter_ms)
        path = os.path.join(FOLDER, name + ".csv")
        write_csv(path, samples)
        run("import", path, "--data-dir", folder, "--json")
        history = history_reader.History(folder)
        assert_same(history.sealed(), samples)
        assert not history.open()


def test_periods_are_kept():
    """Two imports into the same hours, of 5 and of 60 s, in both orders; what the tool says of the coverage is what the reader adds up."""
    for order in ((5, 60), (60, 5)):
        folder = os.path.join(FOLDER, f"periods-{order[0]}")
        times = {5: range(START_MS + 1800000, START_MS + 5400000, 5000), 60: range(START_MS + 2500, START_MS + 7200000, 60000)}
        for period in order:
            path = os.path.join(FOLDER, f"{period}.csv")
            write_csv(path, {(7, "steps", ms): (1, RANDOM.randrange(100) / 10) for ms in times[period]})
            run("import", path, "--period", str(period), "--data-dir", folder, "--json")
        found, expected, before = history_reader.History(folder).weights(), {}, None
        for ms, period in sorted((ms, period) for period in times for ms in times[period]):
            expected[7, "steps", ms] = period * 1000, min(2000 * period, ms - before) if before is not None else 2000 * period
            before = ms
        assert found == expected, [(key, found.get(key), value) for key, value in expected.items() if found.get(key) != value][:5]
        lines = run("query", "--channel", "7:steps", "--buckets", "4", "--from", iso(START_MS), "--to", iso(START_MS + 7200000), "--data-dir", folder, "--json")
        for part, line in enumerate(lines.splitlines()):
            begin = START_MS + part * 1800000
            weight = sum(value[1] for (_, _, ms), value in expected.items() if begin <= ms < begin + 1800000)
            assert math.isclose(json.loads(line)["coverage"], min(1, weight / 1800000), abs_tol=6e-4), f"{line}: {weight}"


def test_open_hours_are_in_the_journal():
    folder = os.path.join(FOLDER, "open")
    done = subprocess.run([os.environ["DIANWEI_HISTORY_FEED"], "--leave-open", folder, str(SEED % 1000000)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    expected = {}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        expected[row["device"], row["channel"], row["ms"]] = row["quality"], row.get("value")
    history = history_reader.History(folder)
    sealed, still_open = history.sealed(), history.open()
    assert still_open and sealed and not sealed.keys() & still_open.keys()
    assert_same({**sealed, **still_open}, expected)


def main():
    print(f"# seed {SEED}")
    tests = [value for name, value in list(globals().items()) if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} {test.__name__}")
        except Exception as problem:  # pylint: disable=broad-except
            failed += 1
            print(f"not ok {number} {test.__name__}: {type(problem).__name__} {problem}")
    shutil.rmtree(FOLDER, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
