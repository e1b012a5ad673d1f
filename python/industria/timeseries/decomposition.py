# SPDX-License-Identifier: Apache-2.0
"""Season and trend: STL, MSTL and classical decomposition. Missing values are NaN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from ..frames._arrays import column

Floats = NDArray[np.float64]


class Decomposed(NamedTuple):
    """y = seasonal + trend + remainder, or the product of the three; each as long as y."""

    seasonal: Floats
    trend: Floats
    remainder: Floats
    multiplicative: bool = False

    @property
    def adjusted(self) -> Floats:
        """The series without its season."""
        return self.trend * self.remainder if self.multiplicative else self.trend + self.remainder

    @property
    def seasonal_strength(self) -> float:
        """0 no season, 1 nothing else (Wang, Smith, Hyndman 2006); NaN where it cannot be told."""
        return float(_core.strength(self.seasonal, self.remainder))

    @property
    def trend_strength(self) -> float:
        return float(_core.strength(self.trend, self.remainder))


class MultipleSeasons(NamedTuple):
    """y = sum of seasonal + trend + remainder; `seasonal` has one array per period that fits twice into y."""

    periods: list[int]
    seasonal: list[Floats]
    trend: Floats
    remainder: Floats


def stl(
    y: ArrayLike,
    period: int,
    *,
    seasonal_window: int = 0,
    trend_window: int = 0,
    low_pass_window: int = 0,
    seasonal_degree: int = 0,
    trend_degree: int = 1,
    robust: bool = False,
) -> Decomposed:
    """Season and trend by local regression (Cleveland et al. 1990), with the defaults of R's stl; window 0: its default, a periodic season."""
    values = column(y, "stl: y")
    return Decomposed(
        *_core.stl(values, period, seasonal_window, trend_window, low_pass_window, seasonal_degree, trend_degree, robust)
    )


def mstl(y: ArrayLike, periods: Sequence[int]) -> MultipleSeasons:
    """Several seasons, taken off one after the other by STL (Bandara, Hyndman, Bergmeir 2021)."""
    return MultipleSeasons(*_core.mstl(column(y, "mstl: y"), list(periods)))


def classical_decomposition(
    y: ArrayLike, period: int, kind: Literal["additive", "multiplicative"] = "additive"
) -> Decomposed:
    """Trend by a centred moving mean, season by the mean of each position; trend and remainder are NaN at both ends."""
    values = column(y, "classical_decomposition: y")
    trend, figure, remainder = _core.classical_decomposition(values, period, kind)
    return Decomposed(np.resize(figure, len(values)), trend, remainder, kind == "multiplicative")


def is_seasonal(y: ArrayLike, period: int) -> bool:
    """The 90 % autocorrelation test of the M4 competition; false below three whole seasons."""
    return _core.is_seasonal(column(y, "is_seasonal: y"), period)
