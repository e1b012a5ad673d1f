# SPDX-License-Identifier: Apache-2.0
"""Attainment on whole frames: as of single forecasts, laws of probability, hierarchies, drivers, and that nothing bad stops the rest."""

import math

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import industria as ind

ROWS = {
    "VN/N/a": [100, 104, 109, 113],
    "VN/N/b": [50, 51, 55, 60],
    "VN/S/c": [10, 11, 11.5, 13],
    "VN/S/f": [200, 190, 210, 205],
}
DF = {
    "unique_id": np.repeat(list(ROWS), 4),
    "ds": np.tile([2020, 2021, 2022, 2023], 4),
    "y": np.concatenate(list(ROWS.values())),
}
PLAN = {"unique_id": list(ROWS), "ds": [2025] * 4, "target": [120.0, 62, 14, 210], "plan": ["north", "north", "south", "south"]}
TREE = {"VN/N": "VN", "VN/S": "VN"} | {name: name[:4] for name in ROWS}
OF_SUMS = {"unique_id": ["VN", "VN/N", "VN/S", *ROWS], "ds": [2025] * 7, "target": [410.0, 182, 225, 120, 62, 14, 210]}
FOUR_ERRORS = 0.032  # four standard errors of 4,000 paths


def forecasts() -> dict[str, ind.Forecast]:
    made = ind.forecast(ind.Panel.from_frame(DF), 2, models="pooled_growth")
    return {f.id: f for f in made}


def test_first_passage_of_a_frame_is_that_of_each_forecast():
    found = ind.first_passage(DF, PLAN)
    for i, (name, forecast) in enumerate(forecasts().items()):
        one = ind.first_passage(forecast, PLAN["target"][i])
        assert found["p_by"][i] == one["by"][1]
        assert found["p_beyond"][i] == one["beyond"]
        assert found["median_ds"][i] == ("" if one["median"] is None else str(one["median"])), name
    threads = ind.first_passage(DF, PLAN, n_threads=3)
    assert (threads["p_by"] == found["p_by"]).all()


def test_the_distribution_sums_to_what_is_met_within_the_horizon():
    found = ind.first_passage(DF, PLAN, h=5, distribution=True)
    assert list(found["met_ds"][:5]) == ["2024", "2025", "2026", "2027", "2028"]
    p, by = found["probability"].reshape(4, 5), found["by"].reshape(4, 5)
    assert np.allclose(p.cumsum(axis=1), by, atol=1e-12)
    assert (np.diff(by, axis=1) >= 0).all()
    beyond = ind.first_passage(DF, PLAN, h=5)["p_beyond"]
    assert np.allclose(p.sum(axis=1) + beyond, 1, atol=1e-12)


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table])
def test_the_callers_kind_of_frame_comes_back(kind):
    found = ind.first_passage(kind(DF), kind(PLAN))
    assert isinstance(found, type(kind(DF)))
    assert list(np.asarray(found["p_by"])) == list(ind.first_passage(DF, PLAN)["p_by"])
    assert len(ind.aggregate_attainment(kind(DF), kind(OF_SUMS), TREE)["p_attain"]) == 7


def test_groups_are_answered_as_lists_of_forecasts_are():
    found = ind.joint_attainment(DF, PLAN, by="plan", common_shock=0.02)
    all_ = forecasts()
    north = [(all_[name], 1, PLAN["target"][i], math.inf) for i, name in enumerate(ROWS) if "/N/" in name]
    alone = ind.joint_attainment(north, common_shock=0.02)
    assert (found["plan"][0], found["p_all"][0], found["expected"][0]) == ("north", alone["all"], alone["expected"])
    counts = ind.joint_attainment(DF, PLAN, by="plan", counts=True)
    assert counts["probability"][:3].sum() == pytest.approx(1, abs=1e-12)
    free = ind.joint_attainment(DF, PLAN, common_shock=0)
    each = [all_[name].probability_at_least(1, PLAN["target"][i]) for i, name in enumerate(ROWS)]
    assert free["p_all"][0] == pytest.approx(np.prod(each), abs=FOUR_ERRORS)


