# SPDX-License-Identifier: Apache-2.0
"""Constant and current prices, implied deflators, real value added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import Deflator, InvalidValueError, Panel, Series, Value
from ..frames import _arrays, _frame, _times
from ..frames._values import Columns, Floats, Values, broadcast, figure_columns, groups, names, one_or_many

if TYPE_CHECKING:
    from typing_extensions import Unpack


class PriceColumns(TypedDict, total=False):
    """Further keywords of to_constant() and to_current() for long frames."""

    by: Columns | None  #: columns, beside the time, by which deflators differ: an industry, a province
    id_col: str
    time_col: str
    target_col: str
    deflator_col: str


_DEFAULTS: dict[str, Any] = {"by": None, "id_col": "unique_id", "time_col": "ds", "target_col": "y", "deflator_col": "deflator"}


def to_constant(
    current: Any, deflator: Any, *, level: float = 100.0, deflator_of: Sequence[int] | None = None, **columns: Unpack[PriceColumns]
) -> Any:
    """Constant prices of the deflator's base year: current * level / deflator.

    Numbers give a Value, arrays (broadcast against each other) Values. A Series with a Deflator gives a Series with its price
    basis; a Panel with a Deflator, or several and `deflator_of` (one position per series, -1: none), gives (values, reasons): an
    array laid out like panel.values and one reason per series.

    A long frame gives a frame of the same kind: its columns `id_col`, `by`, `time_col`, and `target_col` in the other prices.
    `deflator` is then the name of its column of deflators, or a frame with columns `by`, `time_col` and `deflator_col`, one row for
    each period. Rows without a deflator, or with one of zero or less, are NaN, and column `reason` says why.
    """
    return _deflated("to_constant", current, deflator, level, deflator_of, columns)


def to_current(
    constant: Any, deflator: Any, *, level: float = 100.0, deflator_of: Sequence[int] | None = None, **columns: Unpack[PriceColumns]
) -> Any:
    """Current prices: constant * deflator / level; as to_constant()."""
    return _deflated("to_current", constant, deflator, level, deflator_of, columns)


def _deflated(call: str, x: Any, deflator: Any, level: float, deflator_of: Sequence[int] | None, columns: PriceColumns) -> Any:
    unknown = [name for name in columns if name not in _DEFAULTS]
    if unknown:
        raise TypeError(f"{call}() got an unexpected keyword argument {unknown[0]!r}")
    if isinstance(x, Series):
        return _core.deflate_series(call == "to_current", x, deflator)
    if isinstance(x, Panel):
        some = [deflator] if isinstance(deflator, Deflator) else list(deflator)
        of_panel = _core.to_current_panel if call == "to_current" else _core.to_constant_panel
        return of_panel(x, some, [] if deflator_of is None else list(deflator_of))
    if _frame.is_frame(x):
        return _deflated_frame(call, x, deflator, level, **(_DEFAULTS | dict(columns)))
    (a, b), shape = broadcast(call, ("prices", "deflator"), x, deflator)
    return one_or_many(_core.deflate(call, a, b, level), shape)


def _deflated_frame(
    call: str, frame: Any, deflator: Any, level: float, by: Columns | None, id_col: str, time_col: str, target_col: str, deflator_col: str,
) -> Any:  # fmt: skip
    on = [*names(by), time_col]
    own = [deflator] if isinstance(deflator, str) else []
    found = _frame.columns(frame, dict.fromkeys([id_col, *on, target_col, *own]), call)
    prices = _arrays.column(found[target_col], f"{call}: {target_col}")
    if own:
        divisors = _arrays.column(found[deflator], f"{call}: {deflator}")
    else:
        listed = _frame.columns(deflator, dict.fromkeys([*on, deflator_col]), f"{call}: deflator")
        divisors = _matched(call, found, listed, on, time_col, deflator_col, prices.size)
    made = figure_columns({target_col: _core.deflate(call, prices, divisors, level)}, False)
    return _frame.like(frame, {name: found[name] for name in dict.fromkeys([id_col, *on])} | made)


def _matched(
    call: str, found: dict[str, Any], listed: dict[str, Any], on: list[str], time_col: str, deflator_col: str, rows: int
) -> Floats:
    """The deflator of each row of a frame; NaN where none is listed."""
    figures = _arrays.column(listed[deflator_col], f"{call}: {deflator_col}")

    def keys(columns: dict[str, Any], at: NDArray[np.int64]) -> list[tuple[Any, ...]]:
        plain = [_arrays.taken(columns[name], at) for name in on]
        return list(zip(*(_times.labels(c) if name == time_col else np.asarray(c).tolist() for name, c in zip(on, plain))))

    of_key: dict[tuple[Any, ...], int] = {}
    for row, key in enumerate(keys(listed, np.arange(figures.size))):
        if key in of_key:
            told = ", ".join(f"{name} {x!s}" for name, x in zip(on, key))
            raise InvalidValueError(f"{call}: rows {of_key[key]} and {row} of deflator are both {told}; expected one row each")
        of_key[key] = row
    wanted = groups(found, on, rows)  # few different ones, looked up once each
    at = np.array([of_key.get(key, figures.size) for key in keys(found, wanted.first)], dtype=np.int64)
    return np.append(figures, np.nan)[at][wanted.codes]


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
