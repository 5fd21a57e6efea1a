# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""Reads history/samples.db and samples.journal by docs/history.md alone: nothing of the program's own code is used. Slow and plain on purpose."""
import os
import sqlite3
import struct
import zlib

HOUR_MS = 3600000
MASK = (1 << 64) - 1


class Bytes:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        assert self.at + n <= len(self.data), "bytes end too early"
        part = self.data[self.at : self.at + n]
        self.at += n
        return part

    def byte(self):
        return self.take(1)[0]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def signed(self):
        return unzigzag(self.varint())

    def checked(self, n):
        part = self.take(n)
        assert struct.unpack("<I", self.take(4))[0] == zlib.crc32(part), "CRC"
        return Bytes(part)

    def left(self):
        return len(self.data) - self.at


def unzigzag(value):
    return value >> 1 ^ -(value & 1)


def to_signed(value):
    value &= MASK
    return value - (1 << 64) if value >> 63 else value


class Bits:
    def __init__(self, data):
        self.value, self.n, self.at = int.from_bytes(data, "little"), 8 * len(data), 0

    def take(self, n):
        assert self.at + n <= self.n, "bits end too early"
        part = self.value >> self.at & ((1 << n) - 1)
        self.at += n
        return part

    def rice(self, k):
        zeros = 0
        while self.take(1) == 0:
            zeros += 1
            if zeros == 20:
                return self.take(64)
        return zeros << k | self.take(k)


def residuals_in_blocks(bits, n):
    out = []
    while len(out) < n:
        size, tag = min(64, n - len(out)), bits.take(6)
        if tag == 0:
            out += [0] * size
        elif tag <= 40:
            out += [bits.rice(tag - 1) for _ in range(size)]
        else:
            width = bits.take(6) + 1
            out += [bits.take(width) for _ in range(size)]
    return out


def residuals_in_runs(bits, n):
    k_runs, k_values, out = bits.take(6), bits.take(6), []
    while len(out) < n:
        out += [0] * bits.rice(k_runs)
        if len(out) < n:
            out.append(bits.rice(k_values) + 1)
    assert len(out) == n, "a run of zeros is too long"
    return out


