# SPDX-License-Identifier: Apache-2.0
"""Present values, internal rates, loans and their grant elements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from .._core import InternalRates, Loan, ShapeError, Value
from ..frames import _arrays, _frame
from ..frames._values import Floats, one_or_many


def _flows(call: str, flows: Any) -> tuple[Floats, NDArray[np.int64], tuple[int, ...]]:
    """Flows one project after the other: one project, rows of a table, or a list of projects of different lengths."""
    if isinstance(flows, (list, tuple)) and flows and all(np.ndim(f) == 1 for f in flows):
        each = [_arrays.column(f, f"{call}: flows of project {i}") for i, f in enumerate(flows)]
        return np.concatenate(each), np.concatenate([[0], np.cumsum([f.size for f in each])]).astype(np.int64), (len(each),)
    array = _arrays.doubles(flows.to_numpy() if _frame.is_pandas(flows) else flows, f"{call}: flows")
    if array.ndim not in (1, 2):
        raise ShapeError(f"{call}: flows has {array.ndim} dimensions, expected 1 (one project) or 2 (one a row)")
    count = 1 if array.ndim == 1 else array.shape[0]
    return np.ascontiguousarray(array).ravel(), np.arange(count + 1, dtype=np.int64) * array.shape[-1], array.shape[:-1]


def npv(flows: Any, rate: float) -> Any:
    """Present value, the sum of flow_t / (1 + rate)^t from t = 0: a Value for one project, Values for many (rows of a table, or a list of
    projects of different lengths)."""
    x, offsets, shape = _flows("npv", flows)
    return one_or_many(_core.npv_groups(x, offsets, rate), shape)


def irr(flows: Any) -> Any:
    """The internal rate, if there is exactly one: else no_solution or several_solutions (see internal_rates). As npv() for many projects."""
    x, offsets, shape = _flows("irr", flows)
    return one_or_many(_core.irr_groups(x, offsets), shape)


def internal_rates(flows: ArrayLike) -> InternalRates:
    """Every rate above -1 at which the present value is zero (`roots`), and `rate` if it is the only one."""
    return _core.internal_rates(_arrays.column(flows, "internal_rates: flows"))


def mirr(flows: Any, *, finance_rate: float, reinvest_rate: float) -> Any:
    """Modified rate: outlays discounted at finance_rate, returns carried on at reinvest_rate. As npv() for many projects."""
    x, offsets, shape = _flows("mirr", flows)
    return one_or_many(_core.mirr_groups(x, offsets, finance_rate, reinvest_rate), shape)


def cost_per_outcome(costs: ArrayLike, outcomes: ArrayLike, rate: float) -> Value:
    """Discounted costs per discounted outcome, both from t = 0."""
    return _core.cost_per_outcome(_arrays.column(costs, "cost_per_outcome: costs"), _arrays.column(outcomes, "cost_per_outcome: outcomes"), rate)


def rate_per_period(yearly_rate: float, per_year: int) -> float:
    """The rate per period that compounds to a yearly one: (1 + yearly)^(1/per_year) - 1."""
    return _core.rate_per_period(yearly_rate, per_year)


@dataclass(frozen=True)
class DebtService:
    """One entry per payment."""

    payment: Floats
    interest: Floats
    principal: Floats
    outstanding: Floats  #: after the payment


def debt_service(loan: Loan) -> DebtService:
    """What a loan costs when: interest each period on what is outstanding, principal by its convention."""
    return DebtService(**loan.debt_service())


def grant_element(loan: Loan | ArrayLike, discount: float = 0.05, *, face: float | None = None, payments_per_year: int = 1) -> Value:
    """1 - present value of the service / face, a ratio: the part of the loan that is a gift. `loan` is a Loan, or the payments as agreed
    together with `face`. The discount rate is effective per year: 0.05 (IMF, World Bank), 0.10 (DAC until 2017)."""
    if isinstance(loan, Loan):
        return loan.grant_element(discount)
    if face is None:
        raise TypeError("grant_element: face is missing (only a Loan goes without it)")
    return _core.grant_element_of_payments(face, _arrays.column(loan, "grant_element: payments"), payments_per_year, discount)


def is_concessional(element: Value, threshold: float = 0.35) -> bool:
    """Whether a grant element reaches 0.35 (IMF), or 0.25 (DAC until 2017); a missing one does not."""
    return bool(element) and element.value >= threshold
