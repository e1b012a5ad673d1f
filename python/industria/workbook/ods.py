# SPDX-License-Identifier: Apache-2.0
"""The content of an .ods, looked through before its values are read: how far its sheets reach with all repetitions, and which cells are percent."""

from __future__ import annotations

from .archive import Limits
from .notes import Reader, SheetNotes
from .problems import Place, refused

# What programs show that do not say of what type such a cell is.
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


class Content(Reader):
    """Counts cells as they are, with rows and cells that say how often they are repeated."""

    def __init__(self, limits: Limits, place: Place) -> None:
        self.sheets: dict[str, SheetNotes] = {}
        self._limits, self._place = limits, place
        self._notes = SheetNotes()
        self._sheet = ""
        self._row = self._row_times = self._column = self._width = self._filled = 0
        self._percent: list[int] = []
        self._is_error = False
        self._error: tuple[list[int], list[str]] | None = None  # columns of a cell with an error, and what it shows

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if tag == "table":
            self._sheet = values.get("name", "")
            self._notes = self.sheets.setdefault(self._sheet, SheetNotes())
            self._row = self._width = 0
        elif tag == "table-row":
            self._row_times = _times(values.get("number-rows-repeated", "1"), self._limits.rows)
            self._column = self._filled = 0
            self._percent = []
        elif tag in ("table-cell", "covered-table-cell"):
            times = _times(values.get("number-columns-repeated", "1"), self._limits.columns)
            types = [value for key, value in attributes.items() if key.rpartition(" ")[2] == "value-type"]  # OpenDocument's, LibreOffice's
            self._is_error = "error" in types
            if self._is_error or "formula" in values:
                self._error = (list(range(self._column, min(self._column + times, self._column + 1_000))), [])
            if values.get("value-type"):
                if values["value-type"] == "percentage":
                    self._percent += range(self._column, min(self._column + times, self._column + 1_000))
                self._filled = self._column + times
            self._column += times

    def text(self, text: str) -> None:
        if self._error is not None:
            self._error[1].append(text)

    def end(self, tag: str) -> None:
        if tag in ("table-cell", "covered-table-cell") and self._error is not None:
            columns, shown = self._error
            self._error = None
            rows = range(self._row, self._row + min(self._row_times, 1_000))
            text = "".join(shown).strip()
            if self._is_error or text in _ERRORS or text.startswith("Err:"):
                self._notes.errors |= {(r, c): text for r in rows for c in columns}
        if tag != "table-row":
            return
        if self._filled:
            self._width = max(self._width, self._filled)
            if (self._row + self._row_times) * self._width > self._limits.cells:
                place = Place(self._place.file, self._sheet)
                raise refused("too_many_cells", place, size=(self._row + self._row_times) * self._width, limit=self._limits.cells)
            if self._percent:
                self._notes.percent |= {(r, c) for r in range(self._row, self._row + min(self._row_times, 1_000)) for c in self._percent}
        self._row += self._row_times


def _times(text: str, limit: int) -> int:
    return min(int(text), limit + 1) if text.isdigit() and len(text) < 12 else limit + 1
