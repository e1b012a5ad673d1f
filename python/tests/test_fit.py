# SPDX-License-Identifier: Apache-2.0
"""fit(): parameters, residuals, states that move on, and copies that are the same to the bit; calibrate()."""

import json
import pickle

import numpy as np
import pandas as pd
import pytest

import industria as ind

MODELS = ["auto_ets", "holt_winters", "dotm", "otm", "auto_ces", "ces_partial", "auto", "median(ses, dotm)", "drift"]


@pytest.fixture
def panel():
    rng = np.random.default_rng(5)
    t = np.arange(72)
    y = [100 + 0.3 * t + 8 * np.sin(2 * np.pi * t / 12) + rng.normal(0, 2, 72) for _ in range(4)]
    df = pd.DataFrame({"unique_id": np.repeat(list("abcd"), 72), "ds": np.tile(t, 4), "y": np.concatenate(y)})
    df.loc[[3, 80, 81], "y"] = np.nan
    return df


def test_forecast_of_a_fit_is_the_forecast(panel):
    fitted = ind.fit(panel, MODELS, 12).forecast(6, [80, 95])
    direct = ind.forecast(panel, 6, [80, 95], MODELS, 12, details=False)
    assert list(fitted) == list(direct)
    for name in list(direct)[2:]:  # single series and lanes agree as instruction sets do
        np.testing.assert_allclose(fitted[name], direct[name], rtol=2e-3, err_msg=name)


def test_residual_is_value_minus_fitted(panel):
    fit = ind.fit(panel, MODELS, 12)
    fitted, residuals = fit.fitted, fit.residuals
    assert fitted["ds"].tolist() == panel["ds"].tolist()
    for m in MODELS[:-1]:
        np.testing.assert_array_equal(residuals[m], panel["y"] - fitted[m])
        assert np.isfinite(fitted[m]).mean() > 0.95 and residuals[m].std() < panel["y"].std()


def test_parameters_name_the_chosen_form(panel):
    table = ind.fit(panel, ["ses", "dotm", "auto_ces"], 12).parameters
    assert table["model"].tolist() == ["ses"] * 4 + ["dotm"] * 4 + ["auto_ces"] * 4
    assert table["unique_id"].tolist() == list("abcd") * 3 and table["form"][0] == "ANN"
    assert table["alpha"][:8].between(0, 1).all() and table["alpha"][8:].isna().all() and table["level"][0] > 50


@pytest.mark.parametrize("model", ["ses", "holt_winters", "dotm", "dstm", "auto_ces"])
def test_update_moves_the_states_and_not_the_parameters(panel, model):
    known = panel[panel["ds"] < 60]
    fit = ind.fit(known, model, 12)
    moved = fit.update(panel[panel["ds"] >= 60])
    pd.testing.assert_frame_equal(moved.parameters, fit.parameters, check_exact=True)
    one_step = moved.fitted[moved.fitted["ds"] == 60][model].to_numpy()
    np.testing.assert_allclose(one_step, fit.forecast(1)[model], rtol=1e-12)  # the step that was ahead is now within
    assert moved.forecast(2)["ds"].tolist() == [72, 73] * 4


def test_update_refuses_other_series_and_other_grids(panel):
    fit = ind.fit(panel, "ses")
    with pytest.raises(ValueError, match="series q was not fitted"):
        fit.update({"unique_id": ["q"], "ds": [72], "y": [1.0]})
    with pytest.raises(ValueError, match="rows"):
        fit.update({"unique_id": ["a"], "ds": [71], "y": [1.0]})
    with pytest.raises(ValueError, match="before the first period"):
        fit.update({"unique_id": ["a"], "ds": [-1], "y": [1.0]})


def test_pickled_fit_gives_the_same_bits(panel):
    fit = ind.fit(panel, MODELS, 12)
    again = pickle.loads(pickle.dumps(fit))
    for a, b in ((fit.forecast(5, 90), again.forecast(5, 90)), (fit.parameters, again.parameters), (fit.fitted, again.fitted)):
        pd.testing.assert_frame_equal(a, b, check_exact=True)


