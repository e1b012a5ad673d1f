# SPDX-License-Identifier: Apache-2.0
"""A panel from a long frame, with what is needed to write a frame of the same kind again."""

from __future__ import annotations

import operator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import InvalidValueError, Panel, ParseError, PriceBasis, ShapeError, Unit
from . import _arrays, _frame, _periods, _times


class LongFrame(NamedTuple):
    """A long frame as the core takes it: series one after the other, each from its first period to its last."""

    values: NDArray[np.float64]
    offsets: NDArray[np.int64]
    first: NDArray[np.int64]  # the first period of each series, on the axis
    step: int
    axis: _times.Axis
    ids: _arrays.Runs
    rows: int  # of the frame

    @property
    def size(self) -> int:
        return self.offsets.size - 1

    def season_length(self, asked: int | None, call: str) -> int:
        if asked is None:
            return self.axis.season_length(self.step)
        if isinstance(asked, bool) or operator.index(asked) < 1:
            raise InvalidValueError(f"{call}: season_length is {asked!r}, expected 1 or more, or None for that of the periods")
        return operator.index(asked)

    def repeated_ids(self, times: Any, series: NDArray[np.int64] | None = None) -> Any:
        """The id of each series (or of these) `times` times, in the type of the id column."""
        first = self.ids.first if series is None else self.ids.first[series]
        return _arrays.taken(self.ids.column, np.repeat(first, times))

    def after(self, length: NDArray[np.int64], h: int, series: NDArray[np.int64] | None = None) -> Any:
        """The h periods after the first `length` of each series, in the spelling of the time column."""
        first = self.first if series is None else self.first[series]
        steps = first[:, None] + self.step * (length[:, None] + np.arange(h, dtype=np.int64))
        return self.axis.back(steps.ravel())


def read_long(frame: Any, call: str, *, freq: Any, id_col: str, time_col: str, target_col: str) -> LongFrame:
    """Raises ValueError, with rows counted from 0, for two rows of one period and for periods off the grid of their series."""
    found = _frame.columns(frame, (id_col, time_col, target_col), call)
    ids = _arrays.runs(found[id_col], id_col)
    axis = _times.read(found[time_col], freq)
    values = _arrays.column(found[target_col], target_col)
    for name, length in ((time_col, axis.values.size), (target_col, values.size)):
        if length != len(found[id_col]):
            raise ShapeError(f"{call}: {name} has {length} values, expected {len(found[id_col])}")
    step = axis.step or _core.common_step(ids.starts, ids.codes, ids.first.size, axis.values) or axis.alone
    if step == 0 and values.size:
        raise ParseError(f"{call}: no series has two periods, so that the step of {time_col} is unknown; say freq=")
    laid = _core.lay_out(ids.starts, ids.codes, ids.first.size, axis.values, values, max(step, 1))

    def told(row: int) -> str:
        label = _arrays.taken(found[time_col], np.array([row]))
        name = _arrays.taken(found[id_col], np.array([row]))
        return f"{time_col} {np.asarray(label)[0]} of {id_col} {np.asarray(name)[0]!s}"

    row, other, problem = laid["row"], laid["other"], laid["problem"]
    if problem == "duplicate":
        raise InvalidValueError(f"{call}: rows {other} and {row} are both {told(row)}; expected one row per series and period")
    if problem == "off_grid":
        raise InvalidValueError(f"{call}: row {row}, {told(row)}, lies between the periods of its series; mend it or freq=")
    read = LongFrame(laid["values"], laid["offsets"], laid["first"], step, axis, ids, values.size)
    sparse = axis.step == 0 and axis.unit in ("day", "instant") and laid["values"].size > 4 * values.size + 100
    if problem == "too_long" or sparse:
        stray = _stray_row(read)
        raise InvalidValueError(
            f"{call}: the periods have no common step; row {stray}, {told(stray)}, may be off the grid; mend it, or say freq="
        )
    return read


def _stray_row(read: LongFrame) -> int:
    """A row whose distance to the row before is no multiple of the most frequent one."""
    distances = np.abs(np.diff(read.axis.values))
    distances[read.ids.starts[1:] - 1] = 0
    known, counts = np.unique(distances[distances > 0], return_counts=True)
    return int((distances % known[counts.argmax()] != 0).argmax()) + 1


class FramePanel(NamedTuple):
    panel: Panel
    ids: NDArray[Any]  # one per series, of the frame's own type
    to_ds: _periods.Back


def read_frame(
    frame: Any,
    call: str,
    *,
    freq: str | None,
    id_col: str,
    time_col: str,
    target_col: str,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
) -> FramePanel:
    found = _frame.columns(frame, (id_col, time_col, target_col), call)
    codes, ids = _arrays.factorise(found[id_col], id_col)
    kind, ordinals, to_ds = _periods.read(found[time_col], freq)
    values = _arrays.column(found[target_col], target_col)
    panel = Panel.from_rows([str(i) for i in ids.tolist()], codes, kind, ordinals, values, unit, price_basis)
    return FramePanel(panel, ids, to_ds)


def panel_from_frame(
    frame: Any,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    *,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Panel:
    """A panel from a long frame: one row per series and period, in any order; gaps become NaN.

    Periods are years (int), dates, periods or their texts. Dates are read as the longest kind of period that fits
    them all; `freq` ("year", "half", "quarter", "month") says it where they leave it open. Raises ValueError for
    duplicates.
    """
    return read_frame(
        frame,
        "Panel.from_frame",
        freq=freq,
        id_col=id_col,
        time_col=time_col,
        target_col=target_col,
        unit=unit,
        price_basis=price_basis,
    ).panel
