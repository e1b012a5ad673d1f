# SPDX-License-Identifier: Apache-2.0
"""Capacity, funding, investment, the pipeline: oracles, the example dataset, reasons, what is refused."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT

import industria as ind
from industria import planning as pl


def oracle(name: str) -> tuple[dict, float]:
    file = json.loads((ROOT / "tests" / "oracle" / "data" / f"{name}.json").read_text(encoding="utf-8"))
    return {c["id"]: c for c in file["cases"]} if "id" in file["cases"][0] else file["cases"], file["tolerance"]["rel"]


CAPACITY, REL = oracle("capacity")


def test_utilisation_of_one_plant_and_of_many():
    c = CAPACITY["utilisation"]
    assert 100 * float(pl.utilisation(c["actual"], c["design"])) == pytest.approx(c["utilisation_design_pct"], rel=REL)
    assert 100 * float(pl.efficiency(c["actual"], c["effective"])) == pytest.approx(c["efficiency_effective_pct"], rel=REL)
    c = CAPACITY["aggregate_utilisation"]
    u = pl.aggregate_utilisation(c["output_index"], c["capacity_index"], c["va_weights"])
    assert 100 * float(u.harmonic) == pytest.approx(c["fed_g17_pct"], rel=REL)
    assert 100 * float(u.weighted_mean) == pytest.approx(c["weighted_mean_of_rates_pct"], rel=REL)
    assert 100 * float(u.ratio_of_sums) == pytest.approx(c["ratio_of_sums_pct"], rel=REL)
    assert u.coverage == 1.0


def test_ramps_agree_with_40_digit_arithmetic():
    c = CAPACITY["logistic_ramp"]
    np.testing.assert_allclose(pl.logistic_ramp(c["t"], plateau=c["plateau"], rate=c["rate"], midpoint=c["midpoint"]), c["value"], rtol=REL)
    c = CAPACITY["exponential_ramp"]
    np.testing.assert_allclose(pl.exponential_ramp(c["t"], plateau=c["plateau"], tau=c["tau"]), c["value"], rtol=REL)
    c = CAPACITY["wright_learning"]
    cost = pl.learning_cost(c["units"], first_cost=c["first_unit_cost"], learning_rate=c["learning_rate"])
    np.testing.assert_allclose(cost, c["unit_cost"], rtol=REL)


def test_pipeline_year_of_a_frame():
    c = CAPACITY["pipeline_year"]
    projects = pd.DataFrame(c["projects"]).rename(columns={"name": "id"})
    projects["start"] = [str(ind.Period("2024-M01") + (s - 1)) for s in projects.pop("start_month")]
    year = pl.capacity_pipeline(projects, 2024, existing=c["existing"])
    assert float(year.end_of_year) == pytest.approx(c["capacity_end_year"], rel=REL)
    assert float(year.average) == pytest.approx(c["average_capacity_year"], rel=REL)
    assert year.end_law.probability_at_least(2800) == pytest.approx(0.9 * 0.6, rel=1e-14)
    table = pd.DataFrame(pl.pipeline_table(pl.capacity_pipeline(projects, (2023, 2025), existing=2000), level=(80,)))
    assert table["year"].tolist() == [2023, 2024, 2025]
    assert table["certain_end"].tolist() == [2000.0] * 3 and table["end_of_year-hi-80"][2] == 4000.0


def test_pipeline_makes_up_no_probability():
    projects = [pl.PipelineProject("a", 10, "approved", 2023), pl.PipelineProject("b", 5, "operating", 2020)]
    year = pl.capacity_pipeline(projects, 2024)
    assert year.end_of_year.reason == "not_stated" and [i.code for i in year.issues] == ["pipeline.no_probability"]
    assert float(pl.capacity_pipeline(projects, 2024, partial=True).end_of_year) == 5.0
    known = pl.capacity_pipeline(projects, 2024, probabilities={"approved": 0.5})
    assert float(known.end_of_year) == 10.0 and [(r.stage, r.nominal, r.expected) for r in known.by_stage] == [("approved", 10, 5), ("operating", 5, 5)]
    with pytest.raises(ValueError, match="'aproved'"):
        pl.capacity_pipeline(projects, 2024, probabilities={"aproved": 0.5})  # type: ignore[dict-item]


def test_capacities_of_the_example_dataset(northwest):
    data = ind.Dataset.read(northwest)
    bricks = pl.installed_capacity(data, "unfired-brick", 2021, place="lai-chau")
    assert bricks.end_of_year.to("brick/year").value == 23e6 and bricks.coverage == 1.0
    assert bricks.rows == ["cap-truong-thinh", "cap-phu-minh"]
    wide = pl.installed_capacity(data, "unfired-brick", 2018)
    assert (wide.average.bounds.lo, wide.average.bounds.hi) == (0, 23) and len(wide.issues) == 2
    projects, issues = pl.pipeline_projects(data, "unfired-brick", "brick/year")
    assert [p.capacity for p in projects] == [14e6, 9e6] and not issues
    with pytest.raises(KeyError, match="tile"):
        pl.installed_capacity(data, "tile", 2021)


def test_part_of_a_year():
    assert pl.part_year(3) == 10 / 12
    assert pl.part_year([0, 1, 13]).tolist() == [1.0, 1.0, 0.0]
    assert pl.part_year("2024-Q2", 2024) == ind.Bounds(7 / 12, 9 / 12)
    with pytest.raises(ValueError, match="month"):
        pl.part_year(2.5)  # type: ignore[call-overload]


def test_funding_agrees_with_40_digit_arithmetic():
    c, rel = oracle("funding_ratios")
    a = c["leverage"]
    assert float(pl.leverage(a["private"], a["public"])) == pytest.approx(a["leverage_private_per_public"], rel=rel)
    assert float(pl.total_multiplier(a["private"] + a["public"] + a["other"], a["public"])) == pytest.approx(a["total_multiplier"], rel=rel)
    a = c["disbursement"]
    d = pl.disbursement(a["disbursed_year"], a["allocated_year"], gone=a["months_elapsed"])
    assert 100 * float(d.rate) == pytest.approx(a["disbursement_rate_year_pct"], rel=rel)
    assert float(d.lag) == pytest.approx(a["lag_vs_time_pct_points"], rel=rel)
    assert 100 * float(pl.disbursement_rate(a["disbursed_cumulative"], a["committed"])) == pytest.approx(a["cumulative_rate_pct"], rel=rel)
    a = c["intensity"]
    assert float(pl.support_intensity(a["support"], a["capacity_added"])) == pytest.approx(a["support_per_unit"], rel=rel)
    a = c["cost_effectiveness"]
    assert float(pl.cost_per_outcome(a["cost"], a["outcome"], a["rate"])) == pytest.approx(a["cost_per_outcome_discounted"], rel=rel)
    a = c["phasing_logistic"]
    np.testing.assert_allclose(pl.phased_budget(a["budget"], a["shares_pct"]), a["cumulative"], rtol=rel)


def test_figures_keep_unit_and_bounds():
    support, capacity = ind.read_number("gần 400 triệu đồng", "vi").figure, ind.read_number("80.000 m2/năm", "vi").figure
    per_m2 = pl.support_intensity(support, capacity)
    assert per_m2.value == 5000 and per_m2.bounds.hi == 5000 and per_m2.bounds.hi_open
    output = ind.read_number("60.000 m2", "vi").figure
    assert pl.utilisation(output, capacity).value == pytest.approx(0.75, rel=1e-15)
    with pytest.raises(ind.UnitError):
        pl.utilisation(support, capacity)


def test_internal_rates_agree_with_numpy_financial():
    cases, rel = oracle("npv_irr")
    for c in cases:
        flows = c["cashflows"]
        assert float(pl.npv(flows, c["rate"])) == pytest.approx(c["npv"], rel=rel)
        rates = pl.internal_rates(flows)
        if "irr_roots" in c:
            assert rates.roots == pytest.approx(c["irr_roots"], rel=rel) and pl.irr(flows).reason == "several_solutions"
        elif c["irr"] is None:
            assert rates.rate.reason == "no_solution" and rates.roots == []
        else:
            assert float(pl.irr(flows)) == pytest.approx(c["irr"], rel=rel)
        if "mirr_finance10_reinvest12" in c:
            assert float(pl.mirr(flows, finance_rate=0.10, reinvest_rate=0.12)) == pytest.approx(c["mirr_finance10_reinvest12"], rel=rel)


def test_many_projects_at_once():
    rates = pl.irr([[-100, 110], [-100, 0, 121], [-100, -1]])
    np.testing.assert_allclose(rates, [0.1, 0.1, math.nan], rtol=1e-14)
    assert rates.reasons.tolist() == ["none", "none", "no_solution"]
    assert pl.npv(pd.DataFrame([[-100.0, 110.0], [-100.0, math.nan]]), 0.1).reasons.tolist() == ["none", "missing"]
    with pytest.raises(ValueError, match="rate is -1"):
        pl.npv([1.0], -1.0)


def test_grant_element_agrees_with_40_digit_arithmetic():
    cases, rel = oracle("grant_element")
    for c in cases.values():
        loan = pl.Loan(c["interest"], c["maturity_years"], c["grace_years"], c["face"], c["payments_per_year"])
        element = pl.grant_element(loan, c["discount"])
        # Relative to the face where the element itself is zero (a loan at the market's rate).
        assert 100 * float(element) == pytest.approx(c["grant_element_pct"], rel=rel, abs=100 * rel)
        assert float(loan.present_value(c["discount"])) == pytest.approx(c["pv_debt_service"], rel=rel)
        service = pl.debt_service(loan)
        assert service.payment[:3].tolist() == pytest.approx(c["first_payments"], rel=rel)
        again = pl.grant_element(service.payment, c["discount"], face=c["face"], payments_per_year=c["payments_per_year"])
        assert float(again) == float(element)
    assert pl.is_concessional(ind.Value(0.35)) and not pl.is_concessional(ind.Value(math.nan))


@pytest.mark.parametrize("repayment", ["equal_principal", "annuity", "bullet"])
def test_loans_have_the_names_of_the_library(repayment):
    loan = pl.Loan(0.02, 10, 2, repayment=repayment)
    assert loan.repayment == repayment and repayment in repr(loan)  # the text is the library's own
    assert pl.debt_service(loan).principal.sum() == pytest.approx(100.0, rel=1e-14)


def test_utilisation_of_groups_of_a_frame():
    frame = pd.DataFrame({"ds": [1, 1, 2, 2], "output": [8.0, 9.0, 8.0, None], "capacity": 10.0, "value_added": [1.0, 2.0, 3.0, 1.0]})
    table = pl.aggregate_utilisation(frame, by="ds")
    assert table["reason"].tolist() == ["none", "missing"]
    partial = pl.aggregate_utilisation(frame, by="ds", partial=True)
    assert partial["coverage"].tolist() == [1.0, 0.75] and partial["harmonic"][1] == 0.8


def test_reasons_travel():
    assert pl.leverage(1, 0).reason == "zero_base"
    assert pl.utilisation([1, 2, math.nan], [2, 0, 1]).reasons.tolist() == ["none", "zero_base", "missing"]
    assert pl.disbursement(1, 2, gone=12).needed_pace.reason == "no_time_left"
    assert "lag=" in repr(pl.disbursement(1, 2, gone=3)) and set(pl.disbursement(1, 2, gone=3).figures()) >= {"rate", "lag"}
    assert ind.planning is pl
