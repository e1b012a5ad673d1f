# SPDX-License-Identifier: Apache-2.0
"""Panel indicators against what pandas computes on random frames with gaps, missing values and zeros; kinds of frames; refusals."""

import inspect

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import industria as ind
from industria.indicators import _panel_rows

NAMES = {"id_col": "id", "time_col": "t", "target_col": "v"}


def holey(seed: int, series: int = 40) -> pd.DataFrame:
    """Series that begin and end anywhere, with absent rows, NaN, zeros and negative values."""
    rng = np.random.default_rng(seed)
    rows = [(s, t) for s in range(series) for t in range(rng.integers(0, 6), rng.integers(8, 20)) if rng.random() > 0.1]
    frame = pd.DataFrame(rows, columns=["id", "t"]).astype({"id": np.int32, "t": np.int16})
    frame["v"] = rng.lognormal(2, 1, len(frame))
    kind = rng.random(len(frame))
    frame.loc[kind < 0.05, "v"] = np.nan
    frame.loc[(kind > 0.05) & (kind < 0.1), "v"] = 0.0
    frame.loc[(kind > 0.1) & (kind < 0.13), "v"] *= -1
    frame["prov"] = (frame.id % 5).astype(np.int16)
    frame["sec"] = np.array(["B", "C", "D"])[frame.id % 3]
    return frame


def whole(seed: int, series: int = 60, periods: int = 12) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    ids = np.arange(series, dtype=np.int32)
    return pd.DataFrame(
        {
            "id": np.repeat(ids, periods),
            "t": np.tile(np.arange(periods, dtype=np.int16), series),
            "v": rng.lognormal(2, 1, series * periods),
            "prov": np.repeat(ids % 5, periods),
            "sec": np.repeat(np.array(["B", "C", "D"])[rng.permutation(ids % 3)], periods),
        }
    )


def earlier(frame: pd.DataFrame, lag: int) -> np.ndarray:
    """The value `lag` periods before each row, by its key."""
    past = frame[["id", "t", "v"]].assign(t=frame.t + lag)
    return frame[["id", "t"]].merge(past, on=["id", "t"], how="left").v.to_numpy()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("lag", [1, 4])
def test_growth_is_that_of_rows_joined_by_period(seed, lag):
    frame = holey(seed)
    then = earlier(frame, lag)
    expected = np.where(then > 0, (frame.v - then) / then, np.nan)
    got = ind.panel_growth(frame, lag, **NAMES, reasons=True)
    np.testing.assert_array_equal(got.growth, expected)
    names = np.array(ind.reason_names)[got.reason]
    assert (names[(then == 0) & frame.v.notna()] == "zero_base").all()
    assert (names[(then < 0) & frame.v.notna()] == "negative_base").all()
    assert (names[np.isnan(then) | frame.v.isna()] == "missing").all()
    assert ((names == "none") == np.isfinite(got.growth)).all()


@pytest.mark.parametrize("seed", range(4))
def test_partial_sums_and_shares_are_those_of_groupby(seed):
    frame = holey(seed)
    sums = ind.panel_roll_up(frame, ["prov", "sec"], partial=True, **NAMES)
    expected = frame.groupby(["prov", "sec", "t"]).v.agg(["sum", "count"]).reset_index()
    expected = sums.merge(expected, how="left", on=["prov", "sec", "t"])
    expected["sum"] = expected["sum"].where(expected["count"] > 0)
    np.testing.assert_allclose(sums.v, expected["sum"], rtol=1e-13, atol=1e-13)  # sums of some ten values with both signs
    members = frame.groupby(["prov", "sec"]).id.nunique().rename("members").reset_index()
    members = sums.merge(members, on=["prov", "sec"], how="left").members
    np.testing.assert_array_equal(sums.coverage, expected["count"].fillna(0) / members)
    share = ind.panel_shares(frame, "prov", partial=True, **NAMES).share
    total = frame.groupby(["prov", "t"]).v.transform("sum")
    np.testing.assert_allclose(share, (frame.v / total).where(total > 0), rtol=1e-12)  # totals may cancel a digit


