# SPDX-License-Identifier: Apache-2.0
"""aggregate(): sums of actual figures by a tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import InvalidValueError, Issue
from ..frames import _frame, _periods
from ..frames._arrays import column, factorise
from ._grid import Grid, distinct_times, spans_of
from ._tree import Tree, issue_of


class Aggregation(NamedTuple):
    frame: Any  # of the caller's type
    tree: Tree
    issues: list[Issue]


def aggregate(
    df: Any,
    spec: Tree | Mapping[str, str | None] | Sequence[str] | Sequence[Sequence[str]],
    *,
    dates: Mapping[str, tuple[_core.Day, _core.Day]] | None = None,
    freq: str | None = None,
    tolerance: float = 1e-6,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Aggregation:
    """Sums of a long frame by a tree: (frame, tree, issues).

    spec: columns that name the levels from the top, ["country", "province", "sector"] (or, as the peers have it,
        [["country"], ["country", "province"], ...]): series are named "VN/Lào Cai/C", rows of one name and period are added.
        Or a Tree, or {series: its parent}, for a frame of single series; parents in it are held against their sums.
    dates: as in Tree, with the names of the result.
    freq: kind of the periods where dates leave it open; looked at only if the tree has dates.

    A period in which a part is missing has no sum (NaN), unless the part did not exist then by its dates. Whatever is
    unusual is in `issues`: missing parts, parents that differ from their sum by more than `tolerance`, unbalanced trees.
    The frame has a row per series and period from its first to its last value, level by level.
    """
    call = "aggregate"
    by_tree = isinstance(spec, (Tree, Mapping))
    if by_tree:
        found = _frame.columns(df, (id_col, time_col, target_col), call)
        codes, series = factorise(found[id_col], id_col)
        if dates is not None and isinstance(spec, Tree):
            raise InvalidValueError("aggregate: dates go with the Tree when it is made")
        tree = spec if isinstance(spec, Tree) else Tree(cast("Mapping[str, str | None]", spec), dates)
        names = [str(n) for n in series.tolist()]
    else:
        keys = _level_columns(spec)
        found = _frame.columns(df, (*keys, time_col, target_col), call)
        codes, paths = _paths([found[k] for k in keys], keys)
        parents: dict[str, str | None] = {}
        for path in paths:
            for depth in range(len(path)):
                parents.setdefault("/".join(path[: depth + 1]), "/".join(path[:depth]) or None)
        names = ["/".join(path) for path in paths]
        tree = Tree(parents, dates)
    y = column(found[target_col], target_col)
    times, at = distinct_times(found[time_col])
    grid = Grid(codes, at, len(names), len(times), (call, names, times, id_col, time_col))
    rows = grid.fill(y, added=not by_tree)
    where = tree._core.find_all(names)
    issues = tree.issues
    issues += [issue_of("hierarchy.not_in_tree", names[i]) for i in np.flatnonzero(where < 0)]
    values = np.full((len(tree), len(times)), np.nan)
    values[where[where >= 0]] = rows[where >= 0]
    kind = ordinals = None
    if tree._core.has_dates:
        kind, ordinals, _ = _periods.read(times, freq)
    ids = tree.ids
    there = np.zeros(len(tree), dtype=bool)
    there[where[where >= 0]] = True
    issues += [issue_of("hierarchy.no_series", ids[i]) for i in np.flatnonzero(tree._core.is_leaf & ~there)]
    values, found_issues = _core.aggregate_rows(tree._core, values, kind, ordinals, tolerance)
    order = tree._core.by_level
    node, step = spans_of(values[order])
    data = {
        id_col: np.array(ids, dtype=object)[order][node],
        time_col: times[step],
        target_col: values[order][node, step],
    }
    return Aggregation(_frame.like(df, data), tree, issues + found_issues)


def _level_columns(spec: Any) -> list[str]:
    """One column per level, from the top."""
    if not isinstance(spec, Sequence) or isinstance(spec, str) or not spec:
        raise InvalidValueError(f"aggregate: spec is {spec!r}, expected columns from the top, a Tree or {{series: parent}}")
    if all(isinstance(s, str) for s in spec):
        return list(spec)
    keys: list[str] = []
    for part in spec:
        if list(part[: len(keys)]) != keys or len(part) != len(keys) + 1:
            raise InvalidValueError(
                f"aggregate: level {list(part)} does not add one column to {keys}; "
                "a tree has levels within levels, crossed groupings are several trees"
            )
        keys = list(part)
    return keys


def _paths(columns: list[Any], keys: list[str]) -> tuple[NDArray[np.int64], list[tuple[str, ...]]]:
    """Codes 0, 1 ... of the combinations of the columns, and the combinations."""
    total, width = np.zeros(len(columns[0]), dtype=np.int64), 1
    parts = [factorise(c, k) for c, k in zip(columns, keys)]
    for codes, values in parts:
        if width * len(values) >= 2**62:
            distinct, total = np.unique(total, return_inverse=True)
            width = len(distinct)
        total, width = total * len(values) + codes, width * len(values)
    codes, distinct = factorise(total, "spec")
    first = np.full(len(distinct), -1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    texts = [np.array([str(v) for v in values.tolist()], dtype=object)[codes[first]] for codes, values in parts]
    for key, column_of_names in zip(keys, texts):
        bad = [t for t in column_of_names.tolist() if "/" in t]
        if bad:
            raise InvalidValueError(f"aggregate: {key} {bad[0]!r} has a '/', which parts the levels in names")
    return codes, list(zip(*(t.tolist() for t in texts)))
