# SPDX-License-Identifier: Apache-2.0
"""Structure: shares, structural change, concentration, specialisation, shift-share, productivity.

All take levels (not shares): one structure (one dimension), a table (two dimensions or a wide pandas frame: a row a place, a column
a sector), or, where said, a long frame. One structure gives a Value (`float(v)`, `v.reason`), a table gives Values (an array with
`.reasons`), a long frame a frame of the same kind with a column `reason`. Missing is never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from . import _arrays, _core, _frame
from ._core import InvalidValueError, ShapeError, Value, location_quotient
from ._values import (
    Columns,
    Floats,
    Values,
    figure_columns,
    groups,
    labels,
    like_table,
    names,
    one_or_many,
    pivot,
    table,
    value,
    values,
)

__all__ = [
    "Concentration",
    "EllisonGlaeser",
    "Productivity",
    "ProductivityTotal",
    "ShiftShare",
    "ShiftShareTotal",
    "StructuralChange",
    "concentration",
    "corrected_gini",
    "cosine_similarity",
    "ellison_glaeser",
    "entropy",
    "equivalent_number",
    "finger_kreinin",
    "gini",
    "hhi",
    "krugman",
    "krugman_against_others",
    "lilien",
    "location_quotient",
    "location_quotients",
    "locational_gini",
    "lorenz_curve",
    "mean_log_deviation",
    "norm_of_absolute_values",
    "normalised_hhi",
    "productivity",
    "rounded_shares",
    "shares",
    "shift_share",
    "structural_change",
    "structural_change_angle",
    "theil",
]

Figures = Value | Values


def _rows(x: Any, name: str) -> tuple[Floats, Floats, tuple[int, ...]]:
    """The numbers one after the other, the offsets of the structures in them, and the shape of a figure of each."""
    array = _arrays.doubles(x.to_numpy() if _frame.is_pandas(x) else x, name)
    if array.ndim not in (1, 2):
        raise ShapeError(f"{name} has {array.ndim} dimensions, expected 1 (one structure) or 2 (one a row)")
    n = array.shape[-1]
    count = 1 if array.ndim == 1 else array.shape[0]
    return np.ascontiguousarray(array).ravel(), np.arange(count + 1, dtype=np.int64) * n, array.shape[:-1]


# ---------------------------------------------------------------------------------------------------------------- shares


def shares(parts: Any, *, of: Literal["row", "column", "table"] = "row") -> Any:
    """Each part's share of the whole, ratios. One structure: Values, all with the reason if the whole is unknown, zero or has a negative
    part. A table: shares of the row, the column or all, NaN where they cannot be given; a wide pandas frame keeps its labels."""
    if np.ndim(parts) == 1:
        return values(_core.shares_values(_arrays.column(parts, "shares: parts")))
    return like_table(parts, _core.shares_table(table(parts, "shares: parts"), of))


def rounded_shares(parts: Any, decimals: int = 1) -> Any:
    """Shares in per cent that add up to exactly 100 at these decimals (largest remainders, ties to the earlier part); of a table row by row."""
    if np.ndim(parts) == 1:
        return values(_core.rounded_shares_values(_arrays.column(parts, "rounded_shares: parts"), decimals))
    return like_table(parts, _core.rounded_shares_table(table(parts, "rounded_shares: parts"), decimals))


# ----------------------------------------------------------------------------------------------------- structural change


@dataclass(frozen=True)
class StructuralChange:
    """How far shares moved from p to q: Values for tables."""

    norm_of_absolute_values: Figures  #: half the sum of |q - p|, 0 to 1
    finger_kreinin: Figures  #: sum of min(p, q), 1 less the norm
    cosine_similarity: Figures
    angle: Figures  #: between p and q, degrees
    lilien: Figures  #: weights q
    modified_lilien: Figures  #: weights (p + q) / 2


def structural_change(
    before: Any,
    after: Any,
    frame: Any = None,
    *,
    by: Columns | None = None,
    part: Columns = "sector",
    time_col: str = "ds",
    value_col: str = "y",
    absent: Literal["missing", "zero"] = "missing",
    reasons: bool = False,
) -> Any:
    """All measures of structural change between two dates.

    structural_change(p, q): levels of the same parts at both dates, or two tables row by row.
    structural_change(2020, 2023, frame, by="province"): of a long frame, each group between the two periods of `time_col`; gives
    a frame with a row a group. A part that has no row at one of the dates is missing, and so is the change; absent="zero"
    says that what is not listed is zero.
    """
    if frame is None:
        p, offsets, shape = _rows(before, "structural_change: before")
        q, _, other = _rows(after, "structural_change: after")
        if p.size != q.size or shape != other:
            raise ShapeError(f"structural_change: before has {p.size} values and after {q.size}, expected the same parts")
        fields = _core.structural_change_groups(p, q, offsets)
        return StructuralChange(**{n: one_or_many(pair, shape) for n, pair in fields.items()})
    if absent not in ("missing", "zero"):
        raise InvalidValueError(f"structural_change: absent is {absent!r}, expected 'missing' or 'zero'")
    call, keys = "structural_change", [*names(by), *names(part)]
    found = _frame.columns(frame, dict.fromkeys([*keys, time_col, value_col]), call)
    times = np.asarray(found[time_col])
    kept = np.flatnonzero((times == before) | (times == after))
    for moment in (before, after):
        if not (times[kept] == moment).any():
            raise InvalidValueError(f"{call}: no row has {time_col} {moment!r}; the column goes from {times.min()!r} to {times.max()!r}")
    found = {n: _arrays.taken(c, kept) for n, c in found.items()}
    cells = pivot(call, found, keys, time_col, value_col)
    first = int(np.asarray(_arrays.taken(found[time_col], cells.columns.first))[0] != before)
    both = cells.table[:, [first, 1 - first]] if before != after else cells.table[:, [0, 0]]
    if absent == "zero":
        listed = np.zeros(both.shape, dtype=bool)
        listed[cells.rows.codes, (np.asarray(found[time_col]) != before).astype(int)] = True
        both = np.where(listed, both, 0.0)
    of_parts = {n: _arrays.taken(found[n], cells.rows.first) for n in names(by)}
    within = groups(of_parts, names(by), both.shape[0])
    fields = _core.structural_change_groups(both[within.order, 0], both[within.order, 1], within.offsets)
    return _frame.like(frame, labels(of_parts, names(by), within.first) | figure_columns(fields, reasons))


def _change(name: str, before: Any, after: Any) -> Value:
    p, q = _arrays.column(before, f"{name}: before"), _arrays.column(after, f"{name}: after")
    return value(_core.structural_change_groups(p, q, np.array([0, p.size]))[name if name != "structural_change_angle" else "angle"])


def norm_of_absolute_values(before: ArrayLike, after: ArrayLike) -> Value:
    """Half the sum of |q - p|: the share of the whole that changed hands, 0 to 1."""
    return _change("norm_of_absolute_values", before, after)


def finger_kreinin(before: ArrayLike, after: ArrayLike) -> Value:
    """Sum of min(p, q): what both structures have in common, 0 to 1 (Finger and Kreinin 1979)."""
    return _change("finger_kreinin", before, after)


def cosine_similarity(before: ArrayLike, after: ArrayLike) -> Value:
    """p'q / (|p| |q|), 0 to 1."""
    return _change("cosine_similarity", before, after)


