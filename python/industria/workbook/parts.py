# SPDX-License-Identifier: Apache-2.0
"""The XML parts of an .xlsx, looked through once before its values are read: what would harm the reader is refused, and what the
reader does not tell is collected: percent formats, error cells, formulas without a result, days that do not exist."""

from __future__ import annotations

import posixpath
import re

from .archive import Limits
from .notes import Reader, SheetNotes, scan
from .ods import Content
from .problems import Place, address, refused

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT_FORMATS = {9, 10}
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


def look_through(parts: dict[str, bytes], place: Place, limits: Limits) -> dict[str, SheetNotes]:
    """Notes of every worksheet by the name of its sheet. Raises DataError for what must not be parsed."""
    if b"opendocument" in parts.get("mimetype", b""):
        for name, data in parts.items():
            if name not in ("mimetype", "content.xml"):
                scan(name, data, Reader(), place)
        return scan("content.xml", parts.get("content.xml", b""), Content(limits, place), place).sheets
    scans: dict[str, Reader] = {}
    for name, data in parts.items():
        if name.endswith(("styles.xml", "sharedStrings.xml")):
            scans[name] = scan(name, data, _Styles() if name.endswith("styles.xml") else _Strings(len(data)), place)
    styles = next((found for found in scans.values() if isinstance(found, _Styles)), _Styles())
    strings = next((found for found in scans.values() if isinstance(found, _Strings)), _Strings(0))
    if strings.claimed > max(strings.bytes, 1):
        raise refused("damaged", place, reason=f"sharedStrings.xml: {strings.claimed}")
    titles = _titles(parts, place)
    notes: dict[str, SheetNotes] = {}
    for name, data in parts.items():
        if name in scans or name == "mimetype":
            continue
        sheet = titles.get(_inside(name), "")
        found = scan(name, data, _Sheet(styles, strings.count, limits, Place(place.file, sheet or name)), place)
        if sheet:
            found.check_size()
            notes[sheet] = found.notes
    return notes


def _inside(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def _titles(parts: dict[str, bytes], place: Place) -> dict[str, str]:
    """Name of the sheet by its part."""
    found = {_inside(name): data for name, data in parts.items()}
    book, links = _Book(), _Links()
    scan("workbook.xml", found.get("xl/workbook.xml", b""), book, place)
    scan("workbook.xml.rels", found.get("xl/_rels/workbook.xml.rels", b""), links, place)
    return {_inside(target if target.startswith("/") else "xl/" + target): book.sheets[id]
            for id, target in links.targets.items() if id in book.sheets}


class _Book(Reader):
    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            id = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            self.sheets[id] = attributes.get("name", "")


class _Links(Reader):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Strings(Reader):
    def __init__(self, size: int) -> None:
        self.bytes, self.count, self.claimed = size, 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self.count += 1
        elif tag == "sst":
            for key in ("count", "uniqueCount"):
                claimed = attributes.get(key, "0")
                # "count" counts uses, which may be more than bytes only in a sheet that repeats a text very often.
                self.claimed = max(self.claimed, int(claimed) if claimed.isdigit() and (key != "count" or int(claimed) > 20_000_000) else 0)


class _Styles(Reader):
    """Which cell formats are percent or days."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.formats: list[int] = []
        self._in_cells = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt" and attributes.get("numFmtId", "").isdigit():
            self.codes[int(attributes["numFmtId"])] = _QUOTED.sub("", attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            id = attributes.get("numFmtId", "0")
            self.formats.append(int(id) if id.isdigit() else 0)

    def end(self, tag: str) -> None:
        self._in_cells = self._in_cells and tag != "cellXfs"

    def _format(self, style: str) -> int:
        at = int(style) if style.isdigit() else 0
        return self.formats[at] if at < len(self.formats) else 0

    def is_percent(self, style: str) -> bool:
        id = self._format(style)
        return id in _PERCENT_FORMATS or "%" in self.codes.get(id, "")

    def is_day(self, style: str) -> bool:
        id = self._format(style)
        return id in _DATE_FORMATS if id not in self.codes else bool(re.search("[dy]", self.codes[id], re.IGNORECASE))


class _Sheet(Reader):
    def __init__(self, styles: _Styles, strings: int, limits: Limits, place: Place) -> None:
        self.notes = SheetNotes()
        self._styles, self._strings, self._limits, self._place = styles, strings, limits, place
        self._row = self._column = -1
        self._rows: list[int] = []
        self._size = [0, 0]
        self._kind = self._style = ""
        self._value: list[str] | None = None
        self._has_formula = self._has_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "worksheet":
            self.is_needed = True
        elif not self.is_needed:
            return
        elif tag == "row":
            self._row, self._column = self._row + 1, -1
            if (given := attributes.get("r")) is not None:
                if not given.isdigit() or not 1 <= int(given[:9]) <= self._limits.rows or len(given) > 9:
                    raise refused("bad_reference", self._place, given)
                self._row = int(given) - 1
        elif tag == "c":
            self._start_cell(attributes)
        elif tag == "f":
            self._has_formula = True
        elif tag in ("v", "t"):
            self._value, self._has_value = [], True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        if (given := attributes.get("r")) is not None:
            match = _REFERENCE.match(given)
            column = 0
            for letter in match.group(1) if match else "":
                column = column * 26 + ord(letter) - 64
            if match is None or column > self._limits.columns or int(match.group(2)) > self._limits.rows:
                raise refused("bad_reference", self._place, given)
            self._row, self._column = int(match.group(2)) - 1, column - 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._has_formula = self._has_value = False
        self._value = None

    def text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def end(self, tag: str) -> None:
        if not self.is_needed or tag != "c":
            return
        at, value = (self._row, self._column), "".join(self._value or [])
        self._value = None
        if self._has_value:
            self._size = [max(self._size[0], at[0] + 1), max(self._size[1], at[1] + 1)]
        if self._kind == "e":
            self.notes.errors[at] = value
        elif self._has_formula and value == "":
            self.notes.without_result.add(at)
        elif self._kind == "s":
            if not value.strip().isdigit() or int(value) >= self._strings:
                raise refused("bad_reference", Place(self._place.file, self._place.sheet, at[0] + 1, address(*at)), value)
        elif self._kind == "n" and self._style and value:
            if self._styles.is_percent(self._style):
                self.notes.percent.add(at)
            elif self._styles.is_day(self._style) and (value.startswith("-") or value.partition(".")[0] == "60"):
                self.notes.no_day[at] = value

    def check_size(self) -> None:
        rows, columns = self._size
        if rows * columns > self._limits.cells:
            raise refused("too_many_cells", self._place, size=rows * columns, limit=self._limits.cells)
