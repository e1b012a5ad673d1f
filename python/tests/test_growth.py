# SPDX-License-Identifier: Apache-2.0
"""Growth on every kind of array: the numbers, what is missing, what is refused, and the law of scale."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import industria as ind

VALUES = [100.0, 110.0, 99.0, 198.0]
RATES = [math.nan, 0.1, -0.1, 1.0]


def record() -> np.ndarray:
    rows = np.zeros(4, dtype=[("flag", "i1"), ("y", "f8")])  # y is not aligned
    rows["y"] = VALUES
    return rows["y"]


def frozen() -> np.ndarray:
    values = np.array(VALUES)
    values.flags.writeable = False
    return values


@pytest.mark.parametrize(
    "values",
    [
        VALUES,
        tuple(VALUES),
        np.array(VALUES),
        np.repeat(VALUES, 2)[::2],
        np.array(VALUES[::-1])[::-1],
        np.array([VALUES, VALUES]).T[:, 0],
        np.array(VALUES, dtype=np.float32),
        np.array(VALUES, dtype=">f8"),
        np.array(VALUES, dtype=np.int64),
        np.array(VALUES, dtype=object),
        record(),
        frozen(),
    ],
    ids="list tuple array strided reversed column float32 big-endian int object record readonly".split(),
)
def test_growth_of_any_array(values):
    np.testing.assert_allclose(ind.growth(values), RATES, rtol=1e-15)


def test_growth_of_a_pandas_series_keeps_its_index():
    series = pd.Series(VALUES, index=[2018, 2019, 2020, 2021], name="output")
    result = ind.growth(series)
    pd.testing.assert_series_equal(result, series.pct_change())


@pytest.mark.parametrize(
    "values",
    [
        np.ma.array(VALUES, mask=[0, 1, 0, 0]),
        pd.array([100.0, None, 99.0, 198.0], dtype="Float64"),
        pd.Series([100, None, 99, 198], dtype="Int64"),
        [100.0, None, 99.0, 198.0],
    ],
    ids="masked Float64 Int64 None".split(),
)
def test_missing_is_never_a_number(values):
    np.testing.assert_array_equal(np.isnan(ind.growth(values)), [True, True, True, False])


def test_growth_needs_a_positive_base():
    assert np.isnan(ind.growth([0.0, 1.0, -1.0, 2.0])[[1, 3]]).all()


@pytest.mark.parametrize("values", [["1", "2"], np.array(["1,5"]), [1j], [[1.0], [2.0]], ["1", 2.0]])
def test_what_is_no_column_of_numbers_is_refused(values):
    with pytest.raises(ValueError, match="growth: x"):
        ind.growth(values)


def test_growth_does_not_change_its_input():
    values = np.array(VALUES)
    ind.growth(values)
    assert values.tolist() == VALUES


def test_growth_of_a_panel_does_not_cross_series():
    panel = ind.Panel.from_arrays([1, 2, 10, 15], [0, 2, 4], [2020, 2020])
    np.testing.assert_array_equal(ind.growth(panel), [math.nan, 1.0, math.nan, 0.5])
    np.testing.assert_allclose(ind.cagr(panel), [1.0, 0.5])


def test_lag_below_one_is_refused():
    with pytest.raises(ValueError, match="lag"):
        ind.growth(VALUES, lag=0)


def test_scalars_give_floats():
    assert ind.cagr(100, 121, 2) == pytest.approx(0.1, rel=1e-15)
    assert type(ind.required_growth(41200, 46000, 1)) is float
    assert round(100 * ind.required_growth(41200, 46000, 1), 2) == 11.65  # as the plan of Lào Cai needs


def test_arrays_broadcast():
    rates = ind.required_growth([[100.0], [200.0]], 400.0, [1, 2])
    np.testing.assert_allclose(rates, [[3.0, 1.0], [1.0, math.sqrt(2) - 1]])


def test_no_time_left_is_missing():
    assert math.isnan(ind.required_growth(1.0, 2.0, 0)) and math.isnan(ind.cagr(1.0, 2.0, 0))


def test_part_of_a_step_is_refused():
    with pytest.raises(ValueError, match="whole number"):
        ind.cagr(1.0, 2.0, 1.5)


@given(st.lists(st.floats(1.0, 1e9), min_size=2, max_size=20), st.integers(-60, 60))
def test_growth_does_not_depend_on_the_unit(values, power):
    scaled = np.array(values) * 2.0**power  # exact: no rounding can differ
    np.testing.assert_array_equal(ind.growth(values), ind.growth(scaled))


@given(st.floats(1.0, 1e9), st.floats(1.0, 1e3), st.integers(1, 50))
def test_growing_by_the_required_rate_reaches_the_target(actual, factor, steps):
    rate = ind.required_growth(actual, actual * factor, steps)
    # 1 + rate >= 1 is rounded to half an ulp, which the power multiplies by up to 50.
    assert actual * (1 + rate) ** steps == pytest.approx(actual * factor, rel=60 * 2.3e-16)
