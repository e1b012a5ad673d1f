# SPDX-License-Identifier: Apache-2.0
"""Index numbers, chain-linking, the production index and deflation: published examples, frames, reasons, what is refused."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT

import industria as ind
from industria import indices as ix


def oracle(name: str) -> dict:
    return json.loads((ROOT / "tests" / "oracle" / "data" / f"{name}.json").read_text(encoding="utf-8"))


PPI = oracle("index_ppi_manual_prices")
FORMULAS = ("laspeyres", "paasche", "fisher", "tornqvist", "walsh", "marshall_edgeworth")
PRICES, QUANTITIES = np.array(PPI["prices"]), np.array(PPI["quantities"])  # products x periods


@pytest.mark.parametrize("formula", FORMULAS)
def test_six_formulas_as_in_the_manual(formula):
    rel = PPI["tolerance"]["rel"]
    fixed = ix.price_indices(PRICES, QUANTITIES, formula=formula)
    chained = ix.price_indices(PRICES, QUANTITIES, formula=formula, how="chained")
    np.testing.assert_allclose(fixed, [row[formula] for row in PPI["price_index"]["fixed_base"]], rtol=rel)
    np.testing.assert_allclose(chained, [row[formula] for row in PPI["price_index"]["chained"]], rtol=rel)
    one = ix.price_index(PRICES[:, 0], QUANTITIES[:, 0], PRICES[:, 3], QUANTITIES[:, 3], formula=formula)
    assert float(one) == fixed[3]


def long_frame() -> pd.DataFrame:
    n, t = PRICES.shape
    columns = {"product": np.repeat([f"p{i}" for i in range(n)], t), "ds": np.tile(2000 + np.arange(t), n)}
    columns |= {"price": PRICES.ravel(), "quantity": QUANTITIES.ravel(), "group": np.repeat(list("aaabbb"), t)}
    return pd.DataFrame(columns)


def test_indices_of_a_frame_do_not_depend_on_the_order_of_rows():
    shuffled = long_frame().sample(frac=1.0, random_state=1)
    table = ix.price_indices(shuffled, formula="fisher")
    assert table["ds"].tolist() == [2000, 2001, 2002, 2003, 2004]
    np.testing.assert_allclose(table["index"], ix.price_indices(PRICES, QUANTITIES, formula="fisher"), rtol=1e-14)  # order of sums


def test_groups_of_products_have_an_index_each():
    table = ix.quantity_indices(long_frame(), formula="laspeyres", how="chained", base=2001, by="group")
    assert table["group"].tolist() == ["a"] * 5 + ["b"] * 5
    direct = ix.quantity_indices(PRICES, QUANTITIES, formula="laspeyres", how="chained", base=1, by=list("aaabbb"))
    np.testing.assert_allclose(table["index"].to_numpy().reshape(2, 5), direct, rtol=1e-14)  # order of sums
    np.testing.assert_array_equal(direct[1], ix.quantity_indices(PRICES[3:], QUANTITIES[3:], formula="laspeyres", how="chained", base=1))


def test_a_missing_price_has_its_reason():
    gap = PRICES.copy()
    gap[0, 2] = math.nan
    index = ix.price_indices(gap, QUANTITIES, formula="fisher", how="chained")
    assert index.reasons.tolist() == ["none", "none", "missing", "missing", "missing"]
    assert ix.price_index([1], [0], [1], [1], formula="laspeyres").reason == "zero_base"


def test_value_is_price_times_quantity():
    a, b = (PRICES[:, 0], QUANTITIES[:, 0], PRICES[:, 1], QUANTITIES[:, 1]), {"formula": "fisher"}
    assert float(ix.value_ratio(*a)) == pytest.approx(float(ix.price_index(*a, **b)) * float(ix.quantity_index(*a, **b)), rel=1e-15)


@pytest.mark.parametrize("overlap", ["annual", "one_period"])
def test_chain_linking_agrees_with_40_digit_arithmetic(overlap):
    o = oracle("chain_link_overlap")
    chained = ix.chain_link(o["annual_average_prices"], o["quarterly_quantities"], overlap=overlap)
    np.testing.assert_allclose(chained.index, o["expected"][f"{overlap}_overlap"], rtol=o["tolerance"]["rel"])
    np.testing.assert_allclose(chained.annual, o["expected"]["annual_chain_laspeyres"], rtol=o["tolerance"]["rel"])
    assert chained.reason == "none" and chained.contributions.shape == (2, 3, 4)
    grouped = ix.chain_link(o["annual_average_prices"], o["quarterly_quantities"], overlap=overlap, by=["x", "x"])
    np.testing.assert_array_equal(grouped[0], chained.index)
    with pytest.raises(ValueError, match="one per product"):
        ix.chain_link(o["annual_average_prices"], o["quarterly_quantities"], by=["x"])


def test_sections_of_viet_nam_make_the_published_total():
    o = oracle("vn_iip_aggregation")
    sections = list(o["weights"])
    tree = {"code": ["total", *sections], "parent": [None, *["total"] * len(sections)], "weight": [1.0, *o["weights"].values()]}
    months = len(o["total"])
    series = {"unique_id": np.repeat(sections, months), "ds": np.tile(o["period"], len(sections)), "y": np.concatenate([o[s] for s in sections])}
    result = ix.production_index(tree, series)
    np.testing.assert_allclose(result.index[0], o["total"], rtol=0, atol=o["tolerance"]["total_abs"])
    assert str(result.periods[0]) == "2021-M01" and not result.issues


TREE = {"code": ["total", "C", "10", "23"], "parent": [None, "total", "C", "C"], "weight": [1.0, 1.0, 0.6, 0.4]}


def test_production_index_of_a_frame():
    series = {"unique_id": ["10", "10", "23", "23"], "ds": [2021, 2022, 2022, 2021], "y": [100.0, 110.0, 130.0, 100.0]}
    tree = ix.IndexTree(TREE["code"], ["", "total", "C", "C"], TREE["weight"])
    result = ix.production_index(TREE, series)
    np.testing.assert_allclose(result.index[tree.find("total")], [100.0, 118.0], rtol=1e-15)
    np.testing.assert_allclose(ix.index_contributions(tree, result, lag=1)[:, 1], [18.0, 18.0, 6.0, 12.0], rtol=1e-14)
    assert [str(p) for p in result.periods] == ["2021", "2022"] and not result.issues


def test_production_index_names_what_does_not_fit():
    series = {"unique_id": ["10", "99"], "ds": [2021, 2021], "y": [100.0, 1.0]}
    result = ix.production_index(TREE, series, partial=True)
    assert {i.code for i in result.issues} == {"index.unknown_code", "index.no_series"}
    np.testing.assert_allclose(result.coverage[0], [0.6])
    with pytest.raises(KeyError, match="nowhere"):
        ix.production_index({"code": ["a"], "parent": ["nowhere"], "weight": [1.0]}, series)


def test_rebasing_keeps_growth():
    panel = ind.Panel.from_arrays([50.0, 60.0, 90.0, 10.0], [0, 3, 4], [2019, 2019])
    np.testing.assert_allclose(ix.rebase(panel, 2020), [50 / 0.6, 100.0, 150.0, math.nan], rtol=1e-15)
    assert ix.rebase(panel[0], 2020).values[1] == 100.0
    np.testing.assert_allclose(ind.growth(ix.rebase(panel, 2020)[:3]), ind.growth([50.0, 60.0, 90.0]), rtol=1e-14)


def test_rebasing_a_frame_gives_a_frame_with_gaps():
    frame = pd.DataFrame({"unique_id": ["b", "a", "a"], "ds": ["2021-M03", "2020-M12", "2020-M10"], "y": [5.0, 20.0, 10.0]})
    based = ix.rebase(frame, "2020-M10")
    assert based["unique_id"].tolist() == ["b", "a", "a", "a"]
    assert based["ds"].tolist() == ["2021-M03", "2020-M10", "2020-M11", "2020-M12"]
    np.testing.assert_array_equal(based["y"], [math.nan, 100.0, math.nan, 200.0])


def test_linking_continues_the_old_level():
    old, new = ind.Series([80.0, 100.0], 2018), ind.Series([100.0, 110.0], 2019)
    assert ix.link(old, new, 2019).values.tolist() == pytest.approx([80.0, 100.0, 110.0])
    assert ix.link_factor([100.0], [0.0]).reason == "zero_base"


def test_constant_prices_there_and_back():
    assert float(ix.to_constant(121.0, 110.0)) == pytest.approx(110.0, rel=1e-15)
    there = ix.to_constant([121.0, 5.0, 5.0], [110.0, 0.0, math.nan])
    assert there.reasons.tolist() == ["none", "zero_base", "missing"]
    assert float(ix.to_current(there[0], 110.0)) == pytest.approx(121.0, rel=1e-15)
    assert float(ix.implicit_deflator(121.0, 110.0)) == pytest.approx(110.0, rel=1e-15)


def test_a_series_changes_its_price_basis():
    deflator = ix.Deflator([100.0, 104.0], 2010, 2010)
    series = ix.to_constant(ind.Series([50.0, 52.0], 2010, "tỷ đồng", "current"), deflator)
    assert series.values.tolist() == [50.0, 50.0] and str(series.basis) == "constant 2010"
    with pytest.raises(ind.UnitError):
        ix.to_constant(series, deflator)
    panel = ind.Panel.from_arrays([50.0, 52.0, 1.0], [0, 2, 3], [2010, 2010], unit="tỷ đồng", basis="current")
    numbers, reasons = ix.to_constant(panel, [deflator], deflator_of=[0, -1])
    assert numbers[:2].tolist() == [50.0, 50.0] and reasons == ["none", "missing"]


def test_double_deflation_flags_negative_value_added():
    real = ix.double_deflation([100.0, 100.0], [100.0, 200.0], [60.0, 60.0], [100.0, 100.0])
    assert real.value.tolist() == [40.0, -10.0] and real.negative.tolist() == [False, True]
    assert ix.double_deflation(1.0, 0.0, 1.0, 1.0).value.reason == "zero_base"


def test_what_is_refused_is_named():
    with pytest.raises(ValueError, match="formula: 'lasp' is unknown"):
        ix.price_index([1], [1], [1], [1], formula="lasp")
    with pytest.raises(ValueError, match="one shape"):
        ix.price_indices(PRICES, QUANTITIES[:2], formula="fisher")
    with pytest.raises(ValueError, match="are both product p0, ds 2000"):
        ix.price_indices(pd.concat([long_frame(), long_frame()[:1]], ignore_index=True), formula="fisher")
    assert ix.contributions is ind.contributions


BRANCHES = {"unique_id": ["a", "a", "b", "b"], "ds": [2020, 2021, 2020, 2022], "y": [50.0, 52.0, 10.0, 12.0], "branch": ["B", "B", "C", "C"]}
DEFLATORS = {"ds": [2021, 2020, 2021, 2020], "branch": ["B", "B", "C", "C"], "deflator": [104.0, 100.0, 110.0, 0.0]}


@pytest.mark.parametrize("kind", [dict, pd.DataFrame])
def test_frames_are_deflated_by_period_and_branch(kind):
    real = ix.to_constant(kind(BRANCHES), kind(DEFLATORS), by="branch")
    assert type(real) is kind
    assert list(real) == ["unique_id", "branch", "ds", "y", "reason"]
    np.testing.assert_array_equal(real["y"], [50.0, 50.0, math.nan, math.nan])
    assert list(real["reason"]) == ["none", "none", "zero_base", "missing"]
    back = ix.to_current(kind(real), kind(DEFLATORS), by="branch")
    np.testing.assert_array_equal(back["y"], [50.0, 52.0, math.nan, math.nan])


def test_a_frame_may_hold_its_deflators():
    frame = pd.DataFrame(BRANCHES).assign(cpi=[100.0, 104.0, 100.0, 120.0])
    assert ix.to_constant(frame, "cpi").y.tolist() == [50.0, 50.0, 10.0, 10.0]


def test_two_deflators_of_one_period_are_named():
    with pytest.raises(ValueError, match=r"rows 0 and 2 of deflator are both ds 2021"):
        ix.to_constant(BRANCHES, DEFLATORS)
    with pytest.raises(TypeError, match=r"to_constant\(\) got an unexpected keyword argument 'time'"):
        ix.to_constant(BRANCHES, DEFLATORS, time="ds")
