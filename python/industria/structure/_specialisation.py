# SPDX-License-Identifier: Apache-2.0
"""Specialisation of places and clustering of industries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .. import _core
from .._core import InvalidValueError, Value
from ..frames import _arrays, _frame
from ..frames._values import Columns, Floats, Values, figure_columns, groups, labels, like_table, names, one_or_many, table, value, values


def location_quotient(part: float, region: float, reference_part: float, reference: float) -> Value:
    """(part / region) / (reference_part / reference): the region's share of the sector against the country's."""
    return _core.location_quotient(part, region, reference_part, reference)


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
