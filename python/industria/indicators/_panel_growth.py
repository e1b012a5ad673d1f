# SPDX-License-Identifier: Apache-2.0
"""Growth over whole panels: on earlier periods, since the start of the year, compound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._core import InvalidValueError
from ._panel_rows import PanelColumns, lag_of, read, takes_columns

if TYPE_CHECKING:
    from typing_extensions import Unpack


@takes_columns
def panel_growth(
    x: Any,
    lag: int | str = 1,
    *,
    reasons: bool = False,
    n_threads: int = 1,
    **columns: Unpack[PanelColumns],
) -> Any:
    """y(t) / y(t - lag) - 1 for every row, as column "growth": lag 1 is period on period, 4 the same quarter of the year before,
    "year" the same period of the year before by the calendar of the time column.

    x: a long frame sorted by series and period (whole numbers that count periods, dates, periods), or an array of series x periods.
    The lag counts periods: where the series has no such row, or its value is missing, zero or negative, growth is NaN; with
    reasons=True a column "reason" has why (industria.reason_names). Raises ValueError naming the rows that are no keys.
    """
    rows = read(x, "panel_growth", **columns)
    growth, why = _core.panel_growth(rows.keys, rows.values, lag_of(rows, lag), reasons, n_threads)
    return rows.with_rows({"growth": growth, "reason": why})


@takes_columns
def panel_year_to_date(
    x: Any,
    *,
    growth: bool = False,
    periods_per_year: int | None = None,
    year_start: int | None = None,
    reasons: bool = False,
    n_threads: int = 1,
    **columns: Unpack[PanelColumns],
) -> Any:
    """Sum since the start of the year, as column "year_to_date"; growth=True: its growth on the same periods of the year before,
    as column "growth". Missing from a missing or absent period to the end of its year.

    A time column of whole numbers needs `periods_per_year`, and `year_start` if years do not begin with multiples of it.
    """
    call = "panel_year_to_date"
    rows = read(x, call, **columns, sums=True)
    per_year = periods_per_year or rows.per_year
    if not per_year:
        raise InvalidValueError(f"{call}: {rows.time_col or 'the matrix'} has numbers, expected periods_per_year= with them")
    start = rows.year_start if year_start is None else year_start
    made, why = _core.panel_year_to_date(rows.keys, rows.values, per_year, start, growth, reasons, n_threads)
    return rows.with_rows({"growth" if growth else "year_to_date": made, "reason": why})


@takes_columns
def panel_cagr(
    x: Any,
    periods_per_step: int | str = 1,
    *,
    resolution: float | None = None,
    reasons: bool = False,
    n_threads: int = 1,
    **columns: Unpack[PanelColumns],
) -> Any:
    """Compound growth from the first to the last observed value, one row per series with column "cagr"; per `periods_per_step`
    periods (4 or "year": a yearly rate from quarters). `resolution`: values are rounded to multiples of it, and columns
    "lo" and "hi" have what that leaves open.
    """
    rows = read(x, "panel_cagr", **columns)
    step = lag_of(rows, periods_per_step)
    rate, why = _core.panel_cagr(rows.keys, rows.values, step, reasons, n_threads)
    lo = hi = None
    if resolution is not None:
        lo, hi = _core.panel_cagr_bounds(rows.keys, rows.values, resolution, step, n_threads)
    return rows.with_series({"cagr": rate, "lo": lo, "hi": hi, "reason": why})
