#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""gnuplot-beside.py BUILD-DIR OUT-DIR [DATA-DIR DEVICE:POINT FROM TO] - our chart above gnuplot's picture of the same numbers, for the eye

Without a station: a line with gaps, a day of load, a month of energy, and the two days of Berlin on which the clock is set. With one: the samples that
"dianweictl history query --raw" gives of that channel. Needs gnuplot and ImageMagick.
"""
import csv
import datetime
import math
import os
import subprocess
import sys
import zoneinfo

HOUR = 3600000


def local_ms(zone, *date):
    return int(datetime.datetime(*date, tzinfo=zoneinfo.ZoneInfo(zone)).timestamp() * 1000)


def make_line(begin, hours, gaps=()):
    """A sample a minute; none in the gaps, which are hours from and to."""
    minutes = [m for m in range(hours * 60 + 1) if not any(a * 60 <= m < b * 60 for a, b in gaps)]
    return [(begin + m * 60000, 120 + 60 * math.sin(m / 1440 * 2 * math.pi) + 8 * math.sin(m * 1.7)) for m in minutes]


def make_bars(edges):
    return [(edge, 10 + 7 * math.sin(i / 3)) for i, edge in enumerate(edges)]


def list_hours(zone, year, month, day):
    begin, end = local_ms(zone, year, month, day), local_ms(zone, year, month, day + 1)
    return list(range(begin, end + 1, HOUR))


def list_examples():
    month = [local_ms("Asia/Shanghai", 2026, 11, day) for day in range(1, 31)] + [local_ms("Asia/Shanghai", 2026, 12, 1)]
    yield "gaps", "line", "Asia/Shanghai", make_line(local_ms("Asia/Shanghai", 2026, 11, 19), 24, [(3, 5), (12.5, 14.4)])
    yield "load-of-a-day", "bars", "Asia/Shanghai", make_bars(list_hours("Asia/Shanghai", 2026, 11, 19))
    yield "energy-of-a-month", "bars", "Asia/Shanghai", make_bars(month)
    yield "spring-line", "line", "Europe/Berlin", make_line(local_ms("Europe/Berlin", 2026, 3, 29), 23)
    yield "autumn-bars", "bars", "Europe/Berlin", make_bars(list_hours("Europe/Berlin", 2026, 10, 25))


def query(build, data_dir, channel, begin, end):
    command = [os.path.join(build, "src/ctl/dianweictl"), "history", "query", "--raw", "--data-dir", data_dir, "--channel", channel, "--from", begin, "--to", end]
    rows = csv.reader(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines())
    for row in rows:
        try:
            yield int(datetime.datetime.fromisoformat(row[0].replace("Z", "+00:00")).timestamp() * 1000), float(row[1])
        except (ValueError, IndexError):
            continue  # the head, and samples without a value


def write_for_gnuplot(path, rows, zone, kind, gap_ms):
    """Local seconds, as gnuplot has no zones; an empty line breaks its line."""
    last = None
    with open(path, "w") as file:
        for i, (time, value) in enumerate(rows):
            local = datetime.datetime.fromtimestamp(time / 1000, zoneinfo.ZoneInfo(zone))
            if kind == "line" and last is not None and time - last > gap_ms:
                file.write("\n")
            if kind == "line" or i + 1 < len(rows):
                width = (rows[i + 1][0] - time) / 1000 if i + 1 < len(rows) else 0
                file.write(f"{time / 1000 + local.utcoffset().total_seconds() + (width / 2 if kind == 'bars' else 0)} {value} {0.7 * width}\n")
            last = time


def draw(build, out, name, kind, zone, rows, gap_ms=150000):
    ours, theirs, path = (os.path.join(out, name + end) for end in (".ours.png", ".gnuplot.png", ".dat"))
    with open(path, "w") as file:
        file.writelines(f"{time} {value}\n" for time, value in rows)
    subprocess.run([os.path.join(build, "tests/draw/plot-csv"), kind, path, zone, str(gap_ms), ours], check=True)
    write_for_gnuplot(path, rows, zone, kind, gap_ms)
    style = "with lines" if kind == "line" else "using 1:2:3 with boxes fill solid"
    using = "using 1:2 with lines" if kind == "line" else style
    script = f'set term pngcairo size 900,380; set output "{theirs}"; set xdata time; set timefmt "%s"; set format x "%d %H:%M"; set yrange [0:]; set grid; unset key; plot "{path}" {using}'
    subprocess.run(["gnuplot", "-e", script], check=True)
    subprocess.run(["convert", ours, theirs, "-append", os.path.join(out, name + ".png")], check=True)
    print(os.path.join(out, name + ".png"))


def main():
    if len(sys.argv) not in (3, 7):
        sys.exit(__doc__)
    build, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    if len(sys.argv) == 7:
        draw(build, out, "station", "line", "Asia/Shanghai", list(query(build, *sys.argv[3:7])))
        return
    for name, kind, zone, rows in list_examples():
        draw(build, out, name, kind, zone, rows)


main()
