# SPDX-License-Identifier: Apache-2.0
"""Money moved and paid out: leverage, support per outcome, disbursement against time and profile."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from .. import _core
from .._core import Disbursement, Figure, Value
from ..frames import _arrays
from ..frames._values import Values, values
from ._ratios import Number, ratio


@overload
def leverage(private: Figure, public: Figure) -> Figure: ...
@overload
def leverage(private: Number, public: Number) -> Value: ...
@overload
def leverage(private: ArrayLike, public: ArrayLike) -> Values: ...
def leverage(private: Any, public: Any) -> Any:
    """Private money per public đồng; without public money zero_base, never infinite."""
    return _core.leverage(private, public) if isinstance(private, Figure) else ratio("leverage", ("private", "public"), private, public)


@overload
def total_multiplier(total: Figure, public: Figure) -> Figure: ...
@overload
def total_multiplier(total: Number, public: Number) -> Value: ...
@overload
def total_multiplier(total: ArrayLike, public: ArrayLike) -> Values: ...
def total_multiplier(total: Any, public: Any) -> Any:
    """All money per public đồng."""
    if isinstance(total, Figure):
        return _core.total_multiplier_figure(total, public)
    return ratio("total_multiplier", ("total", "public"), total, public)


@overload
def support_intensity(support: Figure, brought: Figure) -> Figure: ...
@overload
def support_intensity(support: Number, brought: Number) -> Value: ...
@overload
def support_intensity(support: ArrayLike, brought: ArrayLike) -> Values: ...
def support_intensity(support: Any, brought: Any) -> Any:
    """Support per unit of what it brought: capacity, jobs, tonnes of CO2. Of figures in base units, with bounds."""
    if isinstance(support, Figure):
        return _core.support_per_capacity(support, brought)
    return ratio("support_intensity", ("support", "brought"), support, brought)


@overload
def disbursement_rate(disbursed: Number, allocated: Number) -> Value: ...
@overload
def disbursement_rate(disbursed: ArrayLike, allocated: ArrayLike) -> Values: ...
def disbursement_rate(disbursed: Any, allocated: Any) -> Any:
    """disbursed / allocated (of a year) or / committed (of a programme)."""
    return ratio("disbursement_rate", ("disbursed", "allocated"), disbursed, allocated)


def disbursement(disbursed: float, allocated: float, *, gone: int, periods: int = 12, profile: ArrayLike | None = None) -> Disbursement:
    """Money paid out when `gone` of `periods` periods are over, against the time elapsed and, if a profile of past payments or planned phases
    is given (one entry per period), against the share that should be paid by now."""
    past = np.empty(0) if profile is None else _arrays.column(profile, "disbursement: profile")
    return _core.disbursement_of(disbursed, allocated, gone, periods, past)


def expected_share(profile: ArrayLike, periods: int) -> Value:
    """Share of the whole that the first `periods` entries of a profile make."""
    return _core.expected_share(_arrays.column(profile, "expected_share: profile"), periods)


def phased_budget(budget: float, profile: ArrayLike) -> Values:
    """Money that is to be paid out by the end of each period; the last entry is the budget exactly."""
    return values(_core.phased_budget_values(budget, _arrays.column(profile, "phased_budget: profile")))
