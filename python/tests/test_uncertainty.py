# SPDX-License-Identifier: Apache-2.0
"""Probabilities of reaching a target, joint paths, and what the seed decides."""

import datetime

import numpy as np
import pandas as pd
import pytest

import industria as ind

MODELS = ["auto", "holt_winters", "naive"]


def seasonal(ids=("a", "b", "c"), years=6):
    """Monthly series whose season grows with the level, so that holt_winters takes multiplicative seasons."""
    rng = np.random.default_rng(5)
    t = np.arange(12 * years)
    y = [50 * np.exp(0.01 * t) * (1 + 0.4 * np.sin(np.pi * t / 6)) * np.exp(rng.normal(0, 0.05, t.size)) for _ in ids]
    ds = pd.date_range("2018-01-01", periods=t.size, freq="MS")
    return pd.DataFrame({"unique_id": np.repeat(list(ids), t.size), "ds": np.tile(ds, len(ids)), "y": np.concatenate(y)})


def own(df, **options):
    return ind.forecast(df, 6, 90, "holt_winters", calibration="none", **options)


def test_calibration_none_is_the_value_of_that_name():
    df = seasonal()
    by_value = own(df).equals(ind.forecast(df, 6, 90, "holt_winters", calibration=ind.IntervalCalibration.none()))
    shipped = ind.forecast(df, 6, 90, "holt_winters")
    assert by_value and shipped.equals(ind.forecast(df, 6, 90, "holt_winters", calibration="shipped"))
    assert not shipped["holt_winters-lo-90"].equals(own(df)["holt_winters-lo-90"])


def test_calibration_by_another_name_is_refused():
    with pytest.raises(ind.InvalidValueError, match="'own' is unknown, expected 'shipped', 'none'"):
        ind.forecast(seasonal(), 1, calibration="own")


@pytest.mark.parametrize("n_threads", [1, 2, 5])
def test_same_seed_gives_the_same_bits_with_any_threads_and_neighbours(n_threads):
    df = seasonal()
    made = own(df, seed=7, n_threads=n_threads)
    pd.testing.assert_frame_equal(made, own(df, seed=7), check_exact=True)
    alone = own(df[df["unique_id"] == "b"], seed=7, n_threads=n_threads)
    pd.testing.assert_frame_equal(alone, made[6:12].reset_index(drop=True), check_exact=True)


def test_seed_and_id_key_what_is_simulated_and_nothing_else():
    df = seasonal(("a",))
    made, median = own(df), "holt_winters"
    for other in (own(df, seed=1), own(df.assign(unique_id="z"))):
        assert not np.array_equal(other[f"{median}-lo-90"], made[f"{median}-lo-90"])
        np.testing.assert_allclose(other[f"{median}-lo-90"], made[f"{median}-lo-90"], rtol=0.05)  # 1,000 paths: deviations to 3 %
        np.testing.assert_array_equal(other[median], made[median])
    calibrated = [ind.forecast(df, 6, 90, seed=s) for s in (0, 1)]
    pd.testing.assert_frame_equal(*calibrated, check_exact=True)


def test_seed_reaches_cross_validation_and_fit():
    df = seasonal()
    made = [ind.cross_validation(df, 6, 2, 6, "holt_winters", 90, calibration="none", seed=s) for s in (7, 7, 8)]
    assert made[0].equals(made[1]) and not made[0].equals(made[2])
    cut = own(df[df["ds"] < "2023-07-01"], seed=7)
    last = made[0][made[0]["cutoff"] == "2023-06-01"].reset_index(drop=True)
    np.testing.assert_array_equal(last["holt_winters-lo-90"], cut["holt_winters-lo-90"])
    fit = ind.fit(df, "holt_winters", calibration="none")
    assert fit.forecast(6, 90, seed=7).equals(fit.forecast(6, 90, seed=7))
    assert not fit.forecast(6, 90, seed=7).equals(fit.forecast(6, 90, seed=8))


def test_a_panel_draws_as_its_frame_does():
    df = seasonal()
    made = own(df, seed=7)
    by_series = ind.forecast(ind.Panel.from_frame(df), 6, models="holt_winters", calibration="none", seed=7)
    bounds = [f.interval(k, 90).lo for f in by_series for k in range(6)]
    np.testing.assert_allclose(made["holt_winters-lo-90"], bounds, rtol=1e-13)  # the quantile of 0.05 by two ways


