# SPDX-License-Identifier: Apache-2.0
"""What is asked of a forecast, checked: models, levels, quantiles, and the names of their columns."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from .._core import InvalidValueError


def levels_of(level: float | Iterable[float], call: str) -> list[float]:
    """Checked levels in per cent: 80, 95."""
    levels = [float(x) for x in level] if isinstance(level, Iterable) else [float(level)]
    for x in levels:
        if 0 < x < 1:
            raise InvalidValueError(f"{call}: level {x:g} is below 1, levels are per cent: use {100 * x:g}, not {x:g}")
        if not 1 <= x < 100:
            raise InvalidValueError(f"{call}: level {x:g} is out of range, expected per cent from 1 to below 100")
    return levels


def whole(value: Any, name: str, call: str, least: int = 1, most: int = 2**31 - 1) -> int:
    """A whole number from `least` to `most`; True and False are none."""
    if isinstance(value, (bool, np.bool_)):
        raise InvalidValueError(f"{call}: {name} is {value}, expected a whole number")
    number = operator.index(value)
    if number < least:
        raise InvalidValueError(f"{call}: {name} is {number}, expected {least} or more")
    if number > most:
        raise InvalidValueError(f"{call}: {name} is {number}, expected at most {most}")
    return number


def models_of(models: str | Iterable[str], call: str) -> list[str]:
    """Names as they were typed; each once."""
    names = [models] if isinstance(models, str) else list(models)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"{call}: models has {name!r}, expected names such as 'auto' or 'AutoETS'")
    if len(set(names)) < len(names) or not names:
        raise InvalidValueError(f"{call}: models is {names}, expected one or more different names")
    return names


class Asked(NamedTuple):
    """What forecast() and cross_validation() share, checked."""

    models: list[str]
    levels: list[float]
    quantiles: list[float]
    mean: bool

    def names(self, model: str) -> list[str]:
        """Columns of a model: the median, lo from the widest to the narrowest, hi back again, quantiles, mean."""
        lo = [f"{model}-lo-{x:g}" for x in reversed(self.levels)]
        hi = [f"{model}-hi-{x:g}" for x in self.levels]
        return [model, *lo, *hi, *(f"{model}-q-{p:g}" for p in self.quantiles), *([f"{model}-mean"] if self.mean else [])]

    def columns(self, model: str, made: Mapping[str, Any]) -> dict[str, Any]:
        arrays = [made["median"], *reversed(made["lo"]), *made["hi"], *made["quantile"], *([made["mean"]] if self.mean else [])]
        return dict(zip(self.names(model), arrays))


def asked_of(
    models: str | Iterable[str],
    level: float | Iterable[float] | None,
    quantiles: Iterable[float] | None,
    mean: bool,
    call: str,
) -> Asked:
    levels = [] if level is None else sorted(set(levels_of(level, call)))
    wanted = [] if quantiles is None else [float(p) for p in quantiles]
    for p in wanted:
        if not 0 < p < 1:
            raise InvalidValueError(f"{call}: quantile {p:g} is out of range, expected between 0 and 1 (0.9, not 90)")
    return Asked(models_of(models, call), levels, wanted, bool(mean))
