# SPDX-License-Identifier: Apache-2.0
"""The workbook: every table as cells that calculate, charts that can be edited, and a link from each figure to its source.

Texts are written as strings only, never as what a program could take for a formula, a number or an address.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import math
import string

import xlsxwriter  # type: ignore[import-untyped]

from . import document as doc
from .document import Document, Drawing, Heading, Paragraph, Part
from .terminal import wrap
from .views import Cell, Number, Table
from .words import Words

FONT = "Times New Roman"
_LONGEST = 32_767  # characters in a cell
_LINE = 15.75  # points
_WIDTH = 118.0  # characters over which a paragraph runs
_TONES = {"achieved": "#0b4f8a", "likely": "#0b4f8a", "unlikely": "#a8450a", "missed": "#a8450a", "error": "#a8450a",
          "delayed": "#a8450a"}
_PARAGRAPH: dict[str, dict] = {"lead": {"bold": True}, "quiet": {"font_color": "#4b5563", "italic": True}, "lack": {"font_color": "#4b5563"}}


def render(document: Document) -> bytes:
    """The workbook as bytes; the same document gives the same bytes."""
    return _Book(document).bytes()


class _Book:
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
            self._data = _ChartData(self, self._book.add_worksheet(charts), charts)
        for name in sorted(sheets, key=lambda name: sheets[name][0].key != "sources"):
            _Sheet(self, made[name], name).fill(sheets[name])
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
    def data(self) -> _ChartData:
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


def plain(text: str, words: Words) -> str:
    """At most as long as a cell can hold."""
    note = words("out.cut")
    return text if len(text) <= _LONGEST else text[:_LONGEST - len(note)] + note


def number_format(number: Number) -> str:
    """The display format that prints the number as the report does, in the reader's own marks."""
    digits = "#,##0" + ("." + "0" * number.decimals if number.decimals else "")
    return _quoted(number.prefix) + digits + _quoted(number.suffix)


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def formattable(number: Number) -> bool:
    """True if the words around a number can stand in a display format."""
    return (math.isfinite(number.value) and not set('"\\;[]') & set(number.prefix + number.suffix)
            and len(number_format(number)) < 200)


def _whole(cell: Cell) -> str:
    """The text of a cell with its smaller lines below."""
    return "\n".join(text for text in (cell.text, *cell.notes) if text)


def _texts_of(table: Table, column: int) -> list[str]:
    """The texts of a column in cells of that column alone."""
    found = [table.heads[column].text[:12]]
    for group in table.groups:
        for row in group.rows:
            at = 0
            for cell in row:
                if at == column and cell.span == 1:
                    found.append(cell.text)
                at += cell.span
    return found


