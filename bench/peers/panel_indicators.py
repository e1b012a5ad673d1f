# SPDX-License-Identifier: Apache-2.0
"""Panel indicators on a long frame (125,000 series x 80 quarters): industria beside pandas, polars, DuckDB and what an expert writes in
NumPy or polars, in turns in one process, one core. Prints a Markdown table: medians of CPU and wall time (CPU time is what counts
where other work shares the cores), the largest error against extended precision (relative to the largest figure), and the peak of
memory above what the process held.

    python bench/peers/panel_indicators.py [--series 125000] [--rounds 5] [--only growth,share]
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "NUMEXPR_MAX_THREADS"):
    os.environ[name] = "1"

import argparse
import gc
import statistics
import time

import numpy as np
import pandas as pd
import polars as pl

import industria as ind

try:
    import duckdb
except ImportError:
    duckdb = None

PERIODS, LAG = 80, 4
KEYS = {"id_col": "unit", "time_col": "t", "target_col": "v"}


class Frames:
    """The same figures as every library likes them best."""

    def __init__(self, series: int) -> None:
        rng = np.random.default_rng(5)
        self.prov = rng.integers(0, 63, series).astype(np.int16)
        self.div = rng.integers(0, 96, series).astype(np.int16)
        self.sec = (self.div // 24).astype(np.int8)
        base, rate = rng.lognormal(3, 1, series), 1 + rng.normal(0.015, 0.01, series)
        self.matrix = base[:, None] * rate[:, None] ** np.arange(PERIODS) * rng.lognormal(0, 0.05, (series, PERIODS))
        self.v = self.matrix.ravel()
        self.unit = np.repeat(np.arange(series, dtype=np.int32), PERIODS)
        self.t = np.tile(np.arange(PERIODS, dtype=np.int16), series)
        codes = {name: np.repeat(getattr(self, name), PERIODS) for name in ("prov", "sec", "div")}
        self.columns = {"unit": self.unit, "t": self.t, "v": self.v, **codes}
        self.pandas = pd.DataFrame(self.columns, copy=False)
        self.polars = pl.DataFrame(self.columns)
        self.duck = None
        if duckdb:
            frame = self.polars.to_arrow()  # noqa: F841  DuckDB finds it by name
            self.duck = duckdb.connect()
            self.duck.execute("set threads=1")
            self.duck.execute("create table x as select * from frame")

    def sql(self, text: str) -> None:
        self.duck.execute(f"create or replace temp table o as {text}")


def growth(f: Frames) -> dict:
    C = pl.col
    return {
        "industria, matrix": lambda: ind.panel_growth(f.matrix, LAG),
        "industria, pandas frame": lambda: ind.panel_growth(f.pandas, LAG, **KEYS).growth,
        "industria, polars frame": lambda: ind.panel_growth(f.polars, LAG, **KEYS)["growth"],
        "pandas groupby.shift": lambda: f.pandas.v / f.pandas.groupby("unit", sort=False).v.shift(LAG) - 1,
        "polars over": lambda: f.polars.select(C("v") / C("v").shift(LAG).over("unit") - 1).to_series(),
        "polars shift, ids compared": lambda: f.polars.select(
            pl.when(C("unit") == C("unit").shift(LAG)).then(C("v") / C("v").shift(LAG) - 1)
        ).to_series(),
        "NumPy, no keys": lambda: f.matrix[:, LAG:] / f.matrix[:, :-LAG] - 1,
        "DuckDB": lambda: f.sql(f"select unit, t, v / lag(v, {LAG}) over (partition by unit order by t) - 1 g from x"),
    }


def cagr(f: Frames) -> dict:
    def pandas() -> object:
        ends = f.pandas.groupby("unit", sort=False).v.agg(["first", "last", "count"])
        return (ends["last"] / ends["first"]) ** (4 / (ends["count"] - 1)) - 1

    C = pl.col
    return {
        "industria, matrix": lambda: ind.panel_cagr(f.matrix, 4),
        "industria, pandas frame": lambda: ind.panel_cagr(f.pandas, 4, **KEYS).cagr,
        "industria, polars frame": lambda: ind.panel_cagr(f.polars, 4, **KEYS)["cagr"],
        "pandas": pandas,
        "polars": lambda: f.polars.group_by("unit").agg((C("v").last() / C("v").first()) ** (4 / (C("v").len() - 1)) - 1),
        "NumPy, no keys": lambda: (f.matrix[:, -1] / f.matrix[:, 0]) ** (4 / (PERIODS - 1)) - 1,
        "DuckDB": lambda: f.sql("select unit, (arg_max(v, t) / arg_min(v, t)) ** (4.0 / (count(*) - 1)) - 1 c from x group by unit"),
    }


def share(f: Frames) -> dict:
    C = pl.col
    return {
        "industria, matrix": lambda: ind.panel_shares(f.matrix),
        "industria, pandas frame": lambda: ind.panel_shares(f.pandas, **KEYS).share,
        "industria, polars frame": lambda: ind.panel_shares(f.polars, **KEYS)["share"],
        "pandas": lambda: f.pandas.v / f.pandas.groupby("t").v.transform("sum"),
        "polars": lambda: f.polars.select(C("v") / C("v").sum().over("t")).to_series(),
        "NumPy, no keys": lambda: f.matrix / f.matrix.sum(0),
        "DuckDB": lambda: f.sql("select unit, x.t, v / s share from x join (select t, sum(v) s from x group by t) q using (t)"),
    }


def contribution(f: Frames) -> dict:
    def pandas() -> object:
        then, total = f.pandas.groupby("unit", sort=False).v.shift(LAG), f.pandas.groupby("t").v.sum()
        return 100 * (f.pandas.v - then) / f.pandas.t.map(total.shift(LAG))

    def polars() -> object:
        C = pl.col
        total = f.polars.group_by("t").agg(C("v").sum().alias("s")).sort("t").with_columns(C("s").shift(LAG))
        then = f.polars.with_columns(C("v").shift(LAG).over("unit").alias("l"))
        return then.join(total, on="t", how="left", maintain_order="left").select(100 * (C("v") - C("l")) / C("s")).to_series()

    def numpy() -> object:
        return 100 * (f.matrix[:, LAG:] - f.matrix[:, :-LAG]) / f.matrix.sum(0)[:-LAG]

    return {
        "industria, matrix": lambda: ind.panel_contributions(f.matrix, LAG),
        "industria, pandas frame": lambda: ind.panel_contributions(f.pandas, LAG, **KEYS).contribution,
        "industria, polars frame": lambda: ind.panel_contributions(f.polars, LAG, **KEYS)["contribution"],
        "pandas": pandas,
        "polars": polars,
        "NumPy, no keys": numpy,
        "DuckDB": lambda: f.sql(
            f"with q as (select t + {LAG} t, sum(v) s from x group by t), w as (select unit, t, v - lag(v, {LAG}) over "
            "(partition by unit order by t) d from x) select unit, w.t, 100 * d / s c from w left join q using (t)"
        ),
    }


def roll_up(f: Frames) -> dict:
    def numpy() -> object:
        cell = (f.columns["prov"].astype(np.int64) * 4 + f.columns["sec"]) * PERIODS + f.t
        return np.bincount(cell, weights=f.v, minlength=63 * 4 * PERIODS)

    by, codes = ["prov", "sec"], f.prov.astype(np.int32) * 4 + f.sec
    in_order = lambda frame: frame.sort(["prov", "sec", "t"])["v"]  # noqa: E731
    return {
        "industria, matrix": lambda: ind.panel_roll_up(f.matrix, codes)[0],
        "industria, pandas frame": lambda: ind.panel_roll_up(f.pandas, by, **KEYS).v,
        "industria, polars frame": lambda: ind.panel_roll_up(f.polars, by, **KEYS)["v"],
        "pandas": lambda: f.pandas.groupby(["prov", "sec", "t"]).v.sum(),
        "polars": lambda: in_order(f.polars.group_by(["prov", "sec", "t"]).agg(pl.col("v").sum())),
        "polars streaming": lambda: in_order(
            f.polars.lazy().group_by(["prov", "sec", "t"]).agg(pl.col("v").sum()).collect(engine="streaming")
        ),
        "NumPy, no keys": numpy,
        "DuckDB": lambda: f.sql("select prov, sec, t, sum(v) v from x group by all"),
    }


def location_quotient(f: Frames) -> dict:
    def pandas() -> object:
        a = f.pandas.groupby(["prov", "div", "t"], as_index=False).v.sum()
        total = lambda *by: a.groupby(list(by)).v.transform("sum")  # noqa: E731
        return (a.v / total("prov", "t")) / (total("div", "t") / total("t"))

    def polars() -> object:
        C = pl.col
        cells = f.polars.group_by(["prov", "div", "t"]).agg(C("v").sum())
        whole = lambda *by: C("v").sum().over(*by)  # noqa: E731
        made = cells.with_columns(lq=(C("v") / whole("prov", "t")) / (whole("div", "t") / whole("t")))
        return made.sort(["prov", "div", "t"])["lq"]

    def numpy() -> object:
        cell = (f.columns["prov"].astype(np.int64) * 96 + f.columns["div"]) * PERIODS + f.t
        c = np.bincount(cell, weights=f.v, minlength=63 * 96 * PERIODS).reshape(63, 96, PERIODS)
        return (c / c.sum(1, keepdims=True)) / (c.sum(0, keepdims=True) / c.sum((0, 1)))

    prov, div = f.prov.astype(np.int32), f.div.astype(np.int32)
    return {
        "industria, matrix": lambda: ind.panel_location_quotients(f.matrix, prov, div),
        "industria, pandas frame": lambda: ind.panel_location_quotients(f.pandas, "prov", "div", **KEYS).location_quotient,
        "industria, polars frame": lambda: ind.panel_location_quotients(f.polars, "prov", "div", **KEYS)["location_quotient"],
        "pandas": pandas,
        "polars": polars,
        "NumPy, no keys": numpy,
        "DuckDB": lambda: f.sql(
            "with a as (select prov, div, t, sum(v) v from x group by all) select prov, div, t, (v / sum(v) over (partition by prov, t))"
            " / (sum(v) over (partition by div, t) / sum(v) over (partition by t)) lq from a"
        ),
    }


def exact(question: str, f: Frames) -> np.ndarray:
    """In extended precision (80 bits on x86)."""
    wide = f.matrix.astype(np.longdouble)
    if question == "growth":
        return wide[:, LAG:] / wide[:, :-LAG] - 1
    if question == "cagr":
        return (wide[:, -1] / wide[:, 0]) ** (np.longdouble(4) / (PERIODS - 1)) - 1
    if question == "share":
        return wide / wide.sum(0)
    if question == "contribution":
        return 100 * (wide[:, LAG:] - wide[:, :-LAG]) / wide.sum(0)[:-LAG]
    sectors = f.sec if question == "roll_up" else f.div
    code = f.prov.astype(np.int64) * (int(sectors.max()) + 1) + sectors
    order = np.argsort(code, kind="stable")
    groups, first = np.unique(code[order], return_index=True)
    sums = np.add.reduceat(wide[order], first, axis=0)
    if question == "roll_up":
        return sums
    full = np.zeros((63 * 96, PERIODS), dtype=np.longdouble)
    full[groups] = sums
    full = full.reshape(63, 96, PERIODS)
    with np.errstate(invalid="ignore"):
        lq = (full / full.sum(1, keepdims=True)) / (full.sum(0, keepdims=True) / full.sum((0, 1)))
    return lq.reshape(-1, PERIODS)[groups]


def worst_error(got: object, expected: np.ndarray) -> float:
    """Relative to the largest figure, since growth and contributions pass through zero."""
    values = np.asarray(got, dtype=np.float64).ravel()
    if values.size > expected.size:  # without the first periods, which have no growth, and without cells that have no series
        values = values[~np.isnan(values) & (values != 0)]
    return float(np.nanmax(np.abs(values - expected.ravel())) / np.nanmax(np.abs(expected)))


def peak_above(work: object) -> float:
    """MB above what is held before, by the high-water mark of Linux."""

    def status(key: str) -> int:
        with open("/proc/self/status", encoding="ascii") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(key))

    gc.collect()
    with open("/proc/self/clear_refs", "w", encoding="ascii") as reset:
        reset.write("5")
    before = status("VmRSS")
    kept = work()
    return (status("VmHWM") - before) / 1024 if kept is not work else 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--series", type=int, default=125_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    f = Frames(asked.series)
    output = {"cagr": asked.series, "roll_up": 63 * 4 * PERIODS, "location_quotient": 63 * 96 * PERIODS}
    print("| question | who | ms, CPU | ms, wall | largest error | peak memory, MB (result) |\n|---|---|---|---|---|---|")
    for question in (growth, cagr, share, contribution, roll_up, location_quotient):
        if asked.only and question.__name__ not in asked.only.split(","):
            continue
        expected = exact(question.__name__, f)
        calls = {who: call for who, call in question(f).items() if who != "DuckDB" or f.duck}
        times: dict[str, list[tuple[float, float]]] = {who: [] for who in calls}
        for _ in range(asked.rounds):
            for who, call in calls.items():
                gc.collect()
                wall, cpu = time.perf_counter(), time.process_time()
                made = call()
                times[who].append((1e3 * (time.process_time() - cpu), 1e3 * (time.perf_counter() - wall)))
                del made
        megabytes = 8 * output.get(question.__name__, f.v.size) / 2**20
        for who, call in calls.items():
            is_ordered = who != "DuckDB" and not (question is cagr and who == "polars")
            error = f"{worst_error(call(), expected):.0e}" if is_ordered else ""
            peak = peak_above(call)
            cpu, wall = (statistics.median(each) for each in zip(*times[who]))
            memory = f"{peak:.0f} ({megabytes:.0f})"
            print(f"| {question.__name__} | {who} | {cpu:.1f} | {wall:.1f} | {error} | {memory} |", flush=True)
        del expected
    versions = f"NumPy {np.__version__}, pandas {pd.__version__}, polars {pl.__version__}, DuckDB {duckdb.__version__ if duckdb else '-'}"
    print(f"\n{versions}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
