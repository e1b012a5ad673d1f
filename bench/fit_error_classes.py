# SPDX-License-Identifier: Apache-2.0
"""Learns the shipped error laws (include/industria/detail/error_classes.inc) within the training parts of a panel.

    python3 bench/fit_error_classes.py PANEL_FOLDER

PANEL_FOLDER has {Yearly,Quarterly,Monthly}.train.parquet with unique_id, ds, y. Test parts are not read. The horizon learned on is at
most about a sixth of a typical series: longer ones leave too little before the origin, and short beginnings err more than whole series.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

import industria as ind

PARTS = (("Yearly", 1, 3), ("Quarterly", 4, 8), ("Monthly", 12, 18))
MODELS = """auto auto_ets ses holt damped_holt holt_winters stm otm dstm dotm auto_theta ces_none ces_simple ces_partial ces_full
auto_ces log_ces mstl combined_mean combined_median combined_weighted""".split()


def main(folder: Path) -> None:
    for part, season, horizon in PARTS:
        frame = pd.read_parquet(folder / f"{part}.train.parquet")
        learned = ind.calibrate(frame, horizon, MODELS, season_length=season, origins=3)
        for law in learned.to_dict()["classes"]:
            print(law)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
