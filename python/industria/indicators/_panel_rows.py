# SPDX-License-Identifier: Apache-2.0
"""The rows of a panel: a long frame sorted by series and period, read where it lies, or a matrix of series x periods."""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, TypeVar

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import InvalidValueError, Issue, PanelKeys, ParseError, ShapeError, Unit, UnitError
from ..frames import _arrays, _frame, _times

if TYPE_CHECKING:
    from typing_extensions import Unpack

Floats = NDArray[np.float64]

#: What the numbers of a "reason" column mean: reason_names[2] is "zero_base".
reason_names: tuple[str, ...] = _core.reason_names()
_CONTRADICTION = reason_names.index("contradiction")


class PanelColumns(TypedDict, total=False):
    """How a frame is read; every function over panels takes these keywords."""

    id_col: str
    time_col: str
    target_col: str
    freq: Any  #: how far periods lie apart where the time column leaves it open
    unit_col: str | None  #: all rows have one unit
    unit: Unit | str | None
    issues: list[Issue] | None  #: gets what is wrong with keys; such series are left out (NaN), without the list they raise ValueError


DEFAULTS: dict[str, Any] = {
    **{"id_col": "unique_id", "time_col": "ds", "target_col": "y", "freq": None},
    **{"unit_col": None, "unit": None, "issues": None},
}

Verb = TypeVar("Verb", bound=Callable[..., Any])


def takes_columns(verb: Verb) -> Verb:
    """Shows the keywords of PanelColumns, which type checkers see, in help() too."""
    shown = inspect.signature(verb)
    own = [p for p in shown.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    shared = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=value) for name, value in DEFAULTS.items()]
    verb.__signature__ = shown.replace(parameters=[*own, *shared])  # type: ignore[attr-defined]
    return verb


class Rows(NamedTuple):
    """The rows of a frame or matrix: checked keys, values, and how to write the result."""

    call: str
    frame: Any  # None for a matrix
    keys: PanelKeys
    values: Floats
    columns: dict[str, Any]  # as they came: id, time, unit, groups
    id_col: str
    time_col: str
    target_col: str
    back: Callable[[NDArray[np.int64]], Any]  # labels of periods counted from the first
    per_year: int  # periods in a year, 0 if unknown
    year_start: int  # a period number with which a year begins
    shape: tuple[int, ...]
    kept: NDArray[np.int64] | None = None  # the rows of the frame that the keys count; None: all
    first_rows: NDArray[np.int64] | None = None  # of each series in the frame, where the keys do not count all

    @property
    def starts(self) -> NDArray[np.int64]:
        """The first row of each series in the frame."""
        return self.keys.starts() if self.first_rows is None else self.first_rows

    def with_rows(self, figures: dict[str, Any]) -> Any:
        """One figure per row: beside the frame's own ids and periods, or in the matrix's shape."""
        figures = {name: column for name, column in figures.items() if column is not None}
        if self.frame is None:
            shaped = [column.reshape(self.shape) for column in figures.values()]
            return shaped[0] if len(shaped) == 1 else tuple(shaped)
        own = {name: self.columns[name] for name in (self.id_col, self.time_col)}
        return _frame.like(self.frame, own | {name: self._in_all_rows(column) for name, column in figures.items()})

    def _in_all_rows(self, column: NDArray[Any]) -> NDArray[Any]:
        """Rows that the keys do not count have no figure, for the contradiction in them."""
        if self.kept is None:
            return column
        rows = np.full(len(self.columns[self.id_col]), np.nan if column.dtype.kind == "f" else _CONTRADICTION, dtype=column.dtype)
        rows[self.kept] = column
        return rows

    def with_series(self, figures: dict[str, Any]) -> Any:
        """One figure per series."""
        figures = {name: column for name, column in figures.items() if column is not None}
        if self.frame is None:
            flat = [column if len(self.shape) == 2 else column[0] for column in figures.values()]
            return flat[0] if len(flat) == 1 else tuple(flat)
        ids = self.columns[self.id_col]
        ids = ids if hasattr(ids, "take") else np.asarray(ids)
        return _frame.like(self.frame, {self.id_col: _arrays.taken(ids, self.starts)} | figures)


