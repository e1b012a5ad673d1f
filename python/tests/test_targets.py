# SPDX-License-Identifier: Apache-2.0
"""Targets of every kind over frames: assessment, pace, progress rules, issues, gap drivers."""

import math
import time

import numpy as np
import pandas as pd
import polars as pl
import pytest

import industria as ind


@pytest.fixture
def grown():
    """Three series of 2016 to 2021: steady, fast, and one with zeros."""
    years = np.tile(np.arange(2016, 2022), 3)
    values = [100, 110, 112, 130, 131, 150, 50, 60, 75, 90, 110, 130, 0, 0, 1, 2, 3, -1]
    return {"unique_id": np.repeat(["a", "b", "zeros"], 6), "ds": years, "y": np.array(values, dtype=float)}


def frame(**columns):
    return columns


def test_every_kind_in_one_frame(grown):
    targets = pd.DataFrame(
        frame(
            unique_id=["a", "a", "a", "a", "b", "b"],
            target_id=["range", "growth", "sum", "relative", "direction", "increase"],
            ds=[2021, 2021, 2021, 2021, 2021, 2021],
            kind=["level", "growth", "cumulative_flow", "relative", "direction_only", "increase"],
            direction=["within", "at_least", "at_least", "at_least", "at_most", "at_least"],
            target=[140.0, 0.07, 400.0, None, None, 80.0],
            target_hi=[160.0, None, None, None, None, None],
            start=[None, 2017, 2019, 2017, None, None],
            baseline_ds=[None, None, None, None, None, 2016],
            relative_to=[None, None, None, "b", None, None],
        )
    )
    result = ind.assess(pd.DataFrame(grown), targets)
    # a: 150 inside 140-160; 8.4 % a year > 7 %; 130 + 131 + 150 = 411; a grew slower than b; b is above its start; 80 more than 50.
    assert result["status"].tolist() == ["achieved", "achieved", "achieved", "missed", "missed", "achieved"]
    assert result["gap"][0] == 0.0 and result["last_actual"][2] == 411.0
    assert result["gap"][1] == pytest.approx(150 - 100 * 1.07**5, rel=1e-14)  # a growth target is a level at the end of its span


@pytest.mark.parametrize("make", [dict, pd.DataFrame, pl.DataFrame])
def test_pace_in_history_and_panel(grown, make):
    result = ind.pace(make(grown), make(frame(unique_id=["a"], ds=[2023], target=[150 * 1.11**2])))
    assert isinstance(result, make)
    values = {name: np.asarray(result[name])[0] for name in ("required_growth", "reached", "of_years", "panel_reached", "panel_of")}
    assert values["required_growth"] == pytest.approx(0.11, rel=1e-13)
    # growths of a: 10, 1.8, 16.1, 0.8, 14.5 %; over two years a 7.4 %, b 20.2 %, zeros has no growth
    assert [values[n] for n in ("reached", "of_years", "panel_reached", "panel_of")] == [2, 5, 1, 2]
    assert np.asarray(result["text"])[0].startswith("needed 11.0% a year; reached in 2 of the last 5 years")


def test_progress_by_rules_equals_the_rule_on_figures(grown):
    targets = frame(unique_id=["a", "b"], ds=[2026, 2026], target=[220.0, 120.0], direction=["at_least", "at_least"])
    for rule in ("eurostat", "open_sdg", "un_progress_chart", "escap_current_status", "distance_covered"):
        result = ind.progress(grown, targets, rule)
        alone = ind.judge(rule, base=[100.0, 50.0], value=[150.0, 130.0], target=[220.0, 120.0], since=5, total=10)
        np.testing.assert_array_equal(result["status"], alone["status"])
        np.testing.assert_array_equal(result["measure"], alone["measure"])
    assert result["is_met"].tolist() == [False, True]


