# SPDX-License-Identifier: Apache-2.0
"""Few values and probabilities of attainment on frames: fit_growth_prior(), promise(), first_passage()."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Literal

import numpy as np

from . import _core
from ._core import GrowthPrior, InvalidValueError
from .frames import _frame
from .frames._panel import read_long
from .projection._asked import whole
from .projection._forecast import forecast

Direction = Literal["at_least", "at_most"]


def fit_growth_prior(
    df: Any,
    last: int = 12,
    background: GrowthPrior | None = None,
    own_weight: float = 0.5,
    *,
    name: str = "own",
    source: str = "the caller's panel",
    freq: Any = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> GrowthPrior:
    """Learns how the yearly series of a frame grow, from the `last` values of each. The law of this panel stands beside those of
    `background` (None: the shipped prior) with weight `own_weight`: series of one panel share their shocks, so that a panel alone is
    too sure of itself. Pass the answer to forecast(prior=...) or assess(prior=...); keep it by pickle or to_dict()."""
    call = "fit_growth_prior"
    read = read_long(df, call, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    if read.size and read.axis.kind(read.step, 1) != "year":
        raise InvalidValueError(f"{call}: the periods are not years; sum or average them first")
    place = read.first // max(read.step, 1)
    years = place - (int(place.min()) if place.size else 0) + 1000  # only which years are the same matters
    return _core.fit_growth_prior_arrays(
        read.values, read.offsets, years.tolist(), last=whole(last, "last", call), background=background,
        own_weight=float(own_weight), name=name, source=source,
    )  # fmt: skip


def promise(
    df: Any,
    h: int,
    p: float | Iterable[float] = 0.8,
    models: str = "pooled_growth",
    direction: Direction = "at_least",
    *,
    prior: GrowthPrior | None = None,
    **options: Any,
) -> Any:
    """What could be promised: for each series and coming period the target that is met with probability p. A column "promise-80"
    for each p; further arguments as for forecast()."""
    wanted = [float(one) for one in ([p] if isinstance(p, (int, float)) else p)]
    for one in wanted:
        if not 0 < one < 1:
            raise InvalidValueError(f"promise: p is {one:g}, expected a probability between 0 and 1 (0.8, not 80)")
    if direction not in ("at_least", "at_most"):
        raise InvalidValueError(f"promise: direction is {direction!r}, expected 'at_least' or 'at_most'")
    quantiles = [round(1 - one, 12) if direction == "at_least" else one for one in wanted]
    made = forecast(df, h, models=models, quantiles=quantiles, prior=prior, **options)
    id_col, time_col = options.get("id_col", "unique_id"), options.get("time_col", "ds")
    names = [id_col, time_col, *(f"{models}-q-{q:g}" for q in quantiles)]
    found = _frame.columns(made, tuple(names), "promise")
    data = {id_col: found[id_col], time_col: found[time_col]}
    for one, name in zip(wanted, names[2:]):
        data[f"promise-{100 * one:g}"] = found[name]
    return _frame.like(df, data)


def first_passage(
    forecast: _core.Forecast, target: float, direction: Direction = "at_least", *, paths: int = 4000, seed: int = 0
) -> dict[str, Any]:
    """When a target is first met: `periods`, `probability` of each, `by` (met by its end), `beyond` the horizon, `median` period,
    `expected_step` given that it is met. The first period is exact, the rest is counted on `paths` keyed by seed and unique_id."""
    if direction not in ("at_least", "at_most"):
        raise InvalidValueError(f"first_passage: direction is {direction!r}, expected 'at_least' or 'at_most'")
    if math.isnan(target):
        raise InvalidValueError("first_passage: target is missing, expected a number")
    lo, hi = (target, math.inf) if direction == "at_least" else (-math.inf, target)
    found = _core.first_passage(forecast, lo, hi, paths=paths, seed=seed)
    return found | {"probability": np.asarray(found["probability"]), "by": np.asarray(found["by"])}