def read(
    x: Any,
    call: str,
    *,
    sums: bool = False,
    others: Sequence[str] = (),
    **columns: Unpack[PanelColumns],
) -> Rows:
    """The rows of a frame or matrix; `sums`: figures will be added up; `others`: further columns that are needed."""
    unknown = [name for name in columns if name not in DEFAULTS]
    if unknown:
        raise TypeError(f"{call}() got an unexpected keyword argument {unknown[0]!r}")
    chosen: dict[str, Any] = DEFAULTS | dict(columns)
    id_col, time_col, target_col, freq, unit_col, unit, issues = chosen.values()
    if not _frame.is_frame(x):
        _check_unit(call, {}, None, unit, sums)
        return _of_matrix(x, call, target_col)
    names = [id_col, time_col, target_col, *([unit_col] if unit_col else []), *others]
    found = _frame.columns(x, dict.fromkeys(names), call)
    _check_unit(call, found, unit_col, unit, sums)
    values = _arrays.column(found[target_col], f"{call}: {target_col}")
    ids, ds = found[id_col], found[time_col]
    kept = first_rows = None
    try:
        time, back, per_year, year_start = _period_numbers(ids, ds, freq, call)
        keys = _keys(ids, time, id_col, call)
    except (InvalidValueError, ParseError):
        if issues is None:
            raise
        flaws = _flaws(ids, ds, freq)
        usable = np.flatnonzero(flaws == 0)
        time, back, per_year, year_start = _period_numbers(_arrays.taken(ids, usable), _arrays.taken(ds, usable), freq, call)
        keys, first_rows, kept = _sound_keys(ids, time, usable, flaws, id_col, issues)
        values = values[kept]
    labels = back(keys.first_time)
    return Rows(call, x, keys, values, found, id_col, time_col, target_col, labels, per_year, year_start, values.shape, kept, first_rows)


def _keys(ids: Any, time: NDArray[Any], id_col: str, call: str) -> PanelKeys:
    if np.dtype(getattr(ids, "dtype", object) if is_numpy(ids) else object).kind == "i":
        return PanelKeys(integers(ids), time)
    runs = _arrays.runs(ids, id_col)
    _check_together(runs, call, id_col)
    return PanelKeys.of_runs(runs.starts, time)


def _flaws(ids: Any, ds: Any, freq: Any) -> NDArray[np.uint8]:
    """What is wrong with each row by itself: 0 nothing, 1 its period cannot be read, 2 it has no name."""
    known: dict[Any, bool] = {}

    def is_readable(label: Any) -> bool:
        try:
            # A lone date says nothing of how far periods lie apart: as a month it can be read.
            _times.read(np.array([label], dtype=object), freq or "month")
        except (InvalidValueError, ParseError):
            return False
        return True

    times = np.asarray(ds)
    flaws = np.zeros(times.size, dtype=np.uint8)
    if times.dtype.kind == "M":
        flaws[np.isnat(times)] = 1
    elif times.dtype.kind in "OU":
        for row, label in enumerate(times.tolist()):
            if _arrays.is_missing(label):
                flaws[row] = 1
                continue
            if label not in known:
                known[label] = is_readable(label)
            flaws[row] = not known[label]
    flaws[[_arrays.is_missing(name) for name in np.asarray(ids).tolist()]] = 2
    return flaws


def _sound_keys(
    ids: Any, time: NDArray[Any], usable: NDArray[np.int64], flaws: NDArray[np.uint8], id_col: str, issues: list[Issue]
) -> tuple[PanelKeys, NDArray[np.int64], NDArray[np.int64]]:
    """Keys of the series that have good ones, the first row of each series, and the rows that count; the others' faults go to `issues`."""
    named = np.flatnonzero(flaws < 2)
    codes, numbers = np.zeros(flaws.size, dtype=np.int64), np.zeros(flaws.size, dtype=np.int64)
    codes[named], names = _arrays.factorise(_arrays.taken(ids, named), id_col)
    numbers[usable] = time
    kept, offsets, starts, told = _core.sound_rows(codes, numbers, flaws, [str(name) for name in names.tolist()])
    issues += told
    return PanelKeys.of_offsets(offsets, numbers[kept]), starts, kept


