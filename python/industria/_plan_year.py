# SPDX-License-Identifier: Apache-2.0
"""The year's plan given the months so far, and checks of probabilities on the past: frames in, frames out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import _core
from ._core import InvalidValueError, Issue, PlanYearModel, PlanYearPrior
from .frames import _arrays, _frame
from .projection._asked import whole

_WHOLE = ("year", "month", "past_years", "pooled_years", "stage", "cases", "years")


class Rows(NamedTuple):
    """One row per series, year and month."""

    names: list[str]
    series: NDArray[np.int64]
    year: NDArray[np.int64]
    month: NDArray[np.int64]
    cumulative: NDArray[np.float64]
    plan: NDArray[np.float64]

    def where(self, keep: NDArray[np.bool_]) -> Rows:
        return Rows(
            self.names, self.series[keep], self.year[keep], self.month[keep], self.cumulative[keep], self.plan[keep]
        )


def _whole(values: Any, name: str) -> NDArray[np.int64]:
    numbers = _arrays.column(values, name)
    if numbers.size and not (np.isfinite(numbers).all() and (numbers == np.round(numbers)).all()):
        raise InvalidValueError(f"{name}: expected whole numbers, none of them missing")
    return numbers.astype(np.int64)


def _rows(df: Any, call: str, id_col: str, year_col: str, month_col: str, cumulative_col: str, plan_col: str) -> Rows:
    if not _frame.is_frame(df):
        _frame.columns(df, (), call)  # says what is expected
    present = df if isinstance(df, Mapping) else getattr(df, "column_names", None) or df.columns
    needed = [year_col, month_col, cumulative_col]
    optional = [c for c in (id_col, plan_col) if c in [str(p) for p in present]]
    found = _frame.columns(df, needed + optional, call)
    year = _whole(found[year_col], year_col)
    if id_col in found:
        codes, ids = _arrays.factorise(found[id_col], id_col)
        names = [str(x) for x in ids.tolist()]
    else:
        codes, names = np.zeros(year.size, dtype=np.int64), [""]
    plan = _arrays.column(found[plan_col], plan_col) if plan_col in found else np.full(year.size, np.nan)
    month = _whole(found[month_col], month_col)
    cumulative = _arrays.column(found[cumulative_col], cumulative_col)
    return Rows(names, np.asarray(codes, dtype=np.int64), year, month, cumulative, plan)


def _prior(prior: str | PlanYearPrior) -> PlanYearPrior:
    return prior if isinstance(prior, PlanYearPrior) else _core.plan_year_prior(prior)


def _numbers(values: float | Iterable[float]) -> list[float]:
    return [float(x) for x in np.atleast_1d(np.asarray(values, dtype=np.float64))]


# Columns of full_year_estimate, before those of levels and thresholds.
_ESTIMATE = (
    *("unique_id", "year", "month", "reason", "state", "quality", "not_in_it", "pool", "issues", "cumulative", "first_plan", "plan"),
    *("fulfilment", "result", "attainment", "expected_share", "remaining", "required_per_month", "required_growth"),
    *("past_years", "pooled_years", "pool_share"),
)
_TEXTS = ("unique_id", "reason", "state", "quality", "not_in_it", "pool", "issues")


def _no_estimates(levels: list[float], thresholds: list[float]) -> dict[str, Any]:
    """The columns where nothing is asked: no row, or no year that is still open."""
    heads = [*_ESTIMATE, *(f"{what}-{end}-{x:g}" for x in levels for what in ("result", "attainment") for end in ("lo", "hi"))]
    heads += [f"{what}-{x:g}" for x in thresholds for what in ("p-plan", "p-first-plan")]
    return {head: np.empty(0, dtype=object if head in _TEXTS else np.float64) for head in heads}


def _made(df: Any, columns: Mapping[str, Any], id_col: str) -> Any:
    data = {}
    for name, values in columns.items():
        if name in _WHOLE:
            values = np.asarray(values).astype(np.int64)
        elif name == "attained":
            values = np.asarray(values) > 0
        elif isinstance(values, list):
            values = np.asarray(values, dtype=object)
        data[id_col if name == "unique_id" else name] = values
    return _frame.like(df, data)


def fit_plan_year(
    df: Any,
    *,
    prior: str | PlanYearPrior = "output",
    id_col: str = "unique_id",
    year_col: str = "year",
    month_col: str = "month",
    cumulative_col: str = "cumulative",
    plan_col: str = "plan",
) -> PlanYearModel:
    """How the years of a panel went: a frozen value for full_year_estimate.

    One row per series, year and month: the cumulative figure as published with that month and, if there is one, the plan as it
    stood then. Month 12 is the year's result; years without it are left out. `prior`: 'output', 'investment', 'uninformed' or
    a PlanYearPrior.
    """
    rows = _rows(df, "fit_plan_year", id_col, year_col, month_col, cumulative_col, plan_col)
    return _core.fit_plan_year_rows(*rows, _prior(prior))


def full_year_estimate(
    df: Any,
    model: PlanYearModel | None = None,
    *,
    prior: str | PlanYearPrior = "output",
    month: int = 0,
    level: float | Iterable[float] = (80, 95),
    thresholds: float | Iterable[float] = 100,
    last_month_error: float = 0.0,
    lang: str = "en",
    id_col: str = "unique_id",
    year_col: str = "year",
    month_col: str = "month",
    cumulative_col: str = "cumulative",
    plan_col: str = "plan",
) -> Any:
    """The year's result with intervals, P(result >= T % of the plan) and the pace needed, one row per series and year.

    Columns as for fit_plan_year. Without a model, the years in `df` that have a result teach (the rest of) `df`: each series' later
    years without one are answered. With a model every year in `df` is answered from its months up to `month` (0: all given).
    `reason` says why there is no estimate, `state` where the plan stands (none, open, reached, missed), `not_in_it` what the probabilities
    know nothing of, `issues` what is wrong with the year's figures; the last two in `lang`, 'en' or 'vi'.
    """
    rows = _rows(df, "full_year_estimate", id_col, year_col, month_col, cumulative_col, plan_col)
    if model is None:
        done = (rows.month == 12) & np.isfinite(rows.cumulative)
        finished = set(zip(rows.series[done].tolist(), rows.year[done].tolist()))
        over = np.array([key in finished for key in zip(rows.series.tolist(), rows.year.tolist())], dtype=bool)
        model = _core.fit_plan_year_rows(*rows.where(over), _prior(prior))
        rows = rows.where(~over)
    columns = _core.full_year_estimate_rows(*rows, model, month, _numbers(level), _numbers(thresholds), last_month_error, lang)
    return _made(df, columns or _no_estimates(_numbers(level), _numbers(thresholds)), id_col)


class AttainmentEvaluation(NamedTuple):
    """What probabilities of attainment were worth on the past; frames of the kind that came in."""

    scores: Any  # by stage (month known, or years ahead), threshold and method; *_se with years as clusters
    reliability: Any  # what was said and what came, by equal bins of probability
    cases: Any  # every question asked again
    issues: list[Issue]


def evaluate_attainment(
    df: Any,
    targets: Any = None,
    cutoffs: Iterable[int] = (3, 6, 9, 11),
    *,
    thresholds: float | Iterable[float] = 100,
    first_plan: bool = False,
    at_least: int = 25,
    simple_methods: bool = True,
    prior: str | PlanYearPrior = "uninformed",
    model: str = "pooled_growth",
    level: float | Iterable[float] = (80, 95),
    bins: int = 10,
    id_col: str = "unique_id",
    year_col: str = "year",
    month_col: str = "month",
    cumulative_col: str = "cumulative",
    plan_col: str = "plan",
    target_col: str = "y",
) -> AttainmentEvaluation:
    """Asks every past target again with only what was known then, and scores the answers.

    Without `targets`: plans of years, columns as for fit_plan_year, `cutoffs` are months; for each year only earlier years teach.
    With `targets` (columns id_col, year_col, 'target' and perhaps 'direction'): `df` is a yearly panel of id_col, year_col,
    target_col, `cutoffs` are the last years known, `model` is the forecast's.
    """
    asked = [whole(c, "cutoffs", "evaluate_attainment") for c in cutoffs]
    if targets is None:
        rows = _rows(df, "evaluate_attainment", id_col, year_col, month_col, cumulative_col, plan_col)
        made = _core.evaluate_plan_year_rows(
            *rows,
            asked,
            _numbers(thresholds),
            first_plan,
            at_least,
            simple_methods,
            _prior(prior),
            _numbers(level),
            bins,
        )
    else:
        made = _yearly(df, targets, asked, model, _numbers(level), bins, id_col, year_col, target_col)
    scores, reliability, cases = (_made(df, made[part], id_col) for part in ("scores", "reliability", "cases"))
    return AttainmentEvaluation(scores, reliability, cases, made["issues"])


def _yearly(
    df: Any, targets: Any, cutoffs: list[int], model: str, levels: list[float], bins: int, id_col: str, year_col: str, target_col: str
) -> dict[str, Any]:
    call = "evaluate_attainment"
    found = _frame.columns(df, (id_col, year_col, target_col), call)
    codes, ids = _arrays.factorise(found[id_col], id_col)
    year = _whole(found[year_col], year_col)
    y = _arrays.column(found[target_col], target_col)
    values: list[NDArray[np.float64]] = []
    first: list[int] = []
    for i in range(len(ids)):
        own = np.asarray(codes) == i
        first.append(int(year[own].min()))
        series = np.full(int(year[own].max()) - first[-1] + 1, np.nan)
        if np.unique(year[own]).size < int(own.sum()):
            raise InvalidValueError(f"{call}: series {ids[i]} has two rows of one year")
        series[year[own] - first[-1]] = y[own]
        values.append(series)
    offsets = np.concatenate([[0], np.cumsum([v.size for v in values])]).astype(np.int64)
    wanted = _frame.columns(targets, (id_col, year_col, "target"), call)
    heads = targets if isinstance(targets, Mapping) else getattr(targets, "column_names", None) or targets.columns
    count = len(wanted[id_col])
    if "direction" in [str(h) for h in heads]:
        direction = [str(d) for d in np.asarray(_frame.columns(targets, ("direction",), call)["direction"]).tolist()]
    else:
        direction = ["at_least"] * count
    return _core.evaluate_target_rows(
        np.concatenate(values) if values else np.empty(0),
        offsets,
        np.array(first, dtype=np.int64),
        [str(i) for i in ids.tolist()],
        [str(i) for i in np.asarray(wanted[id_col]).tolist()],
        _whole(wanted[year_col], year_col),
        _arrays.column(wanted["target"], "target"),
        direction,
        cutoffs,
        model,
        levels,
        bins,
    )
