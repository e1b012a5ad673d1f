# SPDX-License-Identifier: Apache-2.0
"""Few values and probabilities of attainment, of forecasts and of frames: fit_growth_prior(), promise(), attainment_curve(),
first_passage(), joint_attainment(), aggregate_attainment()."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from . import _core, _target_frames
from ._attainment_panel import AskedPanel, Day
from ._core import Forecast, GrowthPrior, InvalidValueError, Issue, PriceBasis, Unit
from .frames import _arrays, _frame
from .frames._panel import read_long
from .hierarchy._reconcile import tree_of
from .hierarchy._tree import Tree
from .projection._asked import whole
from .projection._forecast import forecast

Direction = Literal["at_least", "at_most"]
Part = tuple[Forecast, int, float, float]  # forecast, step, lo, hi; infinite ends are open


def fit_growth_prior(
    df: Any,
    last: int = 12,
    background: GrowthPrior | None = None,
    own_weight: float = 0.5,
    *,
    name: str = "own",
    source: str = "the caller's panel",
    freq: Any = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> GrowthPrior:
    """Learns how the yearly series of a frame grow, from the `last` values of each. The law of this panel stands beside those of
    `background` (None: the shipped prior) with weight `own_weight`: series of one panel share their shocks, so that a panel alone is
    too sure of itself. Of a frame with fewer than three series that have a growth nothing is learned: the answer is `background`, under
    its own name, and its `source` says so. Pass the answer to forecast(prior=...) or assess(prior=...); keep it by pickle or to_dict()."""
    call = "fit_growth_prior"
    read = read_long(df, call, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    if read.size and read.axis.kind(read.step, 1) != "year":
        raise InvalidValueError(f"{call}: the periods are not years; sum or average them first")
    place = read.first // max(read.step, 1)
    years = place - (int(place.min()) if place.size else 0) + 1000  # only which years are the same matters
    return _core.fit_growth_prior_arrays(
        read.values, read.offsets, years.tolist(), last=whole(last, "last", call), background=background,
        own_weight=float(own_weight), name=name, source=source,
    )  # fmt: skip


def promise(
    df: Any,
    h: int | None = None,
    p: float | Iterable[float] = 0.8,
    models: str = "pooled_growth",
    direction: Direction = "at_least",
    *,
    prior: GrowthPrior | None = None,
    **options: Any,
) -> Any:
    """What could be promised: for each series and coming period the target that is met with probability p. A column "promise-80"
    for each p; further arguments as for forecast(). Of a Forecast (h: of its periods so many) a dict of ds and these columns."""
    wanted = [float(one) for one in ([p] if isinstance(p, (int, float)) else p)]
    for one in wanted:
        if not 0 < one < 1:
            raise InvalidValueError(f"promise: p is {one:g}, expected a probability between 0 and 1 (0.8, not 80)")
    _require_direction(direction, "promise")
    quantiles = [round(1 - one, 12) if direction == "at_least" else one for one in wanted]
    names = [f"promise-{100 * one:g}" for one in wanted]
    if isinstance(df, Forecast):
        steps = range(df.horizon if h is None else min(whole(h, "h", "promise"), df.horizon))
        columns = {name: np.array([df.quantile(k, q) for k in steps]) for name, q in zip(names, quantiles)}
        return {"ds": _target_frames.texts(df.periods[: len(steps)]), **columns}
    if h is None:
        raise TypeError("promise: h is missing, expected a number of periods")
    made = forecast(df, h, models=models, quantiles=quantiles, prior=prior, **options)
    id_col, time_col = options.get("id_col", "unique_id"), options.get("time_col", "ds")
    given = [f"{models}-q-{q:g}" for q in quantiles]
    found = _frame.columns(made, (id_col, time_col, *given), "promise")
    data = {id_col: found[id_col], time_col: found[time_col]}
    return _frame.like(df, data | {name: found[q] for name, q in zip(names, given)})


def attainment_curve(
    data: Any,
    targets: Any,
    factors: Iterable[float] = (0.9, 0.95, 1.0, 1.05, 1.1),
    *,
    step: int = 0,
    direction: Direction = "at_least",
    models: str = "pooled_growth",
    prior: GrowthPrior | None = None,
    as_of: Day = None,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    issues: list[Issue] | None = None,
) -> Any:
    """P as the target moves; exact.

    attainment_curve(df, targets): one row per target and factor: unique_id, target_id, ds, reason, landing, factor, p_attain: P of
        meeting the target times the factor. Arguments as for first_passage().
    attainment_curve(forecast, levels, step=0, direction="at_least"): an array, P of each level in that period.
    """
    if isinstance(data, Forecast):
        _require_direction(direction, "attainment_curve")
        return np.asarray(_core.attainment_curve(data, step, direction, _arrays.doubles(targets, "attainment_curve: targets").tolist()))
    asked = AskedPanel.read(
        data, targets, "attainment_curve", models, prior, as_of=as_of, unit=unit, price_basis=price_basis, freq=freq, id_col=id_col,
        time_col=time_col, target_col=target_col, issues=issues,
    )  # fmt: skip
    moves = [float(x) for x in factors]
    made = asked.put(_core.attainment_curve_panel, factors=moves)
    rows = np.repeat(np.arange(asked.size), len(moves))
    out = {name: column[rows] for name, column in (asked.head | {"reason": made["reason"], "landing": made["landing"]}).items()}
    return _frame.like(data, out | {"factor": np.tile(moves, asked.size), "p_attain": made["p_attain"]})


def first_passage(
    data: Any,
    targets: Any,
    direction: Direction = "at_least",
    *,
    h: int | None = None,
    distribution: bool = False,
    models: str = "pooled_growth",
    prior: GrowthPrior | None = None,
    paths: int = 4000,
    seed: int = 0,
    n_threads: int = 1,
    as_of: Day = None,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    issues: list[Issue] | None = None,
) -> Any:
    """When a target is first met.

    first_passage(df, targets): one row per target, as a frame of the type of `df`: unique_id, target_id, ds, reason, p_by (met by
        the end of ds), median_ds (first period by which it is met with at least one half, "" if not within the horizon), expected_step
        (from 1, given that it is met within the horizon), p_beyond. distribution=True: a row per target and coming period instead:
        unique_id, target_id, ds, met_ds, probability, by.
      df, targets, unit, price_basis, as_of: as in assess(); levels, shares, indices, increases and growth rates.
      h: how many periods after the last figure; None: as far as the furthest target.
      models: one model of forecast(). issues: a list that gets what cannot be answered, each naming target and key.
    first_passage(forecast, target, direction): a dict: `periods`, `probability` of each, `by` (met by its end), `beyond` the
        horizon, `median` period, `expected_step`.

    The first period is exact, later ones are counted on `paths` keyed by seed and unique_id; no thread, order or other series
    changes a bit.
    """
    if isinstance(data, Forecast):
        _require_direction(direction, "first_passage")
        target = float(targets)
        if math.isnan(target):
            raise InvalidValueError("first_passage: target is missing, expected a number")
        lo, hi = (target, math.inf) if direction == "at_least" else (-math.inf, target)
        found = _core.first_passage(data, lo, hi, paths=paths, seed=seed)
        return found | {"probability": np.asarray(found["probability"]), "by": np.asarray(found["by"])}
    asked = AskedPanel.read(
        data, targets, "first_passage", models, prior, h=h, paths=paths, seed=seed, n_threads=n_threads, as_of=as_of, unit=unit,
        price_basis=price_basis, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col, issues=issues,
    )  # fmt: skip
    made = asked.put(_core.first_passage_panel)
    if distribution:
        rows = np.repeat(np.arange(asked.size), made["horizon"])
        head = {name: column[rows] for name, column in asked.head.items()}
        return _frame.like(data, head | {name: made[name] for name in ("met_ds", "probability", "by")})
    return _frame.like(data, asked.head | {name: made[name] for name in ("reason", "p_by", "median_ds", "expected_step", "p_beyond")})


def joint_attainment(
    data: Any,
    targets: Any = None,
    by: str | Sequence[str] | None = None,
    *,
    counts: bool = False,
    common_shock: float | None = None,
    h: int | None = None,
    models: str = "pooled_growth",
    prior: GrowthPrior | None = None,
    paths: int = 4000,
    seed: int = 0,
    n_threads: int = 1,
    as_of: Day = None,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    issues: list[Issue] | None = None,
) -> Any:
    """Several targets together: will all be met, any, how many?

    joint_attainment(df, targets, by): one row per group of targets: the columns of `by`, n_targets, left_out (no forecast or no
        number), expected (how many are met, exact), p_all, p_any. counts=True: a row per group and number instead: count, probability.
      by: a column of the targets frame, or several; None: all together.
      common_shock: standard deviation (of logarithms) of a year's shock common to all series; None: that of the prior. 0: independent.
      Further arguments as for first_passage().
    joint_attainment([(forecast, step, lo, hi), ...]): a dict: each, expected, all, any, count, left_out.
    """
    if isinstance(data, (list, tuple)):
        shock = 0.015 if common_shock is None else common_shock
        return _core.joint_attainment(data, common_shock=shock, paths=paths, seed=seed)
    asked = AskedPanel.read(
        data, targets, "joint_attainment", models, prior, h=h, paths=paths, seed=seed, n_threads=n_threads, as_of=as_of, unit=unit,
        price_basis=price_basis, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col, issues=issues,
    )  # fmt: skip
    groups, head = _groups(targets, by, asked.size, "joint_attainment")
    made = asked.put(_core.joint_attainment_panel, groups=groups, common_shock=common_shock)
    if not counts:
        return _frame.like(data, head | {name: made[name] for name in ("n_targets", "left_out", "expected", "p_all", "p_any")})
    lengths = np.diff(made["offsets"])
    rows = np.repeat(np.arange(lengths.size), lengths)
    number = np.arange(rows.size) - made["offsets"][rows]
    return _frame.like(data, {name: column[rows] for name, column in head.items()} | {"count": number, "probability": made["count"]})


def aggregate_attainment(
    data: Any,
    targets: Any = None,
    hierarchy: Tree | Mapping[str, Any] | None = None,
    lo: float = -math.inf,
    hi: float = math.inf,
    *,
    weights: Sequence[float] = (),
    common_shock: float | None = None,
    h: int | None = None,
    models: str = "pooled_growth",
    prior: GrowthPrior | None = None,
    paths: int = 4000,
    seed: int = 0,
    n_threads: int = 1,
    as_of: Day = None,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    issues: list[Issue] | None = None,
) -> Any:
    """Does the sum of the parts meet its target?

    aggregate_attainment(df, targets, hierarchy): one row per target, of any series of the hierarchy: unique_id, target_id, ds, reason,
        parts (leaves with a forecast in the sum), landing, landing-lo-80, landing-hi-80, landing-lo-95, landing-hi-95, p_attain. The law
        of a parent is that of the sum of the leaves below it, under a shock common to all; its own figures are not used. A leaf
        that has its figure of the period already stands with it.
      hierarchy: a Tree, {series: its parent}, or tags {level: names} whose names are paths ("VN/Lào Cai/C"), as in reconcile().
      Further arguments as for joint_attainment().
    aggregate_attainment([(forecast, step, lo, hi), ...], weights, lo=..., hi=...): a dict: probability, median, lo-80, hi-80, lo-95, hi-95
        of the weighted sum.
    """
    if isinstance(data, (list, tuple)):
        shock = 0.015 if common_shock is None else common_shock
        given = list(weights if targets is None else targets)
        return _core.aggregate_attainment(data, given, lo, hi, common_shock=shock, paths=paths, seed=seed)
    asked = AskedPanel.read(
        data, targets, "aggregate_attainment", models, prior, h=h, paths=paths, seed=seed, n_threads=n_threads, as_of=as_of, unit=unit,
        price_basis=price_basis, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col, issues=issues,
    )  # fmt: skip
    tree = tree_of(hierarchy, "aggregate_attainment")
    made = asked.put_to_tree(_core.aggregate_attainment_tree, tree, common_shock=common_shock)
    return _frame.like(data, asked.head | {name: column for name, column in made.items() if name != "issues"})


def _require_direction(direction: str, call: str) -> None:
    if direction not in ("at_least", "at_most"):
        raise InvalidValueError(f"{call}: direction is {direction!r}, expected 'at_least' or 'at_most'")


def _groups(targets: Any, by: str | Sequence[str] | None, size: int, call: str) -> tuple[list[int], dict[str, NDArray[Any]]]:
    """The group of each target, from 0 on in the order of first appearance, and the columns that name the groups."""
    names = [] if by is None else [by] if isinstance(by, str) else list(by)
    if not names:
        return [0] * size, {}
    if not _frame.is_frame(targets):
        raise TypeError(f"{call}: by={by!r} needs targets as a frame")
    found = {n: np.asarray(c) for n, c in _frame.columns(targets, names, f"{call}: targets").items()}
    known: dict[Any, int] = {}
    first: list[int] = []
    codes = []
    for row, key in enumerate(zip(*(c.tolist() for c in found.values()))):
        if key not in known:
            known[key] = len(known)
            first.append(row)
        codes.append(known[key])
    return codes, {n: c[first] for n, c in found.items()}
