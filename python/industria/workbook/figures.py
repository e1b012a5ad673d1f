# SPDX-License-Identifier: Apache-2.0
"""The figure in one cell: numbers in either style, percent cells, missing marks, provisional marks, and what is none of these."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

import industria
from industria import _core

from .grid import Grid, plain
from .layout import is_missing
from .problems import issue

_MARK = re.compile(r"^(prel\.?|sơ bộ|sb|ước(?: tính| đạt| thực hiện)?|ưth|est\.?)\s*:?\s*(?=[\d-])|\s*\(?(prel\.?|sơ bộ|sb|ước(?: tính)?|est\.?|\*)\)?$", re.IGNORECASE)
_ESTIMATED = re.compile("ước|ưth|est", re.IGNORECASE)


class Figure(NamedTuple):
    text: str  # decimal point
    percent: bool  # the cell itself says %
    status: str  # "provisional" or "estimate" if the cell says so


def style_of(grid: Grid, rows: range, columns: list[int], given: str) -> str:
    """How the texts of a table write their numbers: as declared, else as they show; a text file without any sign: decimal point."""
    if given != "undeclared":
        return given
    texts = [grid.text(r, c) for r in rows for c in columns if isinstance(grid.at(r, c), str) and not is_missing(grid.text(r, c))]
    found = _core.infer_number_style([text for text in (_MARK.sub("", text).strip() for text in texts) if text])
    return "decimal_point" if found == "undeclared" and grid.delimited else found


def read(grid: Grid, r: int, c: int, style: str) -> Figure | industria.Issue | None:
    """The figure of a cell; None if there is none; an issue if nobody can tell."""
    place, at = grid.place(r, c), (r, c)
    if (shown := grid.notes.errors.get(at)) is not None:
        return issue("warning", "workbook.error_cell", place, shown)
    if at in grid.notes.without_result:
        return issue("warning", "workbook.no_result", place)
    text = grid.text(r, c)
    if is_missing(text):
        return None
    if grid.is_number(r, c):
        if text in ("inf", "-inf", "nan"):
            return issue("error", "workbook.not_a_number", place, text)
        return Figure(text.removesuffix("%"), text.endswith("%"), "")
    mark = _MARK.search(text)
    number = _MARK.sub("", text).strip()
    status = "" if mark is None else "estimate" if _ESTIMATED.search(mark.group(0)) else "provisional"
    if not re.search(r"\d", number):
        return None if mark is not None else issue("error", "workbook.not_a_number", place, text)
    value = _core.read_number_cell(number, style)
    if value is None:
        both = style == "undeclared" and all(_core.read_number_cell(number, s) is not None for s in ("decimal_comma", "decimal_point"))
        return issue("error", "workbook.ambiguous_number" if both else "workbook.not_a_number", place, text)
    return Figure(plain(Decimal(repr(value[0]))), value[1], status)
