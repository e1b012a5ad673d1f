# SPDX-License-Identifier: Apache-2.0
"""Figures of old and new provinces in the borders of one day."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

import numpy as np

from . import _core
from ._core import Dataset, Issue
from .frames import _periods
from .frames._arrays import column, factorise, taken
from .frames._frame import columns, like


class Geography(NamedTuple):
    """The frame in the borders asked for, and what was done or could not be done."""

    frame: Any
    issues: list[Issue]


def to_geography(
    df: Any,
    borders: str | datetime.date,
    *,
    accounting: str = "flow",
    weight_col: str | None = None,
    partial_sums: bool = False,
    places: Dataset | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Geography:
    """Sums values and counts of provinces into the borders of a day; a place with a figure of its own keeps it.

    df: long frame; `id_col` holds place ids ("vn63/10", "vn34/15"; see find_places and place_of_code), or those of the dataset
    `places`. All rows measure one thing in one unit.
    accounting: "flow" and "stock" are summed; "rate" and "index" are averaged with `weight_col`, and refused without it.
    partial_sums: give a sum although parts are missing; its `coverage` says how much of the territory it holds.

    Result: the caller's kind of frame with id, time, figure, `reason` (empty, or why there is none), `coverage`, `parts`; and the
    issues: unknown places, duplicates, places that would have to be split, figures that differ from the sum of their parts.
    """
    names = [id_col, time_col, target_col] + ([weight_col] if weight_col else [])
    found = columns(df, names, "to_geography")
    codes, labels = factorise(found[id_col], f"to_geography: {id_col}")
    kind, ordinals, _ = _periods.read(found[time_col])
    per_year = _periods.PER_YEAR[kind]
    distinct, rows = np.unique(ordinals, return_index=True)
    known = {n: _core.Period(n // per_year, kind, n % per_year + 1) for n in distinct.tolist()}
    ids, when, values, reasons, coverage, parts, issues = _core.to_geography(
        [str(labels[c]) for c in codes],
        [known[int(n)] for n in ordinals],
        column(found[target_col], f"to_geography: {target_col}"),
        column(found[weight_col], f"to_geography: {weight_col}") if weight_col else [],
        str(borders),
        accounting,
        partial_sums,
        places,
    )
    data = {
        id_col: np.array(ids, dtype=object),
        time_col: taken(found[time_col], rows[np.searchsorted(distinct, [p.ordinal for p in when])]),
        target_col: np.array(values, dtype=float),
        "reason": np.array(reasons, dtype=object),
        "coverage": np.array(coverage, dtype=float),
        "parts": np.array(parts, dtype=object),
    }
    return Geography(like(df, data), issues)
