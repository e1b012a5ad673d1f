# SPDX-License-Identifier: Apache-2.0
"""Datasets for the tests of the report: the three provinces, and copies with single cells changed."""

from __future__ import annotations

import csv
import pathlib
import shutil

import pytest

import industria.cli

NORTHWEST = pathlib.Path(__file__).parents[3] / "examples" / "data" / "northwest"


class Copy:
    """A copy of the dataset whose tables can be changed."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.out = folder.with_name("out")  # beside the tables: what lies among them is looked at as data
        shutil.copytree(NORTHWEST, folder)

    def rows(self, table: str) -> list[list[str]]:
        with open(self.folder / table, encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, rows: list[list[str]]) -> None:
        with open(self.folder / table, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def change(self, table: str, row_has: str, column: str, value) -> None:
        """Sets one column of the rows that hold `row_has`; `value` may be a function of the old value."""
        head, *rows = self.rows(table)
        at, changed = head.index(column), 0
        for row in rows:
            if row_has in row or row_has == "*":
                row[at] = value(row[at]) if callable(value) else value
                changed += 1
        assert changed, f"no row of {table} holds {row_has}"
        self.write(table, [head, *rows])


@pytest.fixture
def copy(tmp_path) -> Copy:
    return Copy(tmp_path / "data")


@pytest.fixture
def run(capsys):
    """Runs the command line; gives (exit code, stdout, stderr)."""

    def call(*words) -> tuple[int, str, str]:
        code = industria.cli.main([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> dict[str, str]:
    """The report on the three provinces in both languages."""
    folder = tmp_path_factory.mktemp("northwest")
    assert industria.cli.main(["report", str(NORTHWEST), "-o", str(folder)]) == 0
    return {lang: (folder / f"report.{lang}.html").read_text(encoding="utf-8") for lang in ("vi", "en")}