def test_without_targets_every_series_is_judged_by_its_direction(grown):
    result = ind.progress(pd.DataFrame(grown), rule="eurostat", years=5, least_years=3)
    assert result["unique_id"].tolist() == ["a", "b", "zeros"]
    assert result["status"].tolist()[:2] == ["significant_progress"] * 2
    assert result["reason"][2] == "negative_base"  # from 0 to -1
    assert ind.progress(grown, rule="eurostat", direction="at_most")["status"][0] == "significant_movement_away"


def test_thresholds_are_data(grown):
    table = ind.rule_table("eurostat")
    assert [row[0] for row in table["with_target"]] == ["movement_away", "insufficient_progress", "moderate_progress", "significant_progress"]
    own = [("behind",), ("in_time", 0.9)]
    case = {"base": 100, "value": 110, "target": 150, "since": 5, "total": 15}
    assert ind.judge("eurostat", **case)["status"][0] == "moderate_progress"  # ratio 0.70
    assert ind.judge("eurostat", **case, with_target=own)["status"][0] == "behind"
    with pytest.raises(ValueError, match="do not rise"):
        ind.judge("eurostat", **case, with_target=[("x", 0.9), ("y", 0.1)])
    with pytest.raises(ValueError, match="'eurostat'"):
        ind.judge("horoscope", **case)


def test_issues_name_target_and_series_and_the_others_are_assessed(grown):
    targets = frame(
        unique_id=["nowhere", "a", "zeros", "a", "a", "a"],
        target_id=["t0", "t1", "t2", "t3", "t4", "t5"],
        ds=[2025, 2010, 2025, 2025, 2025, 2025],
        target=[1.0, 5.0, 10.0, 190.0, 170.0, 180.0],
        direction=["at_least", "at_least", "at_least", "at_least", "at_most", "at_least"],
    )
    issues = ind.target_issues(pd.DataFrame(grown), targets)
    found = dict(zip(issues["target_id"], issues["code"]))
    assert found == {
        "t0": "targets.unknown_series",
        "t1": "targets.before_data",
        "t2": "targets.no_growth_base",
        "t3": "targets.contradict_other",
        "t4": "targets.contradict_other",
        "t5": "targets.contradict_other",
    }
    assert all(t in m for t, m in zip(issues["target_id"], issues["message"]))
    vietnamese = ind.target_issues(grown, targets, lang="vi")
    assert (vietnamese["message"] != issues["message"].to_numpy()).all()
    result = ind.assess(grown, targets)
    assert result["reason"].tolist()[3:] == ["contradiction"] * 3
    assert np.isfinite(result["p_attain"][2])


def test_one_observation_and_none():
    df = frame(unique_id=["one", "none"], ds=[2021, 2021], y=[10.0, math.nan])
    targets = frame(unique_id=["one", "none"], ds=[2023, 2023], target=[12.0, 12.0])
    assert ind.target_issues(df, targets)["code"].tolist() == ["targets.one_observation", "targets.no_observation"]
    result = ind.assess(df, targets)
    assert 0 < result["p_attain"][0] < 1
    assert np.isnan(result["p_attain"][1]) and result["reason"][1] == "no_observation"


def test_targets_from_polars_and_with_units(grown):
    targets = pl.DataFrame(frame(unique_id=["a"], ds=[2023], target=[180_000.0], unit=["triệu đồng"], stated_on=["2021-05-01"]))
    result = ind.assess(pl.DataFrame(grown), targets, unit="tỷ đồng")
    plain = ind.assess(grown, frame(unique_id=["a"], ds=[2023], target=[180.0]), unit="tỷ đồng")
    assert result["p_attain"][0] == pytest.approx(plain["p_attain"][0], rel=1e-12)  # one conversion's rounding


