# SPDX-License-Identifier: Apache-2.0
"""Places in a workbook, and problems that name them."""

from __future__ import annotations

from typing import NamedTuple

import industria
from industria import _core


class Place(NamedTuple):
    """Where a cell stands: file, sheet, row counted from 1, and its address ("F12")."""

    file: str
    sheet: str = ""
    line: int = 0
    cell: str = ""

    def __str__(self) -> str:
        at = f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.cell or self.sheet
        return f"{self.file} [{at}]" if at else self.file


def issue(severity: str, code: str, place: Place, value: object = "", **args: object) -> industria.Issue:
    """A problem with the catalogue's texts of `code`."""
    return _core.make_issue(severity, code, tuple(place), str(value), {name: str(text) for name, text in args.items()})


def refused(code: str, place: Place, value: object = "", **args: object) -> industria.DataError:
    """The error for a file that is not read at all."""
    problem = issue("error", "workbook." + code, place, value, **args)
    error = industria.DataError(problem.text("en"))
    error.issues = [problem]
    return error


def column_letters(column: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Of a cell counted from 0: (11, 5) -> "F12"."""
    return f"{column_letters(column)}{row + 1}"
