# SPDX-License-Identifier: Apache-2.0
"""Time per series of the Python package tempdisagg: 30 yearly figures to months with one indicator.

    pip install tempdisagg && OPENBLAS_NUM_THREADS=1 python bench/peers/disaggregation.py
"""
import contextlib
import io
import math
import random
import time
import warnings

warnings.filterwarnings("ignore")

import pandas as pd  # noqa: E402
from tempdisagg import TempDisaggModel  # noqa: E402


def pair(rng: random.Random) -> pd.DataFrame:
    """An indicator with growth and season, yearly figures of a relation with autoregressive errors: as bench/disaggregation.cpp."""
    rows, level, error = [], 100.0, 0.0
    for year in range(1990, 2020):
        months = []
        for month in range(12):
            level *= 1.003 + 0.01 * rng.gauss(0, 1)
            error = 0.9 * error + 5 * rng.gauss(0, 1)
            months.append((level * (1 + 0.1 * math.sin(0.5236 * month)), error))
        total = sum(3 + 2 * x + u for x, u in months)
        rows += [{"Index": year, "Grain": m + 1, "y": total, "X": x} for m, (x, _) in enumerate(months)]
    return pd.DataFrame(rows)


def main() -> None:
    rng = random.Random(1)
    frames = [pair(rng) for _ in range(5)]
    for method in ("chow-lin-opt", "denton-cholette", "denton"):
        times = []
        for frame in frames:
            begin = time.process_time()
            with contextlib.redirect_stdout(io.StringIO()):
                model = TempDisaggModel(method=method, conversion="sum")
                model.fit(frame)
                model.predict()
            times.append(time.process_time() - begin)
        print(f"{method:16} {1e3 * sorted(times)[len(times) // 2]:9.2f} ms per series")


if __name__ == "__main__":
    main()
