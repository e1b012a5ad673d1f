# SPDX-License-Identifier: Apache-2.0
"""Structure, concentration, specialisation, shift-share and productivity: published examples, frames, reasons, what is refused."""

import json
import math

import numpy as np
import pandas as pd
import polars
import pytest
from conftest import ROOT

import industria as ind
from industria import structure as st


def oracle(name: str) -> dict:
    return json.loads((ROOT / "tests" / "oracle" / "data" / f"{name}.json").read_text(encoding="utf-8"))


def close(actual, expected, rel):
    np.testing.assert_allclose(np.asarray(actual, dtype=float), np.asarray(expected, dtype=float), rtol=rel)


def test_structural_change_agrees_with_40_digit_arithmetic():
    o = oracle("structural_change")
    for c in o["cases"]:
        change = st.structural_change(c["values_t0"], c["values_t1"])
        rel = o["tolerance"]["rel"]
        close(float(change.norm_of_absolute_values), c["norm_of_absolute_values"], rel)
        close(float(change.finger_kreinin), c["finger_kreinin_similarity"], rel)
        close(float(change.modified_lilien), c["modified_lilien"], rel)
        assert float(st.finger_kreinin(c["values_t0"], c["values_t1"])) == float(change.finger_kreinin)


def test_concentration_and_specialisation_as_published():
    o = oracle("structure_concentration")
    rel, cases = o["tolerance"]["rel"], o["cases"]
    close(float(st.hhi(cases["hhi"]["inputs"]["x"])), cases["hhi"]["expected"]["hhi"], rel)
    close(float(st.gini(cases["gini"]["inputs"]["x"])), cases["gini"]["expected"]["gini"], rel)
    close(float(st.corrected_gini(cases["gini"]["inputs"]["x"])), cases["gini"]["expected"]["normalised"], rel)
    close(float(st.mean_log_deviation(cases["theil"]["inputs"]["x"])), cases["theil"]["expected"], rel)
    lq = cases["locq"]["inputs"]
    close(float(st.location_quotient(lq["e_ij"], lq["e_j"], lq["e_i"], lq["e"])), cases["locq"]["expected"], rel)
    two = cases["krugman_spec"]
    close(float(st.krugman(two["inputs"]["E_ij"], two["inputs"]["E_il"])), two["expected"], rel)
    gini = cases["gini_concentration"]
    close(float(st.locational_gini(gini["inputs"]["E_ij"], gini["inputs"]["E_j"])), gini["expected"], rel)
    many = cases["krugman_conc2"]["inputs"]
    close(st.krugman_against_others([many["target"], *many["others"]])[0], cases["krugman_conc2"]["expected"], rel)


def test_ellison_glaeser_as_published_and_of_a_frame_of_plants():
    o = oracle("structure_concentration")
    c, rel = o["cases"]["ellison_glaeser"], o["tolerance"]["rel"]
    eg = st.ellison_glaeser(c["inputs"]["plant_emp"], c["inputs"]["region_emp"], c["inputs"]["plant_region"])
    expected = dict(zip(c["expected"]["cols"], c["expected"]["values"][0]))
    close([float(eg.gamma), float(eg.g), float(eg.z), eg.plants, float(eg.herfindahl)], list(expected.values()), rel)
    plants = pd.DataFrame({"vsic": "2395", "region": c["inputs"]["plant_region"], "y": c["inputs"]["plant_emp"]})
    table = st.ellison_glaeser(plants, c["inputs"]["region_emp"], industry="vsic")
    assert table["gamma"][0] == float(eg.gamma) and table["vsic"][0] == "2395"
    with pytest.raises(KeyError, match="Atlantis"):
        st.ellison_glaeser([1.0], {"a": 1.0}, ["Atlantis"])


def test_shift_share_agrees_with_the_published_examples():
    o = oracle("shift_share_esteban")
    for c in o["cases"]:
        s = st.shift_share(c["region_t0"], c["region_t1"], c["nation_t0"], c["nation_t1"])
        for ours, theirs in [("national", "national"), ("mix", "industry_mix"), ("competitive", "competitive"),
                             ("homothetic", "em_homothetic"), ("homothetic_competitive", "em_competitive"), ("allocation", "em_allocation")]:  # fmt: skip
            close(getattr(s, ours), c[theirs], o["tolerance"]["rel"])
        close(float(s.total.change), c["total_change"], o["tolerance"]["rel"])