def test_a_hierarchy_sums_its_leaves():
    found = ind.aggregate_attainment(DF, OF_SUMS, TREE)
    all_ = forecasts()
    parts = [(f, 1, -math.inf, math.inf) for f in all_.values()]
    whole = ind.aggregate_attainment(parts, lo=410.0)
    assert found["p_attain"][0] == whole["probability"]
    assert found["landing"][0] == pytest.approx(whole["median"], abs=1e-9)  # the same draws, added in another order
    assert found["parts"].tolist() == [4, 2, 2, 1, 1, 1, 1]
    assert found["p_attain"][3] == all_["VN/N/a"].probability_at_least(1, 120)  # a leaf is exact
    by_tree = ind.aggregate_attainment(DF, OF_SUMS, ind.Tree(TREE), n_threads=2)
    assert (by_tree["p_attain"] == found["p_attain"]).all()


def test_no_order_of_rows_is_seen():
    order = np.random.default_rng(3).permutation(16)
    mixed = {name: np.asarray(column)[order] for name, column in DF.items()}
    plan = {name: list(reversed(column)) for name, column in OF_SUMS.items()}
    straight, turned = ind.aggregate_attainment(DF, OF_SUMS, TREE), ind.aggregate_attainment(mixed, plan, TREE)
    for name in ("p_attain", "landing", "landing-hi-95"):
        assert turned[name][::-1].tolist() == straight[name].tolist()
    assert ind.first_passage(mixed, PLAN)["p_by"].tolist() == ind.first_passage(DF, PLAN)["p_by"].tolist()


def test_a_figure_that_is_known_by_the_day_counts():
    all_known = ind.aggregate_attainment(DF, {"unique_id": ["VN/N"], "ds": [2023], "target": [173.0]}, TREE)
    assert (all_known["p_attain"][0], all_known["landing"][0], all_known["parts"][0]) == (1.0, 173.0, 0)
    before = ind.aggregate_attainment(DF, {"unique_id": ["VN/N"], "ds": [2023], "target": [173.0]}, TREE, as_of="2022-12-31")
    assert 0 < before["p_attain"][0] < 1
    issues: list[ind.Issue] = []
    past = ind.first_passage(DF, {"unique_id": ["VN/N/a"], "ds": [2022], "target": [120.0]}, h=3, issues=issues)
    assert (past["reason"][0], issues[0].code) == ("no_time_left", "targets.not_ahead")
    assert np.isfinite(past["p_beyond"][0])


def test_what_cannot_be_answered_is_told_by_target_and_key_and_stops_no_other():
    df = {name: np.append(column, [column[0], column[0]]) for name, column in DF.items()}
    df["unique_id"] = np.append(DF["unique_id"], ["VN/S/e", "VN/S/e"])
    df["ds"], df["y"] = np.append(DF["ds"], [2022, 2023]), np.append(DF["y"], [math.nan, math.nan])
    plan = {
        "unique_id": ["VN/N/a", "VN/X", "VN/S/e", "VN/N/b", "VN/S", "VN/N"],
        "target_id": ["good", "unknown", "empty", "no number", "sum", "north"],
        "ds": [2025] * 6,
        "target": [120.0, 1, 1, math.nan, 225, 182],
    }
    issues: list[ind.Issue] = []
    found = ind.first_passage(df, plan, issues=issues)
    assert np.isfinite(found["p_by"]).tolist() == [True] + [False] * 5
    assert [i.code for i in issues] == [
        "targets.unknown_series", "targets.no_observation", "targets.no_number", "targets.unknown_series", "targets.unknown_series",
    ]  # fmt: skip
    for issue, name, key in zip(issues, plan["target_id"][1:], plan["unique_id"][1:]):
        assert name in issue.message("en") and key in issue.message("en") and "{" not in issue.message("vi")
    issues.clear()
    tree = TREE | {"VN/S/e": "VN/S"}
    sums = ind.aggregate_attainment(df, plan, tree, issues=issues)
    assert np.isfinite(sums["p_attain"]).tolist() == [True, False, False, False, False, True]
    told = {i.value: i for i in issues if i.value}
    assert told["unknown"].code == "targets.not_in_tree"
    assert told["sum"].code == "targets.part_without_forecast" and "VN/S/e" in told["sum"].message("vi")


