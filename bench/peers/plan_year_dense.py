# SPDX-License-Identifier: Apache-2.0
"""The model of fit_plan_year written again with one dense covariance matrix; prints tests/oracle/data/plan_year_dense.json.

Usage: python plan_year_dense.py FOLDER  (folder of vn-public-investment-plan; needs numpy)
"""

import csv
import json
import pathlib
import sys

import numpy as np

MONTH = 6
SERIES = ["ministry/min-mot", "province/can-tho", "province/hai-phong"]
PRIOR = {
    "growth": 0.9,
    "growth_sd": 0.3,
    "centre": -0.8,
    "slope": -0.3,
    "slope_sd": 0.2,
    "noise": 0.1,
    "tet": 0.01,
    "tet_sd": 0.02,
    "effort": [0.1, 0.1, 0.05],
    "pace": [0.2, 0.15, 0.25],
    "revision": [0.3, 0.1, 0.0],
}
EFFECTS = {
    "year": 0.8,
    "series": 0.6,
    "drift": 0.4,
    "year_memory": 6.0,
    "drift_memory": 3.0,
    "dof": 5.0,
    "noise_weight": 4.0,
}
TET = {2013: 41, 2014: 31, 2015: 50, 2016: 39, 2017: 28, 2018: 47, 2019: 36, 2020: 25}


def rows(folder: pathlib.Path) -> list[dict]:
    pairs = {}
    for r in csv.DictReader((folder / "pairs.csv").open(encoding="utf-8")):
        pairs[f"{r['entity_type']}/{r['entity_id']}", int(r["year"])] = r
    out = []
    before = {}
    for r in csv.DictReader((folder / "monthly.csv").open(encoding="utf-8")):
        key = f"{r['entity_type']}/{r['entity_id']}", int(r["year"])
        if int(r["month"]) == MONTH - 1 and r["ytd_value"]:
            before[key] = float(r["ytd_value"])
        if (
            int(r["month"]) == MONTH
            and key in pairs
            and key[0] in SERIES
            and 2013 <= key[1] <= 2018
            and r["ytd_value"]
        ):
            out.append(
                {
                    "id": key[0],
                    "year": key[1],
                    "known_before": before.get(key),
                    "known": float(r["ytd_value"]),
                    "plan": 100 * float(r["ytd_value"]) / float(r["ytd_pct_of_plan"]),
                    "plan_first": float(pairs[key]["plan_first"]),
                    "result": float(pairs[key]["outcome_dec_estimate"]),
                }
            )
    return sorted(out, key=lambda r: (r["id"], r["year"]))


def terms(everything: list[dict]) -> np.ndarray:
    """Last year's attainment, the last month's pace and the plan's revision, each about its centre, 0 where not known."""
    last = {
        (r["id"], r["year"]): np.log(r["result"] / r["plan_first"])
        for r in everything
        if "result" in r
    }
    out = np.zeros((len(everything), 3))
    for i, r in enumerate(everything):
        known = (r["id"], r["year"] - 1) in last
        if known:
            out[i, 0] = last[r["id"], r["year"] - 1] - PRIOR["effort"][2]
        if r["known_before"] is not None:
            pace = np.log(r["known"] / r["known_before"]) - PRIOR["pace"][2]
            out[i, 1] = np.clip(pace, -1, 1)
        out[i, 2] = np.clip(np.log(r["plan"] / r["plan_first"]), -0.7, 0.7)
    return out


