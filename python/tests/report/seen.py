# SPDX-License-Identifier: Apache-2.0
"""What a reader of each file of a report sees: its words and figures."""

from __future__ import annotations

import dataclasses
import io
import re

import docx
import html5lib
import openpyxl
import pypdf

import industria
from industria.report.words import Words

HTML = "{http://www.w3.org/1999/xhtml}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def figures(text: str) -> set[str]:
    """Figures with three digits and more, or with a decimal mark."""
    found = re.findall(r"(?<![\w.,])\d+(?:[.,]\d+)*", text)
    return {number for number in found if len(number) > 2}


def words_of_html(data: bytes) -> str:
    tree = html5lib.parse(data.decode("utf-8"))

    def walk(node) -> str:
        if node.tag in (f"{HTML}style", f"{HTML}script", "{http://www.w3.org/2000/svg}svg", f"{HTML}head"):
            return node.tail or ""
        inside = (node.text or "") + "".join(walk(child) for child in node)
        return f"{inside} {node.tail or ''}"

    return walk(tree)


def words_of_docx(data: bytes) -> str:
    root = docx.Document(io.BytesIO(data)).element
    return "\n".join("".join(node.text or "" for node in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p"))


def words_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def shown(cell, lang: str) -> str:
    """A cell as a spreadsheet program shows it, in the marks of the language."""
    if not isinstance(cell.value, (int, float)):
        return str(cell.value or "")
    prefix, digits, suffix = re.fullmatch(r'(?:"([^"]*)")?(#,##0(?:\.0+)?|General)(?:"([^"]*)")?', cell.number_format).groups()
    decimals = len(digits.partition(".")[2])
    return (prefix or "") + industria.format_number(float(cell.value), decimals, lang) + (suffix or "")


def sheets_of(data: bytes, lang: str):
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [sheet for sheet in book if sheet.title != Words(lang)("out.sheet.charts")]


def words_of_xlsx(data: bytes, lang: str) -> str:
    return "\n".join(shown(cell, lang) for sheet in sheets_of(data, lang) for row in sheet.iter_rows() for cell in row)


def figures_of(files: dict[str, bytes], lang: str) -> dict[str, set[str]]:
    """The figures of all four files in one language."""
    page, book, letter, paper = (files[f"report.{lang}.{name}"] for name in ("html", "xlsx", "docx", "pdf"))
    return {"html": figures(words_of_html(page)), "xlsx": figures(words_of_xlsx(book, lang)),
            "docx": figures(words_of_docx(letter)), "pdf": figures(words_of_pdf(paper))}


def bare_copy(value):
    """A report without charts and without the small numbers beside figures: in the text of a PDF both run into figures."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: bare_copy(getattr(value, field.name)) for field in dataclasses.fields(value)}
        none = {"refs": (), "chart": None, "charts": ()}
        return dataclasses.replace(value, **(changed | {name: none[name] for name in none if name in changed}))
    return tuple(bare_copy(item) for item in value) if isinstance(value, tuple) else value
