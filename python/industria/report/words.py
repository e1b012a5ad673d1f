# SPDX-License-Identifier: Apache-2.0
"""Figures, periods and dates as words of one language. Every text comes from the catalogue."""

from __future__ import annotations

import datetime
import math
import unicodedata

import industria

_SHOWN_AS_CODE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(text: str) -> str:
    """Control, format and bidirectional characters as [U+202E]: kept, but without effect; line ends become spaces."""
    text = str(text).replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    if text.isprintable():
        return text
    return "".join(f"[U+{ord(c):04X}]" if unicodedata.category(c) in _SHOWN_AS_CODE or ord(c) & 0xFFFE == 0xFFFE else c
                   for c in text)


def sort_key(name: str) -> tuple[str, str]:
    """Alphabetical without regard to marks, then with them: the same order on every machine."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c)), name


def is_missing(x: float | None) -> bool:
    return x is None or math.isnan(x)


class Words:
    """The catalogue and the number formats in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, **args: object) -> str:
        """The text of `report.<key>`."""
        return industria.text("report." + key, self.lang, **{k: str(v) for k, v in args.items()})

    def other(self, key: str, **args: object) -> str:
        """The text of a key outside the report's own."""
        return industria.text(key, self.lang, **{k: str(v) for k, v in args.items()})

    # --- numbers -----------------------------------------------------------------------------------------
    def number(self, x: float, decimals: int = 0) -> str:
        return industria.format_number(x, decimals, self.lang, trim_zeros=True)

    def fixed(self, x: float, decimals: int) -> str:
        """With all its decimals, for labels that stand beside each other."""
        return industria.format_number(x, decimals, self.lang)

    def rounded(self, x: float, digits: int = 3) -> str:
        """Rounded to `digits` significant digits, whole digits too: 44.853 -> 44.900."""
        if x == 0 or is_missing(x) or math.isinf(x):
            return self.number(x)
        decimals = digits - 1 - math.floor(math.log10(abs(x)))
        if decimals > 15:  # what is left over of a calculation with zeros
            return self.number(0.0)
        return self.number(round(x, decimals), max(decimals, 0))

    def significant(self, x: float, digits: int = 9) -> str:
        return industria.format_significant(x, digits, self.lang)

    def percent(self, ratio: float, decimals: int = 2) -> str:
        return self.number(ratio * 100, decimals) + "%"

    def with_unit(self, number: str, unit) -> str:
        symbol = unit.text(self.lang)
        if symbol in ("", "1"):
            return number
        return number + symbol if symbol.startswith("%") else f"{number} {symbol}"

    def level(self, x: float, unit) -> str:
        """A level as computed: whole units where that is precise enough."""
        return self.with_unit(industria.format_significant(x, 4, self.lang), unit)

    def gap(self, x: float, unit) -> str:
        """The size of a difference, to three digits: 185,6 -> 186; of rates in percentage points."""
        size = industria.format_significant(abs(x), 3, self.lang)
        return self.other("para.points", size=size) if unit.text(self.lang) == "%" else self.with_unit(size, unit)

    def range(self, bounds, unit=None) -> str:
        """A forecast interval, rounded: "41.000–48.900 tỷ đồng"."""
        text = f"{self.rounded(bounds.lo)}–{self.rounded(bounds.hi)}"
        return self.with_unit(text, unit) if unit is not None else text

    def bounds(self, bounds, show) -> str:
        """Bounds in words; `show` prints one end: "trên 46.000 và dưới 46.200"."""
        has_lo, has_hi = math.isfinite(bounds.lo), math.isfinite(bounds.hi)
        if has_lo and has_hi:
            if bounds.lo == bounds.hi:
                return show(bounds.lo)
            key = "bounds.between_open" if bounds.lo_open and bounds.hi_open else "bounds.between"
            return self(key, lo=show(bounds.lo), hi=show(bounds.hi))
        if has_lo:
            return self("bounds.above" if bounds.lo_open else "bounds.at_least", lo=show(bounds.lo))
        if has_hi:
            return self("bounds.below" if bounds.hi_open else "bounds.at_most", hi=show(bounds.hi))
        return self("bounds.none")

    def figure(self, figure) -> str:
        """A figure as the source states it, with its unit."""
        return figure.text(self.lang) if figure is not None else self("not_stated")

    # --- time --------------------------------------------------------------------------------------------
    def date(self, day: datetime.date | None) -> str:
        if day is None:
            return self("not_stated")
        month = self.other(f"date.month_short.{day.month}")
        return self.other("date.day", day=f"{day.day:02d}" if self.lang == "vi" else day.day, month=month, year=day.year)

    def period(self, period) -> str:
        return period.text(self.lang) if period is not None else self("not_stated")

    def span(self, span) -> str:
        return span.text(self.lang) if span is not None else self("not_stated")

    # --- names -------------------------------------------------------------------------------------------
    def name(self, row) -> str:
        """The name of a row in this language, else in Vietnamese, else its id."""
        if row is None:
            return ""
        vi = getattr(row, "name_vi", "") or getattr(row, "name", "")
        en = getattr(row, "name_en", "")
        return (en or vi if self.lang == "en" else vi or en) or row.id

    def name_of_sector(self, sector) -> str:
        vi, en = sector.name_vi, sector.name_en
        return (en or vi if self.lang == "en" else vi or en) or sector.code

    def basis(self, basis) -> str:
        """"giá: không nêu"; "–" for what is not money."""
        return basis.text(self.lang) if basis is not None and basis.kind != "none" else self("basis.none")

    def lower_first(self, text: str) -> str:
        """For the middle of a sentence; acronyms stay."""
        return text if text[1:2].isupper() else text[:1].lower() + text[1:]

    def caption(self, key: str, bases) -> str:
        """A caption with the price bases of the money below it behind: "... (giá: không nêu)."."""
        text, named = self(key), sorted({self.basis(basis) for basis in bases if basis.kind != "none"})
        return (self("with_note", text=text, note="; ".join(named)) if named else text) + "."

    def capital(self, text: str) -> str:
        """The first letter in upper case."""
        return text[:1].upper() + text[1:]
