# SPDX-License-Identifier: Apache-2.0
"""Numbers and names from any array-like: what is missing becomes NaN, what is no number is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._core import InvalidValueError, ShapeError


def is_missing(value: Any) -> bool:
    """None, NaN, NaT and pandas' NA."""
    try:
        return value is None or bool(value != value)
    except TypeError:  # NA answers NA
        return True


def doubles(values: Any, name: str) -> NDArray[np.float64]:
    """`values` as float64 of its own shape; None, NA and masked entries are NaN. Text is never read as a number."""
    if isinstance(values, np.ma.MaskedArray):
        return doubles(np.ma.filled(values.astype(np.float64), np.nan), name)
    array = np.asarray(values)
    if array.dtype.kind == "O":
        for i, value in enumerate(array.flat):
            if not is_missing(value) and (isinstance(value, (str, bytes)) or not hasattr(type(value), "__float__")):
                raise InvalidValueError(f"{name}: value {i} is {value!r}, expected a number or None")
        return np.array([np.nan if is_missing(v) else float(v) for v in array.flat]).reshape(array.shape)
    if array.dtype.kind not in "biuf":
        raise InvalidValueError(f"{name}: the values are of type {array.dtype}, expected numbers")
    return array.astype(np.float64, copy=False)


def column(values: Any, name: str) -> NDArray[np.float64]:
    """As doubles, for one dimension."""
    array = doubles(values, name)
    if array.ndim != 1:
        raise ShapeError(f"{name} has {array.ndim} dimensions, expected 1")
    return array


def factorise(values: Any, name: str) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Codes 0, 1 ... in the order of first appearance, and the distinct values in that order."""
    array = np.asarray(values)
    if array.ndim != 1:
        raise ShapeError(f"{name} has {array.ndim} dimensions, expected 1")
    starts = _run_starts(array)
    codes = np.empty(starts.size, dtype=np.int64)
    first: list[int] = []
    known: dict[Any, int] = {}
    for i, value in enumerate(array[starts].tolist()):
        if is_missing(value):
            raise InvalidValueError(f"{name}: value {starts[i]} is missing, expected the name of a series")
        codes[i] = known.setdefault(value, len(known))
        if codes[i] == len(first):
            first.append(starts[i])
    lengths = np.diff(starts, append=array.size)
    return np.repeat(codes, lengths), array[np.array(first, dtype=np.int64)]


def _run_starts(array: NDArray[Any]) -> NDArray[np.int64]:
    """Where the value changes: rows of one series mostly lie together, and only these places are looked up."""
    if array.size == 0:
        return np.empty(0, dtype=np.int64)
    try:
        changes = np.flatnonzero(array[1:] != array[:-1]) + 1
    except TypeError:  # NA cannot be compared
        return np.arange(array.size)
    return np.concatenate(([0], changes))
