# SPDX-License-Identifier: Apache-2.0
"""Series of indices on one basis: rebased, linked, chain-linked volumes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _core
from .._core import Panel, Period, PeriodSpan, Series, Value
from ..frames import _arrays, _frame, _panel
from ..frames._values import Floats, table
from ._formulas import in_groups

AnyPeriod = Period | int | str


def rebase(
    x: Any,
    reference: AnyPeriod,
    *,
    level: float = 100.0,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Any:
    """Every series divided by its mean over `reference` (a year, or a period of its own kind) and times `level`: growth stays as it was.

    A Series gives a Series, a Panel an array laid out like panel.values, a long frame a frame of the same kind, sorted by series and
    period, gaps as rows. NaN where the reference is not covered or not positive.
    """
    if isinstance(x, Series):
        return _core.re_reference_series(x, reference, level)
    if isinstance(x, Panel):
        return _core.re_reference_panel(x, reference, level)
    read = _panel.read_frame(x, "rebase", freq=freq, id_col=id_col, time_col=time_col, target_col=target_col)
    lengths = np.diff(read.panel.offsets)
    first = np.array([p.ordinal for p in read.panel.first], dtype=np.int64)
    ordinals = np.repeat(first - read.panel.offsets[:-1], lengths) + np.arange(lengths.sum())
    based = _core.re_reference_panel(read.panel, reference, level)
    return _frame.like(x, {id_col: np.repeat(read.ids, lengths), time_col: read.to_ds(ordinals), target_col: based})


def link_factor(old_overlap: ArrayLike, new_overlap: ArrayLike) -> Value:
    """What a series on a new basis is multiplied by to continue the old one: mean of old / mean of new over the periods both have."""
    return _core.link_factor(_arrays.column(old_overlap, "link_factor: old_overlap"), _arrays.column(new_overlap, "link_factor: new_overlap"))


def link(old: Series, new: Series, overlap: AnyPeriod | PeriodSpan | tuple[AnyPeriod, AnyPeriod]) -> Series:
    """The old series before the overlap (a period, a year or a span that both have), from its start on the new one at the old level."""
    if isinstance(overlap, PeriodSpan):
        return _core.link_series(old, new, overlap.first, overlap.last)
    first, last = overlap if isinstance(overlap, tuple) else (overlap, overlap)
    return _core.link_series(old, new, first, last)


@dataclass(frozen=True)
class ChainedVolume:
    """A chain-linked volume index and what it is made of; contributions are percentage points."""

    index: Floats  #: years x periods; the first year averages 100
    annual: Floats  #: annual chain index
    annual_contributions: Floats  #: products x years
    contributions: Floats  #: products x years x periods, to growth on the same period a year before
    residual: Floats  #: years x periods: chained total less the sum of products
    reason: str  #: why the first missing index is


def chain_link(prices: Any, quantities: Any, *, overlap: Literal["annual", "one_period"] = "annual", by: Any = None) -> Any:
    """Chain-links volumes, year y in the average prices of y - 1: a ChainedVolume.

    prices: products x years; quantities: products x years x periods (or products x years for annual figures). With `by`, a label per
    product: the indices alone, labels in the order of appearance x years x periods, NaN where one cannot be given.
    """
    p = table(prices, "chain_link: prices")
    q = _arrays.doubles(quantities, "chain_link: quantities")
    q = q[:, :, None] if q.ndim == 2 else q
    if by is None:
        return ChainedVolume(**_core.chain_link_table(p, q, overlap))
    order, offsets = in_groups("chain_link: by", by, p.shape[0])
    return _core.chain_link_groups(p[order], q[order], overlap, offsets)
