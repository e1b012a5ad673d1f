# SPDX-License-Identifier: Apache-2.0
"""cross_validation(): forecasts from earlier origins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from .. import _core
from .._core import GrowthPrior
from ..frames import _frame
from ..frames._panel import read_long
from ._asked import asked_of, whole
from ._options import Calibration, core_options, law_of, names_of, simulates


def cross_validation(
    df: Any,
    h: int,
    n_windows: int = 1,
    step_size: int = 1,
    models: str | Iterable[str] = "auto",
    level: float | Iterable[float] | None = None,
    season_length: int | None = None,
    freq: Any = None,
    lower: Any = None,
    upper: Any = None,
    n_threads: int = 1,
    seed: int = 0,
    *,
    quantiles: Iterable[float] | None = None,
    mean: bool = False,
    calibration: Calibration = None,
    prior: GrowthPrior | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """Forecasts from earlier origins, each made without the values after it.

    The last window ends with each series, every other one `step_size` periods before the next. The answer is a frame of
    the type of `df`: unique_id, ds, cutoff (the last period known), y, and the columns of forecast(); rows by series,
    cutoff, step. Windows before which a series has no row are left out. Further arguments as for forecast().
    """
    call = "cross_validation"
    h, n_windows = whole(h, "h", call), whole(n_windows, "n_windows", call)
    step_size = whole(step_size, "step_size", call)
    law = law_of(calibration, seed, call)
    asked = asked_of(models, level, quantiles, mean, call)
    read = read_long(df, call, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    options = core_options(read, season_length, lower, upper, prior, call)
    longest = int(np.diff(read.offsets).max(initial=0))
    n_windows = min(n_windows, max(1, -(-(longest - h) // step_size)))  # before the others no series has a row
    made = _core.cross_validation_arrays(
        read.values, read.offsets, read.axis.kind(read.step, options["season_length"]), h, n_windows, step_size,
        models=asked.models, levels=asked.levels, quantiles=asked.quantiles, mean=asked.mean,
        ids=names_of(read) if simulates(law["calibration"]) else None, n_threads=n_threads, **law, **options,
    )  # fmt: skip
    series, length = made["series"], made["length"]
    rows = (read.offsets[series] + length)[:, None] + np.arange(h)
    data: dict[str, Any] = {
        id_col: read.repeated_ids(h, series),
        time_col: read.after(length, h, series),
        "cutoff": read.after(np.repeat(length - 1, h), 1, np.repeat(series, h)),
        target_col: read.values[rows.ravel()],
    }
    for model, columns in zip(asked.models, made["models"]):
        data |= asked.columns(model, columns)
    return _frame.like(df, data)
