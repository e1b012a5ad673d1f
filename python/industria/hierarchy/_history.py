# SPDX-License-Identifier: Apache-2.0
"""What a reconciliation asks of the past."""

from __future__ import annotations

from typing import Any

from .._core import InvalidValueError
from ..frames import _frame
from ..frames._arrays import column
from ._grid import TreeGrid, grid_of
from ._tree import Tree


class History:
    """What is asked of the past, read once."""

    def __init__(self, frame: Any, tree: Tree, models: list[str], columns: tuple[str, str, str]) -> None:
        self.frame, self.tree, self.columns = frame, tree, columns
        self.grid: TreeGrid | None = None
        self.y: Any = None

    def _read(self, why: str) -> None:
        if self.frame is None:
            raise InvalidValueError(f"reconcile: {why} needs the history, expected Y_df")
        if self.grid is None:
            found = _frame.columns(self.frame, self.columns, "reconcile: Y_df")
            self.grid = grid_of(found, self.tree, self.columns[0], self.columns[1], "reconcile: Y_df")
            self.y = column(found[self.columns[2]], self.columns[2])

    def actual(self, method: str) -> Any:
        if method not in ("top_down_average_proportions", "top_down_proportions_of_averages"):
            return None
        self._read(f"method {method!r}")
        assert self.grid is not None
        return self.grid.to_tree(self.y)

    def residual(self, model: str, method: str, intervals: bool) -> Any:
        if not intervals and method not in ("mint_variance", "mint_shrink"):
            return None
        self._read(f"method {method!r}" if method in ("mint_variance", "mint_shrink") else "level")
        assert self.grid is not None
        fitted = _frame.columns(self.frame, (model,), "reconcile: Y_df")[model]
        return self.grid.to_tree(self.y - column(fitted, model))