def structural_change_angle(before: ArrayLike, after: ArrayLike) -> Value:
    """The angle between p and q in degrees, 0 to 90 (Moore 1978)."""
    return _change("structural_change_angle", before, after)


def lilien(before: ArrayLike, after: ArrayLike, *, weights: Literal["current", "mean"] = "current") -> Value:
    """Spread of the parts' log growth, weighed by q or, "mean", by (p + q) / 2 (Lilien 1982). A part that is zero at one date: zero_base."""
    if weights not in ("current", "mean"):
        raise InvalidValueError(f"lilien: weights is {weights!r}, expected 'current' or 'mean'")
    return _change("lilien" if weights == "current" else "modified_lilien", before, after)


# --------------------------------------------------------------------------------------------------------- concentration


@dataclass(frozen=True)
class Concentration:
    """How unevenly a whole is spread over its parts: Values for tables."""

    hhi: Figures  #: sum of squared shares, 1/n to 1
    normalised_hhi: Figures
    equivalent_number: Figures  #: 1 / hhi
    gini: Figures
    corrected_gini: Figures  #: times n / (n - 1)
    theil: Figures
    mean_log_deviation: Figures
    entropy: Figures


def concentration(x: Any, *, by: Columns | None = None, value_col: str = "y", reasons: bool = False) -> Any:
    """All measures of concentration.

    concentration(x): of one structure, or of every row of a table.
    concentration(frame, by="ds"): of a long frame, the rows of each group are the parts; gives a frame with a row a group: the
    columns `by`, one a measure, and `reason` (with reasons=True one a measure).
    """
    if by is not None:
        found = _frame.columns(x, dict.fromkeys([*names(by), value_col]), "concentration")
        numbers = _arrays.column(found[value_col], f"concentration: {value_col}")
        within = groups(found, names(by), numbers.size)
        fields = _core.concentration_groups(numbers[within.order], within.offsets)
        return _frame.like(x, labels(found, names(by), within.first) | figure_columns(fields, reasons))
    numbers, offsets, shape = _rows(x, "concentration: x")
    fields = _core.concentration_groups(numbers, offsets)
    return Concentration(**{n: one_or_many(pair, shape) for n, pair in fields.items()})


