# SPDX-License-Identifier: Apache-2.0
"""The annex holds earlier probabilities against what came; probabilities are told as exactly as they were checked."""

from __future__ import annotations

import csv
import dataclasses
import math
import shutil

import numpy as np
import pytest

import industria
from industria.report import annex, charts, document, html, model, sentences
from industria.report.annex import Question
from industria.report.by_months import ByMonths
from industria.report.headline import Goals
from industria.report.naming import Names, key_text
from industria.report.words import Words

from .conftest import NORTHWEST

MONTHLY = NORTHWEST.with_name("monthly")
BOTH = pytest.mark.parametrize("lang", ("vi", "en"))
BEER = "product_output|minh-hoa|C|beer|"


class Month:
    """The example of a month, or a copy with changed targets."""

    def __init__(self, folder=MONTHLY) -> None:
        self.data = industria.Dataset.read(folder)
        self.table = self.data.monitoring_table("2026-09")
        self.past = annex.history(self.data, self.table, self.table.as_of)
        self.assessments = self.data.assess(None)

    def report(self, lang: str):
        return model.build(self.data, self.assessments, [], lang, self.data.latest_known(), "2026-09")


@pytest.fixture(scope="module")
def month() -> Month:
    return Month()


def changed(folder, change) -> Month:
    """A copy whose rows of targets.csv went through `change`."""
    shutil.copytree(MONTHLY, folder)
    with open(folder / "targets.csv", encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    with open(folder / "targets.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *change([dict(zip(head, row)) for row in rows])])
    return Month(folder)


def columns(month: Month) -> dict:
    return annex._Years(month.data, month.table, month.table.as_of).columns()


def asked(probability: float, attained: bool, year: int = 2020, key: str = "a") -> Question:
    return Question(annex.OURS, key, year, 6, probability, attained, 100.0, ((90.0, 110.0), (80.0, 120.0)))


# --- what is asked ---------------------------------------------------------------------------------------------------
def test_cumulative_figures_are_the_sums_of_the_months_of_the_table(month):
    with open(MONTHLY / "observations.csv", encoding="utf-8", newline="") as file:
        months = {row["span"]: float(row["value"]) for row in csv.DictReader(file)
                  if row["product"] == "garment" and row["measure"] == "level" and "2025-M" in row["span"]}
    rows = columns(month)
    found = {m: c for key, year, m, c in zip(rows["unique_id"], rows["year"], rows["month"], rows["cumulative"]) if "garment" in key and year == 2025}
    assert found[9] == pytest.approx(sum(months[f"2025-M{m:02d}"] for m in range(1, 10)), rel=1e-12)  # sums in another order
    assert max(rows["year"]) == 2025  # 2026 is not over


def test_a_plan_adjusted_in_july_is_asked_about_as_it_stood(tmp_path):
    def adjust(rows):
        later = next(row for row in rows if row["product"] == "beer" and row["span"] == "2025") | {"id": "bia-2025-dc", "value": "66000", "stated_on": "2025-07-15"}
        return [row.values() for row in (*rows, later)]

    rows = columns(changed(tmp_path / "data", adjust))
    plans = [plan for key, year, plan in zip(rows["unique_id"], rows["year"], rows["plan"]) if key == BEER and year == 2025]
    assert plans == [67900.0] * 6 + [66000.0] * 6


# --- scores ----------------------------------------------------------------------------------------------------------
def test_scores_are_those_of_the_library(month):
    rows = columns(month)
    made = industria.evaluate_attainment(rows, at_least=annex.FEWEST, prior="output").scores
    for i, (method, stage) in enumerate(zip(made["method"], made["stage"])):
        some = [q for q in month.past.questions if (q.method, q.month) == (method, stage)]
        assert annex.brier(some) == pytest.approx(made["brier"][i], rel=1e-12)  # sums in another order
        assert annex.covered(some, 80) == pytest.approx(100 * made["coverage-80"][i], rel=1e-12)


def test_a_plan_asked_about_four_times_is_one_plan_in_the_range_of_a_bin():
    row, = annex.bins([asked(0.1, False, key=str(i % 10)) for i in range(40)])
    z2 = 1.959964**2
    assert (row["cases"], row["came"], row["lo"]) == (40, 0, 0)
    assert row["hi"] == pytest.approx(100 * z2 / (10 + z2))  # Wilson's range of 0 out of 10


def test_one_or_two_years_decide_nothing():
    def questions(p: float, years: int) -> list[Question]:
        return [asked(p + 0.01 * year, True, year) for year in range(years) for _ in range(9)]

    assert annex.compared(questions(0.9, 2), questions(0.5, 2)) == "unclear"
    assert annex.compared(questions(0.9, 4), questions(0.5, 4)) == "better"
    assert annex.compared(questions(0.5, 4), questions(0.9, 4)) == "worse"


# --- the section -----------------------------------------------------------------------------------------------------
@BOTH
def test_the_annex_has_diagram_scores_and_the_caution_of_one_year(month, lang):
    report = dataclasses.replace(month.report(lang), by_place=())  # the other charts are drawn elsewhere
    draw = charts.Drawings(lang)
    part = next(part for part in document.of(report, draw).parts if part.key == "reliability")
    assert part.annex and [type(block).__name__ for block in part.blocks].count("Drawing") == 1
    ours = [q for q in month.past.questions if q.method == annex.OURS]
    text = " ".join(block.cell.text for block in part.blocks if isinstance(block, document.Paragraph))
    assert Words(lang).fixed(annex.brier(ours), 3) in text and Words(lang)("out.reliability.unclear") in text
    assert Words(lang)("out.reliability.few", years=Words(lang)("out.reliability.years.one", n=1)) in text
    page = html.render(report, draw)
    assert 'id="reliability"' in page and Words(lang).other("evaluation.said") in page  # on the axis


@BOTH
def test_without_past_plans_a_sentence_says_what_is_lacking(tmp_path, lang):
    made = changed(tmp_path / "data", lambda rows: [row.values() for row in rows if row["span"] != "2024"])
    section, = annex.reliability(made.past, Words(lang))
    assert not section.charts and not section.tables
    assert section.lead[0].text == Words(lang)("out.reliability.none", need=5, plans=7)


# --- probabilities as told -----------------------------------------------------------------------------------------------
@BOTH
def test_probabilities_are_told_as_the_library_does(month, lang):
    told = [goal for goal in month.assessments if math.isfinite(goal.probability.value)]
    assert told
    for goal in told:
        assert sentences.chance_text(Words(lang), 100 * goal.probability.value, goal.calibrated) == goal.probability_text(lang)


def test_no_probability_is_certain():
    told = {calibrated: [sentences.rounded_chance(p, calibrated) for p in (0.0, 0.2, 44.4, 45.0, 99.9, 100.0)] for calibrated in (True, False)}
    assert told == {True: [1, 1, 44, 45, 99, 99], False: [10, 10, 40, 50, 90, 90]}


def test_this_years_plan_is_told_by_the_months_so_far(month):
    words = Words("vi")
    goals = Goals(month.data, month.assessments, words, Names(month.data, words), None, month.table)
    rows = {key_text(row.key): row for row in month.table.rows}
    told = [goal for goal in goals.all if isinstance(goal, ByMonths)]
    assert len(told) >= 5
    for goal in told:
        row = rows[key_text(goal.key)]
        assert goal.landing == row["full_year"].value.value
        assert goal.verdict == ("likely" if row.plan_probability.value >= 0.8 else "unlikely" if row.plan_probability.value <= 0.2 else "uncertain")
        assert goal.probability_text("vi") == sentences.chance_text(words, 100 * row.plan_probability.value, goal.calibrated)


def test_what_is_promised_is_met_at_80_per_cent(month):
    lead = next(section for section in month.report("vi").sections if section.anchor == "proposal").lead
    exact = {key_text(plan.key): plan.variants[0].level.value for plan in month.data.propose_plan(month.table, probabilities=[80]) if plan.variants}
    text = next(cell.text for cell in lead if "Sản lượng bia" in cell.text)
    promised = float(text.rsplit("cam kết ít nhất ", 1)[1].split(" ")[0].replace(".", ""))
    assert exact[BEER] * (1 - 1e-3) < promised <= exact[BEER]  # four digits, to the safe side
    np.testing.assert_equal(len(lead), len(exact))
