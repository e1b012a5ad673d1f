# SPDX-License-Identifier: Apache-2.0
"""plot(): one series with its forecast and its target as the report draws it; a static SVG, shown by notebooks as it is."""

from __future__ import annotations

import json
import math
import pathlib
from typing import Any

import numpy as np

from ._core import InvalidValueError
from .frames import _frame


class Plot:
    """A drawing: `svg`, `specification` (Vega-Lite with its data), `save()`."""

    def __init__(self, specification: dict[str, Any], svg: str) -> None:
        self.specification = specification
        self.svg = svg

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | pathlib.Path) -> pathlib.Path:
        """Writes .svg, .png or the specification as .json, by the ending of the path."""
        from .report import charts, write

        path = pathlib.Path(path)
        makers: dict[str, Any] = {
            ".svg": lambda: self.svg,
            ".png": lambda: charts.picture(self.svg),
            ".json": lambda: json.dumps(self.specification, ensure_ascii=False, indent=1),
        }
        if path.suffix not in makers:
            raise InvalidValueError(f"Plot.save: path: {path.name!r} does not end in .svg, .png or .json")
        write.write_all({path: makers[path.suffix]()})
        return path


def plot(
    observed: Any, coming: Any = None, targets: Any = None, *, unique_id: str | None = None, model: str = "auto", unit: str = "",
    title: str = "", lang: str = "en", id_col: str = "unique_id", time_col: str = "ds", target_col: str = "y",
) -> Plot:  # fmt: skip
    """Draws the series `unique_id` of the frame `observed`, its forecast from the frame that `forecast()` gave (the bands of 80 and
    95 per cent where it has them), and the targets of a targets frame.

    `unique_id` may be left out if the frame holds one series. Needs `pip install "industria[report]"`. Throws InvalidValueError if
    the frame has no such series or no such column.
    """
    from .report import charts
    from .report.views import Chart

    rows = _frame.columns(observed, (id_col, time_col, target_col), "plot")
    name = _the_one(rows[id_col], unique_id)
    history = _of(rows, id_col, name)
    last = history[time_col][-1]
    periods = list(history[time_col])
    data: dict[str, list[dict[str, Any]]] = {
        "history": [{"period": t, "value": v, "hollow": False} for t, v in _points(history, time_col, target_col)],
        "fan": [], "path": [], "target": [],
    }  # fmt: skip
    if coming is not None:
        data["fan"] = _fan(coming, name, model, id_col, time_col, last, float(history[target_col][-1]))
        periods += [row["period"] for row in data["fan"]]
    if targets is not None:
        goals = _of(_frame.columns(targets, (id_col, time_col, "target"), "plot: targets"), id_col, name)
        data["target"] = [{"period": t, "value": v} for t, v in _points(goals, time_col, "target")]
        periods += [row["period"] for row in data["target"]]
    labels = sorted(dict.fromkeys(periods))
    chart = Chart("fan", title or name, title or name, data, {"periods": labels, "unit": unit})
    return Plot(charts.specification(chart, lang), charts.draw(chart, lang, "plot"))


def _the_one(ids: Any, wanted: str | None) -> str:
    known = list(dict.fromkeys(str(i) for i in np.asarray(ids)))
    if wanted is not None and wanted in known:
        return wanted
    if wanted is None and len(known) == 1:
        return known[0]
    said = f"unique_id: {wanted!r} is not in the frame" if wanted is not None else f"unique_id: the frame holds {len(known)} series"
    raise InvalidValueError(f"plot: {said}; give one of {', '.join(map(repr, known[:5]))}")


def _of(rows: dict[str, Any], id_col: str, name: str) -> dict[str, Any]:
    """The rows of one series in the order of time, times as labels."""
    mine = np.asarray([str(i) == name for i in np.asarray(rows[id_col])], dtype=bool)
    picked = {column: np.asarray(values)[mine] for column, values in rows.items()}
    time = next(column for column in picked if column != id_col)
    order = np.argsort(picked[time], kind="stable")
    picked = {column: values[order] for column, values in picked.items()}
    picked[time] = _labels(picked[time])
    return picked


def _labels(times: Any) -> list[str]:
    """ "2026", "2026-09" or "2026-09-15" for dates, texts and whole numbers as they are."""
    values = np.asarray(times)
    if not np.issubdtype(values.dtype, np.datetime64):
        return [str(value) for value in values]
    days = [str(day) for day in values.astype("datetime64[D]")]
    return [day[:7] for day in days] if all(day.endswith("-01") for day in days) or _month_ends(values) else days


def _month_ends(values: Any) -> bool:
    days = values.astype("datetime64[D]")
    return bool(np.all((days + 1).astype("datetime64[M]") != days.astype("datetime64[M]")))


def _points(rows: dict[str, Any], time_col: str, value_col: str) -> list[tuple[str, float]]:
    pairs = zip(rows[time_col], rows[value_col], strict=True)
    return [(time, float(value)) for time, value in pairs if value is not None and math.isfinite(float(value))]


def _fan(coming: Any, name: str, model: str, id_col: str, time_col: str, last: str, value: float) -> list[dict[str, Any]]:
    """The forecast with its bands, from the last observation on; a level that the frame does not have is drawn as a line."""
    ends = {f"{end}{level}": f"{model}-{end}-{level}" for level in (80, 95) for end in ("lo", "hi")}
    present = [str(column) for column in getattr(coming, "column_names", None) or coming]
    known = {field: column for field, column in ends.items() if column in present}
    rows = _of(_frame.columns(coming, (id_col, time_col, model, *known.values()), "plot: coming"), id_col, name)
    fields = ("lo95", "lo80", "median", "hi80", "hi95")
    fan: list[dict[str, Any]] = [{"period": last, **dict.fromkeys(fields, value)}]
    for i, time in enumerate(rows[time_col]):
        middle = float(rows[model][i])
        fan.append({"period": time, "median": middle,
                    **{field: float(rows[known[field]][i]) if field in known else middle for field in ends}})  # fmt: skip
    return fan
