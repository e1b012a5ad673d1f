# SPDX-License-Identifier: Apache-2.0
"""How fast does MinT make a large tree add up, frames in and out? The same data, in one process, by industria and by hierarchicalforecast.

Country, 63 provinces, 4 sections, 24 divisions: 6,364 series, 40 observations, horizon 8, multiplicative drift as base forecast (which does
not add up). Usage: python bench/peers/reconcile_hierarchy.py [--no-peer]   (needs pandas; hierarchicalforecast 1.5.3 for the comparison)
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ.setdefault(name, "1")
import sys
import time

import numpy as np
import pandas as pd

import industria as ind

PROVINCES, SECTIONS, DIVISIONS, PAST, H = 63, 4, 24, 40, 8
LEVELS = ["country", "prov", "sec", "div"]


def made_up_data() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    n = PROVINCES * SECTIONS * DIVISIONS
    level, growth = rng.lognormal(3, 1, n), rng.normal(0.02, 0.02, n)
    noise = rng.normal(0, 0.05, (n, PAST + H))
    y = level[:, None] * np.exp(growth[:, None] * np.arange(PAST + H) + np.cumsum(noise, 1) * 0.5)
    p = np.repeat(np.arange(PROVINCES), SECTIONS * DIVISIONS)
    s = np.tile(np.repeat(np.arange(SECTIONS), DIVISIONS), PROVINCES)
    d = np.tile(np.arange(DIVISIONS), PROVINCES * SECTIONS)
    names = {"prov": [f"P{i:02d}" for i in p], "sec": [f"S{i}" for i in s], "div": [f"D{i:02d}" for i in d]}
    columns = {"country": "VN", **{k: np.repeat(v, PAST) for k, v in names.items()}}
    return pd.DataFrame({**columns, "ds": np.tile(np.arange(1, PAST + 1), n), "y": y[:, :PAST].ravel()})


def base_forecasts(actual: pd.DataFrame, ids: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    w = actual.pivot(index="unique_id", columns="ds", values="y").loc[ids].to_numpy()
    growth = (w[:, -1:] / w[:, :1]) ** (1 / (PAST - 1))
    ahead = w[:, -1:] * growth ** np.arange(1, H + 1)
    y_hat = {"unique_id": np.repeat(ids, H), "ds": np.tile(np.arange(PAST + 1, PAST + H + 1), len(ids)), "RWD": ahead.ravel()}
    past = {"unique_id": np.repeat(ids, PAST - 1), "ds": np.tile(np.arange(2, PAST + 1), len(ids))}
    past |= {"y": w[:, 1:].ravel(), "RWD": (w[:, :-1] * growth).ravel()}
    return pd.DataFrame(y_hat), pd.DataFrame(past)


def memory_mb(field: str) -> float:
    with open("/proc/self/status") as status:
        return next(float(line.split()[1]) / 1024 for line in status if line.startswith(field))


def begin() -> float:
    """Forgets the process's peak (Linux) and tells what it holds now."""
    with open("/proc/self/clear_refs", "w") as control:
        control.write("5")
    return memory_mb("VmRSS")


def best(call, times):
    cpu, wall, result = [], [], None
    for _ in range(times):
        c, t = time.process_time(), time.perf_counter()
        result = call()
        cpu.append(time.process_time() - c)
        wall.append(time.perf_counter() - t)
    return min(cpu), min(wall), cpu[0], result


def main() -> None:
    rows = made_up_data()
    cpu, _, first, (actual, tree, _) = best(lambda: ind.aggregate(rows, LEVELS), 5)
    print(f"aggregate, industria          {1e3 * cpu:9.1f} ms CPU (first call {1e3 * first:.1f})")
    ids = [i for level in tree.tags.values() for i in level]
    y_hat, past = base_forecasts(actual, ids)
    tags = dict(tree.tags)
    ours = {}
    for method in ("bottom_up", "mint_ols", "mint_struct", "mint_variance", "mint_shrink", "top_down_forecast_proportions"):
        before = begin()
        cpu, wall, first, ours[method] = best(lambda: ind.reconcile(y_hat, past, tags, method), 7)
        more = memory_mb("VmHWM") - before
        print(f"{method:<14} industria     {1e3 * cpu:9.1f} ms CPU {1e3 * wall:9.1f} ms wall (first call {1e3 * first:.1f}), peak +{more:.0f} MB")
    if "--no-peer" in sys.argv:
        return
    from hierarchicalforecast import methods
    from hierarchicalforecast.core import HierarchicalReconciliation
    from hierarchicalforecast.utils import aggregate

    rows["country"] = "VN"
    t = time.process_time()
    _, s_df, peer_tags = aggregate(rows, [LEVELS[: i + 1] for i in range(4)])
    print(f"aggregate, hierarchicalforecast {1e3 * (time.process_time() - t):7.1f} ms CPU")
    y_hat_peer = y_hat.set_index("unique_id").loc[list(s_df["unique_id"])].reset_index()
    order = {"unique_id": y_hat_peer["unique_id"], "ds": y_hat_peer["ds"]}
    past_peer = past.set_index("unique_id").loc[list(s_df["unique_id"])].reset_index()
    for method, peer in {
        "bottom_up": methods.BottomUp(), "mint_ols": methods.MinTrace("ols"), "mint_struct": methods.MinTrace("wls_struct"),
        "mint_variance": methods.MinTrace("wls_var"), "mint_shrink": methods.MinTrace("mint_shrink"),
    }.items():  # fmt: skip
        before, c = begin(), time.process_time()
        out = HierarchicalReconciliation([peer]).reconcile(Y_hat_df=y_hat_peer, tags=peer_tags, S_df=s_df, Y_df=past_peer)
        c = time.process_time() - c
        more = memory_mb("VmHWM") - before
        # The peer centres its covariance.
        same = ind.reconcile(y_hat, past, tags, method, centred=method == "mint_shrink")
        theirs = out[next(n for n in out if n.startswith("RWD/"))].to_numpy()
        merged = pd.DataFrame(order).assign(theirs=theirs).merge(same, on=["unique_id", "ds"])
        apart = np.abs(merged["theirs"] - merged[f"RWD/{method}"]) / np.abs(merged["theirs"])
        print(f"{method:<14} hierarchicalforecast {1e3 * c:7.1f} ms CPU, peak +{more:.0f} MB; largest relative difference {apart.max():.1e}")


if __name__ == "__main__":
    main()
