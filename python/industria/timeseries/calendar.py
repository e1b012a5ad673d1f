# SPDX-License-Identifier: Apache-2.0
"""Calendar effects: Tết, trading days and leap years as regressors, and the regression that measures them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from .._core import InvalidValueError, Period, tet_day
from ..frames._arrays import column

__all__ = [
    "ArmaRegression",
    "leap_year_regressor",
    "regress_with_arma_errors",
    "tet_day",
    "tet_regressor",
    "trading_day_regressor",
    "weekday_regressors",
]

Floats = NDArray[np.float64]


class ArmaRegression(NamedTuple):
    """y = X b + n, n a seasonal ARMA process; signs 1 - phi B and 1 + theta B. `reason` is empty where there is a fit."""

    coefficients: Floats
    standard_errors: Floats
    ar: Floats
    ma: Floats
    seasonal_ar: Floats
    seasonal_ma: Floats
    arma_standard_errors: Floats
    mean: Floats
    standard_deviation: Floats
    sigma2: float
    log_likelihood: float
    aic: float
    aicc: float
    bic: float
    observations: int
    reason: str


def tet_regressor(
    first: str | Period,
    periods: int,
    window: tuple[int, int],
    centring: Literal["calendar", "none"] = "calendar",
) -> Floats:
    """Share of the window's days in each month or quarter from `first`, minus its mean over 1990-2050 ("none": as it is).

    window: days from day 1 of Tết, (-7, -1) the week before, (0, 6) the week from it. As the GenHol utility of the US Census Bureau.
    """
    return _core.tet_regressor(first, periods, window[0], window[1], centring)


def trading_day_regressor(first: str | Period, periods: int) -> Floats:
    """Weekdays - 5/2 x days of weekends in each month or quarter."""
    return _core.trading_day_regressor(first, periods)


def weekday_regressors(first: str | Period, periods: int) -> Floats:
    """Six columns: Mondays - Sundays to Saturdays - Sundays."""
    return _core.weekday_regressors(first, periods).reshape(6, -1).T


def leap_year_regressor(first: str | Period, periods: int) -> Floats:
    """0.75 in a February of a leap year, -0.25 in another, else 0."""
    return _core.leap_year_regressor(first, periods)


def regress_with_arma_errors(
    y: ArrayLike,
    x: Any = None,
    *,
    order: Sequence[int] = (0, 1, 1),
    seasonal_order: Sequence[int] = (0, 1, 1),
    season: int = 12,
    horizon: int = 0,
) -> ArmaRegression:
    """Regression whose errors are (p, d, q)(P, D, Q) of a season, by exact maximum likelihood, with forecasts for `horizon` periods.

    x: one array or a two-dimensional array (a column a regressor), `horizon` rows longer than y; None for none. NaN in y: a step
    without observation. Take logs yourself where effects are per cent. season=1: no seasonal part.
    """
    if len(order) != 3 or len(seasonal_order) != 3:
        raise InvalidValueError("regress_with_arma_errors: order and seasonal_order have three numbers each, (p, d, q)")
    values = column(y, "regress_with_arma_errors: y")
    matrix = np.empty((0, 0)) if x is None else np.asarray(x, dtype=np.float64)
    columns = matrix.shape[1] if matrix.ndim == 2 else 1
    fit = _core.regress_with_arma_errors(
        values, np.ascontiguousarray(matrix.T).ravel(), columns, [*order, *seasonal_order, season], horizon
    )
    return ArmaRegression(**fit)
