# SPDX-License-Identifier: Apache-2.0
"""Price and quantity indices by formula: of two periods, tables, long frames, groups of products."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from .._core import InvalidValueError, ShapeError, Value
from ..frames import _arrays, _frame
from ..frames._values import Columns, Floats, groups, labels, names, pivot, table, values

Formula = Literal["laspeyres", "paasche", "fisher", "tornqvist", "walsh", "marshall_edgeworth"]
How = Literal["fixed", "chained"]


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
    order, offsets = in_groups(f"{call}: by", by, p.shape[0])
    return _core.index_groups(of_quantities, formula, p[order], q[order], how, at, offsets)


def in_groups(name: str, by: Any, products: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
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
