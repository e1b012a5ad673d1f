# SPDX-License-Identifier: Apache-2.0
"""aggregate() and reconcile(): the frame contract, sums, intervals, and what is told or refused."""

import numpy as np
import pandas as pd
import pytest

import industria as ind

METHODS = [
    "bottom_up", "top_down_average_proportions", "top_down_proportions_of_averages", "top_down_forecast_proportions",
    "middle_out", "mint_ols", "mint_struct", "mint_variance", "mint_shrink",
]  # fmt: skip
PARENTS = {"a": "t", "b": "t", "a1": "a", "a2": "a"}


@pytest.fixture
def base():
    return {
        "unique_id": np.repeat(["t", "a", "b", "a1", "a2"], 2),
        "ds": np.tile([2024, 2025], 5),
        "drift": np.array([100.0, 110, 62, 60, 30, 31, 25, 26, 40, 41]),
        "drift-lo-80": np.array([90.0, 95, 55, 52, 25, 26, 20, 21, 33, 34]),
        "drift-hi-80": np.array([110.0, 125, 69, 68, 35, 36, 30, 31, 47, 48]),
    }


@pytest.fixture
def past():
    rng = np.random.default_rng(1)
    ids = np.repeat(["t", "a", "b", "a1", "a2"], 12)
    y = np.repeat([95.0, 65, 30, 25, 40], 12) + rng.normal(0, 3, 60)
    return {"unique_id": ids, "ds": np.tile(np.arange(2012, 2024), 5), "y": y, "drift": y + rng.normal(0, 2, 60)}


def values(frame, column, step=0):
    return {i: v for i, d, v in zip(frame["unique_id"], frame["ds"], frame[column]) if d == 2024 + step}


def assert_adds_up(frame, column):
    for step in (0, 1):
        v = values(frame, column, step)
        assert v["a"] == v["a1"] + v["a2"] and v["t"] == v["a"] + v["b"]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_adds_up_and_names_its_column(base, past, method):
    frame = ind.reconcile(base, past, PARENTS, method)
    assert type(frame) is dict and list(frame) == [*base, f"drift/{method}"]
    assert_adds_up(frame, f"drift/{method}")


def test_pandas_comes_back_with_its_rows_and_index(base, past):
    frame = pd.DataFrame(base).sample(frac=1, random_state=2)
    result = ind.reconcile(frame, pd.DataFrame(past), PARENTS)
    assert isinstance(result, pd.DataFrame) and (result.index == frame.index).all()
    expected = ind.reconcile(base, past, PARENTS)["drift/mint_shrink"]
    np.testing.assert_array_equal(result["drift/mint_shrink"].sort_index(), expected)  # the same bits in any order


def test_least_squares_by_hand():
    base = {"unique_id": ["t", "x", "y"], "ds": [1, 1, 1], "m": [10.0, 4.0, 3.0]}
    frame = ind.reconcile(base, tree={"x": "t", "y": "t"}, method="mint_ols")
    np.testing.assert_allclose(frame["m/mint_ols"], [9, 5, 4], rtol=1e-14)  # 3 too few: one third to each of three


def test_other_names_of_methods_are_known(base, past):
    frame = ind.reconcile(base, past, PARENTS, "wls_struct")
    assert "drift/mint_struct" in frame


def test_every_model_is_reconciled(base, past):
    base["naive"], past["naive"] = base["drift"] + 1, past["drift"] - 1
    frame = ind.reconcile(base, past, PARENTS, "mint_variance")
    assert_adds_up(frame, "drift/mint_variance")
    assert_adds_up(frame, "naive/mint_variance")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("nonnegative", [False, True])
def test_intervals_hold_the_forecast_and_nest(base, past, method, nonnegative):
    base["drift"][4] = -2.0  # b
    frame = ind.reconcile(base, past, PARENTS, method, level=[80, 95], nonnegative=nonnegative)
    names = [f"drift/{method}{s}" for s in ("-lo-95", "-lo-80", "", "-hi-80", "-hi-95")]
    assert (np.diff([frame[n] for n in names], axis=0) >= 0).all()
    assert_adds_up(frame, f"drift/{method}")
    if nonnegative:
        assert min(np.min(frame[n]) for n in names) >= 0


