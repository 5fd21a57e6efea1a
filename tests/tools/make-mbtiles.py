#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""make-mbtiles.py KIND PATH [KIND PATH ...] - makes MBTiles files with SQLite and zlib of Python, good or bad in one way

Every tile is a PNG of one colour whose text chunk says "z/x/y", rows counted from the north as on the web. The tiles are those of the Bohai coast around 117.65 E, 39.02 N
from zoom 6 to 10, each with its neighbours.
"""
import math
import os
import sqlite3
import struct
import sys
import zlib

LONGITUDE, LATITUDE = 117.65, 39.02
ZOOMS = range(6, 11)
PAGE = 65536


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(words, color, size=256):
    rows = bytes(size // 8 + 1) * size
    head = struct.pack(">IIBBBBB", size, size, 1, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", bytes(color)) + chunk(b"tEXt", b"Title\0" + words.encode()) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tile_at(zoom, longitude=LONGITUDE, latitude=LATITUDE):
    """The usual formula of web maps (OpenStreetMap wiki, Slippy map tilenames)."""
    n, radians = 2 ** zoom, math.radians(latitude)
    return int((longitude + 180) / 360 * n), int((1 - math.asinh(math.tan(radians)) / math.pi) / 2 * n)


def color_of(zoom, x, y):
    """Each tile its own, so that a picture shows which one it is."""
    return 40 + 20 * zoom, 60 + 120 * (x % 2), 60 + 120 * (y % 2)


def tiles():
    for zoom in ZOOMS:
        x0, y0 = tile_at(zoom)
        for x in range(x0 - 1, x0 + 2):
            for y in range(y0 - 1, y0 + 2):
                yield zoom, x, y, png(f"{zoom}/{x}/{y}", color_of(zoom, x, y))


def connect(path):
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")  # made for a test: no disk need be waited for
    return db


def metadata(**changed):
    known = {"name": "Bohai <b>coast</b>", "format": "png", "bounds": "116.0,38.0,119.0,40.0", "minzoom": "6", "maxzoom": "10", "attribution": '<a href="https://example.org">&copy; Survey &amp; Co</a>'}
    known.update(changed)
    return [(key, value) for key, value in known.items() if value is not None]


def write(path, rows, facts, schema="CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB); CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);", page=4096):
    db = connect(path)
    db.execute(f"PRAGMA page_size = {page}")
    db.executescript("CREATE TABLE metadata (name TEXT, value TEXT);" + schema)
    db.executemany("INSERT INTO metadata VALUES (?, ?)", facts)
    for zoom, x, y, data in rows:
        db.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, x, 2 ** zoom - 1 - y if isinstance(y, int) else y, data))
    db.commit()
    db.close()


def write_view(path):
    """As tippecanoe and mbutil write: equal pictures are kept once."""
    db = connect(path)
    db.executescript("CREATE TABLE metadata (name TEXT, value TEXT); CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);"
                     "CREATE TABLE images (tile_data BLOB, tile_id TEXT PRIMARY KEY); CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);"
                     "CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images USING (tile_id);")
    db.executemany("INSERT INTO metadata VALUES (?, ?)", metadata())
    for zoom, x, y, data in tiles():
        db.execute("INSERT INTO map VALUES (?, ?, ?, ?)", (zoom, x, 2 ** zoom - 1 - y, f"{zoom}/{x}/{y}"))
        db.execute("INSERT INTO images VALUES (?, ?)", (data, f"{zoom}/{x}/{y}"))
    db.commit()
    db.close()


def write_endless(path):
    """A view that never answers."""
    write(path, [], metadata(), schema="CREATE VIEW tiles AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS zoom_level, 0 AS tile_column, 0 AS tile_row, NULL AS tile_data FROM n WHERE i < 0;")


def write_damaged(path):
    """The pages with the picture of 10/x/y at the middle hold something else."""
    x, y = tile_at(10)
    data = png(f"10/{x}/{y}", (1, 2, 3)) + b"\xee" * 200000
    write(path, [row for row in tiles() if row[:3] != (10, x, y)] + [(10, x, y, data)], metadata())
    with open(path, "r+b") as file:
        pages = file.read()
        first = pages.index(b"\xee" * 4000) // 4096
        file.seek(first * 4096)
        file.write(struct.pack(">I", 0x7fffffff))  # where the chain of the value goes on: nowhere
        file.truncate(len(pages))


def write_cut(path):
    """The end of the file is missing, as after a broken download."""
    write(path, tiles(), metadata())
    os.truncate(path, os.path.getsize(path) * 3 // 5 // 4096 * 4096)


def write_far(path):
    """One picture whose last page lies beyond 4 GiB. The file has a hole and takes no room: a page is moved to the far end, and what pointed to it is told so."""
    x, y = tile_at(10)
    write(path, [(10, x, y, png(f"10/{x}/{y}", (9, 9, 9)) + b"A" * 2 * PAGE + b"LAST")], metadata(), page=PAGE)
    with open(path, "r+b") as file:
        pages = bytearray(file.read())
        last, far = pages.index(b"LAST") // PAGE + 1, 70000
        before = next(i for i in range(0, len(pages), PAGE) if pages[i:i + 4] == struct.pack(">I", last) and b"A" * 1000 in pages[i:i + PAGE])
        pages[before:before + 4] = struct.pack(">I", far)
        pages[28:32] = struct.pack(">I", far)
        file.seek(0)
        file.write(pages)
        file.seek((far - 1) * PAGE)
        file.write(pages[(last - 1) * PAGE:last * PAGE])


def write_wal(path):
    """Left in the middle of writing: its WAL holds what the file does not."""
    write(path, tiles(), metadata())
    db = connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("UPDATE metadata SET value = 'later' WHERE name = 'name'")
    db.commit()
    with open(path + "-wal", "rb") as file:
        wal = file.read()
    db.close()
    with open(path + "-wal", "wb") as file:
        file.write(wal)


def write_wal_closed(path):
    """Made in WAL mode and closed in order: SQLite would make files beside it at each reading."""
    write(path, tiles(), metadata())
    db = connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("UPDATE metadata SET value = 'Closed' WHERE name = 'name'")
    db.commit()
    db.close()


def bare(*rows):
    return lambda path: write(path, rows, metadata(), schema="CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data);")


def said(**changed):
    return lambda path: write(path, tiles(), metadata(**changed))


def no_table(table):
    def make(path):
        write(path, tiles(), metadata())
        db = connect(path)
        db.execute(f"DROP TABLE {table}")
        db.commit()
        db.close()
    return make


GOOD_TILE = png("0/0/0", (5, 5, 5))
KINDS = {
    "good": said(),
    "view": write_view,
    "bare-facts": said(name=None, format=None, bounds=None, minzoom=None, maxzoom=None, attribution=None),
    "jpg": said(format="JPEG"),
    "webp": said(format="webp"),
    "vector": said(format="pbf"),
    "vector-unsaid": lambda path: write(path, [(0, 0, 0, zlib.compress(b"\x1a\x00"))], metadata(format=None)),
    "strange-format": said(format="tiff"),
    "no-tiles": no_table("tiles"),
    "no-metadata": no_table("metadata"),
    "no-rows": lambda path: write(path, [], metadata()),
    "damaged": write_damaged,
    "cut": write_cut,
    "far": write_far,
    "wal": write_wal,
    "wal-closed": write_wal_closed,
    "endless": write_endless,
    "large": lambda path: write(path, [(0, 0, 0, GOOD_TILE), (1, 0, 0, b"\x89PNG" + b"x" * (5 << 20))], metadata(minzoom="0", maxzoom="1")),
    "other-kinds": bare((0, 0, 0, GOOD_TILE), (1, 0, 0, "text"), (1, 1, 0, 77), (1, 0, 1, None), (1, 1, 1, b"")),
    "zoom-text": said(minzoom="low"),
    "zoom-far": said(maxzoom="99"),
    "zoom-half": said(minzoom="6.5"),
    "zoom-swapped": said(minzoom="10", maxzoom="6"),
    "zoom-negative": lambda path: write(path, [(-3, 0, "0", GOOD_TILE)], metadata(minzoom=None)),
    "bounds-three": said(bounds="116,38,119"),
    "bounds-text": said(bounds="a,b,c,d"),
    "bounds-swapped": said(bounds="119,38,116,40"),
    "bounds-beyond": said(bounds="-200,-95,200,95"),
    "long-words": said(name="n" * 10000, attribution="a\tb\nc" + "长" * 10000),
    "not-sqlite": lambda path: open(path, "wb").write(b"PK\x03\x04" + b"z" * 5000),
    "one-png": lambda path: open(path, "wb").write(png("one", (240, 60, 180))),  # no MBTiles: for a server that has the same tile everywhere
    "empty": lambda path: open(path, "wb").close(),
    "head-only": lambda path: open(path, "wb").write(b"SQLite format 3\0" + b"\xff" * 3000),
}

if __name__ == "__main__":
    for kind, where in zip(sys.argv[1::2], sys.argv[2::2]):
        KINDS[kind](where)
