# SPDX-License-Identifier: Apache-2.0
"""Concentration and inequality: how unevenly a whole is spread over its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .. import _core
from .._core import Value
from ..frames import _arrays, _frame
from ..frames._values import Columns, Figures, Values, figure_columns, groups, labels, names, one_or_many, structures, value, values


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
    numbers, offsets, shape = structures(x, "concentration: x")
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