def test_gap_by_part_and_factor_add_up():
    parts = ind.gap_by_part([30_000, 12_000, 4_000], [28_500, 12_700, 3_600])
    assert parts["gap"].sum() == parts["total"] == -1200.0
    assert ind.gap_by_base(120, [60, 40], [72, 44])["gap"].tolist() == [0.0, -4.0]
    factors = ind.gap_by_factor([[100, 2.0], [0, 3.0]], [[90, 2.5], [10, 3.0]])
    assert factors["total"] == pytest.approx(90 * 2.5 + 30 - 200, rel=1e-13)
    assert factors["cells"].sum() == pytest.approx(factors["total"], rel=1e-13) and factors["by_shapley"] == 1


def test_sensitivity_takes_any_probability():
    made = ind.probability_by_part([60, 40], [55, 42], lambda shift: min(max((shift + 7) / 20, 0), 1))
    assert made["gain"] == pytest.approx([5 / 20, -2 / 20])


def test_trajectories_and_the_year():
    periods, values = ind.trajectory(2021, 41_200, 2025, 60_000)
    assert periods == ["2021", "2022", "2023", "2024", "2025"]
    assert values[1] == pytest.approx(41_200 * (60_000 / 41_200) ** 0.25, rel=1e-14)
    assert ind.trajectory(2021, 0, 2025, 50, shape="milestones", milestones=[(2023, 10)])[1].tolist() == [0, 5, 10, 30, 50]
    shares = ind.seasonal_profile([10, 20, 30, 40] * 2, "2020-Q1")
    np.testing.assert_allclose(ind.within_year(50, shares), [5, 15, 30, 50], rtol=1e-14)


def test_ten_thousand_targets_in_a_moment():
    n = 2_000
    rng = np.random.default_rng(1)
    y = 100 * np.exp(rng.normal(0.05, 0.1, (n, 5)).cumsum(axis=1)).ravel()
    ids = np.repeat([f"s{i}" for i in range(n)], 5)
    df = frame(unique_id=ids, ds=np.tile(np.arange(2017, 2022), n), y=y)
    targets = frame(unique_id=ids, ds=np.tile(np.arange(2022, 2027), n), target=np.full(5 * n, 120.0))
    begin = time.process_time()
    result = ind.assess(df, targets)
    assert time.process_time() - begin < 10  # about 0.4 s on one core; the rest is for slow machines
    assert len(result["status"]) == 5 * n and np.isfinite(result["p_attain"]).all()


def test_nothing_is_used_of_periods_that_end_after_the_day():
    df = {"unique_id": ["a"] * 6, "ds": list(range(2017, 2023)), "y": [10.0, 11.0, 12.0, 13.0, 14.0, 16.0]}
    goal = {"unique_id": ["a"], "ds": [2022], "target": [15.0]}
    assert ind.assess(df, goal)["status"][0] == "achieved"
    early = ind.assess(df, goal, as_of="2021-12-31")
    assert early["n_obs"][0] == 5 and early["status"][0] != "achieved"
    same = ind.assess({name: values[:5] for name, values in df.items()}, goal)
    assert early["p_attain"][0] == same["p_attain"][0] and early["landing"][0] == same["landing"][0]
    assert ind.assess(df, goal, as_of="31/12/2021")["landing"][0] == same["landing"][0]
    with pytest.raises(ind.ParseError, match="is no day"):
        ind.assess(df, goal, as_of="yesterday")


def test_a_target_without_a_number_is_told_and_stops_no_other():
    df = {"unique_id": ["a"] * 3, "ds": [2019, 2020, 2021], "y": [10.0, 11.0, 12.0]}
    goals = {"unique_id": ["a"] * 4, "target_id": ["t0", "t1", "t2", "t3"], "ds": [2022] * 4, "target": [13.0, math.nan, math.inf, 14.0]}
    out = ind.assess(df, goals)
    assert out["status"].tolist()[1:3] == ["not_assessable"] * 2 and out["reason"].tolist()[1:3] == ["no_target_value"] * 2
    alone = ind.assess(df, {name: [values[0], values[3]] for name, values in goals.items()})
    assert out["p_attain"][[0, 3]].tolist() == alone["p_attain"].tolist()
    issues = ind.target_issues(df, goals)
    assert [(i, c) for i, c in zip(issues["target_id"], issues["code"]) if c == "targets.no_number"] == [("t1", "targets.no_number"), ("t2", "targets.no_number")]
    assert "t1" in issues["message"][list(issues["code"]).index("targets.no_number")]


