# SPDX-License-Identifier: Apache-2.0
"""Writes the Unicode tables of base/utf8.hpp from Python's unicodedata, and the cases that test them.

Run from the root of the repository: python3 tests/tools/make_latin_compositions.py
Writes include/industria/detail/latin_compositions.inc, combining_classes.inc, lower_case.inc and
tests/cases/nfc_latin.csv. Only the Python standard library is needed; the result depends on its Unicode version.
"""

import pathlib
import random
import unicodedata as u

ROOT = pathlib.Path(__file__).resolve().parents[2]
DETAIL = ROOT / "include/industria/detail"
MARK_BLOCKS = [(0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)]


def header(subject):
    return (
        "// SPDX-License-Identifier: Apache-2.0\n"
        f"// {subject}\n"
        f"// Written by tests/tools/make_latin_compositions.py from Unicode {u.unidata_version}; only base_utf8.ipp includes this.\n"
    )


def write(name, subject, rows):
    (DETAIL / name).write_text(header(subject) + "\n".join(rows) + "\n", encoding="utf-8")


def compositions():
    """(composed, first, second) one step deep; second 0 for a letter that only decomposes into another."""
    for code in range(0x80, 0x30000):
        parts = u.decomposition(chr(code))
        if not parts or parts.startswith("<"):
            continue
        codes = [int(p, 16) for p in parts.split()]
        base = u.normalize("NFD", chr(code))[0]
        is_latin = u.name(base, "").startswith("LATIN")
        is_mark = any(a <= code <= b for a, b in MARK_BLOCKS)
        if not (is_latin or is_mark):
            continue
        if is_latin and len(codes) == 2:
            assert u.normalize("NFC", chr(code)) == chr(code), hex(code)  # no composition exclusions among Latin letters
        yield code, codes[0], codes[1] if len(codes) == 2 else 0


def runs(pairs, same):
    """Joins neighbours: pairs of (code, value) to (first, last, value)."""
    out = []
    for code, value in pairs:
        if out and same(out[-1], code, value):
            out[-1][1] = code
        else:
            out.append([code, code, value])
    return out


def main():
    table = list(compositions())
    write(
        "latin_compositions.inc",
        "{letter, first part, second part}, by letter; second part 0: the letter is only another way to write the first part.",
        [f"{{0x{a:04X}, 0x{b:04X}, 0x{c:04X}}}," for a, b, c in table],
    )
    marks = [(c, u.combining(chr(c))) for a, b in MARK_BLOCKS for c in range(a, b + 1) if u.combining(chr(c))]
    write(
        "combining_classes.inc",
        "{first mark, last mark, canonical combining class}, by mark.",
        [f"{{0x{a:04X}, 0x{b:04X}, {v}}}," for a, b, v in runs(marks, lambda r, c, v: c == r[1] + 1 and v == r[2])],
    )
    lower = []
    for code in range(0x80, 0x30000):
        name = u.name(chr(code), "")
        small = "i" if code == 0x130 else chr(code).lower()
        if name.startswith(("LATIN", "GREEK", "CYRILLIC", "OHM", "KELVIN", "ANGSTROM")) and len(small) == 1 and ord(small) != code:
            lower.append((code, ord(small) - code))
    dense = runs(lower, lambda r, c, v: v == r[2] and (c == r[1] + 1 or (v == 1 and c == r[1] + 2)))
    write(
        "lower_case.inc",
        "{first capital, last capital, distance to the small letter}, by capital; distance 1: every second letter is a capital.",
        [f"{{0x{a:04X}, 0x{b:04X}, {v}}}," for a, b, v in dense],
    )

    rng = random.Random(20211231)
    letters = [chr(c) for c, _, second in table if second and not 0x300 <= c <= 0x36F]
    combining = [chr(c) for c, _ in marks]
    tones = ["\u0300", "\u0301", "\u0303", "\u0306", "\u0309", "\u0302", "\u031b", "\u0323"]
    lines = ["input,nfc,lower"]

    def case(text):
        nfc = u.normalize("NFC", text)
        small = u.normalize("NFC", "".join("i" if c == "\u0130" else c.lower() for c in nfc))
        lines.append(",".join(" ".join(f"{ord(c):04X}" for c in t) for t in (text, nfc, small)))

    for letter in letters:
        case(u.normalize("NFD", letter))
    for _ in range(1500):
        case("".join(rng.choice("aAeEiIoOuUyYdD") + "".join(rng.choices(tones, k=rng.randrange(4))) for _ in range(3)))
    for _ in range(1500):
        case("".join(rng.choice(letters) + "".join(rng.choices(combining, k=rng.randrange(4))) for _ in range(2)))
    (ROOT / "tests/cases/nfc_latin.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
