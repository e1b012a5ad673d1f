# SPDX-License-Identifier: Apache-2.0
"""Capacity, funding and investment: use of capacity and capacity to come, money moved and paid out, present values, internal rates,
grant elements.

Ratios are plain numbers (0.765 for 76.5 %), lags percentage points. Numbers give a Value (`float(v)`, `v.reason`), arrays Values
(an array with `.reasons`).
"""

from .._core import CapacityLaw, Disbursement, InstalledCapacity, InternalRates, Loan, PipelineProject, PipelineRow, PipelineYear
from ._capacity import (
    AggregateUtilisation,
    aggregate_utilisation,
    efficiency,
    exponential_ramp,
    installed_capacity,
    learning_cost,
    logistic_ramp,
    part_year,
    utilisation,
)
from ._funding import disbursement, disbursement_rate, expected_share, leverage, phased_budget, support_intensity, total_multiplier
from ._investment import DebtService, cost_per_outcome, debt_service, grant_element, internal_rates, irr, is_concessional, mirr, npv, rate_per_period
from ._pipeline import capacity_pipeline, pipeline_projects, pipeline_table

__all__ = [
    "AggregateUtilisation",
    "CapacityLaw",
    "DebtService",
    "Disbursement",
    "InstalledCapacity",
    "InternalRates",
    "Loan",
    "PipelineProject",
    "PipelineRow",
    "PipelineYear",
    "aggregate_utilisation",
    "capacity_pipeline",
    "cost_per_outcome",
    "debt_service",
    "disbursement",
    "disbursement_rate",
    "efficiency",
    "expected_share",
    "exponential_ramp",
    "grant_element",
    "installed_capacity",
    "internal_rates",
    "irr",
    "is_concessional",
    "learning_cost",
    "leverage",
    "logistic_ramp",
    "mirr",
    "npv",
    "part_year",
    "phased_budget",
    "pipeline_projects",
    "pipeline_table",
    "rate_per_period",
    "support_intensity",
    "total_multiplier",
    "utilisation",
]
