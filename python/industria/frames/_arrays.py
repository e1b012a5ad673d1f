# SPDX-License-Identifier: Apache-2.0
"""Numbers and names from any array-like: what is missing becomes NaN, what is no number is refused."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import InvalidValueError, ShapeError


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
    dtype = getattr(values, "dtype", None)
    if getattr(dtype, "na_value", None) is not None and getattr(dtype, "kind", "") in "biuf":  # pandas' own numbers
        return values.to_numpy(dtype=np.float64, na_value=np.nan)  # type: ignore[no-any-return]
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


class Runs(NamedTuple):
    """The id column: rows of one series mostly lie together, and only the first of each run is looked at."""

    starts: NDArray[np.int64]  # first rows of runs of equal ids
    codes: NDArray[np.int64]  # of these runs: 0, 1 ... in the order of first appearance
    first: NDArray[np.int64]  # the first row of each series
    column: Any  # as it came

    @property
    def names(self) -> NDArray[Any]:
        """One per series, of the column's own type."""
        return np.asarray(taken(self.column, self.first))


def taken(column: Any, rows: NDArray[np.int64]) -> Any:
    """These rows of a column, in its own type: an array of NumPy, pandas or Arrow."""
    values = getattr(column, "array", column)  # of a pandas Series
    return values.take(rows) if hasattr(values, "take") else np.asarray(values)[rows]


def runs(values: Any, name: str) -> Runs:
    """Raises ValueError naming the first row without an id."""
    codes = getattr(getattr(values, "cat", None), "codes", None)
    texts = _arrow_texts(values) if codes is None else None
    if texts is not None:
        starts = _core.text_run_starts(*texts)
    else:
        array = np.asarray(values if codes is None else codes)
        if array.ndim != 1:
            raise ShapeError(f"{name} has {array.ndim} dimensions, expected 1")
        starts = _core.run_starts(array)
        values = values if hasattr(values, "take") else array  # a list has neither
    heads = np.asarray(taken(values, starts)).astype(object)
    run_codes, first, missing = _core.object_codes(heads)
    if missing >= 0:
        raise InvalidValueError(f"{name}: value {starts[missing]} is missing, expected the name of a series")
    return Runs(starts, run_codes, starts[first], values)


def _arrow_texts(values: Any) -> tuple[NDArray[Any], Any] | None:
    """Offsets and bytes of a column of texts in Arrow's layout; None for every other column."""
    array = getattr(values, "array", values)
    if getattr(getattr(values, "dtype", None), "storage", None) == "pyarrow" or hasattr(
        getattr(values, "dtype", None), "pyarrow_dtype"
    ):
        array = array.__arrow_array__()
    if hasattr(array, "combine_chunks") and hasattr(array, "num_chunks"):
        array = array.chunk(0) if array.num_chunks == 1 else array.combine_chunks()
    width = {"string": np.int32, "large_string": np.int64}.get(str(getattr(array, "type", "")))
    if width is None or array.null_count > 0 or len(array) == 0:
        return None
    _, offsets, data = array.buffers()
    count = len(array) + 1
    bounds = np.frombuffer(offsets, dtype=width, count=count, offset=array.offset * np.dtype(width).itemsize)
    return bounds, b"" if data is None else data


def factorise(values: Any, name: str) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Codes 0, 1 ... of the rows in the order of first appearance, and the distinct values in that order."""
    found = runs(values, name)
    lengths = np.diff(found.starts, append=len(values))
    return np.repeat(found.codes, lengths), found.names
