# SPDX-License-Identifier: Apache-2.0
"""Cross-validation of the bounds of automatic ETS inside the training parts of the panel (docs/methods.md).

    python3 bench/ets_bounds.py PANEL_FOLDER bench_ets_bounds [settings.txt]

PANEL_FOLDER holds Yearly, Quarterly and Monthly .train.parquet (unique_id, ds, y); test parts are not read. The last h (and, with two
origins, the h before) of each training part are forecast from what precedes them. Each setting is a line
"name: key=value ..." (keys: bench/ets_bounds.cpp); a key may be given per frequency as "beta=0.2,0.05,0.02". The first line is what the others are held against.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

FREQUENCIES = (("Yearly", 1, 6), ("Quarterly", 4, 8), ("Monthly", 12, 18))
ORIGINS = 2


def write_panel(frame, path):
    frame = frame.sort_values(["unique_id", "ds"], kind="stable")
    sizes = frame.groupby("unique_id", sort=True).size().to_numpy()
    with open(path, "wb") as file:
        file.write(np.int64(len(sizes)).tobytes())
        file.write(np.r_[0, sizes.cumsum()].astype(np.int64).tobytes())
        file.write(frame.y.to_numpy(np.float64).tobytes())


def for_frequency(setting, index):
    words = setting.partition(":")[2].split()
    return "x " + " ".join(w if "," not in w else w.split("=")[0] + "=" + w.split("=")[1].split(",")[index] for w in words)


def owa(errors, naive):
    return 0.5 * (errors.mean(0) / naive.mean(0)).sum()


def main():
    folder, program = Path(sys.argv[1]), sys.argv[2]
    file = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(__file__).with_name("ets_bounds.txt")
    settings = [line.strip() for line in file.read_text().splitlines() if line.strip() and line[0] != "#"]
    results = []
    with tempfile.TemporaryDirectory() as scratch:
        for index, (name, period, horizon) in enumerate(FREQUENCIES):
            panel, out = f"{scratch}/panel.bin", f"{scratch}/out.bin"
            write_panel(pd.read_parquet(folder / f"{name}.train.parquet"), panel)
            subprocess.run([program, panel, str(period), str(horizon), str(ORIGINS), out,
                            *(for_frequency(s, index) for s in settings)], check=True)
            results.append(np.fromfile(out, np.float64)[1:].reshape(len(settings) + 1, -1, 2))
    together = np.concatenate(results, axis=1)
    scale = together[0].mean(0)
    base = (together[1] / scale).mean(1)
    print(f"{'setting':40s}  Yearly  Quarterly  Monthly  all    against the first, with its standard error")
    for i, setting in enumerate(settings, 1):
        parts = [owa(r[i], r[0]) for r in results]
        change = (together[i] / scale).mean(1) - base
        print(f"{setting.partition(':')[0]:40s}  {parts[0]:.4f}  {parts[1]:.4f}     {parts[2]:.4f}   {owa(together[i], together[0]):.4f} "
              f"{change.mean():+.4f} ± {change.std() / len(change) ** 0.5:.4f}")


if __name__ == "__main__":
    main()