@pytest.mark.parametrize("seed", range(4))
def test_whole_sums_need_every_series(seed):
    frame = holey(seed)
    sums = ind.panel_roll_up(frame, "prov", **NAMES)
    expected = frame.groupby(["prov", "t"]).v.agg(["sum", "count"])
    is_whole = expected["count"] == frame.groupby("prov").id.nunique().reindex(expected.index, level="prov")
    found = sums.set_index(["prov", "t"]).v
    assert set(found.dropna().index) == set(expected.index[is_whole])
    np.testing.assert_allclose(found.dropna(), expected["sum"][is_whole].reindex(found.dropna().index), rtol=1e-13)


@pytest.mark.parametrize("seed", range(4))
def test_partial_contributions_are_of_matched_rows(seed):
    frame = holey(seed)
    then = earlier(frame, 2)
    both = frame.v.notna() & ~np.isnan(then)
    base = pd.Series(np.where(both, then, 0.0)).groupby([frame.prov, frame.t]).transform("sum")
    expected = (100 * (frame.v - then) / base).where(both & (base > 0))
    got = ind.panel_contributions(frame, 2, "prov", partial=True, **NAMES)
    np.testing.assert_allclose(got.contribution, expected, rtol=1e-12)  # bases may cancel a digit


def test_contributions_add_up_to_the_growth_of_the_roll_up():
    frame = whole(1)
    points = ind.panel_contributions(frame, 4, "prov", **NAMES).assign(prov=frame.prov)
    added = points.groupby(["prov", "t"]).contribution.sum(min_count=1)
    sums = ind.panel_roll_up(frame, "prov", **NAMES)
    growth = 100 * ind.panel_growth(sums, 4, id_col="prov", time_col="t", target_col="v").growth
    np.testing.assert_allclose(added, growth, rtol=0, atol=1e-12)  # P32


def test_location_quotients_are_those_of_grouped_sums():
    frame = whole(2)
    got = ind.panel_location_quotients(frame, "prov", "sec", **NAMES)
    cells = frame.groupby(["prov", "sec", "t"], as_index=False).v.sum()
    whole_of = lambda *by: cells.groupby(list(by)).v.transform("sum")  # noqa: E731
    cells["lq"] = (cells.v / whole_of("prov", "t")) / (whole_of("sec", "t") / whole_of("t"))
    both = got.merge(cells, on=["prov", "sec", "t"], how="outer")
    np.testing.assert_allclose(both.location_quotient, both.lq, rtol=1e-13)


@pytest.mark.parametrize("seed", range(4))
def test_cagr_goes_from_the_first_to_the_last_observed_value(seed):
    frame = holey(seed)
    seen = frame.dropna().groupby("id").agg(first=("v", "first"), last=("v", "last"), a=("t", "first"), b=("t", "last"))
    with np.errstate(all="ignore"):
        rate = (seen["last"] / seen["first"]) ** (4 / (seen.b - seen.a)) - 1
    rate = rate.where((seen["first"] > 0) & (seen["last"] >= 0) & (seen.b > seen.a))
    got = ind.panel_cagr(frame, 4, **NAMES).set_index("id").cagr
    np.testing.assert_allclose(got, rate.reindex(got.index), rtol=1e-12, atol=1e-15)  # pandas takes powers near 1


