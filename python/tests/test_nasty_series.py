# SPDX-License-Identifier: Apache-2.0
"""Series that break programs (tests/cases/nasty_series.json): every model answers with numbers or says why not, never half."""

import json
import re

import numpy as np
import pytest
from conftest import ROOT

import industria as ind

CASES = {c["id"]: c for c in json.loads((ROOT / "tests/cases/nasty_series.json").read_text(encoding="utf-8"))["series"]}
COMBINATIONS = ["mean(auto_ets, dotm)", "median(auto_ets, dotm, auto_ces)", "weighted(auto_ets, dotm)"]


def known_models():
    """Every method that there is: an unknown name is answered with all of them."""
    with pytest.raises(ind.InvalidValueError) as refused:
        ind.forecast({"unique_id": [1], "ds": [1], "y": [1.0]}, 1, models="?")
    known = re.search(r"one of (.*), a class name", str(refused.value))[1]
    return [n for n in re.findall(r"'(\w+)'", known) if not n.startswith(("automatic", "combined"))]


MODELS = known_models() + COMBINATIONS
LINEAR = ["last_value", "drift", "mean", "seasonal_last_value", "ses", "holt", "damped_holt"]  # no multiplicative part


def values_of(case):
    if "recipe" not in case:
        return np.array([float(v) for v in case["values"]])
    r = case["recipe"]
    t = np.arange(r["n"])
    noise = np.random.default_rng(r["seed"]).normal(0, r["sd"], r["n"])
    return r["level"] + r["slope"] * t + r["amp"] * np.sin(2 * np.pi * t / r["m"]) + noise


def answer(case, models, level=(80, 95)):
    y = values_of(case)
    df = {"unique_id": np.repeat(case["id"], len(y)), "ds": np.arange(len(y)), "y": y}
    return ind.forecast(df, case["h"], level, models, case["m"])


def outcome(case, model):
    """ "finite" or "error" with the answer; anything between the two fails."""
    try:
        made = answer(case, model)
    except ind.Error as e:
        assert str(e)
        return "error", None
    bounds = np.array([made[model + x] for x in ("-lo-95", "-lo-80", "", "-hi-80", "-hi-95")])
    if np.isfinite(bounds).all() and bounds.size:
        assert (np.diff(bounds, axis=0) >= 0).all(), "bounds are not nested"
        return "finite", made
    assert np.isnan(bounds).all(), "numbers and missing ones in one answer"
    assert all(made["fallback_reason"]) and set(made["quality"]) <= {"none"}
    return "error", made


def median(name, model):
    return answer(CASES[name], model)[model]


def scaled_control(scale, rtol):
    return lambda model, f: np.testing.assert_allclose(f[model] / scale, median("ctl_monthly60", model), rtol=rtol)


def constant(value, atol=0.0):
    return lambda model, f: np.testing.assert_allclose(f[model], value, rtol=1e-12, atol=atol)


def narrow(value):
    def check(model, f):
        np.testing.assert_allclose(f[model], value, rtol=1e-12, atol=1e-12)
        assert (f[f"{model}-hi-95"] - f[f"{model}-lo-95"]).max() <= 1e-6

    return check


def mirrored(model, f):
    if model in LINEAR:
        np.testing.assert_allclose(f[model], -median("ctl_monthly60", model), rtol=1e-6)


def within(low, high):
    def check(model, f):
        assert low <= f[model].min() and f[model].max() <= high

    return check


def credible(model, f):
    assert np.abs(f[model]).max() <= 10 * np.nanmax(np.abs(values_of(CASES[f["unique_id"][0]])))


def exact(of, expected):
    return lambda model, f: np.testing.assert_allclose(f[model], expected, rtol=1e-12) if model == of else None


CHECKS = {
    "len1": constant(42.0),
    "const5": narrow(5.0),
    "const0": narrow(0.0),
    "const_m12": constant(7.0),
    "const_ulp": constant(1.0, 1e-9),
    "neg_zero": constant(0.0, 1e-300),
    "exact_line": exact("drift", 81 + 2.0 * np.arange(6)),
    "exact_season": exact("seasonal_last_value", CASES["exact_season"]["values"][-12:]),
    "tiny_1e-300": scaled_control(1e-300, 1e-6),
    "tiny_1e-160": scaled_control(1e-160, 1e-6),
    "huge_1e300": scaled_control(1e300, 1e-6),
    "vnd_1e15": scaled_control(1e15, 1e-9),
    "bigint_2p53": within(2.0**53, 2.0**53 + 200),
    "all_negative": mirrored,
    "step_x10": credible,
    "outlier_1e9": credible,
    "alternating": within(-10, 10),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("model", MODELS)
def test_answer_is_what_may_come_out(name, model):
    case = CASES[name]
    what, made = outcome(case, model)
    assert what in case["accept"].split("|")
    if what == "finite" and name in CHECKS:
        CHECKS[name](model, made)


def test_models_are_all_that_there_are():
    assert {"auto", "naive", "dotm"} - set(MODELS) == {"naive"} and len(MODELS) >= 27  # naive is another name of last_value


def test_every_check_of_the_file_is_made_here():
    elsewhere = {"len20000", "h0", "zeros_heavy"}  # time, typed error, a lower limit
    assert {n for n, c in CASES.items() if c["check"]} - {"const_ulp"} <= set(CHECKS) | elsewhere


def test_counts_stay_above_their_limit():
    case = CASES["zeros_heavy"]
    y = values_of(case)
    made = ind.forecast({"unique_id": ["a"] * len(y), "ds": np.arange(len(y)), "y": y}, 6, 95, MODELS, lower=0)
    assert all((made[f"{m}-lo-95"] >= 0).all() for m in MODELS)


@pytest.mark.parametrize("season", [1, 12])
def test_bad_neighbours_change_no_bit(season):
    """The controls alone, each of them and the whole batch together; forwards and backwards."""
    cases = [c for c in CASES.values() if c["m"] == season and c["id"] != "len20000" and "h0" != c["id"] and len(values_of(c))]
    models = ["auto", "auto_theta", "holt_winters", "mstl", "weighted(auto_ets, dotm)"]

    def batch(chosen):
        lengths = [len(values_of(c)) for c in chosen]
        df = {
            "unique_id": np.repeat([c["id"] for c in chosen], lengths),
            "ds": np.concatenate([np.arange(n) for n in lengths]),
            "y": np.concatenate([values_of(c) for c in chosen]),
        }
        made = ind.forecast(df, 6, 95, models, season, details=False)
        numbers = np.array([v for k, v in made.items() if k not in ("unique_id", "ds")])
        return {c["id"]: numbers[:, 6 * i : 6 * i + 6] for i, c in enumerate(chosen)}

    together, backwards = batch(cases), batch(cases[::-1])
    for c in cases:
        alone = batch([c])[c["id"]]
        np.testing.assert_array_equal(together[c["id"]], alone)
        np.testing.assert_array_equal(backwards[c["id"]], alone)
