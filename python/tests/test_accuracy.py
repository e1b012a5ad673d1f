# SPDX-License-Identifier: Apache-2.0
"""accuracy(): figures of the ecosystem's own functions, laws, and every kind of time column."""

import numpy as np
import pandas as pd
import pytest

import industria as ind

HISTORY = {"x": [12, 15, 11, 18, 14, 17, 13, 21, 16, 20, 15, 24, 19], "z": [5.5, 5, 7, 6, 8.5, 7, 9, 7.5]}


@pytest.fixture
def df():
    return pd.DataFrame([(i, t, y) for i, ys in HISTORY.items() for t, y in enumerate(ys)], columns=["unique_id", "ds", "y"])


@pytest.fixture
def cv():
    said = np.array([14.75, 17.5, 15.75, 13.75, 6.75, 7.5, 5.75, 8.5])
    frame = {"unique_id": [*"xxxxzzzz"], "ds": [9, 10, 11, 12, 4, 5, 6, 7], "cutoff": [8, 8, 10, 10, 3, 3, 5, 5]}
    frame |= {"y": [20, 15, 24, 19, 8.5, 7, 9, 7.5], "m": said, "m-lo-90": said - 2.5, "m-hi-90": said + 3}
    return pd.DataFrame(frame | {"m-q-0.2": said - 1.5, "m-q-0.7": said + 2})


@pytest.fixture
def panel():
    rng = np.random.default_rng(3)
    y = 50 + rng.normal(0, 5, 120).cumsum()
    return pd.DataFrame({"unique_id": np.repeat(["x", "y", "z"], 40), "ds": np.tile(np.arange(40), 3), "y": y})


def as_dict(frame, row=0):
    return {name: frame[name][row] for name in frame if name not in ("model", "unique_id")}


# utilsforecast 0.2.17, seasonality 2: mean over series and cutoffs; OWA and MSIS with Naive2 and scales as of M4 in NumPy;
# CRPS: quantiles at 0.2 and 0.7 stand for 0 to 0.45 and 0.45 to 1.
PEER = {
    "mae": 3.46875, "rmse": 3.679439042287897, "mase": 1.917578125, "rmsse": 1.8734624670742783, "smape": 25.698264174217208,
    "owa": 1.394360501943734, "coverage-90": 0.5, "msis-90": 15.825, "pinball": 1.2640625,
}  # fmt: skip


def test_figures_equal_those_of_the_ecosystem(df, cv):
    made = ind.accuracy(cv, df, season_length=2)
    assert made["model"].tolist() == ["m"]
    assert list(made)[1:] == [*PEER, "crps", "scaled_crps"]
    for name, expected in PEER.items():
        assert made[name][0] == pytest.approx(expected, rel=1e-13), name  # sums of eight rows in another order


def test_crps_weighs_quantiles_with_the_part_nearest_to_them(df, cv):
    low, high = cv["y"] - cv["m-q-0.2"], cv["y"] - cv["m-q-0.7"]
    pinball = [np.maximum(p * e, (p - 1) * e) for p, e in ((0.2, low), (0.7, high))]
    expected = 2 * (0.45 * pinball[0] + 0.55 * pinball[1]).mean()
    assert ind.accuracy(cv, df)["crps"][0] == pytest.approx(expected, rel=1e-13)


def test_rows_of_a_series_average_to_those_of_all(df, cv):
    parts, whole = ind.accuracy(cv, df, by_series=True), ind.accuracy(cv, df)
    assert parts["unique_id"].tolist() == ["x", "z"] and parts["model"].tolist() == ["m", "m"]
    assert parts["mae"].tolist() == [5.3125, 1.625]
    for name in (n for n in as_dict(whole) if n != "owa"):  # OWA is no mean of OWAs
        assert parts[name].mean() == pytest.approx(whole[name][0], rel=1e-13)


def test_order_of_rows_changes_nothing(df, cv):
    mixed = ind.accuracy(cv.sample(frac=1, random_state=1), df.sample(frac=1, random_state=2), by_series=True)
    expected = ind.accuracy(cv, df, by_series=True).sort_values("unique_id", ignore_index=True)
    pd.testing.assert_frame_equal(mixed.sort_values("unique_id", ignore_index=True), expected, check_exact=True)


def test_scales_know_nothing_after_the_cutoff(df, cv):
    later = df.copy()
    later.loc[(later["unique_id"] == "z") & (later["ds"] > 5), "y"] *= 100
    pd.testing.assert_frame_equal(ind.accuracy(cv, later), ind.accuracy(cv, df), check_exact=True)


def test_columns_are_found_and_chosen(panel):
    cv = ind.cross_validation(panel, 3, 2, 4, ["auto", "naive"], [80, 95], quantiles=[0.1, 0.5, 0.9], mean=True)
    made = ind.accuracy(cv, panel)
    assert made["model"].tolist() == ["auto", "naive"]
    assert [n for n in made if "-" in n] == ["coverage-80", "msis-80", "coverage-95", "msis-95"]
    assert np.isfinite(made.drop(columns="model").to_numpy()).all()
    one = ind.accuracy(cv, panel, "naive", level=80, quantiles=[0.5])
    assert one["model"].tolist() == ["naive"] and "msis-95" not in one
    assert one["crps"][0] == pytest.approx(made["mae"][1], rel=1e-13)  # the median alone
    assert "crps" not in ind.accuracy(cv.drop(columns="naive-q-0.1"), panel, quantiles=[])
    assert ind.accuracy(cv, panel, "auto-mean")["model"].tolist() == ["auto-mean"]


