# SPDX-License-Identifier: Apache-2.0
"""Constant and current prices, implied deflators, real value added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import Deflator, Panel, Series, Value
from ..frames._values import Values, broadcast, one_or_many


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