YEARLY = {"unique_id": ["a"] * 3 + ["b"] * 2, "ds": [2019, 2020, 2021, 2020, 2021], "y": [10.0, 11.0, 12.0, 5.0, 6.0]}


@pytest.mark.parametrize("column, cell", [
    ("unit", "furlongs"), ("price_basis", "bananas"), ("kind", "wish"), ("direction", "sideways"), ("ds", "20x4"), ("ds", None),
    ("target", "13 tỷ"), ("stated_on", "yesterday"), ("target_hi", 1.0), ("start", 2030), ("baseline_ds", "long ago"),
])  # fmt: skip
def test_a_cell_that_cannot_be_used_refuses_its_row_only(column, cell):
    goals = {"unique_id": ["a", "a"], "target_id": ["bad", "good"], "ds": [2023, 2023], "target": [13.0, 13.0]}
    goals[column] = [cell, {"ds": 2023, "target": 13.0}.get(column)]
    frame_of = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in goals.items()})
    out = ind.assess(pd.DataFrame(YEARLY), frame_of, unit="tấn" if column == "unit" else None)
    assert out["status"][0] == "not_assessable" and out["reason"][0] == "missing" and np.isnan(out["p_attain"][0])
    assert np.isfinite(out["p_attain"][1])
    told = {lang: ind.target_issues(pd.DataFrame(YEARLY), frame_of, lang=lang, unit="tấn" if column == "unit" else None) for lang in ("en", "vi")}
    for lang, issues in told.items():
        assert issues["code"].tolist() == ["targets.unreadable"], lang
        assert '"bad" of a' in issues["message"][0] or "“bad” của a" in issues["message"][0]
        assert column in issues["message"][0] and (cell is None or str(cell) in issues["message"][0])
    assert ind.pace(pd.DataFrame(YEARLY), frame_of)["reason"].tolist()[0] == "missing"
    assert ind.progress(pd.DataFrame(YEARLY), frame_of)["reason"].tolist()[0] == "missing"


def test_two_units_for_one_series_refuse_its_targets_and_no_others():
    goals = {"unique_id": ["a", "a", "b"], "ds": [2023, 2024, 2023], "target": [13.0, 14.0, 7.0], "unit": ["tấn", "tỷ đồng", "tấn"]}
    out = ind.assess(YEARLY, goals)
    assert out["reason"].tolist()[:2] == ["not_comparable"] * 2
    assert np.isfinite(out["p_attain"][2])
    assert ind.target_issues(YEARLY, goals)["code"].tolist() == ["targets.units_unsaid"] * 2


@pytest.mark.parametrize("nothing", [0.0, math.nan])
def test_a_plan_revised_to_nothing_is_told_and_has_no_probability(nothing):
    goals = {"unique_id": ["a"] * 3, "target_id": ["old", "new", "else"], "ds": [2023, 2023, 2024], "target": [13.0, nothing, 14.0],
             "stated_on": ["2020-01-01", "2021-01-01", "2021-01-01"]}  # fmt: skip
    out = ind.assess(YEARLY, goals)
    assert out["status"][1] == "not_assessable" and out["reason"][1] == "no_target_value" and np.isnan(out["p_attain"][1])
    assert np.isfinite(out["p_attain"][2])
    issues = ind.target_issues(YEARLY, goals)
    told = set(zip(issues["target_id"], issues["code"]))
    assert {("old", "targets.replaced"), ("new", "targets.revised_to_nothing")} <= told


