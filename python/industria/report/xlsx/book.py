# SPDX-License-Identifier: Apache-2.0
"""The book: its sheets in order, what they share, and formulas once all addresses are known."""

from __future__ import annotations

import dataclasses
import datetime
import io
import string

import xlsxwriter  # type: ignore[import-untyped]

from ..document import Document, Drawing, Paragraph, Part
from ..words import Words
from .cells import FONT
from .charts import ChartData
from .sheet import Sheet


def render(document: Document) -> bytes:
    """The workbook as bytes; the same document gives the same bytes."""
    return Book(document).bytes()


class Book:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = Words(document.lang)
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": 12}})
        self._book.set_properties({"title": document.title, "comments": " ".join(document.footer),
                                   "created": datetime.datetime(2000, 1, 1)})
        self._formats: dict[tuple, object] = {}
        self._facts: dict[int, str] = {}  # where each entry of the evidence list stands
        self._known = set(document.facts)
        self._cells: dict[tuple[str, int, str], str] = {}  # (rows of which tables, which row, key of the column) -> address
        self._pending: list[tuple] = []  # figures with a formula, written once all addresses are known

    def bytes(self) -> bytes:
        """Lays the parts out sheet by sheet; the evidence first, so that links know where it stands."""
        sheets: dict[str, list[Part]] = {}
        for part in self._document.parts:
            texts = tuple(block for block in part.blocks if isinstance(block, Paragraph) and block.style == "body")
            if part.texts_sheet and texts:
                rest = tuple(block for block in part.blocks if block not in texts)
                sheets.setdefault(part.sheet, []).append(dataclasses.replace(part, blocks=rest))
                sheets.setdefault(part.texts_sheet, []).append(dataclasses.replace(part, blocks=texts))
            else:
                sheets.setdefault(part.sheet, []).append(part)
        made = {name: self._book.add_worksheet(name) for name in sheets}
        charts = self._words("out.sheet.charts")
        if any(isinstance(block, Drawing) for part in self._document.parts for block in part.blocks):
            self._data = ChartData(self, self._book.add_worksheet(charts), charts)
        for name in sorted(sheets, key=lambda name: sheets[name][0].key != "sources"):
            Sheet(self, made[name], name).fill(sheets[name])
        for sheet, row, column, number, style, place in self._pending:
            formula = self._live(number.live, place)
            if formula:
                sheet.write_formula(row, column, formula, style, number.value)
        self._book.close()
        return self._stream.getvalue()

    # --- what the sheets share -------------------------------------------------------------------------------
    def format(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": FONT, "font_size": 12, "valign": "top", **properties})
        return self._formats[key]

    @property
    def document(self) -> Document:
        return self._document

    @property
    def words(self) -> Words:
        return self._words

    @property
    def data(self) -> ChartData:
        return self._data

    def chart(self, options: dict):
        return self._book.add_chart(options)

    def place_of(self, number: int) -> str | None:
        return self._facts.get(number)

    def note_cell(self, key: tuple[str, int, str], sheet: str, row: int, column: int) -> None:
        self._cells[key] = f"'{sheet}'!{xlsxwriter.utility.xl_rowcol_to_cell(row, column)}"

    def write_later(self, *written) -> None:
        self._pending.append(written)

    def _live(self, live: str, place: tuple[str, int]) -> str:
        """A formula over cells of the same row, also of a table beside it; empty if one of them holds no number."""
        keys = {key for _, key, _, _ in string.Formatter().parse(live) if key}
        cells = {key: self._cells.get((*place, key), "") for key in keys}
        return "=" + live.format(**cells) if all(cells.values()) else ""

    def note_place(self, text: str, sheet: str, row: int) -> None:
        if text.isdecimal() and int(text) in self._known:
            self._facts[int(text)] = f"internal:'{sheet}'!A{row + 1}"