def test_year_to_date_is_the_cumulated_sum_within_years():
    frame = whole(3)
    got = ind.panel_year_to_date(frame, periods_per_year=4, **NAMES).year_to_date
    expected = frame.groupby(["id", frame.t // 4]).v.cumsum()
    np.testing.assert_allclose(got, expected, rtol=1e-15)
    growth = ind.panel_year_to_date(frame, growth=True, periods_per_year=4, **NAMES).growth
    np.testing.assert_allclose(growth, expected / expected.groupby(frame.id).shift(4) - 1, rtol=1e-12, atol=1e-14)


def test_dates_count_by_their_calendar():
    dates = pd.date_range("2019-07-01", periods=10, freq="QS")
    frame = pd.DataFrame({"unique_id": "a", "ds": dates, "y": np.arange(1.0, 11)}).drop(index=4)
    got = ind.panel_growth(frame, "year").set_index("ds").growth
    assert np.isnan(got["2021-07-01"])  # 2020-07-01 is not there
    assert got["2020-10-01"] == (6 - 2) / 2
    sums = ind.panel_year_to_date(frame).set_index("ds").year_to_date
    assert np.isnan(sums["2019-10-01"]) and sums["2020-04-01"] == 7 and np.isnan(sums["2020-10-01"]) and sums["2021-04-01"] == 15
    assert ind.panel_cagr(frame, "year").cagr[0] == pytest.approx(10 ** (4 / 9) - 1, rel=1e-14)


FRAMES = {
    "pandas": lambda f: f,
    "polars": pl.from_pandas,
    "arrow": lambda f: pa.Table.from_pandas(f, preserve_index=False),
    "dict": lambda f: {name: f[name].to_numpy() for name in f},
}


@pytest.mark.parametrize("kind", FRAMES)
def test_every_kind_of_frame_comes_back_with_the_same_figures(kind):
    frame = holey(7)
    given = FRAMES[kind](frame)
    for call in (
        lambda x: ind.panel_growth(x, 4, **NAMES, reasons=True),
        lambda x: ind.panel_shares(x, ["prov", "sec"], partial=True, **NAMES),
        lambda x: ind.panel_cagr(x, 4, resolution=0.01, **NAMES),
        lambda x: ind.panel_roll_up(x, ["sec", "prov"], **NAMES),
    ):
        made, expected = call(given), call(frame)
        assert type(made) is type(given)
        for name in expected:
            np.testing.assert_array_equal(np.asarray(made[name]), expected[name].to_numpy())


@pytest.mark.parametrize("kind", FRAMES)
def test_columns_are_read_where_they_lie(kind):
    given = FRAMES[kind](whole(15))
    rows = _panel_rows.read(given, "test", **NAMES)
    held = given["v"] if kind == "dict" else given["v"].to_numpy()
    assert np.shares_memory(rows.values, held)


def test_columns_of_any_layout_are_read_right():
    frame = whole(16)
    records = frame.to_records(index=False)  # strided and not aligned
    swapped = {"id": frame.id.to_numpy().astype(">i8"), "t": frame.t.to_numpy().astype(np.int64), "v": frame.v.to_numpy().astype(">f8")}
    expected = ind.panel_growth(frame, 4, **NAMES).growth
    for given in ({name: records[name] for name in ("id", "t", "v")}, swapped, frame.astype({"id": np.uint16, "t": np.uint8})):
        np.testing.assert_array_equal(ind.panel_growth(given, 4, **NAMES)["growth"], expected)


def test_names_of_series_may_be_texts_and_the_index_stays():
    frame = holey(8)
    named = frame.assign(id="plant " + frame.id.astype(str)).set_index(np.arange(len(frame)) * 2)
    got = ind.panel_growth(named, 1, **NAMES)
    np.testing.assert_array_equal(got.growth, ind.panel_growth(frame, 1, **NAMES).growth)
    assert got.index.equals(named.index)


def test_a_matrix_is_series_by_periods():
    frame = whole(9)
    matrix = frame.v.to_numpy().reshape(60, 12)
    provinces = np.arange(60, dtype=np.int32) % 5
    np.testing.assert_array_equal(ind.panel_growth(matrix, 4).ravel(), ind.panel_growth(frame, 4, **NAMES).growth)
    sums, coverage = ind.panel_roll_up(matrix, provinces)
    np.testing.assert_array_equal(sums.ravel(), ind.panel_roll_up(frame, "prov", **NAMES).v)
    assert (coverage == 1).all()
    np.testing.assert_array_equal(ind.panel_year_to_date(matrix[0], periods_per_year=4), np.cumsum(matrix[0].reshape(3, 4), axis=1).ravel())
    assert ind.panel_cagr(matrix).shape == (60,)


def test_threads_change_nothing():
    frame = whole(10, 3000, 40)
    one, three = (ind.panel_contributions(frame, 4, "prov", n_threads=n, **NAMES) for n in (1, 3))
    pd.testing.assert_frame_equal(one, three)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: f.iloc[[0, 1, 1, 2]], "rows 1 and 2 are both id 0"),
        (lambda f: f.iloc[[1, 0]], "rows 0 and 1 .*sorted"),
        (lambda f: f.iloc[::-1], "rows .*sorted"),
        (lambda f: f.assign(id=f.id.astype(str)).iloc[[0, 50, 1]], "stands in row 0 and again from row 2"),
        (lambda f: f.assign(prov=np.arange(len(f), dtype=np.int32)), "expected one code per series"),
        (lambda f: f.assign(prov=np.arange(len(f)).astype(str)), "prov changes within a series, in row 1"),
        (lambda f: f.assign(prov=np.int32(-1)), "-1, expected 0 to"),
        (lambda f: f.drop(columns="prov"), "no column 'prov'"),
    ],
)
def test_rows_that_do_not_fit_are_named(change, words):
    with pytest.raises(ind.InvalidValueError, match=words):
        ind.panel_roll_up(change(holey(11)), "prov", **NAMES)


