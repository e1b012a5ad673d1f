# SPDX-License-Identifier: Apache-2.0
"""Paragraphs of a month say what the cells say, in the words of an office, and leave out what is not known."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

import industria
from industria.report import paragraphs
from industria.report.words import Words

OPEN = SimpleNamespace(lo=-math.inf, hi=math.inf, has_lo=lambda: False, has_hi=lambda: False)


class Row(dict):
    """A row of the monitoring table made by hand."""

    def __init__(self, accounting="flow", period="2026-09", unit="tỷ đồng", left=3, status="estimate", **values) -> None:
        super().__init__()
        for column in ("current", "cumulative", "on_previous", "on_same_period", "cumulative_on_same_period", "on_plan", "full_year",
                       "full_year_on_plan", "remaining", "required_per_period", "required_on_same_period"):
            value = SimpleNamespace(value=values.get(column, math.nan))
            self[column] = SimpleNamespace(value=value, status=status, formula="growth", interval=OPEN)
        self.accounting, self.period, self.unit = accounting, industria.parse_period(period), industria.Unit(unit)
        self.direction, self.periods_left = "at_least", left


def said(lang="vi", name="Giá trị sản xuất công nghiệp", style="growth", decimals=0, **row) -> str:
    table = Row(**row)
    view = SimpleNamespace(row=table, decimals=decimals, has=lambda column: math.isfinite(table[column].value.value))
    return paragraphs.of_row(Words(lang), view, name, style)


FULL = {"current": 4120.4, "cumulative": 35325.0, "on_previous": 1.2, "on_same_period": 11.2, "cumulative_on_same_period": 10.4, "on_plan": 78.5}


def test_a_full_row_reads_like_a_monthly_report():
    assert said(**FULL) == (
        "Tháng 9 năm 2026, giá trị sản xuất công nghiệp ước đạt 4.120 tỷ đồng, tăng 1,2% so với tháng trước và tăng 11,2% so với cùng "
        "kỳ năm trước; lũy kế 9 tháng ước đạt 35.325 tỷ đồng, tăng 10,4% so với cùng kỳ năm trước, đạt 78,5% kế hoạch năm.")
    assert said("en", "Gross output of industry", **FULL) == (
        "In September 2026, gross output of industry came to an estimated 4,120 bn VND, 1.2% up on the previous month and 11.2% up on the same "
        "period of the previous year; for the first 9 months together an estimated 35,325 bn VND, 10.4% up on the same period of the "
        "previous year, 78.5% of the annual plan.")


@pytest.mark.parametrize("change, words", [
    ({"on_previous": -3.04, "on_same_period": 11.2}, "giảm 3% so với tháng trước nhưng tăng 11,2% so với cùng kỳ năm trước"),
    ({"on_previous": 0.0, "on_same_period": 0.04}, "không đổi so với tháng trước và gần như không đổi so với cùng kỳ năm trước"),
    ({"on_previous": 0.06, "on_same_period": 112.4}, "tăng 0,1% so với tháng trước và gấp 2,1 lần cùng kỳ năm trước"),
    ({"on_same_period": -100.0}, "giảm 100% so với cùng kỳ năm trước"),
])
def test_comparisons_in_the_words_of_an_office(change, words):
    assert said(current=4120.0, **change) == f"Tháng 9 năm 2026, giá trị sản xuất công nghiệp ước đạt 4.120 tỷ đồng, {words}."


def test_the_style_of_indices_keeps_the_direction_of_both():
    words = said(style="index", current=4120.0, on_previous=98.8, on_same_period=111.2)
    assert words.endswith("bằng 98,8% so với tháng trước nhưng bằng 111,2% so với cùng kỳ năm trước.")


@pytest.mark.parametrize("share, words", [(78.46, "đạt 78,5% kế hoạch năm"), (100.0, "đạt 100% kế hoạch năm"), (103.2, "vượt 3,2% kế hoạch năm"),
                                          (100.04, "đạt 100% kế hoạch năm")])
def test_the_plan(share, words):
    assert said(current=4120.0, cumulative=35325.0, on_plan=share).endswith(f"35.325 tỷ đồng, {words}.")


def test_an_index_is_told_by_its_changes_and_january_has_nothing_before_it():
    assert said(name="Chỉ số sản xuất công nghiệp", accounting="index", on_same_period=9.6, cumulative_on_same_period=10.26) == (
        "Tháng 9 năm 2026, chỉ số sản xuất công nghiệp ước tăng 9,6% so với cùng kỳ năm trước; lũy kế 9 tháng tăng 10,3% so với cùng kỳ năm trước.")
    assert said(period="2026-01", current=4120.0, cumulative=4120.0, on_plan=8.1).endswith("ước đạt 4.120 tỷ đồng, đạt 8,1% kế hoạch năm.")


def test_the_year_and_what_is_left_of_it():
    words = said(current=4120.0, full_year=46100.0, full_year_on_plan=102.44, remaining=9690.0, required_per_period=3230.0, required_on_same_period=-5.1)
    assert words.endswith("Ước thực hiện cả năm 2026 đạt 46.100 tỷ đồng, bằng 102,4% kế hoạch. Để đạt kế hoạch năm, 3 tháng còn lại chỉ cần đạt "
                          "bình quân 3.230 tỷ đồng/tháng, giảm 5,1% so với cùng kỳ năm trước.")
    assert said(current=4120.0, remaining=-10.0).endswith("Đã đạt kế hoạch năm.")


def test_nothing_is_said_of_what_is_not_known():
    assert said() == ""
    assert said(status="final", current=4120.0) == "Tháng 9 năm 2026, giá trị sản xuất công nghiệp đạt 4.120 tỷ đồng."
    assert said(cumulative=35325.0, status="final", on_plan=50.0) == (
        "Tháng 9 năm 2026, giá trị sản xuất công nghiệp lũy kế 9 tháng đạt 35.325 tỷ đồng, đạt 50% kế hoạch năm.")
