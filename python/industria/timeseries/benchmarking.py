# SPDX-License-Identifier: Apache-2.0
"""Months and quarters that agree with years: benchmarking of an indicator, and temporal disaggregation by regression.

Each function takes one series as arrays, or two Panels pair by pair: then `values` is laid out like the indicators' panel.values
and `reason` has one entry per pair. What cannot be done is NaN with a reason; one bad pair stops no other.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from .._core import Panel
from ..frames._arrays import column

Floats = NDArray[np.float64]
Conversion = Literal["sum", "average", "first", "last"]


class Benchmarked(NamedTuple):
    values: Floats
    reason: str | list[str]  # "" where there is a result
    form: str = ""  # "additive" where the indicator has a zero
    unused_benchmarks: int = 0  # missing ones, and those whose period the indicator does not cover


class Disaggregated(NamedTuple):
    values: Floats
    reason: str | list[str]
    coefficients: Floats  # intercept first
    standard_errors: Floats
    rho: Any  # a number, one per pair for panels
    log_likelihood: float = np.nan
    rss: float = np.nan
    r_squared: float = np.nan
    truncated: bool = False  # rho is 0 because the criterion would have it negative
    unused_figures: int = 0


def denton(
    indicator: ArrayLike | Panel,
    benchmarks: ArrayLike | Panel,
    ratio: int | None = None,
    *,
    form: Literal["proportional", "additive"] = "proportional",
    differences: int = 1,
    anchored_start: bool = False,
    conversion: Conversion = "sum",
    lead: int = 0,
    n_threads: int = 1,
) -> Benchmarked:
    """The series that adds up to the benchmarks and moves as the indicator does: smallest changes of their ratio (or difference).

    ratio: short periods per benchmark (12 for months and years); panels know it. anchored_start: Denton's own start (1971), else
    Cholette's. lead: position of the first benchmark's first short period. An empty indicator interpolates smoothly.
    """
    if isinstance(indicator, Panel):
        return Benchmarked(
            *_core.denton_panel(
                indicator, _panel(benchmarks, "denton"), form, differences, anchored_start, conversion, n_threads
            )
        )
    z, y = column(indicator, "denton: indicator"), column(benchmarks, "denton: benchmarks")
    return Benchmarked(*_core.denton(z, y, _ratio(ratio, "denton"), form, differences, anchored_start, conversion, lead))


def cholette_dagum(
    indicator: ArrayLike | Panel,
    benchmarks: ArrayLike | Panel,
    ratio: int | None = None,
    *,
    rho: float = 0.9,
    lambda_: float = 1.0,
    adjust_level: bool = False,
    conversion: Conversion = "sum",
    lead: int = 0,
    n_threads: int = 1,
) -> Benchmarked:
    """Benchmarking whose deviations die out past the last benchmark, rho a short period (0.9 for months, 0.729 for quarters).

    lambda_: 0 additive, 1 proportional, 0.5 between. rho = 1 is Denton-Cholette.
    """
    if isinstance(indicator, Panel):
        return Benchmarked(
            *_core.cholette_dagum_panel(
                indicator, _panel(benchmarks, "cholette_dagum"), rho, lambda_, adjust_level, conversion, n_threads
            )
        )
    z, y = column(indicator, "cholette_dagum: indicator"), column(benchmarks, "cholette_dagum: benchmarks")
    return Benchmarked(
        *_core.cholette_dagum(z, y, _ratio(ratio, "cholette_dagum"), rho, lambda_, adjust_level, conversion, lead)
    )


def pro_rata(
    indicator: ArrayLike, benchmarks: ArrayLike, ratio: int, *, conversion: Conversion = "sum", lead: int = 0
) -> Benchmarked:
    """Each benchmark in the indicator's own proportions; steps stand at the borders."""
    z, y = column(indicator, "pro_rata: indicator"), column(benchmarks, "pro_rata: benchmarks")
    return Benchmarked(*_core.pro_rata(z, y, ratio, conversion, lead))


def disaggregate(
    figures: ArrayLike | Panel,
    indicators: Any = None,
    ratio: int | None = None,
    *,
    model: Literal["chow_lin", "fernandez", "litterman"] = "chow_lin",
    rho_rule: Literal["maximum_likelihood", "minimum_rss", "minimum_rss_correlation", "fixed"] = "maximum_likelihood",
    rho: float = 0.5,
    negative_rho: bool = False,
    intercept: bool = True,
    conversion: Conversion = "sum",
    lead: int = 0,
    beyond: int = 0,
    n_threads: int = 1,
) -> Disaggregated:
    """Short-period figures by generalised least squares on related indicators; they add up to the long figures exactly.

    indicators: one array, a two-dimensional array (a column an indicator), or None for none. Goes on past the last figure as far as
    the indicators do, without them `beyond` periods.
    """
    if isinstance(figures, Panel):
        values, reasons, rhos = _core.disaggregate_panel(
            figures,
            _panel(indicators, "disaggregate"),
            model,
            rho_rule,
            rho,
            negative_rho,
            intercept,
            conversion,
            n_threads,
        )
        return Disaggregated(values, reasons, np.empty(0), np.empty(0), rhos)
    x = np.empty((0, 0)) if indicators is None else np.asarray(indicators, dtype=np.float64)
    columns = x.shape[1] if x.ndim == 2 else 1
    return Disaggregated(
        *_core.disaggregate(
            column(figures, "disaggregate: figures"),
            np.ascontiguousarray(x.T).ravel(),
            columns,
            _ratio(ratio, "disaggregate"),
            model,
            rho_rule,
            rho,
            negative_rho,
            intercept,
            conversion,
            lead,
            beyond,
        )
    )


def _ratio(ratio: int | None, call: str) -> int:
    if ratio is None:
        raise TypeError(f"{call}: ratio is missing, e.g. 12 for months and years (only Panels know it)")
    return ratio


def _panel(value: Any, call: str) -> Panel:
    if not isinstance(value, Panel):
        raise TypeError(f"{call}: got {type(value).__name__} beside a Panel, expected two Panels")
    return value
