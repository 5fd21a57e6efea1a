#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""dianweictl import schools: 10,000 rows with 37 bad ones in the encodings and separators of spreadsheets; what is in the folder is read with SQL.

The files are made with Python's codecs. DIANWEICTL names the program. The seed is printed.
"""
import csv
import io
import json
import os
import random
import shutil
import sqlite3
import subprocess
import tempfile

PROGRAM = os.environ["DIANWEICTL"]
FOLDER = tempfile.mkdtemp(prefix="dianwei-import-")
SEED = random.randrange(1 << 30)
HEADINGS = ["备注", "学校名称", "区域", "地址", "联系人", "联系电话", "建筑面积（㎡）", "类型", "供应商", "投运日期", "合同到期", "纬度", "经度", "坐标系", "校长邮箱"]
N_ROWS, N_BAD = 10000, 37
# A bad cell for a good one: column, what stands there, the word that the sentence must have.
FAULTS = [("联系电话", "问门卫", "联系电话"), ("联系电话", "123", "digits"), ("建筑面积（㎡）", "很大", "建筑面积"), ("建筑面积（㎡）", "-1", "square metres"), ("学校名称", "", "needs a name"),
          ("投运日期", "2025-02-30", "date"), ("合同到期", "明年", "合同到期"), ("纬度", "91", "纬度"), ("经度", "", "longitude"), ("坐标系", "百度", "GCJ-02"), ("纬度", "北纬三十九度", "decimal degrees"),
          ("学校名称", "校" * 101, "100 characters")]


def run(*arguments, code=0):
    done = subprocess.run([PROGRAM, "import", "schools", *arguments, "--json"], capture_output=True, text=True, timeout=300, env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"})
    assert done.returncode == code, f"{arguments}: exit {done.returncode}, expected {code}: {done.stderr}{done.stdout[-500:]}"
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def make_rows():
    rows = []
    for i in range(N_ROWS):
        region = ["塘沽", "汉沽", "大港", "开发区"][i % 4]
        rows.append(["", f"{region}第{i}小学", region, f"广州道{i}号，{i % 7}门", "钱秀英", f"022-652{i:05}", "12,500", "公办小学", "甲公司", "2025/3/1", "2027年12月31日", f"{39 + i / 1e5:.6f}", f"{117.6 + i / 1e5:.6f}", "WGS-84", "x"])
    return rows


def spoil(rows, lots):
    """Puts 37 faults into rows; returns line -> word. The heading is line 1."""
    bad = {}
    for number, i in enumerate(lots.sample(range(N_ROWS), N_BAD)):
        column, value, word = FAULTS[number % len(FAULTS)]
        rows[i][HEADINGS.index(column)] = value
        bad[i + 2] = word
    return bad


def write(name, rows, encoding, delimiter=",", headings=None):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([headings or HEADINGS, *rows])
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as file:
        file.write(text.getvalue().encode(encoding))
    return path


def ask(folder, question):
    db = sqlite3.connect(f"file:{folder}/station.db?mode=ro", uri=True)
    try:
        return db.execute(question).fetchall()
    finally:
        db.close()


def count_schools(folder):
    return ask(folder, "SELECT COUNT(*) FROM place WHERE kind = 'school'")[0][0]


def check_big_list():
    lots = random.Random(SEED)
    rows = make_rows()
    good = [list(row) for row in rows]
    bad = spoil(rows, lots)
    path = write("schools.csv", rows, "gb18030")
    folder = os.path.join(FOLDER, "big")

    # Nothing is changed, and every bad line is named.
    lines, errors = run(path, "--data-dir", folder, code=1)
    refused = {line["line"]: line["problems"] for line in lines if line["what"] == "refused"}
    assert set(refused) == set(bad), (set(refused) ^ set(bad))
    for number, word in bad.items():
        assert any(word in problem and f"Line {number}" in problem for problem in refused[number]), (number, word, refused[number])
    assert "37 lines are refused" in errors, errors
    assert count_schools(folder) == 0
    assert sorted(lines[-1].pop("new_regions")) == sorted(["塘沽", "汉沽", "大港", "开发区"])
    assert lines[-1] == {"what": "sum", "done": False, "encoding": "GB18030", "added": N_ROWS - N_BAD, "changed": 0, "same": 0, "refused": N_BAD, "ignored_columns": ["校长邮箱"]}, lines[-1]

    # With --dry-run neither, --skip-bad or not.
    run(path, "--data-dir", folder, "--dry-run", "--skip-bad", code=1)
    assert count_schools(folder) == 0

    # Without the bad ones all others are there, in four regions, with their facts and an audit line each.
    lines, _errors = run(path, "--data-dir", folder, "--skip-bad")
    assert lines[-1]["done"] and lines[-1]["added"] == N_ROWS - N_BAD, lines[-1]
    assert count_schools(folder) == N_ROWS - N_BAD
    names = {name for name, in ask(folder, "SELECT name FROM place WHERE kind = 'school'")}
    assert names == {row[1] for i, row in enumerate(good) if i + 2 not in bad}
    assert ask(folder, "SELECT COUNT(*) FROM place WHERE kind = 'region'")[0][0] == 4
    assert ask(folder, "SELECT COUNT(*) FROM place s JOIN place r ON s.parent_id = r.id WHERE s.kind = 'school' AND r.kind = 'region' AND s.name LIKE r.name || '%'")[0][0] == N_ROWS - N_BAD
    some = next(row for i, row in enumerate(good) if i + 2 not in bad)
    facts = json.loads(ask(folder, f"SELECT facts_json FROM place WHERE name = '{some[1]}'")[0][0])
    assert facts == {"address": some[3], "contact": "钱秀英", "phone": some[5], "area_m2": "12500", "org_type": "公办小学", "supplier": "甲公司", "commissioned": "2025-03-01", "contract_end": "2027-12-31",
                     "latitude": some[11], "longitude": some[12]}, facts
    assert ask(folder, "SELECT COUNT(*) FROM audit WHERE act = 'import-schools' AND object LIKE '%(place %)'")[0][0] == N_ROWS - N_BAD + 4
    verdict = json.loads(subprocess.run([PROGRAM, "audit", "verify", "--data-dir", folder, "--json"], capture_output=True, text=True, check=True).stdout)
    assert verdict["ok"], verdict

    # A second import changes nothing.
    before = ask(folder, "SELECT COUNT(*) FROM audit"), ask(folder, "SELECT * FROM place ORDER BY id")
    lines, _errors = run(path, "--data-dir", folder, "--skip-bad")
    assert [line["what"] for line in lines if line["what"] != "refused"] == ["sum"], lines[-3:]
    assert lines[-1]["same"] == N_ROWS - N_BAD and lines[-1]["added"] == lines[-1]["changed"] == 0, lines[-1]
    assert (ask(folder, "SELECT COUNT(*) FROM audit"), ask(folder, "SELECT * FROM place ORDER BY id")) == before

    # The list without faults brings the 37 that were left out, and what differs.
    good[5][HEADINGS.index("联系人")] = "孙建国"
    was_bad = 7 in bad
    lines, _errors = run(write("good.csv", good, "gb18030"), "--data-dir", folder)
    assert lines[-1]["added"] == N_BAD and lines[-1]["changed"] == (0 if was_bad else 1) and lines[-1]["refused"] == 0, lines[-1]
    assert count_schools(folder) == N_ROWS


def check_shapes():
    """The same three schools in every encoding and separator, columns in another order."""
    headings = ["电话", "学校", "地址"]
    rows = [["022-65200001", "甲校", "a,b;c"], ["022-65200002", "乙校", "说“一”"], ["", "丙校", "第一行\n第二行"]]
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312"):
        for delimiter in ",;\t":
            folder = os.path.join(FOLDER, f"shape-{encoding}-{ord(delimiter)}")
            lines, _errors = run(write("shape.csv", rows, encoding, delimiter, headings), "--data-dir", folder)
            assert lines[-1]["added"] == 3, lines
            found = [(name, json.loads(facts)) for name, facts in ask(folder, "SELECT name, facts_json FROM place ORDER BY id")]
            assert found == [("甲校", {"phone": "022-65200001", "address": "a,b;c"}), ("乙校", {"phone": "022-65200002", "address": "说“一”"}), ("丙校", {"address": "第一行 第二行"})], found


def check_refused_files():
    folder = os.path.join(FOLDER, "refused")
    for text, word in ((b"", "no line below"), (b"\xd1\xa7\xd0\xa3\r\n", "no line below"), (b"\xb5\xe7\xbb\xb0,\xb5\xd8\xd6\xb7\r\n1,2\r\n", "no column is headed"), ("学校,电话,联系电话\n甲,1,2\n".encode(), "mean the same"),
                       ("学校,电话\n甲,\"1\n".encode(), "Line 2"), (b"PK\x03\x04xx", "XLSX"), ("学校\n甲\n".encode("utf-16"), "UTF-16"), (b"a\xff\xff\n", "neither")):
        path = os.path.join(FOLDER, "refused.csv")
        with open(path, "wb") as file:
            file.write(text)
        lines, errors = run(path, "--data-dir", folder, code=1)
        assert not lines and word in errors, (text, errors)
    assert ask(folder, "SELECT COUNT(*) FROM place")[0][0] == 0
    assert "No such file" in run(os.path.join(FOLDER, "none.csv"), "--data-dir", folder, code=1)[1]
    assert subprocess.run([PROGRAM, "import", "people", "x"], capture_output=True).returncode == 2


print(f"seed {SEED}")
try:
    check_big_list()
    check_shapes()
    check_refused_files()
finally:
    shutil.rmtree(FOLDER)
print("ok")
