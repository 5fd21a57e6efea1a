#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""make-district.py SCHOOL.json [--check] DISTRICT.json - writes the demonstration's district from the scenario of its lead school.

The two schools of SCHOOL.json that have detectors are taken over as they are; each of the others gets a gateway and the boxes that a school of its kind
has. Everything comes from one seed, so equal input gives equal bytes. --check compares instead of writing.
"""

import json
import random
import sys

SEED = 20261
PERIOD_MS = 5000
LEAD_PERIOD_MS = 2000
LEAD = "sy1"
LEAD_PAST_PERIOD_S = 60

SIGNALS = {"commands": {"reset": {"enabled": True, "function": 6, "address": 4160, "words": [1]},
                        "silence": {"enabled": True, "function": 6, "address": 4161, "words": [1]}}}
LABELS = {"di_1": "断路器位置", "do_1": "声光报警", "temperature_1": "A 相电缆", "temperature_2": "B 相电缆", "temperature_3": "C 相电缆", "temperature_4": "箱内"}

# A box: key, name, building, where, level of the limits (mA), rated A, load, A at the top of its curve for 10,000 m², natural residual current (mA), power factor.
BOXES = {
    "jx": ("1AL1", "1AL1 一层末端箱", "教学楼", "教学楼 一层", 300, 63, "lighting", 24, (40, 90), 0.96),
    "jx2": ("2AL1", "2AL1 二层末端箱", "教学楼", "教学楼 二层", 300, 63, "sockets", 26, (45, 95), 0.96),
    "jx3": ("3AL1", "3AL1 三层末端箱", "教学楼", "教学楼 三层", 300, 63, "sockets", 25, (40, 85), 0.96),
    "jx4": ("4AL1", "4AL1 四层末端箱", "教学楼", "教学楼 四层", 300, 63, "aircon", 28, (40, 80), 0.9),
    "hd": ("1AL1", "1AL1 活动楼一层箱", "活动楼", "活动楼 一层", 300, 63, "lighting", 30, (25, 60), 0.96),
    "st": ("ST-AP1", "ST-AP1 食堂动力箱", "食堂", "食堂 后厨", 400, 160, "kitchen", 66, (80, 130), 0.9),
    "cf": ("CF-AP", "CF-AP 厨房动力箱", "厨房", "厨房", 300, 63, "kitchen", 40, (45, 95), 0.9),
    "zh": ("ZH-AL", "ZH-AL 综合楼办公箱", "综合楼", "综合楼 二层", 300, 63, "office", 24, (35, 75), 0.95),
    "sy": ("SY-AL", "SY-AL 实验楼箱", "实验楼", "实验楼 一层", 300, 100, "sockets", 34, (50, 100), 0.95),
    "ty": ("TY-AL", "TY-AL 体育馆总箱", "体育馆", "体育馆 一层", 400, 100, "gym", 34, (70, 120), 0.95),
    "ss": ("SS-AP", "SS-AP 宿舍楼总箱", "宿舍楼", "宿舍楼 一层配电间", 400, 160, "corridor", 60, (90, 140), 0.96),
    "sx": ("SX-AP", "SX-AP 实训楼动力箱", "实训楼", "实训楼 一层", 400, 160, "sockets", 70, (90, 140), 0.88),
}
# A breaker: key, name, building, where, load, A, natural residual current (mA).
BREAKERS = {
    "dn": ("DN-W1", "DN-W1 计算机教室插座", "综合楼", "计算机教室", "computers", 14, (6, 11)),
    "lk": ("LK-W1", "LK-W1 冷库", "食堂", "食堂 冷库", "cold-store", 15, (5, 9)),
    "kt": ("KT-W1", "KT-W1 多功能厅空调", "综合楼", "多功能厅", "aircon", 18, (5, 9)),
    "cc": ("CC-W1", "CC-W1 操场照明", "操场", "操场 看台下", "corridor", 10, (8, 13)),
    "ws": ("WS-W1", "WS-W1 卧室空调", "活动楼", "活动楼 二层卧室", "aircon", 15, (4, 8)),
}
# Incoming box and meter come first in each; "+" marks breakers.
KINDS = {
    "幼儿园": ("kindergarten", "chint-dtsu666", [["hd", "cf"], ["hd", "+ws"]]),
    "小学": ("primary", "chint-dtsu666", [["jx", "jx2", "st", "+dn"], ["jx", "jx2", "st", "+dn"], ["jx", "jx2", "jx3", "st", "+dn"], ["jx", "jx2", "zh", "st"], ["jx", "jx2", "jx3", "st", "zh", "+dn"], ["jx", "jx2", "st", "+dn"], ["jx", "jx2", "zh", "st"]]),
    "中学": ("middle", "acrel-adl400", [["jx", "jx2", "jx3", "jx4", "sy", "st", "+lk", "+dn"], ["jx", "jx2", "jx3", "sy", "ty", "st", "ss", "+kt"]]),
    "九年一贯制": ("middle", "acrel-adl400", [["jx", "jx2", "jx3", "jx4", "zh", "st", "ty", "+dn"]]),
    "职业学校": ("middle", "acrel-adl400", [["jx", "jx2", "sx", "ss", "st", "+lk", "+dn", "+cc"]]),
}
INCOMING_A = {"kindergarten": 200, "primary": 315, "middle": 500}


def arcm(rand, key, name, gateway, unit, rated, limit, load, load_a, baseline, factor, fed_by):
    settings = dict(SIGNALS)
    world = {"reset_register": 4160, "silence_register": 4161, "limits": [limit, 70, 70, 70, 70], "load": load, "load_a": load_a, "balance": balance(rand),
             "baseline_ma": baseline, "leak_phase": rand.choice("ABC"), "power_factor": factor, "energy_kwh": round(rand.uniform(18000, 90000), 1)}
    if rated > 63:
        settings = {"settings": {"current_scale": "0.01"}, **SIGNALS}
        world["ct_ratio"] = 10
    if fed_by:
        world["fed_by"] = fed_by
    device = {"key": key, "name": name, "profile": "acrel-arcm300t", "gateway": gateway, "unit": unit, "rated_a": rated, "switch": key.split("-", 1)[1] + "-QF0",
              "settings": settings, "labels": LABELS}
    if limit != 300:
        device["limits"] = {"residual_current": {"high_warning": limit * 4 // 5, "high_alarm": limit}}
    device["world"] = world
    return device


def breaker(rand, key, name, gateway, unit, load, load_a, baseline, fed_by):
    return {"key": key, "name": name, "profile": "lingxun-lx47le-125", "gateway": gateway, "unit": unit, "rated_a": 32, "switch": key.split("-", 1)[1],
            "world": {"limits": [280, 160, 3200, 30, 80, 24000], "load": load, "load_a": load_a, "balance": balance(rand), "baseline_ma": baseline,
                      "leak_phase": rand.choice("ABC"), "fed_by": fed_by, "energy_kwh": round(rand.uniform(6000, 24000), 3)}}


def balance(rand):
    return [round(rand.uniform(0.9, 1.1), 2) for _ in "ABC"]


def incoming(rand, prefix, gateway, kind, meter):
    key = prefix + "-1AA1"
    rated = INCOMING_A[kind]
    box = arcm(rand, key, "1AA1 进线柜", gateway, 1, rated, 500, "constant", 3, rand.randint(30, 60), 0.96, None)
    energy = box["world"]["energy_kwh"] * 6
    box["world"]["energy_kwh"] = round(energy, 1)
    return [box, {"key": prefix + "-PM", "name": "总电能表", "profile": meter, "gateway": gateway, "unit": 2, "rated_a": rated, "world": {"energy_kwh": round(energy, 1)}}]


def place(prefix, name, where, device):
    return {"key": device["key"], "kind": "circuit" if device["profile"].startswith("lingxun") else "box", "name": name, "facts": {"address": where}, "devices": [device]}


def equip(rand, school, number, gateway, variant):
    """Buildings with boxes for one school."""
    prefix = f"s{number:02d}"
    word = school["facts"]["org_type"].split(" · ")[0]
    kind, meter, variants = KINDS[word]
    scale = min(max(float(school["facts"]["area_m2"]) / 10000, 0.6), 1.3) * (0.75 if kind == "kindergarten" else 1)
    head = incoming(rand, prefix, gateway, kind, meter)
    buildings = {"变配电室": [{"key": head[0]["key"], "kind": "box", "name": head[0]["name"], "facts": {"address": "变配电室"}, "devices": head}]}
    for unit, code in enumerate(variants[variant % len(variants)], start=3):
        if code[0] == "+":
            key, name, building, where, load, load_a, baseline = BREAKERS[code[1:]]
            device = breaker(rand, f"{prefix}-{key}", name, gateway, unit, load, round(load_a * scale, 1), rand.randint(*baseline), prefix + "-PM")
        else:
            key, name, building, where, limit, rated, load, load_a, baseline, factor = BOXES[code]
            device = arcm(rand, f"{prefix}-{key}", name, gateway, unit, rated, limit, load, round(load_a * scale, 1), rand.randint(*baseline), factor, prefix + "-PM")
        buildings.setdefault(building, []).append(place(prefix, name, where, device))
    school["world"] = {"school": kind}
    school["children"] = [{"key": f"{prefix}-b{i}", "kind": "building", "name": name, "children": boxes} for i, (name, boxes) in enumerate(buildings.items())]


def complete_facts(rand, facts):
    year = rand.randint(2019, 2024)
    facts["supplier"] = "供应商 " + rand.choice("ABC")
    facts["commissioned"] = f"{year}-{rand.randint(3, 11):02d}-{rand.randint(1, 28):02d}"
    facts["contract_end"] = f"{year + 8}{facts['commissioned'][4:]}"
    facts["emergency_phone"] = "022-0000-0119"


def make_gateway(rand, name, school):
    rtu = rand.random() < 0.25
    return {"name": name, "kind": "modbus-rtu-tcp" if rtu else "modbus-tcp", "place": school["key"], "port": 0, "delay_ms": rand.randint(8, 20) if rtu else rand.randint(3, 9), "period_ms": PERIOD_MS}


# What happens in the district beside the story of the lead school: little, and of each kind one. The first three hold until somebody clears them.
SCRIPT = [
    {"at_s": 2, "fault": "gateway-silent", "device": "GW-43", "value": 1},
    {"at_s": 2, "fault": "slow-answers", "device": "GW-33", "value": 420},
    {"at_s": 5, "fault": "probe-absent", "device": "s10-SY-AL", "value": 2},
    {"at_s": 50, "fault": "leakage-drift", "device": "s23-2AL1", "value": 195, "over_s": 60, "for_s": 1500},
    {"at_s": 120, "fault": "device-silent", "device": "s06-2AL1", "for_s": 900},
    {"at_s": 240, "fault": "loose-joint", "device": "s34-ST-AP1", "value": 5, "phase": "B", "for_s": 1800},
    {"at_s": 480, "fault": "overload", "device": "s28-CF-AP", "value": 108, "for_s": 240},
]
PAST = [
    {"days_ago": 1, "at": "11:10", "fault": "overload", "device": "s13-ST-AP1", "value": 92, "for_s": 2400},
    {"days_ago": 3, "at": "09:00", "fault": "gateway-silent", "device": "GW-22", "for_s": 18900},
    {"days_ago": 4, "at": "06:30", "fault": "leakage-drift", "device": "s29-SY-AL", "value": 180, "over_s": 3600, "for_s": 10800},
    {"days_ago": 7, "at": "22:15", "fault": "device-silent", "device": "s15-CF-AP", "for_s": 41400},
    {"days_ago": 9, "at": "15:30", "replace": "s12-PM", "reading": 254871.3},
    {"days_ago": 12, "at": "13:00", "fault": "breaker-trip", "device": "s20-1AA1", "value": 2, "for_s": 5400},
    {"days_ago": 16, "at": "10:20", "fault": "loose-joint", "device": "s01-ST-AP1", "value": 5, "phase": "C", "for_s": 14400},
    {"days_ago": 21, "at": "17:00", "fault": "gateway-silent", "device": "GW-46", "for_s": 54000},
]
# A month of what is usual besides: many small leaks, some joints and kitchens that run warm, boxes and gateways that do not answer. More of it where a school is old.
USUAL = {"leakage-drift": 28, "loose-joint": 12, "overload": 4, "device-silent": 10, "gateway-silent": 4}
USUAL_DAYS = 28
REPLACED = {"s12-PM": 3120.4}  # what the new meter has counted since


def set_replaced(places):
    for entry in places:
        for device in entry.get("devices", []):
            if device["key"] in REPLACED:
                device["world"]["energy_kwh"] = REPLACED[device["key"]]
        set_replaced(entry.get("children", []))


def list_devices(places):
    for entry in places:
        yield from entry.get("devices", [])
        yield from list_devices(entry.get("children", []))


def choose_leak(rand, box):
    """Most come to the warning (80 % of the limit), some beyond the limit."""
    limit = box["world"]["limits"][0]
    share = rand.uniform(0.84, 0.97) if rand.random() < 0.7 else rand.uniform(1.03, 1.25)
    over_s = rand.randrange(1800, 5400, 300)
    return {"device": box["key"], "value": round(limit * share - box["world"]["baseline_ma"]), "over_s": over_s, "for_s": over_s + rand.randrange(2700, 9000, 300)}


def choose_joint(rand, box):
    return {"device": box["key"], "value": rand.randint(5, 8), "phase": rand.choice("ABC"), "for_s": rand.randrange(10800, 21600, 900)}


def choose_overload(rand, box):
    return {"device": box["key"], "value": rand.randint(92, 116), "for_s": rand.randrange(2700, 5400, 300)}


def choose_silence(rand, box):
    return {"device": box["key"], "for_s": rand.randrange(5400, 32400, 900)}


def choose_mute_gateway(rand, box):
    return {"device": box["gateway"], "for_s": rand.randrange(5400, 21600, 900)}


# The hours in which each begins, and who can have it.
CHOICES = {
    "leakage-drift": (choose_leak, (5, 19), ""),
    "loose-joint": (choose_joint, (8, 10), "-ST-AP1"),
    "overload": (choose_overload, (10, 14), "AP"),
    "device-silent": (choose_silence, (0, 23), ""),
    "gateway-silent": (choose_mute_gateway, (0, 23), ""),
}


def make_usual_past(places):
    """Once for each device and gateway, of one seed of its own, so that the schools stay as they are."""
    rand = random.Random(SEED + 1)
    boxes = [d for d in list_devices(places) if d["profile"] == "acrel-arcm300t" and d["key"].startswith("s") and "-1AA1" not in d["key"]]
    age = {key: rand.paretovariate(1.2) for key in sorted({box["key"].split("-")[0] for box in boxes})}
    taken = {entry["device"] for entry in PAST if "device" in entry}
    past = []
    for fault, number in USUAL.items():
        choose, hours, suffix = CHOICES[fault]
        free = [box for box in boxes if suffix in box["key"]]
        for _ in range(number):
            free = [box for box in free if box["key"] not in taken and (fault != "gateway-silent" or box["gateway"] not in taken)]
            box = rand.choices(free, [age[box["key"].split("-")[0]] for box in free])[0]
            entry = choose(rand, box)
            taken.add(entry["device"])
            at = f"{rand.randint(*hours):02d}:{rand.randrange(0, 60, 5):02d}"
            past.append({"days_ago": rand.randint(1, USUAL_DAYS), "at": at, "fault": fault, **entry})
    return sorted(past, key=lambda entry: entry["days_ago"])


def make(school_file):
    with open(school_file, encoding="utf-8") as file:
        district = json.load(file)
    rand = random.Random(SEED)
    district["title"] = "天津滨海新区：塘沽、汉沽、大港的四十二所学校"
    for gateway in district["gateways"]:
        gateway["period_ms"] = LEAD_PERIOD_MS
    variants = {}
    number = 0
    for region in district["places"][0]["children"]:
        for school in region["children"]:
            if school["key"] == LEAD:
                school["world"]["past_period_s"] = LEAD_PAST_PERIOD_S
            if school.get("children"):
                continue
            number += 1
            word = school["facts"]["org_type"].split(" · ")[0]
            variant = variants.get(word, 0)
            variants[word] = variant + 1
            name = f"GW-{11 + number}"
            district["gateways"].append(make_gateway(rand, name, school))
            complete_facts(rand, school["facts"])
            equip(rand, school, number, name, variant)
    set_replaced(district["places"])
    district["script"] = sorted(district["script"] + SCRIPT, key=lambda entry: entry["at_s"])
    district["past"] += PAST + make_usual_past(district["places"])
    return district


def dump(value, indent=0):
    """A line for what has no lists of objects in it, so that a device is one line."""
    flat = json.dumps(value, ensure_ascii=False)
    pad = " " * indent
    if isinstance(value, dict) and any(isinstance(item, list) and item and isinstance(item[0], dict) for item in value.values()):
        lines = [f"{pad}  {json.dumps(key)}: {dump(item, indent + 2)}" for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{pad}}}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"{pad}  {dump(item, indent + 2)}" for item in value) + f"\n{pad}]"
    return flat


def main(arguments):
    check = "--check" in arguments
    source, target = [argument for argument in arguments if argument != "--check"]
    text = dump(make(source)) + "\n"
    if not check:
        with open(target, "w", encoding="utf-8") as file:
            file.write(text)
        return 0
    with open(target, encoding="utf-8") as file:
        same = file.read() == text
    if not same:
        print(f"{target} is not what {sys.argv[0]} makes of {source}: run it again")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
