# SPDX-License-Identifier: Apache-2.0
"""forecast(): frames, panels and single series."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import ActualSeries, Forecast, GrowthPrior, InvalidValueError, Panel, Series
from ..frames import _frame
from ..frames._panel import read_long
from ._asked import asked_of, whole
from ._limits import Limits, Targets, targets_of
from ._options import Calibration, core_options, law_of, names_of, simulates

Frame = TypeVar("Frame")
_Levels = float | Iterable[float] | None
_Models = str | Iterable[str]


@overload
def forecast(
    df: Panel, h: int, level: None = ..., models: str = ..., season_length: int | None = ..., freq: None = ...,
    lower: float | None = ..., upper: float | None = ..., n_threads: int = ..., seed: int = ..., *,
    calibration: Calibration = ..., prior: GrowthPrior | None = ...,
) -> list[Forecast]: ...  # fmt: skip
@overload
def forecast(
    df: Series | ActualSeries, h: int, level: None = ..., models: str = ..., season_length: int | None = ...,
    freq: None = ..., lower: float | None = ..., upper: float | None = ..., n_threads: int = ..., seed: int = ..., *,
    calibration: Calibration = ..., prior: GrowthPrior | None = ...,
) -> Forecast: ...  # fmt: skip
@overload
def forecast(
    df: Mapping[str, Any], h: int, level: _Levels = ..., models: _Models = ..., season_length: int | None = ...,
    freq: str | int | None = ..., lower: Limits = ..., upper: Limits = ..., n_threads: int = ..., seed: int = ..., *,
    quantiles: Iterable[float] | None = ..., mean: bool = ..., at_least: Targets = ..., calibration: Calibration = ...,
    prior: GrowthPrior | None = ..., id_col: str = ..., time_col: str = ..., target_col: str = ..., details: bool = ...,
) -> dict[str, NDArray[Any]]: ...  # fmt: skip
@overload
def forecast(
    df: Frame, h: int, level: _Levels = ..., models: _Models = ..., season_length: int | None = ...,
    freq: str | int | None = ..., lower: Limits = ..., upper: Limits = ..., n_threads: int = ..., seed: int = ..., *,
    quantiles: Iterable[float] | None = ..., mean: bool = ..., at_least: Targets = ..., calibration: Calibration = ...,
    prior: GrowthPrior | None = ..., id_col: str = ..., time_col: str = ..., target_col: str = ..., details: bool = ...,
) -> Frame: ...  # fmt: skip
def forecast(
    df: Any,
    h: int,
    level: float | Iterable[float] | None = None,
    models: str | Iterable[str] = "auto",
    season_length: int | None = None,
    freq: Any = None,
    lower: Any = None,
    upper: Any = None,
    n_threads: int = 1,
    seed: int = 0,
    *,
    quantiles: Iterable[float] | None = None,
    mean: bool = False,
    at_least: Targets = None,
    calibration: Calibration = None,
    prior: GrowthPrior | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    details: bool = True,
) -> Any:
    """Forecasts `h` periods after the last one of each series.

    df: a long frame with one row per series and period, in any order: a pandas DataFrame, a dict of arrays, or a frame
        that streams Arrow (polars, pyarrow). The answer is a frame of the same type: unique_id, ds, and of each model
        its median <model>, <model>-lo-95, <model>-lo-80, <model>-hi-80, <model>-hi-95, <model>-q-0.1, <model>-mean,
        <model>-p-at-least as asked for; rows by series in the order of first appearance, then by step. A Panel gives a list of Forecast, a
        Series one Forecast; with a list of models, dicts of these by model.
    level: of the intervals, in per cent (80, not 0.8); quantiles: probabilities between 0 and 1.
    at_least: adds P(y >= x), the inverse of the quantiles (at x = <model>-q-0.1 it is 0.9): x is a number, a mapping by
        unique_id, or a frame with unique_id, ds, target. NaN where no target is said.
    models: "auto", "auto_ets", "dotm", "auto_theta", "auto_ces", "mstl", "naive", "seasonal_naive", "drift", ..., class
        names of the ecosystem ("AutoETS"), "mean(a, b)", "median(a, b)", "weighted(a, b)", or a list of these. Names are
        kept as they are typed.
    season_length: None takes periods per year for years to months, 7 for days, 24 for hours, else 1.
    freq: how far periods lie apart where the data leave it open: "year", "half", "quarter", "month", "week", "day",
        "hour", names such as "MS", "QE", "W-SUN", "15min", or the step of integers. None: the smallest common step.
    lower, upper: limits of the level, e.g. 0 and a capacity: a number, or a mapping by unique_id. All columns keep them.
    n_threads: 1 makes no thread, 0 uses all cores; the numbers are the same.
    calibration: how wide intervals are, from calibrate(); None or "shipped": the shipped one; "none": what the models say of
        themselves, too narrow as a rule.
    seed: of the deviations that are simulated with calibration "none" (ETS with multiplicative seasons, and what has it as a
        member), keyed by seed and unique_id; every other number is exact and the same for any seed.
    prior: the growth per year assumed for series too short to tell; None: the shipped one for years and parts of years, else
        none.
    details: also method_used, fallback_reason, quality ("method_used-<model>", ... for several models).

    A missing y is NaN, never zero. Rows without y at the end are periods not yet known: the forecast begins after the
    last row. Every series with a value gets a forecast and a quality grade. Raises ValueError for two rows of one period
    and for periods off the grid of their series, with the rows.
    """
    call = "forecast"
    if isinstance(h, (bool, np.bool_)):
        raise InvalidValueError(f"forecast: h is {h}, expected a number of periods from 1 to 1000")
    h = operator.index(h)
    asked = asked_of(models, level, quantiles, mean, call)
    shared: dict[str, Any] = {"models": asked.models, "n_threads": n_threads, **law_of(calibration, seed, call)}
    if isinstance(df, (Panel, Series, ActualSeries)):
        if at_least is not None:
            raise TypeError("forecast: at_least is for frames; a Forecast answers probability_at_least(k, x)")
        season = 0 if season_length is None else whole(season_length, "season_length", call)
        limits: dict[str, Any] = {
            "prior": prior,
            "lower": -math.inf if lower is None else float(lower),
            "upper": math.inf if upper is None else float(upper),
        }
        if isinstance(df, Panel):
            made = _core.forecast_panel(df, h, season_length=season, **limits, **shared)
            return made[0] if isinstance(models, str) else dict(zip(asked.models, made))
        single = df.series if isinstance(df, ActualSeries) else df
        one = [x[0] for x in _core.forecast_models(single, h, season_length=season, **limits, **shared)]
        return one[0] if isinstance(models, str) else dict(zip(asked.models, one))
    read = read_long(df, call, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    options = core_options(read, season_length, lower, upper, prior, call)
    kind = read.axis.kind(read.step, options["season_length"])
    ds = read.after(np.diff(read.offsets), h)
    targets = targets_of(at_least, read, ds, h, id_col, time_col, call)
    columns = _core.forecast_arrays(
        read.values, read.offsets, kind, h, levels=asked.levels, quantiles=asked.quantiles, mean=asked.mean,
        details=details, ids=names_of(read) if simulates(shared["calibration"]) else None, at_least=targets, **options, **shared,
    )  # fmt: skip
    data: dict[str, Any] = {id_col: read.repeated_ids(h), time_col: ds}
    for model, rows in zip(asked.models, columns):
        data |= asked.columns(model, rows)
        data |= {} if targets is None else {f"{model}-p-at-least": rows["at_least"]}
    for model, rows in zip(asked.models, columns if details else []):
        for name in ("method_used", "fallback_reason", "quality"):
            data[name if len(columns) == 1 else f"{name}-{model}"] = labels(rows[name], h)
    return _frame.like(df, data)


def labels(coded: tuple[NDArray[Any], list[str]], times: int) -> _frame.Labels:
    """One text per series, `times` times each; the names in alphabetical order."""
    codes, names = coded
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), dtype=np.int8 if len(names) < 127 else np.int32)
    rank[order] = np.arange(len(names))
    return _frame.Labels(np.repeat(rank[codes], times), [names[i] for i in order])
