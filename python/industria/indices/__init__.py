# SPDX-License-Identifier: Apache-2.0
"""Index numbers: formulas of prices and quantities, linking and chain-linking, the index of industrial production, constant prices, and
contributions to growth.

Single figures are a Value (`float(v)`, `v.reason`), columns of figures Values (an array with `.reasons`). Indices of formulas are
ratios (1.42 for 142 %); series of indices keep their own level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from .._core import (
    Deflator,
    IndexTree,
    InvalidValueError,
    Panel,
    Period,
    PeriodSpan,
    ProductionIndex,
    Series,
    ShapeError,
    Value,
)
from ..frames import _arrays, _frame, _panel
from ..frames._values import Columns, Floats, Values, broadcast, groups, labels, names, one_or_many, pivot, table, values
from ..indicators._panel_indicators import aggregate_growth, contributions

__all__ = [
    "ChainedVolume",
    "Deflator",
    "IndexTree",
    "ProductionIndex",
    "RealValueAdded",
    "aggregate_growth",
    "chain_link",
    "contributions",
    "double_deflation",
    "implicit_deflator",
    "index_contributions",
    "link",
    "link_factor",
    "price_index",
    "price_indices",
    "production_index",
    "quantity_index",
    "quantity_indices",
    "rebase",
    "single_extrapolation",
    "to_constant",
    "to_current",
    "value_ratio",
]

Formula = Literal["laspeyres", "paasche", "fisher", "tornqvist", "walsh", "marshall_edgeworth"]
How = Literal["fixed", "chained"]
AnyPeriod = Period | int | str


# -------------------------------------------------------------------------------------------------------------- formulas


def _four(call: str, p0: Any, q0: Any, p1: Any, q1: Any) -> list[Floats]:
    return [_arrays.column(x, f"{call}: {n}") for x, n in zip((p0, q0, p1, q1), ("p0", "q0", "p1", "q1"))]


def price_index(p0: ArrayLike, q0: ArrayLike, p1: ArrayLike, q1: ArrayLike, *, formula: Formula) -> Value:
    """The price index from period 0 to period 1 of products with prices p and quantities q, a ratio."""
    return _core.price_index(formula, *_four("price_index", p0, q0, p1, q1))


def quantity_index(p0: ArrayLike, q0: ArrayLike, p1: ArrayLike, q1: ArrayLike, *, formula: Formula) -> Value:
    """The quantity (volume) index: the same formula with prices and quantities exchanged."""
    return _core.quantity_index(formula, *_four("quantity_index", p0, q0, p1, q1))


def value_ratio(p0: ArrayLike, q0: ArrayLike, p1: ArrayLike, q1: ArrayLike) -> Value:
    """Sum p1 q1 / sum p0 q0 = Fisher price index times Fisher quantity index."""
    return _core.value_ratio(*_four("value_ratio", p0, q0, p1, q1))


def price_indices(
    prices: Any,
    quantities: Any = None,
    *,
    formula: Formula,
    how: How = "fixed",
    base: Any = None,
    by: Any = None,
    product_col: str = "product",
    time_col: str = "ds",
    price_col: str = "price",
    quantity_col: str = "quantity",
) -> Any:
    """Price indices of every period, 1 in the base period: each compared directly with it ("fixed") or chained.

    price_indices(prices, quantities): tables of products x periods; `base` is the position of the base period (default 0); with `by`,
    a label per product, a table with a row a label in the order of appearance, NaN where an index cannot be given.
    price_indices(frame): a long frame with a row per product and period; `base` is a period of `time_col` (default the
    first), `by` columns whose groups have an index each. Gives a frame `by`, `time_col`, `index`, `reason`.
    """
    return _indices(False, "price_indices", prices, quantities, formula, how, base, by, product_col, time_col, price_col, quantity_col)


def quantity_indices(
    prices: Any,
    quantities: Any = None,
    *,
    formula: Formula,
    how: How = "fixed",
    base: Any = None,
    by: Any = None,
    product_col: str = "product",
    time_col: str = "ds",
    price_col: str = "price",
    quantity_col: str = "quantity",
) -> Any:
    """Quantity (volume) indices of every period; as price_indices()."""
    return _indices(True, "quantity_indices", prices, quantities, formula, how, base, by, product_col, time_col, price_col, quantity_col)


def _indices(
    of_quantities: bool,
    call: str,
    prices: Any,
    quantities: Any,
    formula: str,
    how: str,
    base: Any,
    by: Any,
    product_col: str,
    time_col: str,
    price_col: str,
    quantity_col: str,
) -> Any:
    if quantities is None:
        return _indices_of_frame(of_quantities, call, prices, formula, how, base, by, product_col, time_col, price_col, quantity_col)
    p, q = table(prices, f"{call}: prices"), table(quantities, f"{call}: quantities")
    at = 0 if base is None else int(base)
    if at < 0:
        raise InvalidValueError(f"{call}: base is {at}, expected the position of a period, 0 or above")
    if by is None:
        return values(_core.index_table(of_quantities, formula, p, q, how, at))
    order, offsets = _in_groups(f"{call}: by", by, p.shape[0])
    return _core.index_groups(of_quantities, formula, p[order], q[order], how, at, offsets)


def _in_groups(name: str, by: Any, products: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The products group by group, groups in the order of their labels' first appearance, and the offsets of the groups."""
    codes, found = _arrays.factorise(by, name)
    if codes.size != products:
        raise ShapeError(f"{name} has {codes.size} labels, expected one per product ({products})")
    return np.argsort(codes, kind="stable"), np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=len(found)))]).astype(np.int64)