def read_run(data, n):
    if n == 0:
        assert data.left() == 0
        return []
    head = data.byte()
    guess, coding = head & 15, head >> 4
    first = data.signed()
    step = data.signed() if guess in (4, 5) else 0
    bits = Bits(data.take(data.left()))
    residuals = [0] * n if guess == 0 else (residuals_in_blocks, residuals_in_runs)[coding](bits, n)
    numbers = []
    for i, residual in enumerate(residuals):
        before = lambda back: numbers[i - back] if i >= back else first
        guesses = (first, first, before(1), sum(before(b) for b in (1, 2, 3, 4)) // 4, before(1) + step, first + i * step)
        numbers.append(to_signed(guesses[guess] + unzigzag(residual)))
    return numbers


def read_class(head, n_rows, version):
    """Which rows have a value, what the first stands for, and the period of each value (None: that of the layout)."""
    kind = head.byte()
    weight = head.varint() if kind else 0
    present, flag = [bool(kind)] * n_rows, False
    if kind == 2:
        present = []
        for length in [head.varint() for _ in range(head.varint())]:
            present += [flag] * length
            flag = not flag
    assert len(present) == n_rows
    periods = []
    for _ in range(head.varint() if version == 2 and kind else 0):
        length, period = head.varint(), head.varint()
        assert length > 0
        periods += [period] * length
    assert len(periods) in (0, sum(present))
    return present, weight, periods or [None] * sum(present)


def read_column(data, classes):
    present, weight, periods = classes[data.varint()]
    n = sum(present)
    stretches = data.varint()
    qualities = []
    for _ in range(stretches):
        quality = data.byte()
        qualities += [quality] * data.varint()
    qualities = qualities if stretches else [1] * n
    assert len(qualities) == n
    numbers = iter(read_run(data, sum(quality != 4 for quality in qualities)))
    values = iter([(quality, None if quality == 4 else next(numbers)) for quality in qualities])
    left = iter(periods)
    return [next(values) if there else None for there in present], weight, [next(left) if there else None for there in present]


def read_chunk(data):
    """(layout, hour, times in ms since 1970, columns: (quality, number) or None a row, first weights, periods: ms a row of each column or None, as the layout says)."""
    data = Bytes(data)
    assert data.take(2) == b"DC"
    version = data.byte()
    assert version in (1, 2)
    head = data.checked(data.varint())
    layout, hour, n_rows, n_columns, n_samples, n_classes = (head.varint() for _ in range(6))
    classes = [read_class(head, n_rows, version) for _ in range(n_classes)]
    times = [hour * HOUR_MS + ms for ms in read_run(Bytes(head.take(head.varint())), n_rows)]
    lengths = [head.varint() for _ in range(n_columns)]
    assert head.left() == 0
    columns = [read_column(data.checked(length), classes) for length in lengths]
    assert data.left() == 0 and sum(value is not None for column, _, _ in columns for value in column) == n_samples
    return layout, hour, times, *([column[part] for column in columns] for part in range(3))


def read_frames(path):
    """(owner, seals, records of each frame that is whole)."""
    data = Bytes(open(path, "rb").read())
    head = data.take(24)
    assert head[:4] == b"DWHJ" and struct.unpack("<I", data.take(4))[0] == zlib.crc32(head)
    data.take(4)
    version, owner, seals = struct.unpack("<IQQ", head[4:])
    assert version == 1
    frames = []
    while data.left() >= 16:
        length, crc, number = struct.unpack("<IIQ", data.take(16))
        if length == 0 or length > data.left():
            break
        records = data.take(length)
        if crc != zlib.crc32(struct.pack("<IQ", length, number) + records):
            break
        assert number == len(frames) + 1
        frames.append(records)
        data.take(min(-length % 8, data.left()))
    return owner, seals, frames


class History:
    def __init__(self, folder):
        self.path = os.path.join(folder, "history")
        self.db = sqlite3.connect(f"file:{self.path}/samples.db?mode=ro", uri=True)
        self.layouts = {}
        for number, device, columns in self.db.execute("SELECT id, device_id, columns FROM history_layout"):
            self.layouts[number] = device, [(name, int(decimals), int(period)) for name, decimals, period in (text.split(":") for text in columns.split(";"))]

    def sealed(self):
        """{(device, channel, ms): (quality, value)} of all chunks."""
        samples = {}
        for key, data in self.db.execute("SELECT id, data FROM history_chunk"):
            number, hour, times, columns, _, _ = read_chunk(data)
            device, names = self.layouts[number]
            assert key == hour << 32 | device
            for (name, decimals, _), column in zip(names, columns):
                for time, value in zip(times, column):
                    if value is not None:
                        samples[device, name, time] = value[0], None if value[1] is None else value[1] / 10**decimals
        return samples

    def weights(self):
        """{(device, channel, ms): (period in ms, ms that it stands for)} of all chunks, each judged alone by its first weights."""
        weights = {}
        for (data,) in self.db.execute("SELECT data FROM history_chunk"):
            number, _, times, columns, first_weights, periods = read_chunk(data)
            device, names = self.layouts[number]
            for (name, _, usual), column, first, own in zip(names, columns, first_weights, periods):
                before = None
                for time, value, period in zip(times, column, own):
                    if value is None:
                        continue
                    period = usual if period is None else period
                    most = 2 * (period or 60000)
                    weights[device, name, time] = period, min(most, time - before) if before is not None else first or most
                    before = time
        return weights

    def open(self):
        """The same of the hours that are in the journal alone."""
        owner, _, frames = read_frames(os.path.join(self.path, "samples.journal"))
        assert owner == self.db.execute("SELECT value FROM history_count WHERE name = 'owner'").fetchone()[0]
        hours, last = {}, {}
        for frame in frames:
            self.replay(Bytes(frame), hours, last)
        return {key: value for samples in hours.values() for key, value in samples["samples"].items()}

    def replay(self, records, hours, last):
        while records.left():
            kind, device = records.byte(), records.varint()
            if kind == 2:
                hours.pop((device, records.varint()), None)
                records.varint()
                continue
            if kind != 3:
                last[device] = records.varint(), records.varint()
            hour, layout = last[device]
            body = Bytes(records.take(records.varint()))
            if kind == 1:
                hours[device, hour] = {"time": hour * HOUR_MS, "numbers": [0] * len(self.layouts[layout][1]), "samples": {}}
            if (device, hour) in hours:
                self.take_body(body, device, self.layouts[layout][1], hours[device, hour])

    @staticmethod
    def take_body(body, device, columns, tail):
        tail["time"] += body.signed()
        qualities = [1] * len(columns)
        if body.byte() == 1:
            pairs = body.take((len(columns) + 1) // 2)
            qualities = [pairs[i // 2] >> 4 * (i % 2) & 15 for i in range(len(columns))]
        for i, (quality, (name, decimals, _)) in enumerate(zip(qualities, columns)):
            if quality not in (0, 4):
                tail["numbers"][i] += body.signed()
            if quality:
                tail["samples"][device, name, tail["time"]] = quality, None if quality == 4 else tail["numbers"][i] / 10**decimals
        assert body.left() == 0
