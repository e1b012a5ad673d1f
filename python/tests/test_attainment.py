# SPDX-License-Identifier: Apache-2.0
"""Growth priors and probabilities of attainment on frames; the table of few observations where its cases are at hand."""

import csv
import gzip
import json
import math
import pickle
from pathlib import Path

import numpy as np
import pytest

import industria as ind

CASES = Path(__file__).resolve().parents[3] / "shared/data/attain_cases.csv.gz"


def frame(series: dict[str, list[float]], first: int = 2015) -> dict[str, list]:
    rows = [(name, str(first + i), y) for name, ys in series.items() for i, y in enumerate(ys)]
    return {"unique_id": [r[0] for r in rows], "ds": [r[1] for r in rows], "y": [r[2] for r in rows]}


PANEL = frame({f"s{i}": [100 * (1.04 + 0.005 * i) ** t * (1 + 0.02 * math.sin(7 * i + 3 * t)) for t in range(6)] for i in range(12)})


def test_a_prior_goes_through_dict_json_and_pickle_unchanged():
    prior = ind.fit_growth_prior(PANEL, name="mine")
    assert ind.GrowthPrior.from_dict(json.loads(json.dumps(prior.to_dict()))) == prior
    assert pickle.loads(pickle.dumps(prior)) == prior
    assert (prior.name, prior.series, prior.growths) == ("mine", 12, 60)


def test_a_prior_of_a_frame_that_tells_nothing_is_its_background_and_says_so():
    for nothing in (frame({"a": [1.0]}), frame({"a": [math.nan, math.nan], "b": [1.0, math.nan]})):
        prior = ind.fit_growth_prior(nothing, name="mine")
        assert prior.name == ind.GrowthPrior.shipped().name
        assert prior.source.endswith("0 series have growth, 3 are needed")


def test_a_forecast_says_how_much_came_from_the_pool_and_from_which():
    one, two = (ind.forecast(ind.Series(y, "2019"), 2, models="pooled_growth") for y in ([100.0], [100.0, 104.0, 111.0]))
    assert one.pool_share == 1 and 0 < two.pool_share < 1
    assert one.pool == two.pool == ind.GrowthPrior.shipped().name


def test_a_prior_kept_before_levels_were_drawn_back_is_read_as_it_was():
    kept = ind.GrowthPrior.shipped().to_dict()
    for law in kept["laws"]:
        del law["reversion"]
    assert all(law["reversion"] == 0 for law in ind.GrowthPrior.from_dict(kept).laws)
    assert "reversion" not in kept["laws"][0]


def test_a_prior_needs_years():
    with pytest.raises(ValueError, match="not years"):
        ind.fit_growth_prior({"unique_id": ["a", "a"], "ds": ["2020-01", "2020-02"], "y": [1.0, 2.0]})


def test_a_prior_moves_the_forecast_of_a_short_series():
    short = frame({"x": [100.0]}, 2022)
    slow = ind.forecast(short, 1, models="pooled_growth", prior=ind.GrowthPrior.stated(0.02, 0.03))
    fast = ind.forecast(short, 1, models="pooled_growth", prior=ind.GrowthPrior.stated(0.12, 0.03))
    assert slow["pooled_growth"][0] == pytest.approx(102, abs=1e-6)  # the median is solved for to 1e-10 of the spread
    assert fast["pooled_growth"][0] == pytest.approx(112, abs=1e-6)


def test_what_is_promised_is_met_with_that_probability():
    promised = ind.promise(PANEL, 2, [0.8, 0.5])
    targets = {"unique_id": promised["unique_id"], "ds": promised["ds"], "target": promised["promise-80"]}
    met = ind.forecast(PANEL, 2, models="pooled_growth", at_least=targets)
    assert np.allclose(met["pooled_growth-p-at-least"], 0.8, atol=1e-9)
    with pytest.raises(ValueError, match="not 80"):
        ind.promise(PANEL, 2, 80)


