# SPDX-License-Identifier: Apache-2.0
"""Sheets that hold a table of the dataset: those of our own form, and sheets with the names and heads of docs/dataset.md."""

from __future__ import annotations

import datetime
import pathlib

import industria

from . import schema
from .grid import Grid
from .problems import issue
from .tables import Cell, Row, Tables

_SEARCHED = 12  # rows in which the heads may stand


def table_of(grid: Grid) -> str:
    """The table that the sheet holds, by its name and its heads; empty if it is free-form."""
    name = schema.table_of_sheet(grid.sheet or pathlib.PurePath(grid.file).stem)
    return name if name and _head_row(grid, name) is not None else ""


def read(grid: Grid, name: str, tables: Tables) -> list[industria.Issue]:
    """Adds the rows of the sheet; problems that keep a row out are told."""
    issues: list[industria.Issue] = []
    top = _head_row(grid, name)
    assert top is not None
    table, known = schema.table(name), schema.heads(name)
    columns: dict[str, int] = {}
    for c in range(grid.width):
        text = grid.text(top, c).removesuffix("*").strip()
        if not text or industria.name_key(text) in _numbers():
            continue
        head = known.get(industria.name_key(text))
        if head is None:
            issues.append(issue("warning", "workbook.unknown_head", grid.place(top, c), text))
        else:
            columns.setdefault(head, c)
    tables.sheet(name, grid.place(top, 0)._replace(line=0, cell=""))
    missing = [column for column in table.columns if column.required and column.head not in columns and column.kind != "id"]
    for column in missing:
        issues.append(issue("error", "workbook.missing_head", grid.place(top, 0), schema.head_text(column.head, "vi")))
    if missing:
        return issues
    for r in range(top + 1, len(grid.rows)):
        if industria.name_key(grid.text(r, 0)) in _examples() or not any(grid.at(r, c) is not None for c in columns.values()):
            continue
        row: Row = {}
        good = True
        for head, c in columns.items():
            cell, problem = _cell(grid, r, c, table.column(head))
            if problem is not None:
                issues.append(problem)
                good = good and problem.severity != "error"
            if cell is not None:
                row[head] = cell
        if good and row:
            tables.add(name, row)
    return issues


def _head_row(grid: Grid, name: str) -> int | None:
    """The first row that has the most heads of the table, at least two."""
    known = schema.heads(name)
    best, found = 1, None
    for r in range(min(_SEARCHED, len(grid.rows))):
        heads = {known.get(industria.name_key(grid.text(r, c).removesuffix("*").strip())) for c in range(len(grid.rows[r]))
                 if isinstance(grid.at(r, c), str)} - {None}
        if len(heads) > best:
            best, found = len(heads), r
    return found


def _numbers() -> set[str]:
    return {industria.name_key(industria.text("template.number", lang)) for lang in schema.LANGUAGES}


def _examples() -> set[str]:
    return {industria.name_key(industria.text("template.example", lang)) for lang in schema.LANGUAGES}


def _cell(grid: Grid, r: int, c: int, column: schema.Column) -> tuple[Cell | None, industria.Issue | None]:
    place, at = grid.place(r, c), (r, c)
    if (shown := grid.notes.errors.get(at)) is not None:
        return None, issue("warning", "workbook.error_cell", place, shown)
    if at in grid.notes.without_result:
        return None, issue("warning", "workbook.no_result", place)
    if (number := grid.notes.no_day.get(at)) is not None:
        return None, issue("error", "workbook.no_day", place, number)
    value = grid.at(r, c)
    if value is None:
        return None, None
    text, typed = grid.text(r, c), grid.is_number(r, c)
    if isinstance(value, datetime.date) and column.kind in ("period", "span"):
        text = f"{value.year}-M{value.month:02d}" if value.day == 1 else text  # Excel stores a typed "9/2026" as the first of the month
    elif column.kind not in ("number", "integer") and text:
        text = schema.codes(column).get(industria.name_key(text), text)
    return Cell(text, typed, place), None
