# SPDX-License-Identifier: Apache-2.0
"""What the core is told: the widths of intervals, the seed, the season, limits, the growth assumed for short series."""

from __future__ import annotations

import math
from typing import Any

from .._core import GrowthPrior, IntervalCalibration, InvalidValueError
from ..frames._panel import LongFrame
from ._asked import whole
from ._limits import Limits, limits_of

Calibration = IntervalCalibration | str | None


def law_of(calibration: Calibration, seed: Any, call: str) -> dict[str, Any]:
    """How wide intervals are, and the seed of what is simulated for them."""
    if isinstance(calibration, str):
        known = {"shipped": IntervalCalibration.shipped, "none": IntervalCalibration.none}
        if calibration not in known:
            raise InvalidValueError(
                f"{call}: calibration {calibration!r} is unknown, expected 'shipped', 'none', or one from calibrate()"
            )
        calibration = known[calibration]()
    return {"calibration": calibration, "seed": whole(seed, "seed", call, 0, 2**64 - 1)}


def names_of(read: LongFrame) -> list[str]:
    """By which random numbers are drawn."""
    return [str(x) for x in read.ids.names.tolist()]


def simulates(calibration: IntervalCalibration | None) -> bool:
    """Whether the models' own deviations count: some of them are simulated."""
    return calibration is not None and not calibration.classes


def prior_of(read: LongFrame, prior: GrowthPrior | None) -> GrowthPrior | None:
    """The shipped prior knows growth per year: periods that are no parts of years get none of it, only its spread."""
    if prior is not None or read.axis.unit in ("count", "month"):
        return prior
    shipped = GrowthPrior.shipped().to_dict()
    laws = [law | {"mean": 0.0} for law in shipped["laws"]]
    return GrowthPrior.from_dict(shipped | {"name": "no_growth", "laws": laws})


def core_options(
    read: LongFrame,
    season_length: int | None,
    lower: Limits,
    upper: Limits,
    prior: GrowthPrior | None,
    call: str,
) -> dict[str, Any]:
    season = read.season_length(season_length, call)
    least = limits_of(lower, read, -math.inf, "lower", call)
    most = limits_of(upper, read, math.inf, "upper", call)
    if least is not None and most is not None and (least > most).any():
        i = int((least > most).argmax())
        raise InvalidValueError(
            f"{call}: series {read.ids.names[i]} has lower {least[i]:g} above upper {most[i]:g}, expected lower <= upper"
        )
    return {"season_length": season, "lower": least, "upper": most, "prior": prior_of(read, prior)}