def predict(data: list[dict], asked: list[dict]) -> list[dict]:
    everything = data + asked
    ids = np.array([r["id"] for r in everything], dtype=object)
    years = np.array([r["year"] for r in everything])
    z = (
        np.array([np.log(r["known"] / r["plan_first"]) for r in everything])
        - PRIOR["centre"]
    )
    tet = np.array([(TET[y] - 35) / 10 for y in years])
    n = len(data)
    gap = np.abs(years[:, None] - years[None, :])
    same = ids[:, None] == ids[None, :]
    effects = EFFECTS["year"] ** 2 * np.exp(-gap / EFFECTS["year_memory"]) + same * (
        EFFECTS["series"] ** 2
        + EFFECTS["drift"] ** 2 * np.exp(-gap / EFFECTS["drift_memory"])
    )
    more = terms(everything)
    stated = np.array([PRIOR[name] for name in ("effort", "pace", "revision")])
    x = np.column_stack([np.ones(len(everything)), z, more, tet])
    mean = PRIOR["growth"] + PRIOR["slope"] * z + more @ stated[:, 0] + PRIOR["tet"] * tet
    y = np.array([np.log(r["result"] / r["known"]) for r in data]) - mean[:n]
    sd2 = (
        np.array(
            [PRIOR["growth_sd"], PRIOR["slope_sd"], *stated[:, 1], PRIOR["tet_sd"]]
        )
        ** 2
    )
    variance, weight, dof = PRIOR["noise"] ** 2, np.ones(n), EFFECTS["dof"]
    for step in range(10):
        whole = variance * effects + x @ np.diag(sd2) @ x.T
        inverse = np.linalg.inv(whole[:n, :n] + variance * np.diag(1 / weight))
        solved = inverse @ y
        coefficients = np.diag(sd2) - np.diag(sd2) @ x[:n].T @ inverse @ x[
            :n
        ] @ np.diag(sd2)
        freedom = EFFECTS["noise_weight"] + n - np.sum(1 - np.diag(coefficients) / sd2)
        d = variance / weight
        residual, used = d * solved, variance
        doubt = d - d * d * np.diag(inverse)
        variance = (
            EFFECTS["noise_weight"] * PRIOR["noise"] ** 2 + used * (y @ solved)
        ) / freedom
        if step < 9:
            # residuals in noises: the effects scale with the noise, so both are taken at its new size
            ratio = variance / used
            weight = (dof + 1) / (
                dof + (residual**2 + np.maximum(ratio * doubt, 0)) / variance
            )
    slopes = np.arange(1, 5)
    slope_variance = coefficients[slopes, slopes] * variance / used
    known = [[True, (r["id"], r["year"] - 1) in {(s["id"], s["year"]) for s in data}, r["known_before"] is not None, True] for r in data]
    spread = np.array([np.mean(x[:n][np.array(known)[:, c], c + 1] ** 2) for c in range(4)])
    out = []
    for i, r in enumerate(asked, start=n):
        # The slopes' doubt at the panel's spread instead of its own figures.
        at = x[i] * [1, 0, 0, 0, 0, 1]
        cross = used * effects[i, :n] + (at * sd2) @ x[:n].T
        own = used * effects[i, i] + at @ np.diag(sd2) @ at
        location = mean[i] + (used * effects[i, :n] + (x[i] * sd2) @ x[:n].T) @ solved
        doubt = (
            (own - cross @ inverse @ cross) * variance / used
            + slope_variance @ spread
            + variance
        )
        out.append(
            {
                **r,
                "location": location + np.log(r["known"]),
                "scale": float(np.sqrt(doubt)),
            }
        )
    return out


if __name__ == "__main__":
    found = rows(pathlib.Path(sys.argv[1]))
    questions = [
        dict(id="province/can-tho", year=2019, known_before=1500.0, known=2000.0, plan=6500.0, plan_first=6000.0),
        dict(id="province/can-tho", year=2020, known_before=None, known=2600.0, plan=6000.0, plan_first=6000.0),
        dict(id="province/new", year=2019, known_before=20.0, known=100.0, plan=250.0, plan_first=250.0),
    ]
    print(
        json.dumps(
            {
                "source": "bench/peers/plan_year_dense.py: the same model by one dense matrix (numpy); figures of the General Statistics Office of Viet Nam",
                "month": MONTH,
                "prior": PRIOR,
                "effects": EFFECTS,
                "history": found,
                "predictions": predict(found, questions),
            },
            indent=1,
        )
    )