def test_the_curve_of_a_frame_is_exact_and_falls():
    found = ind.attainment_curve(DF, PLAN, [0.9, 1.0, 1.1])
    p = found["p_attain"].reshape(4, 3)
    assert (np.diff(p, axis=1) < 0).all()
    one = forecasts()["VN/N/a"]
    levels = [0.9 * 120, 120, 1.1 * 120]
    assert (p[0] == ind.attainment_curve(one, levels, step=1)).all()
    assert p[0, 1] == one.probability_at_least(1, 120)


def test_a_promise_of_a_forecast_is_that_of_its_frame():
    frame = ind.promise(DF, 2, [0.8, 0.5])
    one = ind.promise(forecasts()["VN/N/b"], p=[0.8, 0.5])
    assert one["ds"].tolist() == ["2024", "2025"]
    assert one["promise-80"].tolist() == frame["promise-80"][2:4].tolist()


def test_drivers_of_a_hierarchy_add_up():
    found = ind.attainment_drivers(DF, OF_SUMS, TREE)
    sums = ind.aggregate_attainment(DF, OF_SUMS, TREE)
    of_country = found["parent"] == "VN"
    assert found["unique_id"][of_country].tolist() == ["VN/N", "VN/S"]
    assert (found["p_attain"][of_country] == sums["p_attain"][0]).all()
    closed = found["p_if_all_closed"][of_country][0] - sums["p_attain"][0]
    assert found["gap_share"][of_country].sum() == pytest.approx(closed, abs=1e-12)
    assert found["percent_share"][of_country].sum() == pytest.approx(found["all_percent"][of_country][0], abs=1e-12)
    assert (found["per_percent"] > 0).all()
    assert len(found["unique_id"]) == 6


def test_drivers_of_products_are_those_of_the_cells():
    all_ = forecasts()
    a, b = all_["VN/N/a"], all_["VN/N/b"]
    made = ind.attainment_drivers([[(a, 1), 2.0], [(b, 1), 3.0]], [[120, 2.1], [62, None]], lo=430)
    assert made["gap"].shape == (2, 2)
    assert math.isnan(made["p_if_met"][1, 1])
    assert np.nansum(made["gap_share"]) == pytest.approx(made["p_if_all_closed"] - made["p_attain"], abs=1e-12)
    assert made["percent_share"].sum() == pytest.approx(made["all_percent"], abs=1e-12)
    flat = ind.attainment_drivers([(a, 1), (b, 1)], [120, 62], lo=182)
    of_tree = ind.attainment_drivers(DF, OF_SUMS, TREE)
    north = of_tree["parent"] == "VN/N"
    # The tree's shock is the shipped prior's, which is that of lists of forecasts as well.
    assert flat["p_if_met"].tolist() == of_tree["p_if_met"][north].tolist()
    with pytest.raises(ValueError, match="one shape"):
        ind.attainment_drivers([[(a, 1), 2.0], [(b, 1)]], lo=1)


def test_a_cell_that_cannot_be_used_refuses_its_row_only():
    df = {"unique_id": ["a"] * 3, "ds": [2019, 2020, 2021], "y": [10.0, 11.0, 12.0]}
    goals = {"unique_id": ["a", "a"], "target_id": ["bad", "good"], "ds": [2023, 2023], "target": [13.0, 13.0], "direction": ["sideways", "at_least"]}
    issues: list[ind.Issue] = []
    made = ind.first_passage(df, goals, h=4, issues=issues)
    assert [(issue.code, issue.value) for issue in issues] == [("targets.unreadable", "bad")]
    assert made["reason"].tolist() == ["missing", ""] and np.isnan(made["p_by"][0]) and np.isfinite(made["p_by"][1])
