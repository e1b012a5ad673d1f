# SPDX-License-Identifier: Apache-2.0
"""The page: one self-contained HTML file without scripts, links to elsewhere, or anything to load."""

from __future__ import annotations

import pathlib
import unicodedata

import jinja2
import markupsafe

from . import charts
from .views import Report
from .words import Words, visible

_FOLDER = pathlib.Path(__file__).parent / "templates"


def render(report: Report, draw=None) -> str:
    """The report as HTML text in NFC. Everything that comes from the data is escaped; `draw` are drawings made before."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=_finalize)
    words = Words(report.lang)
    environment.globals["t_formula"] = lambda formula: words("out.formula", formula=formula)
    drawings = draw if draw is not None else charts.Drawings(report.lang)
    page = environment.get_template("report.html.j2").render(
        report=report, t=words, draw=lambda chart: markupsafe.Markup(drawings(chart)), style=_style())
    return unicodedata.normalize("NFC", page)


def _finalize(value):
    """Text of the data is shown without effect on the text around it; markup made here stays as it is."""
    return value if isinstance(value, markupsafe.Markup) or not isinstance(value, str) else visible(value)


def _style() -> markupsafe.Markup:
    return markupsafe.Markup((_FOLDER / "style.css").read_text(encoding="utf-8").strip())
