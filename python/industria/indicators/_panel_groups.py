# SPDX-License-Identifier: Apache-2.0
"""Groups of series by columns of the frame, and frames of one row per group and period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import _core
from .._core import InvalidValueError, PanelGroups, ShapeError
from ..frames import _arrays, _frame
from ._panel_rows import Floats, Rows, integers, is_numpy


def group_of(rows: Rows, by: Any) -> tuple[PanelGroups, Any]:
    """Codes 0, 1, ... of the series, and the label of each code in the column's own type."""
    column = rows.columns[by] if rows.frame is not None else by
    starts = rows.starts
    name = by if isinstance(by, str) else "by"
    if rows.kept is not None:
        return _group_of_some(rows, column, name)
    if len(column) not in (rows.keys.size, rows.keys.series):
        raise ShapeError(f"{rows.call}: {name} has {len(column)} entries, expected one per row or series ({rows.keys.series})")
    by_series = rows.frame is None and len(column) == rows.keys.series
    if is_numpy(column) and np.asarray(column).dtype.kind == "i":
        codes = integers(column)
        raw = _core.panel_groups(rows.keys, codes, name).of_series
        labels, dense = np.unique(raw, return_inverse=True)
        return PanelGroups(dense.astype(np.int32), max(labels.size, 1)), labels.astype(codes.dtype)
    runs = _arrays.runs(column, name)
    edges = np.arange(rows.keys.series) if by_series else starts
    moved = np.setdiff1d(runs.starts, edges)
    if moved.size:
        raise InvalidValueError(f"{rows.call}: {name} changes within a series, in row {moved[0]}; expected one {name} per series")
    dense = runs.codes[np.searchsorted(runs.starts, edges, side="right") - 1]
    return PanelGroups(dense.astype(np.int32), max(runs.first.size, 1)), runs.names


def _group_of_some(rows: Rows, column: Any, name: str) -> tuple[PanelGroups, Any]:
    """The same where not all rows count: a series belongs where its first row says."""
    codes, labels = _arrays.factorise(column, name)
    own = codes[rows.starts]
    assert rows.kept is not None
    series = np.searchsorted(rows.starts, rows.kept, side="right") - 1  # rows that count stand together
    moved = rows.kept[codes[rows.kept] != own[series]]
    if moved.size:
        raise InvalidValueError(f"{rows.call}: {name} changes within a series, in row {moved[0]}; expected one {name} per series")
    return PanelGroups(own.astype(np.int32), max(len(labels), 1)), labels


def groups_of(rows: Rows, by: Any) -> tuple[PanelGroups, list[Any], list[int]]:
    """All combinations of the columns in `by`, their labels, and how many each has."""
    columns = [by] if isinstance(by, str) or (rows.frame is None and by is not None) else list(by or ())
    if not columns:
        return PanelGroups(np.zeros(0, dtype=np.int32), 1), [], []
    made = [group_of(rows, column) for column in columns]
    groups = made[0][0]
    for other, _ in made[1:]:
        groups = _core.cross_groups(groups, other)
    return groups, [labels for _, labels in made], [each.count for each, _ in made]


def names_of(by: Any) -> list[str]:
    return [] if by is None or not isinstance(by, (str, list, tuple)) else [by] if isinstance(by, str) else [str(b) for b in by]


def cells(rows: Rows, by: Sequence[str], labels: list[Any], counts: list[int], made: dict[str, Any], figures: dict[str, Any]) -> Any:
    """A frame of one row per group and period; groups without series are left out."""
    periods = int(made["periods"])
    groups = np.flatnonzero(made["parts"])
    if rows.frame is None:
        shape = (*counts, periods) if counts else (periods,)
        shaped = [column.reshape(shape) for column in figures.values()]
        return shaped[0] if len(shaped) == 1 else tuple(shaped)
    places = np.unravel_index(groups, counts) if counts else ()
    data: dict[str, Any] = {
        name: np.repeat(np.asarray(label)[place], periods) for name, label, place in zip(by, labels, places)
    }
    data[rows.time_col] = rows.back(np.tile(np.arange(periods, dtype=np.int64), groups.size))
    whole = groups.size == made["groups"]
    for name, column in figures.items():
        data[name] = column if whole else column.reshape(int(made["groups"]), periods)[groups].reshape(-1)
    return _frame.like(rows.frame, data)


def coverage_of(made: dict[str, Any]) -> Floats:
    parts = np.repeat(made["parts"].astype(np.float64), int(made["periods"]))
    with np.errstate(invalid="ignore"):
        covered: Floats = made["observed"] / np.where(parts > 0, parts, np.nan)
    return covered