def test_productivity_agrees_with_40_digit_arithmetic():
    o = oracle("productivity_decomposition")
    for c in o["cases"]:
        p = st.productivity(c["va_t0"], c["emp_t0"], c["va_t1"], c["emp_t1"])
        for ours, theirs in [("within", "within"), ("static_shift", "static_shift"), ("dynamic_shift", "dynamic_shift")]:
            close(100 * getattr(p, ours), c[theirs], o["tolerance"]["rel"])
        close(100 * float(p.total.contribution), c["growth_pct"], o["tolerance"]["rel"])


@pytest.fixture
def frame() -> pd.DataFrame:
    """Two provinces, three sectors, two years; rows in no order, one figure missing."""
    rows = [("Lào Cai", s, t, y) for s, t, y in [("B", 2020, 30.0), ("C", 2020, 60.0), ("D", 2020, 10.0), ("C", 2023, 90.0), ("B", 2023, 30.0), ("D", 2023, 30.0)]]
    rows += [("Lai Châu", s, t, y) for s, t, y in [("D", 2023, 5.0), ("B", 2020, 1.0), ("C", 2020, 2.0), ("D", 2020, 7.0), ("B", 2023, math.nan), ("C", 2023, 4.0)]]
    return pd.DataFrame(rows, columns=["province", "sector", "ds", "y"])


def test_concentration_per_province_and_period(frame):
    table = st.concentration(frame, by=["province", "ds"])
    assert table["province"].tolist() == ["Lào Cai", "Lào Cai", "Lai Châu", "Lai Châu"]
    assert table["hhi"][0] == float(st.hhi([30, 60, 10]))
    assert table["reason"].tolist() == ["none", "none", "missing", "none"]
    assert math.isnan(table["hhi"][2])


def test_structural_change_of_provinces_between_two_years(frame):
    table = st.structural_change(2020, 2023, frame, by="province", reasons=True)
    assert table["norm_of_absolute_values"][0] == float(st.norm_of_absolute_values([30, 60, 10], [30, 90, 30]))
    assert table["reason"].tolist() == ["none", "missing"]
    assert table["lilien-reason"].tolist() == ["none", "missing"]


def test_a_sector_that_is_not_listed_is_zero_only_if_said(frame):
    less = frame.dropna()
    assert st.structural_change(2020, 2023, less, by="province")["reason"].tolist() == ["none", "missing"]
    table = st.structural_change(2020, 2023, less, by="province", absent="zero")
    assert table["finger_kreinin"][1] == float(st.finger_kreinin([1, 2, 7], [0, 4, 5]))
    assert st.structural_change(2020, 2023, frame, by="province", absent="zero")["reason"].tolist() == ["none", "missing"]


def test_shift_share_of_a_frame_is_that_of_its_tables(frame):
    whole = frame.fillna(3.0)
    table = st.shift_share(2020, 2023, frame=whole, region="province")
    direct = st.shift_share([[30, 60, 10], [1, 2, 7]], [[30, 90, 30], [3, 4, 5]])
    np.testing.assert_allclose(table["competitive"], direct.total.competitive, rtol=1e-13)  # the order of sectors differs
    np.testing.assert_allclose(table["national"] + table["mix"] + table["competitive"], table["change"], rtol=1e-13)


def test_productivity_of_a_frame_is_that_of_its_tables(frame):
    long = frame.fillna(3.0).assign(output=lambda f: f["y"] * 2, labour=lambda f: f["y"] + 1)
    table = st.productivity(2020, 2023, frame=long, by="province")
    direct = st.productivity([60.0, 120, 20], [31.0, 61, 11], [60.0, 180, 60], [31.0, 91, 31])
    assert table["contribution"][0] == pytest.approx(float(direct.total.contribution), rel=1e-14)  # the order of sectors


