# SPDX-License-Identifier: Apache-2.0
"""Figures with the reason why one is missing, and the groups of a long frame that figures are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import InvalidValueError, ShapeError, Value
from . import _arrays, _frame

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Columns = str | Sequence[str]
REASONS: NDArray[Any] = np.array(_core.reason_names(), dtype=object)


class Values(np.ndarray[Any, np.dtype[np.float64]]):
    """Numbers, NaN where one cannot be given; `reasons` says why ("none" where it can). What is calculated from them knows only
    that a number is missing."""

    _codes: Codes | None

    def __new__(cls, values: Any, codes: Any) -> Values:
        made = np.asarray(values, dtype=np.float64).view(cls)
        made._codes = np.asarray(codes, dtype=np.int8)
        return made

    def __array_finalize__(self, source: Any) -> None:
        self._codes = None

    def __getitem__(self, key: Any) -> Any:
        part = super().__getitem__(key)
        if isinstance(part, Values) and self._codes is not None:
            part._codes = np.asarray(self._codes[key], dtype=np.int8)
        return part

    @property
    def reasons(self) -> NDArray[Any]:
        """Texts of the same shape: "none", "missing", "zero_base" ..."""
        codes = np.isnan(self).astype(np.int8) if self._codes is None else self._codes
        return np.asarray(REASONS[codes])


Figures = Value | Values


def values(pair: tuple[Floats, Codes], shape: tuple[int, ...] | None = None) -> Values:
    numbers, codes = pair
    return Values(numbers, codes) if shape is None else Values(numbers.reshape(shape), codes.reshape(shape))


def value(pair: tuple[Floats, Codes], at: int = 0) -> Value:
    return _core.value_of(float(pair[0][at]), int(pair[1][at]))


def one_or_many(pair: tuple[Floats, Codes], shape: tuple[int, ...]) -> Any:
    """A Value for a shape without dimensions, else Values."""
    return value(pair) if shape == () else values(pair, shape)


def table(data: Any, name: str) -> Floats:
    """Two dimensions; of a pandas frame its numbers."""
    array = _arrays.doubles(data.to_numpy() if _frame.is_pandas(data) else data, name)
    if array.ndim != 2:
        raise ShapeError(f"{name} has {array.ndim} dimensions, expected 2: a row a place, a column a sector")
    return array


def structures(x: Any, name: str) -> tuple[Floats, Floats, tuple[int, ...]]:
    """The numbers one after the other, the offsets of the structures in them, and the shape of a figure of each."""
    array = _arrays.doubles(x.to_numpy() if _frame.is_pandas(x) else x, name)
    if array.ndim not in (1, 2):
        raise ShapeError(f"{name} has {array.ndim} dimensions, expected 1 (one structure) or 2 (one a row)")
    n = array.shape[-1]
    count = 1 if array.ndim == 1 else array.shape[0]
    return np.ascontiguousarray(array).ravel(), np.arange(count + 1, dtype=np.int64) * n, array.shape[:-1]


def like_table(data: Any, array: Floats) -> Any:
    """An array as a pandas frame with the labels of `data`, if that is one."""
    return type(data)(array, index=data.index, columns=data.columns) if _frame.is_pandas(data) else array


def broadcast(call: str, names: Sequence[str], *args: Any) -> tuple[list[Floats], tuple[int, ...]]:
    """All arguments as flat arrays of one length, and the shape that they have together."""
    arrays = np.broadcast_arrays(*(_arrays.doubles(a, f"{call}: {n}") for a, n in zip(args, names)))
    return [np.ascontiguousarray(a).ravel() for a in arrays], arrays[0].shape


class Groups(NamedTuple):
    """Rows of a frame that belong together, one group after the other, groups in the order of their first rows."""

    order: NDArray[np.int64]  # rows, group by group, else as they came
    offsets: NDArray[np.int64]
    first: NDArray[np.int64]  # first row of each group

    @property
    def size(self) -> int:
        return self.first.size

    @property
    def codes(self) -> NDArray[np.int64]:
        """The group of each row."""
        out = np.empty(self.order.size, dtype=np.int64)
        out[self.order] = np.repeat(np.arange(self.size), np.diff(self.offsets))
        return out


def names(columns: Columns | None) -> list[str]:
    return [] if columns is None else [columns] if isinstance(columns, str) else list(columns)


def groups(found: dict[str, Any], by: Iterable[str], rows: int) -> Groups:
    key = np.zeros(rows, dtype=np.int64)
    for name in by:
        codes, labels = _arrays.factorise(found[name], name)
        key = key * max(len(labels), 1) + codes
        key = np.unique(key, return_inverse=True)[1]  # stays small, whatever the number of columns
    distinct, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    rank = np.empty(distinct.size, dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(distinct.size)
    codes = rank[inverse]
    return Groups(
        np.argsort(codes, kind="stable"),
        np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=distinct.size))]).astype(np.int64),
        np.sort(first).astype(np.int64),
    )


def labels(found: dict[str, Any], by: Iterable[str], rows: NDArray[np.int64]) -> dict[str, Any]:
    """The columns `by` at these rows, in their own types."""
    return {name: _arrays.taken(found[name], rows) for name in by}


def figure_columns(fields: dict[str, tuple[Floats, Codes]], reasons: bool) -> dict[str, Any]:
    """Figures as columns of a frame, with `reason`: that of the first figure of the row that is missing; on request one each."""
    out: dict[str, Any] = {name: pair[0] for name, pair in fields.items()}
    first = np.zeros(len(next(iter(out.values()))), dtype=np.int8)
    for _, codes in fields.values():
        first = np.where(first == 0, codes, first)
    out["reason"] = REASONS[first]
    if reasons:
        out |= {f"{name}-reason": REASONS[codes] for name, (_, codes) in fields.items()}
    return out


class Cells(NamedTuple):
    """A long frame as a table: rows and columns in the order of their first appearance, NaN where no row of the frame is."""

    table: Floats
    rows: Groups
    columns: Groups


def pivot(call: str, found: dict[str, Any], rows: Columns, columns: Columns, value_col: str) -> Cells:
    """Raises ValueError for two rows of one cell, both named."""
    numbers = _arrays.column(found[value_col], f"{call}: {value_col}")
    down, across = groups(found, names(rows), numbers.size), groups(found, names(columns), numbers.size)
    cell = down.codes * max(across.size, 1) + across.codes
    order = np.argsort(cell, kind="stable")
    twice = np.flatnonzero(np.diff(cell[order]) == 0)
    if twice.size:
        a, b = order[twice[0]], order[twice[0] + 1]
        told = ", ".join(f"{n} {np.asarray(_arrays.taken(found[n], np.array([a])))[0]!s}" for n in [*names(rows), *names(columns)])
        raise InvalidValueError(f"{call}: rows {a} and {b} are both {told}; expected one row each")
    out = np.full((down.size, across.size), np.nan)
    out.flat[cell] = numbers
    return Cells(out, down, across)
