# SPDX-License-Identifier: Apache-2.0
"""From the growth of parts to that of their sum, and back."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .. import _core
from .._core import InvalidValueError, PanelGroups
from ..frames import _arrays
from ._panel_rows import Floats


def contributions(old: ArrayLike, new: ArrayLike, decimals: int | None = None) -> Floats:
    """Contribution of each part to the growth of their sum, 100 (new - old) / sum of old, in points. With `decimals` rounded so
    that they add up exactly to the rounded growth of the sum. A missing part, or an old sum of zero or less, makes all NaN.
    """
    return _core.contributions(_arrays.column(old, "contributions: old"), _arrays.column(new, "contributions: new"), decimals)


def aggregate_growth(
    old_shares: ArrayLike, growths: ArrayLike, tolerance: float = 0.005, *, lag: int = 1, by: ArrayLike | None = None
) -> Any:
    """Growth of a whole from the old shares and the growth of its parts, sum of share x growth (ratios), or why it cannot be given:
    shares that do not add up to 1 within `tolerance` are a contradiction.

    Two matrices of parts x periods give an array of periods: growth over `lag` periods with the shares `lag` periods before, NaN where
    it cannot be given; with `by` (one code 0, 1, ... per part) an array of groups x periods.
    """
    shares = _arrays.doubles(old_shares, "aggregate_growth: old_shares")
    rates = _arrays.doubles(growths, "aggregate_growth: growths")
    if shares.ndim < 2 and rates.ndim < 2 and by is None:
        return _core.aggregate_growth(np.atleast_1d(shares), np.atleast_1d(rates), tolerance)
    codes = np.zeros(0, dtype=np.int32) if by is None else np.asarray(by)
    if codes.ndim != 1 or codes.dtype.kind not in "iu":
        raise InvalidValueError("aggregate_growth: by has other values than codes, expected one whole number from 0 per part")
    groups = PanelGroups(codes.astype(np.int32), int(codes.max(initial=0)) + 1)
    made = _core.aggregate_growth_panel(shares, rates, operator.index(lag), groups, tolerance)
    return made if by is None else made.reshape(groups.count, -1)