def test_units_are_one_and_of_a_kind_that_adds_up():
    frame = whole(12).assign(unit="tấn")
    assert len(ind.panel_roll_up(frame, "prov", unit_col="unit", **NAMES)) == 60
    mixed = frame.assign(unit=np.where(frame.id < 30, "tấn", "nghìn tấn"))
    with pytest.raises(ind.UnitError, match="row 0 is 'tấn', of row 360 'nghìn tấn'"):
        ind.panel_growth(mixed, unit_col="unit", **NAMES)
    with pytest.raises(ind.UnitError, match="says 'm2'"):
        ind.panel_growth(frame, unit_col="unit", unit="m2", **NAMES)
    for call in (ind.panel_roll_up, ind.panel_shares, ind.panel_contributions):
        with pytest.raises(ind.UnitError, match="% do not add up"):
            call(frame, unit="%", **NAMES)
    assert len(ind.panel_growth(frame, unit="%", **NAMES)) == len(frame)


def test_options_out_of_range_are_refused():
    frame = whole(13)
    for call in (
        lambda: ind.panel_growth(frame, 0, **NAMES),
        lambda: ind.panel_growth(frame, "year", **NAMES),
        lambda: ind.panel_growth(frame, n_threads=-1, **NAMES),
        lambda: ind.panel_contributions(frame, 0, **NAMES),
        lambda: ind.panel_year_to_date(frame, **NAMES),
        lambda: ind.panel_cagr(frame, resolution=0.0, **NAMES),
    ):
        with pytest.raises(ind.InvalidValueError):
            call()


def test_frames_without_rows_give_frames_without_rows():
    empty = whole(14).iloc[:0]
    assert len(ind.panel_growth(empty, reasons=True, **NAMES)) == 0
    assert len(ind.panel_cagr(empty, **NAMES)) == 0
    assert len(ind.panel_roll_up(empty, "prov", **NAMES)) == 0
    assert len(ind.panel_shares(empty, **NAMES)) == 0


def test_contributions_of_arrays_add_up_when_rounded():
    np.testing.assert_allclose(ind.contributions([60, 40], [66, 38]), [6, -2], rtol=1e-15)
    assert ind.contributions([10, 10, 10], [11, 11, 11], 1).tolist() == [3.4, 3.3, 3.3]
    assert np.isnan(ind.contributions([1, None], [2, 3])).all()


def test_growth_of_a_whole_comes_from_shares_and_rates():
    assert ind.aggregate_growth([0.25, 0.75], [0.2, 0.0]).value == 0.05
    assert ind.aggregate_growth([0.25, 0.65], [0.2, 0.1]).reason == "contradiction"


def test_growth_of_wholes_of_matrices_is_that_of_their_sums():
    matrix = whole(17).v.to_numpy().reshape(60, 12)
    provinces = np.arange(60) % 5
    sums = np.array([matrix[provinces == p].sum(axis=0) for p in range(5)])
    growth = ind.aggregate_growth(matrix / sums[provinces], ind.panel_growth(matrix, 4), lag=4, by=provinces)
    np.testing.assert_allclose(growth[:, 4:], sums[:, 4:] / sums[:, :-4] - 1, rtol=0, atol=1e-13)  # a dozen products near 1
    assert np.isnan(growth[:, :4]).all()
    assert np.isnan(ind.aggregate_growth(matrix, ind.panel_growth(matrix))).all()  # no shares
    with pytest.raises(ind.ShapeError):
        ind.aggregate_growth(matrix, matrix[:5])


