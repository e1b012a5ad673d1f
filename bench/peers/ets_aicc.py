# SPDX-License-Identifier: Apache-2.0
"""Automatic ETS in R's box against R's own ets(): whose AICc is lower?

    python3 bench/peers/ets_aicc.py PANEL_FOLDER BENCH_ETS_AICC [--series 100,60,40]

PANEL_FOLDER has {Yearly,Quarterly,Monthly}.train.parquet; BENCH_ETS_AICC is the program built from bench/ets_aicc.cpp. Needs Rscript with the
package forecast. A series counts as reached where our AICc is at most R's + 1e-3.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import pandas as pd

PARTS = (("Yearly", 1), ("Quarterly", 4), ("Monthly", 12))


def answers(command: list[str]) -> dict[int, tuple[str, float]]:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rows = (line.split(",") for line in done.stdout.splitlines())
    return {int(series): (model, float(aicc)) for series, model, aicc in rows}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("program")
    parser.add_argument("--series", default="100,60,40")
    arguments = parser.parse_args()
    reached = total = 0
    for (part, season), count in zip(PARTS, map(int, arguments.series.split(","))):
        frame = pd.read_parquet(arguments.folder / f"{part}.train.parquet").sort_values(["unique_id", "ds"], kind="stable")
        ids = sorted(frame.unique_id.unique())
        chosen = {u: i for i, u in enumerate(ids[:: max(1, len(ids) // count)][:count])}
        frame = frame[frame.unique_id.isin(chosen)]
        rows = pd.DataFrame({"series": frame.unique_id.map(chosen), "season": season, "y": frame.y})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "series.csv"
            rows.to_csv(path, index=False, float_format="%.17g")
            theirs = answers(["Rscript", str(Path(__file__).with_suffix(".R")), str(path)])
            ours = answers([arguments.program, str(path)])
        good = sum(ours[s][1] <= aicc + 1e-3 for s, (_, aicc) in theirs.items())
        same = sum(ours[s][0] == model for s, (model, _) in theirs.items())
        lower = sum(ours[s][1] < aicc - 1e-3 for s, (_, aicc) in theirs.items())
        print(f"{part}: reached {good} of {len(theirs)}, lower {lower}, the same model {same}")
        for s, (model, aicc) in theirs.items():
            if ours[s][1] > aicc + 1e-3:
                print(f"    missed: {model} {aicc:.4f}, ours {ours[s][0]} {ours[s][1]:.4f}")
        reached += good
        total += len(theirs)
    print(f"all: {reached} of {total} = {100 * reached / total:.1f} %")


if __name__ == "__main__":
    main()
