# SPDX-License-Identifier: Apache-2.0
"""A panel from a long frame, with what is needed to write a frame of the same kind again."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import _arrays, _frame, _periods
from ._core import Panel, PriceBasis, Unit


class FramePanel(NamedTuple):
    panel: Panel
    ids: NDArray[Any]  # one per series, of the frame's own type
    to_ds: _periods.Back


def read_frame(
    frame: Any,
    call: str,
    *,
    freq: str | None,
    id_col: str,
    time_col: str,
    target_col: str,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
) -> FramePanel:
    found = _frame.columns(frame, (id_col, time_col, target_col), call)
    codes, ids = _arrays.factorise(found[id_col], id_col)
    kind, ordinals, to_ds = _periods.read(found[time_col], freq)
    values = _arrays.column(found[target_col], target_col)
    panel = Panel.from_rows([str(i) for i in ids.tolist()], codes, kind, ordinals, values, unit, price_basis)
    return FramePanel(panel, ids, to_ds)


def panel_from_frame(
    frame: Any,
    unit: Unit | str | None = None,
    price_basis: PriceBasis | str | None = None,
    *,
    freq: str | None = None,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
) -> Panel:
    """A panel from a long frame: one row per series and period, in any order; gaps become NaN.

    Periods are years (int), dates, periods or their texts. Dates are read as the longest kind of period that fits
    them all; `freq` ("year", "half", "quarter", "month") says it where they leave it open. Raises ValueError for
    duplicates.
    """
    return read_frame(
        frame,
        "Panel.from_frame",
        freq=freq,
        id_col=id_col,
        time_col=time_col,
        target_col=target_col,
        unit=unit,
        price_basis=price_basis,
    ).panel


def repeated(values: Any, times: int) -> NDArray[Any]:
    """Each value `times` times, in order."""
    return np.repeat(np.asarray(values), times)
