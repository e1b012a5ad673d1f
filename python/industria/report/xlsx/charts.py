# SPDX-License-Identifier: Apache-2.0
"""The sheet that holds the rows of all charts, and the charts over it, which can be edited."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .cells import FONT, plain

if TYPE_CHECKING:
    from .book import Book


class ChartData:
    """The sheet that holds the rows of all charts, and the native charts over it."""

    def __init__(self, book: Book, sheet, name: str) -> None:
        self._book, self._sheet, self._name, self._row = book, sheet, name, 0
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 20, 16)

    def add(self, chart):
        """Writes the rows of a chart and gives the chart over them; None for a kind that has no native form."""
        make = {"fan": self._fan, "funding_by_source": self._bars, "funding_by_year": self._columns,
                "funding_by_source_and_year": self._stacked, "reliability": self._reliability}.get(chart.kind)
        return make(chart) if make is not None else None

    def _write(self, chart, heads: list[str], rows: list[list]) -> tuple[int, int]:
        """A block with its title; gives its first and last row."""
        bold = self._book.format(bold=True)
        self._sheet.write_string(self._row, 0, plain(chart.title, self._book.words), bold)
        self._sheet.write_string(self._row, 1, str(chart.params.get("unit", "")), self._book.format(italic=True))
        for i, head in enumerate(heads):
            self._sheet.write_string(self._row + 1, i, plain(head, self._book.words), bold)
        first = self._row + 2
        for k, row in enumerate(rows):
            for i, value in enumerate(row):
                if isinstance(value, str):
                    self._sheet.write_string(first + k, i, plain(value, self._book.words))
                elif value is not None and math.isfinite(value):
                    self._sheet.write_number(first + k, i, value)
        self._row = first + len(rows) + 1
        return first, first + len(rows) - 1

    def _series(self, chart, first: int, last: int, column: int, **options) -> None:
        chart.add_series({"name": [self._name, first - 1, column], "categories": [self._name, first, 0, last, 0],
                          "values": [self._name, first, column, last, column], **options})

    def _made(self, options: dict, chart):
        made = self._book.chart(options)
        font = {"name": FONT, "size": 10}
        made.set_title({"name": chart.title[:250], "name_font": {"name": FONT, "size": 12, "bold": True}, "overlay": False})
        made.set_x_axis({"num_font": font, "label_position": "low"})
        made.set_y_axis({"num_font": font, "name": str(chart.params.get("unit", ""))[:250], "name_font": font,
                         "major_gridlines": {"visible": True, "line": {"color": "#e5e7eb"}}})
        made.set_legend({"position": "bottom", "font": font})
        made.set_size({"width": 760, "height": 330})
        made.show_blanks_as("gap")
        return made

    def _fan(self, chart):
        words, data = self._book.words, chart.datasets
        periods = list(chart.params["periods"])
        columns: list[tuple[str, dict[str, float], dict]] = [
            (words("out.chart.actual"), _by(data["history"], "value"),
             {"line": {"color": "#1b1f24", "width": 2}, "marker": {"type": "circle", "size": 6, "fill": {"color": "#1b1f24"}}})]
        fan = data.get("fan") or []
        if fan:
            columns.append((words("out.chart.median"), _by(fan, "median"), {"line": {"color": "#0b4f8a", "width": 2}}))
            for level, color in ((80, "#5b9bd5"), (95, "#9fc3e3")):
                for end in ("lo", "hi"):
                    columns.append((words(f"out.chart.{end}", level=level), _by(fan, f"{end}{level}"),
                                    {"line": {"color": color, "width": 1.25, "dash_type": "dash"}}))
        for name in dict.fromkeys(row["target"] for row in data.get("path") or []):
            rows = [row for row in data["path"] if row["target"] == name]
            columns.append((words("out.chart.path"), _by(rows, "value"),
                            {"line": {"color": "#a8450a", "width": 1.5, "dash_type": "square_dot"}}))
        if data.get("target"):
            columns.append((words("out.chart.target"), _by(data["target"], "value"),
                            {"line": {"none": True}, "marker": {"type": "diamond", "size": 9, "fill": {"color": "#a8450a"}}}))
        first, last = self._write(chart, [words("out.chart.period"), *(name for name, _, _ in columns)],
                                  [[period, *(values.get(period) for _, values, _ in columns)] for period in periods])
        made = self._made({"type": "line"}, chart)
        for i, (_, _, look) in enumerate(columns):
            self._series(made, first, last, i + 1, **look)
        return made

    def _parts(self, chart, kind: str, label: str):
        words = self._book.words
        rows = [[_label(row, label), row["value"]] for row in chart.datasets["parts"]]
        first, last = self._write(chart, [words("out.chart.part"), words("out.chart.value")], rows)
        made = self._made({"type": kind}, chart)
        self._series(made, first, last, 1, fill={"color": "#0b4f8a"}, data_labels={"value": True}, gap=60)
        made.set_legend({"none": True})
        return made

    def _bars(self, chart):
        made = self._parts(chart, "bar", "label")
        made.set_y_axis({"reverse": True, "num_font": {"name": FONT, "size": 10}})
        made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        return made

    def _columns(self, chart):
        return self._parts(chart, "column", "name")

    def _stacked(self, chart):
        rows = chart.datasets["parts"]
        names = list(dict.fromkeys(row["name"] for row in rows))
        sources = list(dict.fromkeys(row["source"] for row in rows))
        found = {(row["name"], row["source"]): row["value"] for row in rows}
        first, last = self._write(chart, [self._book.words("out.chart.period"), *sources],
                                  [[name, *(found.get((name, source)) for source in sources)] for name in names])
        made = self._made({"type": "column", "subtype": "stacked"}, chart)
        for i in range(len(sources)):
            self._series(made, first, last, i + 1, gap=60)
        return made

    def _reliability(self, chart):
        words, params = self._book.words, chart.params
        rows = [[row["said"], row["came"], row["lo"], row["hi"], row["cases"]] for row in chart.datasets["bins"]]
        heads = [str(params["said"]), str(params["came"]), words("out.chart.lo", level=95), words("out.chart.hi", level=95), words("out.chart.cases")]
        first, last = self._write(chart, heads, [*rows, [0.0, 0.0], [100.0, 100.0]])  # the last two: said and came alike
        made = self._made({"type": "scatter", "subtype": "straight_with_markers"}, chart)
        self._series(made, first, last - 2, 1, line={"color": "#0b4f8a", "width": 2}, marker={"type": "circle", "size": 8, "fill": {"color": "#0b4f8a"}})
        made.add_series({"name": words("out.reliability.key.perfect"), "categories": [self._name, last - 1, 0, last, 0],
                         "values": [self._name, last - 1, 1, last, 1], "line": {"color": "#a8450a", "dash_type": "dash"}, "marker": {"type": "none"}})
        font = {"name": FONT, "size": 10}
        ends = {"min": 0, "max": 100, "major_unit": 20, "num_font": font, "name_font": font}
        made.set_x_axis({**ends, "name": str(params["said"])})
        made.set_y_axis({**ends, "name": str(params["came"]), "major_gridlines": {"visible": True, "line": {"color": "#e5e7eb"}}})
        made.set_size({"width": 480, "height": 430})
        return made


def _by(rows: list[dict], field: str) -> dict[str, float]:
    return {row["period"]: row[field] for row in rows if row.get(field) is not None}


def _label(row: dict, label: str) -> str:
    return str(row.get(label) or row["name"])
