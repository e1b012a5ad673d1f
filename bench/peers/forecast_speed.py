# SPDX-License-Identifier: Apache-2.0
"""How long does a forecast take, from a pandas frame to a pandas frame, and how good is it? industria against statsforecast.

    python3 bench/peers/forecast_speed.py PANEL_FOLDER [--no-peer] [--peer-series N] [--rounds N]

PANEL_FOLDER holds <frequency>.train.parquet, <frequency>.test.parquet, info.csv (scale, naive2_smape, naive2_mase by series) and
timing_ids.csv. Ours runs on the timed series repeated to at least 10,000, the peer (statsforecast 2.1.1) on the first N of them, in
turns in the same process: one core, CPU time, the median of the rounds. OWA is that of the same N series under both, and ours of every
series of the folder. Needs pandas, pyarrow.
"""

import argparse
import os
import statistics
import time
import warnings
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

import industria as ind  # noqa: E402

FREQUENCIES = (("Yearly", 1, 6), ("Quarterly", 4, 8), ("Monthly", 12, 18))
TOGETHER = ("AutoETS", "DynamicOptimizedTheta", "AutoCES")  # what auto is held against
LEAST = 10_000


def repeated(frame: pd.DataFrame) -> pd.DataFrame:
    times = -(-LEAST // frame["unique_id"].nunique())
    return pd.concat([frame.assign(unique_id=frame["unique_id"] + f"/{i}") for i in range(times)], ignore_index=True)


def cpu(call):
    start = time.process_time()
    made = call()
    return time.process_time() - start, made


def errors(made: pd.DataFrame, column: str, test: pd.DataFrame, info: pd.DataFrame) -> pd.DataFrame:
    """Of each series sMAPE and the mean absolute error, beside its scale and the errors of Naive2."""
    both = test.assign(step=test.groupby("unique_id").cumcount()).merge(
        made.assign(step=made.groupby("unique_id").cumcount())[["unique_id", "step", column]], on=["unique_id", "step"]
    )
    error = (both["y"] - both[column]).abs()
    size = both["y"].abs() + both[column].abs()
    both["smape"] = np.where(size > 0, 200 * error / size.where(size > 0, 1.0), 0.0)
    both["mae"] = error
    return both.groupby("unique_id")[["smape", "mae"]].mean().join(info)


def owa(means: pd.DataFrame) -> float:
    """The overall weighted average of the M4 competition: sMAPE and MASE against those of Naive2."""
    mase = (means["mae"] / means["scale"]).mean()
    return 0.5 * (means["smape"].mean() / means["naive2_smape"].mean() + mase / means["naive2_mase"].mean())


def peers(names, season, frame, h):
    from statsforecast import StatsForecast, models

    made = StatsForecast([getattr(models, n)(season_length=season) for n in names], freq=1, n_jobs=1,
                         fallback_model=models.Naive()).forecast(df=frame, h=h)  # fmt: skip
    return made.reset_index() if "unique_id" not in made else made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--peer-series", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    info = pd.read_csv(options.folder / "info.csv").set_index("unique_id")[["scale", "naive2_smape", "naive2_mase"]]
    timed = pd.read_csv(options.folder / "timing_ids.csv")
    everywhere: dict[str, list[pd.DataFrame]] = {}
    print("frequency  model                  ours us/series   peer us/series   ratio   OWA ours   OWA peer   OWA ours, every series")
    for frequency, season, h in FREQUENCIES:
        ids = timed.loc[timed["freq"] == frequency, "unique_id"]
        train = pd.read_parquet(options.folder / f"{frequency}.train.parquet").astype({"unique_id": object})
        test = pd.read_parquet(options.folder / f"{frequency}.test.parquet").astype({"unique_id": object})
        every, longest = train, int(test.groupby("unique_id").size().max())
        train = train[train["unique_id"].isin(ids)].reset_index(drop=True)
        few = train[train["unique_id"].isin(ids[: options.peer_series])].reset_index(drop=True)
        many = repeated(train)
        count, few_count = many["unique_id"].nunique(), few["unique_id"].nunique()
        if not options.no_peer:
            peers(TOGETHER, season, few[few["unique_id"].isin(ids[:3])], h)  # its compiler's time is not counted
        for label, ours, names in (*((n, n, (n,)) for n in TOGETHER), ("auto", "auto", TOGETHER)):
            own, theirs, said = [], [], None
            for _ in range(options.rounds):
                own.append(cpu(lambda m=ours: ind.forecast(many, h, models=m, season_length=season))[0])
                if not options.no_peer:
                    seconds, said = cpu(lambda n=names: peers(n, season, few, h))
                    theirs.append(seconds)
            made = ind.forecast(few, h, models=ours, season_length=season)
            full = errors(ind.forecast(every, longest, models=ours, season_length=season), ours, test, info)
            everywhere.setdefault(label, []).append(full)
            us = 1e6 * statistics.median(own) / count
            line = f"{frequency:<10} {label:<22} {us:>14.2f}"
            here = owa(errors(made, ours, test, info))
            if said is None:
                print(f"{line} {'':>16} {'':>7} {here:>10.4f} {'':>10} {owa(full):>10.4f}", flush=True)
                continue
            columns = [c for c in said if c not in ("unique_id", "ds", "index")]
            theirs_here = owa(errors(said.assign(mean=said[columns].mean(axis=1)), "mean", test, info))
            peer = 1e6 * statistics.median(theirs) / few_count
            print(f"{line} {peer:>16.1f} {peer / us:>7.0f} {here:>10.4f} {theirs_here:>10.4f} {owa(full):>10.4f}", flush=True)
    for label, parts in everywhere.items():
        print(f"{'together':<10} {label:<22} OWA of every series {owa(pd.concat(parts)):.4f}")


if __name__ == "__main__":
    main()