def test_better_forecasts_have_better_figures(panel):
    cv = ind.cross_validation(panel, 3, 2, 4, "naive", 80, quantiles=[0.1, 0.5, 0.9])
    for name in [n for n in cv if n.startswith("naive")]:
        cv["near" + name[5:]] = cv["y"] + (cv[name] - cv["y"]) / 2
    made = ind.accuracy(cv, panel)
    for name in ("mae", "rmse", "mase", "rmsse", "pinball", "crps", "scaled_crps"):
        assert made[name][1] == pytest.approx(made[name][0] / 2, rel=1e-12)  # rounding of the halves
    assert made["owa"][1] < made["owa"][0]


def test_missing_values_are_left_out(df, cv):
    cv.loc[1, "y"] = np.nan
    cv.loc[6, "m"] = np.nan
    made = ind.accuracy(cv, df)
    errors = (cv["y"] - cv["m"]).abs().groupby([cv["unique_id"], cv["cutoff"]]).mean()
    assert made["mae"][0] == pytest.approx(errors.mean(), rel=1e-13)


def test_gaps_in_the_history_are_periods(df, cv):
    known = df[df["ds"] != 2]
    made = ind.accuracy(cv, known, by_series=True)
    assert made["mae"].tolist() == [5.3125, 1.625]
    gap = df.assign(y=df["y"].where(df["ds"] != 2))
    pd.testing.assert_frame_equal(made, ind.accuracy(cv, gap, by_series=True), check_exact=True)


@pytest.mark.parametrize(
    "dates",
    [
        pd.date_range("2020-01-31", periods=40, freq="ME"),
        pd.date_range("2020-01-01", periods=40, freq="D"),
        pd.date_range("2020-03-28 22:00", periods=40, freq="h", tz="Europe/Berlin"),
        pd.period_range("2010Q1", periods=40, freq="Q"),
        np.array([f"{2010 + i // 4}-Q{i % 4 + 1}" for i in range(40)], dtype=object),
        1980 + np.arange(40),
    ],
    ids=["month", "day", "zone", "period", "text", "year"],
)
def test_figures_do_not_depend_on_the_spelling_of_time(panel, dates):
    expected = ind.accuracy(ind.cross_validation(panel, 3, 2, 4, "drift", 80, season_length=4), panel, season_length=4)
    renamed = panel.assign(ds=dates.take(panel["ds"]))
    made = ind.accuracy(ind.cross_validation(renamed, 3, 2, 4, "drift", 80, season_length=4), renamed, season_length=4)
    pd.testing.assert_frame_equal(made, expected, rtol=1e-12)  # intervals of short horizons are the same law


def test_answer_has_the_type_of_the_frame(df, cv):
    expected = as_dict(ind.accuracy(cv, df))
    arrays = ind.accuracy({n: cv[n].to_numpy() for n in cv}, {n: df[n].to_numpy() for n in df})
    assert type(arrays) is dict and as_dict(arrays) == expected
    pyarrow = pytest.importorskip("pyarrow")
    table = ind.accuracy(pyarrow.Table.from_pandas(cv), pyarrow.Table.from_pandas(df), by_series=True)
    assert table["unique_id"].to_pylist() == ["x", "z"] and table["mae"].to_pylist() == [5.3125, 1.625]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ds": 13}, "ds 13 of unique_id z, is no period of df"),
        ({"cutoff": 50}, "cutoff 50 of unique_id z"),
        ({"ds": 5}, "row 7 has ds at or before its cutoff"),
        ({"ds": 6}, "two rows of one unique_id, ds and cutoff"),
        ({"unique_id": "q"}, "series q is not in df"),
    ],
)
def test_rows_that_do_not_fit_the_history_are_refused(df, cv, change, told):
    for name, value in change.items():
        cv.loc[7, name] = value
    with pytest.raises(ind.InvalidValueError, match=told):
        ind.accuracy(cv, df)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"level": 80}, "m-lo-80"),
        ({"level": 0.9}, "per cent"),
        ({"quantiles": [90]}, "quantile 90"),
        ({"models": "auto"}, "'auto'"),
        ({"season_length": 0}, "season_length"),
    ],
)
def test_columns_that_are_not_there_are_named(df, cv, options, told):
    with pytest.raises(ind.InvalidValueError, match=told):
        ind.accuracy(cv, df, **options)


def test_no_rows_have_no_figures(df, cv):
    made = ind.accuracy(cv[:0], df)
    assert made["model"].tolist() == ["m"] and np.isnan(made["mae"][0])
    assert len(ind.accuracy(cv[:0], df, by_series=True)) == 0
