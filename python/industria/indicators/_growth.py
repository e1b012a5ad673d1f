# SPDX-License-Identifier: Apache-2.0
"""Growth, compound growth and required growth for numbers, arrays and panels. Rates are ratios: 0.112 is 11.2 %."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from .._core import InvalidValueError, Panel
from ..frames._arrays import column, doubles

Column = TypeVar("Column")  # a pandas Series
Floats = NDArray[np.float64]
_Number = float | int


@overload
def growth(x: Panel | Sequence[float] | NDArray[Any], lag: int = ...) -> Floats: ...
@overload
def growth(x: Column, lag: int = ...) -> Column: ...
def growth(x: Any, lag: int = 1) -> Any:
    """x[i] / x[i - lag] - 1; the first `lag` are NaN, and so is growth on a base that is missing, zero or negative.

    x: array-like of one dimension (a pandas Series gives a Series), or a Panel: then laid out like panel.values, no
    growth crosses from one series to the next.
    """
    lag = operator.index(lag)
    if isinstance(x, Panel):
        return _core.growth_panel(x, lag)
    result = _core.growth(column(x, "growth: x"), lag)
    return type(x)(result, index=x.index, name=x.name) if hasattr(x, "to_numpy") and hasattr(x, "index") else result


@overload
def cagr(start: Panel) -> Floats: ...
@overload
def cagr(start: _Number, end: _Number, steps: int) -> float: ...
@overload
def cagr(start: ArrayLike, end: ArrayLike, steps: ArrayLike) -> Floats: ...
def cagr(start: Any, end: Any = None, steps: Any = None) -> Any:
    """Compound growth per step, (end / start) ** (1 / steps) - 1; NaN unless start > 0, end >= 0, steps >= 1.

    Numbers give a float, arrays (broadcast against each other) an array. cagr(panel) goes from the first to the last
    observed value of each series.
    """
    if isinstance(start, Panel):
        return _core.cagr_panel(start)
    if end is None or steps is None:
        raise TypeError("cagr: end and steps are missing (only a Panel goes alone)")
    return _broadcast(_core.cagr_arrays, "cagr", ("start", "end", "steps"), start, end, steps)


@overload
def required_growth(actual: _Number, target: _Number, steps: int) -> float: ...
@overload
def required_growth(actual: ArrayLike, target: ArrayLike, steps: ArrayLike) -> Floats: ...
def required_growth(actual: Any, target: Any, steps: Any) -> Any:
    """Growth per step that leads from `actual` to `target` in `steps`; NaN when no time is left (steps < 1).

    Numbers give a float, arrays (broadcast against each other) an array. A reached target gives a value <= 0.
    """
    return _broadcast(
        _core.required_growth_arrays, "required_growth", ("actual", "target", "steps"), actual, target, steps
    )


def cagr_bounds(start: float, end: float, steps: int, resolution: float, end_resolution: float | None = None) -> _core.Bounds:
    """What rounding leaves open of cagr(start, end, steps): both figures are multiples of `resolution` (the end of
    `end_resolution`, if said). 41,200 to the hundred and 60,000 to the ten thousand in four steps: 7.46 % to 12.11 %.
    """
    for name, value in (("resolution", resolution), ("end_resolution", end_resolution)):
        if value is not None and not 0 <= value < np.inf:
            raise InvalidValueError(f"cagr_bounds: {name} is {value}, expected 0 or more")
    return _core.cagr_bounds(start, end, operator.index(steps), resolution, resolution if end_resolution is None else end_resolution)


def _broadcast(rates: Any, call: str, names: tuple[str, str, str], a: Any, b: Any, steps: Any) -> Any:
    x, y, n = (doubles(v, f"{call}: {name}") for v, name in zip((a, b, steps), names))
    if not (n == np.floor(n)).all():
        raise InvalidValueError(f"{call}: steps {n[n != np.floor(n)].flat[0]} is no whole number, expected 1, 2, ...")
    x, y, n = np.broadcast_arrays(x, y, n)
    whole = np.clip(n, -1, 2**31 - 1).astype(np.int64)
    result = rates(x.ravel(), y.ravel(), whole.ravel())
    return float(result[0]) if x.ndim == 0 else result.reshape(x.shape)
