# SPDX-License-Identifier: Apache-2.0
"""assess(): the targets of a dataset, or a frame of targets against a frame of observations."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from . import _core, _target_frames
from ._core import Assessment, Dataset, GrowthPrior, InvalidValueError, Panel, PlanYearPrior, PriceBasis, Unit
from .frames import _frame
from .projection._asked import levels_of

Frame = TypeVar("Frame")
Day = datetime.date | str | None
Shape = Literal["linear", "constant_growth", "s_curve", "milestones"]
_Levels = float | Iterable[float]


@overload
def assess(
    data: Dataset, targets: None = ..., *, as_of: Day = ..., level: _Levels = ..., method: str = ...,
    prior: GrowthPrior | None = ..., likely: float = ..., unlikely: float = ..., path: Shape = ...,
    plan_year: PlanYearPrior | str = ...,
) -> list[Assessment]: ...  # fmt: skip
@overload
def assess(
    data: Mapping[str, Any] | Panel, targets: Any, *, as_of: Day = ..., level: _Levels = ..., method: str = ...,
    prior: GrowthPrior | None = ..., likely: float = ..., unlikely: float = ..., unit: Unit | str | None = ...,
    price_basis: PriceBasis | str | None = ..., freq: str | None = ..., id_col: str = ..., time_col: str = ...,
    target_col: str = ..., plan_year: PlanYearPrior | str = ...,
) -> dict[str, NDArray[Any]]: ...  # fmt: skip
@overload
def assess(
    data: Frame, targets: Any, *, as_of: Day = ..., level: _Levels = ..., method: str = ...,
    prior: GrowthPrior | None = ..., likely: float = ..., unlikely: float = ..., unit: Unit | str | None = ...,
    price_basis: PriceBasis | str | None = ..., freq: str | None = ..., id_col: str = ..., time_col: str = ...,
    target_col: str = ..., plan_year: PlanYearPrior | str = ...,
) -> Frame: ...  # fmt: skip
def assess(
    data: Any,
    targets: Any = None,
    *,
    as_of: Any = None,
    level: float | Iterable[float] = (80, 95),
    method: str = "pooled_growth",
    prior: GrowthPrior | None = None,
    likely: float = 0.8,
    unlikely: float = 0.2,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    path: Shape = "constant_growth",
    plan_year: PlanYearPrior | str = "output",
) -> Any:
    """Target against actual and forecast, as of a date.

    assess(dataset, as_of=None) gives a list of Assessment, one per key and period of the dataset's targets. `path` is the
    shape of their required_path; of frames required_paths() gives the paths.

    assess(df, targets) gives one row per target, as a frame of the type of `df`: unique_id, target_id, ds, status,
    reason, last_ds, last_actual, landing, landing-lo-80, landing-hi-80, ..., gap, gap_pct, required_growth, pace,
    p_attain, n_obs, pool_share, calibrated, quality, method_used.
      df: observations (unique_id, ds, y); a target's own period and later ones are used if they are there.
      as_of: nothing is used of periods that end after that day; without it everything that is there.
      targets: a frame with unique_id, ds, target and, as far as they are known, target_id, kind ("level", "increase",
        "growth", "share", "index", "cumulative_flow", "cumulative_count", "relative", "direction_only"), direction
        ("at_least", "at_most", "within" from target to target_hi), target_hi, unit, price_basis, baseline_ds, baseline,
        stated_on, relative_to (the other series' id), start (of the span of growth, cumulative kinds and relations); or a
        list of Target. Cumulative targets of one series that begin together are each other's phases. What is wrong with
        them: target_issues(df, targets).
      A cumulative_flow of a year beside monthly or quarterly data is answered by the months so far, as
        full_year_estimate() does with `plan_year`: "output", "investment" or a PlanYearPrior.
      unit, price_basis: of y. If they are not said, y is in the unit of its target.
      gap is last actual minus target, gap_pct that in per cent of the target; required_growth is a ratio per period;
      a missing probability is NaN, with the reason in `reason`.
    """
    levels = levels_of(level, "assess")
    course = plan_year if isinstance(plan_year, PlanYearPrior) else _core.plan_year_prior(plan_year)
    options: dict[str, Any] = {"method": method, "prior": prior, "likely": likely, "unlikely": unlikely, "plan_year": course}
    if isinstance(data, Dataset):
        if targets is not None:
            raise TypeError("assess: a Dataset has its own targets, expected assess(dataset)")
        return data.assess(as_of, levels=levels, path=path, **options)
    if targets is None:
        raise TypeError("assess: targets are missing, expected assess(df, targets) or assess(dataset)")
    if _frame.is_frame(data) and target_col not in data and any("-lo-" in str(c) or c == "fallback_reason" for c in data):
        raise InvalidValueError(
            "assess: this is a frame of forecasts; pass the observations, assess() forecasts by itself"
        )
    wanted = _target_frames.read(
        data, targets, "assess", unit=unit, price_basis=price_basis, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col,
        as_of=as_of,
    )  # fmt: skip
    made = _core.assess_columns(*wanted.arguments, as_of, levels, **options)
    return _frame.like(data, wanted.head(id_col, time_col) | wanted.told(_columns(made, levels)))


def required_paths(
    data: Any,
    targets: Any,
    shape: Shape = "constant_growth",
    *,
    steepness: float = 8.0,
    midpoint: float = 0.5,
    milestones: Iterable[tuple[Any, float]] = (),
    as_of: Any = None,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """What leads from the last figure to each target, a row a coming period, as a frame of the type of `data`.

    Columns: unique_id, target_id, ds (the target's), path_ds, path. Of cumulative targets the path is what there has to be by
    the end of path_ds; with constant growth the periods' own figures grow alike on the year before. "milestones" goes straight
    through `milestones` [(period, value), ...], else through earlier targets of the same series (phases). Other arguments: assess().
    """
    wanted = _target_frames.read(
        data, targets, "required_paths", unit=unit, price_basis=price_basis, freq=freq, id_col=id_col, time_col=time_col,
        target_col=target_col, as_of=as_of,
    )  # fmt: skip
    made = _core.required_paths(*wanted.arguments, as_of, "pooled_growth", None, shape, steepness, midpoint, list(milestones))
    found = _target_frames.columns(made)
    head = {name: np.asarray(values)[found["target"]] for name, values in wanted.head(id_col, time_col).items()}
    return _frame.like(data, head | {"path_ds": found["ds"], "path": found["value"]})


def _columns(made: Mapping[str, Any], levels: list[float]) -> dict[str, Any]:
    found = _target_frames.columns(made)
    size = found["landing"].size
    out = {name: found[name] for name in ("status", "reason", "last_ds", "last_actual", "landing")}
    for i, x in enumerate(levels):
        part = slice(i * size, (i + 1) * size)
        out[f"landing-lo-{x:g}"], out[f"landing-hi-{x:g}"] = found["landing_lo"][part], found["landing_hi"][part]
    out |= {"gap": found["gap"], "gap_pct": 100 * found["gap_relative"]}
    out |= {name: found[name] for name in ("required_growth", "pace", "p_attain", "n_obs", "pool_share")}
    return out | {"calibrated": found["calibrated"].astype(bool), "quality": found["quality"], "method_used": found["method_used"]}
