# SPDX-License-Identifier: Apache-2.0
"""Frames: a pandas DataFrame, a mapping of arrays, or anything that streams Arrow (polars, pyarrow) comes in, the same kind
goes out. pandas is never imported here, pyarrow only for a frame that streams Arrow."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .._core import InvalidValueError, ShapeError


def is_pandas(frame: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(frame, pandas.DataFrame)


def is_arrow(frame: Any) -> bool:
    return hasattr(frame, "__arrow_c_stream__") and not is_pandas(frame)


def is_frame(frame: Any) -> bool:
    return is_pandas(frame) or isinstance(frame, Mapping) or is_arrow(frame)


def columns(frame: Any, names: Iterable[str], call: str) -> dict[str, Any]:
    """The named columns as they are in the frame; all of one length."""
    if not is_frame(frame):
        raise TypeError(
            f"{call}: got {type(frame).__module__}.{type(frame).__name__}, "
            "expected a pandas DataFrame or a dict of arrays, or a frame that streams Arrow"
        )
    table = _arrow(call).table(frame) if is_arrow(frame) else frame
    present = [str(c) for c in (table.column_names if is_arrow(frame) else frame)]
    missing = [n for n in names if n not in present]
    if missing:
        raise InvalidValueError(
            f"{call}: the frame has no column {', '.join(map(repr, missing))}, only {', '.join(map(repr, present))}; "
            "rename it, or say id_col=, time_col=, target_col="
        )
    found = {n: _from_arrow(table[n]) if is_arrow(frame) else table[n] for n in names}
    lengths = {n: len(c) for n, c in found.items()}
    if len(set(lengths.values())) > 1:
        raise ShapeError(f"{call}: columns of different lengths {lengths}, expected one length")
    return found


class Labels(NamedTuple):
    """A column of few different texts: row i is names[codes[i]]."""

    codes: NDArray[Any]
    names: list[str]


def like(frame: Any, data: Mapping[str, Any]) -> Any:
    """`data` as a frame of the same kind as `frame`."""
    if is_pandas(frame):
        pandas = sys.modules["pandas"]

        def column(values: Any) -> Any:
            if isinstance(values, Labels):
                return pandas.Categorical.from_codes(values.codes, values.names)
            if str(getattr(values, "dtype", "")) in ("object", "NumpyEADtype('object')"):
                return pandas.Series(np.asarray(values), dtype=object, copy=False)  # pandas would look at every text
            return values

        return pandas.DataFrame({name: column(values) for name, values in data.items()}, copy=False)
    if is_arrow(frame):
        return _to_arrow(frame, data)
    return {
        name: np.array(values.names, dtype=object)[values.codes] if isinstance(values, Labels) else np.asarray(values)
        for name, values in data.items()
    }


def part(frame: Any, names: Iterable[str], call: str) -> Any:
    """A frame of the same kind with these columns alone."""
    found = columns(frame, names, call)
    return frame[list(found)] if is_pandas(frame) else like(frame, found)


def joined(first: Any, second: Any) -> Any:
    """The rows of two frames with the same columns, as a frame of the kind of the first."""
    if is_pandas(first) and is_pandas(second):
        return sys.modules["pandas"].concat([first, second], ignore_index=True)
    names = list(first) if isinstance(first, Mapping) or is_pandas(first) else list(_arrow("update").table(first).column_names)
    a, b = columns(first, names, "update"), columns(second, names, "update")
    return like(first, {n: np.concatenate([np.asarray(a[n]), np.asarray(b[n])]) for n in names})


def _arrow(call: str) -> Any:
    try:
        return importlib.import_module("pyarrow")
    except ImportError:
        raise TypeError(
            f"{call}: reading a frame that streams Arrow needs pyarrow; install it, or pass a pandas DataFrame or a dict of arrays"
        ) from None


def _from_arrow(column: Any) -> Any:
    """Texts stay in Arrow's layout; everything else becomes an array of NumPy, null as NaN or NaT."""
    kind = str(column.type)
    if kind.startswith("dictionary"):
        column = column.cast(column.type.value_type)
        kind = str(column.type)
    if kind == "string_view":
        column = column.cast("large_string")
    if "string" in kind:
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return column.to_numpy()


def _to_arrow(frame: Any, data: Mapping[str, Any]) -> Any:
    pyarrow = importlib.import_module("pyarrow")

    def column(values: Any) -> Any:
        if isinstance(values, Labels):
            return pyarrow.DictionaryArray.from_arrays(values.codes, pyarrow.array(values.names, pyarrow.string()))
        return values if isinstance(values, (pyarrow.Array, pyarrow.ChunkedArray)) else pyarrow.array(values)

    table = pyarrow.table({name: column(values) for name, values in data.items()})
    polars = sys.modules.get("polars")
    return polars.from_arrow(table) if polars is not None and isinstance(frame, polars.DataFrame) else table
