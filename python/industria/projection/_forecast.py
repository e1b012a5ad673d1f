# SPDX-License-Identifier: Apache-2.0
"""forecast() and cross_validation(): frames, panels and single series."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import ActualSeries, Forecast, GrowthPrior, IntervalCalibration, InvalidValueError, Panel, Series
from ..frames import _arrays, _frame, _times
from ..frames._panel import LongFrame, read_long


def levels_of(level: float | Iterable[float], call: str) -> list[float]:
    """Checked levels in per cent: 80, 95."""
    levels = [float(x) for x in level] if isinstance(level, Iterable) else [float(level)]
    for x in levels:
        if 0 < x < 1:
            raise InvalidValueError(f"{call}: level {x:g} is below 1, levels are per cent: use {100 * x:g}, not {x:g}")
        if not 1 <= x < 100:
            raise InvalidValueError(f"{call}: level {x:g} is out of range, expected per cent from 1 to below 100")
    return levels


def whole(value: Any, name: str, call: str, least: int = 1) -> int:
    """A whole number from `least` on; True and False are none."""
    if isinstance(value, (bool, np.bool_)):
        raise InvalidValueError(f"{call}: {name} is {value}, expected a whole number")
    number = operator.index(value)
    if number < least:
        raise InvalidValueError(f"{call}: {name} is {number}, expected {least} or more")
    return number


def models_of(models: str | Iterable[str], call: str) -> list[str]:
    """Names as they were typed; each once."""
    names = [models] if isinstance(models, str) else list(models)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"{call}: models has {name!r}, expected names such as 'auto' or 'AutoETS'")
    if len(set(names)) < len(names) or not names:
        raise InvalidValueError(f"{call}: models is {names}, expected one or more different names")
    return names


Limits = float | Mapping[Any, float] | None  # a pandas Series counts as mapping
Targets = Any  # Limits, or a frame of unique_id, ds, target


def limits_of(limit: Any, ids: LongFrame, infinity: float, name: str, call: str) -> NDArray[np.float64] | None:
    """One number per series; who is not named, or has None or NaN, has no limit."""
    if limit is None:
        return None
    if hasattr(limit, "items"):
        known = dict(limit.items())
        limit = [known.get(x) for x in ids.ids.names.tolist()]
    out = np.broadcast_to(_arrays.doubles(limit, f"{call}: {name}"), ids.size).copy()
    out[np.isnan(out)] = infinity
    return out


def targets_of(at_least: Any, read: LongFrame, ds: Any, h: int, id_col: str, time_col: str, call: str) -> NDArray[np.float64] | None:
    """x of P(y >= x) for every row of the forecast; NaN where none is said."""
    by_id = hasattr(at_least, "items") and not _frame.is_pandas(at_least) and not (isinstance(at_least, Mapping) and "target" in at_least)
    if by_id or not _frame.is_frame(at_least):
        known = limits_of(at_least, read, math.nan, "at_least", call)
        return None if known is None else np.repeat(known, h)
    found = _frame.columns(at_least, (id_col, time_col, "target"), f"{call}: at_least")
    places = {key: row for row, key in enumerate(zip(np.asarray(read.repeated_ids(h)).tolist(), _times.labels(ds)))}
    out, said = np.full(len(places), math.nan), set()
    x = _arrays.column(found["target"], f"{call}: target")
    for i, key in enumerate(zip(np.asarray(found[id_col]).tolist(), _times.labels(found[time_col]))):
        if key not in places or key in said:
            problem = "said twice" if key in said else "not among the periods that are forecast"
            raise InvalidValueError(f"{call}: row {i} of at_least, {time_col} {key[1]} of {id_col} {key[0]}, is {problem}")
        said.add(key)
        out[places[key]] = x[i]
    return out


Calibration = IntervalCalibration | str | None


def law_of(calibration: Calibration, seed: Any, call: str) -> dict[str, Any]:
    """How wide intervals are, and the seed of what is simulated for them."""
    if isinstance(calibration, str):
        known = {"shipped": IntervalCalibration.shipped, "none": IntervalCalibration.none}
        if calibration not in known:
            raise InvalidValueError(
                f"{call}: calibration {calibration!r} is unknown, expected 'shipped', 'none', or one from calibrate()"
            )
        calibration = known[calibration]()
    seed = whole(seed, "seed", call, 0)
    if seed >= 2**64:
        raise InvalidValueError(f"{call}: seed is {seed}, expected below 2**64")
    return {"calibration": calibration, "seed": seed}


def names_of(read: LongFrame) -> list[str]:
    """By which random numbers are drawn."""
    return [str(x) for x in read.ids.names.tolist()]


def simulates(calibration: IntervalCalibration | None) -> bool:
    """Whether the models' own deviations count: some of them are simulated."""
    return calibration is not None and not calibration.classes


class Asked(NamedTuple):
    """What forecast() and cross_validation() share, checked."""

    models: list[str]
    levels: list[float]
    quantiles: list[float]
    mean: bool

    def names(self, model: str) -> list[str]:
        """Columns of a model: the median, lo from the widest to the narrowest, hi back again, quantiles, mean."""
        lo = [f"{model}-lo-{x:g}" for x in reversed(self.levels)]
        hi = [f"{model}-hi-{x:g}" for x in self.levels]
        return [model, *lo, *hi, *(f"{model}-q-{p:g}" for p in self.quantiles), *([f"{model}-mean"] if self.mean else [])]

    def columns(self, model: str, made: Mapping[str, Any]) -> dict[str, Any]:
        arrays = [made["median"], *reversed(made["lo"]), *made["hi"], *made["quantile"], *([made["mean"]] if self.mean else [])]
        return dict(zip(self.names(model), arrays))


def asked_of(
    models: str | Iterable[str],
    level: float | Iterable[float] | None,
    quantiles: Iterable[float] | None,
    mean: bool,
    call: str,
) -> Asked:
    levels = [] if level is None else sorted(set(levels_of(level, call)))
    wanted = [] if quantiles is None else [float(p) for p in quantiles]
    for p in wanted:
        if not 0 < p < 1:
            raise InvalidValueError(f"{call}: quantile {p:g} is out of range, expected between 0 and 1 (0.9, not 90)")
    return Asked(models_of(models, call), levels, wanted, bool(mean))


def prior_of(read: LongFrame, prior: GrowthPrior | None) -> GrowthPrior | None:
    """The shipped prior knows growth per year: periods that are no parts of years get none of it, only its spread."""
    if prior is not None or read.axis.unit in ("count", "month"):
        return prior
    shipped = GrowthPrior.shipped().to_dict()
    laws = [law | {"mean": 0.0} for law in shipped["laws"]]
    return GrowthPrior.from_dict(shipped | {"name": "no_growth", "laws": laws})


def core_options(
    read: LongFrame,
    season_length: int | None,
    lower: Limits,
    upper: Limits,
    prior: GrowthPrior | None,
    call: str,
) -> dict[str, Any]:
    season = read.season_length(season_length, call)
    least = limits_of(lower, read, -math.inf, "lower", call)
    most = limits_of(upper, read, math.inf, "upper", call)
    if least is not None and most is not None and (least > most).any():
        i = int((least > most).argmax())
        raise InvalidValueError(
            f"{call}: series {read.ids.names[i]} has lower {least[i]:g} above upper {most[i]:g}, expected lower <= upper"
        )
    return {"season_length": season, "lower": least, "upper": most, "prior": prior_of(read, prior)}


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