def _indices_of_frame(
    of_quantities: bool,
    call: str,
    frame: Any,
    formula: str,
    how: str,
    base: Any,
    by: Columns | None,
    product_col: str,
    time_col: str,
    price_col: str,
    quantity_col: str,
) -> Any:
    keys = [*names(by), product_col]
    found = _frame.columns(frame, dict.fromkeys([*keys, time_col, price_col, quantity_col]), call)
    p = pivot(call, found, keys, time_col, price_col)
    q = pivot(call, found, keys, time_col, quantity_col)
    times = np.asarray(_arrays.taken(found[time_col], p.columns.first))
    in_order = np.argsort(times, kind="stable")
    times = times[in_order]
    at = 0
    if base is not None:
        if not (times == base).any():
            raise InvalidValueError(f"{call}: no row has {time_col} {base!r}; the column goes from {times[0]} to {times[-1]}")
        at = int((times == base).argmax())
    of_products = labels(found, names(by), p.rows.first)
    within = groups(of_products, names(by), p.rows.size)
    parts = []
    for i in range(within.size):
        rows = within.order[within.offsets[i] : within.offsets[i + 1]]
        some = (p.table[rows][:, in_order], q.table[rows][:, in_order])
        parts.append(values(_core.index_table(of_quantities, formula, *some, how, at)))
    repeated = np.repeat(within.first, times.size)
    out = labels(of_products, names(by), repeated)
    out[time_col] = _arrays.taken(found[time_col], np.tile(p.columns.first[in_order], within.size))
    out["index"] = np.concatenate(parts) if parts else np.empty(0)
    out["reason"] = np.concatenate([x.reasons for x in parts]) if parts else np.empty(0, dtype=object)
    return _frame.like(frame, out)


# --------------------------------------------------------------------------------------------------------------- linking


