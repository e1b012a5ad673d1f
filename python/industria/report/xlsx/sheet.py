# SPDX-License-Identifier: Apache-2.0
"""One worksheet: headings, paragraphs and tables, each as high and as wide as its texts need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import document as doc
from ..document import Drawing, Heading, Paragraph, Part
from ..terminal import wrap
from ..views import Cell, Number, Table
from .cells import FONT, formattable, number_format, plain

if TYPE_CHECKING:
    from .book import Book

_LINE = 15.75  # points
_WIDTH = 118.0  # characters over which a paragraph runs
_TONES = {"achieved": "#0b4f8a", "likely": "#0b4f8a", "unlikely": "#a8450a", "missed": "#a8450a", "error": "#a8450a",
          "delayed": "#a8450a"}
_PARAGRAPH: dict[str, dict] = {"lead": {"bold": True}, "quiet": {"font_color": "#4b5563", "italic": True}, "lack": {"font_color": "#4b5563"}}


def whole(cell: Cell) -> str:
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


class Sheet:
    """One worksheet, filled from the top."""

    def __init__(self, book: Book, sheet, name: str) -> None:
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
        self._text(prefix + whole(block.cell), self._link(block.cell), **_PARAGRAPH.get(block.style, {}))

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
                    lines = max(lines, self._lines(whole(cell), cell.span, at))
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
        text = plain(whole(cell), self._words)
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
