# SPDX-License-Identifier: Apache-2.0
"""Units, amounts, periods, values: from text in both languages and back, and what refuses to mix."""

import copy
import datetime
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import industria as ind


def test_amount_is_read_in_the_declared_language():
    assert ind.Amount("41.200 tỷ đồng", lang="vi") == ind.Amount("41,200 bn VND", lang="en")
    assert ind.Amount("41.200 tỷ đồng", lang="vi").value == 41200


def test_amount_without_language_is_refused():
    with pytest.raises(ind.ParseError, match="lang='vi'"):
        ind.Amount("1.234 tỷ đồng")


def test_amount_converts_and_prints():
    amount = ind.Amount(41200, "tỷ đồng")
    assert amount.to("triệu đồng").value == 41_200_000
    assert amount.text("vi") == "41.200 tỷ đồng"
    assert str(amount) == "41,200 bn VND"
    assert repr(amount) == "Amount(41200, '1e9 VND', 'unstated')"


def test_amount_arithmetic():
    a, b = ind.Amount(2, "tỷ đồng"), ind.Amount(500, "triệu đồng")
    assert (a + b).value == 2.5
    assert (a - b) == ind.Amount(1500, "triệu đồng")
    assert (a / b).value == 4 and (a / b).unit.is_ratio
    assert (2 * a) == a * 2 == a / 0.5
    assert (a / 0).value != (a / 0).value  # missing, never infinite


@pytest.mark.parametrize(
    ("left", "right"), [("MW", "t"), ("viên", "tỷ đồng"), ("%", "điểm %"), ("tỷ đồng", "USD"), ("MW", "GWh")]
)
def test_what_does_not_go_together_is_refused(left, right):
    with pytest.raises(ind.UnitError):
        ind.Amount(1, left) + ind.Amount(1, right)


def test_price_bases_do_not_mix():
    with pytest.raises(ind.UnitError, match="2010"):
        ind.Amount(1, "VND", "current") + ind.Amount(1, "VND", "constant 2010")


def test_unit_equality_and_hash_follow_the_meaning():
    assert ind.Unit("tỷ đồng") == ind.Unit("bn VND")
    assert hash(ind.Unit("tỷ đồng")) == hash(ind.Unit("bn VND"))
    assert ind.Unit("m2/năm").text("vi") == "m²/năm"
    assert ind.Unit("ha").convert(2, "m2") == 20_000


def test_unknown_unit_names_itself():
    with pytest.raises(ind.UnitError, match="blub"):
        ind.Unit("blub")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("quý III/2026", "2026-Q3"),
        ("2026-Q3", "2026-Q3"),
        ("9 tháng 2024", "2024-YTD09"),
        (2021, "2021"),
        ("T9/2026", "2026-M09"),
    ],
)
def test_period_reads_every_usual_spelling(text, canonical):
    assert str(ind.Period(text)) == canonical


def test_period_arithmetic_and_order():
    p = ind.Period("2021-Q4")
    assert p + 1 == ind.Period("2022-Q1") and (p + 5) - p == 5
    assert p < p + 1 and {p: 1}[ind.Period(2021, "quarter", 4)] == 1
    assert p.last_day == datetime.date(2021, 12, 31)
    with pytest.raises(ValueError):
        p - ind.Period(2021)


@pytest.mark.parametrize("value", ["yesterday", 0, 10_000, "2021-13"])
def test_what_is_no_period_is_refused(value):
    with pytest.raises(ValueError):
        ind.Period(value)


def test_periods_and_units_survive_copying_and_pickling():
    for value in (ind.Period("2026-Q3"), ind.Unit("triệu viên/năm")):
        assert pickle.loads(pickle.dumps(value)) == value == copy.copy(value)


def test_unknown_name_of_an_enumeration_lists_the_known_ones():
    with pytest.raises(ValueError, match="'vi', 'en'"):
        ind.text("verdict.likely", "fr")


def test_errors_are_the_usual_ones_too():
    assert issubclass(ind.UnitError, (ind.Error)) and issubclass(ind.UnitError, ValueError)
    assert issubclass(ind.UnknownKeyError, KeyError) and issubclass(ind.IoError, OSError)
    with pytest.raises(KeyError) as caught:
        ind.text("no.such.key", "vi")
    assert "no.such.key" in str(caught.value) and not str(caught.value).startswith("'")


def test_number_in_text_keeps_its_bounds():
    read = ind.read_number("trên 46.000 tỷ đồng", "vi")
    assert read.figure.bounds.lo == 46_000 and read.figure.bounds.lo_open
    assert read.figure.text("vi") == "trên 46.000 tỷ đồng"


def test_bounds_travel_through_division():
    support = ind.read_number("gần 400 triệu đồng", "vi").figure
    capacity = ind.read_number("80.000 m2/năm", "vi").figure
    each = (support / capacity).to("đồng/(m2/năm)")
    assert each.bounds.hi == 5000 and each.bounds.hi_open


@given(st.floats(-1e12, 1e12), st.sampled_from(["tỷ đồng", "triệu đồng", "VND", "nghìn đồng"]))
def test_there_and_back_is_the_same_amount(value, unit):
    there = ind.Amount(value, "triệu đồng").to(unit)
    assert there.to("triệu đồng").value == pytest.approx(value, rel=4e-16)  # two roundings, one ulp each