class _Sheet:
    """One worksheet, filled from the top."""

    def __init__(self, book: _Book, sheet, name: str) -> None:
        self._book, self._sheet, self._name = book, sheet, name
        self._words = book.words
        self._row = 0
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.6, 0.6, 0.7, 0.7)
        sheet.set_footer("&C&P/&N")

    def fill(self, parts: list[Part]) -> None:
        tables = [block for part in parts for block in part.blocks if isinstance(block, Table)]
        self._columns = self._set_widths(tables)
        document = self._book.document
        self._text(document.title, bold=True, font_size=14)
        for line in document.under:
            self._text(line, font_color="#4b5563")
        for line in document.footer:
            self._text(line, italic=True, font_color="#4b5563")
        self._row += 1
        for part in parts:
            self._text(part.title, bold=True, font_size=13, bottom=2)
            for block in part.blocks:
                self._block(block, len(tables) == 1)
            self._row += 1

    def _set_widths(self, tables: list[Table]) -> int:
        """The widest need of each column over all tables of the sheet; gives the number of columns that texts run over."""
        widths: list[float] = []
        for table in tables:
            for i, weight in enumerate(doc.weights(table)):
                need = min(max(weight * 1.1, 5.0), 60.0)
                if table.heads[i].numeric:  # a number is not broken over lines
                    need = max(need, *(min(len(text) + 2.0, 40.0) for text in _texts_of(table, i)))
                widths[i:] = [max([need, *widths[i:i + 1]]), *widths[i + 1:]]
        while sum(widths) < _WIDTH:
            widths.append(min(12.0, _WIDTH - sum(widths) + 1))
        for i, width in enumerate(widths):
            self._sheet.set_column(i, i, width)
        self._widths = widths
        return len(widths)

    def _lines(self, text: str, columns: int, first: int = 0, size: float = 12) -> int:
        """How many lines a text takes over some columns."""
        room = max(int(sum(self._widths[first:first + columns]) * 12 / size * 1.08), 4)
        return sum(1 if len(line) <= room else len(wrap(line, room)) for line in text.split("\n"))

    # --- blocks ----------------------------------------------------------------------------------------------
    def _block(self, block, alone: bool) -> None:
        if isinstance(block, Heading):
            self._row += block.level == 1
            self._text(block.text, bold=True)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Table):
            self._table(block, alone)
        else:
            self._chart(block)

    def _text(self, text: str, link: str | None = None, **properties) -> None:
        """One text over the whole width, as high as its lines need."""
        style = self._book.format(text_wrap=True, **properties)
        text, size = plain(text, self._words), properties.get("font_size", 12)
        if self._columns > 1:
            self._sheet.merge_range(self._row, 0, self._row, self._columns - 1, "", style)
        self._sheet.write_string(self._row, 0, text, style)
        if link is not None:  # beside the text: not every program wraps the text of a link
            self._sheet.write_url(self._row, self._columns, link, self._book.format(font_color="#0b4f8a"), "→")
        self._set_height(self._lines(text, self._columns, 0, size), size)
        self._row += 1

    def _set_height(self, lines: int, size: float = 12) -> None:
        self._sheet.set_row(self._row, min(_LINE * size / 12 * max(lines, 1) + 2, 405))

    def _paragraph(self, block: Paragraph) -> None:
        prefix = "– " if block.style == "item" else ""
        self._text(prefix + _whole(block.cell), self._link(block.cell), **_PARAGRAPH.get(block.style, {}))

    def _link(self, cell: Cell) -> str | None:
        return self._book.place_of(cell.refs[0]) if cell.refs else None

    def _table(self, table: Table, alone: bool) -> None:
        self._text(table.caption, italic=True, font_color="#4b5563")
        head = self._book.format(bold=True, text_wrap=True, border=1, bg_color="#eef2f6", align="center", valign="vcenter")
        for i, column in enumerate(table.heads):
            self._sheet.write_string(self._row, i, column.text, head)
        self._set_height(max(self._lines(column.text, 1, i, 13) for i, column in enumerate(table.heads)))
        if alone:
            self._sheet.freeze_panes(self._row + 1, 2 if len(table.heads) > 8 else 1)
            self._sheet.repeat_rows(self._row)
        first = self._row
        self._row += 1
        rows_of = table.rows_of or f"{self._name}, {first}"
        count = 0
        for group in table.groups:
            if group.title:
                style = self._book.format(bold=True, border=1, text_wrap=True)
                if len(table.heads) > 1:
                    self._sheet.merge_range(self._row, 0, self._row, len(table.heads) - 1, "", style)
                self._sheet.write_string(self._row, 0, plain(group.title, self._words), style)
                self._set_height(self._lines(group.title, len(table.heads), 0, 13))
                self._row += 1
            for row in group.rows:
                at, lines = 0, 1
                for cell in row:
                    self._cell(at, cell, table.heads[at], (rows_of, count))
                    lines = max(lines, self._lines(_whole(cell), cell.span, at))
                    at += cell.span
                self._set_height(lines)
                self._row += 1
                count += 1
        if alone and len(table.groups) == 1:
            self._sheet.autofilter(first, 0, self._row - 1, len(table.heads) - 1)
        self._row += 1

    def _cell(self, column: int, cell: Cell, head, place: tuple[str, int]) -> None:
        properties: dict = {"border": 1, "text_wrap": True}
        if cell.tone:
            properties |= {"bold": True, "font_color": _TONES.get(cell.tone, "#1b1f24")}
        link = self._link(cell)
        number = cell.number if cell.number is not None else doc.number_in(cell, self._words.lang) if head.numeric else None
        if number is not None and formattable(number):
            self._number(column, number, link, place, properties)
            if head.key:
                self._book.note_cell((*place, head.key), self._name, self._row, column)
        else:
            self._string(column, cell, link, properties | ({"align": "right"} if head.numeric and cell.span == 1 else {}))
        if head.key == "number":
            self._book.note_place(cell.text, self._name, self._row)
        self._comment(column, cell, number)

    def _string(self, column: int, cell: Cell, link: str | None, properties: dict) -> None:
        text = plain(_whole(cell), self._words)
        if text[:1] in "=+-@\t\r" and text:
            properties |= {"quote_prefix": True}
        style = self._book.format(**properties)
        if cell.span > 1:
            self._sheet.merge_range(self._row, column, self._row, column + cell.span - 1, "", style)
        if link is not None and self._lines(text, cell.span, column) == 1:
            self._sheet.write_url(self._row, column, link, style, text)
        self._sheet.write_string(self._row, column, text, style)

    def _number(self, column: int, number: Number, link: str | None, place: tuple[str, int], properties: dict) -> None:
        style = self._book.format(num_format=number_format(number), align="right", **properties)
        if link is not None:
            self._sheet.write_url(self._row, column, link, style)
        self._sheet.write_number(self._row, column, number.value, style)
        if number.live:
            self._book.write_later(self._sheet, self._row, column, number, style, place)

    def _comment(self, column: int, cell: Cell, number: Number | None) -> None:
        """The formula in words, where a figure was computed."""
        if number is not None and number.formula:
            text = plain(self._words("out.formula", formula=number.formula), self._words)
            self._sheet.write_comment(self._row, column, text, {"author": "industria", "font_name": FONT, "font_size": 10,
                                                                 "x_scale": 1.8})

    def _chart(self, block: Drawing) -> None:
        chart = self._book.data.add(block.chart)
        if chart is None:
            return
        self._sheet.insert_chart(self._row, 0, chart, {"x_offset": 6, "y_offset": 4, "description": block.chart.description})
        self._row += 17