def test_targets_that_exclude_each_other_have_no_probability():
    goals = {"unique_id": ["a", "a"], "ds": [2023, 2023], "target": [15.0, 12.0], "direction": ["at_least", "at_most"]}
    out = ind.assess(YEARLY, goals)
    assert out["reason"].tolist() == ["contradiction"] * 2 and np.isnan(out["p_attain"]).all() and not out["calibrated"].any()


def test_pace_and_progress_say_that_the_number_is_lacking():
    goals = {"unique_id": ["a", "a"], "ds": [2023, 2023], "target": [math.nan, 13.0]}
    for made in (ind.pace(YEARLY, goals), ind.progress(YEARLY, goals)):
        assert made["reason"].tolist()[0] == "no_target_value"
    assert ind.pace(YEARLY, goals)["text"][0] == ind.text("reason.no_target_value", "en")


def test_a_range_of_one_number_is_none():
    goals = {"unique_id": ["a"], "ds": [2023], "target": [13.0], "direction": ["within"]}
    assert ind.assess(YEARLY, goals)["reason"].tolist() == ["no_target_value"]
    assert ind.target_issues(YEARLY, goals)["code"].tolist() == ["targets.no_range"]
    assert ind.pace(YEARLY, goals)["reason"].tolist() == ["no_target_value"]


@pytest.fixture
def provinces():
    """Two provinces and the country, 2018 to 2021."""
    y = [80, 90, 95, 104, 70, 71, 75, 77, 100, 105, 110, 116]
    return {"unique_id": np.repeat(["a", "b", "grdp"], 4), "ds": np.tile(np.arange(2018, 2022), 3), "y": np.array(y, dtype=float)}


EVERY_KIND = frame(
    unique_id=["a"] * 9,
    target_id=["level", "increase", "growth", "share", "index", "sum", "count", "relative", "direction"],
    kind=["level", "increase", "growth", "share", "index", "cumulative_flow", "cumulative_count", "relative", "direction_only"],
    start=[None, None, 2020, None, None, 2022, 2020, 2022, None],
    ds=[2025] * 9,
    target=[140.0, 40.0, 0.07, 130.0, 135.0, 460.0, 600.0, None, None],
    baseline_ds=[None, 2021, None, None, None, None, None, None, None],
    relative_to=[None, None, None, None, None, None, None, "grdp", None],
)


@pytest.mark.parametrize("make", [dict, pd.DataFrame, pl.DataFrame])
def test_pace_and_progress_answer_every_kind(provinces, make):
    targets = make(EVERY_KIND) if make is not pl.DataFrame else pl.DataFrame(EVERY_KIND, strict=False)
    pace = ind.pace(make(provinces), targets)
    assert np.asarray(pace["reason"]).tolist() == [""] * 9
    assert np.isfinite(np.asarray(pace["required_growth"])).all()
    assert all("reached in" in text for text in np.asarray(pace["text"]).tolist())
    found = dict(zip(np.asarray(pace["target_id"]).tolist(), np.asarray(pace["required_growth"]).tolist()))
    assert found["increase"] == pytest.approx((144 / 104) ** 0.25 - 1, rel=1e-12)
    assert found["growth"] == pytest.approx((90 * 1.07**6 / 104) ** 0.25 - 1, rel=1e-12)
    assert sum(104 * (1 + found["sum"]) ** k for k in range(1, 5)) == pytest.approx(460, rel=1e-12)
    assert found["relative"] == pytest.approx(116 / 110 - 1, rel=1e-12)  # as the country in its last year
    progress = ind.progress(make(provinces), targets, "distance_covered")
    reasons = dict(zip(np.asarray(progress["target_id"]).tolist(), np.asarray(progress["reason"]).tolist()))
    # Nothing of the sum is there yet, since its own base year the increase and the relation have had no time, a direction has no distance.
    assert {k: r for k, r in reasons.items() if r} == {"sum": "no_observation", "increase": "too_few_points", "relative": "too_few_points", "direction": "no_target_value"}


