# SPDX-License-Identifier: Apache-2.0
"""What drives the probability that a whole meets its target: its parts in a hierarchy, or the factors of a sum of products."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from . import _core
from ._attainment_panel import AskedPanel, Day
from ._core import Forecast, GrowthPrior, Issue, PriceBasis, ShapeError, Unit
from .frames import _frame
from .hierarchy._reconcile import tree_of
from .hierarchy._tree import Tree

_CELLS = ("landing", "gap", "p_if_met", "gain", "gap_share")


def attainment_drivers(
    data: Any,
    targets: Any = None,
    hierarchy: Tree | Mapping[str, Any] | None = None,
    lo: float = -math.inf,
    hi: float = math.inf,
    *,
    common_shock: float | None = None,
    h: int | None = None,
    models: str = "pooled_growth",
    prior: GrowthPrior | None = None,
    paths: int = 4000,
    seed: int = 0,
    n_threads: int = 1,
    as_of: Day = None,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    issues: list[Issue] | None = None,
) -> Any:
    """How P(the whole meets its target) depends on each part.

    attainment_drivers(df, targets, hierarchy): a row for each part of each parent that has a target: unique_id (the part), parent,
        target_id and ds (of the parent's target), landing, target (the part's own, NaN if none is stated for ds), gap, p_if_met (P of the
        parent if this part lands at its own target and the others as they are forecast), gain (that minus P), gap_share (its share in
        p_if_all_closed - p_attain; the shares add up), per_percent (change of P for one per cent more of the part, less where the target is an
        upper limit), percent_share (its share in all_percent; the shares add up), and of the parent p_attain, p_if_all_closed, all_percent.
        Arguments as for aggregate_attainment().
    attainment_drivers(cells, targets, lo=..., hi=...): of a sum of products: `cells` has a row a part and a column a factor (volume, price;
        capacity, utilisation, mix, unit value; a list: one factor), each a (forecast, step) or a number; `targets` numbers or None, laid
        out alike. A dict: the same figures as arrays laid out like the cells, factor_p_if_met, factor_gain, factor_gap_share (a factor in
        all parts at once), per_percent and percent_share by part, p_attain, p_if_all_closed, all_percent.
    """
    if isinstance(data, (list, tuple)):
        shock = 0.015 if common_shock is None else common_shock
        return _of_cells(data, targets, lo, hi, shock, paths, seed)
    asked = AskedPanel.read(
        data, targets, "attainment_drivers", models, prior, h=h, paths=paths, seed=seed, n_threads=n_threads, as_of=as_of, unit=unit,
        price_basis=price_basis, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col, issues=issues,
    )  # fmt: skip
    tree = tree_of(hierarchy, "attainment_drivers")
    made = asked.put_to_tree(_core.attainment_drivers_tree, tree, common_shock=common_shock)
    question = made["question"]
    names = np.array(tree.ids, dtype=object)
    out: dict[str, Any] = {id_col: names[made["node"]].astype(str), "parent": np.asarray(asked.head[id_col])[question]}
    out |= {name: column[question] for name, column in asked.head.items() if name != id_col}
    out |= {name: made[name] for name in ("landing", "target", "gap", "p_if_met", "gain", "gap_share", "per_percent", "percent_share")}
    out |= {name: made[name][question] for name in ("p_attain", "p_if_all_closed", "all_percent")}
    return _frame.like(data, out)


def _of_cells(cells: Sequence[Any], targets: Any, lo: float, hi: float, shock: float, paths: int, seed: int) -> dict[str, Any]:
    def is_cell(x: Any) -> bool:
        return isinstance(x, (int, float, np.number)) or (isinstance(x, tuple) and len(x) == 2 and isinstance(x[0], Forecast))

    flat = all(is_cell(x) for x in cells)
    rows = [[x] for x in cells] if flat else [list(row) for row in cells]
    factors = len(rows[0]) if rows else 1
    wanted = [[None] * factors] * len(rows) if targets is None else [[t] for t in targets] if flat else [list(row) for row in targets]
    if any(len(row) != factors for row in rows) or [len(row) for row in wanted] != [len(row) for row in rows]:
        raise ShapeError("attainment_drivers: expected cells and targets as tables of one shape, a row a part and a column a factor")
    given = []
    for row, row_targets in zip(rows, wanted):
        for cell, target in zip(row, row_targets):
            if not is_cell(cell):
                raise TypeError(f"attainment_drivers: a cell is {cell!r}, expected a number or (forecast, step)")
            aim = math.nan if target is None else float(target)
            given.append((cell[0], cell[1], math.nan, aim) if isinstance(cell, tuple) else (None, 0, float(cell), aim))
    made = _core.attainment_drivers_cells(given, factors, lo=lo, hi=hi, common_shock=shock, paths=paths, seed=seed)
    shape = (len(rows),) if flat else (len(rows), factors)
    return {name: column.reshape(shape) if name in _CELLS else column for name, column in made.items()}
