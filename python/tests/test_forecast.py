# SPDX-License-Identifier: Apache-2.0
"""forecast(): the frame contract, the time columns, and the laws that every answer keeps."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import industria as ind

HEADS = "unique_id ds drift drift-lo-95 drift-lo-80 drift-hi-80 drift-hi-95 method_used fallback_reason quality".split()


def test_dict_of_arrays_gives_the_same(columns):
    result = ind.forecast(columns, 2, level=(80, 95), models="drift")
    assert type(result) is dict and list(result) == HEADS
    assert result["unique_id"].tolist() == ["b", "b", "a", "a", "c", "c"]  # first appearance, then step
    assert result["ds"].tolist() == [2022, 2023] * 3


def test_pandas_frame_gives_the_same_numbers(columns):
    result = ind.forecast(pd.DataFrame(columns), 2, level=(80, 95), models="drift")
    assert isinstance(result, pd.DataFrame) and list(result.columns) == HEADS
    np.testing.assert_array_equal(result["drift"], ind.forecast(columns, 2, level=(80, 95), models="drift")["drift"])


def test_drift_is_the_line_through_first_and_last(columns):
    result = ind.forecast(columns, 2, level=(80, 95), models="drift")
    np.testing.assert_allclose(result["drift"][:4], [14.0, 15.0, 140.0, 150.0])  # (13-10)/3 and (130-100)/3 a year


def test_a_short_series_falls_back_and_says_so(columns):
    result = ind.forecast(columns, 1, level=(80, 95), models="drift")
    c = result["unique_id"] == "c"
    assert result["method_used"][c] != "drift" and result["fallback_reason"][c] != ""
    assert result["quality"][c] == "assumed"


def test_intervals_are_nested_and_never_of_width_zero(columns):
    f = ind.forecast(columns, 3, [80, 95])
    order = ["auto-lo-95", "auto-lo-80", "auto", "auto-hi-80", "auto-hi-95"]
    assert (np.diff([f[name] for name in order], axis=0) > 0).all()


def test_levels_name_the_columns(columns):
    assert "auto-lo-97.5" in ind.forecast(columns, 1, level=97.5)
    assert not [c for c in ind.forecast(columns, 1, level=[]) if "-lo-" in c]


@pytest.mark.parametrize("level", [0.95, [80, 0.95]])
def test_level_below_one_is_refused_with_the_remedy(columns, level):
    with pytest.raises(ValueError, match="use 95, not 0.95"):
        ind.forecast(columns, 1, level=level)


@pytest.mark.parametrize("level", [0, 100, -5, float("nan")])
def test_level_out_of_range_is_refused(columns, level):
    with pytest.raises(ValueError, match="level"):
        ind.forecast(columns, 1, level=level)


@pytest.mark.parametrize("h", [0, 1001])
def test_horizon_out_of_range_is_refused(columns, h):
    with pytest.raises(ValueError, match="horizon"):
        ind.forecast(columns, h)


def test_unknown_method_lists_the_known_ones(columns):
    with pytest.raises(ValueError, match="'log_linear'"):
        ind.forecast(columns, 1, models="arima")


def test_missing_column_is_named(columns):
    del columns["y"]
    with pytest.raises(ValueError, match="'y'.*target_col="):
        ind.forecast(columns, 1)


def test_other_names_by_option(columns):
    renamed = {"tinh": columns["unique_id"], "nam": columns["ds"], "gia_tri": columns["y"]}
    result = ind.forecast(renamed, 1, id_col="tinh", time_col="nam", target_col="gia_tri")
    assert list(result)[:3] == ["tinh", "nam", "auto"]


def test_duplicate_rows_are_refused(columns):
    columns["ds"][0] = 2021
    with pytest.raises(ValueError, match="b"):
        ind.forecast(columns, 1)


def test_columns_of_different_lengths_are_refused(columns):
    columns["y"] = columns["y"][1:]
    with pytest.raises(ind.ShapeError, match="different lengths"):
        ind.forecast(columns, 1)


def test_missing_id_is_refused(columns):
    columns["unique_id"] = np.array([None, *columns["unique_id"][1:]], dtype=object)
    with pytest.raises(ValueError, match="unique_id: value 0"):
        ind.forecast(columns, 1)


def test_anything_else_than_a_frame_is_refused():
    with pytest.raises(TypeError, match="expected a pandas DataFrame or a dict of arrays"):
        ind.forecast([1.0, 2.0], 1)


def test_a_series_without_values_gets_no_number(columns):
    columns["y"][columns["unique_id"] == "c"] = np.nan
    result = ind.forecast(columns, 1)
    c = result["unique_id"] == "c"
    assert np.isnan(result["auto"][c]).all() and (result["quality"][c] == "none").all()
    assert np.isfinite(result["auto"][~c]).all()


def test_empty_frame_gives_an_empty_frame():
    result = ind.forecast({"unique_id": np.array([], dtype=str), "ds": np.array([], dtype=int), "y": np.array([])}, 2)
    assert len(result["auto"]) == 0


def test_integer_ids_stay_integers(columns):
    columns["unique_id"] = np.array([ord(c) for c in columns["unique_id"]])
    assert ind.forecast(columns, 1)["unique_id"].tolist() == [98, 97, 99]


DAYS = pd.to_datetime


@pytest.mark.parametrize(
    ("ds", "coming"),
    [
        (["2019", "2020", "2021"], ["2022", "2023"]),
        (["quý I/2021", "Q2/2021", "2021-Q3"], ["2021-Q4", "2022-Q1"]),
        (["2021-10", "tháng 11/2021", "12/2021"], ["2022-M01", "2022-M02"]),
        (np.array(["2020", "2021", "2022"], "M8[Y]"), np.array(["2023", "2024"], "M8[Y]")),
        (np.array(["2020-01", "2021-01", "2022-01"], "M8[M]"), np.array(["2023-01", "2024-01"], "M8[M]")),
        (
            np.array(["2021-10-01", "2021-11-01", "2021-12-01"], "M8[ns]"),
            np.array(["2022-01-01", "2022-02-01"], "M8[ns]"),
        ),
        (
            np.array(["2021-03-31", "2021-06-30", "2021-09-30"], "M8[D]"),
            np.array(["2021-12-31", "2022-03-31"], "M8[D]"),
        ),
        (
            np.array(["2020-06-30", "2020-12-31", "2021-06-30"], "M8[D]"),
            np.array(["2021-12-31", "2022-06-30"], "M8[D]"),
        ),
        (np.array(["2020-12-31", "2021-12-31"], "M8[D]"), np.array(["2022-12-31", "2023-12-31"], "M8[D]")),
    ],
    ids="years quarters months Y M ns quarter-ends half-ends year-ends".split(),
)
def test_time_goes_on_in_the_spelling_of_the_column(ds, coming):
    n = len(ds)
    result = ind.forecast({"unique_id": ["a"] * n, "ds": ds, "y": np.arange(1.0, n + 1)}, 2)
    assert result["ds"].tolist() == np.asarray(coming).tolist()


def test_pandas_times_go_on_as_pandas_times():
    for ds in (
        pd.period_range("2020-10", periods=3, freq="M"),
        pd.date_range("2020-10-01", periods=3, freq="MS", tz="Asia/Ho_Chi_Minh"),
    ):
        result = ind.forecast(pd.DataFrame({"unique_id": "a", "ds": ds, "y": [1.0, 2.0, 3.0]}), 1)
        assert str(result["ds"].iloc[0])[:7] == "2021-01"


def test_dates_with_two_readings_are_not_guessed():
    july = {"unique_id": ["a"] * 2, "ds": np.array(["2020-07-01", "2021-07-01"], "M8[D]"), "y": [1.0, 2.0]}
    with pytest.raises(ind.ParseError, match="freq="):
        ind.forecast(july, 1)
    assert ind.forecast(july, 1, freq="month")["ds"][0] == np.datetime64("2021-08-01")


@pytest.mark.parametrize("ds", [["2020", "2020-Q1"], [2020.0, 2021.0], ["2020", None], ["2020", "x"]])
def test_times_that_cannot_be_read_are_refused(ds):
    with pytest.raises(ValueError):
        ind.forecast({"unique_id": ["a", "a"], "ds": ds, "y": [1.0, 2.0]}, 1)


def test_panel_and_series_give_forecasts(columns):
    panel = ind.Panel.from_frame(columns, "tỷ đồng")
    all_of_them = ind.forecast(panel, 2)
    assert [f.id for f in all_of_them] == panel.ids == ["b", "a", "c"]
    one = ind.forecast(panel[1], 2)
    assert one.median(0) == all_of_them[1].median(0) and one.unit == ind.Unit("bn VND")
    assert one.paths(3, seed=1).shape == (3, 2)
    np.testing.assert_array_equal(one.paths(3, seed=1), one.paths(5, seed=1)[:3])


def test_panel_shows_its_buffer_read_only(columns):
    panel = ind.Panel.from_frame(columns)
    np.testing.assert_array_equal(panel.values, [10, 11, np.nan, 13, 100, 110, 120, 130, 5])
    assert panel.offsets.tolist() == [0, 4, 8, 9] and str(panel.first[0]) == "2018"
    with pytest.raises(ValueError):
        panel.values[0] = 1


def test_view_outlives_its_panel(columns):
    values = ind.Panel.from_frame(columns).values
    assert values[0] == 10


@pytest.mark.parametrize("offsets", [[0, 2], [0, 5, 4], [1, 2, 4], [0, -1, 4]])
def test_panel_refuses_offsets_that_do_not_fit(offsets):
    with pytest.raises(ind.ShapeError):
        ind.Panel.from_arrays([1, 2, 3, 4], offsets, [2020] * (len(offsets) - 1))


def test_any_number_of_threads_gives_the_same_bits(columns):
    one, two = (ind.forecast(columns, 3, n_threads=n) for n in (1, 2))
    for name in one:
        np.testing.assert_array_equal(one[name], two[name])


def test_order_of_rows_does_not_matter(columns):
    def answers(frame):
        f = ind.forecast(pd.DataFrame(frame), 2)
        return f.sort_values(["unique_id", "ds"]).reset_index(drop=True)

    shuffled = pd.DataFrame(columns).sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(answers(columns), answers(shuffled))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(1.0, 1e6), min_size=1, max_size=15), st.integers(-40, 40))
def test_scaling_by_a_power_of_two_scales_the_forecast(values, power):
    def lows(factor):
        y = np.array(values) * factor
        f = ind.forecast({"unique_id": ["a"] * len(y), "ds": 2000 + np.arange(len(y)), "y": y}, 2, [80, 95])
        return np.array([f["auto"], f["auto-lo-80"], f["auto-hi-95"]])

    np.testing.assert_array_equal(lows(1.0) * 2.0**power, lows(2.0**power))