def _concentration(name: str, x: ArrayLike) -> Value:
    numbers = _arrays.column(x, f"{name}: x")
    return value(_core.concentration_groups(numbers, np.array([0, numbers.size]))[name])


def hhi(x: ArrayLike) -> Value:
    """Herfindahl-Hirschman index, the sum of squared shares, 1/n to 1 (times 10,000 in antitrust practice)."""
    return _concentration("hhi", x)


def normalised_hhi(x: ArrayLike) -> Value:
    """(hhi - 1/n) / (1 - 1/n), 0 to 1; one part: too_few_points."""
    return _concentration("normalised_hhi", x)


def equivalent_number(x: ArrayLike) -> Value:
    """1 / hhi: as many equal parts would be as concentrated."""
    return _concentration("equivalent_number", x)


def gini(x: ArrayLike) -> Value:
    """Gini coefficient, 0 to (n - 1)/n."""
    return _concentration("gini", x)


def corrected_gini(x: ArrayLike) -> Value:
    """gini n / (n - 1), 0 to 1; one part: too_few_points."""
    return _concentration("corrected_gini", x)


def theil(x: ArrayLike) -> Value:
    """Theil's T, the mean of x/mu ln(x/mu), 0 to ln n."""
    return _concentration("theil", x)


def mean_log_deviation(x: ArrayLike) -> Value:
    """Theil's L, the mean of ln(mu/x); a part of zero: zero_base."""
    return _concentration("mean_log_deviation", x)


def entropy(x: ArrayLike) -> Value:
    """- sum s ln s of the shares, 0 to ln n."""
    return _concentration("entropy", x)


def lorenz_curve(x: ArrayLike) -> Values:
    """Entry k is the share of the whole that the k smallest parts hold: n + 1 entries from 0 to 1."""
    return values(_core.lorenz_curve(_arrays.column(x, "lorenz_curve: x")))


# -------------------------------------------------------------------------------------------------------- specialisation


def location_quotients(x: Any, reference: ArrayLike | None = None) -> Any:
    """(cell / row total) / (column total / total) of every cell of a table; a wide pandas frame keeps its labels. `reference`: the
    country's figure per column, where the rows are only some of its places; else the sum of the rows. NaN where it cannot be given."""
    cells = table(x, "location_quotients: x")
    base = None if reference is None else _arrays.column(reference, "location_quotients: reference")
    return like_table(x, _core.location_quotients_table(cells, base))


