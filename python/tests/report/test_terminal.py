# SPDX-License-Identifier: Apache-2.0
"""Columns stand straight with every way of writing Vietnamese."""

import unicodedata

import pytest

from industria.report.terminal import pad, table, width, wrap
from industria.report.views import Cell, Group, Head, Table


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_marks_take_no_room(form):
    assert width(unicodedata.normalize(form, "Đường Lào Cai")) == 13
    assert width("工业") == 4


def test_padding_fills_to_the_column():
    assert pad("ệ", 3) == "ệ  " and pad("e\u0323\u0302", 3, right=True) == "  e\u0323\u0302"


def test_long_words_are_broken_and_nothing_is_lost():
    text = "giá trị " + "x" * 25 + " công nghiệp"
    lines = wrap(text, 10)
    assert max(map(width, lines)) <= 10
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_rows_are_as_wide_as_asked_for():
    rows = tuple((Cell("Giá trị sản xuất công nghiệp"), Cell("trên 46.000 tỷ đồng")) for _ in range(2))
    shown = table(Table("", (Head("Chỉ tiêu"), Head("Mục tiêu", True)), (Group("", rows),)), 30)
    assert max(map(width, shown.splitlines())) <= 30
    assert len({line.find("│") for line in shown.splitlines() if "│" in line}) == 1


def test_an_empty_table_is_a_sentence():
    assert table(Table("", (Head("a"),), (), "Không có."), 80) == "Không có."