def test_minimum_trace_intervals_are_narrower_than_bottom_up(base, past):
    base["drift-lo-80"], base["drift-hi-80"] = base["drift"] - 3, base["drift"] + 3
    wide, narrow = (ind.reconcile(base, past, PARENTS, m, level=80) for m in ("bottom_up", "mint_shrink"))
    assert np.sum(narrow["drift/mint_shrink-hi-80"] - narrow["drift/mint_shrink-lo-80"]) < np.sum(
        wide["drift/bottom_up-hi-80"] - wide["drift/bottom_up-lo-80"]
    )


def test_paths_are_reconciled_one_by_one_and_never_negative(past):
    tree = ind.Tree(PARENTS)
    rng = np.random.default_rng(5)
    paths = rng.normal(1, 4, (len(tree), 2, 50))
    residual = (past["y"] - past["drift"]).reshape(5, 12)
    map_ = ind.Reconciler(tree, residual=residual, nonnegative=True)
    out = map_.apply(paths)
    at = {i: k for k, i in enumerate(tree.ids)}
    assert out.shape == paths.shape and out.min() == 0.0
    np.testing.assert_array_equal(out[at["t"]], out[at["a"]] + out[at["b"]])
    np.testing.assert_array_equal(out[:, 1, 7], map_.apply(paths[:, 1, 7]))
    threaded = ind.Reconciler(tree, residual=residual, nonnegative=True, n_threads=2)
    np.testing.assert_array_equal(threaded.apply(paths), out)
    assert 0 <= map_.shrinkage <= 1


def test_a_leaf_without_forecast_is_told_and_the_rest_goes_on(base, past):
    base["drift"][4] = np.nan  # b in 2024
    issues = []
    frame = ind.reconcile(base, past, PARENTS, issues=issues)
    v = values(frame, "drift/mint_shrink")
    assert np.isnan(v["b"]) and np.isnan(v["t"]) and v["a"] == v["a1"] + v["a2"]
    assert [i.code for i in issues] == ["hierarchy.unbalanced", "hierarchy.no_forecast"]
    assert "“b”" in issues[1].message("en")


def test_tags_of_paths_are_a_tree(past):
    ids = ["VN", "VN/A", "VN/B", "VN/A/1", "VN/A/2"]
    base = {"unique_id": ids, "ds": [1] * 5, "m": [10.0, 5, 4, 2, 2]}
    frame = ind.reconcile(base, tags={"c": ids[:1], "c/p": ids[1:3], "c/p/s": ids[3:]}, method="ols")
    assert frame["m/mint_ols"][0] == frame["m/mint_ols"][1] + frame["m/mint_ols"][2]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"method": "mint"}, "'mint_shrink'"),
        ({"tree": None}, "there is no tree"),
        ({"tree": {"a": "t", "b": "t", "a1": "a"}}, "'a2' is not in the tree"),
        ({"Y_df": None}, "expected Y_df"),
        ({"level": 0.8}, "use 80, not 0.8"),
        ({"tree": {"t": "a", **PARENTS}}, "circle"),
        ({"tree": {"x": ["t"], "y": ["a", "b", "a1", "a2"]}}, "pass {series: its parent} instead"),
        ({"method": "middle_out", "middle_level": 5}, "expected 0 to 2"),
        ({"shrinkage": 2}, "expected 0 to 1"),
        ({"n_threads": -1}, "0 for all cores"),
    ],
)
def test_misuse_is_named(base, past, change, text):
    arguments = {"Y_hat_df": base, "Y_df": past, "tree": PARENTS, **change}
    with pytest.raises((ValueError, KeyError), match=text.replace("{", r"\{").replace("}", r"\}")):
        ind.reconcile(**arguments)


