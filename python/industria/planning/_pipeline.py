# SPDX-License-Identifier: Apache-2.0
"""Capacity to come: projects with stages, starts and probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, overload

import numpy as np

from .. import _core
from .._core import Dataset, Issue, PipelineProject, PipelineYear, Unit
from ..frames import _arrays, _frame

Stages = Literal["planned", "detailed_plan", "approved", "under_construction", "trial"]


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
