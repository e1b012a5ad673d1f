# SPDX-License-Identifier: Apache-2.0
"""The time column as whole numbers: any integers, dates of any regular frequency, periods or their texts; and back again."""

from __future__ import annotations

import datetime
import operator
import re
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _core
from .._core import InvalidValueError, ParseError, Period
from . import _periods

Whole = NDArray[np.int64]

_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_WORDS = {"week": ("day", 7), "day": ("day", 1), "hour": ("second", 3600), "minute": ("second", 60)}
_ALIASES = {
    **dict.fromkeys(("Y", "YS", "YE", "A", "AS", "y"), ("month", 12)),
    **dict.fromkeys(("Q", "QS", "QE", "q"), ("month", 3)),
    **dict.fromkeys(("M", "MS", "ME", "mo"), ("month", 1)),
    **dict.fromkeys(("W", "w"), ("day", 7)),
    **dict.fromkeys(("D", "d"), ("day", 1)),
    "B": ("business day", 1),
    **dict.fromkeys(("h", "H"), ("second", 3600)),
    **dict.fromkeys(("min", "T"), ("second", 60)),
    **dict.fromkeys(("s", "S"), ("second", 1)),
}
_PER_DAY = {"D": 1, "h": 24, "m": 1440, "s": 86400, "ms": 86400 * 10**3, "us": 86400 * 10**6, "ns": 86400 * 10**9}


class Freq(NamedTuple):
    unit: str  # "count", "month", "day", "business day", "second"
    step: int


class Axis(NamedTuple):
    """One whole number per row; the periods of a series lie `step` apart."""

    values: Whole
    step: int  # 0: the greatest one that divides all distances within series
    alone: int  # the step if no series has two periods; 0: it must be said
    unit: str  # "count" of periods of a year, "index" of no known length, "month", "day", "business day", "instant"
    per: int  # units in a year (count, periods, months) or in a day (instants)
    back: Callable[[Whole], Any]

    def season_length(self, step: int) -> int:
        """Periods in a year; of days in a week, of parts of the day down to the hour in a day; else 1."""
        if self.unit == "day":
            return 7 if step == 1 else 1
        if self.unit == "business day":
            return 5 if step == 1 else 1
        if self.unit == "instant" and 24 * step < self.per:
            return 1
        return self.per // step if self.per % step == 0 else 1

    def kind(self, step: int, season_length: int) -> str:
        """The nearest kind of period that the core knows: growth per year is assumed for very short series."""
        per_year = self.per // step if self.unit in ("count", "index", "month") else 12
        if self.unit in ("count", "index") and self.per == 1:
            per_year = season_length
        return {1: "year", 2: "half", 4: "quarter", 12: "month"}.get(max(per_year, 1), "year" if per_year == 0 else "month")


def read_freq(freq: Any) -> Freq | None:
    """ "year", "quarter", "week", ...; names of pandas ("MS", "QE-DEC", "2W-SUN", "15min") and polars ("1mo"); an integer step."""
    if freq is None:
        return None
    if isinstance(freq, str):
        if freq in _MONTHS:
            return Freq("month", _MONTHS[freq])
        if freq in _WORDS:
            return Freq(*_WORDS[freq])
        match = re.fullmatch(r"(\d*)([A-Za-z]+)(-[A-Z]{3})?", freq)
        if match and match[2] in _ALIASES and int(match[1] or 1) > 0:
            unit, step = _ALIASES[match[2]]
            return Freq(unit, step * int(match[1] or 1))
    elif not isinstance(freq, bool):
        try:
            step = operator.index(freq)
        except TypeError:  # an offset of pandas names itself
            return read_freq(str(getattr(freq, "freqstr", repr(freq))))
        if step > 0:
            return Freq("count", step)
    raise InvalidValueError(
        f"freq: {freq!r} is unknown, expected 'year', 'half', 'quarter', 'month', 'week', 'day', 'hour', 'minute', "
        "a name such as 'MS', 'QE', 'W-SUN', '15min', or the step of integer periods"
    )


def read(ds: Any, freq: Any = None) -> Axis:
    """The axis of a column; raises ParseError for what is no time, with its row."""
    asked = read_freq(freq)
    dtype = getattr(ds, "dtype", None)
    if getattr(dtype, "tz", None) is not None:
        return _zoned(ds, asked)
    if str(dtype).startswith("period["):
        return _pandas_periods(ds.array if hasattr(ds, "array") else ds)
    array = np.asarray(ds)
    if array.dtype.kind in "iu":
        return _integers(array, asked)
    if array.dtype.kind == "M":
        return _dates(array, asked)
    if array.dtype.kind in "UO":
        return _objects(array, asked)
    raise ParseError(f"ds: values of type {array.dtype}, expected integers, dates, periods or their texts")


