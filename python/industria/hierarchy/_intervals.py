# SPDX-License-Identifier: Apache-2.0
"""Intervals of reconciled forecasts from those of the base forecasts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._core import InvalidValueError
from ..frames import _frame
from ..frames._arrays import column
from ._grid import TreeGrid
from ._reconciler import Reconciler


def _normal(level: float) -> float:
    """Half the width of the central normal interval, in standard deviations."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + level / 200)


def intervals_of(
    frame: Any,
    names: list[str],
    model: str,
    levels: list[float],
    grid: TreeGrid,
    map_: Reconciler,
    base: NDArray[np.float64],
    y: NDArray[np.float64],
    nonnegative: bool,
) -> list[tuple[float, NDArray[np.float64], NDArray[np.float64]]]:
    """Each level's lower and upper bounds; a base interval keeps its shape, its width changes as the deviation does."""
    head = f"{model}-lo-"
    given = {float(n[len(head) :]): n for n in names if n.startswith(head)}
    if not given:
        raise InvalidValueError(f"reconcile: level needs the base intervals, expected a column {head}{levels[-1]:g}")

    def bounds(x: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        lo_name = given[x]
        pair = _frame.columns(frame, (lo_name, lo_name.replace("-lo-", "-hi-")), "reconcile")
        lo, hi = (grid.to_tree(column(v, n)) for n, v in pair.items())
        return lo, hi

    widest = max(given)
    lo, hi = bounds(widest)
    sigma = np.abs(hi - lo) / (2 * _normal(widest))
    spread = map_.spread(y, sigma)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = spread / sigma
    made = []
    below, above = y, y
    for x in levels:
        if x in given:
            lo, hi = bounds(x)
            down, up = np.maximum(base - lo, 0) * ratio, np.maximum(hi - base, 0) * ratio
            plain = ~(np.isfinite(down) & np.isfinite(up))
        else:
            down = up = np.zeros_like(y)
            plain = np.ones(y.shape, dtype=bool)
        normal = _normal(x) * spread
        lo, hi = y - np.where(plain, normal, down), y + np.where(plain, normal, up)
        if nonnegative:
            lo = np.where(lo < 0, 0.0, lo)
        below, above = np.fmin(lo, below), np.fmax(hi, above)  # nested, whatever the given bounds were
        made.append((x, np.where(np.isnan(y), np.nan, below), np.where(np.isnan(y), np.nan, above)))
    return made
