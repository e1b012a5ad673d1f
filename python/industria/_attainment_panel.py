# SPDX-License-Identifier: Apache-2.0
"""Targets of a frame as questions to its forecasts: what the verbs of attainment have in common."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import _target_frames
from ._core import GrowthPrior, Issue
from .hierarchy._tree import Tree
from .projection._asked import models_of, whole

Day = datetime.date | str | None


@dataclass(frozen=True)
class AskedPanel:
    """Targets beside their series, how these are forecast, and the list that gets the issues."""

    wanted: _target_frames.Wanted
    head: dict[str, NDArray[Any]]
    how: dict[str, Any]
    issues: list[Issue] | None

    @classmethod
    def read(
        cls, data: Any, targets: Any, call: str, models: str, prior: GrowthPrior | None, *, h: int | None = None, paths: int = 4000,
        seed: int = 0, n_threads: int = 1, as_of: Day = None, issues: list[Issue] | None = None, id_col: str, time_col: str, **frame: Any,
    ) -> AskedPanel:  # fmt: skip
        if targets is None:
            raise TypeError(f"{call}: targets are missing, expected {call}(df, targets)")
        (model,) = models_of([models], call)
        wanted = _target_frames.read(data, targets, call, as_of=as_of, id_col=id_col, time_col=time_col, **frame)
        head = {name: np.asarray(column) for name, column in wanted.head(id_col, time_col).items()}
        how = {"model": model, "prior": prior, "h": 0 if h is None else whole(h, "h", call), "paths": whole(paths, "paths", call)}
        how |= {"seed": whole(seed, "seed", call, 0, 2**64 - 1), "n_threads": whole(n_threads, "n_threads", call, 0)}
        return cls(wanted, head, how, issues)

    @property
    def size(self) -> int:
        return len(self.wanted.targets)

    def put(self, question: Callable[..., dict[str, Any]], **more: Any) -> dict[str, Any]:
        """To the series of the panel."""
        rows = self.wanted.rows.copy()
        for k in self.wanted.refused:
            rows[k] = self.wanted.panel.find(str(self.wanted.ids[k]))
        return self._put(question, rows, **more)

    def put_to_tree(self, question: Callable[..., dict[str, Any]], tree: Tree, **more: Any) -> dict[str, Any]:
        """To the nodes of a tree."""
        rows = np.asarray(tree._core.find_all([str(i) for i in self.wanted.ids]), dtype=np.int64)
        return self._put(question, rows, tree=tree._core, **more)

    def _put(self, question: Callable[..., dict[str, Any]], rows: NDArray[np.int64], **more: Any) -> dict[str, Any]:
        w = self.wanted
        made = question(w.panel, rows, w.targets, w.unit_known, list(w.refused), **self.how, **more)
        others = {k: why for k, why in w.refused.items() if why.code != "targets.no_number"}  # told as if they had no number
        if self.issues is not None:
            names = {w.name_of(k) for k in others}
            self.issues.extend(i for i in made["issues"] if i.code != "targets.no_number" or i.value not in names)
            self.issues.extend(w.issue(k, why.code, why.args) for k, why in others.items())
        found = _target_frames.columns(made)
        if others and np.size(found.get("reason", ())) == self.size:
            found = w.told(found)
        return found