def test_rounding_leaves_an_average_rate_open():
    bounds = ind.cagr_bounds(41200, 60000, 4, resolution=100, end_resolution=10000)
    assert bounds.lo == pytest.approx((55000 / 41250) ** 0.25 - 1, rel=1e-14)
    assert bounds.hi == pytest.approx((65000 / 41150) ** 0.25 - 1, rel=1e-14)
    assert ind.cagr(41200, 60000, 4) in bounds
    with pytest.raises(ind.InvalidValueError):
        ind.cagr_bounds(1, 2, 3, resolution=-1)


BROKEN = {
    "unique_id": ["a", "a", "b", "b", "b", "c", "c", "d", "d", "e", None, "a", "f", "f"],
    "ds": ["2020", "2021", "2020", "2020", "2021", "2021", "2020", "2020", "no year", "2020", "2021", "2022", "2020", "2021"],
    "y": [1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 3.0, 100.0, 110.0],
}


@pytest.mark.parametrize("kind", FRAMES)
def test_bad_series_are_told_and_stop_no_other(kind):
    issues = []
    given = FRAMES[kind](pd.DataFrame(BROKEN))
    got = ind.panel_growth(given, reasons=True, issues=issues)
    growth, reason = np.asarray(got["growth"]), np.asarray(got["reason"])
    assert [(i.code, i.value) for i in issues] == [
        ("panel.duplicate", "b"), ("panel.unsorted", "c"), ("panel.unreadable", "d"), ("panel.no_name", ""), ("panel.apart", "a"),
    ]  # fmt: skip
    assert all(i.message("vi") and i.remedy("en") for i in issues)
    assert growth[13] == pytest.approx(0.1)
    assert np.isnan(np.delete(growth, 13)).all()
    assert [ind.reason_names[r] for r in reason[[0, 9, 13]]] == ["contradiction", "missing", "none"]


def test_bad_series_raise_where_no_issues_are_asked_for():
    with pytest.raises(ValueError, match="unique_id"):
        ind.panel_growth(pd.DataFrame(BROKEN).dropna().query("ds != 'no year'"))


def test_a_whole_with_a_bad_part_is_missing():
    frame = pd.DataFrame({
        "unique_id": [1, 1, 2, 2, 3, 3], "ds": [1, 2, 1, 1, 1, 2], "y": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0], "place": ["x", "x", "x", "x", "y", "y"],
    })  # fmt: skip
    issues = []
    made = ind.panel_roll_up(frame, "place", issues=issues)
    assert [i.value for i in issues] == ["2"]
    assert made.place.tolist() == ["x", "x", "y", "y"]
    np.testing.assert_array_equal(made.y, [np.nan, np.nan, 5.0, 6.0])
    partial = ind.panel_roll_up(frame, "place", partial=True, issues=[])
    np.testing.assert_array_equal(partial.y, [1.0, 2.0, 5.0, 6.0])
    np.testing.assert_array_equal(partial.coverage, [0.5, 0.5, 1.0, 1.0])
    rates = ind.panel_cagr(frame, issues=[])
    assert rates.unique_id.tolist() == [1, 2, 3]
    np.testing.assert_allclose(rates.cagr, [1.0, np.nan, 0.2])


def test_a_good_frame_has_no_issues_and_the_same_figures():
    issues = []
    frame = holey(21)
    np.testing.assert_array_equal(ind.panel_growth(frame, 4, **NAMES, issues=issues).growth, ind.panel_growth(frame, 4, **NAMES).growth)
    assert issues == []


def test_rounded_contributions_are_those_of_single_wholes():
    frame = whole(22)
    points = ind.panel_contributions(frame, 1, "prov", decimals=1, **NAMES).contribution.to_numpy()
    for _, rows in frame.reset_index(drop=True).groupby(["prov", "t"]):
        before = frame.v.to_numpy()[rows.index - 1]
        if rows.t.iloc[0] == frame.t.min():
            assert np.isnan(points[rows.index]).all()
        else:
            np.testing.assert_array_equal(points[rows.index], ind.contributions(before, rows.v, 1))


def test_an_unknown_keyword_is_named_with_the_function():
    with pytest.raises(TypeError, match=r"panel_growth\(\) got an unexpected keyword argument 'id'"):
        ind.panel_growth(whole(1), id="x")
    assert "time_col" in inspect.signature(ind.panel_growth).parameters
