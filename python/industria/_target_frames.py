# SPDX-License-Identifier: Apache-2.0
"""Targets from a frame or a list, beside the panel of their series; columns of a result as arrays."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ._core import InvalidValueError, Panel, ParseError, Period, PriceBasis, Target, Unit, UnitError
from .frames import _arrays, _frame, _periods
from .frames._panel import read_frame

# Columns of a targets frame beside the id and the period.
OPTIONAL = (
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
    "relative_to",
    "start",
)
_NUMBERS = ("target", "target_hi", "baseline")
_PERIODS = ("baseline_ds", "start")


class Wanted(NamedTuple):
    """Targets and the rows of their series."""

    panel: Panel
    rows: NDArray[np.int64]  # -1: no such series
    targets: list[Target]
    ids: Sequence[Any]  # as written
    ds: Any  # as written
    unit_known: bool
    numberless: list[int]  # positions of targets without a finite number; a stand-in is in `targets`, their row is -1

    @property
    def arguments(self) -> tuple[Panel, NDArray[np.int64], list[Target], bool]:
        return self.panel, self.rows, self.targets, self.unit_known

    def head(self, id_col: str, time_col: str) -> dict[str, Any]:
        return {id_col: np.asarray(self.ids), "target_id": texts(t.id for t in self.targets), time_col: self.ds}


def read(
    data: Any,
    targets: Any,
    call: str,
    *,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    as_of: datetime.date | str | None = None,
) -> Wanted:
    """`data` a long frame or a Panel, `targets` a frame, a Target or a list of them; of the data what was over on the day `as_of`."""
    panel = (
        data
        if isinstance(data, Panel)
        else read_frame(
            data,
            call,
            freq=freq,
            id_col=id_col,
            time_col=time_col,
            target_col=target_col,
            unit=unit,
            price_basis=price_basis,
        ).panel
    )
    kind = panel.first[0].kind if len(panel) else "year"
    if as_of is not None:
        panel = over_by(panel, as_of)
    stated, ids, ds, numberless = _targets_of(targets, kind, call, id_col, time_col)
    row_of = {name: i for i, name in reversed(list(enumerate(panel.ids)))}
    rows = np.array([row_of.get(str(i), -1) for i in ids], dtype=np.int64)
    rows[numberless] = -1
    unit_known = unit is not None or isinstance(data, Panel)
    if not unit_known:
        _require_one_unit(call, stated, rows)
    return Wanted(panel, rows, stated, ids, ds, unit_known, numberless)


def over_by(panel: Panel, as_of: datetime.date | str) -> Panel:
    """The panel without the values of periods that end after that day."""
    day = as_of if isinstance(as_of, datetime.date) else _day(as_of)
    following = day + datetime.timedelta(days=1)
    values = panel.values.copy()
    for first, start, end in zip(panel.first, panel.offsets[:-1].tolist(), panel.offsets[1:].tolist()):
        per_year = _periods.PER_YEAR[first.kind]
        running = following.year * per_year + (following.month - 1) * per_year // 12  # the first period that is not over
        values[start + max(running - first.ordinal, 0) : end] = np.nan
    return Panel.from_arrays(
        values, panel.offsets, panel.first, panel.ids, panel.unit, panel.basis, panel.lower, panel.upper
    )


def _day(text: str) -> datetime.date:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise ParseError(f"as_of: {text!r} is no day, expected e.g. '2021-12-31' or '31/12/2021'")


def texts(values: Any) -> NDArray[Any]:
    return np.array(["" if v is None else str(v) for v in values], dtype=str)


def columns(made: Mapping[str, Any]) -> dict[str, Any]:
    """Codes with their texts become arrays of texts, everything else stays."""
    return {
        name: np.array(values[1], dtype=str)[values[0]] if isinstance(values, tuple) else values
        for name, values in made.items()
    }


def _targets_of(targets: Any, kind: str, call: str, id_col: str, time_col: str) -> tuple[list[Target], Sequence[Any], Any, list[int]]:
    """Targets, ids of their series, their periods as written, and the positions of those without a finite number."""
    if isinstance(targets, Target):
        targets = [targets]
    if isinstance(targets, (list, tuple)):
        for t in targets:
            if not isinstance(t, Target):
                raise TypeError(f"{call}: targets has a {type(t).__name__}, expected Target objects or a frame")
        return list(targets), [t.key.unique_id() for t in targets], texts(t.period for t in targets), []
    where = f"{call}: targets"
    found = _frame.columns(targets, (id_col, time_col), where)
    found |= _frame.columns(targets, [c for c in OPTIONAL if c in _heads(targets)], where)
    ids, periods = np.asarray(found.pop(id_col)), np.asarray(found.pop(time_col))
    given = {name: _cells(values, name, kind) for name, values in found.items()}
    when = _each(periods.tolist() if periods.dtype.kind in "iuUO" else list(periods), lambda v: _period(v, kind))
    numberless = [k for k, x in enumerate(given.get("target", ())) if not _has_number(x, given, k)]
    for k in numberless:
        given["target"][k] = 1.0
    stated = [
        _target(f"{where}: row {k} ({i})", str(i), p, {name: cells[k] for name, cells in given.items() if cells[k] is not None})
        for k, (i, p) in enumerate(zip(ids.tolist(), when))
    ]
    return stated, ids.tolist(), periods, numberless


def _has_number(target: float | None, given: Mapping[str, Any], row: int) -> bool:
    """False for a kind that needs one and has none; what else is wrong with a row is an error that names it."""
    kind = given["kind"][row] if "kind" in given else None
    needless = kind in ("direction_only", "relative")
    return needless if target is None else math.isfinite(target)


def _target(where: str, unique_id: str, period: Period | None, cells: dict[str, Any]) -> Target:
    if period is None:
        raise InvalidValueError(f"{where} has no period, expected a year, a period or a date")
    try:
        return Target(unique_id, period, **cells)
    except InvalidValueError as error:
        raise InvalidValueError(f"{where}: {error}") from None


def _heads(frame: Any) -> list[str]:
    names = getattr(frame, "column_names", None) or getattr(frame, "columns", None)
    return [str(c) for c in (frame if names is None else names)]


def _cells(values: Any, name: str, kind: str) -> list[Any]:
    """One per row as Target takes it; None where the cell is empty."""
    if name in _NUMBERS:
        return [None if math.isnan(x) else x for x in _arrays.column(values, name).tolist()]
    cells = np.asarray(values, dtype=object).tolist()
    if name in _PERIODS:
        return _each(cells, lambda v: _period(v, kind))
    if name == "stated_on":
        return _each(cells, lambda v: v if isinstance(v, str) else str(v)[:10])
    if name == "unit":
        return _each(cells, lambda v: v if isinstance(v, Unit) else Unit(str(v)))
    return _each(cells, lambda v: v if isinstance(v, PriceBasis) else str(v))


def _each(cells: list[Any], read_cell: Any) -> list[Any]:
    """read_cell of every cell, once for equal ones."""
    known: dict[Any, Any] = {}
    out = []
    for cell in cells:
        try:
            if cell not in known:
                known[cell] = None if _is_empty(cell) else read_cell(cell)
            out.append(known[cell])
        except TypeError:  # cannot be hashed
            out.append(None if _is_empty(cell) else read_cell(cell))
    return out


def _is_empty(cell: Any) -> bool:
    return _arrays.is_missing(cell) or (isinstance(cell, str) and cell == "")


def _period(value: Any, kind: str) -> Period:
    """Of a year, a period or its text; a date is in the period of the series' kind."""
    if isinstance(value, (Period, str)):
        return Period(value)
    if isinstance(value, (int, np.integer)) or (isinstance(value, float) and value.is_integer()):
        return Period(int(value))  # years beside empty cells come as floats
    if isinstance(value, np.datetime64) or (hasattr(value, "strftime") and not hasattr(value, "freqstr")):
        year, month = map(int, str(value)[:7].split("-")) if len(str(value)) > 4 else (int(str(value)), 1)
        return Period(year, kind, (month - 1) // (12 // _periods.PER_YEAR[kind]) + 1)
    return Period(str(value))


def _require_one_unit(call: str, targets: list[Target], rows: NDArray[np.int64]) -> None:
    units: dict[int, Any] = {}
    for t, row in zip(targets, rows.tolist()):
        if row < 0 or t.kind in ("growth", "relative", "direction_only"):
            continue
        known = units.setdefault(row, t.figure.unit)
        if known != t.figure.unit:
            raise UnitError(
                f"{call}: targets of {t.key.unique_id()!r} are in {known.symbol!r} and in {t.figure.unit.symbol!r}; "
                "say in which unit the observations are: unit='...'"
            )
