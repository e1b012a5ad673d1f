# SPDX-License-Identifier: Apache-2.0
"""Shares of wholes, and how far they moved between two dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _core
from .._core import InvalidValueError, ShapeError, Value
from ..frames import _arrays, _frame
from ..frames._values import Columns, Figures, figure_columns, groups, labels, like_table, names, one_or_many, pivot, structures, table, value, values


def shares(parts: Any, *, of: Literal["row", "column", "table"] = "row") -> Any:
    """Each part's share of the whole, ratios. One structure: Values, all with the reason if the whole is unknown, zero or has a negative
    part. A table: shares of the row, the column or all, NaN where they cannot be given; a wide pandas frame keeps its labels."""
    if np.ndim(parts) == 1:
        return values(_core.shares_values(_arrays.column(parts, "shares: parts")))
    return like_table(parts, _core.shares_table(table(parts, "shares: parts"), of))


def rounded_shares(parts: Any, decimals: int = 1) -> Any:
    """Shares in per cent that add up to exactly 100 at these decimals (largest remainders, ties to the earlier part); of a table row by row."""
    if np.ndim(parts) == 1:
        return values(_core.rounded_shares_values(_arrays.column(parts, "rounded_shares: parts"), decimals))
    return like_table(parts, _core.rounded_shares_table(table(parts, "rounded_shares: parts"), decimals))


@dataclass(frozen=True)
class StructuralChange:
    """How far shares moved from p to q: Values for tables."""

    norm_of_absolute_values: Figures  #: half the sum of |q - p|, 0 to 1
    finger_kreinin: Figures  #: sum of min(p, q), 1 less the norm
    cosine_similarity: Figures
    angle: Figures  #: between p and q, degrees
    lilien: Figures  #: weights q
    modified_lilien: Figures  #: weights (p + q) / 2


def structural_change(
    before: Any,
    after: Any,
    frame: Any = None,
    *,
    by: Columns | None = None,
    part: Columns = "sector",
    time_col: str = "ds",
    value_col: str = "y",
    absent: Literal["missing", "zero"] = "missing",
    reasons: bool = False,
) -> Any:
    """All measures of structural change between two dates.

    structural_change(p, q): levels of the same parts at both dates, or two tables row by row.
    structural_change(2020, 2023, frame, by="province"): of a long frame, each group between the two periods of `time_col`; gives
    a frame with a row a group. A part that has no row at one of the dates is missing, and so is the change; absent="zero"
    says that what is not listed is zero.
    """
    if frame is None:
        p, offsets, shape = structures(before, "structural_change: before")
        q, _, other = structures(after, "structural_change: after")
        if p.size != q.size or shape != other:
            raise ShapeError(f"structural_change: before has {p.size} values and after {q.size}, expected the same parts")
        fields = _core.structural_change_groups(p, q, offsets)
        return StructuralChange(**{n: one_or_many(pair, shape) for n, pair in fields.items()})
    if absent not in ("missing", "zero"):
        raise InvalidValueError(f"structural_change: absent is {absent!r}, expected 'missing' or 'zero'")
    call, keys = "structural_change", [*names(by), *names(part)]
    found = _frame.columns(frame, dict.fromkeys([*keys, time_col, value_col]), call)
    times = np.asarray(found[time_col])
    kept = np.flatnonzero((times == before) | (times == after))
    for moment in (before, after):
        if not (times[kept] == moment).any():
            raise InvalidValueError(f"{call}: no row has {time_col} {moment!r}; the column goes from {times.min()!r} to {times.max()!r}")
    found = {n: _arrays.taken(c, kept) for n, c in found.items()}
    cells = pivot(call, found, keys, time_col, value_col)
    first = int(np.asarray(_arrays.taken(found[time_col], cells.columns.first))[0] != before)
    both = cells.table[:, [first, 1 - first]] if before != after else cells.table[:, [0, 0]]
    if absent == "zero":
        listed = np.zeros(both.shape, dtype=bool)
        listed[cells.rows.codes, (np.asarray(found[time_col]) != before).astype(int)] = True
        both = np.where(listed, both, 0.0)
    of_parts = {n: _arrays.taken(found[n], cells.rows.first) for n in names(by)}
    within = groups(of_parts, names(by), both.shape[0])
    fields = _core.structural_change_groups(both[within.order, 0], both[within.order, 1], within.offsets)
    return _frame.like(frame, labels(of_parts, names(by), within.first) | figure_columns(fields, reasons))


def _change(name: str, before: Any, after: Any) -> Value:
    p, q = _arrays.column(before, f"{name}: before"), _arrays.column(after, f"{name}: after")
    return value(_core.structural_change_groups(p, q, np.array([0, p.size]))[name if name != "structural_change_angle" else "angle"])


def norm_of_absolute_values(before: ArrayLike, after: ArrayLike) -> Value:
    """Half the sum of |q - p|: the share of the whole that changed hands, 0 to 1."""
    return _change("norm_of_absolute_values", before, after)


def finger_kreinin(before: ArrayLike, after: ArrayLike) -> Value:
    """Sum of min(p, q): what both structures have in common, 0 to 1 (Finger and Kreinin 1979)."""
    return _change("finger_kreinin", before, after)


def cosine_similarity(before: ArrayLike, after: ArrayLike) -> Value:
    """p'q / (|p| |q|), 0 to 1."""
    return _change("cosine_similarity", before, after)


def structural_change_angle(before: ArrayLike, after: ArrayLike) -> Value:
    """The angle between p and q in degrees, 0 to 90 (Moore 1978)."""
    return _change("structural_change_angle", before, after)


def lilien(before: ArrayLike, after: ArrayLike, *, weights: Literal["current", "mean"] = "current") -> Value:
    """Spread of the parts' log growth, weighed by q or, "mean", by (p + q) / 2 (Lilien 1982). A part that is zero at one date: zero_base."""
    if weights not in ("current", "mean"):
        raise InvalidValueError(f"lilien: weights is {weights!r}, expected 'current' or 'mean'")
    return _change("lilien" if weights == "current" else "modified_lilien", before, after)
