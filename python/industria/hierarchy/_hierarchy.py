# SPDX-License-Identifier: Apache-2.0
"""Trees of series: aggregate() sums actual figures, reconcile() makes forecasts add up."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from .._core import InvalidValueError, Issue, UnknownKeyError
from ..frames import _frame, _periods
from ..frames._arrays import column, doubles, factorise
from ..projection._forecast import levels_of

#: The peer's names of the same methods.
ALIASES = {
    "ols": "mint_ols",
    "wls_struct": "mint_struct",
    "wls_var": "mint_variance",
    "average_proportions": "top_down_average_proportions",
    "proportion_averages": "top_down_proportions_of_averages",
    "forecast_proportions": "top_down_forecast_proportions",
    "top_down": "top_down_forecast_proportions",
}


class Tree:
    """Which series are sums of which.

    parents: {series: the series it is a part of}; None or "" for a root. A parent without an entry of its own is a root.
    dates: {series: (first day, last day)} for those that were a part only for a time; None leaves an end open.
    """

    def __init__(
        self, parents: Mapping[str, str | None], dates: Mapping[str, tuple[_core.Day, _core.Day]] | None = None
    ) -> None:
        known = dict.fromkeys(p for p in parents.values() if p)
        known.update(dict.fromkeys(parents))
        ids = list(known)
        lost = [i for i in dates or {} if i not in known]
        if lost:
            raise UnknownKeyError(f"Tree: dates of {lost[0]!r}, which is no series of the tree")
        spans = [(dates or {}).get(i, (None, None)) for i in ids] if dates else []
        self._core = _core.TreeCore(
            ids, [parents.get(i) or None for i in ids], [s[0] for s in spans], [s[1] for s in spans]
        )

    @classmethod
    def _of(cls, core: _core.TreeCore) -> Tree:
        tree = cls.__new__(cls)
        tree._core = core
        return tree

    @classmethod
    def from_paths(cls, ids: Iterable[str], separator: str = "/") -> Tree:
        """From names such as "VN", "VN/Lào Cai", "VN/Lào Cai/C": each is a part of the longest other name it begins with."""
        return cls._of(_core.TreeCore.of_paths(list(ids), separator))

    @property
    def ids(self) -> list[str]:
        """In the order of rows that go with the tree."""
        return self._core.ids

    @property
    def parents(self) -> dict[str, str | None]:
        ids = self.ids
        return {i: None if p < 0 else ids[p] for i, p in zip(ids, self._core.parents.tolist())}

    @property
    def leaves(self) -> list[str]:
        return [i for i, leaf in zip(self.ids, self._core.is_leaf.tolist()) if leaf]

    @property
    def tags(self) -> dict[str, NDArray[Any]]:
        """{level: the series of that level}, from the root on."""
        ids, depths = np.array(self.ids, dtype=object), self._core.depths
        return {str(d): ids[depths == d] for d in range(int(depths.max(initial=-1)) + 1)}

    @property
    def issues(self) -> list[Issue]:
        """What is unusual: leaves that end above the deepest level."""
        return self._core.issues

    def __len__(self) -> int:
        return len(self._core)

    def __repr__(self) -> str:
        return f"<industria.Tree, {len(self)} series, {int(self._core.is_leaf.sum())} of them without parts>"


class Reconciler:
    """A fitted map from forecasts to forecasts that add up, for arrays with one row per series of the tree.

    actual, residual: history, one column per period; what a method needs of them is in reconcile().
    method, nonnegative, middle_level, centred, shrinkage: see reconcile(). variance: one per series, for mint_variance.
    n_threads: for `nonnegative`, over steps and paths; the numbers are the same.
    """

    def __init__(
        self,
        tree: Tree,
        method: str = "mint_shrink",
        *,
        actual: ArrayLike | None = None,
        residual: ArrayLike | None = None,
        variance: ArrayLike | None = None,
        nonnegative: bool = False,
        middle_level: int = 1,
        centred: bool = False,
        shrinkage: float | None = None,
        n_threads: int = 1,
    ) -> None:
        def given(values: Any, name: str) -> Any:
            return None if values is None else doubles(values, f"Reconciler: {name}")

        self._core = _core.ReconcilerCore(
            tree._core, given(actual, "actual"), given(residual, "residual"), given(variance, "variance"),
            ALIASES.get(method, method), operator.index(middle_level), nonnegative, centred, shrinkage,
            operator.index(n_threads),
        )  # fmt: skip

    def apply(self, base: ArrayLike) -> NDArray[np.float64]:
        """Of the same shape: (series, steps), or (series, steps, paths), where each path is mapped by itself."""
        return self._core.apply(doubles(base, "Reconciler.apply: base"))

    def spread(self, reconciled: ArrayLike, sigma: ArrayLike) -> NDArray[np.float64]:
        """Standard deviations of reconciled forecasts whose base errors have standard deviations `sigma`."""
        return self._core.spread(
            doubles(reconciled, "Reconciler.spread: reconciled"), doubles(sigma, "Reconciler.spread: sigma")
        )

    @property
    def shrinkage(self) -> float:
        """Weight of the diagonal in the covariance of the residuals; NaN without residuals."""
        return self._core.shrinkage


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
    times, at = _times(found[time_col])
    grid = _Grid(codes, at, len(names), len(times), (call, names, times, id_col, time_col))
    rows = grid.fill(y, added=not by_tree)
    where = tree._core.find_all(names)
    issues = tree.issues
    issues += [_issue("hierarchy.not_in_tree", names[i]) for i in np.flatnonzero(where < 0)]
    values = np.full((len(tree), len(times)), np.nan)
    values[where[where >= 0]] = rows[where >= 0]
    kind = ordinals = None
    if tree._core.has_dates:
        kind, ordinals, _ = _periods.read(times, freq)
    ids = tree.ids
    there = np.zeros(len(tree), dtype=bool)
    there[where[where >= 0]] = True
    issues += [_issue("hierarchy.no_series", ids[i]) for i in np.flatnonzero(tree._core.is_leaf & ~there)]
    values, found_issues = _core.aggregate_rows(tree._core, values, kind, ordinals, tolerance)
    order = tree._core.by_level
    node, step = _spans(values[order])
    data = {
        id_col: np.array(ids, dtype=object)[order][node],
        time_col: times[step],
        target_col: values[order][node, step],
    }
    return Aggregation(_frame.like(df, data), tree, issues + found_issues)


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
    wood = _tree_of(tree if tree is not None else tags)
    names = _names(Y_hat_df)
    shown = _frame.columns(Y_hat_df, [*names, *(c for c in (id_col, time_col) if c not in names)], call)
    models = _models(shown, (id_col, time_col, target_col)) if models is None else list(models)
    found = _frame.columns(Y_hat_df, (id_col, time_col, *models), call)
    grid = _grid_of(found, wood, id_col, time_col, call)
    if issues is not None:
        issues += wood.issues
    history = _History(Y_df, wood, models, (id_col, time_col, target_col))
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
            bounds = _intervals(Y_hat_df, names, model, levels, grid, map_, base, y, nonnegative)
            for x, lo, hi in bounds:
                data[f"{name}-lo-{x:g}"] = grid.from_tree(lo)
                data[f"{name}-hi-{x:g}"] = grid.from_tree(hi)
    if _frame.is_pandas(Y_hat_df):
        return Y_hat_df.assign(**{k: v for k, v in data.items() if k not in shown})
    return _frame.like(Y_hat_df, data)


def _issue(code: str, value: str, **args: str) -> Issue:
    return _core.issue_of(code, value, list(args.items()))


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


def _times(ds: Any) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Sorted distinct times, and each row's position among them."""
    array = np.asarray(ds)
    if array.dtype.kind in "iu" and array.size:
        low, high = int(array.min()), int(array.max())
        if high - low < 4 * array.size + 1000:
            at = (array - low).astype(np.int64)
            used = np.bincount(at, minlength=high - low + 1) > 0
            rank = np.cumsum(used) - 1
            return (np.flatnonzero(used) + low).astype(array.dtype), at if used.all() else rank[at]
    times, at = np.unique(array, return_inverse=True)
    return times, at.astype(np.int64)


