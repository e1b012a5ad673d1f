# SPDX-License-Identifier: Apache-2.0
"""Frames: a pandas DataFrame or a mapping of arrays comes in, the same kind goes out. pandas is never imported here."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from ._core import InvalidValueError, ShapeError


def is_pandas(frame: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(frame, pandas.DataFrame)


def is_frame(frame: Any) -> bool:
    return is_pandas(frame) or isinstance(frame, Mapping)


def columns(frame: Any, names: Iterable[str], call: str) -> dict[str, Any]:
    """The named columns as they are in the frame; all of one length."""
    if not is_frame(frame):
        raise TypeError(
            f"{call}: got {type(frame).__module__}.{type(frame).__name__}, "
            "expected a pandas DataFrame or a dict of arrays (from Arrow or polars: .to_pandas() or .to_dict())"
        )
    present = [str(c) for c in frame]
    missing = [n for n in names if n not in present]
    if missing:
        raise InvalidValueError(
            f"{call}: the frame has no column {', '.join(map(repr, missing))}, only {', '.join(map(repr, present))}; "
            "rename it, or say id_col=, time_col=, target_col="
        )
    found = {n: frame[n] for n in names}
    lengths = {n: len(c) for n, c in found.items()}
    if len(set(lengths.values())) > 1:
        raise ShapeError(f"{call}: columns of different lengths {lengths}, expected one length")
    return found


def like(frame: Any, data: dict[str, Any]) -> Any:
    """`data` as a frame of the same kind as `frame`."""
    if is_pandas(frame):
        return sys.modules["pandas"].DataFrame(data)
    return {name: np.asarray(values) for name, values in data.items()}
