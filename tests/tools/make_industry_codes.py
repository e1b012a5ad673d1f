# SPDX-License-Identifier: Apache-2.0
"""Writes include/industria/detail/industry_codes.inc from the lists of codes in tests/oracle/data.

Run by hand when a list changes: python3 tests/tools/make_industry_codes.py
"""

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "oracle" / "data"
OUT = ROOT / "include" / "industria" / "detail" / "industry_codes.inc"

HEAD = """\
// SPDX-License-Identifier: Apache-2.0
// Codes of industry, sections B to E; only model_industry_codes.ipp includes this. Sections and divisions: VSIC 2018 (Decision
// 27/2018/QD-TTg) and ISIC Rev.4, the same in both. Classes: VSIC 2025 (Decision 36/2025/QD-TTg).
// Rows: code, level, section, parent, Vietnamese name, English name. Written by tests/tools/make_industry_codes.py.
"""


def rows(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def quoted(*words):
    return ", ".join('"' + word.replace('"', '\\"') + '"' for word in words)


def main():
    lines = []
    for row in rows("vsic2018_B_E.csv"):
        parent = row["section"] if row["level"] == "2" else ""
        lines.append((row["code"], row["level"], row["section"], parent, row["name_vi"], row["name_en"]))
    for row in rows("vsic2025_B_E_level4.csv"):
        lines.append((row["code"], "4", row["section"], row["division"], row["name_vi"], ""))
    # A section comes before its divisions, a division before its classes.
    lines.sort(key=lambda line: (line[2], line[1] != "1", line[0][:2], line[0]))
    with open(OUT, "w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        for code, level, *words in lines:
            file.write(f"{{{quoted(code)}, {level}, {quoted(*words)}}},\n")


main()
