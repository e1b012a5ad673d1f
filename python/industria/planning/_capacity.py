# SPDX-License-Identifier: Apache-2.0
"""Use of capacity: rates of parts and wholes, capacity that is there for a part of the year, ramps, what a dataset has in operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from .._core import Bounds, Dataset, Figure, InstalledCapacity, InvalidValueError, Period, PeriodSpan, Value
from ..frames import _arrays, _frame
from ..frames._values import Columns, Floats, Values, broadcast, figure_columns, groups, labels, names, one_or_many, value
from ._ratios import Number, ratio


@overload
def utilisation(actual: Figure, capacity: Figure, *, years: float = ...) -> Figure: ...
@overload
def utilisation(actual: Number, capacity: Number) -> Value: ...
@overload
def utilisation(actual: ArrayLike, capacity: ArrayLike) -> Values: ...
def utilisation(actual: Any, capacity: Any, *, years: float = 1.0) -> Any:
    """actual / design capacity (or sustainable maximum); above 1 is kept. Of figures: output of `years` years (a quantity) against a
    capacity (the same quantity per time), units checked and bounds carried."""
    if isinstance(actual, Figure):
        return _core.utilisation_figure(actual, capacity, years)
    if years != 1:
        raise InvalidValueError(f"utilisation: years is {years:g}, expected 1 with plain numbers: give output per year, or figures with units")
    return ratio("utilisation", ("actual", "capacity"), actual, capacity)


@overload
def efficiency(actual: Number, effective: Number) -> Value: ...
@overload
def efficiency(actual: ArrayLike, effective: ArrayLike) -> Values: ...
def efficiency(actual: Any, effective: Any) -> Any:
    """actual / effective capacity (after planned losses)."""
    return ratio("efficiency", ("actual", "effective"), actual, effective)


@dataclass(frozen=True)
class AggregateUtilisation:
    """From the rates of parts to that of the whole."""

    harmonic: Value  #: sum w / sum (w / u), w value added (Federal Reserve, G.17)
    weighted_mean: Value
    ratio_of_sums: Value
    coverage: float  #: share of the value added that is in


def aggregate_utilisation(
    outputs: Any,
    capacities: Any = None,
    value_added: Any = None,
    *,
    partial: bool = False,
    by: Columns | None = None,
    output_col: str = "output",
    capacity_col: str = "capacity",
    value_added_col: str = "value_added",
    reasons: bool = False,
) -> Any:
    """Utilisation of a whole from its parts' outputs, capacities and value added.

    aggregate_utilisation(outputs, capacities, value_added): of one whole. aggregate_utilisation(frame, by="ds"): of a long frame, each
    group a whole; gives a frame with harmonic, weighted_mean, ratio_of_sums, coverage and reason. A missing part makes the whole
    missing; with partial=True it is left out and the coverage says how much is in.
    """
    call = "aggregate_utilisation"
    if by is not None:
        keys = names(by)
        found = _frame.columns(outputs, dict.fromkeys([*keys, output_col, capacity_col, value_added_col]), call)
        y, c, w = (_arrays.column(found[n], f"{call}: {n}") for n in (output_col, capacity_col, value_added_col))
        within = groups(found, keys, y.size)
        o = within.order
        fields = _core.aggregate_utilisation_groups(y[o], c[o], w[o], within.offsets, partial)
        coverage = fields.pop("coverage")[0]
        columns = figure_columns(fields, reasons)
        return _frame.like(outputs, labels(found, keys, within.first) | columns | {"coverage": coverage})
    given = {"outputs": outputs, "capacities": capacities, "value_added": value_added}
    absent = [n for n, x in given.items() if x is None]
    if absent:
        raise InvalidValueError(f"{call}: {', '.join(absent)} missing, expected arrays of outputs, capacities and value added, or a frame with by=")
    y, c, w = (_arrays.column(x, f"{call}: {n}") for n, x in given.items())
    fields = _core.aggregate_utilisation_groups(y, c, w, np.array([0, y.size]), partial)
    share = float(fields.pop("coverage")[0][0])
    return AggregateUtilisation(coverage=share, **{n: value(pair) for n, pair in fields.items()})


@overload
def part_year(start: int) -> float: ...
@overload
def part_year(start: Period | str | PeriodSpan, year: int) -> Bounds: ...
@overload
def part_year(start: NDArray[Any] | Sequence[int]) -> Floats: ...
def part_year(start: Any, year: int | None = None) -> Any:
    """Share of the year in which a capacity is there that starts in month s: (13 - s) / 12. Months before the year (s <= 1) give 1, after
    it (s >= 13) 0. A start known as a period or span, with the year, gives bounds from its last month to its first."""
    if year is not None:
        first, last = (start.first, start.last) if isinstance(start, PeriodSpan) else (start, start)
        return _core.part_year_span(first, last, year)
    months = np.asarray(start)
    if months.dtype.kind not in "iu":
        raise InvalidValueError(f"part_year: start is {start!r}, expected a month (1 to 12), or a period together with the year")
    return _core.part_year_month(int(months)) if months.ndim == 0 else (13 - np.clip(months, 1, 13)) / 12


def _ramp(what: str, t: Any, a: float, b: float, c: float = 0.0) -> Any:
    (x,), shape = broadcast(what, ("t",), t)
    return one_or_many(_core.ramp_arrays(what, x, a, b, c), shape)


def logistic_ramp(t: Any, *, plateau: float, rate: float, midpoint: float) -> Any:
    """plateau / (1 + exp(-rate (t - midpoint)))."""
    return _ramp("logistic", t, plateau, rate, midpoint)


def exponential_ramp(t: Any, *, plateau: float, tau: float) -> Any:
    """plateau (1 - exp(-t / tau)), nothing before the start."""
    return _ramp("exponential", t, plateau, tau)


def learning_cost(n: Any, *, first_cost: float, learning_rate: float) -> Any:
    """Cost of the n-th unit when each doubling saves `learning_rate` of it: first_cost n^log2(1 - learning_rate) (Wright 1936)."""
    return _ramp("learning", n, first_cost, learning_rate)


def installed_capacity(data: Dataset, product: str, year: int, *, place: str = "", partial: bool = False) -> InstalledCapacity:
    """What a dataset has in operation of one product in a place and all that lies in it: at the end of the year and on average over it, with
    bounds; what cannot be added is among `issues`."""
    return _core.installed_capacity(data, product, year, place, partial)