def krugman(region: Any, reference: ArrayLike) -> Any:
    """Sum of |p - q| over the shares of two structures, 0 to 2 (Krugman 1991): a Value, or Values for every row of a table."""
    base = _arrays.column(reference, "krugman: reference")
    one = np.ndim(region) == 1
    rows = _arrays.column(region, "krugman: region")[None, :] if one else table(region, "krugman: region")
    return one_or_many(_core.krugman_table(rows, base), () if one else rows.shape[:1])


def krugman_against_others(x: Any) -> Values:
    """Every row of a table against the plain mean of the other rows' shares."""
    return values(_core.krugman_table(table(x, "krugman_against_others: x")))


def locational_gini(x: Any, reference: ArrayLike) -> Any:
    """Gini coefficient of the quotients of shares, x against reference: a Value, or Values for every row of a table."""
    base = _arrays.column(reference, "locational_gini: reference")
    one = np.ndim(x) == 1
    rows = _arrays.column(x, "locational_gini: x")[None, :] if one else table(x, "locational_gini: x")
    return one_or_many(_core.locational_gini_table(rows, base), () if one else rows.shape[:1])


@dataclass(frozen=True)
class EllisonGlaeser:
    """Concentration of an industry beyond what its large plants alone make (Ellison and Glaeser 1997)."""

    gamma: Value  #: below zero in small samples, and valid
    g: Value
    herfindahl: Value  #: of the plants
    z: Value
    plants: int


def ellison_glaeser(
    plants: Any,
    regions: Any,
    region_of: Any = None,
    *,
    industry: Columns | None = None,
    region_col: str = "region",
    value_col: str = "y",
    reasons: bool = False,
) -> Any:
    """Ellison and Glaeser's index of an industry's plants.

    ellison_glaeser(plants, regions, region_of): plant k with plants[k] jobs stands in region_of[k], a position in `regions` (the jobs of
    each region) or, if `regions` is a mapping of names to jobs, a name.
    ellison_glaeser(frame, regions, industry="vsic"): a frame with a row a plant (its region in `region_col`, its jobs in `value_col`)
    gives a frame with a row an industry; `regions` is a mapping.
    """
    if industry is not None:
        keys = names(industry)
        found = _frame.columns(plants, dict.fromkeys([*keys, region_col, value_col]), "ellison_glaeser")
        jobs = _arrays.column(found[value_col], f"ellison_glaeser: {value_col}")
        codes, base = _region_codes(found[region_col], regions)
        within = groups(found, keys, jobs.size)
        fields = _core.ellison_glaeser_groups(jobs[within.order], codes[within.order], within.offsets, base)
        return _frame.like(plants, labels(found, keys, within.first) | figure_columns(fields, reasons))
    jobs = _arrays.column(plants, "ellison_glaeser: plants")
    if region_of is None:
        raise TypeError("ellison_glaeser: region_of is missing, expected the region of each plant")
    codes, base = _region_codes(region_of, regions)
    fields = _core.ellison_glaeser_groups(jobs, codes, np.array([0, jobs.size]), base)
    return EllisonGlaeser(plants=jobs.size, **{n: value(pair) for n, pair in fields.items() if n != "plants"})


def _region_codes(region_of: Any, regions: Any) -> tuple[Any, Floats]:
    if not hasattr(regions, "keys"):
        codes = np.asarray(region_of)
        if codes.dtype.kind not in "iu":
            raise InvalidValueError("ellison_glaeser: region_of holds names, expected positions, or a mapping of names to jobs as regions")
        return codes.astype(np.int64), _arrays.column(regions, "ellison_glaeser: regions")
    position = {name: i for i, name in enumerate(regions)}
    codes, found = _arrays.factorise(region_of, "ellison_glaeser: region_of")
    unknown = [str(name) for name in found.tolist() if name not in position]
    if unknown:
        raise _core.UnknownKeyError(f"ellison_glaeser: region {unknown[0]!r} is not among the {len(position)} regions")
    of_name = np.array([position[name] for name in found.tolist()], dtype=np.int64)
    return of_name[codes], _arrays.column([regions[name] for name in position], "ellison_glaeser: regions")


# -------------------------------------------------------------------------------------------------------- decompositions


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
