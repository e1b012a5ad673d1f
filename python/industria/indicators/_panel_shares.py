# SPDX-License-Identifier: Apache-2.0
"""Parts and wholes over whole panels: shares, contributions, sums of groups, location quotients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core
from .._core import InvalidValueError
from ._panel_groups import cells, coverage_of, group_of, groups_of, names_of
from ._panel_rows import PanelColumns, lag_of, read, takes_columns

if TYPE_CHECKING:
    from typing_extensions import Unpack


@takes_columns
def panel_shares(
    x: Any,
    by: Any = None,
    *,
    partial: bool = False,
    reasons: bool = False,
    n_threads: int = 1,
    **columns: Unpack[PanelColumns],
) -> Any:
    """y / sum of all series in that period (of the same `by`: one or more columns with one value per series), as column "share".

    One missing or absent row makes the whole missing in its period; partial=True takes shares of what is there, and a column
    "coverage" says how much of the series that is. A whole of zero or less: NaN.
    """
    return _parts(x, "panel_shares", "share", 0, by, partial, reasons, n_threads, None, **columns)


@takes_columns
def panel_contributions(
    x: Any,
    lag: int | str = 1,
    by: Any = None,
    *,
    partial: bool = False,
    decimals: int | None = None,
    reasons: bool = False,
    n_threads: int = 1,
    **columns: Unpack[PanelColumns],
) -> Any:
    """100 (y(t) - y(t - lag)) / sum of all series (of the same `by`) at t - lag, in points, as column "contribution": in each
    period they add up to the growth of the sum in per cent. partial=True: of the series that have both values. With `decimals` rounded so
    that they add up exactly to the rounded growth of the sum (largest remainders, ties to the earlier series).
    """
    return _parts(x, "panel_contributions", "contribution", lag, by, partial, reasons, n_threads, decimals, **columns)


def _parts(
    x: Any, call: str, figure: str, lag: int | str, by: Any, partial: bool, reasons: bool, n_threads: int, decimals: int | None,
    **columns: Unpack[PanelColumns],
) -> Any:  # fmt: skip
    rows = read(x, call, **columns, sums=True, others=names_of(by))
    step = lag_of(rows, lag)
    if figure == "contribution" and step < 1:
        raise InvalidValueError(f"{call}: lag is {step}, expected at least 1")
    groups = groups_of(rows, by)[0]
    made, why, totals = _core.panel_shares(rows.keys, rows.values, step, groups, partial, reasons, n_threads, decimals)
    coverage = rows.keys.coverage(groups, coverage_of(totals)) if partial else None
    return rows.with_rows({figure: made, "coverage": coverage, "reason": why})


@takes_columns
def panel_roll_up(
    x: Any,
    by: Any = None,
    *,
    partial: bool = False,
    n_threads: int = 1,
    **columns: Unpack[PanelColumns],
) -> Any:
    """Sums of the series by group and period: one row per combination of the `by` columns that has series, and period, with the
    sum in the target column and its "coverage", the part of the group's series that has a value. Without partial=True a sum with
    a missing or absent part is NaN. For a matrix: arrays of groups x periods, `by` one code per series.
    """
    call = "panel_roll_up"
    names = names_of(by)
    rows = read(x, call, **columns, sums=True, others=names)
    groups, labels, counts = groups_of(rows, by)
    made = _core.panel_roll_up(rows.keys, rows.values, groups, partial, n_threads)
    return cells(rows, names, labels, counts, made, {rows.target_col: made["sum"], "coverage": coverage_of(made)})


@takes_columns
def panel_location_quotients(
    x: Any,
    region: Any,
    sector: Any,
    *,
    partial: bool = False,
    reasons: bool = False,
    n_threads: int = 1,
    **columns: Unpack[PanelColumns],
) -> Any:
    """(y of region and sector / y of region) / (y of sector / y of all), period by period: one row per region, sector and period
    with column "location_quotient". `region` and `sector` are columns of the frame (for a matrix: codes, one per series).
    """
    names = [*names_of(region), *names_of(sector)]
    rows = read(x, "panel_location_quotients", **columns, sums=True, others=names)
    regions, region_labels = group_of(rows, region)
    sectors, sector_labels = group_of(rows, sector)
    made = _core.panel_location_quotients(rows.keys, rows.values, regions, sectors, partial, n_threads)
    figures = {"location_quotient": made["quotient"]}
    if partial:
        figures["coverage"] = coverage_of(made)
    if reasons:
        figures["reason"] = made["reason"]
    return cells(rows, names, [region_labels, sector_labels], [regions.count, sectors.count], made, figures)
