# SPDX-License-Identifier: Apache-2.0
"""The page: one self-contained HTML file without scripts, links to elsewhere, or anything to load."""

from __future__ import annotations

import pathlib
import unicodedata

import jinja2
import markupsafe

from . import charts
from .views import Chart, Report
from .words import Words, visible

_FOLDER = pathlib.Path(__file__).parent / "templates"


def render(report: Report) -> str:
    """The report as HTML text in NFC. Everything that comes from the data is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_finalize)
    drawing = _Drawing(report.lang)
    page = environment.get_template("report.html.j2").render(
        report=report, t=Words(report.lang), draw=drawing, style=_style())
    return unicodedata.normalize("NFC", page)


def _finalize(value):
    """Text of the data is shown without effect on the text around it; markup made here stays as it is."""
    return value if isinstance(value, markupsafe.Markup) or not isinstance(value, str) else visible(value)


def _style() -> markupsafe.Markup:
    return markupsafe.Markup((_FOLDER / "style.css").read_text(encoding="utf-8").strip())


class _Drawing:
    """Draws charts, each under an id of its own."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._count = 0

    def __call__(self, chart: Chart) -> markupsafe.Markup:
        self._count += 1
        shown = Chart(chart.kind, visible(chart.title), visible(chart.description), _shown(chart.datasets),
                      _shown(chart.params), chart.key)
        return markupsafe.Markup(charts.draw(shown, self._lang, f"chart-{self._count}"))


def _shown(value):
    """The same data with harmless texts."""
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_shown(item) for item in value]
    return visible(value) if isinstance(value, str) else value
