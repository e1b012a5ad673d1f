# SPDX-License-Identifier: Apache-2.0
"""assess(): the targets of a dataset, or a frame of targets against a frame of observations."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from . import _arrays, _core, _frame, _periods
from ._core import (
    Assessment,
    Dataset,
    GrowthPool,
    InvalidValueError,
    Panel,
    Period,
    PriceBasis,
    Target,
    Unit,
    UnitError,
)
from ._forecast import levels_of
from ._panel import read_frame

_OPTIONAL = (
    "target_id",
    "kind",
    "direction",
    "target",
    "target_hi",
    "unit",
    "price_basis",
    "baseline_ds",
    "baseline",
    "stated_on",
)
_TEXTS = ("target_id", "kind", "direction", "unit", "price_basis")


Frame = TypeVar("Frame")
Day = datetime.date | str | None
_Levels = float | Iterable[float]


@overload
def assess(
    data: Dataset, targets: None = ..., *, as_of: Day = ..., level: _Levels = ..., method: str = ...,
    pool: GrowthPool | None = ..., likely: float = ..., unlikely: float = ...,
) -> list[Assessment]: ...  # fmt: skip
@overload
def assess(
    data: Mapping[str, Any] | Panel, targets: Any, *, as_of: Day = ..., level: _Levels = ..., method: str = ...,
    pool: GrowthPool | None = ..., likely: float = ..., unlikely: float = ..., unit: Unit | str | None = ...,
    price_basis: PriceBasis | str | None = ..., freq: str | None = ..., id_col: str = ..., time_col: str = ...,
    target_col: str = ...,
) -> dict[str, NDArray[Any]]: ...  # fmt: skip
@overload
def assess(
    data: Frame, targets: Any, *, as_of: Day = ..., level: _Levels = ..., method: str = ...,
    pool: GrowthPool | None = ..., likely: float = ..., unlikely: float = ..., unit: Unit | str | None = ...,
    price_basis: PriceBasis | str | None = ..., freq: str | None = ..., id_col: str = ..., time_col: str = ...,
    target_col: str = ...,
) -> Frame: ...  # fmt: skip
def assess(
    data: Any,
    targets: Any = None,
    *,
    as_of: Any = None,
    level: float | Iterable[float] = (80, 95),
    method: str = "pooled_growth",
    pool: GrowthPool | None = None,
    likely: float = 0.8,
    unlikely: float = 0.2,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """Target against actual and forecast, as of a date.

    assess(dataset, as_of=None) gives a list of Assessment, one per key and period of the dataset's targets.

    assess(df, targets) gives one row per target, as a frame of the type of `df`: unique_id, target_id, ds, status,
    reason, last_ds, last_actual, landing, landing-lo-80, landing-hi-80, ..., gap, gap_pct, required_growth, pace,
    p_attain, n_obs, pool_share, calibrated, quality, method_used.
      df: observations (unique_id, ds, y); a target's own period and later ones are used if they are there.
      targets: a frame with unique_id, ds, target and, as far as they are known, target_id, kind ("level", ...),
        direction ("at_least", "at_most"), target_hi, unit, price_basis, baseline_ds, baseline, stated_on; or a list
        of Target.
      unit, price_basis: of y. If they are not said, y is in the unit of its target.
      gap is last actual minus target, gap_pct that in per cent of the target; required_growth is a ratio per period;
      a missing probability is NaN, with the reason in `reason`.
    """
    levels = levels_of(level, "assess")
    options: dict[str, Any] = {"method": method, "pool": pool, "likely": likely, "unlikely": unlikely}
    if isinstance(data, Dataset):
        if targets is not None:
            raise TypeError("assess: a Dataset has its own targets, expected assess(dataset)")
        return data.assess(as_of, levels=levels, **options)
    if targets is None:
        raise TypeError("assess: targets are missing, expected assess(df, targets) or assess(dataset)")
    if _frame.is_frame(data) and target_col not in data and any("-lo-" in str(c) or c == "fallback_reason" for c in data):
        raise InvalidValueError(
            "assess: this is a frame of forecasts; pass the observations, assess() forecasts by itself"
        )
    panel = (
        data
        if isinstance(data, Panel)
        else read_frame(
            data,
            "assess",
            freq=freq,
            id_col=id_col,
            time_col=time_col,
            target_col=target_col,
            unit=unit,
            price_basis=price_basis,
        ).panel
    )
    kind = panel.first[0].kind if len(panel) else "year"
    stated, ids, ds = _targets_of(targets, kind, id_col, time_col)
    rows = [panel.find(str(i)) for i in ids]
    unit_known = unit is not None or isinstance(data, Panel)
    if not unit_known:
        _require_one_unit(stated, rows)
    made = _core.assess_panel(panel, rows, stated, unit_known, as_of, levels, **options)
    return _frame.like(data, _columns(made, stated, ids, ds, levels, id_col, time_col))


def _targets_of(targets: Any, kind: str, id_col: str, time_col: str) -> tuple[list[Target], Sequence[Any], Any]:
    """Targets, ids of their series, and their periods as written."""
    if isinstance(targets, Target):
        targets = [targets]
    if isinstance(targets, (list, tuple)):
        for t in targets:
            if not isinstance(t, Target):
                raise TypeError(f"assess: targets has a {type(t).__name__}, expected Target objects or a frame")
        return (
            list(targets),
            [t.key.unique_id() for t in targets],
            np.array([str(t.period) for t in targets], dtype=str),
        )
    found = _frame.columns(targets, (id_col, time_col), "assess: targets")
    found |= _frame.columns(targets, [c for c in _OPTIONAL if c in targets], "assess: targets")
    ids, periods = np.asarray(found.pop(id_col)), np.asarray(found.pop(time_col))
    rows = {c: np.asarray(v, dtype=object) for c, v in found.items()}
    for c in ("target", "target_hi", "baseline"):
        if c in rows:
            rows[c] = _arrays.column(found[c], c)
    stated = [
        Target(
            str(ids[i]),
            _period(periods[i], kind),
            **{c: _given(v[i], c, kind) for c, v in rows.items() if _is_given(v[i])},
        )
        for i in range(len(ids))
    ]
    return stated, ids.tolist(), periods


def _is_given(value: Any) -> bool:
    return not _arrays.is_missing(value) and not (isinstance(value, str) and value == "")


def _given(value: Any, column: str, kind: str) -> Any:
    if column in _TEXTS:
        return value if isinstance(value, (Unit, PriceBasis)) else str(value)
    if column == "baseline_ds":
        return _period(value, kind)
    if column == "stated_on":
        return str(value)[:10] if not isinstance(value, str) else value
    return float(value)


def _period(value: Any, kind: str) -> Period:
    """Of a year, a period or its text; a date is in the period of the series' kind."""
    if isinstance(value, (Period, str)):
        return Period(value)
    if isinstance(value, (int, np.integer)):
        return Period(int(value))
    if isinstance(value, np.datetime64) or (hasattr(value, "strftime") and not hasattr(value, "freqstr")):
        year, month = map(int, str(value)[:7].split("-")) if len(str(value)) > 4 else (int(str(value)), 1)
        return Period(year, kind, (month - 1) // (12 // _periods.PER_YEAR[kind]) + 1)
    return Period(str(value))


def _require_one_unit(targets: list[Target], rows: list[int]) -> None:
    units: dict[int, Any] = {}
    for t, row in zip(targets, rows):
        known = units.setdefault(row, t.figure.unit)
        if row >= 0 and known != t.figure.unit:
            raise UnitError(
                f"assess: targets of {t.key.unique_id()!r} are in {known.symbol!r} and in {t.figure.unit.symbol!r}; "
                "say in which unit the observations are: unit='...'"
            )


def _columns(
    made: list[Assessment],
    stated: list[Target],
    ids: Sequence[Any],
    ds: Any,
    levels: list[float],
    id_col: str,
    time_col: str,
) -> dict[str, Any]:
    def texts(values: Iterable[Any]) -> Any:
        return np.array(["" if v is None else str(v) for v in values], dtype=str)

    def numbers(values: Iterable[float]) -> Any:
        return np.array(list(values), dtype=np.float64)

    data: dict[str, Any] = {
        id_col: np.asarray(ids),
        "target_id": texts(t.id for t in stated),
        time_col: ds,
        "status": texts(a.verdict for a in made),
        "reason": texts(_reason(a) for a in made),
        "last_ds": texts(a.last_period for a in made),
        "last_actual": numbers(a.last_actual for a in made),
        "landing": numbers(a.landing for a in made),
    }
    for i, x in enumerate(levels):
        data[f"landing-lo-{x:g}"] = numbers(
            a.landing_intervals[i].lo if a.landing_intervals else math.nan for a in made
        )
        data[f"landing-hi-{x:g}"] = numbers(
            a.landing_intervals[i].hi if a.landing_intervals else math.nan for a in made
        )
    forecasts = [a.forecast for a in made]
    return data | {
        "gap": numbers(a.gap.value for a in made),
        "gap_pct": numbers(100 * a.gap_relative.value for a in made),
        "required_growth": numbers(a.required_growth.value for a in made),
        "pace": numbers(a.pace.value for a in made),
        "p_attain": numbers(a.probability.value for a in made),
        "n_obs": np.array([a.observations for a in made], dtype=np.int64),
        "pool_share": numbers(math.nan if f is None else f.pool_share for f in forecasts),
        "calibrated": np.array([a.calibrated for a in made], dtype=bool),
        "quality": texts("none" if f is None else f.quality for f in forecasts),
        "method_used": texts("" if f is None else f.method_used for f in forecasts),
    }


def _reason(a: Assessment) -> str:
    """Why there is no answer; "" where there is one."""
    if a.reason != "none":
        return a.reason
    return "" if a.probability or a.verdict in ("achieved", "missed") else a.probability.reason
