# SPDX-License-Identifier: Apache-2.0
"""Numbers and names from any array-like: what is missing becomes NaN, what is no number is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._core import InvalidValueError, ShapeError


def doubles(values: Any, name: str) -> NDArray[np.float64]:
    """`values` as float64 of its own shape; None, NA and masked entries are NaN. Text is never read as a number."""
    if isinstance(values, np.ma.MaskedArray):
        return doubles(values.astype(np.float64).filled(np.nan), name)
    if hasattr(values, "to_numpy") and hasattr(values, "isna"):  # pandas: NA has no float()
        values = values.astype(object).where(~values.isna(), np.nan).to_numpy()
    array = np.asarray(values)
    if array.dtype.kind == "O":
        for i, value in enumerate(array.flat):
            if value is not None and (isinstance(value, (str, bytes)) or not hasattr(type(value), "__float__")):
                raise InvalidValueError(f"{name}: value {i} is {value!r}, expected a number or None")
        return np.array([np.nan if v is None else float(v) for v in array.flat]).reshape(array.shape)
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
    codes = np.empty(array.size, dtype=np.int64)
    positions: dict[Any, int] = {}
    for i, value in enumerate(array.tolist()):
        if value is None or value != value:
            raise InvalidValueError(f"{name}: value {i} is missing, expected the name of a series")
        codes[i] = positions.setdefault(value, len(positions))
    first = np.full(len(positions), array.size, dtype=np.int64)
    np.minimum.at(first, codes, np.arange(array.size))
    return codes, array[first]
