# SPDX-License-Identifier: Apache-2.0
"""Writes include/industria/detail/viet_nam_provinces.inc from the lists of provinces in tests/oracle/data.

Run by hand when a list changes: python3 tests/tools/make_viet_nam_provinces.py
"""

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "oracle" / "data"
OUT = ROOT / "include" / "industria" / "detail" / "viet_nam_provinces.inc"

HEAD = """\
// SPDX-License-Identifier: Apache-2.0
// The provinces of Viet Nam until 2025-06-30 (63) and since 2025-07-01 (34); only model_place.ipp includes this.
// Sources: Decision 124/2004/QD-TTg as amended (63 codes); Resolution 202/2025/QH15 and Decision 19/2025/QD-TTg (34).
// Rows: list, code, name, name in English yearbooks, city under central government, valid from, other names by "|",
// codes of the provinces whose territory it took over. Written by tests/tools/make_viet_nam_provinces.py.
"""

# Other names in use, beside what name_key already makes equal.
ALIASES = {
    "Hà Nội": "Hanoi",
    "Hồ Chí Minh": "Ho Chi Minh City|HCMC|TPHCM|TP.HCM|TP HCM|Sài Gòn",
    "Hải Phòng": "Haiphong",
    "Đà Nẵng": "Danang",
    "Thừa Thiên Huế": "Huế|Thành phố Huế|Thừa Thiên - Huế|TT Huế|TT-Huế|Hue",
    "Bà Rịa - Vũng Tàu": "Bà Rịa Vũng Tàu|BR-VT|Vũng Tàu - Côn Đảo",
    "Bắc Kạn": "Bắc Cạn",
    "Kon Tum": "Kontum",
    "Đắk Lắk": "Đắc Lắc|Đăk Lăk|Đak Lak|Daklak|Dak Lak",
    "Đắk Nông": "Đắc Nông|Đăk Nông|Đak Nông",
    "Quảng Ninh": "Q.Ninh",
}


def rows(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def quoted(text):
    return '"' + text + '"'


def date(text):
    return "{" + ", ".join(str(int(part)) for part in text.split("-")) + "}" if text else "{}"


def line(system, code, name, english, city, valid_from, predecessors):
    fields = [quoted(system), quoted(code), quoted(name), quoted(english), "true" if city else "false", date(valid_from),
              quoted(ALIASES.get(name, "")), quoted(predecessors)]
    return "{" + ", ".join(fields) + "},\n"


def main():
    old = rows("vn_provinces_63.csv")
    english = {row["name_vi"]: row["name_ascii"] for row in old} | {"Huế": "Hue"}
    text = HEAD
    for row in old:
        text += line("63", row["gso_code"], row["name_vi"], row["name_ascii"], row["type"] == "city", row["valid_from"], "")
    for row in rows("vn_provinces_34.csv"):
        text += line("34", row["code"], row["name_vi"], english[row["name_vi"]], row["kind"] == "Thành phố",
                     row["valid_from"], row["predecessor_codes"])
    OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
