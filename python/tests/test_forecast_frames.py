# SPDX-License-Identifier: Apache-2.0
"""forecast() and cross_validation(): columns, limits, and every type of frame and id."""

import numpy as np
import pandas as pd
import pytest

import industria as ind


@pytest.fixture
def panel():
    rng = np.random.default_rng(3)
    return pd.DataFrame(
        {"unique_id": np.repeat(["x", "y", "z"], 40), "ds": np.tile(np.arange(40), 3), "y": 50 + rng.normal(0, 5, 120).cumsum()}
    )


def test_columns_stand_by_model_with_levels_from_wide_to_narrow(panel):
    result = ind.forecast(panel, 2, [80, 95], ["AutoETS", "naive"], quantiles=[0.1], mean=True, details=False)
    one = ["{}", "{}-lo-95", "{}-lo-80", "{}-hi-80", "{}-hi-95", "{}-q-0.1", "{}-mean"]
    assert list(result) == ["unique_id", "ds", *(c.format(m) for m in ("AutoETS", "naive") for c in one)]


def test_names_are_kept_and_mean_the_same_model(panel):
    names = ["AutoETS", "auto_ets", "ets"]
    result = ind.forecast(panel, 3, models=names)
    for name in names[1:]:
        np.testing.assert_array_equal(result[name], result["AutoETS"])
    assert set(result["method_used-ets"]) == {"auto_ets"}


def test_combination_is_the_mean_of_its_members(panel):
    result = ind.forecast(panel, 3, models=["mean(auto_ets, dotm)", "auto_ets", "dotm"])
    expected = (result["auto_ets"] + result["dotm"]) / 2
    np.testing.assert_allclose(result["mean(auto_ets, dotm)"], expected, rtol=1e-14)  # one rounding each


def test_quantile_of_a_level_is_its_bound(panel):
    result = ind.forecast(panel, 4, 80, quantiles=[0.1, 0.5, 0.9])
    np.testing.assert_allclose(result["auto-q-0.1"], result["auto-lo-80"], rtol=1e-13)
    np.testing.assert_array_equal(result["auto-q-0.5"], result["auto"])


@pytest.mark.parametrize("models", [[], ["naive", "naive"], "arima", "mean(auto)", ["auto", ""]])
def test_models_that_do_not_make_sense_are_refused(panel, models):
    with pytest.raises(ind.InvalidValueError, match="models"):
        ind.forecast(panel, 1, models=models)


@pytest.mark.parametrize("h", [0, -1, True])
def test_horizon_is_a_number_of_periods(panel, h):
    with pytest.raises(ind.InvalidValueError, match=r"h(orizon)? is"):
        ind.forecast(panel, h)


@pytest.mark.parametrize("p", [0, 1, 90, float("nan")])
def test_quantiles_are_probabilities(panel, p):
    with pytest.raises(ValueError, match="quantile"):
        ind.forecast(panel, 1, quantiles=[p])


@pytest.mark.parametrize("wrap", [dict, pd.Series])
def test_limits_by_series_hold_for_every_column(panel, wrap):
    last = panel.groupby("unique_id")["y"].last()
    result = ind.forecast(panel, 6, [50, 99], upper=wrap({"x": last["x"] + 1, "z": np.nan}), lower=0, quantiles=[0.99])
    numbers = result.set_index("unique_id").select_dtypes("number").drop(columns="ds")
    assert numbers.loc["x"].to_numpy().max() == last["x"] + 1  # the upper bound is reached, and not passed
    assert numbers.loc["z"].to_numpy().max() > last["z"] + 1 and numbers.to_numpy().min() >= 0


def test_limits_that_exclude_each_other_are_refused_with_the_series(panel):
    with pytest.raises(ValueError, match="series y has lower 5 above upper 4"):
        ind.forecast(panel, 1, lower=5, upper={"y": 4})


def as_dict(df):
    return {c: df[c].to_numpy() for c in df}


def as_lists(df):
    return {c: df[c].tolist() for c in df}


