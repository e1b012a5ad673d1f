# SPDX-License-Identifier: Apache-2.0
"""forecast(): frames, panels and single series."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from . import _core, _frame
from ._core import ActualSeries, Forecast, GrowthPool, InvalidValueError, Panel, Series
from ._panel import read_frame, repeated


def levels_of(level: float | Iterable[float], call: str) -> list[float]:
    """Checked levels in per cent: 80, 95."""
    levels = [float(x) for x in level] if isinstance(level, Iterable) else [float(level)]
    for x in levels:
        if 0 < x < 1:
            raise InvalidValueError(f"{call}: level {x:g} is below 1, levels are per cent: use {100 * x:g}, not {x:g}")
        if not 1 <= x < 100:
            raise InvalidValueError(f"{call}: level {x:g} is out of range, expected per cent from 1 to below 100")
    return levels


Frame = TypeVar("Frame")
_Levels = float | Iterable[float]


@overload
def forecast(
    df: Panel, h: int, level: _Levels = ..., method: str = ..., *, lower: float | None = ..., upper: float | None = ...,
    pool: GrowthPool | None = ..., n_threads: int = ...,
) -> list[Forecast]: ...  # fmt: skip
@overload
def forecast(
    df: Series | ActualSeries, h: int, level: _Levels = ..., method: str = ..., *, lower: float | None = ...,
    upper: float | None = ..., pool: GrowthPool | None = ..., n_threads: int = ...,
) -> Forecast: ...  # fmt: skip
@overload
def forecast(
    df: Mapping[str, Any], h: int, level: _Levels = ..., method: str = ..., *, freq: str | None = ...,
    lower: float | None = ..., upper: float | None = ..., pool: GrowthPool | None = ..., n_threads: int = ...,
    id_col: str = ..., time_col: str = ..., target_col: str = ...,
) -> dict[str, NDArray[Any]]: ...  # fmt: skip
@overload
def forecast(
    df: Frame, h: int, level: _Levels = ..., method: str = ..., *, freq: str | None = ..., lower: float | None = ...,
    upper: float | None = ..., pool: GrowthPool | None = ..., n_threads: int = ..., id_col: str = ...,
    time_col: str = ..., target_col: str = ...,
) -> Frame: ...  # fmt: skip
def forecast(
    df: Any,
    h: int,
    level: float | Iterable[float] = (80, 95),
    method: str = "automatic",
    *,
    freq: str | None = None,
    lower: float | None = None,
    upper: float | None = None,
    pool: GrowthPool | None = None,
    n_threads: int = 1,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """Forecasts `h` periods after the last one of each series.

    df: a long frame (pandas DataFrame or dict of arrays) with one row per series and period. The answer is a frame of
        the same type: unique_id, ds, <method>, <method>-lo-80, <method>-hi-80, ..., method_used, fallback_reason,
        quality; rows by series in the order of first appearance, then by step. A Panel gives a list of Forecast, a
        Series one Forecast.
    level: of the intervals, in per cent (80, not 0.8).
    method: "automatic", "last_value", "drift", "cagr" or "log_linear".
    freq: kind of the periods where dates leave it open: "year", "half", "quarter", "month".
    lower, upper: limits of the level, e.g. 0 and a capacity.
    n_threads: 1 makes no thread, 0 uses all cores; the numbers are the same.

    A missing y is NaN, never zero. Every series with a value gets a forecast and a quality grade.
    """
    options: dict[str, Any] = {
        "method": method,
        "lower": -math.inf if lower is None else lower,
        "upper": math.inf if upper is None else upper,
        "pool": pool,
        "n_threads": n_threads,
    }
    h = operator.index(h)
    levels = levels_of(level, "forecast")
    if isinstance(df, Panel):
        return _core.forecast_panel(df, h, **options)
    if isinstance(df, ActualSeries):
        df = df.series
    if isinstance(df, Series):
        return _core.forecast_series(df, h, **options)
    read = read_frame(df, "forecast", freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    made = _core.forecast_columns(read.panel, h, levels, **options)
    data: dict[str, Any] = {
        id_col: repeated(read.ids, h),
        time_col: read.to_ds(made["ordinal"]),
        method: made["median"],
    }
    for i, x in enumerate(levels):
        data[f"{method}-lo-{x:g}"] = made["lo"][i]
        data[f"{method}-hi-{x:g}"] = made["hi"][i]
    for name in ("method_used", "fallback_reason", "quality"):
        data[name] = repeated(np.array(made[name], dtype=str), h)
    return _frame.like(df, data)
