# SPDX-License-Identifier: Apache-2.0
"""The index of industrial production up the levels of a classification."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _core
from .._core import IndexTree, Panel, ProductionIndex
from ..frames import _arrays, _frame, _panel
from ..frames._values import Floats


def production_index(
    tree: IndexTree | Any,
    series: Panel | Any,
    *,
    base_year: int = 0,
    partial: bool = False,
    weight_tolerance: float = 0.005,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> ProductionIndex:
    """The index of industrial production from the series of products or industries up the levels that `tree` declares.

    tree: an IndexTree, or a frame with columns code, parent, weight (a weight counts among its siblings). series: a Panel whose ids are
    codes, or a long frame. base_year: the year whose mean is 100 (0: the series are indices of one base already). partial: leave
    out what is missing, with the coverage. Whatever does not fit is among `issues`, by name; the rest is not harmed.
    """
    if not isinstance(tree, IndexTree):
        found = _frame.columns(tree, ("code", "parent", "weight"), "production_index")
        parents = ["" if _arrays.is_missing(p) else str(p) for p in np.asarray(found["parent"]).tolist()]
        weights = _arrays.column(found["weight"], "production_index: weight")
        tree = IndexTree([str(c) for c in np.asarray(found["code"]).tolist()], parents, weights)
    if not isinstance(series, Panel):
        series = _panel.panel_from_frame(series, freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    return _core.production_index_of(tree, series, base_year, partial, weight_tolerance)


def index_contributions(tree: IndexTree, result: ProductionIndex, *, lag: int = 1) -> Floats:
    """Contribution of every node to the growth of its top over `lag` periods, percentage points, laid out like result.index."""
    return _core.index_contributions(tree, result, lag)
