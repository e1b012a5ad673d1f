# SPDX-License-Identifier: Apache-2.0
"""The example of a month as an office would send it: one workbook in the form's own sheets, with the figures of the folder."""

from __future__ import annotations

import pathlib

import pytest

import industria
from industria import workbook
from industria.workbook.template import tables_of

DATA = pathlib.Path(__file__).parents[3] / "examples" / "data"


@pytest.fixture(scope="module")
def folder() -> industria.Dataset:
    return industria.Dataset.read(DATA / "monthly")


@pytest.fixture(scope="module")
def sheets() -> industria.Dataset:
    return workbook.read(DATA / "monthly.xlsx").dataset


def said(row) -> tuple:
    status = row.status if hasattr(row, "status") else (row.kind, row.direction)
    day = row.known_on if hasattr(row, "known_on") else row.stated_on
    return (str(row.key), str(row.span), row.figure.value, row.figure.unit.text("en"), status, day)


def test_the_workbook_holds_the_figures_of_the_folder(folder, sheets):
    assert [said(row) for row in sheets.observations] == [said(row) for row in folder.observations]
    assert [said(row) for row in sheets.targets] == [said(row) for row in folder.targets]


def test_the_same_five_mistakes_are_found_in_both(folder, sheets):
    def found(dataset) -> list[str]:
        return sorted(issue.code for issue in [*dataset.issues, *dataset.check(None)])

    assert len(found(sheets)) == 5 and found(sheets) == found(folder)


def test_every_mistake_leads_to_its_cell(run):
    code, out, _ = run("check", DATA / "monthly.xlsx", "--lang", "vi")
    assert code == 1
    for cell in ("[Số liệu]:226, J226", "[Số liệu]:28, J28", "[Số liệu]:327, J327", "[Số liệu]:474, J474", "[Kế hoạch, mục tiêu]:17, K17"):
        assert f"monthly.xlsx {cell}: " in out


def test_it_is_what_the_writer_makes_of_the_folder(tmp_path, sheets):
    made = [workbook.template("vi", 2026, file="monthly.xlsx", tables=tables_of(DATA / "monthly")) for _ in range(2)]
    assert made[0] == made[1] and len(made[0]) < 150_000
    (tmp_path / "monthly.xlsx").write_bytes(made[0])
    again = workbook.read(tmp_path / "monthly.xlsx").dataset
    assert [said(row) for row in again.observations] == [said(row) for row in sheets.observations]
