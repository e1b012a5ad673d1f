# SPDX-License-Identifier: Apache-2.0
"""Decomposition, benchmarking, disaggregation, calendar and ARMA regression from Python, on the oracle files of tests/oracle/data."""

import datetime
import json
from pathlib import Path

import numpy as np
import pytest

import industria as ind
from industria import timeseries as ts

DATA = Path(__file__).parents[2] / "tests" / "oracle" / "data"


def oracle(name):
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def test_stl_and_classical_decomposition_are_rs():
    file = oracle("arima_theta_stl_nottem")
    got = ts.stl(file["y"], 12)
    expected = file["stl_periodic"]
    assert got.seasonal[:8] == pytest.approx(np.array(expected["seasonal"][:8]), rel=1e-6, abs=1e-6)  # the files' simple_rel and more
    classical = ts.classical_decomposition(file["y"], 12, "additive")
    assert np.isnan(classical.trend[:6]).all() and np.nanmax(abs(classical.seasonal + classical.trend + classical.remainder - file["y"])) < 1e-9
    assert ts.is_seasonal(file["y"], 12) and 0.8 < got.seasonal_strength <= 1.0
    multiple = ts.mstl(file["y"], [12])
    assert multiple.periods == [12] and len(multiple.seasonal) == 1


def test_denton_gives_the_manuals_figures_and_panels_do_so_pair_by_pair():
    file = oracle("denton_imf_qna")
    annual = np.array(file["benchmarks"], dtype=float)
    indicator = np.array(file["indicator"], dtype=float)
    one = ts.denton(indicator, annual, 4)
    assert one.reason == "" and one.values[: 4 * len(annual)].reshape(-1, 4).sum(axis=1) == pytest.approx(annual, rel=1e-12)
    quarters = ind.Panel.from_frame({"unique_id": ["a"] * len(indicator), "ds": [f"{2000 + i // 4}-Q{i % 4 + 1}" for i in range(len(indicator))], "y": indicator})
    years = ind.Panel.from_frame({"unique_id": ["a"] * len(annual), "ds": 2000 + np.arange(len(annual)), "y": annual})
    panel = ts.denton(quarters, years)
    assert panel.reason == [""] and np.array_equal(panel.values, one.values)
    with pytest.raises(TypeError, match="two Panels"):
        ts.denton(quarters, annual)


def test_chow_lin_is_tempdisaggs():
    file = oracle("tempdisagg_swisspharma")
    sales, exports = np.array(file["low_freq"]["y"], dtype=float), np.array(file["indicator_q"]["y"], dtype=float)
    expected = file["results"]["chow_lin_fixed_rho_0_5"]
    got = ts.disaggregate(sales, exports, 4, rho_rule="fixed", rho=0.5, lead=12)
    assert got.values[: len(expected["values"])] == pytest.approx(np.array(expected["values"]), rel=1e-9)  # closed_form_rel of the file
    assert ts.disaggregate([1.0], np.arange(4.0), 4).reason == "too_few_points"


def test_tet_regressors_are_genhols_and_the_calendar_is_dated():
    file = oracle("tet_regressors")
    got = ts.tet_regressor("2017-01", 120, (0, 6))
    assert got == pytest.approx(np.array(file["holiday_7_days"]["calendar_centred"]), abs=1e-9)
    assert ts.tet_day(2026) == datetime.date(2026, 2, 17) and ts.tet_day(2060) is None
    assert ts.weekday_regressors("2026-01", 3).shape == (3, 6)
    with pytest.raises(ind.InvalidValueError, match="1990"):
        ts.tet_regressor("1980-01", 12, (0, 6))


def test_arma_regression_finds_an_effect_and_rs_airline_model():
    file = oracle("arima_theta_stl_AirPassengers")
    y = np.log(file["y"])
    fit = ts.regress_with_arma_errors(y, horizon=12)
    assert fit.ma[0] == pytest.approx(file["airline_log"]["coef"]["ma1"], abs=0.002)  # R stops a little before the top
    assert fit.mean == pytest.approx(np.array(file["airline_log"]["forecast"]["mean"][:12]), rel=1e-4)
    bump = np.zeros(144)
    bump[70:73] = 1.0
    found = ts.regress_with_arma_errors(y - 0.2 * bump, bump)
    assert abs(found.coefficients[0] + 0.2) < 3 * found.standard_errors[0]
    assert ts.regress_with_arma_errors(y[:13]).reason == "too_few_points"
