# SPDX-License-Identifier: Apache-2.0
"""What stands beside the values of a sheet, and the parser that collects it: without entities, and never past a document type."""

from __future__ import annotations

import dataclasses
from typing import TypeVar
from xml.parsers import expat

import industria

from .problems import Place, refused


@dataclasses.dataclass
class SheetNotes:
    """Of one sheet, by (row, column) from 0."""

    percent: set[tuple[int, int]] = dataclasses.field(default_factory=set)
    errors: dict[tuple[int, int], str] = dataclasses.field(default_factory=dict)  # "#DIV/0!"
    without_result: set[tuple[int, int]] = dataclasses.field(default_factory=set)
    no_day: dict[tuple[int, int], str] = dataclasses.field(default_factory=dict)  # a date cell with -1 or 60


class Reader:
    """Takes the elements of one part; `is_needed` says that a fault in it is a fault of the file."""

    is_needed = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters between."""


R = TypeVar("R", bound=Reader)


def scan(name: str, data: bytes, reader: R, place: Place) -> R:
    """Parses one part. A part that is no XML is left to the reader of values, unless `reader` needs it."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def doctype(*_: object) -> None:
        raise refused("doctype", place, name)

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda tag, attributes: reader.start(tag.rpartition(" ")[2], attributes)
    parser.EndElementHandler = lambda tag: reader.end(tag.rpartition(" ")[2])
    parser.CharacterDataHandler = reader.text
    parser.buffer_text = True
    try:
        if data:
            parser.Parse(data, True)
    except industria.DataError:
        raise
    except (expat.ExpatError, ValueError, UnicodeError, LookupError) as problem:
        if reader.is_needed:
            raise refused("damaged", place, reason=f"{name}: {problem}") from None
    return reader
