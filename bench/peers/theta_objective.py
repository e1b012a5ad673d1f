# SPDX-License-Identifier: Apache-2.0
"""Sums of squares of the Theta models against statsforecast's, on the training parts of a panel.

    python3 bench/peers/theta_objective.py PANEL_FOLDER bench_theta_objective

Needs statsforecast 2.1.1 and pyarrow. Its objective is the sum of squared one-step errors of the seasonally adjusted series from the fourth value
on; the adjusted series are its own, so that both search the same surface. The program says how often ours is above.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm
from statsforecast.theta import auto_theta
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import acf

FREQUENCIES = (("Yearly", 1), ("Quarterly", 4), ("Monthly", 12))


def adjusted(y, m):
    """As auto_theta does it: 90 % test at lag m, then the classical figure."""
    if m < 4 or len(y) < 2 * m:
        return y
    r = acf(y, nlags=m, fft=False)[1:]
    if abs(r[-1]) <= norm.ppf(0.95) * np.sqrt((1 + 2 * np.sum(r[:-1] ** 2)) / len(y)):
        return y
    if min(y) > 0:
        figure = seasonal_decompose(y, model="multiplicative", period=m).seasonal
        if (figure >= 0.01).all():
            return y / figure
    return y - seasonal_decompose(y, model="additive", period=m).seasonal


def main():
    folder, program = Path(sys.argv[1]), sys.argv[2]
    failed = False
    for frequency, m in FREQUENCIES:
        frame = pd.read_parquet(folder / f"{frequency}.train.parquet")
        frame = frame.sort_values(["unique_id", "ds"], kind="stable")
        series = [adjusted(y.to_numpy(np.float64), m) for _, y in frame.groupby("unique_id").y]
        offsets = np.r_[0, np.cumsum([len(y) for y in series])].astype(np.int64)
        for kind in ("stm", "otm", "dstm", "dotm"):
            fits = [auto_theta(y, 1, model=kind.upper())["par"] for y in series]
            found = [[p["initial_smoothed"], p["alpha"], p["theta"]] for p in fits]
            with tempfile.NamedTemporaryFile() as file:
                file.write(np.int64(len(series)).tobytes() + offsets.tobytes())
                file.write(np.concatenate(series).tobytes())
                file.write(np.asarray(found, np.float64).tobytes())
                file.flush()
                print(frequency, end=" ", flush=True)
                failed |= subprocess.run([program, file.name, kind, "3"]).returncode != 0
    sys.exit(failed)


if __name__ == "__main__":
    main()