def _integers(array: NDArray[Any], asked: Freq | None) -> Axis:
    dtype = array.dtype
    if dtype.kind == "u" and array.size and array.max() > np.iinfo(np.int64).max:
        raise ParseError(f"ds: {array.max()} is too large, expected at most {np.iinfo(np.int64).max}")
    step, per = 0, 1
    is_of_years = array.size > 0 and array.min() >= 1000 and array.max() <= 3000
    if asked is not None:
        step = asked.step if asked.unit == "count" else 1
        per = max(12 // asked.step, 1) if asked.unit == "month" else 1
        is_of_years = is_of_years or asked.unit == "month"
    unit = "count" if is_of_years else "index"
    return Axis(array.astype(np.int64, copy=False), step, 1, unit, per, lambda n: n.astype(dtype, copy=False))


def _pandas_periods(array: Any) -> Axis:
    missing = array.isna()
    if missing.any():
        raise ParseError(f"ds: value {int(missing.argmax())} is missing, expected a period")
    dtype, kind = array.dtype, type(array)
    offset = dtype.freq
    letter = offset.freqstr.lstrip("0123456789").split("-")[0]
    unit, length = _ALIASES.get(letter, ("count", 1))
    back = lambda n: kind(n, dtype=dtype)  # noqa: E731
    if unit == "month":
        return Axis(array.asi8, offset.n, offset.n, "count", 12 // length, back)
    if unit == "second":
        return Axis(array.asi8, offset.n, offset.n, "instant", max(86400 // length, 1), back)
    if length == 7:
        return Axis(array.asi8, offset.n, offset.n, "index", 1, back)
    return Axis(array.asi8, offset.n, offset.n, unit, 1, back)


def _objects(array: NDArray[Any], asked: Freq | None) -> Axis:
    """Texts and objects: few different ones, read once each."""
    codes, first, missing = _core.object_codes(array.astype(object, copy=False))
    if missing >= 0:
        raise ParseError(f"ds: value {missing} is missing, expected a period")
    labels = [array[i] for i in first.tolist()]
    pandas = sys.modules.get("pandas")
    if pandas is not None and labels and isinstance(labels[0], pandas.Period):
        try:
            made = _pandas_periods(pandas.array(labels, dtype=f"period[{labels[0].freqstr}]"))
        except ValueError as e:
            raise ParseError(f"ds: {e}") from None
        return made._replace(values=made.values[codes])
    if labels and all(isinstance(x, datetime.date) for x in labels):
        if any(getattr(x, "tzinfo", None) is not None for x in labels):
            raise ParseError("ds: datetimes with a time zone need a column of that type (pandas.to_datetime)")
        days = "us" if any(isinstance(x, datetime.datetime) for x in labels) else "D"
        return _dates(np.array(labels, dtype=f"datetime64[{days}]")[codes], asked)
    if labels and all(isinstance(x, (int, np.integer)) and not isinstance(x, bool) for x in labels):
        return _integers(np.array(labels, dtype=np.int64)[codes], asked)
    if labels and all(isinstance(x, str) and re.fullmatch(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?", x) for x in labels):
        try:
            made = _dates(np.array(labels, dtype="datetime64")[codes], asked)
        except ValueError as e:
            raise ParseError(f"ds: {e}") from None
        dates = made.back
        return made._replace(back=lambda n: np.datetime_as_string(dates(n)))
    return _texts(array, labels, codes)


def _texts(array: NDArray[Any], labels: list[Any], codes: Whole) -> Axis:
    periods = [x if isinstance(x, Period) else Period(x if isinstance(x, int) else str(x)) for x in labels]
    kinds: dict[str, Any] = {}
    for period, label in zip(periods, labels):
        kinds.setdefault(period.kind, label)
    if len(kinds) > 1:
        (a, x), (b, y) = list(kinds.items())[:2]
        raise ParseError(f"ds: {str(x)!r} is of kind {a}, {str(y)!r} of kind {b}; expected one kind in a frame")
    kind = next(iter(kinds), "year")
    per_year = _periods.PER_YEAR[kind]

    def back(n: Whole) -> NDArray[Any]:
        distinct, at = np.unique(n, return_inverse=True)
        made = [Period(int(x // per_year), kind, int(x % per_year) + 1) for x in distinct]
        if labels and isinstance(labels[0], Period):
            return np.array([*made, None], dtype=object)[:-1][at]
        return np.array([str(p) for p in made], dtype=object if array.dtype.kind == "O" else str)[at]

    ordinals = np.array([p.ordinal for p in periods], dtype=np.int64)[codes]
    return Axis(ordinals, 1, 1, "count", per_year, back)


def _zoned(ds: Any, asked: Freq | None) -> Axis:
    """The wall clock decides which day it is; parts of a day go on in real time."""
    zone, pandas = ds.dtype.tz, sys.modules["pandas"]
    index = pandas.DatetimeIndex(ds)
    axis = read(index.tz_localize(None), asked and _freq_again(asked))
    plain = axis.back
    if axis.unit == "instant":
        axis = read(index.tz_convert("UTC").tz_localize(None), asked and _freq_again(asked))
        return axis._replace(back=lambda n: pandas.DatetimeIndex(plain(n)).tz_localize("UTC").tz_convert(zone))
    return axis._replace(
        back=lambda n: pandas.DatetimeIndex(plain(n)).tz_localize(
            zone, nonexistent="shift_forward", ambiguous=np.ones(len(n), dtype=bool)
        )
    )


def _freq_again(freq: Freq) -> str:
    """A text that read_freq reads as this."""
    name = {"month": "M", "day": "D", "business day": "B", "second": "s"}.get(freq.unit)
    if name is None:
        raise InvalidValueError(f"freq: {freq.step} is a step of integers, but ds has dates; expected e.g. 'MS' or 'D'")
    return f"{freq.step}{name}"


def _dates(array: NDArray[Any], asked: Freq | None) -> Axis:
    dtype = array.dtype
    missing = np.isnat(array)
    if missing.any():
        raise ParseError(f"ds: value {int(missing.argmax())} is missing, expected a date")
    if asked is not None:
        _freq_again(asked)
    unit, count = np.datetime_data(dtype)
    if unit in ("Y", "M"):
        months = array.astype("datetime64[M]").astype(np.int64) + 1970 * 12
        length = count * (12 if unit == "Y" else 1)
        step = asked.step if asked is not None and asked.unit == "month" else 0
        return Axis(months, step, length, "month", 12, lambda n: (n - 1970 * 12).astype("datetime64[M]").astype(dtype))
    if unit == "W" or count != 1:
        unit = "D" if unit == "W" else unit
        array = array.astype(f"datetime64[{unit}]")
    if unit not in _PER_DAY:
        raise ParseError(f"ds: dates of type {dtype} are too fine, expected nanoseconds or coarser")
    found = _core.calendar(array.view(np.int64), _PER_DAY[unit])
    if asked is None:
        if found["whole"] and (found["at_end"] or found["day_of_month"] > 0):
            return _of_months(found, dtype, None)
        asked = Freq("day", 0) if found["whole"] else Freq("instant", 0)
    if asked.unit == "month":
        if not found["whole"]:
            found = _core.calendar(array.astype("datetime64[D]").view(np.int64), 1)
        return _of_months(found, dtype, asked.step)
    if asked.unit in ("day", "business day") and not found["whole"]:
        odd = int((array != array.astype("datetime64[D]")).argmax())
        raise ParseError(f"ds: value {odd} is {array[odd]}, expected whole days")
    if asked.unit == "day":
        return Axis(
            found["days"], asked.step, asked.step, "day", 1, lambda n: n.astype("datetime64[D]").astype(dtype)
        )
    if asked.unit == "business day":
        return _of_business_days(found["days"].view("datetime64[D]"), dtype, asked.step)
    step = asked.step * _PER_DAY[unit] // 86400
    if asked.step and step * 86400 != asked.step * _PER_DAY[unit]:
        raise InvalidValueError(f"freq: a step of {asked.step} s is shorter than the unit of ds, {unit}")
    return Axis(
        array.view(np.int64), step, step, "instant", _PER_DAY[unit], lambda n: n.view(f"datetime64[{unit}]").astype(dtype)
    )


def _of_months(found: dict[str, Any], dtype: Any, step: int | None) -> Axis:
    months, day, at_end = found["months"], found["day_of_month"], found["at_end"]
    at_end = at_end and day != 1

    def back(n: Whole) -> Any:
        first = (n - 1970 * 12).astype("datetime64[M]")
        if at_end:
            return ((first + 1).astype("datetime64[D]") - 1).astype(dtype)
        return (first.astype("datetime64[D]") + max(min(day, 28), 1) - 1).astype(dtype)

    alone = step or 0
    if step is None and months.size:
        seen = {(m + 1) % 12 if at_end else m for m in np.unique(months % 12).tolist()}
        if len(seen) == 1 and seen != {0}:
            raise ParseError("ds: all dates lie in one month of the year; say freq='month', 'quarter' or 'year'")
        alone = 12 if seen == {0} else 6 if seen <= {0, 6} else 3 if seen <= {0, 3, 6, 9} else 1
        alone *= at_end or day == 1  # other days say nothing by themselves
    return Axis(months, step or 0, alone, "month", 12, back)


def _of_business_days(days: NDArray[Any], dtype: Any, step: int) -> Axis:
    origin = np.datetime64("1970-01-01")
    rest = ~np.is_busday(days)
    if rest.any():
        raise InvalidValueError(f"ds: value {int(rest.argmax())} is {days[rest.argmax()]}, no business day (freq='B')")
    return Axis(
        np.busday_count(origin, days).astype(np.int64), step, step, "business day", 1,
        lambda n: np.busday_offset(origin, n).astype(dtype),
    )  # fmt: skip


def labels(ds: Any) -> list[Any]:
    """The labels of a column as plain values that compare equal where they name the same time."""
    array = np.asarray(ds)
    if array.dtype.kind == "O" and all(isinstance(x, datetime.date) and getattr(x, "tzinfo", None) is None for x in array):
        array = array.astype("datetime64[us]")
    plain: list[Any] = (array.astype("datetime64[us]") if array.dtype.kind == "M" else array).tolist()
    return plain
