# SPDX-License-Identifier: Apache-2.0
"""Which combination should `auto` be? Compares members and rules of combination (bench/README.md, "What `auto` combines").

    python3 bench/auto_accuracy.py PANEL_FOLDER bench_auto_accuracy [--short] [--m4 M4_FOLDER]

PANEL_FOLDER holds <Yearly|Quarterly|Monthly>.<train|test>.parquet (unique_id, ds, y). "inside": the last values of the training
parts are held out, at several origins; this decides. "test": the test parts; this only reports. OWA against Naive2, all series
pooled. --short adds series cut to their last n values, --m4 the M4 sets Weekly (no season) and Hourly (season of 24).
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

FREQUENCIES = {"Yearly": (1, (0, 1, 2, 3, 4)), "Quarterly": (4, (0, 1, 2, 3, 5)), "Monthly": (12, (0, 2, 5, 9))}  # season, origins
M4 = {"Weekly": (1, (0, 4, 9, 26)), "Hourly": (24, (0, 24, 72))}
LIBRARY = ("automatic", "auto_ets", "dotm", "auto_ces", "otm", "holt_winters", "damped_holt", "ses", "drift", "seasonal_last_value",
           "pooled_growth", "last_value")
LOG_SHIFT = 10.0  # log_ces is automatic CES of log(y / mean) + 10: the same in any unit, and far enough from zero
BELIEVED = 10.0   # a path beyond this many times the largest value seen is left out

THREE = ("auto_ets", "dotm", "auto_ces")
FOUR = ("dotm", "seasonal_drift", "seasonal_last_value", "pooled_growth")
SIX = (*THREE, "log_ces", "seasonal_drift", "seasonal_last_value")
CANDIDATES = {  # name: (rule, members)
    "mean of three": ("mean", THREE),
    "median of three": ("median", THREE),
    "three + seasonal drift, middle two": ("trimmed", (*THREE, "seasonal_drift")),
    "three + drift + last season, trimmed": ("trimmed", (*THREE, "seasonal_drift", "seasonal_last_value")),
    "three + log CES + drift, trimmed": ("trimmed", (*THREE, "log_ces", "seasonal_drift")),
    "six, mean": ("mean", SIX),
    "six, median": ("median", SIX),
    "six, trimmed": ("trimmed", SIX),
    "by size: six, short and long apart": ("by size", ()),
    "six + OTM, trimmed": ("trimmed", (*SIX, "otm")),
    "six + Holt-Winters, trimmed": ("trimmed", (*SIX, "holt_winters")),
    "six - ETS, trimmed": ("trimmed", SIX[1:]),
    "six - DOTM, trimmed": ("trimmed", (SIX[0], *SIX[2:])),
    "six - CES, trimmed": ("trimmed", (*SIX[:2], *SIX[3:])),
}
SHORT = {
    "pooled_growth": ("mean", ("pooled_growth",)),
    "drift": ("mean", ("drift",)),
    "last season": ("mean", ("seasonal_or_last",)),
    "SES + last": ("mean", ("ses", "seasonal_or_last")),
    "DOTM + last season": ("mean", ("dotm", "seasonal_last_value")),
    "DOTM, drift, last, pool": ("trimmed", FOUR),
    "mean of three": ("mean", THREE),
    "six, trimmed": ("trimmed", SIX),
    "by size": ("by size", ()),
}
CLASSES = {"Yearly": (0, 12, 16, 20, 30, 999), "Quarterly": (0, 24, 40, 80, 999), "Monthly": (0, 60, 84, 130, 999)}


# --- series, Naive2 and errors, as in the M4 competition ---

def is_seasonal(y, m):
    n = len(y)
    if m < 2 or n < 3 * m or m > np.floor(10 * np.log10(n)):
        return False
    d = y - y.mean()
    c0 = d @ d
    if c0 == 0:
        return False
    acf = np.array([d[k:] @ d[: n - k] / c0 for k in range(1, m + 1)])
    return abs(acf[-1]) > 1.645 * np.sqrt((1 + 2 * (acf[:-1] ** 2).sum()) / n)


def naive2(y, m, h):
    if not is_seasonal(y, m):
        return np.repeat(y[-1], h)
    weights = np.r_[0.5, np.ones(m - 1), 0.5] / m if m % 2 == 0 else np.ones(m) / m
    half = len(weights) // 2
    trend = np.full(len(y), np.nan)
    trend[half:-half] = np.convolve(y, weights, mode="valid")
    with np.errstate(all="ignore"):
        figure = np.array([np.nanmean((y / trend)[i::m]) for i in range(m)])
    figure = np.roll(figure / figure.mean(), -(len(y) % m))  # of the coming seasons
    return y[-1] / figure[-1] * np.resize(figure, h)


def scale_of(y, m):
    lag = m if len(y) > m else 1
    return np.abs(y[lag:] - y[:-lag]).mean()


def errors(cases, paths):
    """sMAPE and MASE of each case."""
    size = np.abs(cases.later) + np.abs(paths)
    with np.errstate(all="ignore"):
        smape = np.where(size == 0, 0.0, 200 * np.abs(cases.later - paths) / size)
    smape[np.isnan(cases.later)] = np.nan
    return np.stack([np.nanmean(smape, 1), np.nanmean(np.abs(cases.later - paths), 1) / cases.scale], 1)


# --- members ---

def seasonal_drift(y, m, h):
    """Level of the last year, moved on by the mean change of yearly means, with the mean seasonal profile of the last five years
    (ratios; differences unless all values are positive). Needs two years. Without season it is the random walk with drift."""
    years = len(y) // m
    if years < 2:
        return np.full(h, np.nan)
    table = y[len(y) - years * m:].reshape(years, m)
    level = table.mean(1)
    steps = np.arange(h) // m + 1  # years after the last
    line = level[-1] + (level[-1] - level[0]) / (years - 1) * steps
    last = slice(max(0, years - 5), None)
    if (y > 0).all():
        return line * np.resize((table[last] / level[last, None]).mean(0), h)
    return line + np.resize((table[last] - level[last, None]).mean(0), h)


class Cases:
    """Series with what followed them, and the paths of all members (missing where a member does not fit)."""

    def __init__(self, program, season, horizon, series, later, is_test, scale=None):
        self.series, self.is_test, self.season = series, np.array(is_test), season
        self.later = np.array([np.r_[v, np.full(horizon - len(v), np.nan)] for v in later])
        self.scale = np.array([scale_of(y, season) for y in series]) if scale is None else np.array(scale)
        self.size = np.array([len(y) for y in series])
        self.naive = np.array([naive2(y, season, horizon) for y in series])
        positive = np.array([(y > 0).all() for y in series])
        mean = np.array([y.mean() for y in series])
        logs = [np.log(y / a) + LOG_SHIFT if p else np.ones(len(y)) for y, a, p in zip(series, mean, positive)]
        self.paths = run(program, series, season, horizon, LIBRARY)
        log_ces = run(program, logs, season, horizon, ["auto_ces"])["auto_ces"]
        with np.errstate(over="ignore"):
            self.paths["log_ces"] = np.where(positive[:, None], np.exp(log_ces - LOG_SHIFT) * mean[:, None], np.nan)
        self.paths["seasonal_drift"] = np.array([seasonal_drift(y, season, horizon) for y in series])
        last = self.paths["seasonal_last_value"]
        self.paths["seasonal_or_last"] = np.where(np.isnan(last), self.paths["last_value"], last)
        most = BELIEVED * np.array([np.abs(y).max() for y in series])[:, None]
        for name, path in self.paths.items():
            if name != "automatic":
                path[~(np.abs(path) <= most).all(1)] = np.nan

    def combine(self, rule, members):
        """Mean of what fits, step by step; "trimmed" leaves the largest and the smallest out where there are three or more;
        "by size" chooses members by the number of values."""
        if rule == "by size":
            seasons = self.size / self.season
            six = self.combine("trimmed", SIX)
            if self.season > 1:
                short = seasons < 2
                other = self.combine("mean", ("ses", "seasonal_or_last"))
            else:
                short = self.size < 12
                long = self.size > 60
                other = np.where(long[:, None], self.combine("median", THREE), self.combine("trimmed", FOUR))
                short = short | long
            return np.where(short[:, None], other, six)
        paths = np.sort(np.stack([self.paths[m] for m in members]), axis=0)  # missing ones come last
        if rule == "median":
            count = np.isfinite(paths).sum(0, keepdims=True)
            middle = [np.take_along_axis(paths, np.clip(k, 0, len(members) - 1), 0)[0] for k in ((count - 1) // 2, count // 2)]
            out = np.where(count[0] > 0, 0.5 * (middle[0] + middle[1]), np.nan)
        elif rule == "trimmed":
            count = np.isfinite(paths).sum(0)
            place = np.arange(len(members))[:, None, None]
            keep = np.where(count >= 3, (place >= 1) & (place < count - 1), place < count)
            with np.errstate(all="ignore"):
                out = np.where(keep, np.nan_to_num(paths), 0.0).sum(0) / keep.sum(0)
        else:
            with np.errstate(all="ignore"):
                out = np.nansum(paths, 0) / np.isfinite(paths).sum(0)
        return np.where(np.isnan(out), self.paths["last_value"], out)


def run(program, series, season, horizon, models):
    with tempfile.TemporaryDirectory() as scratch:
        panel, out = f"{scratch}/panel.bin", f"{scratch}/out.bin"
        with open(panel, "wb") as file:
            file.write(np.int64(len(series)).tobytes())
            file.write(np.r_[0, np.cumsum([len(y) for y in series])].astype(np.int64).tobytes())
            file.write(np.concatenate(series).astype(np.float64).tobytes())
        subprocess.run([program, panel, str(season), str(horizon), out, *models], check=True)
        return dict(zip(models, np.fromfile(out).reshape(len(models), len(series), horizon)))


def read(folder, name):
    parts = []
    for part in ("train", "test"):
        frame = pd.read_parquet(Path(folder) / f"{name}.{part}.parquet").sort_values(["unique_id", "ds"], kind="stable")
        parts.append({key: y.to_numpy(np.float64) for key, y in frame.groupby("unique_id").y})
    return [(parts[0][key], parts[1][key]) for key in parts[0]]


def cases_of(program, pairs, season, origins):
    series, later, is_test = [], [], []
    for y, after in pairs:
        ends = [(len(y) - len(after) - o, False) for o in origins] + [(len(y), True)]
        whole = np.r_[y, after]
        for end, test in ends:
            if end < max(3, season + 2) or not scale_of(y[:end], season) > 0:
                continue
            series.append(y[:end])
            later.append(whole[end:end + len(after)])
            is_test.append(test)
    return Cases(program, season, max(map(len, later)), series, later, is_test)


# --- tables ---

def owa(parts):
    """Parts are (errors, errors of Naive2, weight)."""
    ours, naive = (sum(part[k].mean(0) * part[2] for part in parts) for k in (0, 1))
    return 0.5 * (ours / naive).sum()


def print_table(title, groups, candidates):
    print(f"\n{title}\n{'':40s}" + "".join(f"{where + ' ' + name:>18s}" for where in ("inside", "test") for name in (*groups, "all")))
    for label, (rule, members) in candidates.items():
        row = []
        for test in (False, True):
            parts = []
            for cases in groups.values():
                rows = cases.is_test == test
                path = cases.combine(rule, members)
                parts.append((errors(cases, path)[rows], errors(cases, cases.naive)[rows], cases.is_test.sum()))
            row += [owa([part]) for part in parts] + [owa(parts)]
        print(f"{label:40s}" + "".join(f"{value:18.4f}" for value in row))


def print_classes(groups, rule, members):
    print("\nOWA by number of values: inside / test (cases)")
    for name, cases in groups.items():
        ours, naive = errors(cases, cases.combine(rule, members)), errors(cases, cases.naive)
        for low, high in zip(CLASSES[name], CLASSES[name][1:]):
            text = []
            for test in (False, True):
                rows = (cases.is_test == test) & (cases.size >= low) & (cases.size < high)
                text.append(f"{owa([(ours[rows], naive[rows], 1)]):.3f} ({rows.sum()})" if rows.sum() > 9 else "- (few)")
            print(f"  {name:10s} {low:3d}-{high - 1:<4d} {text[0]:>15s} / {text[1]}")


def print_short(program, folder):
    """Errors of series cut to their last n values, in units of those of the last value; inside the training parts."""
    print("\nShort series, inside: error in units of that of the last value\n" + " " * 18 + "".join(f"{label:>25s}" for label in SHORT))
    for name, (season, _) in FREQUENCIES.items():
        pairs = [(y, len(after)) for y, after in read(folder, name)]
        for n in {1: (2, 3, 4, 5, 6, 8, 10, 11, 12, 14), 4: (3, 4, 6, 7, 8, 10, 12), 12: (4, 8, 11, 12, 18, 23, 24, 30)}[season]:
            used = [(y, h) for y, h in pairs if len(y) - h >= max(n, 8, season + 2) and scale_of(y[:-h], season) > 0]
            cases = Cases(program, season, max(h for _, h in used), [y[:-h][-n:] for y, h in used], [y[-h:] for y, h in used],
                          [False] * len(used), [scale_of(y[:-h], season) for y, h in used])
            last = errors(cases, cases.paths["last_value"])
            row = [owa([(errors(cases, cases.combine(*how)), last, 1)]) for how in SHORT.values()]
            print(f"{name:10s} n = {n:3d} " + "".join(f"{value:25.3f}" for value in row))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("panel")
    parser.add_argument("program")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--m4")
    options = parser.parse_args()
    single = {f"{m} alone": ("mean", (m,)) for m in ("automatic", *SIX, "otm", "holt_winters")}
    groups = {name: cases_of(options.program, read(options.panel, name), *how) for name, how in FREQUENCIES.items()}
    print_table("Panel: OWA", groups, {**single, **CANDIDATES})
    print_classes(groups, "by size", ())
    if options.short:
        print_short(options.program, options.panel)
    if options.m4:
        groups = {name: cases_of(options.program, read(options.m4, name), *how) for name, how in M4.items()}
        print_table("M4: OWA", groups, {**single, **CANDIDATES})


if __name__ == "__main__":
    main()
