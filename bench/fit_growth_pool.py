# SPDX-License-Identifier: Apache-2.0
"""Estimates the shipped growth pool (GrowthPool::vn_provinces) and says how well it fits.

Model: yearly log growth of industrial production of province i in year t is m + b_i + e_it, b_i normal, e_it
Student t with 5 degrees of freedom. The three parameters are those of the largest marginal likelihood (b_i
integrated out on a grid); a normal e would let five provinces with one extraordinary year set the spread of all.

    python3 bench/fit_growth_pool.py [iip_by_province.csv]

Data: indices of industrial production by province, previous year = 100, 2012-2016, General Statistics Office
of Viet Nam. Only the parameters are kept in the library.
"""

import csv
import math
import sys
from collections import defaultdict
from pathlib import Path

DEFAULT = Path(__file__).resolve().parents[2] / "shared/data/sets/vn-gso-annual/iip_by_province.csv"
DOF = 5.0
T_CONSTANT = math.lgamma((DOF + 1) / 2) - math.lgamma(DOF / 2) - 0.5 * math.log(DOF * math.pi)


def read(path):
    growth = defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            growth[row["province"]].append(math.log(float(row["index_of_industrial_production"]) / 100))
    return growth


def log_t(x, scale):
    return T_CONSTANT - math.log(scale) - (DOF + 1) / 2 * math.log1p((x / scale) ** 2 / DOF)


GRID = [(-4 + 8 * (k + 0.5) / 81) for k in range(81)]
LOG_WEIGHTS = [-0.5 * z * z for z in GRID]
LOG_TOTAL = math.log(sum(math.exp(w) for w in LOG_WEIGHTS))


def log_likelihood(series, mean, between, within):
    total = 0.0
    for growths in series:
        terms = [w - LOG_TOTAL + sum(log_t(g - mean - between * z, within) for g in growths)
                 for z, w in zip(GRID, LOG_WEIGHTS)]
        top = max(terms)
        total += top + math.log(sum(math.exp(t - top) for t in terms))
    return total


def fit(series):
    point = [0.08, 0.03, 0.04]  # mean, between (sd), within (scale)
    best = log_likelihood(series, *point)
    step = 0.5
    while step > 1e-3:
        moved = False
        for i in range(3):
            for factor in (math.exp(step), math.exp(-step)):
                trial = list(point)
                trial[i] *= factor
                value = log_likelihood(series, *trial)
                if value > best:
                    best, point, moved = value, trial, True
        if not moved:
            step /= 2
    return point


def main():
    growth = read(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
    mean, between, scale = fit(list(growth.values()))
    within = scale * math.sqrt(DOF / (DOF - 2))
    print(f"provinces {len(growth)}, growths {sum(map(len, growth.values()))}")
    print(f"mean {mean:.4f}  sd_between {between:.4f}  sd_within {within:.4f}  (scale {scale:.4f})  dof {DOF:g}")

    # How well it fits: the law for a province with one known level, against the growths of provinces left out in turn.
    width = math.sqrt((DOF - 2) / DOF * (between**2 + within**2))
    names = sorted(growth)
    for level, quantile in ((80, 1.475884), (95, 2.570582)):
        inside = sum(abs(g - mean) <= quantile * width for name in names for g in growth[name])
        print(f"{level} % interval of one year covers {inside / sum(map(len, growth.values())):.3f} (in sample)")
    folds = 7
    inside = {1.475884: 0, 2.570582: 0}
    for fold in range(folds):
        m, b, s = fit([growth[n] for k, n in enumerate(names) if k % folds != fold])
        w = math.sqrt((DOF - 2) / DOF * (b * b + s * s * DOF / (DOF - 2)))
        for k, n in enumerate(names):
            if k % folds == fold:
                for quantile in inside:
                    inside[quantile] += sum(abs(g - m) <= quantile * w for g in growth[n])
    for quantile, level in ((1.475884, 80), (2.570582, 95)):
        print(f"{level} % interval covers {inside[quantile] / sum(map(len, growth.values())):.3f} (provinces left out, {folds} folds)")


if __name__ == "__main__":
    main()
