# SPDX-License-Identifier: Apache-2.0
"""Which series are sums of which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import Issue, UnknownKeyError


class Tree:
    """Which series are sums of which.

    parents: {series: the series it is a part of}; None or "" for a root. A parent without an entry of its own is a root.
    dates: {series: (first day, last day)} for those that were a part only for a time; None leaves an end open.
    """

    def __init__(
        self, parents: Mapping[str, str | None], dates: Mapping[str, tuple[_core.Day, _core.Day]] | None = None
    ) -> None:
        known = dict.fromkeys(p for p in parents.values() if p)
        known.update(dict.fromkeys(parents))
        ids = list(known)
        lost = [i for i in dates or {} if i not in known]
        if lost:
            raise UnknownKeyError(f"Tree: dates of {lost[0]!r}, which is no series of the tree")
        spans = [(dates or {}).get(i, (None, None)) for i in ids] if dates else []
        self._core = _core.TreeCore(
            ids, [parents.get(i) or None for i in ids], [s[0] for s in spans], [s[1] for s in spans]
        )

    @classmethod
    def _of(cls, core: _core.TreeCore) -> Tree:
        tree = cls.__new__(cls)
        tree._core = core
        return tree

    @classmethod
    def from_paths(cls, ids: Iterable[str], separator: str = "/") -> Tree:
        """From names such as "VN", "VN/Lào Cai", "VN/Lào Cai/C": each is a part of the longest other name it begins with."""
        return cls._of(_core.TreeCore.of_paths(list(ids), separator))

    @property
    def ids(self) -> list[str]:
        """In the order of rows that go with the tree."""
        return self._core.ids

    @property
    def parents(self) -> dict[str, str | None]:
        ids = self.ids
        return {i: None if p < 0 else ids[p] for i, p in zip(ids, self._core.parents.tolist())}

    @property
    def leaves(self) -> list[str]:
        return [i for i, leaf in zip(self.ids, self._core.is_leaf.tolist()) if leaf]

    @property
    def tags(self) -> dict[str, NDArray[Any]]:
        """{level: the series of that level}, from the root on."""
        ids, depths = np.array(self.ids, dtype=object), self._core.depths
        return {str(d): ids[depths == d] for d in range(int(depths.max(initial=-1)) + 1)}

    @property
    def issues(self) -> list[Issue]:
        """What is unusual: leaves that end above the deepest level."""
        return self._core.issues

    def __len__(self) -> int:
        return len(self._core)

    def __repr__(self) -> str:
        return f"<industria.Tree, {len(self)} series, {int(self._core.is_leaf.sum())} of them without parts>"


def issue_of(code: str, value: str, **args: str) -> Issue:
    return _core.issue_of(code, value, list(args.items()))
