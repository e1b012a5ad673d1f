# SPDX-License-Identifier: Apache-2.0
"""Rows of a long frame as a matrix of series by periods, and back again; the series as a tree orders them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._core import InvalidValueError, UnknownKeyError
from ..frames._arrays import factorise
from ._tree import Tree


def distinct_times(ds: Any) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Sorted distinct times, and each row's position among them."""
    array = np.asarray(ds)
    if array.dtype.kind in "iu" and array.size:
        low, high = int(array.min()), int(array.max())
        if high - low < 4 * array.size + 1000:
            at = (array - low).astype(np.int64)
            used = np.bincount(at, minlength=high - low + 1) > 0
            rank = np.cumsum(used) - 1
            return (np.flatnonzero(used) + low).astype(array.dtype), at if used.all() else rank[at]
    times, at = np.unique(array, return_inverse=True)
    return times, at.astype(np.int64)


class Grid:
    """Rows of a frame as a matrix, series by times."""

    def __init__(self, codes: Any, at: Any, series: int, times: int, names: Any) -> None:
        self.shape = (series, times)
        self.codes, self.at, self.names = codes, at, names
        whole = len(codes) == series * times and times > 0
        self.plain = bool(
            whole
            and (at.reshape(self.shape) == np.arange(times)).all()
            and (codes.reshape(self.shape) == np.arange(series)[:, None]).all()
        )
        self.place: Any = None if self.plain else codes * times + at

    def fill(self, values: NDArray[np.float64], *, added: bool = False) -> NDArray[np.float64]:
        if self.plain:
            return values.reshape(self.shape)
        size = self.shape[0] * self.shape[1]
        count = np.bincount(self.place, minlength=size)
        if added:
            sums = np.bincount(self.place, weights=values, minlength=size)
            return np.where(count > 0, sums, np.nan).reshape(self.shape)
        if (count > 1).any():
            call, names, times, id_col, time_col = self.names
            i, t = divmod(int((count > 1).argmax()), self.shape[1])
            raise InvalidValueError(
                f"{call}: {id_col} {names[i]!r} has {int(count.max())} rows for {time_col} {times[t]}, expected one"
            )
        out = np.full(size, np.nan)
        out[self.place] = values
        return out.reshape(self.shape)

    def rows(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        flat = matrix.reshape(-1)
        return flat if self.plain else flat[self.place]


class TreeGrid:
    """A grid whose series are found in a tree."""

    def __init__(self, grid: Grid, where: NDArray[np.int64], nodes: int) -> None:
        self.grid, self.nodes = grid, nodes
        self.same = len(where) == nodes and bool((where == np.arange(nodes)).all())
        self.where = where

    def to_tree(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        rows = self.grid.fill(values)
        if self.same:
            return rows
        out = np.full((self.nodes, self.grid.shape[1]), np.nan)
        out[self.where] = rows
        return out

    def from_tree(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.grid.rows(matrix if self.same else matrix[self.where])


def grid_of(found: dict[str, Any], tree: Tree, id_col: str, time_col: str, call: str) -> TreeGrid:
    codes, ids = factorise(found[id_col], id_col)
    names = ids.tolist() if ids.dtype.kind == "O" and all(type(i) is str for i in ids) else [str(i) for i in ids.tolist()]
    where = tree._core.find_all(names)
    if (where < 0).any():
        lost = names[int((where < 0).argmax())]
        raise UnknownKeyError(f"{call}: {id_col} {lost!r} is not in the tree ({int((where < 0).sum())} such series)")
    times, at = distinct_times(found[time_col])
    return TreeGrid(Grid(codes, at, len(names), len(times), (call, names, times, id_col, time_col)), where, len(tree))


def spans_of(values: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and column of every cell from the first to the last value of its row."""
    there = ~np.isnan(values)
    if there.all():
        n, t = values.shape
        return np.repeat(np.arange(n), t), np.tile(np.arange(t), n)
    begun = np.logical_or.accumulate(there, axis=1)
    left = np.logical_or.accumulate(there[:, ::-1], axis=1)[:, ::-1]
    node, step = np.nonzero(begun & left)
    return node, step