def rebase(
    x: Any,
    reference: AnyPeriod,
    *,
    level: float = 100.0,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """Every series divided by its mean over `reference` (a year, or a period of its own kind) and times `level`: growth stays as it was.

    A Series gives a Series, a Panel an array laid out like panel.values, a long frame a frame of the same kind, sorted by series and
    period, gaps as rows. NaN where the reference is not covered or not positive.
    """
    if isinstance(x, Series):
        return _core.re_reference_series(x, reference, level)
    if isinstance(x, Panel):
        return _core.re_reference_panel(x, reference, level)
    read = _panel.read_frame(x, "rebase", freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    lengths = np.diff(read.panel.offsets)
    first = np.array([p.ordinal for p in read.panel.first], dtype=np.int64)
    ordinals = np.repeat(first - read.panel.offsets[:-1], lengths) + np.arange(lengths.sum())
    based = _core.re_reference_panel(read.panel, reference, level)
    return _frame.like(x, {id_col: np.repeat(read.ids, lengths), time_col: read.to_ds(ordinals), target_col: based})


def link_factor(old_overlap: ArrayLike, new_overlap: ArrayLike) -> Value:
    """What a series on a new basis is multiplied by to continue the old one: mean of old / mean of new over the periods both have."""
    return _core.link_factor(_arrays.column(old_overlap, "link_factor: old_overlap"), _arrays.column(new_overlap, "link_factor: new_overlap"))


def link(old: Series, new: Series, overlap: AnyPeriod | PeriodSpan | tuple[AnyPeriod, AnyPeriod]) -> Series:
    """The old series before the overlap (a period, a year or a span that both have), from its start on the new one at the old level."""
    if isinstance(overlap, PeriodSpan):
        return _core.link_series(old, new, overlap.first, overlap.last)
    first, last = overlap if isinstance(overlap, tuple) else (overlap, overlap)
    return _core.link_series(old, new, first, last)


@dataclass(frozen=True)
class ChainedVolume:
    """A chain-linked volume index and what it is made of; contributions are percentage points."""

    index: Floats  #: years x periods; the first year averages 100
    annual: Floats  #: annual chain index
    annual_contributions: Floats  #: products x years
    contributions: Floats  #: products x years x periods, to growth on the same period a year before
    residual: Floats  #: years x periods: chained total less the sum of products
    reason: str  #: why the first missing index is


def chain_link(prices: Any, quantities: Any, *, overlap: Literal["annual", "one_period"] = "annual", by: Any = None) -> Any:
    """Chain-links volumes, year y in the average prices of y - 1: a ChainedVolume.

    prices: products x years; quantities: products x years x periods (or products x years for annual figures). With `by`, a label per
    product: the indices alone, labels in the order of appearance x years x periods, NaN where one cannot be given.
    """
    p = table(prices, "chain_link: prices")
    q = _arrays.doubles(quantities, "chain_link: quantities")
    q = q[:, :, None] if q.ndim == 2 else q
    if by is None:
        return ChainedVolume(**_core.chain_link_table(p, q, overlap))
    order, offsets = _in_groups("chain_link: by", by, p.shape[0])
    return _core.chain_link_groups(p[order], q[order], overlap, offsets)


# ------------------------------------------------------------------------------------------------------ production index


def production_index(
    tree: IndexTree | Any,
    series: Panel | Any,
    *,
    base_year: int = 0,
    partial: bool = False,
    weight_tolerance: float = 0.005,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> ProductionIndex:
    """The index of industrial production from the series of products or industries up the levels that `tree` declares.

    tree: an IndexTree, or a frame with columns code, parent, weight (a weight counts among its siblings). series: a Panel whose ids are
    codes, or a long frame. base_year: the year whose mean is 100 (0: the series are indices of one base already). partial: leave
    out what is missing, with the coverage. Whatever does not fit is among `issues`, by name; the rest is not harmed.
    """
    if not isinstance(tree, IndexTree):
        found = _frame.columns(tree, ("code", "parent", "weight"), "production_index")
        parents = ["" if _arrays.is_missing(p) else str(p) for p in np.asarray(found["parent"]).tolist()]
        weights = _arrays.column(found["weight"], "production_index: weight")
        tree = IndexTree([str(c) for c in np.asarray(found["code"]).tolist()], parents, weights)
    if not isinstance(series, Panel):
        series = _panel.panel_from_frame(series, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    return _core.production_index_of(tree, series, base_year, partial, weight_tolerance)


def index_contributions(tree: IndexTree, result: ProductionIndex, *, lag: int = 1) -> Floats:
    """Contribution of every node to the growth of its top over `lag` periods, percentage points, laid out like result.index."""
    return _core.index_contributions(tree, result, lag)


# ------------------------------------------------------------------------------------------------------------- deflation


def to_constant(current: Any, deflator: Any, *, level: float = 100.0, deflator_of: Sequence[int] | None = None) -> Any:
    """Constant prices of the deflator's base year: current * level / deflator.

    Numbers give a Value, arrays (broadcast against each other) Values. A Series with a Deflator gives a Series with its price
    basis; a Panel with a Deflator, or several and `deflator_of` (one position per series, -1: none), gives (values, reasons): an
    array laid out like panel.values and one reason per series.
    """
    return _deflated("to_constant", current, deflator, level, deflator_of)


def to_current(constant: Any, deflator: Any, *, level: float = 100.0, deflator_of: Sequence[int] | None = None) -> Any:
    """Current prices: constant * deflator / level; as to_constant()."""
    return _deflated("to_current", constant, deflator, level, deflator_of)


def _deflated(call: str, x: Any, deflator: Any, level: float, deflator_of: Sequence[int] | None) -> Any:
    if isinstance(x, Series):
        return _core.deflate_series(call == "to_current", x, deflator)
    if isinstance(x, Panel):
        some = [deflator] if isinstance(deflator, Deflator) else list(deflator)
        of_panel = _core.to_current_panel if call == "to_current" else _core.to_constant_panel
        return of_panel(x, some, [] if deflator_of is None else list(deflator_of))
    (a, b), shape = broadcast(call, ("prices", "deflator"), x, deflator)
    return one_or_many(_core.deflate(call, a, b, level), shape)


def implicit_deflator(current: Any, constant: Any, *, level: float = 100.0) -> Any:
    """The price change that two valuations of one volume imply: current / constant * level."""
    (a, b), shape = broadcast("implicit_deflator", ("current", "constant"), current, constant)
    return one_or_many(_core.deflate("implicit_deflator", a, b, level), shape)


@dataclass(frozen=True)
class RealValueAdded:
    """Real value added, and whether it is negative: possible by double deflation, kept, and to be looked at."""

    value: Value | Values
    negative: bool | NDArray[np.bool_]


def double_deflation(output: Any, output_deflator: Any, inputs: Any, inputs_deflator: Any, *, level: float = 100.0) -> RealValueAdded:
    """Output and intermediate consumption, each by its own deflator (of one base year), subtracted."""
    (y, p, x, q), shape = broadcast(
        "double_deflation", ("output", "output_deflator", "inputs", "inputs_deflator"), output, output_deflator, inputs, inputs_deflator
    )
    numbers, codes, negative = _core.double_deflation_arrays(y, p, x, q, level)
    return RealValueAdded(one_or_many((numbers, codes), shape), bool(negative[0]) if shape == () else negative.reshape(shape))


def single_extrapolation(base_value_added: Any, volume_ratio: Any) -> Any:
    """Value added of the base year carried on by the volume index of output (a ratio to the base year)."""
    (a, b), shape = broadcast("single_extrapolation", ("base_value_added", "volume_ratio"), base_value_added, volume_ratio)
    return one_or_many(_core.single_extrapolation_arrays(a, b), shape)
