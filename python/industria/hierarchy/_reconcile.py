# SPDX-License-Identifier: Apache-2.0
"""reconcile(): forecasts of a tree made to add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._core import InvalidValueError, Issue
from ..frames import _frame
from ..frames._arrays import column
from ..projection._asked import levels_of
from ._grid import grid_of
from ._history import History
from ._intervals import intervals_of
from ._reconciler import ALIASES, Reconciler
from ._tree import Tree, issue_of


def reconcile(
    Y_hat_df: Any,
    Y_df: Any = None,
    tree: Tree | Mapping[str, Any] | None = None,
    method: str = "mint_shrink",
    *,
    level: float | Iterable[float] | None = None,
    nonnegative: bool = False,
    middle_level: int = 1,
    centred: bool = False,
    shrinkage: float | None = None,
    n_threads: int = 1,
    models: Iterable[str] | None = None,
    issues: list[Issue] | None = None,
    tags: Mapping[str, Any] | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """Forecasts of a tree made to add up: the frame with a column "<model>/<method>" per model.

    Y_hat_df: long frame of base forecasts, unique_id, ds, <model> ...; a row per series and step, in any order.
    Y_df: history with y and fitted values under the models' names. Asked for by mint_variance, mint_shrink and `level`
        (both columns), top_down_average_proportions and top_down_proportions_of_averages (y).
    tree: a Tree, {series: its parent}, or tags {level: names} whose names are paths ("VN/Lào Cai/C"); also `tags=`.
    method: "bottom_up", "top_down_forecast_proportions", "top_down_average_proportions",
        "top_down_proportions_of_averages", "middle_out" (keeps `middle_level`), "mint_ols", "mint_struct", "mint_variance",
        "mint_shrink".
    level: adds "<model>/<method>-lo-95", "-hi-95". Widths come from those of the base forecast (<model>-lo-95, of which
        one level must be there) and the correlation of the residuals, carried through the map.
    nonnegative: no result below 0.
    centred: the covariance of the residuals about their means, with n - 1; default about 0, with n.
    shrinkage: weight of the diagonal in [0, 1] instead of its estimate.
    n_threads: for `nonnegative`; 1 makes no thread, 0 uses all cores; the numbers are the same.
    issues: a list that gets what is unusual: an unbalanced tree, leaves without forecast (NaN, and so are the sums above).
    """
    call = "reconcile"
    levels = [] if level is None else sorted(levels_of(level, call))
    method = ALIASES.get(method, method)
    wood = tree_of(tree if tree is not None else tags)
    names = _names(Y_hat_df)
    shown = _frame.columns(Y_hat_df, [*names, *(c for c in (id_col, time_col) if c not in names)], call)
    models = _models(shown, (id_col, time_col, target_col)) if models is None else list(models)
    found = _frame.columns(Y_hat_df, (id_col, time_col, *models), call)
    grid = grid_of(found, wood, id_col, time_col, call)
    if issues is not None:
        issues += wood.issues
    history = History(Y_df, wood, models, (id_col, time_col, target_col))
    data: dict[str, Any] = dict(shown)
    for model in models:
        base = grid.to_tree(column(found[model], model))
        if issues is not None:
            issues += _without_forecast(base, wood)
        map_ = Reconciler(
            wood, method, actual=history.actual(method), residual=history.residual(model, method, bool(levels)),
            nonnegative=nonnegative, middle_level=middle_level, centred=centred, shrinkage=shrinkage,
            n_threads=n_threads,
        )  # fmt: skip
        y = map_.apply(base)
        name = f"{model}/{method}"
        data[name] = grid.from_tree(y)
        if levels:
            bounds = intervals_of(Y_hat_df, names, model, levels, grid, map_, base, y, nonnegative)
            for x, lo, hi in bounds:
                data[f"{name}-lo-{x:g}"] = grid.from_tree(lo)
                data[f"{name}-hi-{x:g}"] = grid.from_tree(hi)
    if _frame.is_pandas(Y_hat_df):
        return Y_hat_df.assign(**{k: v for k, v in data.items() if k not in shown})
    return _frame.like(Y_hat_df, data)


def tree_of(given: Any, call: str = "reconcile") -> Tree:
    if isinstance(given, Tree):
        return given
    if not isinstance(given, Mapping) or not given:
        raise InvalidValueError(f"{call}: there is no tree, expected a Tree, {{series: its parent}} or tags {{level: names}}")
    if all(v is None or isinstance(v, str) for v in given.values()):
        return Tree(given)
    ids = [str(i) for names in given.values() for i in np.asarray(names).tolist()]
    tree = Tree.from_paths(dict.fromkeys(ids))
    depths = tree._core.depths
    top = len(np.asarray(next(iter(given.values()))))
    if int((depths == 0).sum()) > top:
        lost = [i for i, d in zip(tree.ids, depths.tolist()) if d == 0][top]
        raise InvalidValueError(
            f"{call}: {lost!r} is below the first level of the tags, but no other name is the beginning of its own; "
            "pass {series: its parent} instead (crossed groupings are several trees)"
        )
    return tree


def _names(frame: Any) -> list[str]:
    if _frame.is_pandas(frame) or isinstance(frame, Mapping):
        return [str(c) for c in frame]
    return [str(c) for c in getattr(frame, "column_names", getattr(frame, "columns", []))]


def _models(frame: Mapping[str, Any], others: tuple[str, ...]) -> list[str]:
    """Columns of numbers that are no key, no actual figure, and no bound, quantile or mean of a model."""
    derived = re.compile(r"-(lo|hi|q)-[\d.]+$|-mean$")
    candidates = [n for n in frame if n not in others and not derived.search(n)]
    found = [n for n in candidates if np.asarray(frame[n]).dtype.kind in "fiu"]
    if not found:
        raise InvalidValueError(f"reconcile: the frame has no column of forecasts, only {', '.join(map(repr, frame))}")
    return found


def _without_forecast(base: NDArray[np.float64], tree: Tree) -> list[Issue]:
    gaps = (~np.isfinite(base)).sum(axis=1) * tree._core.is_leaf
    ids = tree.ids if gaps.any() else []
    return [issue_of("hierarchy.no_forecast", ids[i], count=str(int(gaps[i]))) for i in np.flatnonzero(gaps)]
