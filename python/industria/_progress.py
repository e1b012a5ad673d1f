# SPDX-License-Identifier: Apache-2.0
"""Pace of targets, progress by the rules of institutions, and what is wrong with targets, over frames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from . import _core, _target_frames
from ._core import Panel, Period, PriceBasis, ShapeError, Target, Unit
from .frames import _arrays, _frame
from .frames._panel import read_frame
from .projection._asked import whole

Rule = Literal[
    "eurostat",
    "open_sdg",
    "un_progress_chart",
    "un_progress_chart_2022",
    "escap_current_status",
    "escap_anticipated_progress",
    "sdsn_arrows",
    "weather_symbols",
    "distance_to_target",
    "distance_covered",
]
Classes = Sequence[tuple[Any, ...]]


def pace(
    data: Any,
    targets: Any,
    *,
    history_years: int = 10,
    is_rate: bool = False,
    lang: Literal["vi", "en"] = "en",
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """How far each target is, what it needs per year, and how often that has been reached.

    One row per target, as a frame of the type of `data`: unique_id, target_id, ds, reason, last_ds, last_actual, gap,
    gap_pct, gap_points, years, required_growth, required_change, in_changes, in_amounts, reached, of_years, place, panel_reached,
    panel_of, panel_place, text ("needed 9.9% a year; reached in 4 of the last 10 years; by 22 of 63 series over as many
    years").
      data, targets, unit, price_basis: as in assess(); every kind. growth, increase, direction_only and relative come to a
        level of the period (of relative: the one that grows as the other series has done so far, plus the points); of growth
        and relative gap_points is what the mean growth so far lacks. Of a sum gap is what there is less what is wanted,
        required_growth the yearly growth of its figures with which the rest comes, required_change the amount a year; where
        in_amounts is true (counts) amounts are held against the past. What has no pace has its reason.
      history_years: how far back yearly growths are counted, 0: all.
      is_rate: y are rates or shares though no unit says so: changes per year are counted instead of growths.
    """
    history_years = whole(history_years, "history_years", "pace", 0)
    wanted = _target_frames.read(
        data, targets, "pace", unit=unit, price_basis=price_basis, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col
    )
    made = _target_frames.columns(_core.pace_panel(*wanted.arguments, history_years, is_rate, lang))
    made = {("gap_pct" if name == "gap_relative" else name): values for name, values in made.items()}
    made["gap_pct"] = 100 * made["gap_pct"]
    made["in_changes"], made["in_amounts"] = made["in_changes"].astype(bool), made["in_amounts"].astype(bool)
    words = list(made["text"])
    for k, why in wanted.refused.items():
        words[k] = _core.text(f"reason.{why.reason}", lang)
    made["text"] = _target_frames.texts(words)
    return _frame.like(data, wanted.head(id_col, time_col) | wanted.told(made))


def progress(
    data: Any,
    targets: Any = None,
    rule: Rule = "eurostat",
    *,
    direction: Literal["at_least", "at_most"] = "at_least",
    base: Period | int | str | None = None,
    years: int = 0,
    least_years: int = 1,
    recent_years: int = 5,
    weights: ArrayLike = (),
    with_target: Classes | None = None,
    without_target: Classes | None = None,
    zero_substitute: float = float("nan"),
    limit_factor: float = 1.0,
    is_parity: bool = False,
    is_percentage: bool = False,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """Progress by the rule of an institution (docs/targets.md), one row per target.

    Columns: unique_id, target_id, ds, status (the rule's class), reason (why there is none), measure, score, rank (0 the
    worst), is_met, base, value.
      targets: as in assess(), every kind: growth, increase and relative by the level they come to, from their own base; a sum from
        0 before its span (rules of distances). None: every series without a number, with `direction`, as of its last period.
      base: the base period (the next one with a value); years > 0: that many years before the last value, but at least
        `least_years` (Eurostat: years=5, least_years=3, or 15 and 10). Neither: the first value.
      recent_years: span of the recent change (weather_symbols, sdsn_arrows); weights: of the yearly levels from the base on
        for the predicted level (escap_anticipated_progress), the latest last.
      with_target, without_target: own thresholds, [(word,), (word, from), (word, from, True)], rising; True: only above.
      zero_substitute, limit_factor: open_sdg; is_parity: escap; is_percentage: un_progress_chart.
    """
    years, least_years, recent_years = whole(years, "years", "progress", 0), whole(least_years, "least_years", "progress", 0), whole(recent_years, "recent_years", "progress", 0)
    if targets is None:
        panel = data if isinstance(data, Panel) else _panel_of(data, freq, id_col, time_col, target_col)
        last = [_last_period(panel.values[a:b], first) for a, b, first in zip(panel.offsets[:-1], panel.offsets[1:], panel.first)]
        targets = [Target(i, p, kind="direction_only", direction=direction) for i, p in zip(panel.ids, last)]
    wanted = _target_frames.read(
        data, targets, "progress", unit=unit, price_basis=price_basis, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col
    )
    made = _core.progress_panel(
        *wanted.arguments,
        rule,
        base=base,
        years=years,
        least_years=least_years,
        recent_years=recent_years,
        weights=_arrays.column(np.asarray(weights, dtype=np.float64), "weights"),
        with_target=with_target,
        without_target=without_target,
        zero_substitute=zero_substitute,
        limit_factor=limit_factor,
        is_parity=is_parity,
        is_percentage=is_percentage,
    )
    found = _met(_target_frames.columns(made))
    why = found.pop("case_reason")
    is_refused = why != ""
    found["reason"] = np.where(is_refused, why, found["reason"])
    return _frame.like(data, wanted.head(id_col, time_col) | wanted.told(found))


def judge(
    rule: Rule,
    *,
    base: ArrayLike = (),
    value: ArrayLike,
    target: ArrayLike = (),
    since: ArrayLike = (),
    total: ArrayLike = (),
    direction: str | Sequence[str] = "at_least",
    recent_change: ArrayLike = (),
    predicted: ArrayLike = (),
    spread: ArrayLike = (),
    with_target: Classes | None = None,
    without_target: Classes | None = None,
    zero_substitute: float = float("nan"),
    limit_factor: float = 1.0,
    is_parity: bool = False,
    is_percentage: bool = False,
) -> dict[str, Any]:
    """A progress rule on figures as they are: arrays (or numbers) of base, value, target, years since the base and in all.

    A dict of arrays: status, reason, measure, score, rank, is_met. What is not given is missing; `target` missing: the rule
    without a number.
    """
    given = {"base": base, "value": value, "target": target, "since": since, "total": total}
    given |= {"recent_change": recent_change, "predicted": predicted, "spread": spread}
    arrays = {name: np.atleast_1d(_arrays.doubles(v, f"judge: {name}")) for name, v in given.items()}
    size = max([a.size for a in arrays.values()] + [1 if isinstance(direction, str) else len(direction)])
    for name, a in arrays.items():
        if a.size not in (0, 1, size):
            raise ShapeError(f"judge: {name} has {a.size} values, expected 1 or {size}")
    column = {name: np.repeat(a, size) if a.size == 1 else a for name, a in arrays.items()}
    directions = [direction] * size if isinstance(direction, str) else list(direction)
    made = _core.progress_arrays(
        rule,
        column["base"],
        column["value"],
        column["target"],
        column["since"],
        column["total"],
        column["recent_change"],
        column["predicted"],
        column["spread"],
        directions,
        with_target=with_target,
        without_target=without_target,
        zero_substitute=zero_substitute,
        limit_factor=limit_factor,
        is_parity=is_parity,
        is_percentage=is_percentage,
    )
    return _met(_target_frames.columns(made))


def target_issues(
    data: Any,
    targets: Any,
    *,
    as_of: Any = None,
    lang: Literal["vi", "en"] = "en",
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """What is wrong with targets before anything is assessed: one row per issue, as a frame of the type of `data`.

    Columns: unique_id, target_id, ds, severity ("error", "warning", "note"), code, message, remedy. Series that are not
    there, no or one observation, targets before the data, other periods, units or prices, zero and negative bases, targets
    that exclude each other, plans revised to nothing. assess() assesses the other targets all the same.
    """
    wanted = _target_frames.read(
        data,
        targets,
        "target_issues",
        unit=unit,
        price_basis=price_basis,
        freq=freq,
        id_col=id_col,
        time_col=time_col,
        target_col=target_col,
        as_of=as_of,
    )
    found = [f for f in _core.target_issues(*wanted.arguments, as_of, lang) if f[0] not in wanted.refused]
    found = sorted([*found, *wanted.issues(lang)], key=lambda f: f[0])
    rows = np.array([f[0] for f in found], dtype=np.int64)
    out = {name: np.asarray(values)[rows] for name, values in wanted.head(id_col, time_col).items()}
    for k, name in enumerate(("severity", "code", "message", "remedy"), start=1):
        out[name] = _target_frames.texts(f[k] for f in found)
    return _frame.like(data, out)


def _met(made: dict[str, Any]) -> dict[str, Any]:
    return made | {"is_met": made["is_met"].astype(bool)}


def _panel_of(data: Any, freq: str | None, id_col: str, time_col: str, target_col: str) -> Panel:
    return read_frame(data, "progress", freq=freq, id_col=id_col, time_col=time_col, target_col=target_col).panel


def _last_period(values: Any, first: Period) -> Period:
    known = np.flatnonzero(~np.isnan(values))
    return first + int(known[-1]) if known.size else first