class _ChartData:
    """The sheet that holds the rows of all charts, and the native charts over it."""

    def __init__(self, book: _Book, sheet, name: str) -> None:
        self._book, self._sheet, self._name, self._row = book, sheet, name, 0
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 20, 16)

    def add(self, chart):
        """Writes the rows of a chart and gives the chart over them; None for a kind that has no native form."""
        make = {"fan": self._fan, "funding_by_source": self._bars, "funding_by_year": self._columns,
                "funding_by_source_and_year": self._stacked, "reliability": self._reliability}.get(chart.kind)
        return make(chart) if make is not None else None

    def _write(self, chart, heads: list[str], rows: list[list]) -> tuple[int, int]:
        """A block with its title; gives its first and last row."""
        bold = self._book.format(bold=True)
        self._sheet.write_string(self._row, 0, plain(chart.title, self._book.words), bold)
        self._sheet.write_string(self._row, 1, str(chart.params.get("unit", "")), self._book.format(italic=True))
        for i, head in enumerate(heads):
            self._sheet.write_string(self._row + 1, i, plain(head, self._book.words), bold)
        first = self._row + 2
        for k, row in enumerate(rows):
            for i, value in enumerate(row):
                if isinstance(value, str):
                    self._sheet.write_string(first + k, i, plain(value, self._book.words))
                elif value is not None and math.isfinite(value):
                    self._sheet.write_number(first + k, i, value)
        self._row = first + len(rows) + 1
        return first, first + len(rows) - 1

    def _series(self, chart, first: int, last: int, column: int, **options) -> None:
        chart.add_series({"name": [self._name, first - 1, column], "categories": [self._name, first, 0, last, 0],
                          "values": [self._name, first, column, last, column], **options})

    def _made(self, options: dict, chart):
        made = self._book.chart(options)
        font = {"name": FONT, "size": 10}
        made.set_title({"name": chart.title[:250], "name_font": {"name": FONT, "size": 12, "bold": True}, "overlay": False})
        made.set_x_axis({"num_font": font, "label_position": "low"})
        made.set_y_axis({"num_font": font, "name": str(chart.params.get("unit", ""))[:250], "name_font": font,
                         "major_gridlines": {"visible": True, "line": {"color": "#e5e7eb"}}})
        made.set_legend({"position": "bottom", "font": font})
        made.set_size({"width": 760, "height": 330})
        made.show_blanks_as("gap")
        return made

    def _fan(self, chart):
        words, data = self._book.words, chart.datasets
        periods = list(chart.params["periods"])
        columns: list[tuple[str, dict[str, float], dict]] = [
            (words("out.chart.actual"), _by(data["history"], "value"),
             {"line": {"color": "#1b1f24", "width": 2}, "marker": {"type": "circle", "size": 6, "fill": {"color": "#1b1f24"}}})]
        fan = data.get("fan") or []
        if fan:
            columns.append((words("out.chart.median"), _by(fan, "median"), {"line": {"color": "#0b4f8a", "width": 2}}))
            for level, color in ((80, "#5b9bd5"), (95, "#9fc3e3")):
                for end in ("lo", "hi"):
                    columns.append((words(f"out.chart.{end}", level=level), _by(fan, f"{end}{level}"),
                                    {"line": {"color": color, "width": 1.25, "dash_type": "dash"}}))
        for name in dict.fromkeys(row["target"] for row in data.get("path") or []):
            rows = [row for row in data["path"] if row["target"] == name]
            columns.append((words("out.chart.path"), _by(rows, "value"),
                            {"line": {"color": "#a8450a", "width": 1.5, "dash_type": "square_dot"}}))
        if data.get("target"):
            columns.append((words("out.chart.target"), _by(data["target"], "value"),
                            {"line": {"none": True}, "marker": {"type": "diamond", "size": 9, "fill": {"color": "#a8450a"}}}))
        first, last = self._write(chart, [words("out.chart.period"), *(name for name, _, _ in columns)],
                                  [[period, *(values.get(period) for _, values, _ in columns)] for period in periods])
        made = self._made({"type": "line"}, chart)
        for i, (_, _, look) in enumerate(columns):
            self._series(made, first, last, i + 1, **look)
        return made

    def _parts(self, chart, kind: str, label: str):
        words = self._book.words
        rows = [[_label(row, label), row["value"]] for row in chart.datasets["parts"]]
        first, last = self._write(chart, [words("out.chart.part"), words("out.chart.value")], rows)
        made = self._made({"type": kind}, chart)
        self._series(made, first, last, 1, fill={"color": "#0b4f8a"}, data_labels={"value": True}, gap=60)
        made.set_legend({"none": True})
        return made

    def _bars(self, chart):
        made = self._parts(chart, "bar", "label")
        made.set_y_axis({"reverse": True, "num_font": {"name": FONT, "size": 10}})
        made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        return made

    def _columns(self, chart):
        return self._parts(chart, "column", "name")

    def _stacked(self, chart):
        rows = chart.datasets["parts"]
        names = list(dict.fromkeys(row["name"] for row in rows))
        sources = list(dict.fromkeys(row["source"] for row in rows))
        found = {(row["name"], row["source"]): row["value"] for row in rows}
        first, last = self._write(chart, [self._book.words("out.chart.period"), *sources],
                                  [[name, *(found.get((name, source)) for source in sources)] for name in names])
        made = self._made({"type": "column", "subtype": "stacked"}, chart)
        for i in range(len(sources)):
            self._series(made, first, last, i + 1, gap=60)
        return made

    def _reliability(self, chart):
        words, params = self._book.words, chart.params
        rows = [[row["said"], row["came"], row["lo"], row["hi"], row["cases"]] for row in chart.datasets["bins"]]
        heads = [str(params["said"]), str(params["came"]), words("out.chart.lo", level=95), words("out.chart.hi", level=95), words("out.chart.cases")]
        first, last = self._write(chart, heads, [*rows, [0.0, 0.0], [100.0, 100.0]])  # the last two: said and came alike
        made = self._made({"type": "scatter", "subtype": "straight_with_markers"}, chart)
        self._series(made, first, last - 2, 1, line={"color": "#0b4f8a", "width": 2}, marker={"type": "circle", "size": 8, "fill": {"color": "#0b4f8a"}})
        made.add_series({"name": words("out.reliability.key.perfect"), "categories": [self._name, last - 1, 0, last, 0],
                         "values": [self._name, last - 1, 1, last, 1], "line": {"color": "#a8450a", "dash_type": "dash"}, "marker": {"type": "none"}})
        font = {"name": FONT, "size": 10}
        ends = {"min": 0, "max": 100, "major_unit": 20, "num_font": font, "name_font": font}
        made.set_x_axis({**ends, "name": str(params["said"])})
        made.set_y_axis({**ends, "name": str(params["came"]), "major_gridlines": {"visible": True, "line": {"color": "#e5e7eb"}}})
        made.set_size({"width": 480, "height": 430})
        return made


def _by(rows: list[dict], field: str) -> dict[str, float]:
    return {row["period"]: row[field] for row in rows if row.get(field) is not None}


def _label(row: dict, label: str) -> str:
    return str(row.get(label) or row["name"])
