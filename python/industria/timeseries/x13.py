# SPDX-License-Identifier: Apache-2.0
"""Seasonal adjustment by X-13ARIMA-SEATS of the US Census Bureau: a binary at a path that the user gives is run, nothing is rewritten.

The binary runs with a list of arguments (no shell) in a private folder, with a time limit; only numbers and the options below get into
its specification.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .._core import Error, InvalidValueError, Period
from ..frames._arrays import column

Floats = NDArray[np.float64]

_TABLES = {"x11": ("d10", "d11", "d12", "d13"), "seats": ("s10", "s11", "s12", "s13")}


class X13Error(Error):
    """The binary could not be run, took too long, or refused the series; the text is its own where it said anything."""


class Adjusted(NamedTuple):
    """Each as long as y. Multiplicative factors for a series in logs, else differences."""

    seasonal: Floats
    adjusted: Floats
    trend: Floats
    irregular: Floats
    specification: str
    messages: str


def x13(
    y: ArrayLike,
    first: str | Period,
    binary: str | os.PathLike[str],
    *,
    method: Literal["x11", "seats"] = "x11",
    log: bool | None = True,
    order: tuple[int, int, int] | None = (0, 1, 1),
    seasonal_order: tuple[int, int, int] = (0, 1, 1),
    regressors: Any = None,
    calendar_tests: Sequence[Literal["td", "easter"]] = (),
    outliers: bool = False,
    forecast: int | None = None,
    timeout: float = 60.0,
) -> Adjusted:
    """Adjusts a monthly or quarterly series without missing values.

    y: at least three whole years. first: the first month or quarter. binary: path of x13as (or x13as_html).
    log: None lets X-13 choose. order: None lets X-13 look for the model. outliers: looks for them.
    calendar_tests: which of its own regressors X-13 keeps if they lower the AICC (Tết is none of them: give it as a regressor).
    regressors: an array or a two-dimensional array (a column a regressor, such as tet_regressor) for the same periods as y and
    `forecast` more; like X-13's own holidays their effect is taken out together with the season.
    forecast: periods by which the series is extended before the filters; None: a year, 0: none.
    Raises X13Error, and InvalidValueError for a series or options that X-13 does not take.
    """
    values = column(y, "x13: y")
    start = first if isinstance(first, Period) else Period(first)
    if start.kind not in ("month", "quarter"):
        raise InvalidValueError(f"x13: first = {start}, expected a month or a quarter")
    per_year = 12 if start.kind == "month" else 4
    if not np.isfinite(values).all():
        raise InvalidValueError(f"x13: y[{int((~np.isfinite(values)).argmax())}] is missing, expected all there; fill it first")
    if len(values) < 3 * per_year:
        raise InvalidValueError(f"x13: y has {len(values)} values, expected at least three years ({3 * per_year})")
    if log and not (values > 0).all():
        raise InvalidValueError("x13: y has values that are not positive; say log=False")
    if unknown := set(calendar_tests) - {"td", "easter"}:
        raise InvalidValueError(f"x13: calendar_tests {sorted(unknown)} are unknown, expected 'td', 'easter'")
    if method not in _TABLES:
        raise InvalidValueError(f"x13: method {method!r} is unknown, expected 'x11' or 'seats'")
    ahead = per_year if forecast is None else int(forecast)
    model = None if order is None else _model(order, seasonal_order)
    parts = [
        f"series{{ start={start.year}.{start.index} period={per_year} data=(\n{_numbers(values)}\n) }}",
        f"transform{{ function={'auto' if log is None else 'log' if log else 'none'} }}",
        *_regression(start, len(values) + ahead, regressors, calendar_tests),
        *(["outlier{ }"] if outliers else []),
        f"arima{{ model={model} }}" if model else "automdl{ }",
        "estimate{ }",
        f"forecast{{ maxlead={ahead} }}",
        f"{method}{{ save=({' '.join(_TABLES[method])}) }}",
    ]
    specification = "\n".join(parts) + "\n"
    return _run(specification, Path(binary), len(values), method, timeout)


def _numbers(values: Any) -> str:
    """Shortest texts that read back the same, a few to a line: X-13 cuts lines at 132 characters."""
    texts = [repr(float(v)) for v in values]
    return "\n".join(" ".join(texts[i : i + 4]) for i in range(0, len(texts), 4))


def _model(order: Sequence[int], seasonal_order: Sequence[int]) -> str:
    if len(order) != 3 or len(seasonal_order) != 3:
        raise InvalidValueError("x13: order and seasonal_order have three numbers each, (p, d, q)")
    return "".join(f"({' '.join(str(int(n)) for n in part)})" for part in (order, seasonal_order))


def _regression(start: Period, rows: int, regressors: Any, calendar_tests: Sequence[str]) -> list[str]:
    options = []
    if regressors is not None:
        x = np.atleast_2d(np.asarray(regressors, dtype=np.float64).T).T
        if len(x) != rows or not np.isfinite(x).all():
            raise InvalidValueError(f"x13: regressors have {len(x)} rows, expected {rows} with those for the extension, none missing")
        names = " ".join(f"x{i + 1}" for i in range(x.shape[1]))
        options.append(f"user=({names}) usertype=holiday start={start.year}.{start.index} data=(\n{_numbers(x.ravel())}\n)")
    if calendar_tests:
        options.append(f"aictest=({' '.join(calendar_tests)})")
    return [f"regression{{ {' '.join(options)} }}"] if options else []


def _run(specification: str, binary: Path, length: int, method: str, timeout: float) -> Adjusted:
    with tempfile.TemporaryDirectory(prefix="industria-x13-") as folder:
        os.chmod(folder, 0o700)
        (Path(folder) / "series.spc").write_text(specification, encoding="ascii")
        try:
            done = subprocess.run(  # a list of arguments, no shell
                [str(binary.absolute()), "series"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=timeout,
                check=False,
                env={"PATH": "", "LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired:
            raise X13Error(f"x13: {binary} was still running after {timeout:g} s; raise timeout=") from None
        except OSError as error:
            raise X13Error(f"x13: {binary} cannot be run: {error.strerror}; give the path of x13as") from None
        messages = _messages(Path(folder), done.stdout)
        tables = [Path(folder) / f"series.{name}" for name in _TABLES[method]]
        if done.returncode != 0 or not all(table.exists() for table in tables):
            raise X13Error(f"x13: the binary gave no result (exit status {done.returncode}): {messages or 'it said nothing'}")
        seasonal, adjusted, trend, irregular = (_table(table, length) for table in tables)
    return Adjusted(seasonal, adjusted, trend, irregular, specification, messages)


def _table(path: Path, length: int) -> Floats:
    """Two heading lines, then date and value."""
    rows = [line.split() for line in path.read_text(encoding="ascii", errors="replace").splitlines()[2:]]
    values = np.array([float(row[1]) for row in rows if len(row) == 2])
    if len(values) < length:
        raise X13Error(f"x13: table {path.suffix[1:]} has {len(values)} values, expected {length}")
    return values[:length]


def _messages(folder: Path, output: bytes) -> str:
    """Its errors and warnings: from the .err file, else from what it printed."""
    found = sorted(folder.glob("series*.err")) + sorted(folder.glob("series_err.html"))
    text = found[0].read_text(encoding="utf-8", errors="replace") if found else output.decode("utf-8", errors="replace")
    lines = [" ".join(re.sub(r"<[^>]*>", " ", line).split()) for line in text.splitlines()]
    kept = [line for line in lines if "ERROR" in line or "WARNING" in line or "NOTE" in line]
    return " ".join(kept)[:2000]
