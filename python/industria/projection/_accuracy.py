# SPDX-License-Identifier: Apache-2.0
"""accuracy(): how good the forecasts of cross_validation() were."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import InvalidValueError
from ..frames import _arrays, _frame, _times
from ..frames._panel import LongFrame, read_long
from ._asked import levels_of, models_of

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
_SIDE = re.compile(r"(.+)-(?:(lo|hi|q)-([0-9.e+-]+)|mean|p-at-least)")
_POINT = ("mae", "rmse", "mase", "rmsse", "smape", "owa")
_QUANTILES = ("pinball", "crps", "scaled_crps")


class Named(NamedTuple):
    """The columns of the frame, by model."""

    models: list[str]
    levels: list[float]
    quantiles: list[float]  # ascending

    @property
    def columns(self) -> list[str]:
        ends = [f"-{end}-{x:g}" for x in self.levels for end in ("lo", "hi")] + [f"-q-{p:g}" for p in self.quantiles]
        return [model + end for model in self.models for end in ("", *ends)]


def _named(
    present: list[str],
    models: str | Iterable[str] | None,
    level: float | Iterable[float] | None,
    quantiles: Iterable[float] | None,
) -> Named:
    """None stands for every model, and for the levels and quantiles that all of the models have."""
    sides: dict[str, dict[str, set[float]]] = {}
    for name in present:
        match = _SIDE.fullmatch(name)
        if match and match[1] in present:
            side = sides.setdefault(match[1], {})
            side.setdefault(match[2] or "", set()).add(float(match[3] or math.nan))
    side_names = {n for n in present if (match := _SIDE.fullmatch(n)) and match[1] in present}
    wanted = [n for n in present if n not in side_names] if models is None else models_of(models, "accuracy")
    if not wanted:
        raise InvalidValueError("accuracy: the frame has no column of a model")

    def common(*ends: str) -> list[float]:
        return sorted(set.intersection(*(sides.get(m, {}).get(end, set()) for m in wanted for end in ends)))

    chosen = common("lo", "hi") if level is None else sorted(set(levels_of(level, "accuracy")))
    parts = common("q") if quantiles is None else sorted({float(p) for p in quantiles})
    for p in parts:
        if not 0 < p < 1:
            raise InvalidValueError(f"accuracy: quantile {p:g} is out of range, expected between 0 and 1 (0.9, not 90)")
    return Named(wanted, chosen, parts)


def _names(frame: Any) -> list[str]:
    return [str(c) for c in (frame.column_names if hasattr(frame, "column_names") else getattr(frame, "columns", frame))]


def _codes(*columns: Any) -> list[Whole]:
    """Whole numbers that are equal where the labels are."""
    arrays = [np.asarray(c) for c in columns]
    if arrays[0].dtype.kind in "iuM" and len({a.dtype.kind for a in arrays}) == 1:
        codes = np.unique(np.concatenate(arrays), return_inverse=True)[1].astype(np.int64)
    else:
        known: dict[Any, int] = {}
        codes = np.array([known.setdefault(x, len(known)) for a in arrays for x in _times.labels(a)], dtype=np.int64)
    return np.split(codes, np.cumsum([a.size for a in arrays])[:-1])


class Blocks(NamedTuple):
    """Forecasts of one series from one origin, each a block of h rows; rows that the frame does not have are NaN."""

    series: Whole
    length: Whole  # how many periods were known
    h: int
    at: Whole  # where each row of the frame belongs

    def laid(self, column: Any, name: str) -> Floats:
        out = np.full(self.series.size * self.h, math.nan)
        out[self.at] = _arrays.column(column, name)
        return out


def _blocks(read: LongFrame, found: dict[str, Any], id_col: str, time_col: str) -> Blocks:
    """Finds the rows of the frame among the periods of the history."""
    position = {name: i for i, name in enumerate(read.ids.names.tolist())}
    row_codes, row_ids = _arrays.factorise(found[id_col], id_col)
    for name in row_ids.tolist():
        if name not in position:
            raise InvalidValueError(f"accuracy: series {name} is not in df")
    of_id = np.array([position[name] for name in row_ids.tolist()], dtype=np.int64)
    series = of_id[row_codes] if row_codes.size else np.empty(0, dtype=np.int64)

    lengths = np.diff(read.offsets)
    owner = np.repeat(np.arange(read.size), lengths)
    within = np.arange(read.values.size) - np.repeat(read.offsets[:-1], lengths)
    grid = read.axis.back(read.first[owner] + read.step * within)
    grid_code, ds_code, cutoff_code = _codes(grid, found[time_col], found["cutoff"])
    width = 1 + max((int(c.max()) for c in (grid_code, ds_code, cutoff_code) if c.size), default=0)
    keys = owner * width + grid_code
    order = np.argsort(keys, kind="stable")

    def places(codes: Whole, name: str) -> Whole:
        asked = series * width + codes
        at = np.searchsorted(keys[order], asked)
        known = at < keys.size
        known[known] = keys[order][at[known]] == asked[known]
        if not known.all():
            row = int((~known).argmax())
            label = np.asarray(_arrays.taken(found[name], np.array([row])))[0]
            raise InvalidValueError(f"accuracy: row {row}, {name} {label} of {id_col} {row_ids[row_codes[row]]}, is no period of df")
        return within[order[at]]

    known_to = places(cutoff_code, "cutoff") + 1
    step = places(ds_code, time_col) - known_to
    if (step < 0).any():
        raise InvalidValueError(f"accuracy: row {int((step < 0).argmax())} has {time_col} at or before its cutoff")
    h = int(step.max(initial=0)) + 1
    longest = int(lengths.max(initial=0)) + 1
    origins, block = np.unique(series * longest + known_to, return_inverse=True)
    at = block.astype(np.int64) * h + step
    _, counts = np.unique(at, return_counts=True)
    if (counts > 1).any():
        raise InvalidValueError(f"accuracy: the frame has two rows of one {id_col}, {time_col} and cutoff")
    return Blocks(origins // longest, origins % longest, h, at)


def accuracy(
    cv_frame: Any,
    df: Any,
    models: str | Iterable[str] | None = None,
    season_length: int | None = None,
    level: float | Iterable[float] | None = None,
    quantiles: Iterable[float] | None = None,
    *,
    by_series: bool = False,
    freq: Any = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """How good forecasts were: a row per model, of the frame type of `cv_frame`.

    cv_frame: from cross_validation() (the ecosystem's frames have the same columns): unique_id, ds, cutoff, y, models.
    df: the history that cross_validation() was given; scales and Naive2 come from what each forecast knew of it.
    models, level, quantiles: which columns are judged; None: all models, the levels and quantiles that all of them have.
    season_length: of MASE, RMSSE, OWA, MSIS and scaled CRPS; None as for forecast().
    by_series: a row per series and model.

    Columns: mae, rmse, mase, rmsse, smape, owa, then coverage-95 (a share, 0 to 1) and msis-95 for each level, then pinball,
    crps, scaled_crps if there are quantiles. Each is the mean over the forecasts (series and cutoffs) that have it; OWA is
    made of four such means. crps is twice the mean pinball, each quantile weighing as much of (0, 1) as lies nearest to it.
    A missing y or forecast is left out; a figure without any is NaN.
    """
    shared = {"id_col": id_col, "time_col": time_col, "target_col": target_col}
    read = read_long(df, "accuracy", freq=freq, **shared)
    season = read.season_length(season_length, "accuracy")
    keys = (id_col, time_col, "cutoff", target_col)
    _frame.columns(cv_frame, keys, "accuracy")  # says what is missing
    named = _named([n for n in _names(cv_frame) if n not in keys], models, level, quantiles)
    found = _frame.columns(cv_frame, [*keys, *named.columns], "accuracy")
    blocks = _blocks(read, found, id_col, time_col)
    used, of_series = np.unique(blocks.series, return_inverse=True)
    if not by_series:
        of_series = np.zeros(blocks.series.size, dtype=np.int64)
    n_groups = used.size if by_series else 1
    actual = blocks.laid(found[target_col], target_col)

    def judged(model: str) -> dict[str, Floats]:
        def laid(end: str) -> Floats:
            return blocks.laid(found[model + end], model + end)

        made = _core.accuracy_arrays(
            read.values, read.offsets, blocks.series, blocks.length, group=of_series, n_groups=n_groups, h=blocks.h,
            actual=actual, forecast=laid(""), levels=named.levels, probabilities=named.quantiles, season_length=season,
            lower=[laid(f"-lo-{x:g}") for x in named.levels], upper=[laid(f"-hi-{x:g}") for x in named.levels],
            quantiles=[laid(f"-q-{p:g}") for p in named.quantiles],
        )  # fmt: skip
        out = {name: made[name] for name in _POINT}
        for i, x in enumerate(named.levels):
            out |= {f"coverage-{x:g}": made["coverage"][i], f"msis-{x:g}": made["msis"][i]}
        return out | ({name: made[name] for name in _QUANTILES} if named.quantiles else {})

    rows = [judged(model) for model in named.models]
    data: dict[str, Any] = {id_col: read.repeated_ids(len(rows), used)} if by_series else {}
    data["model"] = np.array(named.models * n_groups, dtype=object)
    data |= {name: np.column_stack([row[name] for row in rows]).ravel() for name in rows[0]}
    return _frame.like(cv_frame, data)
