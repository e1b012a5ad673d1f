# SPDX-License-Identifier: Apache-2.0
"""The time column: years, texts, dates or periods become ordinals of one kind, and ordinals become the same again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._core import InvalidValueError, ParseError, Period
from ._arrays import is_missing

Ordinals = NDArray[np.int64]
Back = Callable[[Ordinals], Any]

PER_YEAR = {"year": 1, "half": 2, "quarter": 4, "month": 12, "year_to_date": 12}


def read(ds: Any, freq: str | None = None) -> tuple[str, Ordinals, Back]:
    """Kind, ordinals, and the function that gives ordinals back in the spelling of the column."""
    if freq is not None and freq not in PER_YEAR:
        raise InvalidValueError(f"freq: {freq!r} is unknown, expected one of {', '.join(map(repr, PER_YEAR))}")
    if getattr(getattr(ds, "dtype", None), "tz", None) is not None:
        ds = ds.dt.tz_localize(None)  # the wall clock decides which day it is
    array = np.asarray(ds)
    if array.dtype.kind == "O" and array.size and hasattr(array.flat[0], "strftime") and not _is_pandas_period(array):
        array = array.astype("datetime64[D]")
    if array.dtype.kind in "iu":
        return _years(array)
    if array.dtype.kind == "M":
        return _dates(array, freq)
    if array.dtype.kind in "UO":
        return _texts(array)
    raise ParseError(f"ds: values of type {array.dtype}, expected years (int), dates, periods or their texts")


def _years(array: NDArray[Any]) -> tuple[str, Ordinals, Back]:
    wrong = (array < 1) | (array > 9999)
    if wrong.any():
        raise ParseError(f"ds: {array[wrong][0]} is no year, expected 1 to 9999")
    dtype = array.dtype
    return "year", array.astype(np.int64), lambda ordinals: ordinals.astype(dtype)


def _texts(array: NDArray[Any]) -> tuple[str, Ordinals, Back]:
    known: dict[Any, Period] = {}
    ordinals = np.empty(array.size, dtype=np.int64)
    kinds: dict[str, Any] = {}
    for i, value in enumerate(array.tolist()):
        period = known.get(value)
        if period is None:
            if is_missing(value):
                raise ParseError(f"ds: value {i} is missing, expected a period")
            period = value if isinstance(value, Period) else Period(value if isinstance(value, int) else str(value))
            known[value] = period
            kinds.setdefault(period.kind, value)
        ordinals[i] = period.ordinal
    if len(kinds) > 1:
        (a, x), (b, y) = list(kinds.items())[:2]
        raise ParseError(f"ds: {str(x)!r} is of kind {a}, {str(y)!r} of kind {b}; expected one kind in a frame")
    kind = next(iter(kinds), "year")
    per_year = PER_YEAR[kind]

    def periods(values: Ordinals) -> list[Period]:
        return [Period(int(n // per_year), kind, int(n % per_year) + 1) for n in values]

    if _is_pandas_period(array):
        pandas, pandas_freq = sys.modules["pandas"], array.flat[0].freq
        return (
            kind,
            ordinals,
            lambda n: pandas.PeriodIndex([str(p).replace("-M", "-") for p in periods(n)], freq=pandas_freq),
        )
    if array.size and isinstance(array.flat[0], Period):
        return kind, ordinals, lambda n: np.array([*periods(n), None], dtype=object)[:-1]
    return kind, ordinals, lambda n: np.array([str(p) for p in periods(n)], dtype=str)


def _is_pandas_period(array: NDArray[Any]) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and array.size > 0 and isinstance(array.flat[0], pandas.Period)


def _dates(array: NDArray[Any], freq: str | None) -> tuple[str, Ordinals, Back]:
    if np.isnat(array).any():
        raise ParseError(f"ds: value {int(np.isnat(array).argmax())} is missing, expected a date")
    dtype = array.dtype
    months = array.astype("datetime64[M]")
    days = array.astype("datetime64[D]")
    number = months.astype(np.int64) + 1970 * 12
    at_start = bool((days == months.astype("datetime64[D]")).all())
    at_end = bool((days + 1 == (months + 1).astype("datetime64[D]")).all())
    kind = freq or _kind_of_dates(set((number % 12).tolist()), at_start, at_end, dtype)
    step = 12 // PER_YEAR[kind]

    def back(ordinals: Ordinals) -> NDArray[Any]:
        first = (ordinals * step - 1970 * 12).astype("datetime64[M]")
        if at_end and not at_start:
            return ((first + step).astype("datetime64[D]") - 1).astype(dtype)
        return first.astype(dtype)

    return kind, number // step, back


def _kind_of_dates(months: set[int], at_start: bool, at_end: bool, dtype: Any) -> str:
    """The longest kind whose first (or last) days fit all dates; not said by one month of the year."""
    if np.datetime_data(dtype)[0] == "Y":
        return "year"
    if not (at_start or at_end):
        raise ParseError(
            "ds: the dates are neither first nor last days of months; say freq='month', 'quarter' or 'year'"
        )
    if at_end and not at_start:
        months = {(m + 1) % 12 for m in months}
    if months <= {0}:
        return "year"
    if len(months) == 1:
        raise ParseError("ds: all dates lie in one month of the year; say freq='month', 'quarter' or 'year'")
    if months <= {0, 6}:
        return "half"
    return "quarter" if months <= {0, 3, 6, 9} else "month"
