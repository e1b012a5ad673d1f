# SPDX-License-Identifier: Apache-2.0
"""Ratios of two figures, for numbers and arrays."""

from __future__ import annotations

from typing import Any

from .. import _core
from ..frames._values import broadcast, one_or_many

Number = float | int


def ratio(what: str, names_of: tuple[str, str], a: Any, b: Any) -> Any:
    (x, y), shape = broadcast(what, names_of, a, b)
    return one_or_many(_core.ratio_arrays(what, x, y), shape)
