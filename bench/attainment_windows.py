# SPDX-License-Identifier: Apache-2.0
"""Training windows for attainment_few: targets on origins that are none of the scored cases.

M1, M3, tourism: the windows that end one and two horizons before the end of the training parts. US production and Viet Nam: the
years are those of the scored cases themselves, taken at (every second of) the origins between the scored ones, so that their years
overlap with those of scored cases of the same panel: settings for a panel are chosen on the windows of the others. Targets are made as the scored ones
were: last value * exp(g h), g = median growth of the family + 0.25 s + 0.75 s N(0, 1), s the robust spread of mean growth (at most
0.15), all of it known at the origin. Same columns as attain_cases.csv.

    python3 bench/attainment_windows.py PANEL_FOLDER attain_cases.csv.gz > windows.csv
"""
import sys
import zlib
from pathlib import Path

import numpy as np
import pandas as pd

LENGTHS = (2, 3, 4, 5, 6, 8, 10)


def histories(panel_folder: str, cases: pd.DataFrame) -> tuple[dict, set]:
    """(panel, family) -> id -> series by year (or by place from the end); and the (family, year) pairs that are scored origins."""
    out: dict = {}
    yearly = pd.read_parquet(Path(panel_folder) / "Yearly.train.parquet")
    panel_of = cases.drop_duplicates("id").set_index("id").panel
    for key, part in yearly.groupby("unique_id"):
        panel = panel_of[key]
        if panel == "T" and len(part) < 8:
            continue
        values = part.sort_values("ds").y.to_numpy()
        out.setdefault((panel, panel), {})[key] = dict(zip(range(-len(values) + 1, 1), values))
    scored = set()
    for row in cases[cases.panel.isin(["IP", "VN"])].itertuples():
        year = int(row.origin.rsplit("-", 1)[1])
        scored.add((row.family, year))
        series = out.setdefault((row.panel, row.family), {}).setdefault(row.id, {})
        values = [float(v) for v in str(row.last_n_values).split(";")]
        series.update(zip(range(year - len(values) + 1, year + 1), values))
        series[year + row.h] = row.outcome
    return out, scored


def window(series: dict, end: int, n: int) -> list[float] | None:
    years = range(end - n + 1, end + 1)
    return [series[t] for t in years] if all(t in series and series[t] > 0 for t in years) else None


def main(panel_folder: str, cases_file: str) -> None:
    cases = pd.read_csv(cases_file)
    everything, scored = histories(panel_folder, cases)
    print("panel,family,id,origin,n,h,last_n_values,target,outcome,attained,scale")
    for (panel, family), all_series in sorted(everything.items()):
        horizon = 4 if panel == "T" else 6
        years = sorted({t for s in all_series.values() for t in s})
        if panel in ("IP", "VN"):
            between = [t for t in years[2:-1] if (family, t) not in scored]
            origins = between[::2] if panel == "VN" else [t for t in between if (t - 1965) % 6 == 0]
        else:
            origins = [-2 * horizon, -horizon]
        for origin in origins:
            growths, means = [], []
            for s in all_series.values():
                known = [t for t in s if origin - 9 <= t <= origin and t - 1 in s and t > origin - 9 and s[t] > 0 and s[t - 1] > 0]
                own = [np.log(s[t] / s[t - 1]) for t in known]
                growths += own
                if own:
                    means.append(np.mean(own))
            if len(means) < 5:
                continue
            spread = min(0.15, 1.4826 * np.median(np.abs(means - np.median(means))))
            for key, s in sorted(all_series.items()):
                for n in LENGTHS:
                    y = window(s, origin, n)
                    if y is None:
                        continue
                    draw = np.random.default_rng(zlib.crc32(f"{key}|{origin}|{n}".encode())).standard_normal()
                    g = np.median(growths) + 0.25 * spread + 0.75 * spread * draw
                    for h in range(1, horizon + 1):
                        if origin + h not in s:
                            continue
                        target, outcome = y[-1] * np.exp(g * h), s[origin + h]
                        text = ";".join(repr(float(v)) for v in y)
                        print(f"{panel},{family},{key},{family}-{origin},{n},{h},{text},{target:.10g},{float(outcome)!r},{int(outcome >= target)},1")


if __name__ == "__main__":
    main(*sys.argv[1:])