@pytest.mark.parametrize("call", [ind.forecast, lambda df, h, **o: ind.paths(df, h, 2, **o), ind.cross_validation])
@pytest.mark.parametrize("seed", [-1, 2**64, True])
def test_seed_is_a_whole_number_of_64_bits(call, seed):
    with pytest.raises(ind.InvalidValueError, match="seed is"):
        call(seasonal(), 1, seed=seed)


@pytest.mark.parametrize("calibration", [None, "none"])
@pytest.mark.parametrize("p", [0.02, 0.3, 0.5, 0.9, 0.999])
def test_probability_is_the_inverse_of_the_quantile(calibration, p):
    df, options = seasonal(), {"models": MODELS, "calibration": calibration}
    bound = ind.forecast(df, 4, quantiles=[p], **options)
    for model in MODELS:
        target = bound[["unique_id", "ds"]].assign(target=bound[f"{model}-q-{p:g}"])
        made = ind.forecast(df, 4, at_least=target, **options)
        np.testing.assert_allclose(made[f"{model}-p-at-least"], 1 - p, atol=1e-9, rtol=0)  # the law of the issue: 1e-9


def test_probability_falls_with_the_target_from_one_to_zero():
    df, targets = seasonal(), [-np.inf, -1e9, 0, 20, 60, 100, 101, 200, 1e9, np.inf]
    made = np.array([ind.forecast(df, 3, at_least=x)["auto-p-at-least"] for x in targets])
    assert (np.diff(made, axis=0) <= 0).all() and ((made >= 0) & (made <= 1)).all()
    assert (made[0] == 1).all() and (made[-1] == 0).all()


def test_limits_decide_what_can_be_reached():
    made = ind.forecast(seasonal(), 3, lower=10, upper={"a": 80.0}, at_least=80.5)
    a = made["unique_id"] == "a"
    assert (made["auto-p-at-least"][a] == 0).all() and (made["auto-p-at-least"][~a] > 0).all()
    assert (ind.forecast(seasonal(), 3, lower=10, at_least=10)["auto-p-at-least"] == 1).all()


@pytest.mark.parametrize("wrap", [dict, pd.Series])
def test_targets_by_series_are_those_by_row(wrap):
    df, by_id = seasonal(), {"a": 90.0, "c": 110.0}
    made = ind.forecast(df, 2, models=MODELS, at_least=wrap(by_id))
    assert made["auto-p-at-least"].isna().tolist() == [False, False, True, True, False, False]
    one = ind.forecast(df, 2, models=MODELS, at_least=110.0)
    for model in MODELS:
        np.testing.assert_array_equal(made[f"{model}-p-at-least"][4:], one[f"{model}-p-at-least"][4:])


def test_probability_is_that_of_the_series_alone():
    df = pd.DataFrame({"unique_id": "a", "ds": np.arange(2000, 2024), "y": np.random.default_rng(1).normal(1, 1, 24).cumsum() + 50})
    one = ind.forecast(ind.Panel.from_frame(df), 3, models="auto")[0]
    made = ind.forecast(df, 3, at_least=80.0)["auto-p-at-least"]
    np.testing.assert_array_equal(made, [one.probability_at_least(k, 80.0) for k in range(3)])


def test_targets_of_a_frame_belong_to_periods_in_any_spelling():
    df = seasonal()
    days = [datetime.date(2024, 2, 1), datetime.date(2024, 1, 1)]
    rows = {"unique_id": ["b", "a"], "ds": days, "target": [90.0, 80.0]}
    made = ind.forecast(df, 2, at_least=rows)["auto-p-at-least"]
    assert made.notna().tolist() == [True, False, False, True, False, False]
    texts = df.assign(ds=df["ds"].dt.strftime("%Y-%m-%d"))
    as_text = ind.forecast(texts, 2, at_least=rows | {"ds": ["2024-02-01", "2024-01-01"]})["auto-p-at-least"]
    np.testing.assert_array_equal(as_text, made)