def _of_matrix(x: Any, call: str, target_col: str) -> Rows:
    values = _arrays.doubles(x, f"{call}: x")
    if values.ndim not in (1, 2):
        raise ShapeError(f"{call}: x has {values.ndim} dimensions, expected a frame, a series (1) or series x periods (2)")
    series, periods = values.shape if values.ndim == 2 else (1, values.size)
    flat = np.ascontiguousarray(values).reshape(-1)
    keys = PanelKeys.grid(series, periods)
    return Rows(call, None, keys, flat, {}, "", "", target_col, lambda n: n, 0, 0, values.shape)


def is_numpy(column: Any) -> bool:
    """Whether the column's dtype is NumPy's own (not pandas' nullable, categorical or text)."""
    return isinstance(getattr(column, "dtype", None), np.dtype)


def integers(column: Any) -> NDArray[Any]:
    """As they are, where the core can read them there."""
    array = np.asarray(column)
    return np.require(array, array.dtype.newbyteorder("="), ["C", "A"])


def _check_unit(call: str, found: dict[str, Any], unit_col: str | None, unit: Unit | str | None, sums: bool) -> None:
    """All rows of one unit; what is added up must not be a ratio."""
    stated = Unit(unit) if unit is not None else None
    if unit_col is not None:
        runs = _arrays.runs(found[unit_col], unit_col)
        texts = [str(name) for name in runs.names.tolist()]
        if len(texts) > 1:
            raise UnitError(
                f"{call}: {unit_col} of row {runs.first[0]} is {texts[0]!r}, of row {runs.first[1]} {texts[1]!r}; expected one unit"
            )
        own = Unit(texts[0]) if texts else stated
        if stated is not None and own is not None and own != stated:
            raise UnitError(f"{call}: {unit_col} is {texts[0]!r}, unit= says {str(unit)!r}; expected the same")
        stated = own
    if sums and stated is not None and stated.is_ratio and stated.symbol != "1":
        raise UnitError(f"{call}: figures in {stated.symbol} do not add up, expected levels")


def _check_together(runs: _arrays.Runs, call: str, id_col: str) -> None:
    if runs.starts.size == runs.first.size:
        return
    _, first_run = np.unique(runs.codes, return_index=True)
    again = np.setdiff1d(np.arange(runs.codes.size), first_run)[0]
    name = np.asarray(_arrays.taken(runs.column, runs.starts[again : again + 1]))[0]
    before = runs.starts[first_run[runs.codes[again]]]
    raise InvalidValueError(
        f"{call}: {id_col} {name!s} stands in row {before} and again from row {runs.starts[again]}; expected the rows of a series together"
    )


Back = Callable[[int], Callable[[NDArray[np.int64]], Any]]


def _period_numbers(ids: Any, ds: Any, freq: Any, call: str) -> tuple[NDArray[Any], Back, int, int]:
    """The time column as numbers of consecutive periods: whole numbers as they are, dates and periods by their calendar."""
    if freq is None and is_numpy(ds) and np.asarray(ds).dtype.kind == "i":
        time = integers(ds)
        return time, lambda first: lambda n: (n + first).astype(time.dtype), 0, 0
    axis = _times.read(ds, freq)
    runs = _arrays.runs(ids, "id")
    step = axis.step or _core.common_step(runs.starts, runs.codes, runs.first.size, axis.values) or axis.alone or 1
    origin = int(axis.values.min()) if axis.values.size else 0
    off_grid = (axis.values - origin) % step != 0
    if off_grid.any():
        row = int(off_grid.argmax())
        raise InvalidValueError(f"{call}: the period of row {row} lies between those of other series; mend it, or say freq=")
    yearly = axis.unit in ("count", "month") and axis.per % step == 0
    year_start = (-origin % axis.per) // step if yearly else 0
    numbers = (axis.values - origin) // step
    return numbers, lambda first: lambda n: axis.back(origin + step * (n + first)), axis.per // step if yearly else 0, year_start


def lag_of(rows: Rows, lag: int | str) -> int:
    if lag != "year":
        return operator.index(lag)  # type: ignore[arg-type]
    if rows.per_year == 0:
        raise InvalidValueError(f"{rows.call}: lag is 'year', but {rows.time_col or 'the matrix'} has numbers; say how many periods, e.g. 4")
    return rows.per_year
