# SPDX-License-Identifier: Apache-2.0
"""The time column: any integers, dates of every regular frequency; what is off the grid is refused with its row."""

import numpy as np
import pandas as pd
import pytest

import industria as ind


def frame(ds, **more):
    return pd.DataFrame({"unique_id": "a", "ds": ds, "y": np.arange(1.0, len(ds) + 1), **more})


def coming(ds, h=2, **options):
    return ind.forecast(frame(ds), h, models="naive", **options)["ds"]


@pytest.mark.parametrize(
    ("ds", "expected"),
    [
        ([1, 2, 3], [4, 5]),
        ([0, 1, 2], [3, 4]),
        ([-5, -3, -1], [1, 3]),
        ([10_000, 10_010, 10_020], [10_030, 10_040]),
        ([2018, 2020, 2026], [2028, 2030]),  # the greatest step that divides all distances
        ([2**62, 2**62 + 1], [2**62 + 2, 2**62 + 3]),
    ],
)
def test_integers_go_on_by_their_common_step(ds, expected):
    assert coming(ds).tolist() == expected


def test_freq_of_integers_is_their_step():
    assert coming([2018, 2020], freq=1).tolist() == [2021, 2022]


@pytest.mark.parametrize(
    "freq", "YS YE QS QE-DEC QS-FEB MS ME W-SUN W-MON D h 6h 15min 2W 2MS 6MS 14D s".split()
)
@pytest.mark.parametrize("said", [False, True], ids=["inferred", "said"])
def test_dates_go_on_as_pandas_counts(freq, said):
    ds = pd.date_range("2019-02-03", periods=9, freq=freq)
    expected = pd.date_range(ds[0], periods=11, freq=freq)[-2:]
    assert coming(ds, freq=freq if said else None).tolist() == expected.tolist()


def test_business_days_skip_the_weekend():
    ds = pd.bdate_range("2024-01-01", periods=5)
    assert coming(ds, freq="B").tolist() == [pd.Timestamp("2024-01-08"), pd.Timestamp("2024-01-09")]


def test_the_day_of_the_month_is_kept():
    ds = pd.to_datetime(["2024-01-15", "2024-02-15", "2024-03-15"])
    assert coming(ds).dt.strftime("%F").tolist() == ["2024-04-15", "2024-05-15"]


@pytest.mark.parametrize("freq", ["Y", "Q", "M", "W", "D", "h"])
def test_periods_of_pandas_keep_their_type(freq):
    ds = pd.period_range("2020-01-01", periods=5, freq=freq)
    result = coming(ds)
    assert result.dtype == ds.dtype and result.tolist() == [ds[-1] + 1, ds[-1] + 2]


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/New_York"])
def test_zones_are_kept_and_hours_are_real_ones(zone):
    ds = pd.date_range("2024-03-09 20:00", periods=5, freq="h", tz=zone)
    assert coming(ds, h=6).tolist() == pd.date_range(ds[-1], periods=7, freq="h")[1:].tolist()


def test_trailing_rows_without_value_are_the_gap():
    df = frame(pd.date_range("2024-01-01", periods=6, freq="MS"))
    df.loc[4:, "y"] = np.nan
    assert ind.forecast(df, 1)["ds"][0] == pd.Timestamp("2024-07-01")


def test_each_series_goes_on_from_its_own_last_row():
    df = pd.DataFrame({"unique_id": ["a", "a", "b", "b"], "ds": [1, 3, 2, 4], "y": 1.0})
    assert ind.forecast(df, 1)["ds"].tolist() == [5, 6]


def test_two_rows_of_one_period_are_refused_with_both_rows():
    with pytest.raises(ValueError, match=r"rows 1 and 3 are both ds 2 of unique_id a"):
        ind.forecast(frame([1, 2, 3, 2]), 1)


def test_dates_off_the_grid_are_refused_with_the_row():
    stray = pd.date_range("2024-01-01", periods=60, freq="7D").to_series().to_list()
    stray[40] += pd.Timedelta(hours=5)
    with pytest.raises(ValueError, match=r"row 40,.*freq="):
        ind.forecast(frame(stray), 1)
    with pytest.raises(ValueError, match=r"row 2,.*between the periods"):
        ind.forecast(frame(pd.to_datetime(["2024-01-01", "2024-01-08", "2024-01-17"])), 1, freq="W")


def test_missing_dates_are_refused_with_the_row():
    with pytest.raises(ind.ParseError, match="value 1 is missing"):
        ind.forecast(frame(pd.to_datetime(["2024-01-01", None, "2024-03-01"])), 1)


@pytest.mark.parametrize("freq", ["fortnight", "0D", "", True, -1, 1.5])
def test_unknown_freq_is_refused_with_the_known(freq):
    with pytest.raises(ValueError, match="'quarter'"):
        ind.forecast(frame([1, 2, 3]), 1, freq=freq)


def test_single_dates_without_freq_are_refused():
    with pytest.raises(ind.ParseError, match="freq="):
        ind.forecast(frame(pd.to_datetime(["2024-01-03"])), 1)


def test_integers_far_apart_are_refused_and_not_laid_out():
    with pytest.raises(ValueError, match="no common step"):
        ind.forecast(frame([0, 1, 2**60]), 1)


@pytest.mark.parametrize(
    ("ds", "season"),
    [
        (pd.date_range("2020-01-01", periods=60, freq="h"), 24),
        (pd.date_range("2020-01-01", periods=60, freq="D"), 7),
        (pd.date_range("2020-01-01", periods=60, freq="W"), 1),
        (pd.date_range("2020-01-01", periods=60, freq="MS"), 12),
        (pd.date_range("2020-01-01", periods=60, freq="QS"), 4),
        (pd.period_range("2020-01", periods=60, freq="M"), 12),
        (np.arange(60), 1),
    ],
)
def test_season_length_follows_the_periods(ds, season):
    df = frame(ds)
    df["y"] = np.random.default_rng(1).normal(size=60)
    by_itself = ind.forecast(df, season, models="seasonal_naive")["seasonal_naive"]
    np.testing.assert_array_equal(by_itself, df["y"][-season:])
    said = ind.forecast(df, season, models="seasonal_naive", season_length=season)["seasonal_naive"]
    np.testing.assert_array_equal(by_itself, said)


@pytest.mark.parametrize("season", [0, -1, True])
def test_season_length_below_one_is_refused(season):
    with pytest.raises(ValueError, match="season_length"):
        ind.forecast(frame([1, 2, 3]), 1, season_length=season)