@pytest.mark.parametrize(
    ("ds", "problem"), [("2024-03-01", "not among the periods"), ("2023-12-01", "not among the periods"), ("2024-01-01", "said twice")]
)
def test_targets_of_no_period_are_refused_with_their_row(ds, problem):
    rows = pd.DataFrame({"unique_id": "a", "ds": pd.to_datetime(["2024-01-01", ds]), "target": 1.0})
    with pytest.raises(ind.InvalidValueError, match=f"row 1 of at_least.*{problem}"):
        ind.forecast(seasonal(), 2, at_least=rows)


def test_targets_are_for_frames():
    panel = ind.Panel.from_frame({"unique_id": ["a"] * 3, "ds": [2000, 2001, 2002], "y": [1.0, 2.0, 4.0]})
    with pytest.raises(TypeError, match="probability_at_least"):
        ind.forecast(panel, 1, at_least=1.0)


def test_paths_stand_by_series_path_and_step():
    made = ind.paths(seasonal(), 2, 3, ["auto", "naive"])
    assert list(made) == ["unique_id", "ds", "path", "auto", "naive"] and len(made) == 3 * 3 * 2
    assert made["path"][:8].tolist() == [0, 0, 1, 1, 2, 2, 0, 0] and made["unique_id"][5:7].tolist() == ["a", "b"]
    assert made["ds"][:3].tolist() == [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-02-01"), pd.Timestamp("2024-01-01")]


@pytest.mark.parametrize("calibration", [None, "none"])
def test_paths_have_the_quantiles_of_the_forecast(calibration):
    df, n = seasonal(), 2000
    shares = (0.1, 0.5, 0.9)
    bounds = ind.forecast(df, 3, quantiles=shares, models=MODELS, calibration=calibration)
    drawn = ind.paths(df, 3, n, MODELS, calibration=calibration, seed=3)
    for model in MODELS:
        made = drawn[model].to_numpy().reshape(3, n, 3)
        for p in shares:
            below = (made <= bounds[f"{model}-q-{p:g}"].to_numpy().reshape(3, 1, 3)).mean(axis=1)
            assert (np.abs(below - p) <= 4 * np.sqrt(p * (1 - p) / n)).all()  # 81 shares: one beyond 4 deviations in 200 seeds


def test_a_path_depends_on_seed_id_and_number_alone():
    df = seasonal()
    made = ind.paths(df, 2, 5, MODELS, seed=9)
    for other in (ind.paths(df, 2, 5, MODELS, seed=9, n_threads=2), ind.paths(df[::-1], 2, 5, MODELS, seed=9)):
        again = other.sort_values(["unique_id", "path", "ds"], ignore_index=True)
        pd.testing.assert_frame_equal(again, made, check_exact=True)
    few = ind.paths(df[df["unique_id"] == "b"], 2, 3, MODELS, seed=9)
    pd.testing.assert_frame_equal(few, made[10:16].reset_index(drop=True), check_exact=True)
    assert not np.array_equal(ind.paths(df, 2, 5, seed=10)["auto"], made["auto"])


def test_paths_are_those_of_the_series_alone():
    df = pd.DataFrame({"unique_id": "a", "ds": np.arange(2000, 2024), "y": np.random.default_rng(1).normal(1, 1, 24).cumsum() + 50})
    one = ind.forecast(ind.Panel.from_frame(df), 3, models="auto")[0]
    np.testing.assert_array_equal(ind.paths(df, 3, 4, seed=2)["auto"], one.paths(4, 2).ravel())


def test_paths_of_neighbouring_periods_hang_together_and_keep_the_limits():
    made = ind.paths(seasonal(("a",)), 6, 500, "naive", upper=100.0, lower=0.0)["naive"].to_numpy().reshape(500, 6)
    assert np.corrcoef(made[:, 4], made[:, 5])[0, 1] > 0.5  # errors of a walk: 0.9
    assert made.min() >= 0 and made.max() == 100


def test_a_series_without_values_has_paths_without_values():
    made = ind.paths({"unique_id": ["a", "a", "b"], "ds": [1, 2, 1], "y": [1.0, 2.0, np.nan]}, 2, 2)
    assert np.isnan(made["auto"]).tolist() == [False] * 4 + [True] * 4


@pytest.mark.parametrize("name", ["h", "n"])
@pytest.mark.parametrize("value", [0, -1, True])
def test_numbers_of_paths_and_periods_are_counts(name, value):
    with pytest.raises(ind.InvalidValueError, match=f"{name} is"):
        ind.paths(seasonal(), **({"h": 2, "n": 2} | {name: value}))
