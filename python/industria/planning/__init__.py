# SPDX-License-Identifier: Apache-2.0
"""Capacity, funding and investment: use of capacity and capacity to come, money moved and paid out, present values, internal rates,
grant elements.

Ratios are plain numbers (0.765 for 76.5 %), lags percentage points. Numbers give a Value (`float(v)`, `v.reason`), arrays Values
(an array with `.reasons`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from .._core import (
    Bounds,
    CapacityLaw,
    Dataset,
    Disbursement,
    Figure,
    InstalledCapacity,
    InternalRates,
    InvalidValueError,
    Issue,
    Loan,
    Period,
    PeriodSpan,
    PipelineProject,
    PipelineRow,
    PipelineYear,
    ShapeError,
    Unit,
    Value,
)
from ..frames import _arrays, _frame
from ..frames._values import Columns, Floats, Values, broadcast, figure_columns, groups, labels, names, one_or_many, value, values

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

Number = float | int
Stages = Literal["planned", "detailed_plan", "approved", "under_construction", "trial"]


def _ratio(what: str, names_of: tuple[str, str], a: Any, b: Any) -> Any:
    (x, y), shape = broadcast(what, names_of, a, b)
    return one_or_many(_core.ratio_arrays(what, x, y), shape)


# ------------------------------------------------------------------------------------------------------- use of capacity


@overload
def utilisation(actual: Figure, capacity: Figure, *, years: float = ...) -> Figure: ...
@overload
def utilisation(actual: Number, capacity: Number) -> Value: ...
@overload
def utilisation(actual: ArrayLike, capacity: ArrayLike) -> Values: ...
def utilisation(actual: Any, capacity: Any, *, years: float = 1.0) -> Any:
    """actual / design capacity (or sustainable maximum); above 1 is kept. Of figures: output of `years` years (a quantity) against a
    capacity (the same quantity per time), units checked and bounds carried."""
    if isinstance(actual, Figure):
        return _core.utilisation_figure(actual, capacity, years)
    if years != 1:
        raise InvalidValueError(f"utilisation: years is {years:g}, expected 1 with plain numbers: give output per year, or figures with units")
    return _ratio("utilisation", ("actual", "capacity"), actual, capacity)


@overload
def efficiency(actual: Number, effective: Number) -> Value: ...
@overload
def efficiency(actual: ArrayLike, effective: ArrayLike) -> Values: ...
def efficiency(actual: Any, effective: Any) -> Any:
    """actual / effective capacity (after planned losses)."""
    return _ratio("efficiency", ("actual", "effective"), actual, effective)


@dataclass(frozen=True)
class AggregateUtilisation:
    """From the rates of parts to that of the whole."""

    harmonic: Value  #: sum w / sum (w / u), w value added (Federal Reserve, G.17)
    weighted_mean: Value
    ratio_of_sums: Value
    coverage: float  #: share of the value added that is in


def aggregate_utilisation(
    outputs: Any,
    capacities: Any = None,
    value_added: Any = None,
    *,
    partial: bool = False,
    by: Columns | None = None,
    output_col: str = "output",
    capacity_col: str = "capacity",
    value_added_col: str = "value_added",
    reasons: bool = False,
) -> Any:
    """Utilisation of a whole from its parts' outputs, capacities and value added.

    aggregate_utilisation(outputs, capacities, value_added): of one whole. aggregate_utilisation(frame, by="ds"): of a long frame, each
    group a whole; gives a frame with harmonic, weighted_mean, ratio_of_sums, coverage and reason. A missing part makes the whole
    missing; with partial=True it is left out and the coverage says how much is in.
    """
    call = "aggregate_utilisation"
    if by is not None:
        keys = names(by)
        found = _frame.columns(outputs, dict.fromkeys([*keys, output_col, capacity_col, value_added_col]), call)
        y, c, w = (_arrays.column(found[n], f"{call}: {n}") for n in (output_col, capacity_col, value_added_col))
        within = groups(found, keys, y.size)
        o = within.order
        fields = _core.aggregate_utilisation_groups(y[o], c[o], w[o], within.offsets, partial)
        coverage = fields.pop("coverage")[0]
        columns = figure_columns(fields, reasons)
        return _frame.like(outputs, labels(found, keys, within.first) | columns | {"coverage": coverage})
    given = {"outputs": outputs, "capacities": capacities, "value_added": value_added}
    absent = [n for n, x in given.items() if x is None]
    if absent:
        raise InvalidValueError(f"{call}: {', '.join(absent)} missing, expected arrays of outputs, capacities and value added, or a frame with by=")
    y, c, w = (_arrays.column(x, f"{call}: {n}") for n, x in given.items())
    fields = _core.aggregate_utilisation_groups(y, c, w, np.array([0, y.size]), partial)
    share = float(fields.pop("coverage")[0][0])
    return AggregateUtilisation(coverage=share, **{n: value(pair) for n, pair in fields.items()})


@overload
def part_year(start: int) -> float: ...
@overload
def part_year(start: Period | str | PeriodSpan, year: int) -> Bounds: ...
@overload
def part_year(start: NDArray[Any] | Sequence[int]) -> Floats: ...
def part_year(start: Any, year: int | None = None) -> Any:
    """Share of the year in which a capacity is there that starts in month s: (13 - s) / 12. Months before the year (s <= 1) give 1, after
    it (s >= 13) 0. A start known as a period or span, with the year, gives bounds from its last month to its first."""
    if year is not None:
        first, last = (start.first, start.last) if isinstance(start, PeriodSpan) else (start, start)
        return _core.part_year_span(first, last, year)
    months = np.asarray(start)
    if months.dtype.kind not in "iu":
        raise InvalidValueError(f"part_year: start is {start!r}, expected a month (1 to 12), or a period together with the year")
    return _core.part_year_month(int(months)) if months.ndim == 0 else (13 - np.clip(months, 1, 13)) / 12


def _ramp(what: str, t: Any, a: float, b: float, c: float = 0.0) -> Any:
    (x,), shape = broadcast(what, ("t",), t)
    return one_or_many(_core.ramp_arrays(what, x, a, b, c), shape)


def logistic_ramp(t: Any, *, plateau: float, rate: float, midpoint: float) -> Any:
    """plateau / (1 + exp(-rate (t - midpoint)))."""
    return _ramp("logistic", t, plateau, rate, midpoint)


def exponential_ramp(t: Any, *, plateau: float, tau: float) -> Any:
    """plateau (1 - exp(-t / tau)), nothing before the start."""
    return _ramp("exponential", t, plateau, tau)


def learning_cost(n: Any, *, first_cost: float, learning_rate: float) -> Any:
    """Cost of the n-th unit when each doubling saves `learning_rate` of it: first_cost n^log2(1 - learning_rate) (Wright 1936)."""
    return _ramp("learning", n, first_cost, learning_rate)


def installed_capacity(data: Dataset, product: str, year: int, *, place: str = "", partial: bool = False) -> InstalledCapacity:
    """What a dataset has in operation of one product in a place and all that lies in it: at the end of the year and on average over it, with
    bounds; what cannot be added is among `issues`."""
    return _core.installed_capacity(data, product, year, place, partial)


# --------------------------------------------------------------------------------------------------------------- funding


@overload
def leverage(private: Figure, public: Figure) -> Figure: ...
@overload
def leverage(private: Number, public: Number) -> Value: ...
@overload
def leverage(private: ArrayLike, public: ArrayLike) -> Values: ...
def leverage(private: Any, public: Any) -> Any:
    """Private money per public đồng; without public money zero_base, never infinite."""
    return _core.leverage(private, public) if isinstance(private, Figure) else _ratio("leverage", ("private", "public"), private, public)


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
    return _ratio("total_multiplier", ("total", "public"), total, public)


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
    return _ratio("support_intensity", ("support", "brought"), support, brought)


@overload
def disbursement_rate(disbursed: Number, allocated: Number) -> Value: ...
@overload
def disbursement_rate(disbursed: ArrayLike, allocated: ArrayLike) -> Values: ...
def disbursement_rate(disbursed: Any, allocated: Any) -> Any:
    """disbursed / allocated (of a year) or / committed (of a programme)."""
    return _ratio("disbursement_rate", ("disbursed", "allocated"), disbursed, allocated)


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


# ------------------------------------------------------------------------------------------------------------ investment


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


# -------------------------------------------------------------------------------------------------------------- pipeline


def pipeline_projects(data: Dataset, product: str, unit: Unit | str, *, place: str = "") -> tuple[list[PipelineProject], list[Issue]]:
    """The capacities of a dataset for one product in a place and all that lies in it, in `unit`; and what could not be taken."""
    return _core.pipeline_projects(data, product, unit, place)


@overload
def capacity_pipeline(
    projects: Any,
    year: int,
    *,
    existing: float = ...,
    probabilities: Mapping[Stages, float] | None = ...,
    earliest_start: bool = ...,
    partial: bool = ...,
    id_col: str = ...,
    capacity_col: str = ...,
) -> PipelineYear: ...
@overload
def capacity_pipeline(
    projects: Any,
    year: tuple[int, int],
    *,
    existing: float = ...,
    probabilities: Mapping[Stages, float] | None = ...,
    earliest_start: bool = ...,
    partial: bool = ...,
    id_col: str = ...,
    capacity_col: str = ...,
) -> list[PipelineYear]: ...
def capacity_pipeline(
    projects: Any,
    year: int | tuple[int, int],
    *,
    existing: float = 0.0,
    probabilities: Mapping[Stages, float] | None = None,
    earliest_start: bool = False,
    partial: bool = False,
    id_col: str = "id",
    capacity_col: str = "capacity",
) -> Any:
    """Capacity to come in a year, or in each year from the first to the last of a pair.

    projects: PipelineProject values, or a frame with the columns id, capacity, and as far as known stage, start (a period or its text),
    latest_start and probability. A project without a probability of its own has that of its stage in `probabilities`; none is made up.
    A start within a span counts from its last month, with earliest_start from its first. Projects that cannot be counted are among
    `issues` and make the sums missing; with partial=True they are left out.
    """
    rows = _projects(projects, id_col, capacity_col) if _frame.is_frame(projects) else list(projects)
    first, last = (year, year) if isinstance(year, int) else year
    chances = {str(stage): float(p) for stage, p in (probabilities or {}).items()}
    years = _core.capacity_pipeline_of(rows, existing, first, last, chances, earliest_start, partial)
    return years[0] if isinstance(year, int) else years


def _projects(frame: Any, id_col: str, capacity_col: str) -> list[PipelineProject]:
    call = "capacity_pipeline"
    columns = frame.column_names if hasattr(frame, "column_names") else frame.columns if hasattr(frame, "columns") else list(frame)
    known = [n for n in ("stage", "start", "latest_start", "probability") if n in [str(c) for c in columns]]
    found = _frame.columns(frame, [id_col, capacity_col, *known], call)
    capacity = _arrays.column(found[capacity_col], f"{call}: {capacity_col}")
    ids = np.asarray(found[id_col]).tolist()
    texts = {n: np.asarray(found[n]).tolist() for n in ("stage", "start", "latest_start") if n in known}
    chance = _arrays.column(found["probability"], f"{call}: probability") if "probability" in known else np.full(capacity.size, np.nan)

    def told(name: str, i: int) -> Any:
        x = texts[name][i] if name in texts else None
        return None if x is None or _arrays.is_missing(x) or x == "" else int(x) if isinstance(x, float) and x.is_integer() else x

    return [
        PipelineProject(
            str(ids[i]), capacity[i], told("stage", i) or "unknown", told("start", i), told("latest_start", i), probability=chance[i]
        )
        for i in range(capacity.size)
    ]


def pipeline_table(years: Sequence[PipelineYear], *, level: Sequence[float] = (80,)) -> dict[str, Any]:
    """Years of the pipeline as columns (pandas.DataFrame(...) takes them): certain and expected at the end of the year and on average, an
    interval of the first per level, coverage and reason."""
    of = {n: [getattr(y, n) for y in years] for n in ("certain_end", "end_of_year", "certain_average", "average")}
    out: dict[str, Any] = {"year": np.array([y.year for y in years], dtype=np.int64)}
    out |= {n: np.array([v.value for v in column]) for n, column in of.items()}
    for wanted in level:
        bounds = [y.end_law.interval(wanted) if y.end_of_year else None for y in years]
        out[f"end_of_year-lo-{wanted:g}"] = np.array([np.nan if b is None else b.lo for b in bounds])
        out[f"end_of_year-hi-{wanted:g}"] = np.array([np.nan if b is None else b.hi for b in bounds])
    out["coverage"] = np.array([y.coverage for y in years])
    out["reason"] = np.array([y.end_of_year.reason for y in years], dtype=object)
    return out