class _Grid:
    """Rows of a frame as a matrix, series by times."""

    def __init__(self, codes: Any, at: Any, series: int, times: int, names: Any) -> None:
        self.shape = (series, times)
        self.codes, self.at, self.names = codes, at, names
        whole = len(codes) == series * times and times > 0
        self.plain = bool(
            whole
            and (at.reshape(self.shape) == np.arange(times)).all()
            and (codes.reshape(self.shape) == np.arange(series)[:, None]).all()
        )
        self.place: Any = None if self.plain else codes * times + at

    def fill(self, values: NDArray[np.float64], *, added: bool = False) -> NDArray[np.float64]:
        if self.plain:
            return values.reshape(self.shape)
        size = self.shape[0] * self.shape[1]
        count = np.bincount(self.place, minlength=size)
        if added:
            sums = np.bincount(self.place, weights=values, minlength=size)
            return np.where(count > 0, sums, np.nan).reshape(self.shape)
        if (count > 1).any():
            call, names, times, id_col, time_col = self.names
            i, t = divmod(int((count > 1).argmax()), self.shape[1])
            raise InvalidValueError(
                f"{call}: {id_col} {names[i]!r} has {int(count.max())} rows for {time_col} {times[t]}, expected one"
            )
        out = np.full(size, np.nan)
        out[self.place] = values
        return out.reshape(self.shape)

    def rows(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        flat = matrix.reshape(-1)
        return flat if self.plain else flat[self.place]


class _TreeGrid:
    """A grid whose series are found in a tree."""

    def __init__(self, grid: _Grid, where: NDArray[np.int64], nodes: int) -> None:
        self.grid, self.nodes = grid, nodes
        self.same = len(where) == nodes and bool((where == np.arange(nodes)).all())
        self.where = where

    def to_tree(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        rows = self.grid.fill(values)
        if self.same:
            return rows
        out = np.full((self.nodes, self.grid.shape[1]), np.nan)
        out[self.where] = rows
        return out

    def from_tree(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.grid.rows(matrix if self.same else matrix[self.where])


def _grid_of(found: dict[str, Any], tree: Tree, id_col: str, time_col: str, call: str) -> _TreeGrid:
    codes, ids = factorise(found[id_col], id_col)
    names = ids.tolist() if ids.dtype.kind == "O" and all(type(i) is str for i in ids) else [str(i) for i in ids.tolist()]
    where = tree._core.find_all(names)
    if (where < 0).any():
        lost = names[int((where < 0).argmax())]
        raise UnknownKeyError(f"{call}: {id_col} {lost!r} is not in the tree ({int((where < 0).sum())} such series)")
    times, at = _times(found[time_col])
    return _TreeGrid(_Grid(codes, at, len(names), len(times), (call, names, times, id_col, time_col)), where, len(tree))


def _tree_of(given: Any) -> Tree:
    if isinstance(given, Tree):
        return given
    if not isinstance(given, Mapping) or not given:
        raise InvalidValueError("reconcile: there is no tree, expected a Tree, {series: its parent} or tags {level: names}")
    if all(v is None or isinstance(v, str) for v in given.values()):
        return Tree(given)
    ids = [str(i) for names in given.values() for i in np.asarray(names).tolist()]
    tree = Tree.from_paths(dict.fromkeys(ids))
    depths = tree._core.depths
    top = len(np.asarray(next(iter(given.values()))))
    if int((depths == 0).sum()) > top:
        lost = [i for i, d in zip(tree.ids, depths.tolist()) if d == 0][top]
        raise InvalidValueError(
            f"reconcile: {lost!r} is below the first level of the tags, but no other name is the beginning of its own; "
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


class _History:
    """What is asked of the past, read once."""

    def __init__(self, frame: Any, tree: Tree, models: list[str], columns: tuple[str, str, str]) -> None:
        self.frame, self.tree, self.columns = frame, tree, columns
        self.grid: _TreeGrid | None = None
        self.y: Any = None

    def _read(self, why: str) -> None:
        if self.frame is None:
            raise InvalidValueError(f"reconcile: {why} needs the history, expected Y_df")
        if self.grid is None:
            found = _frame.columns(self.frame, self.columns, "reconcile: Y_df")
            self.grid = _grid_of(found, self.tree, self.columns[0], self.columns[1], "reconcile: Y_df")
            self.y = column(found[self.columns[2]], self.columns[2])

    def actual(self, method: str) -> Any:
        if method not in ("top_down_average_proportions", "top_down_proportions_of_averages"):
            return None
        self._read(f"method {method!r}")
        assert self.grid is not None
        return self.grid.to_tree(self.y)

    def residual(self, model: str, method: str, intervals: bool) -> Any:
        if not intervals and method not in ("mint_variance", "mint_shrink"):
            return None
        self._read(f"method {method!r}" if method in ("mint_variance", "mint_shrink") else "level")
        assert self.grid is not None
        fitted = _frame.columns(self.frame, (model,), "reconcile: Y_df")[model]
        return self.grid.to_tree(self.y - column(fitted, model))


def _without_forecast(base: NDArray[np.float64], tree: Tree) -> list[Issue]:
    gaps = (~np.isfinite(base)).sum(axis=1) * tree._core.is_leaf
    ids = tree.ids if gaps.any() else []
    return [_issue("hierarchy.no_forecast", ids[i], count=str(int(gaps[i]))) for i in np.flatnonzero(gaps)]


def _normal(level: float) -> float:
    """Half the width of the central normal interval, in standard deviations."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + level / 200)


def _intervals(
    frame: Any,
    names: list[str],
    model: str,
    levels: list[float],
    grid: _TreeGrid,
    map_: Reconciler,
    base: NDArray[np.float64],
    y: NDArray[np.float64],
    nonnegative: bool,
) -> list[tuple[float, NDArray[np.float64], NDArray[np.float64]]]:
    """Each level's lower and upper bounds; a base interval keeps its shape, its width changes as the deviation does."""
    head = f"{model}-lo-"
    given = {float(n[len(head) :]): n for n in names if n.startswith(head)}
    if not given:
        raise InvalidValueError(f"reconcile: level needs the base intervals, expected a column {head}{levels[-1]:g}")

    def bounds(x: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        lo_name = given[x]
        pair = _frame.columns(frame, (lo_name, lo_name.replace("-lo-", "-hi-")), "reconcile")
        lo, hi = (grid.to_tree(column(v, n)) for n, v in pair.items())
        return lo, hi

    widest = max(given)
    lo, hi = bounds(widest)
    sigma = np.abs(hi - lo) / (2 * _normal(widest))
    spread = map_.spread(y, sigma)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = spread / sigma
    made = []
    below, above = y, y
    for x in levels:
        if x in given:
            lo, hi = bounds(x)
            down, up = np.maximum(base - lo, 0) * ratio, np.maximum(hi - base, 0) * ratio
            plain = ~(np.isfinite(down) & np.isfinite(up))
        else:
            down = up = np.zeros_like(y)
            plain = np.ones(y.shape, dtype=bool)
        normal = _normal(x) * spread
        lo, hi = y - np.where(plain, normal, down), y + np.where(plain, normal, up)
        if nonnegative:
            lo = np.where(lo < 0, 0.0, lo)
        below, above = np.fmin(lo, below), np.fmax(hi, above)  # nested, whatever the given bounds were
        made.append((x, np.where(np.isnan(y), np.nan, below), np.where(np.isnan(y), np.nan, above)))
    return made


def _spans(values: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and column of every cell from the first to the last value of its row."""
    there = ~np.isnan(values)
    if there.all():
        n, t = values.shape
        return np.repeat(np.arange(n), t), np.tile(np.arange(t), n)
    begun = np.logical_or.accumulate(there, axis=1)
    left = np.logical_or.accumulate(there[:, ::-1], axis=1)[:, ::-1]
    node, step = np.nonzero(begun & left)
    return node, step