def test_coming_sums_and_relations_have_probabilities(provinces):
    result = ind.assess(provinces, EVERY_KIND)
    p = dict(zip(result["target_id"], result["p_attain"]))
    assert 0 < p["sum"] < 1 and 0 < p["relative"] < 1
    more = dict(EVERY_KIND, target=[140.0, 40.0, 0.07, 130.0, 135.0, 500.0, 600.0, 0.02, None])
    harder = dict(zip(result["target_id"], ind.assess(provinces, more)["p_attain"]))
    assert harder["sum"] < p["sum"] and harder["relative"] < p["relative"]


def test_a_year_of_months_is_answered_by_the_plan_year():
    rng = np.random.default_rng(4)
    months = [f"{year}-{m:02d}" for year in range(2019, 2025) for m in range(1, 13)][:-4]
    y = [10 + m % 12 + rng.normal() for m in range(len(months))]
    df = {"unique_id": ["a"] * len(months), "ds": months, "y": y}
    plan = 210.0
    found = ind.assess(df, frame(unique_id=["a"], kind=["cumulative_flow"], ds=[2024], target=[plan]))
    rows = {"unique_id": [], "year": [], "month": [], "cumulative": [], "plan": []}
    for k, value in enumerate(y):
        rows["unique_id"].append("a")
        rows["year"].append(2019 + k // 12)
        rows["month"].append(k % 12 + 1)
        rows["cumulative"].append(sum(y[12 * (k // 12) : k + 1]))
        rows["plan"].append(plan if k >= 60 else float("nan"))
    alone = ind.full_year_estimate(rows)
    assert found["method_used"][0] == "plan_year"
    assert found["p_attain"][0] == pytest.approx(np.asarray(alone["p-first-plan-100"])[-1], abs=1e-9)
    assert found["landing"][0] == pytest.approx(np.asarray(alone["result"])[-1], rel=1e-9)


def test_phases_are_rows_and_paths_go_through_them(provinces):
    phases = frame(
        unique_id=["a", "a"], target_id=["whole", "phase"], kind=["cumulative_flow"] * 2, start=[2020, 2020], ds=[2025, 2023], target=[700.0, 400.0]
    )
    assert ind.assess(provinces, phases)["pace"][0] == pytest.approx(199 / 200)
    path = ind.required_paths(pd.DataFrame(provinces), phases, "milestones")
    assert path["path"].tolist() == [299.5, 400.0, 550.0, 700.0, 299.5, 400.0]
    assert path["path_ds"].tolist() == ["2022", "2023", "2024", "2025", "2022", "2023"]
    straight = ind.required_paths(provinces, frame(unique_id=["a"], ds=[2025], target=[144.0]), "linear")
    assert straight["path"].tolist() == [114.0, 124.0, 134.0, 144.0]


def test_what_lacks_a_sum_or_relation_is_told(provinces):
    bad = frame(
        unique_id=["a", "a", "a", "a"],
        target_id=["no_start", "nobody", "growth", "no_growth"],
        kind=["cumulative_flow", "relative", "growth", "growth"],
        start=[None, 2022, 2022, 2022],
        ds=[2025] * 4,
        target=[300.0, None, 0.08, 0.05],
        direction=["at_least", "at_least", "at_least", "at_most"],
        relative_to=[None, "nobody", None, None],
    )
    issues = ind.target_issues(provinces, bad)
    assert list(zip(issues["target_id"], issues["code"])) == [
        ("no_start", "targets.no_start"),
        ("nobody", "targets.unknown_other"),
        ("growth", "targets.contradict_other"),
        ("no_growth", "targets.contradict_other"),
    ]
    assert ind.assess(provinces, bad)["reason"].tolist() == ["", "no_observation", "contradiction", "contradiction"]
    assert ind.pace(provinces, bad)["reason"].tolist()[:2] == ["", "no_observation"]
