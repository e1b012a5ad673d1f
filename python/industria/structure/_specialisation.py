# SPDX-License-Identifier: Apache-2.0
"""Specialisation of places and clustering of industries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _core
from .._core import InvalidValueError, Value
from ..frames import _arrays, _frame, _times
from ..frames._values import Cells, Columns, Floats, Groups, figure_columns, groups, labels, like_table, names, one_or_many, pivot, table, value, values


def location_quotient(part: float, region: float, reference_part: float, reference: float) -> Value:
    """(part / region) / (reference_part / reference): the region's share of the sector against the country's."""
    return _core.location_quotient(part, region, reference_part, reference)


def location_quotients(x: Any, reference: ArrayLike | None = None) -> Any:
    """(cell / row total) / (column total / total) of every cell of a table; a wide pandas frame keeps its labels. `reference`: the
    country's figure per column, where the rows are only some of its places; else the sum of the rows. NaN where it cannot be given."""
    cells = table(x, "location_quotients: x")
    base = None if reference is None else _arrays.column(reference, "location_quotients: reference")
    return like_table(x, _core.location_quotients_table(cells, base))


def krugman(
    region: Any,
    reference: Any = None,
    *,
    by: Columns | None = None,
    part: Columns = "sector",
    time_col: str | None = None,
    value_col: str = "y",
    absent: Literal["missing", "zero"] = "missing",
) -> Any:
    """Sum of |p - q| over the shares of two structures, 0 to 2 (Krugman 1991).

    krugman(region, reference): a Value, or Values for every row of a table.
    krugman(frame, reference, by="province"): of a long frame with a row per group and part, and period if there is a `time_col`; gives a
    frame with a row a group (and period) and column "krugman". `reference` is a frame of the same columns without `by`, or None: the sum
    of the groups. A part that has no row is missing, and so is the index; absent="zero" says that what is not listed is zero.
    """
    if by is not None:
        call = "krugman"
        found = _structures(call, region, by, part, time_col, value_col, absent)
        found, bases = (found, found.sums()) if reference is None else found.with_reference(call, reference, part, time_col, value_col)
        return found.figures(region, call, bases)
    if reference is None:
        raise TypeError("krugman: reference is missing (only a frame with by= goes without it)")
    base = _arrays.column(reference, "krugman: reference")
    one = np.ndim(region) == 1
    rows = _arrays.column(region, "krugman: region")[None, :] if one else table(region, "krugman: region")
    return one_or_many(_core.krugman_table(rows, base), () if one else rows.shape[:1])


def krugman_against_others(
    x: Any,
    *,
    by: Columns | None = None,
    part: Columns = "sector",
    time_col: str | None = None,
    value_col: str = "y",
    absent: Literal["missing", "zero"] = "missing",
) -> Any:
    """Every row of a table against the plain mean of the other rows' shares; of a long frame with by= as krugman(), column
    "krugman_against_others"."""
    if by is not None:
        found = _structures("krugman_against_others", x, by, part, time_col, value_col, absent)
        return found.figures(x, "krugman_against_others", None)
    return values(_core.krugman_table(table(x, "krugman_against_others: x")))


class _Structures(NamedTuple):
    """A long frame as a table of groups x parts, and the groups of each period."""

    cells: Cells
    parts: list[tuple[Any, ...]]
    labels: dict[str, Any]  # of the rows of the table
    times: list[Any]
    within: Groups
    unlisted: float  # what a part without a row is

    def sums(self) -> Floats:
        """Of all groups, a row per period."""
        order, offsets = self.within.order, self.within.offsets
        return np.array([self.cells.table[order[a:b]].sum(axis=0) for a, b in zip(offsets, offsets[1:])])

    def with_reference(
        self, call: str, reference: Any, part: Columns, time_col: str | None, value_col: str
    ) -> tuple[_Structures, Floats]:
        """The structures with the parts that only the reference has too, and the reference, a row per period."""
        when = names(time_col)
        listed = _frame.columns(reference, dict.fromkeys([*when, *names(part), value_col]), f"{call}: reference")
        cells = pivot(f"{call}: reference", listed, when, part, value_col)
        column = {key: i for i, key in enumerate(_keys(listed, names(part), cells.columns.first))}
        row = dict(zip(_moments(listed, time_col, cells.rows.first), range(cells.rows.size)))
        parts = list(dict.fromkeys([*self.parts, *column]))
        wider = np.pad(self.cells.table, ((0, 0), (0, len(parts) - len(self.parts))), constant_values=self.unlisted)
        padded = np.pad(cells.table, ((0, 1), (0, 1)), constant_values=np.nan)
        bases = padded[[row.get(t, -1) for t in self.times]][:, [column.get(key, -1) for key in parts]]
        return self._replace(cells=self.cells._replace(table=wider), parts=parts), bases

    def figures(self, frame: Any, name: str, bases: Floats | None) -> Any:
        numbers = np.full(self.cells.rows.size, np.nan)
        codes = np.zeros(numbers.size, dtype=np.int8)
        for i in range(self.within.size):
            rows = self.within.order[self.within.offsets[i] : self.within.offsets[i + 1]]
            numbers[rows], codes[rows] = _core.krugman_table(self.cells.table[rows], None if bases is None else bases[i])
        return _frame.like(frame, self.labels | figure_columns({name: (numbers, codes)}, False))


def _structures(call: str, frame: Any, by: Columns, part: Columns, time_col: str | None, value_col: str, absent: str) -> _Structures:
    if absent not in ("missing", "zero"):
        raise InvalidValueError(f"{call}: absent is {absent!r}, expected 'missing' or 'zero'")
    keys = [*names(by), *names(time_col)]
    found = _frame.columns(frame, dict.fromkeys([*keys, *names(part), value_col]), call)
    cells = pivot(call, found, keys, part, value_col)
    if absent == "zero":
        listed = np.zeros(cells.table.shape, dtype=bool)
        listed[cells.rows.codes, cells.columns.codes] = True
        cells = cells._replace(table=np.where(listed, cells.table, 0.0))
    of_rows = labels(found, keys, cells.rows.first)
    within = groups(of_rows, names(time_col), cells.rows.size)
    times = _moments(of_rows, time_col, within.first)
    return _Structures(cells, _keys(found, names(part), cells.columns.first), of_rows, times, within, 0.0 if absent == "zero" else np.nan)


def _keys(found: dict[str, Any], columns: list[str], rows: Any) -> list[tuple[Any, ...]]:
    return list(zip(*(np.asarray(_arrays.taken(found[name], rows)).tolist() for name in columns)))


def _moments(found: dict[str, Any], time_col: str | None, rows: Any) -> list[Any]:
    """The periods of these rows, comparable between frames; None where there is no time."""
    return [None] * len(rows) if time_col is None else _times.labels(_arrays.taken(found[time_col], rows))


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
