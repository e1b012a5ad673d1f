# SPDX-License-Identifier: Apache-2.0
"""Small workbooks written for one test each."""

from __future__ import annotations

import io
import pathlib

import pytest
import xlsxwriter

import industria.cli
from industria import workbook

SHARED = pathlib.Path(__file__).parents[4] / "shared"


class Percent(float):
    """A number that the cell shows as per cent."""


def xlsx(sheets: dict[str, list[list]], merged: dict[str, list[str]] | None = None, hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook of these rows; `merged` are ranges whose first cell counts."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, Percent):
                        sheet.write_number(r, c, value, percent)
                    elif hasattr(value, "isoformat"):
                        sheet.write_datetime(r, c, value, day)
                    elif value is not None:
                        sheet.write(r, c, value)
            for box in (merged or {}).get(name, ()):
                sheet.merge_range(box, _shown(rows, box))
    return data.getvalue()


def _first(box: str) -> tuple[int, int]:
    return xlsxwriter.utility.xl_cell_to_rowcol(box.partition(":")[0])


def _shown(rows: list[list], box: str):
    r, c = _first(box)
    return rows[r][c]


@pytest.fixture
def read(tmp_path):
    """Reads a workbook of these rows."""

    def of(rows: dict[str, list[list]], merged=None, hidden=(), **options) -> workbook.Reading:
        path = tmp_path / "so_lieu.xlsx"
        path.write_bytes(xlsx(rows, merged, hidden))
        return workbook.read(path, **options)

    return of


@pytest.fixture
def run(capsys):
    """Runs the command line; gives (exit code, stdout, stderr)."""

    def call(*words) -> tuple[int, str, str]:
        code = industria.cli.main([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def figures(reading: workbook.Reading) -> dict[tuple[str, str, str], str]:
    """{(indicator, measure, period): figure in English}."""
    return {(row.key.indicator, row.measure, str(row.span.last)): row.figure.text("en") for row in reading.dataset.observations}


def codes(reading: workbook.Reading) -> list[str]:
    return [issue.code.removeprefix("workbook.") for issue in reading.issues]


def cells(issues) -> list[str]:
    return [f"{issue.where.sheet}!{issue.where.column}" for issue in issues]
