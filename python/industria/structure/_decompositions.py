# SPDX-License-Identifier: Apache-2.0
"""Shift-share, and the growth of productivity within and between sectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .. import _core
from .._core import InvalidValueError
from ..frames import _arrays, _frame
from ..frames._values import Columns, Figures, Floats, Values, figure_columns, groups, labels, names, one_or_many, pivot, table, values


@dataclass(frozen=True)
class ShiftShareTotal:
    """Sums over the industries; Values, one a region, for tables."""

    change: Figures
    national: Figures
    mix: Figures
    competitive: Figures
    net_shift: Figures
    homothetic: Figures
    homothetic_competitive: Figures
    allocation: Figures
    unallocated: Figures  #: change in industries that the country did not have at the start
    unsplit: Figures  #: competitive change of industries that start from zero here
    structural_factor: Figures
    locational_factor: Figures
    regional_factor: Figures


@dataclass(frozen=True)
class ShiftShare:
    """Parts of each industry's change: national + mix + competitive = change (Dunn 1960), homothetic_competitive + allocation =
    competitive (Esteban-Marquillas 1972); laid out like the input."""

    change: Values
    national: Values
    mix: Values
    competitive: Values
    net_shift: Values
    homothetic: Values
    homothetic_competitive: Values
    allocation: Values
    total: ShiftShareTotal


def shift_share(
    before: Any,
    after: Any,
    country_before: ArrayLike | None = None,
    country_after: ArrayLike | None = None,
    *,
    frame: Any = None,
    region: Columns = "region",
    industry: Columns = "sector",
    time_col: str = "ds",
    value_col: str = "y",
    reasons: bool = False,
) -> Any:
    """What a region's change owes to the country's growth, to its mix of industries and to its own competitiveness.

    shift_share(e0, e1, c0, c1): levels by industry of a region and the country at both dates. Tables (regions x industries) may leave
    the country out: it is then the sum of the rows.
    shift_share(2020, 2023, frame=frame, region="province"): of a long frame that holds all regions of the country; gives a frame with a
    row a region: the totals and `reason`. A region without a row for an industry at a date is missing there.
    """
    if frame is not None:
        call, keys = "shift_share", [*names(region), *names(industry)]
        found = _frame.columns(frame, dict.fromkeys([*keys, time_col, value_col]), call)
        tables, places = _two_dates(call, found, region, industry, time_col, value_col, (before, after))
        _, totals = _core.shift_share_table(*tables)
        return _frame.like(frame, places | figure_columns(totals, reasons))
    one = np.ndim(before) == 1
    p, q = _pair("shift_share", one, before=before, after=after)
    if one and country_before is None:
        raise TypeError("shift_share: country_before and country_after are missing (only a table of all regions goes alone)")
    base = [None if c is None else _arrays.column(c, "shift_share: country") for c in (country_before, country_after)]
    cells, totals = _core.shift_share_table(p, q, *base)
    shape = p.shape[1:] if one else p.shape
    total = ShiftShareTotal(**{n: one_or_many(pair, () if one else p.shape[:1]) for n, pair in totals.items()})
    return ShiftShare(total=total, **{n: values(pair, shape) for n, pair in cells.items()})


@dataclass(frozen=True)
class ProductivityTotal:
    """Sums over the sectors; Values, one a region, for tables."""

    contribution: Figures  #: the growth of aggregate productivity, a ratio
    within: Figures
    static_shift: Figures
    dynamic_shift: Figures
    structural: Figures
    before: Figures  #: output per unit of labour
    after: Figures
    unallocated: Figures


@dataclass(frozen=True)
class Productivity:
    """Each sector's part of the growth of aggregate productivity: within + static_shift + dynamic_shift (= within + structural)."""

    contribution: Values
    within: Values
    static_shift: Values
    dynamic_shift: Values
    structural: Values
    total: ProductivityTotal


def productivity(
    output_before: Any,
    labour_before: Any,
    output_after: Any = None,
    labour_after: Any = None,
    *,
    frame: Any = None,
    by: Columns | None = None,
    sector: Columns = "sector",
    time_col: str = "ds",
    output_col: str = "output",
    labour_col: str = "labour",
    reasons: bool = False,
) -> Any:
    """Growth of labour productivity within sectors and by labour that moves between them (Fabricant; McMillan and Rodrik 2011).

    productivity(y0, l0, y1, l1): by sector, or tables of regions x sectors. Output in prices that add up (a fixed base).
    productivity(2020, 2023, frame=frame, by="province"): of a long frame with columns of output and labour; gives a frame with a row a
    group. A sector without a row at a date is missing.
    """
    if frame is not None:
        call, keys = "productivity", [*names(by), *names(sector)]
        found = _frame.columns(frame, dict.fromkeys([*keys, time_col, output_col, labour_col]), call)
        dates = (output_before, labour_before)
        outputs, places = _two_dates(call, found, names(by), sector, time_col, output_col, dates)
        labours, _ = _two_dates(call, found, names(by), sector, time_col, labour_col, dates)
        _, totals = _core.productivity_table(outputs[0], labours[0], outputs[1], labours[1])
        return _frame.like(frame, places | figure_columns(totals, reasons))
    one = np.ndim(output_before) == 1
    four = _pair(
        "productivity", one, output_before=output_before, labour_before=labour_before, output_after=output_after, labour_after=labour_after
    )
    cells, totals = _core.productivity_table(*four)
    shape = four[0].shape[1:] if one else four[0].shape
    total = ProductivityTotal(**{n: one_or_many(pair, () if one else four[0].shape[:1]) for n, pair in totals.items()})
    return Productivity(total=total, **{n: values(pair, shape) for n, pair in cells.items()})


def _pair(call: str, one: bool, **tables: Any) -> list[Floats]:
    if one:
        return [_arrays.column(x, f"{call}: {name}")[None, :] for name, x in tables.items()]
    return [table(x, f"{call}: {name}") for name, x in tables.items()]


def _two_dates(
    call: str, found: dict[str, Any], rows: Columns, columns: Columns, time_col: str, value_col: str, dates: tuple[Any, Any]
) -> tuple[list[Floats], dict[str, Any]]:
    """Tables of rows x columns at both dates, of the same rows and columns, and the labels of the rows."""
    times = np.asarray(found[time_col])
    for moment in dates:
        if not (times == moment).any():
            raise InvalidValueError(f"{call}: no row has {time_col} {moment!r}; the column goes from {times.min()!r} to {times.max()!r}")
    kept = np.flatnonzero((times == dates[0]) | (times == dates[1]))
    part = {n: _arrays.taken(c, kept) for n, c in found.items()}
    part["\0date"] = (times[kept] == dates[1]).astype(np.int64)
    cells = pivot(call, part, rows, [*names(columns), "\0date"], value_col)
    across = groups(part, names(columns), kept.size)
    out = [np.full((cells.rows.size, across.size), np.nan) for _ in dates]
    at_end = part["\0date"][cells.columns.first] == 1
    place = across.codes[cells.columns.first]
    out[0][:, place[~at_end]] = cells.table[:, ~at_end]
    out[1][:, place[at_end]] = cells.table[:, at_end]
    return out, labels(part, names(rows), cells.rows.first)
