# SPDX-License-Identifier: Apache-2.0
"""Targets from a frame or a list, beside the panel of their series; columns of a result as arrays."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import _core
from ._core import InvalidValueError, Panel, ParseError, Period, PriceBasis, Target, Unit
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


class Refusal(NamedTuple):
    """Why a target is not handed on: the reason, and the issue that says so."""

    reason: str
    code: str
    args: list[tuple[str, str]] = []  # noqa: RUF012 (never changed)


class Told(NamedTuple):
    """An issue of one target."""

    target: int
    severity: str
    code: str
    message: str
    remedy: str


class Wanted(NamedTuple):
    """Targets and the rows of their series."""

    panel: Panel
    rows: NDArray[np.int64]  # -1: no such series
    targets: list[Target]
    ids: Sequence[Any]  # as written
    ds: Any  # as written
    unit_known: bool
    refused: dict[int, Refusal]  # by position: what cannot be used as it stands; a stand-in is in `targets`, its row is -1

    @property
    def arguments(self) -> tuple[Panel, NDArray[np.int64], list[Target], bool]:
        return self.panel, self.rows, self.targets, self.unit_known

    def told(self, made: dict[str, Any]) -> dict[str, Any]:
        """`made` with the reasons of the refused targets."""
        reason = np.asarray(made["reason"]).astype(object)
        for k, why in self.refused.items():
            reason[k] = why.reason
        return made | {"reason": reason.astype(str)}

    def head(self, id_col: str, time_col: str) -> dict[str, Any]:
        return {id_col: np.asarray(self.ids), "target_id": texts(t.id for t in self.targets), time_col: self.ds}

    def issues(self, lang: Any) -> list[Told]:
        """What the refusals say, and of plans that lost their number what they replace."""
        out = [self._told(k, "error", why.code, why.args, lang) for k, why in self.refused.items()]
        for k, why in self.refused.items():
            before = self._replaced_by(k) if why.code == "targets.no_number" else None
            if before is not None:
                out += [self._told(before, "note", "targets.replaced", [], lang)]
                out += [self._told(k, "warning", "targets.revised_to_nothing", [], lang)]
        return out

    def name_of(self, k: int) -> str:
        """What a message calls target k: its id, else its period as written."""
        return self.targets[k].id or str(np.asarray(self.ds)[k])

    def issue(self, k: int, code: str, args: list[tuple[str, str]]) -> _core.Issue:
        return _core.issue_of(code, self.name_of(k), [("key", str(self.ids[k])), *args])

    def _told(self, k: int, severity: str, code: str, args: list[tuple[str, str]], lang: Any) -> Told:
        issue = self.issue(k, code, args)
        return Told(k, severity, code, issue.message(lang), issue.remedy(lang))

    def _replaced_by(self, k: int) -> int | None:
        """The latest statement before the dated statement k of the same target, if it wanted more than zero."""
        now = self.targets[k]
        if now.stated_on is None or now.direction != "at_least":
            return None
        same = [
            (t.stated_on, j)
            for j, t in enumerate(self.targets)
            if j not in self.refused and str(self.ids[j]) == str(self.ids[k]) and (t.period, t.kind, t.direction) == (now.period, now.kind, now.direction)
            and t.stated_on is not None and t.stated_on < now.stated_on
        ]  # fmt: skip
        return max(same)[1] if same and self.targets[max(same)[1]].figure.value > 0 else None


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
    stated, ids, ds, refused = _targets_of(targets, kind, call, id_col, time_col)
    row_of = {name: i for i, name in reversed(list(enumerate(panel.ids)))}
    rows = np.array([row_of.get(str(i), -1) for i in ids], dtype=np.int64)
    rows[list(refused)] = -1
    unit_known = unit is not None or isinstance(data, Panel)
    if not unit_known:
        refused |= _in_two_units(stated, rows)
        rows[list(refused)] = -1
    return Wanted(panel, rows, stated, ids, ds, unit_known, refused)


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


def _targets_of(targets: Any, kind: str, call: str, id_col: str, time_col: str) -> tuple[list[Target], Sequence[Any], Any, dict[int, Refusal]]:
    """Targets, ids of their series, their periods as written, and which of them cannot be used as they stand."""
    if isinstance(targets, Target):
        targets = [targets]
    if isinstance(targets, (list, tuple)):
        for t in targets:
            if not isinstance(t, Target):
                raise TypeError(f"{call}: targets has a {type(t).__name__}, expected Target objects or a frame")
        return list(targets), [t.key.unique_id() for t in targets], texts(t.period for t in targets), {}
    where = f"{call}: targets"
    found = _frame.columns(targets, (id_col, time_col), where)
    found |= _frame.columns(targets, [c for c in OPTIONAL if c in _heads(targets)], where)
    ids, periods = np.asarray(found.pop(id_col)), np.asarray(found.pop(time_col))
    refused: dict[int, Refusal] = {}
    given = {name: _cells(values, name, kind, refused) for name, values in found.items()}
    cells = periods.tolist() if periods.dtype.kind in "iuUO" else list(periods)
    when = _each(cells, lambda v: _period(v, kind), time_col, refused)
    for k, period in enumerate(when):
        if period is None:
            refused.setdefault(k, _unreadable(time_col, cells[k]))
    if "target" not in given and any(k not in refused and not _is_numberless_kind(given, k) for k in range(len(when))):
        raise InvalidValueError(f"{where}: column 'target' is missing, expected a number for each target (kinds 'relative' and 'direction_only' have none)")
    for k, number in enumerate(given.get("target", ())):
        if not (_is_numberless_kind(given, k) if number is None else math.isfinite(number)):
            refused.setdefault(k, Refusal("no_target_value", "targets.no_number"))
    stated = [
        _target(str(i), p, k, {name: column[k] for name, column in given.items() if column[k] is not None}, kind, refused)
        for k, (i, p) in enumerate(zip(ids.tolist(), when))
    ]
    return stated, ids.tolist(), periods, refused


def _is_numberless_kind(given: Mapping[str, Any], row: int) -> bool:
    return "kind" in given and given["kind"][row] in ("direction_only", "relative")


def _target(unique_id: str, period: Period | None, k: int, cells: dict[str, Any], kind: str, refused: dict[int, Refusal]) -> Target:
    """The target of row k; a stand-in if it is refused or its cells do not go together."""
    if k not in refused and period is not None:
        try:
            return Target(unique_id, period, **cells)
        except InvalidValueError as error:
            named = re.match(r"(?:Target: )?(\w+)", str(error))
            column = named[1] if named and named[1] in cells else "target"
            refused[k] = _unreadable(column, cells.get(column))
    keep = {name: cells[name] for name in ("target_id", "stated_on") if name in cells}
    try:
        return Target(unique_id, period or Period(1, kind, 1), 1.0, **{name: cells[name] for name in ("kind", "direction") if name in cells}, **keep)
    except InvalidValueError:
        return Target(unique_id, period or Period(1, kind, 1), 1.0, **keep)


def _unreadable(column: str, cell: Any) -> Refusal:
    return Refusal("missing", "targets.unreadable", [("column", column), ("cell", "" if _is_empty(cell) else str(cell))])


def _heads(frame: Any) -> list[str]:
    names = getattr(frame, "column_names", None) or getattr(frame, "columns", None)
    return [str(c) for c in (frame if names is None else names)]


def _cells(values: Any, name: str, kind: str, refused: dict[int, Refusal]) -> list[Any]:
    """One per row as Target takes it; None where the cell is empty or cannot be read."""
    if name in _NUMBERS:
        try:
            return [None if math.isnan(x) else x for x in _arrays.column(values, name).tolist()]
        except InvalidValueError:  # some cell holds no number
            return _each(np.asarray(values, dtype=object).tolist(), lambda v: _number(v, name), name, refused)
    cells = np.asarray(values, dtype=object).tolist()
    if name in _PERIODS:
        return _each(cells, lambda v: _period(v, kind), name, refused)
    if name == "stated_on":
        return _each(cells, lambda v: _day(v if isinstance(v, str) else str(v)[:10]), name, refused)
    if name == "unit":
        return _each(cells, lambda v: v if isinstance(v, Unit) else Unit(str(v)), name, refused)
    if name == "price_basis":
        return _each(cells, lambda v: v if isinstance(v, PriceBasis) else PriceBasis(str(v)), name, refused)
    return _each(cells, str, name, refused)


def _number(value: Any, name: str) -> float | None:
    x = float(_arrays.column([value], name)[0])
    return None if math.isnan(x) else x


def _each(cells: list[Any], read_cell: Any, column: str, refused: dict[int, Refusal]) -> list[Any]:
    """read_cell of every cell, once for equal ones; a cell that cannot be read refuses its row."""
    known: dict[Any, Any] = {}
    out = []

    def read(cell: Any) -> Any:
        if _is_empty(cell):
            return None
        try:
            return read_cell(cell)
        except ValueError:
            return _unreadable(column, cell)

    for k, cell in enumerate(cells):
        try:
            if cell not in known:
                known[cell] = read(cell)
            made = known[cell]
        except TypeError:  # cannot be hashed
            made = read(cell)
        if isinstance(made, Refusal):
            refused.setdefault(k, made)
            made = None
        out.append(made)
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


def _in_two_units(targets: list[Target], rows: NDArray[np.int64]) -> dict[int, Refusal]:
    """The targets of series whose own unit nobody said and whose targets are in several: which one is meant is not to be guessed."""
    units: dict[int, list[Any]] = {}
    asked = [(k, row) for k, (t, row) in enumerate(zip(targets, rows.tolist())) if row >= 0 and t.kind not in ("growth", "relative", "direction_only")]
    for k, row in asked:
        known = units.setdefault(row, [])
        if targets[k].figure.unit not in known:
            known.append(targets[k].figure.unit)
    out = {}
    for k, row in asked:
        if len(units[row]) > 1:
            own = targets[k].figure.unit
            other = next(u for u in units[row] if u != own)
            out[k] = Refusal("not_comparable", "targets.units_unsaid", [("unit", own.symbol), ("other", other.symbol)])
    return out
