# SPDX-License-Identifier: Apache-2.0
"""The year's plan over frames, and checks of probabilities: laws, kinds of frames, and scores computed again with NumPy."""

import json

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT

import industria as ind


def panel(seed=1, series=6, years=9):
    """Whole years with plans that chance hits or misses, and one year in progress until June."""
    rng = np.random.default_rng(seed)
    rows = []
    for s in range(series):
        for year in range(2010, 2010 + years + 1):
            result = 1000 * (s + 1) * np.exp(rng.normal(0, 0.1))
            plan = result * np.exp(rng.normal(0, 0.1))
            for month in (3, 6, 9, 12):
                if year == 2010 + years and month > 6:
                    continue
                done = result * (month / 12) ** np.exp(rng.normal(0.2, 0.1)) if month < 12 else result
                rows.append((f"s{s}", year, month, done, plan))
    return pd.DataFrame(rows, columns=["unique_id", "year", "month", "cumulative", "plan"])


def test_years_without_a_result_are_answered_from_those_that_have_one():
    df = panel()
    answer = ind.full_year_estimate(df)
    assert answer["unique_id"].tolist() == [f"s{i}" for i in range(6)]
    assert (answer["year"] == 2019).all() and (answer["month"] == 6).all() and (answer["past_years"] == 9).all()
    assert (answer["result-lo-95"] < answer["result-lo-80"]).all() and (answer["result-lo-80"] < answer["result"]).all()
    assert (answer["reason"] == "none").all()
    model = ind.fit_plan_year(df[df["year"] < 2019])
    assert (model.years, model.last_year, model.prior.name) == (54, 2018, "vn_industrial_products_2000_2024")
    pd.testing.assert_frame_equal(ind.full_year_estimate(df[df["year"] == 2019], model), answer)


def test_more_done_never_lowers_the_probability_and_a_higher_plan_never_raises_it():
    model = ind.fit_plan_year(panel())
    grid = np.linspace(100, 2000, 40)
    now = {"unique_id": np.array([f"x{i}" for i in range(40)]), "year": np.full(40, 2019), "month": np.full(40, 6)}
    done = ind.full_year_estimate(now | {"cumulative": grid, "plan": np.full(40, 1e3)}, model)
    assert (np.diff(done["p-plan-100"]) >= 0).all() and (np.diff(done["result"]) >= 0).all()
    plans = ind.full_year_estimate(now | {"cumulative": np.full(40, 500.0), "plan": grid}, model)
    assert (np.diff(plans["p-plan-100"]) <= 0).all() and (np.diff(plans["p-first-plan-100"]) <= 0).all()


def test_one_series_without_names_or_plan():
    answer = ind.full_year_estimate({"year": [2024] * 3, "month": [1, 2, 3], "cumulative": [8.0, 15.0, 24.0]})
    assert answer["pool_share"][0] == 1 and answer["quality"][0] == "assumed"
    assert 90 < answer["result"][0] < 120  # a quarter of the year, a little less for Tet
    assert np.isnan(answer["p-plan-100"][0])


def test_a_plan_that_is_none_is_told():
    answer = ind.full_year_estimate({"year": [2024], "month": [3], "cumulative": [24.0], "plan": [0.0]})
    assert answer["issues"][0].startswith('"", 2024: a plan of 0 is not positive')
    assert np.isnan(answer["p-plan-100"][0]) and answer["result"][0] > 24
    nothing = ind.full_year_estimate({"year": [2024, 2025], "month": [3, 3], "cumulative": [0.0, None], "plan": [9.0, 9.0]})
    assert nothing["reason"].tolist() == ["zero_base", "no_observation"] and np.isnan(nothing["result"]).all()


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "dict"])
def test_every_kind_of_frame_comes_back(kind):
    df = panel(series=2)
    frame = {c: df[c].to_numpy() for c in df} if kind == "dict" else df
    if kind in ("polars", "pyarrow"):
        pytest.importorskip("pyarrow")
        frame = pytest.importorskip("polars").from_pandas(df) if kind == "polars" else pytest.importorskip("pyarrow").Table.from_pandas(df)
    answer = ind.full_year_estimate(frame)
    assert type(answer) is type(frame)
    expected = ind.full_year_estimate(df)["result"].to_numpy()
    np.testing.assert_array_equal(np.asarray(answer["result"]), expected)


def test_scores_are_those_of_the_cases():
    made = ind.evaluate_attainment(panel(years=14), cutoffs=[6], at_least=10)
    ours = made.cases[made.cases["method"] == "plan_year"]
    score = made.scores[made.scores["method"] == "plan_year"].iloc[0]
    error = (ours["probability"] - ours["attained"]) ** 2
    assert score["brier"] == pytest.approx(error.mean(), rel=1e-12)  # sums in another order
    by_year = (error - error.mean()).groupby(ours["year"]).sum()
    n = by_year.size
    assert score["brier_se"] == pytest.approx(np.sqrt(n / (n - 1) * (by_year**2).sum()) / error.size, rel=1e-12)
    inside = (ours["lo-80"] <= ours["actual"]) & (ours["actual"] <= ours["hi-80"])
    assert score["coverage-80"] == pytest.approx(inside.mean())
    bins = made.reliability[(made.reliability["method"] == "plan_year") & (made.reliability["cases"] > 0)]
    assert bins["cases"].sum() == len(ours) == score["cases"]
    assert score["ece"] == pytest.approx((bins["cases"] * (bins["said"] - bins["came"]).abs()).sum() / len(ours), rel=1e-12)
    assert set(made.scores["method"]) == {"plan_year", "share_line", "last_year_share", "elapsed"}