def test_what_keeps_no_parameters_is_refused(panel):
    for model in ("mstl", "weighted(ses, dotm)"):
        with pytest.raises(ind.InvalidValueError, match="keeps no parameters"):
            ind.fit(panel, model)


def test_short_series_fall_back_as_in_forecast():
    short = {"unique_id": ["a", "a", "b"], "ds": [1, 2, 1], "y": [1.0, 2.0, 3.0]}
    made, direct = ind.fit(short, ["auto", "auto_ets"]).forecast(2, 80), ind.forecast(short, 2, 80, ["auto", "auto_ets"])
    for name in made:
        np.testing.assert_array_equal(made[name], direct[name])


def walks(count=60):
    rng = np.random.default_rng(11)
    y = 100 + rng.standard_t(4, (count, 40)).cumsum(axis=1)
    return {"unique_id": np.repeat(np.arange(count), 40), "ds": np.tile(np.arange(40), count), "y": y.ravel()}


def test_calibration_comes_back_from_pickle_and_json():
    own = ind.calibrate(walks(), 4, ["naive", "auto_ets"], origins=2, step=4, name="walks", source="this test")
    assert (own.name, own.source) == ("walks", "this test") and len(own.classes) >= 1
    assert pickle.loads(pickle.dumps(own)) == own
    assert ind.IntervalCalibration.from_dict(json.loads(json.dumps(own.to_dict()))) == own != ind.IntervalCalibration.shipped()


def test_calibration_decides_the_width_and_not_the_median():
    df = walks()
    own = ind.calibrate(df, 4, "auto_ets")
    a, b = ind.forecast(df, 4, 95, "auto_ets"), ind.forecast(df, 4, 95, "auto_ets", calibration=own)
    np.testing.assert_array_equal(a["auto_ets"], b["auto_ets"])
    assert not np.array_equal(a["auto_ets-lo-95"], b["auto_ets-lo-95"])


def test_calibration_that_misses_a_field_is_refused():
    values = ind.IntervalCalibration.shipped().to_dict()
    del values["classes"][0]["dof"]
    with pytest.raises(ValueError, match="'dof'"):
        ind.IntervalCalibration.from_dict(values)


@pytest.mark.parametrize("season", [1, 4])
def test_members_without_parameters_and_rules_by_length_count_as_in_forecast(season):
    rng, lengths = np.random.default_rng(2), (1, 5, 9, 15, 40, 80)
    y = [100 * np.exp(0.02 * rng.normal(0.3, 1, n).cumsum()) * (1 + 0.1 * np.arange(n) % season) for n in lengths]
    df = {"unique_id": np.repeat(np.arange(6), lengths), "ds": np.concatenate([np.arange(n) for n in lengths]), "y": np.concatenate(y)}
    models = ["auto", "median(naive, dotm, drift)", "mean(seasonal_drift, log_ces)", "log_ces"]
    made, direct = ind.fit(df, models, season).forecast(4, 90), ind.forecast(df, 4, 90, models, season, details=False)
    for name in direct:  # single series and lanes agree as instruction sets do; a tie of CES forms may fall the other way
        np.testing.assert_allclose(made[name], direct[name], rtol=5e-3, err_msg=name)


def test_fitted_value_of_a_closed_form_member_is_its_forecast_one_step_before(panel):
    one = panel[panel["unique_id"] == "a"].dropna().reset_index(drop=True)
    made = ind.fit(one.assign(ds=np.arange(len(one))), "mean(naive, drift, ses)", 12)
    ses = ind.fit(one.assign(ds=np.arange(len(one))), "ses", 12).fitted["ses"]
    y, t = one["y"].to_numpy(), np.arange(len(one))
    drift = y[1:-1] + (y[1:-1] - y[0]) / t[1:-1]
    np.testing.assert_allclose(made.fitted["mean(naive, drift, ses)"][2:], (y[1:-1] + drift + ses[2:]) / 3, rtol=1e-12)