def test_first_passage_joint_and_aggregate_answer_about_forecasts():
    one = ind.forecast(ind.Series([100, 104, 111], "2019"), 4, models="pooled_growth")
    when = ind.first_passage(one, 120)
    assert when["by"][0] == one.probability_at_least(0, 120)
    assert when["probability"].sum() + when["beyond"] == pytest.approx(1)
    both = ind.joint_attainment([(one, 0, 112.0, math.inf), (one, 3, 120.0, math.inf)])
    assert 0 < both["all"] <= min(both["each"]) + 0.032  # four standard errors of 4,000 paths
    assert ind.aggregate_attainment([(one, 0, 0.0, 0.0)] * 2, lo=0.0)["probability"] == 1.0


@pytest.mark.skipif(not CASES.exists(), reason="needs the cases of few observations")
def test_the_table_of_few_observations_stays_within_its_bounds():
    """The shipped prior knows these panels by eleven numbers: bench/attainment_few.cpp leaves them out."""
    groups: dict[str, list] = {}
    with gzip.open(CASES, "rt") as file:
        for row in csv.DictReader(file):
            groups.setdefault("|".join((row["family"], row["origin"], row["n"], row["id"])), []).append(row)
    values = {key: [float(v) for v in rows[0]["last_n_values"].split(";")] for key, rows in groups.items()}
    targets = {"unique_id": [], "ds": [], "target": []}
    cases = []
    for key, rows in groups.items():
        for row in rows:
            targets["unique_id"].append(key)
            targets["ds"].append(str(2000 + len(values[key]) - 1 + int(row["h"])))
            targets["target"].append(float(row["target"]))
            cases.append((key, int(row["h"]), int(row["n"]), int(row["attained"])))
    made = ind.forecast(frame(values, 2000), 6, models="pooled_growth", at_least=targets)
    order = {key: i for i, key in enumerate(dict.fromkeys(made["unique_id"]))}
    found = np.asarray(made["pooled_growth-p-at-least"])
    p = np.array([found[6 * order[key] + h - 1] for key, h, _, _ in cases])
    n, attained = np.array([c[2] for c in cases]), np.array([c[3] for c in cases])
    drift = {2: 0.2507, 3: 0.2325, 4: 0.2062, 5: 0.2032, 6: 0.2041, 8: 0.1937, 10: 0.1773}  # bench/README.md, the same cases
    must = {2: 0.20, 3: 0.16, 4: 0.10, 5: 0.10, 6: 0.09, 8: 0.06, 10: 0.03}
    for length, bound in must.items():
        here = n == length
        assert np.mean((p[here] - attained[here]) ** 2) < (1 - bound) * drift[length], length
        place = np.minimum((10 * p[here]).astype(int), 9)
        error = sum(abs(np.sum(p[here][place == b] - attained[here][place == b])) for b in range(10)) / here.sum()
        assert error <= 0.05, length


def test_levels_told_as_bounds_start_the_forecast_as_such():
    above = ind.Series([37000, 41200], "2020", bounds=[None, ind.Bounds(lo=41200, lo_open=True)])
    assert above.bounds[1].lo == 41200
    exact = ind.forecast(ind.Series([37000, 41200], "2020"), 2, models="pooled_growth")
    told = ind.forecast(above, 2, models="pooled_growth")
    assert told.median(0) > exact.median(0)
    assert told.probability_at_least(0, told.quantile(0, 0.2)) == pytest.approx(0.8, abs=1e-9)
    panel = ind.Panel.from_arrays([37000, 41200], [0, 2], ["2020"], bounds=above.bounds)
    assert ind.forecast(panel, 2, models="pooled_growth")[0].median(1) == told.median(1)
    assert panel[0].bounds == above.bounds
    with pytest.raises(ValueError, match="bounds has 1 entries"):
        ind.Series([37000, 41200], "2020", bounds=[None])
