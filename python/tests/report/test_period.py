# SPDX-License-Identifier: Apache-2.0
"""The report of a month: its table, paragraphs and revisions rest on the data alone, and are the same in all four files."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest

import industria
from industria.report import model, outputs
from industria.report.words import Words

from .conftest import NORTHWEST
from .seen import bare_copy, figures_of

MONTHLY = NORTHWEST.with_name("monthly")
LANGUAGES = ("vi", "en")
BOTH = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def reports() -> dict:
    dataset = industria.Dataset.read(MONTHLY)
    assessments, issues = dataset.assess(None), [*dataset.issues, *dataset.check(None)]
    return {lang: model.build(dataset, assessments, issues, lang, dataset.latest_known(), "2026-09") for lang in LANGUAGES}


@pytest.fixture(scope="module")
def files(reports) -> dict[str, bytes]:
    return outputs.render(bare_copy(report) for report in reports.values())


def beer() -> dict[str, float]:
    """Beer by month as the table of the example holds it, the latest figure known of each month; and the plan of 2026."""
    found = {}
    with open(MONTHLY / "observations.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["product"] == "beer" and row["measure"] == "level" and re.fullmatch(r"202[56]-M\d\d", row["span"]):
                key = row["span"]
                if key not in found or row["known_on"] >= found[key][0]:
                    found[key] = row["known_on"], float(row["value"])
    with open(MONTHLY / "targets.csv", encoding="utf-8", newline="") as file:
        plans = [row for row in csv.DictReader(file) if row["product"] == "beer" and row["span"] == "2026"]
    return {key: value for key, (_, value) in found.items()} | {"plan": float(plans[-1]["value"])}


def number(value: float, decimals: int) -> str:
    """Vietnamese marks, without zeros at the end."""
    text = f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return text.rstrip("0").rstrip(",") if "," in text else text


def test_the_paragraph_of_a_product_is_what_its_months_give(reports):
    months = beer()
    so_far = sum(months[f"2026-M{month:02d}"] for month in range(1, 10))
    on_previous = months["2026-M09"] / months["2026-M08"] * 100 - 100
    on_same = months["2026-M09"] / months["2025-M09"] * 100 - 100
    told = next(cell.text for cell in reports["vi"].sections[0].lead if "sản lượng bia" in cell.text)
    assert told.startswith(
        f"Tháng 9 năm 2026, sản lượng bia ước đạt {number(months['2026-M09'], 0)} nghìn lít, tăng {number(on_previous, 1)}% so với tháng trước "
        f"và tăng {number(on_same, 1)}% so với cùng kỳ năm trước; lũy kế 9 tháng ước đạt {number(so_far, 0)} nghìn lít, ")
    assert f", đạt {number(so_far / months['plan'] * 100, 1)}% kế hoạch năm. " in told


@BOTH
def test_all_four_show_the_same_figures_of_the_month(files, lang):
    seen = figures_of(files, lang)
    assert len(seen["html"]) > 250
    assert seen["xlsx"] == seen["docx"] == seen["pdf"] == seen["html"]


def test_live_formulas_give_the_figures_that_are_printed(files):
    """Each formula of the workbook, computed here, gives the value that stands in its cell."""
    formulas = openpyxl.load_workbook(io.BytesIO(files["report.vi.xlsx"]))
    values = openpyxl.load_workbook(io.BytesIO(files["report.vi.xlsx"]), data_only=True)
    checked = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            terms = re.sub(r"'([^']+)'!([A-Z]+\d+)", lambda at: repr(values[at[1]][at[2]].value), cell.value[1:])
            assert re.fullmatch(r"[-+*/().\de]+", terms), cell.value
            stated = values[sheet.title][cell.coordinate].value
            assert eval(terms) == pytest.approx(stated, rel=1e-9, abs=1e-9)  # noqa: S307  the same arithmetic in another order
            checked += 1
    assert checked > 60


def test_each_computed_figure_says_how(files):
    sheet = openpyxl.load_workbook(io.BytesIO(files["report.vi.xlsx"]))[Words("vi")("out.sheet.month")]
    notes = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    assert len(notes) > 60 and all(note.startswith("Công thức: ") for note in notes)


def test_the_table_begins_the_workbook_and_problems_name_their_cells(files):
    book = openpyxl.load_workbook(io.BytesIO(files["report.vi.xlsx"]))
    assert book.sheetnames[0] == "Theo dõi kỳ báo cáo"
    heads = [cell.value for row in book["Theo dõi kỳ báo cáo"].iter_rows() for cell in row if cell.value in ("STT", "Chỉ tiêu", "ĐVT", "Ghi chú")]
    assert heads == ["STT", "Chỉ tiêu", "ĐVT", "Ghi chú"]
    problems = "\n".join(str(cell.value) for row in book["Vấn đề số liệu"].iter_rows() for cell in row if cell.value)
    assert problems.count("observations.csv") >= 4  # the mistakes planted among the figures


def test_what_was_revised_is_listed_with_the_columns_it_touches(reports):
    section = next(section for section in reports["vi"].sections if section.anchor == "revisions")
    rows = [row for group in section.tables[0].groups for row in group.rows]
    assert rows and {row[1].text for row in rows} == {"Tháng 8/2026"}
    assert all("So với tháng trước (%)" in row[-1].text and "So với cùng kỳ (%)" not in row[-1].text.split("; ") for row in rows)


def test_indices_in_place_of_growth(reports):
    dataset = industria.Dataset.read(MONTHLY)
    report = model.build(dataset, [], [], "vi", dataset.latest_known(), "2026-09", "index")
    grown, indexed = (view.sections[0].tables[0].groups[0].rows[0][9].number.value for view in (reports["vi"], report))
    assert indexed == pytest.approx(grown + 100, rel=1e-12)  # the same ratio
    assert "bằng 11" in report.sections[0].lead[0].text


def test_a_result_of_another_year_is_not_told_in_one_breath_with_the_latest_level(files):
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", files["report.vi.html"].decode("utf-8")))
    assert "đạt 52.248,2 tỷ đồng" in page and "; đạt mục tiêu 47.000 tỷ đồng của năm 2024" not in page
    assert "Đạt mục tiêu 47.000 tỷ đồng của năm 2024" in page
