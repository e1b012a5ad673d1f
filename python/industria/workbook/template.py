# SPDX-License-Identifier: Apache-2.0
"""The empty form: a guide, one sheet for monthly figures, and every table of the dataset with notes, drop-downs and an example row."""

from __future__ import annotations

import csv
import datetime
import io
import pathlib
from collections.abc import Mapping, Sequence
from typing import Any

import industria

from . import schema
from .problems import column_letters

ROWS = 400  # rows of a table that offer drop-downs
MONTH_ROWS = 40
_HEAD_HEIGHT = 34  # points: two lines
# Parts of a figure that few need: folded away, one click opens them.
_FOLDED = ("qualifier", "low", "high", "resolution")
# Sheets in the order in which an office needs them.
_ORDER = ("observations", "targets", "indicators", "places", "sectors", "products", "sources")
_EXAMPLES = {
    "id": "", "number": "1234.5", "integer": "1", "unit": "tỷ đồng", "reference": "", "references": "", "text": "…", "words": "", "flag": "no", "price_basis": "current",
}


Rows = Sequence[Mapping[str, str]]  # of one table, by the heads of docs/dataset.md


def template(lang: str = "vi", year: int | None = None, place: str = "", file: str = "mau_nhap_lieu.xlsx",
             tables: Mapping[str, Rows] | None = None) -> bytes:
    """The workbook as bytes. The same call gives the same bytes on every day of a year.

    With `tables` (see `tables_of`) it holds those alone, filled in: names for ids, words for codes, dates and numbers as such.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    year = year or datetime.date.today().year
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": industria.text("template.title", lang), "created": datetime.datetime(year, 1, 1)})
    looks = _Looks(book)
    _guide(book, looks, lang, file)
    if tables is None:
        _months(book, looks, lang, year, place)
    ordered = sorted(schema.tables(), key=lambda table: (_ORDER + (table.name,)).index(table.name))
    for table in ordered:
        if tables is None:
            _table(book, looks, table, lang, year)
        elif tables.get(table.name):
            sheet = _table(book, looks, table, lang, year)
            _fill(sheet, looks, table, lang, tables)
    book.close()
    return data.getvalue()


def tables_of(folder: str | pathlib.Path) -> dict[str, Rows]:
    """The tables of a folder as they stand in their files, by name."""
    found: dict[str, Rows] = {}
    for table in schema.tables():
        path = pathlib.Path(folder) / f"{table.name}.csv"
        if path.exists():
            with open(path, encoding="utf-8-sig", newline="") as file:
                found[table.name] = list(csv.DictReader(file))
    return found


class _Looks:
    def __init__(self, book: Any) -> None:
        font = {"font_name": "Times New Roman", "font_size": 12}
        self.plain = book.add_format(font | {"text_wrap": True, "valign": "top"})
        self.title = book.add_format(font | {"bold": True, "font_size": 14})
        self.hint = book.add_format(font | {"italic": True, "font_color": "#595959"})
        head = font | {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
        self.head = book.add_format(head | {"bg_color": "#E7E6E6"})
        self.listed = book.add_format(head | {"bg_color": "#DDEBF7"})
        self.example = book.add_format(font | {"italic": True, "font_color": "#7F7F7F", "bg_color": "#FFF9E5", "border": 1})
        self.cell = book.add_format(font | {"border": 1})
        self.day = book.add_format(font | {"border": 1, "num_format": "dd/mm/yyyy"})
        self.label = book.add_format(font | {"bold": True})


def _guide(book: Any, looks: _Looks, lang: str, file: str) -> None:
    sheet = book.add_worksheet(industria.text("template.sheet.guide", lang))
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 100)
    _page(sheet)
    sheet.write_string(0, 0, industria.text("template.title", lang), looks.title)
    names = {"months": industria.text("template.sheet.months", lang), "observations": schema.sheet_name("observations", lang), "file": file}
    for step in range(1, 6):
        sheet.write_number(step + 1, 0, step, looks.plain)
        sheet.write_string(step + 1, 1, industria.text(f"template.guide.{step}", lang, **names), looks.plain)


def _months(book: Any, looks: _Looks, lang: str, year: int, place: str) -> None:
    """Indicator by month: read as any other table with periods in its heads."""

    def named(key: str, **args: object) -> str:
        return industria.text("template.months." + key, lang, **{name: str(value) for name, value in args.items()})

    sheet = book.add_worksheet(industria.text("template.sheet.months", lang))
    sheet.write_string(0, 0, named("title", year=year), looks.title)
    sheet.write_string(1, 0, industria.text("template.hint.months", lang), looks.hint)
    for row, (key, value) in enumerate((("place", place), ("known_on", ""), ("source", "")), 2):
        sheet.write_string(row, 1, named(key) + ":", looks.label)
        sheet.write_string(row, 2, value, looks.cell)
    heads = [industria.text("template.number", lang), named("indicator"), named("unit"), named("basis"), named("last_year", year=year - 1), named("plan", year=year)]
    heads += [named("month", month=month, year=year) for month in range(1, 13)] + [named("note")]
    top = 6
    sheet.set_row(top, _HEAD_HEIGHT)
    for c, head in enumerate(heads):
        sheet.write_string(top, c, head, looks.listed if c == 3 else looks.head)
    example = [industria.text("template.example", lang), named("row.1"), named("unit.1"), "", 12000, 13000, *range(1000, 1060, 5)]
    for c, value in enumerate(example[: len(heads)]):
        sheet.write(top + 1, c, value, looks.example)
    rows = [n for n in range(1, 10) if industria.has_text(f"template.months.row.{n}")]
    for i in range(MONTH_ROWS):
        sheet.write_number(top + 2 + i, 0, i + 1, looks.cell)
        if i < len(rows):
            sheet.write_string(top + 2 + i, 1, named(f"row.{rows[i]}"), looks.cell)
            sheet.write_string(top + 2 + i, 2, named(f"unit.{rows[i]}"), looks.cell)
        for c in range(3 if i < len(rows) else 1, len(heads)):
            sheet.write_blank(top + 2 + i, c, None, looks.cell)
    basis = schema.table("observations").column("price_basis")
    _drop_down(sheet, top + 2, 3, MONTH_ROWS, [schema.word(basis, code, lang) for code in schema.choices(basis)])
    sheet.set_column(0, 0, 7)
    sheet.set_column(1, 1, 38)
    sheet.set_column(2, 3, 14)
    sheet.set_column(4, len(heads) - 2, 12)
    sheet.set_column(len(heads) - 1, len(heads) - 1, 30)
    sheet.freeze_panes(top + 1, 2)
    sheet.activate()
    _page(sheet)


def _table(book: Any, looks: _Looks, table: schema.Table, lang: str, year: int) -> Any:
    sheet = book.add_worksheet(schema.sheet_name(table.name, lang))
    sheet.write_string(0, 0, schema.sheet_name(table.name, lang), looks.title)
    sheet.write_string(1, 0, industria.text("template.hint.table", lang), looks.hint)
    top = 3
    sheet.write_string(top, 0, industria.text("template.number", lang), looks.head)
    sheet.write_string(top + 1, 0, industria.text("template.example", lang), looks.example)
    sheet.set_column(0, 0, 7)
    sheet.set_row(top, _HEAD_HEIGHT)
    for c, column in enumerate(table.columns, 1):
        words = [schema.word(column, code, lang) for code in schema.choices(column)]
        offered = bool(words) or column.kind == "reference"
        needed = column.required and column.kind != "id"
        sheet.write_string(top, c, schema.head_text(column.head, lang) + (" *" if needed else ""), looks.listed if offered else looks.head)
        sheet.write_comment(top, c, _note(column, needed, lang), {"x_scale": 1.6, "y_scale": 0.8})
        month = industria.Period(f"{year}-09").text(lang)
        _example(sheet, looks, top + 1, c, column, words, {"date": f"29/09/{year}", "period": month, "span": month})
        if words:
            _drop_down(sheet, top + 2, c, ROWS, words)
        elif column.kind == "reference":
            _drop_down(sheet, top + 2, c, ROWS, _names_of(column.domain, lang))
        part = column.head.rpartition("_")[2]
        folded = part in _FOLDED and column.head not in ("known_on",)
        sheet.set_column(c, c, 24 if column.kind in ("text", "reference") else 14, None, {"level": 1, "hidden": True} if folded else {})
    sheet.freeze_panes(top + 1, 1)
    _page(sheet)
    return sheet


def _fill(sheet: Any, looks: _Looks, table: schema.Table, lang: str, tables: Mapping[str, Rows]) -> None:
    """The rows of the table below its example."""
    names = {column.head: _named(column.domain, tables) for column in table.columns if column.kind == "reference"}
    for r, row in enumerate(tables[table.name], 5):
        sheet.write_number(r, 0, r - 4, looks.cell)
        for c, column in enumerate(table.columns, 1):
            text = row.get(column.head) or ""
            if not text:
                continue
            if column.kind in ("number", "integer"):
                sheet.write_number(r, c, float(text), looks.cell)
            elif column.kind == "date":
                sheet.write_datetime(r, c, datetime.datetime.fromisoformat(text), looks.day)
            else:
                text = names.get(column.head, {}).get(text, text)
                sheet.write_string(r, c, schema.word(column, text, lang) if text in schema.choices(column) else text, looks.cell)


def _named(table_name: str, tables: Mapping[str, Rows]) -> dict[str, str]:
    """Names by id, of those that no other row has."""
    table, rows = schema.table(table_name), tables.get(table_name, ())
    keys = [industria.name_key(row.get(table.name_head) or "") for row in rows]
    return {row[table.id_head]: row[table.name_head] for row, key in zip(rows, keys) if key and keys.count(key) == 1}


def _page(sheet: Any) -> None:
    """A4 across, as wide as one page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _names_of(table_name: str, lang: str) -> str:
    """The column of names of another sheet as the source of a drop-down."""
    table = schema.table(table_name)
    at = 1 + [column.head for column in table.columns].index(table.name_head or table.id_head)
    letters, name = column_letters(at), schema.sheet_name(table_name, lang).replace("'", "''")
    return f"='{name}'!${letters}$6:${letters}${5 + ROWS}"


def _drop_down(sheet: Any, row: int, column: int, rows: int, source: list[str] | str) -> None:
    """Offers, and does not forbid: what is not in the list is told by `industria check`."""
    sheet.data_validation(row, column, row + rows - 1, column, {"validate": "list", "source": source, "error_type": "information"})


def _example(sheet: Any, looks: _Looks, row: int, c: int, column: schema.Column, words: list[str], days: dict[str, str]) -> None:
    value = words[0] if words else days.get(column.kind) or _EXAMPLES.get(column.kind, "")
    if column.kind in ("number", "integer"):
        sheet.write_number(row, c, float(value), looks.example)
    else:
        sheet.write_string(row, c, value, looks.example)


def _note(column: schema.Column, needed: bool, lang: str) -> str:
    table = schema.sheet_name(column.domain, lang) if column.kind in ("reference", "references") else ""
    text = industria.text("template.note." + column.kind, lang, table=table)
    return f"{text} {industria.text('template.note.required', lang)}" if needed else text
