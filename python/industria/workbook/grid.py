# SPDX-License-Identifier: Apache-2.0
"""A workbook as grids of plain values: .xlsx, .xls and .ods through calamine, .csv through the core. Formulas are never run."""

from __future__ import annotations

import dataclasses
import datetime
import io
import math
import pathlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import industria
from industria import _core

from . import apart, archive, parts
from .archive import DEFAULT_LIMITS, Limits
from .notes import SheetNotes
from .problems import Place, address, issue, refused

Value = str | float | bool | datetime.date | None


@dataclasses.dataclass
class Grid:
    """The cells of one sheet. Rows may be of different lengths; what is not there is None."""

    file: str
    sheet: str
    rows: list[list[Value]]
    merged: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)  # top, left, bottom, right
    notes: SheetNotes = dataclasses.field(default_factory=SheetNotes)
    delimited: bool = False  # from a text file: every cell is text

    def at(self, row: int, column: int) -> Value:
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def text(self, row: int, column: int) -> str:
        """The cell as a text in which a number has a decimal point and a percent cell a %."""
        return as_text(self.at(row, column), (row, column) in self.notes.percent)

    def is_number(self, row: int, column: int) -> bool:
        """True for a cell that the workbook stores as a number."""
        value = self.at(row, column)
        return isinstance(value, float) and not isinstance(value, bool)

    def place(self, row: int, column: int) -> Place:
        return Place(self.file, self.sheet, row + 1, address(row, column))

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


@dataclasses.dataclass
class Workbook:
    file: str
    grids: list[Grid]
    issues: list[industria.Issue]
    modified: datetime.date | None = None


def as_text(value: Value, percent: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if percent and math.isfinite(value):
            return plain(Decimal(repr(value)) * 100) + "%"
        return plain(Decimal(repr(value))) if math.isfinite(value) else repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.strip()


def plain(number: Decimal) -> str:
    """Digits without an exponent, unless there would be more than 40 of them; no zeros at the end of decimals."""
    if abs(number.adjusted()) > 40:
        return repr(float(number))
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def open_workbook(path: str | pathlib.Path, sheets: Iterable[str] | None = None, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Reads the visible sheets, or those named. DataError if the file is refused; it says where and what to do."""
    path = pathlib.Path(path)
    place = Place(path.name)
    if path.name.startswith("~$"):
        raise refused("lock_file", place)
    if (size := path.stat().st_size) > limits.file_bytes:
        raise refused("too_large", place, size=size, limit=limits.file_bytes)
    book = parse(path.read_bytes(), path.name, sheets, limits)
    if path.with_name("~$" + path.name).exists() or path.with_name(f".~lock.{path.name}#").exists():
        book.issues.append(issue("warning", "workbook.open_elsewhere", place))
    return book


def parse(data: bytes, file: str, sheets: Iterable[str] | None = None, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """As open_workbook, from memory."""
    place = Place(file)
    kind = archive.kind_of(data, place)
    if kind == "csv":
        return _delimited(data, file)
    notes = parts.look_through(archive.parts_of(data, place, limits), place, limits) if kind == "zip" else {}
    return _cells(data, kind, place, notes, None if sheets is None else list(sheets))


def _cells(data: bytes, kind: str, place: Place, notes: dict[str, SheetNotes], wanted: list[str] | None) -> Workbook:
    book = Workbook(place.file, [], [])
    sheets = _apart(data, place) if kind == "xls" else _here(data, place, wanted)
    known = [sheet["name"] for sheet in sheets]
    for name in wanted or []:
        if name not in known:
            raise refused("no_sheet", place, name, known=", ".join(known))
    for sheet in sheets:
        name = sheet["name"]
        if not sheet["kind"]:
            continue
        if name in wanted if wanted is not None else sheet["visible"]:
            book.grids.append(_grid(sheet, place, notes.get(name)))
        elif wanted is None:
            book.issues.append(issue("note", "workbook.hidden_sheet", Place(place.file, name), name))
    return book


def _here(data: bytes, place: Place, wanted: list[str] | None) -> list[dict[str, Any]]:
    """The sheets of a workbook whose parts have been looked through."""
    import python_calamine as calamine

    found = []
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as source:
            for sheet in source.sheets_metadata:
                visible, kind = sheet.visible == calamine.SheetVisibleEnum.Visible, sheet.typ == calamine.SheetTypeEnum.WorkSheet
                read = kind and (sheet.name in wanted if wanted is not None else visible)
                values = source.get_sheet_by_name(sheet.name) if read else None
                found.append({"name": sheet.name, "visible": visible, "kind": kind, "rows": values.to_python(skip_empty_area=False) if values else [],
                              "merged": (values.merged_cell_ranges or []) if values else []})
    except calamine.PasswordError:
        raise refused("encrypted", place) from None
    except calamine.CalamineError as problem:
        raise refused("damaged", place, reason=_first_line(problem)) from None
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":  # how the reader of values ends on what it cannot take
            raise
        raise refused("damaged", place, reason="") from None
    return found


def _apart(data: bytes, place: Place) -> list[dict[str, Any]]:
    found = apart.sheets_of(data)
    if found is None or "error" in found:
        reason = "" if found is None else _first_line(found["error"])
        raise refused("encrypted" if reason == "password" else "damaged", place, reason=reason)
    sheets: list[dict[str, Any]] = found["sheets"]
    return sheets


def _first_line(problem: object) -> str:
    return next(iter(str(problem).splitlines()), "")[:120]


def _grid(sheet: dict[str, Any], place: Place, notes: SheetNotes | None) -> Grid:
    rows = [[_value(value) for value in row] for row in sheet["rows"]]
    height, width = len(rows), max((len(row) for row in rows), default=0)
    merged = [(a[0], a[1], min(b[0], height - 1), min(b[1], width - 1)) for a, b in sheet["merged"] if a[0] < height and a[1] < width]
    return Grid(place.file, sheet["name"], rows, merged, notes or SheetNotes())


def _value(value: Any) -> Value:
    if value == "" or value is None:
        return None
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value
    return str(value)  # a time of day or a duration: no figure of an office


def _delimited(data: bytes, file: str) -> Workbook:
    """A text file as a grid. A title line and an empty line may stand before the heads, as statistics offices export."""
    body, before = _without_title(data)
    heads, rows, lines, issues = _core.parse_csv(body, file)
    if not heads:
        error = industria.DataError(issues[0].text("en") if issues else file)
        error.issues = issues
        raise error
    grid: list[list[Value]] = [[line] if line else [] for line in before]
    grid.append([head or None for head in heads])
    for row, line in zip(rows, lines):
        line += len(before)
        grid.extend([] for _ in range(line - 1 - len(grid)))
        grid.append([cell if cell.strip() else None for cell in row])
    return Workbook(file, [Grid(file, "", grid, delimited=True)], list(issues))


def _without_title(data: bytes) -> tuple[bytes, list[str]]:
    mark, lines = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b"", data[:65536].split(b"\n", 3)
    if len(lines) < 3 or lines[1].strip() or not lines[0].strip():
        return data, []
    title = lines[0][len(mark):].strip()
    if title.count(b'"') % 2 or b";" in title.replace(b'"', b"") and not title.startswith(b'"'):
        return data, []
    try:
        text = title.decode("utf-8").strip('"')
    except UnicodeDecodeError:
        return data, []
    return mark + data[len(lines[0]) + len(lines[1]) + 2:], [text, ""]