def as_objects(df):
    return df.astype({"unique_id": object})


def as_categories(df):
    return df.astype({"unique_id": "category"})


def as_numpy_text(df):
    return {"unique_id": df["unique_id"].to_numpy().astype("U8"), "ds": df["ds"].to_numpy(), "y": df["y"].to_numpy()}


def as_nullable(df):
    return df.astype({"unique_id": "string[python]", "ds": "Int64", "y": "Float64"}).astype({"ds": "int64"})


def as_pyarrow(df):
    return pytest.importorskip("pyarrow").Table.from_pandas(df, preserve_index=False)


def as_polars(df):
    return pytest.importorskip("polars").DataFrame(as_dict(df))


SHAPES = [as_dict, as_lists, as_objects, as_categories, as_numpy_text, as_nullable, as_pyarrow, as_polars]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_frame_gives_the_same_numbers_in_its_own_type(panel, shape):
    made = ind.forecast(shape(panel), 3, 90, ["auto", "drift"])
    assert type(made) is type(shape(panel))
    expected = ind.forecast(panel, 3, 90, ["auto", "drift"])
    for name in expected:
        assert np.asarray(made[name]).astype(expected[name].to_numpy().dtype).tolist() == expected[name].tolist(), name


def test_ids_keep_the_type_of_their_column(panel):
    for shape in (as_objects, as_categories, lambda df: df):
        df = shape(panel)
        assert ind.forecast(df, 1)["unique_id"].dtype == df["unique_id"].dtype


@pytest.mark.parametrize("shape", [as_objects, as_categories, lambda df: df, as_pyarrow])
def test_missing_id_is_named_by_its_row(panel, shape):
    panel.loc[7, "unique_id"] = None
    with pytest.raises(ValueError, match="unique_id: value 7 is missing"):
        ind.forecast(shape(panel), 1)


def test_arrow_without_pyarrow_says_what_to_install(panel, monkeypatch):
    table = as_pyarrow(panel)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(TypeError, match="needs pyarrow"):
        ind.forecast(table, 1)


def test_rows_of_a_window_are_the_forecast_of_the_shortened_frame(panel):
    made = ind.cross_validation(panel, 3, 2, 4, ["auto", "naive"], 80)
    shorter = panel[panel["ds"] < 40 - 3 - 4]
    expected = ind.forecast(shorter, 3, 80, ["auto", "naive"], details=False)
    first = made[made["cutoff"] == 32].reset_index(drop=True)
    pd.testing.assert_frame_equal(first.drop(columns=["cutoff", "y"]), expected, check_exact=True)
    assert first["y"][:3].tolist() == panel["y"][33:36].tolist()


def test_windows_are_ordered_by_series_and_cutoff(panel):
    made = ind.cross_validation(panel, 2, 3, 5, "naive")
    assert list(made)[:4] == ["unique_id", "ds", "cutoff", "y"]
    assert made["cutoff"][:6].tolist() == [27, 27, 32, 32, 37, 37] and len(made) == 3 * 3 * 2


def test_series_without_room_for_a_window_are_left_out(panel):
    made = ind.cross_validation(panel[(panel["unique_id"] != "y") | (panel["ds"] > 36)], 2, 2, 3, "naive")
    assert made["unique_id"].value_counts().to_dict() == {"x": 4, "z": 4, "y": 2}


@pytest.mark.parametrize("name", ["h", "n_windows", "step_size"])
@pytest.mark.parametrize("value", [0, -1, True, 2**31])
def test_windows_that_cannot_be_are_refused(panel, name, value):
    with pytest.raises(ind.InvalidValueError, match=name):
        ind.cross_validation(panel, **{"h": 2, name: value})


def test_more_windows_than_a_series_has_rows_are_all_of_them(panel):
    own = panel[panel["unique_id"] == "x"]
    all_of_them = ind.cross_validation(own, 2, len(own), 3, "naive")
    assert ind.cross_validation(own, 2, 10**9, 3, "naive").equals(all_of_them)