def test_a_second_row_for_one_step_is_refused(base, past):
    doubled = {k: np.append(v, v[0]) for k, v in base.items()}
    with pytest.raises(ValueError, match="'t' has 2 rows for ds 2024"):
        ind.reconcile(doubled, past, PARENTS)


def test_level_without_base_intervals_is_refused(base, past):
    bare = {k: base[k] for k in ("unique_id", "ds", "drift")}
    with pytest.raises(ValueError, match="expected a column drift-lo-95"):
        ind.reconcile(bare, past, PARENTS, level=95)


def test_aggregate_by_columns():
    rows = pd.DataFrame(
        {"p": ["x", "x", "y", "x", "y"], "s": ["B", "C", "C", "B", "C"], "ds": [1, 1, 1, 2, 2], "y": [1.0, 2, 4, 8, 16]}
    )
    frame, tree, issues = ind.aggregate(rows, ["p", "s"])
    assert isinstance(frame, pd.DataFrame)
    assert frame.query("unique_id == 'y'")["y"].tolist() == [4, 16]
    assert frame.query("unique_id == 'x'")["y"].tolist() == [3]  # x/C has no second period
    assert tree.tags["1"].tolist() == ["x/B", "x/C", "y/C"]
    assert [i.code for i in issues] == ["hierarchy.child_missing"]
    same = ind.aggregate(rows, [["p"], ["p", "s"]])
    pd.testing.assert_frame_equal(same.frame, frame)


def test_rows_of_one_series_and_period_are_added():
    rows = {"p": ["x", "x", "x"], "ds": [1, 1, 2], "y": [1.0, 2, 4]}
    assert ind.aggregate(rows, ["p"]).frame["y"].tolist() == [3, 4]


def test_aggregate_by_a_tree_with_dates():
    rows = {"unique_id": ["a", "a", "b"], "ds": [2024, 2025, 2025], "y": [1.0, 2, 4]}
    tree = ind.Tree({"a": "t", "b": "t"}, {"b": ("2025-01-01", None)})
    frame, _, issues = ind.aggregate(rows, tree)
    assert dict(zip(zip(frame["unique_id"], frame["ds"]), frame["y"]))[("t", 2024)] == 1.0
    assert not issues


def test_a_parent_that_is_not_its_sum_is_told():
    rows = {"unique_id": ["t", "a", "b", "z"], "ds": [2024] * 4, "y": [9.0, 2, 4, 1]}
    frame, _, issues = ind.aggregate(rows, {"a": "t", "b": "t", "c": None})
    assert frame["y"][frame["unique_id"] == "t"].tolist() == [6]
    assert [i.code for i in issues][-1] == "hierarchy.sum_differs" and "9 against 6" in issues[-1].message("en")
    assert {"hierarchy.not_in_tree", "hierarchy.no_series", "hierarchy.unbalanced"} <= {i.code for i in issues}


def test_crossed_groupings_are_refused_with_the_reason():
    rows = {"p": ["x"], "s": ["B"], "ds": [1], "y": [1.0]}
    with pytest.raises(ValueError, match="crossed groupings are several trees"):
        ind.aggregate(rows, [["p"], ["s"]])


def test_aggregated_frames_go_straight_into_forecast_and_reconcile():
    rng = np.random.default_rng(8)
    rows = {"p": np.repeat(["x", "x", "y"], 10), "s": np.repeat(["B", "C", "C"], 10), "ds": np.tile(np.arange(2014, 2024), 3)}
    rows["t"], rows["y"] = np.full(30, "VN"), np.exp(rng.normal(3, 0.2, 30))
    frame, tree, _ = ind.aggregate(rows, ["t", "p", "s"])
    base = ind.forecast(frame, 2, models="cagr")
    result = ind.reconcile(base, tree=tree, method="mint_struct")
    v = {(i, d): x for i, d, x in zip(result["unique_id"], result["ds"], result["cagr/mint_struct"])}
    assert v[("VN", 2025)] == v[("VN/x", 2025)] + v[("VN/y", 2025)]
    assert "method_used" in result
