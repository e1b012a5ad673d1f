# SPDX-License-Identifier: Apache-2.0
"""fit(): parameters, fitted values and residuals, and forecasts whose states move on without a new fit; calibrate()."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import FittedModel, GrowthPrior, IntervalCalibration, InvalidValueError
from ..frames import _frame
from ..frames._panel import LongFrame, read_long
from ._asked import asked_of, models_of, whole
from ._limits import Limits
from ._options import Calibration, core_options, law_of, names_of, prior_of, simulates

Floats = NDArray[np.float64]
_IN_UNITS_OF_Y = ("level", "slope", "shadow")
_CLOSED_FORMS = (
    "last_value", "drift", "cagr", "log_linear", "pooled_growth", "mean", "seasonal_last_value", "seasonal_drift",
)  # fmt: skip
_CREDIBLE = 10.0  # forecast() believes no path beyond so many times the largest value


def fit(
    df: Any,
    models: str | Iterable[str] = "auto",
    season_length: int | None = None,
    freq: Any = None,
    n_threads: int = 1,
    *,
    prior: GrowthPrior | None = None,
    calibration: Calibration = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Fitted:
    """Fits models to every series of a long frame and keeps their parameters; arguments as for forecast().

    Takes "auto", the ETS, Theta and CES models, means and medians, and the closed forms ("naive", "drift", ...), which have
    no parameters. The answer pickles; every number comes back the same.
    """
    names = models_of(models, "fit")
    options = {"freq": freq, "id_col": id_col, "time_col": time_col, "target_col": target_col}
    read = read_long(df, "fit", **options)
    chosen = law_of(calibration, 0, "fit")["calibration"]
    return Fitted(df, names, read.season_length(season_length, "fit"), options, prior, chosen, n_threads)


class Fitted:
    """Models of the series of a frame, with fixed parameters; made by fit()."""

    def __init__(
        self,
        df: Any,
        models: list[str],
        season_length: int,
        options: dict[str, Any],
        prior: GrowthPrior | None,
        calibration: IntervalCalibration | None,
        n_threads: int,
    ) -> None:
        self.models = models
        self.season_length = season_length
        self._options = options
        self._prior, self._calibration, self._n_threads = prior, calibration, n_threads
        self._frame = _frame.part(df, [options[k] for k in ("id_col", "time_col", "target_col")], "fit")
        self._learned = self._frame
        self._members: dict[str, list[FittedModel]] = {}
        read = self._read()
        lengths = [int(np.count_nonzero(~np.isnan(y))) for y in self._series(read)]
        self._automatic = [_core.automatic_members_of(n, season_length) for n in lengths]  # update() leaves them
        for model in models:
            method, members = self._parts(model)
            if method == "automatic":
                members = list(dict.fromkeys(m for chosen in self._automatic for m in chosen))
            for method in members:
                if method not in self._members and method not in _CLOSED_FORMS:
                    self._members[method] = _core.fit_models(
                        read.values, read.offsets, method, season_length, n_threads
                    )

    @staticmethod
    def _parts(model: str) -> tuple[str, list[str]]:
        method, members = _core.model_parts(model)
        if method in ("mstl", "combined_weighted") or "mstl" in members:
            raise InvalidValueError(f"fit: model {model!r} keeps no parameters, use forecast()")
        return method, members

    def _read(self, frame: Any = None) -> LongFrame:
        return read_long(self._frame if frame is None else frame, "fit", **self._options)

    @staticmethod
    def _series(read: LongFrame) -> list[Floats]:
        return np.split(read.values, read.offsets[1:-1]) if read.size else []

    def _path(self, model: str, read: LongFrame, h: int) -> list[Floats]:
        """One-step forecasts and h steps of each series; NaN where the model has no parameters for it."""
        method, members = self._parts(model)
        kind, prior = read.axis.kind(read.step, self.season_length), prior_of(read, self._prior)
        out = []
        for i, y in enumerate(self._series(read)):
            chosen = self._automatic[i] if method == "automatic" else members
            rows = [np.full(len(y) + h, math.nan)]
            for m in chosen if any(m in self._members for m in chosen) else []:
                fits = self._members.get(m)
                rows.append(_core.closed_form_path(y, m, self.season_length, kind, h, prior) if fits is None else fits[i].path(y, h))
            most = _CREDIBLE * np.abs(y[np.isfinite(y)]).max(initial=0.0)
            out.append(_combined(method, np.array([r for r in rows if h == 0 or (np.abs(r[-h:]) <= most).all()] or rows[:1])))
        return out

    def _like(self, data: dict[str, Any]) -> Any:
        return _frame.like(self._frame, data)

    def _labels(self, read: LongFrame) -> dict[str, Any]:
        lengths = np.diff(read.offsets)
        within = np.arange(read.values.size) - np.repeat(read.offsets[:-1], lengths)
        periods = read.axis.back(np.repeat(read.first, lengths) + read.step * within)
        return {self._options["id_col"]: read.repeated_ids(lengths), self._options["time_col"]: periods}

    @property
    def parameters(self) -> Any:
        """A row per series and model: unique_id, model, form ("AAdN", "dotm", "partial"; empty: not fitted), and the smoothing
        parameters and states before the first value, in units of y (log_ces: of log(y / mean) + 10); NaN where a model has none
        of the name."""
        read = self._read()
        rows: list[dict[str, Any]] = []
        for method, fits in self._members.items():
            for fitted in fits:
                known = fitted.to_dict()
                row = {k: v for k, v in known["fields"].items() if isinstance(v, float) and k not in ("sse", "log_likelihood", "aicc")}
                row |= {k: row[k] * known["unit"] for k in _IN_UNITS_OF_Y if k in row and method != "log_ces"}
                rows.append({"model": method, "form": fitted.form, **row})
        names = list(dict.fromkeys(name for row in rows for name in row))
        data = {self._options["id_col"]: read.repeated_ids(1, np.tile(np.arange(read.size), len(self._members)))}
        for name in names:
            values = [row.get(name, math.nan) for row in rows]
            data[name] = np.array(values, dtype=object if name in ("model", "form") else np.float64)
        return self._like(data)

    @property
    def fitted(self) -> Any:
        """One-step forecasts of the values: unique_id, ds, y, and a column per model; NaN for closed forms."""
        read = self._read()
        columns = {m: np.concatenate([*self._path(m, read, 0), np.empty(0)]) for m in self.models}
        return self._like({**self._labels(read), self._options["target_col"]: read.values, **columns})

    @property
    def residuals(self) -> Any:
        """y minus the one-step forecast: unique_id, ds, and a column per model."""
        read = self._read()
        columns = {m: read.values - np.concatenate([*self._path(m, read, 0), np.empty(0)]) for m in self.models}
        return self._like({**self._labels(read), **columns})

    def forecast(
        self,
        h: int,
        level: float | Iterable[float] | None = None,
        lower: Limits = None,
        upper: Limits = None,
        *,
        quantiles: Iterable[float] | None = None,
        seed: int = 0,
    ) -> Any:
        """`h` periods after the last row, as from industria.forecast(), with the parameters as they are.

        Intervals are as wide as those made from the values that were fitted. Series that a model does not fit, and closed
        forms, are forecast from their present values.
        """
        h = whole(h, "h", "forecast")
        asked = asked_of(self.models, level, quantiles, False, "forecast")
        read = self._read()
        options = core_options(read, self.season_length, lower, upper, self._prior, "forecast")
        options |= law_of(self._calibration, seed, "forecast")
        now = self._core(read, h, asked, options)
        then = now if self._frame is self._learned else self._core(self._read(self._learned), h, asked, options)
        id_col, time_col = self._options["id_col"], self._options["time_col"]
        data = {id_col: read.repeated_ids(h), time_col: read.after(np.diff(read.offsets), h)}
        least, most = (np.repeat(x, h) if x is not None else y for x, y in (
            (options["lower"], -math.inf), (options["upper"], math.inf)))  # fmt: skip
        for model, present, law in zip(self.models, now, then):
            path = np.concatenate([*(p[-h:] for p in self._path(model, read, h)), np.empty(0)])
            moved = asked.columns(model, present)
            for name, width in asked.columns(model, law).items():
                shifted = np.clip(path + (width - law["median"]), least, most)
                data[name] = np.where(np.isfinite(path), shifted, moved[name])
        return self._like(data)

    def _core(self, read: LongFrame, h: int, asked: Any, options: dict[str, Any]) -> list[dict[str, Any]]:
        return _core.forecast_arrays(
            read.values, read.offsets, read.axis.kind(read.step, self.season_length), h, models=self.models,
            levels=asked.levels, quantiles=asked.quantiles, mean=False, details=False,
            ids=names_of(read) if simulates(self._calibration) else None, n_threads=self._n_threads, **options,
        )  # fmt: skip

    def update(self, new_rows: Any) -> Fitted:
        """The same parameters with rows that became known, of the series that there are: only the states move."""
        made = copy.copy(self)
        names = [self._options[k] for k in ("id_col", "time_col", "target_col")]
        made._frame = _frame.joined(self._frame, _frame.part(new_rows, names, "update"))
        before, after = self._read(), made._read()
        if after.size > before.size:
            raise InvalidValueError(f"update: series {after.ids.names[before.size]} was not fitted")
        if after.step != before.step or (after.first != before.first).any():
            raise InvalidValueError("update: the new rows lie before the first period or between periods of their series")
        return made

    def __repr__(self) -> str:
        return f"<industria.Fitted, {', '.join(self.models)}>"


def _combined(method: str, rows: Floats) -> Floats:
    """Of each column the mean of what is known: all of it, its middle for the median, without its extremes for auto."""
    ordered = np.sort(rows, axis=0)  # NaN last
    count = np.isfinite(ordered).sum(axis=0)
    low, high = np.zeros_like(count), count
    if method == "combined_median":
        low, high = (count - 1) // 2, count // 2 + 1
    elif method == "automatic":
        low, high = (count >= 3) * 1, count - (count >= 3)
    rank = np.arange(len(rows))[:, None]
    total = np.where((rank >= low) & (rank < high) & (rank < count), ordered, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(high - low, 1), math.nan)


def calibrate(
    df: Any,
    h: int,
    models: str | Iterable[str] = "auto",
    season_length: int | None = None,
    freq: Any = None,
    origins: int = 2,
    step: int = 1,
    n_threads: int = 1,
    *,
    name: str = "own",
    source: str = "the caller's panel",
    prior: GrowthPrior | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> IntervalCalibration:
    """Learns how wide intervals must be from forecasts of the series at `origins` earlier origins, `step` periods apart, each
    made without the values after it. The answer is frozen: pass it to forecast(calibration=...), keep it by pickle or
    to_dict(). Raises ValueError where fewer than 100 errors come together for every model."""
    h = whole(h, "h", "calibrate")
    read = read_long(df, "calibrate", freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    season = read.season_length(season_length, "calibrate")
    return _core.calibrate_arrays(
        read.values, read.offsets, read.axis.kind(read.step, season), h, models=models_of(models, "calibrate"),
        season_length=season, prior=prior_of(read, prior), n_threads=n_threads, origins=whole(origins, "origins", "calibrate"),
        step=whole(step, "step", "calibrate"), name=name, source=source,
    )  # fmt: skip