def test_years_after_the_one_asked_about_do_not_matter():
    df = panel(years=14)
    later = df.copy()
    later.loc[later["year"] > 2018, "cumulative"] *= 3
    a, b = (ind.evaluate_attainment(d, cutoffs=[6], at_least=10, simple_methods=False).cases for d in (df, later))
    pd.testing.assert_frame_equal(a[a["year"] <= 2018], b[b["year"] <= 2018])


def test_yearly_targets():
    years = np.arange(2000, 2020)
    df = pd.DataFrame({"unique_id": "a", "year": years, "y": 100 * 1.05 ** (years - 2000)})
    targets = pd.DataFrame({"unique_id": ["a", "a", "b"], "year": [2015, 2018, 2015], "target": [150, 400, 1]})
    made = ind.evaluate_attainment(df, targets, [2010, 2014])
    assert made.cases["attained"].tolist() == [True, True, False, False]
    assert (made.cases["probability"][:2] > 0.9).all() and (made.cases["probability"][2:] < 0.2).all()
    assert [i.code for i in made.issues] == ["evaluation.unknown_series"]
    at_most = ind.evaluate_attainment(df, targets.assign(direction="at_most"), [2010]).cases
    assert at_most["attained"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"year": [2020.5]}, "whole numbers"),
        ({"cumulative": ["5"]}, "expected numbers"),
    ],
)
def test_mistakes_are_named(change, message):
    with pytest.raises(ValueError, match=message):
        ind.full_year_estimate({"year": [2020], "month": [3], "cumulative": [5.0]} | change)


def test_rows_that_cannot_be_used_are_told_and_the_others_answered():
    columns = {
        "unique_id": ["a", "a", "a", "b", "c"], "year": [2020] * 5, "month": [3, 3, 13, 6, 0],
        "cumulative": [5.0, 6.0, 99.0, 48.0, 1.0], "plan": [20.0, 20.0, 20.0, 40.0, 9.0],
    }
    answer = ind.full_year_estimate(columns)
    assert answer["reason"].tolist() == ["none", "none", "no_observation"]
    assert answer["cumulative"][:2].tolist() == [6.0, 48.0]  # the later row counts
    assert 'rows 0 and 1 with different figures' in answer["issues"][0] and "month 13 is none of" in answer["issues"][0]
    assert answer["issues"][1] == "" and '"c", 2020: month 0' in answer["issues"][2]
    assert answer["state"].tolist() == ["open", "reached", "none"]  # its plan stood in the row left out
    assert answer["required_per_month"][1] == 0 and answer["remaining"][1] == -8
    assert answer["not_in_it"][0].startswith("a shock common to all") and answer["not_in_it"][2] == ""
    vietnamese = ind.full_year_estimate(columns, lang="vi")
    assert "tháng 13" in vietnamese["issues"][0] and vietnamese["not_in_it"][0].startswith("cú sốc chung")
    np.testing.assert_array_equal(vietnamese["result"], answer["result"])
    model = ind.fit_plan_year(columns)
    assert [i.code for i in model.issues] == ["plan_year.month_twice", "plan_year.month_outside", "plan_year.month_outside"]


def test_assessments_say_what_their_probability_does_not_know():
    goals = ind.Dataset.read(ROOT / "examples" / "data" / "northwest").assess(None)
    told = [bool(goal.not_in_it("vi")) for goal in goals]
    assert told == [not np.isnan(goal.probability.value) and goal.verdict not in ("achieved", "missed") for goal in goals]
    assert any(told)
    assert [text for goal in goals for text in goal.not_in_it("vi")][0].startswith("cú sốc chung")


def test_no_prior_of_that_name():
    with pytest.raises(ValueError, match="'investment'"):
        ind.plan_year_prior("steel")


def test_the_reliability_diagram_is_drawn():
    charts = pytest.importorskip("vl_convert")
    folder = ROOT / "python" / "industria" / "report" / "charts"
    spec = json.loads((folder / "reliability.json").read_text(encoding="utf-8").replace("$said", "Said, %").replace("$came", "Came, %"))
    bins = ind.evaluate_attainment(panel(years=14), cutoffs=[6], at_least=10, simple_methods=False).reliability
    rows = [{"said": 100 * b.said, "came": 100 * b.came, "lo": 0, "hi": 100, "cases": b.cases, "label": ""} for b in bins.itertuples() if b.cases]
    spec["datasets"]["bins"] = rows
    spec["config"] = {k: v for k, v in json.loads((folder / "config.json").read_text(encoding="utf-8")).items() if k != "locale"}
    svg = charts.vegalite_to_svg(spec)
    assert "Said, %" in svg and svg.count("<path") > len(rows)


def test_the_open_set_reaches_what_the_documentation_says():
    folder = ROOT.parent / "shared" / "data" / "sets" / "vn-public-investment-plan"
    if not folder.exists():
        pytest.skip("the open set is not here")
    monthly, pairs = pd.read_csv(folder / "monthly.csv"), pd.read_csv(folder / "pairs.csv")
    key = ["entity_type", "entity_id", "year"]
    df = monthly[monthly["ytd_pct_of_plan"].notna() & (monthly["month"] < 12)]
    df = df.assign(cumulative=df["ytd_value"], plan=100 * df["ytd_value"] / df["ytd_pct_of_plan"])
    ends = pairs.assign(month=12, cumulative=pairs["outcome_dec_estimate"], plan=pairs["plan_final_implied"])
    df = pd.concat([df.merge(pairs[key], on=key), ends])
    df["unique_id"] = df["entity_type"] + "/" + df["entity_id"]
    scores = ind.evaluate_attainment(df, simple_methods=False).scores
    # Brier at months 3, 6, 9, 11 as printed by bench/plan_year.cpp
    np.testing.assert_allclose(scores["brier"], [0.153, 0.144, 0.119, 0.097], atol=5e-4)
