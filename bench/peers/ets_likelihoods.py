# SPDX-License-Identifier: Apache-2.0
"""Does a fit of ours reach the optimum that statsforecast reaches, in the same box? For each of the 15 ETS models, the share of
series whose log-likelihood is at least the peer's minus 1e-4.

    python3 bench/peers/ets_likelihoods.py PANEL_FOLDER bench_ets_likelihoods [likelihoods.csv]

Needs statsforecast 2.1.1, pandas, pyarrow. The series are the first 100, 60 and 40 of the folder's timing_ids.csv. The peer takes
minutes: its figures are kept in the CSV file, if one is named, and read from there next time.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))
from ets_bounds import write_panel  # noqa: E402

FREQUENCIES = (("Yearly", 1, 100), ("Quarterly", 4, 60), ("Monthly", 12, 40))
MODELS = ("ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN", "ANA", "AAA", "AAdA", "MNA", "MAA", "MAdA", "MNM", "MAM", "MAdM")
SLACK = 1e-4


def peer(y, period, model):
    from statsforecast.ets import ets_f

    try:
        return ets_f(y, m=period, model=model.replace("d", ""), damped="d" in model)["loglik"]
    except Exception:  # the peer refuses too short or not positive series
        return np.nan


def main():
    folder, program = Path(sys.argv[1]), sys.argv[2]
    store = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    known = pd.read_csv(store) if store and store.exists() else None
    ids = pd.read_csv(folder / "timing_ids.csv")
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for name, period, count in FREQUENCIES:
            chosen = ids[(ids.freq == name) & (ids["rank"] <= count)].unique_id
            frame = pd.read_parquet(folder / f"{name}.train.parquet")
            frame = frame[frame.unique_id.isin(chosen)].sort_values(["unique_id", "ds"], kind="stable")
            write_panel(frame, f"{scratch}/panel.bin")
            subprocess.run([program, f"{scratch}/panel.bin", str(period), "statsforecast", f"{scratch}/out.bin"], check=True)
            models = MODELS if period > 1 else MODELS[:6]
            ours = np.fromfile(f"{scratch}/out.bin").reshape(-1, len(models))
            for i, (uid, part) in enumerate(frame.groupby("unique_id", sort=True)):
                for j, model in enumerate(models):
                    theirs = None if known is not None else peer(part.y.to_numpy(float), period, model)
                    rows.append((name, uid, model, ours[i, j], theirs))
    table = pd.DataFrame(rows, columns=["freq", "unique_id", "model", "ours", "theirs"])
    if known is not None:
        table = table.drop(columns="theirs").merge(known, on=["freq", "unique_id", "model"])
    elif store:
        table[["freq", "unique_id", "model", "theirs"]].to_csv(store, index=False)
    table = table[np.isfinite(table.theirs)]
    table["reached"] = table.ours >= table.theirs - SLACK
    table["gain"] = table.ours - table.theirs
    print(table.groupby("model", sort=False).agg(fits=("reached", "size"), reached=("reached", "mean"), worst=("gain", "min"), median=("gain", "median")).round(4).to_string())
    print(table.groupby("freq", sort=False).reached.mean().round(4).to_string())
    print(f"all {table.reached.mean():.4f} of {len(table)} fits; ours missing in {table.ours.isna().sum()}")


if __name__ == "__main__":
    main()
