# SPDX-License-Identifier: Apache-2.0
"""paths(): whole futures of each series, for questions about several periods at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from .. import _core
from .._core import GrowthPrior
from ..frames import _frame
from ..frames._panel import read_long
from ._asked import models_of, whole
from ._limits import Limits
from ._options import Calibration, core_options, law_of, names_of


def paths(
    df: Any,
    h: int,
    n: int,
    models: str | Iterable[str] = "auto",
    season_length: int | None = None,
    freq: Any = None,
    lower: Limits = None,
    upper: Limits = None,
    n_threads: int = 1,
    seed: int = 0,
    *,
    calibration: Calibration = None,
    prior: GrowthPrior | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """`n` joint paths of the next `h` periods of each series, drawn from the distributions that forecast() describes.

    The answer is a frame of the type of `df`: unique_id, ds, path (0 to n - 1) and a column per model; rows by series, path,
    step. Steps of a path hang together as errors of neighbouring periods do, paths of different series are independent.
    Path i of a series depends on (seed, unique_id, i) alone: not on n, on other series, or on the machine. A series without
    a forecast has NaN. Arguments as for forecast().
    """
    call = "paths"
    h, n = whole(h, "h", call), whole(n, "n", call)
    names, law = models_of(models, call), law_of(calibration, seed, call)
    read = read_long(df, call, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    options = core_options(read, season_length, lower, upper, prior, call)
    drawn = _core.paths_arrays(
        read.values, read.offsets, read.axis.kind(read.step, options["season_length"]), h, n,
        ids=names_of(read), models=names, n_threads=n_threads, **law, **options,
    )  # fmt: skip
    series = np.repeat(np.arange(read.size), n)
    data: dict[str, Any] = {
        id_col: read.repeated_ids(n * h),
        time_col: read.after(np.diff(read.offsets)[series], h, series),
        "path": np.tile(np.repeat(np.arange(n), h), read.size),
    }
    return _frame.like(df, data | dict(zip(names, drawn)))
