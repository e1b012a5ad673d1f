# SPDX-License-Identifier: Apache-2.0
"""The door: one workbook, one table in a text file, or a folder of them, as one dataset whose figures keep their sheet and cell."""

from __future__ import annotations

import dataclasses
import pathlib
from collections.abc import Callable, Sequence

import industria

from . import freeform, names, own_sheets, schema, tidy
from .archive import DEFAULT_LIMITS, Limits
from .grid import Grid, Workbook, open_workbook
from .problems import Place, issue, refused
from .tables import Tables

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")


@dataclasses.dataclass
class Reading:
    """What was found. `issues` are those of the sheets and those of the dataset, without its checks."""

    dataset: industria.Dataset
    issues: list[industria.Issue]
    files: list[str]
    sheets: int
    figures: int


def is_workbook(path: pathlib.Path) -> bool:
    """True if the path is for this door: a file, or a folder that holds workbooks and is no dataset."""
    if path.is_file():
        return True
    known = {table.name + ".csv" for table in schema.tables()}
    found = {entry.name for entry in path.iterdir()} if path.is_dir() else set()
    return not found & known and any(name.lower().endswith(SUFFIXES) for name in found)


def read(path: str | pathlib.Path, *, sheets: Sequence[str] | None = None, style: str = "undeclared", place: str = "",
         period: industria.Period | None = None, progress: Callable[[str, int], None] | None = None, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Reads .xlsx, .xls, .ods or .csv, or all of them in a folder in the order of their names.

    sheets: only these, also hidden ones; default: all visible ones. style: how numbers in text are written, 'decimal_comma',
    'decimal_point' or 'undeclared' (as they show, and what then has two readings is told). place: of sheets that name none.
    period: of reports that name none. progress(file, figures) is called after each file.
    DataError if a file is refused or nothing can be read; its `issues` name sheet, cell and remedy.
    """
    path = pathlib.Path(path)
    files = sorted(entry for entry in path.iterdir() if entry.name.lower().endswith(SUFFIXES) and not entry.name.startswith((".", "~$"))) if path.is_dir() else [path]
    tables, issues, count = Tables(), [], 0
    options = freeform.Options(style, place, period)
    for file in files:
        book = open_workbook(file, sheets, limits)
        count += len(book.grids)
        issues += book.issues
        issues += _sheets(book, tables, options)
        if progress is not None:
            progress(file.name, tables.count("observations") + tables.count("targets"))
    figures = tables.count("observations") + tables.count("targets")
    if not any(tables.count(table.name) for table in schema.tables() if table.name not in ("sources", "places")):
        error = refused("nothing", Place(path.name))
        error.issues = [*issues, *error.issues]
        raise error
    names.link_country(tables)
    try:
        dataset = tables.dataset(style)
    except industria.DataError as problem:
        problem.issues = [*issues, *problem.issues]
        raise
    return Reading(dataset, [*issues, *dataset.issues], [file.name for file in files], count, figures)


def _sheets(book: Workbook, tables: Tables, options: freeform.Options) -> list[industria.Issue]:
    """Tables of the form first: they say what places and indicators the other sheets may name."""
    issues: list[industria.Issue] = []
    free: list[Grid] = []
    own = {id(grid): own_sheets.table_of(grid) for grid in book.grids}
    for table in schema.tables():
        for grid in book.grids:
            if own[id(grid)] == table.name:
                issues += own_sheets.read(grid, table.name, tables)
    free = [grid for grid in book.grids if not own[id(grid)]]
    for grid in free:
        found, told = tidy.read(grid, tables, options) if tidy.is_tidy(grid) else freeform.read(grid, tables, options)
        issues += told
        if not found and any(any(value is not None for value in row) for row in grid.rows) and not _is_guide(grid):
            issues.append(issue("note", "workbook.unread_sheet", Place(grid.file, grid.sheet), grid.sheet or grid.file))
    return issues


def _is_guide(grid: Grid) -> bool:
    titles = {industria.text(f"template.sheet.{name}", lang) for name in ("guide", "months") for lang in schema.LANGUAGES}
    return grid.sheet in titles