def test_frames_come_back_as_they_went_in(frame):
    assert isinstance(st.concentration(polars.from_pandas(frame), by="ds"), polars.DataFrame)
    columns = {n: frame[n].to_numpy() for n in frame}
    assert set(st.concentration(columns, by="ds")) >= {"ds", "hhi", "reason"}
    wide = pd.DataFrame([[30.0, 60.0], [1.0, 2.0]], index=["x", "y"], columns=["B", "C"])
    lq = st.location_quotients(wide)
    assert list(lq.index) == ["x", "y"] and list(lq.columns) == ["B", "C"]
    np.testing.assert_allclose(st.shares(wide).sum(axis=1), 1.0, rtol=1e-15)
    assert st.rounded_shares([1, 1, 1], 1).tolist() == [33.4, 33.3, 33.3]


def test_reasons_travel_with_arrays():
    change = st.structural_change([[1, 2], [0, 0], [1, math.nan]], [[2, 1], [1, 1], [1, 1]])
    assert change.angle.reasons.tolist() == ["none", "zero_base", "missing"]
    assert change.angle[1:].reasons.tolist() == ["zero_base", "missing"]
    assert (2 * change.angle).reasons.tolist() == ["none", "missing", "missing"]
    assert st.hhi([0, 0]).reason == "zero_base" and not st.hhi([0, 0])
    assert st.shares([1, -1]).reasons.tolist() == ["negative_base"] * 2


def test_what_is_wrong_is_named(frame):
    with pytest.raises(ValueError, match="rows 0 and 12 are both province Lào Cai, sector B"):
        st.structural_change(2020, 2023, pd.concat([frame, frame[:1]], ignore_index=True), by="province")
    with pytest.raises(ValueError, match="no row has ds 2019"):
        st.structural_change(2019, 2023, frame, by="province")
    with pytest.raises(ValueError, match="no column 'commune'"):
        st.concentration(frame, by="commune")
    with pytest.raises(ValueError, match="the same parts"):
        st.structural_change([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="together"):
        st.shift_share([[1.0]], [[1.0]], [1.0])


def test_lorenz_curve_ends_at_one():
    curve = st.lorenz_curve([5, 1, 4])
    assert curve.tolist() == [0.0, 0.1, 0.5, 1.0]
    assert isinstance(curve[1], float) and ind.structure is st


def by_year_and_place() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    rows = [(year, place, part) for year in (2020, 2021) for place in "xyz" for part in "BCDE"]
    return pd.DataFrame(rows, columns=["ds", "place", "sector"]).assign(y=rng.lognormal(3, 1, len(rows)))


@pytest.mark.parametrize("seed", [1, 2])
def test_krugman_of_a_frame_is_that_of_its_tables(seed):
    frame = by_year_and_place().sample(frac=1, random_state=seed)
    got = st.krugman(frame, by="place", time_col="ds").set_index(["ds", "place"]).krugman
    others = st.krugman_against_others(frame, by="place", time_col="ds").set_index(["ds", "place"]).krugman_against_others
    country = frame.groupby(["ds", "sector"], as_index=False).y.sum()
    stated = st.krugman(frame, country, by="place", time_col="ds").set_index(["ds", "place"]).krugman
    for year, rows in frame.groupby("ds"):
        wide = rows.pivot(index="place", columns="sector", values="y")
        for series, expected in ((got, st.krugman(wide, wide.sum())), (stated, st.krugman(wide, wide.sum())), (others, st.krugman_against_others(wide))):
            np.testing.assert_allclose(series[year][wide.index], expected, rtol=1e-13)  # other order of the sums


def test_a_part_without_a_row_is_missing_or_zero():
    frame = {"place": ["x", "x", "y"], "sector": ["B", "C", "B"], "y": [1.0, 1.0, 4.0]}
    country = {"sector": ["B", "C", "D"], "y": [5.0, 1.0, 4.0]}
    open_ = st.krugman(frame, country, by="place")
    assert open_["reason"].tolist() == ["missing", "missing"]
    zero = st.krugman(frame, country, by="place", absent="zero")
    np.testing.assert_allclose(zero["krugman"], [0.8, 1.0], rtol=1e-15)  # |.5 - .5| + |.5 - .1| + .4, and .5 + .1 + .4
