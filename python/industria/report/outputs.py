# SPDX-License-Identifier: Apache-2.0
"""All files of a report: the page, the workbook, the Word file and the PDF of each language, from the same figures and drawings.

    files = outputs.render(reports, ("html", "xlsx", "docx", "pdf"), progress=print)
    write.write_all({folder / name: data for name, data in files.items()})
"""

from __future__ import annotations

import concurrent.futures
import importlib
from collections.abc import Callable, Iterable

from . import document
from .views import Report
from .words import Words

FORMATS = ("html", "xlsx", "docx", "pdf")
# The package that each format needs, by the name that is imported and the one that is installed.
NEEDS = {"html": ("jinja2", "vl_convert"), "xlsx": ("xlsxwriter",), "docx": ("docx",), "pdf": ("typst",)}
PACKAGES = {"jinja2": "jinja2", "markupsafe": "jinja2", "vl_convert": "vl-convert-python", "xlsxwriter": "XlsxWriter",
            "docx": "python-docx", "typst": "typst"}


def render(reports: Iterable[Report], formats: Iterable[str] = FORMATS,
           progress: Callable[[str], None] | None = None) -> dict[str, bytes]:
    """File name -> bytes, language by language; `progress` is told each step in the words of that language.

    Each chart is drawn once per language and shared by all formats. Throws ImportError if a package is not installed, and
    ValueError for a format that is not one of FORMATS.
    """
    chosen = list(dict.fromkeys(formats))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown:
        raise ValueError(f"outputs.render: formats: {unknown[0]!r} is not one of {', '.join(FORMATS)}")
    writers = {name: importlib.import_module(f"{__package__}.{name}") for name in chosen}
    charts = importlib.import_module(f"{__package__}.charts")
    tell = progress or (lambda text: None)
    files: dict = {}
    with concurrent.futures.ThreadPoolExecutor(1) as beside:  # typst works while the others are drawn and written
        drawn = []
        for report in reports:
            words, total = Words(report.lang), count_of_charts(report)
            draw = charts.Drawings(report.lang, _every(10, total, words, tell))
            content = document.of(report, draw)
            paper = beside.submit(writers["pdf"].render, content) if "pdf" in writers else None
            drawn.append((report, draw, content, paper))
        for report, draw, content, paper in drawn:
            for name, writer in writers.items():
                tell(Words(report.lang)("out.step.write", format=name.upper(), language=report.lang))
                file = paper if name == "pdf" else writer.render(report, draw) if name == "html" else writer.render(content)
                files[f"report.{report.lang}.{name}"] = file
        return {name: _bytes(file.result() if isinstance(file, concurrent.futures.Future) else file) for name, file in files.items()}


def _bytes(file: str | bytes) -> bytes:
    return file.encode("utf-8") if isinstance(file, str) else file


def count_of_charts(report: Report) -> int:
    return (sum(view.chart is not None for place in report.by_place for view in place.indicators)
            + sum(len(view.charts) for view in report.funding) + sum(len(section.charts) for section in report.sections))


def _every(step: int, total: int, words: Words, tell: Callable[[str], None]) -> Callable[[int], None]:
    def told(done: int) -> None:
        if done % step == 0 or done == total:
            tell(words("out.step.charts", done=done, total=total))
    return told
