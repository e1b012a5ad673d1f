# SPDX-License-Identifier: Apache-2.0
"""Limits of the level and targets, one per series or per row of the forecast."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._core import InvalidValueError
from ..frames import _arrays, _frame, _times
from ..frames._panel import LongFrame

Limits = float | Mapping[Any, float] | None  # a pandas Series counts as mapping
Targets = Any  # Limits, or a frame of unique_id, ds, target


def limits_of(limit: Any, ids: LongFrame, infinity: float, name: str, call: str) -> NDArray[np.float64] | None:
    """One number per series; who is not named, or has None or NaN, has no limit."""
    if limit is None:
        return None
    if hasattr(limit, "items"):
        known = dict(limit.items())
        limit = [known.get(x) for x in ids.ids.names.tolist()]
    out = np.broadcast_to(_arrays.doubles(limit, f"{call}: {name}"), ids.size).copy()
    out[np.isnan(out)] = infinity
    return out


def targets_of(at_least: Any, read: LongFrame, ds: Any, h: int, id_col: str, time_col: str, call: str) -> NDArray[np.float64] | None:
    """x of P(y >= x) for every row of the forecast; NaN where none is said."""
    by_id = hasattr(at_least, "items") and not _frame.is_pandas(at_least) and not (isinstance(at_least, Mapping) and "target" in at_least)
    if by_id or not _frame.is_frame(at_least):
        known = limits_of(at_least, read, math.nan, "at_least", call)
        return None if known is None else np.repeat(known, h)
    found = _frame.columns(at_least, (id_col, time_col, "target"), f"{call}: at_least")
    places = {key: row for row, key in enumerate(zip(np.asarray(read.repeated_ids(h)).tolist(), _times.labels(ds)))}
    out, said = np.full(len(places), math.nan), set()
    x = _arrays.column(found["target"], f"{call}: target")
    for i, key in enumerate(zip(np.asarray(found[id_col]).tolist(), _times.labels(found[time_col]))):
        if key not in places or key in said:
            problem = "said twice" if key in said else "not among the periods that are forecast"
            raise InvalidValueError(f"{call}: row {i} of at_least, {time_col} {key[1]} of {id_col} {key[0]}, is {problem}")
        said.add(key)
        out[places[key]] = x[i]
    return out
