#!/usr/bin/env python3
"""check-po.py SOURCE-ROOT - the Chinese translation is complete: every string of the sources has one, none is fuzzy or left over, formats agree

It also finds sentences that a format macro cuts off (the tools see only the part before it) and half-width punctuation beside Chinese.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
CUT_OFF = re.compile(r'_ \(\s*"(?:[^"\\]|\\.)*"\s*(?:G_G[A-Z0-9]+_(?:FORMAT|MODIFIER)|PRI[a-zA-Z0-9]+)')
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,:;?!()]|[,:;?!()][\u4e00-\u9fff]")

root = sys.argv[1]
os.chdir(root)
for tool in ("xgettext", "msgfmt"):
    if not shutil.which(tool):
        print(f"{tool} is not installed")
        sys.exit(SKIPPED)


def entries(text):
    """{(context, msgid): (msgstr list, fuzzy)} of a po text."""
    found = {}
    for block in re.split(r"\n\s*\n", text):
        if re.search(r"^#~", block, re.M):
            continue
        fields, current, fuzzy = {}, None, "#, fuzzy" in block or re.search(r"^#,.*fuzzy", block, re.M)
        for line in block.splitlines():
            match = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) "(.*)"$', line)
            if match:
                current = match.group(1)
                fields[current] = match.group(2)
            elif line.startswith('"') and current:
                fields[current] += line[1:-1]
        if fields.get("msgid"):
            strings = [v for k, v in fields.items() if k.startswith("msgstr")]
            found[(fields.get("msgctxt"), fields["msgid"])] = (strings, bool(fuzzy))
    return found


with tempfile.TemporaryDirectory() as folder:
    pot = os.path.join(folder, "x.pot")
    subprocess.run(["xgettext", "--from-code=UTF-8", "-f", "po/POTFILES", "-o", pot, "--package-name=dianwei",
                    "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dngettext:2,3",
                    "--keyword=ngettext:1,2", "--flag=g_strdup_printf:1:c-format"], check=True)
    wanted = entries(open(pot, encoding="utf-8").read()) if os.path.exists(pot) else {}
have = entries(open("po/zh_CN.po", encoding="utf-8").read())
problems = []
for key in wanted:
    strings, fuzzy = have.get(key, ([], False))
    if not strings or not all(strings):
        problems.append(f"not translated: {key[1]}")
    elif fuzzy:
        problems.append(f"fuzzy: {key[1]}")
problems += [f"left over: {key[1]}" for key in have if key not in wanted]
problems += [f"half-width punctuation: {text}" for strings, _ in have.values() for text in strings if HALF_WIDTH.search(text)]
for path in open("po/POTFILES", encoding="utf-8").read().split():
    cut = CUT_OFF.search(open(path, encoding="utf-8").read())
    if cut:
        problems.append(f"{path}: cut off by a macro: {cut.group(0)}")
check = subprocess.run(["msgfmt", "--check", "-o", os.devnull, "po/zh_CN.po"], capture_output=True, text=True)
if check.returncode:
    problems.append(check.stderr)
print("\n".join(problems))
print(f"{len(wanted)} strings, {len(problems)} problems")
sys.exit(1 if problems or not wanted else 0)
