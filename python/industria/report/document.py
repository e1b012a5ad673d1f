# SPDX-License-Identifier: Apache-2.0
"""The one content that the workbook, the Word file and the PDF are filled from: parts of headings, paragraphs, tables, charts.

It is made of the same views as the page, cell by cell, so that no output can show another figure. Text of the data is made
harmless here once: control, format and bidirectional characters stand as codes, and what XML forbids cannot occur.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from .views import Cell, Chart, Group, Head, Number, Report, Table
from .words import Words, visible

# Tables with more columns than this do not fit beside a margin of 30 mm; they become annexes on wide paper.
WIDE = 5


@dataclass(frozen=True)
class Heading:
    """Inside a part; `level` 1 is below the title of the part."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """`style`: "body", "lead", "quiet", "lack", "item"."""

    cell: Cell
    style: str = "body"


@dataclass(frozen=True)
class Drawing:
    """A chart; `svg` is the drawing that all outputs share."""

    chart: Chart
    svg: str


Block = Heading | Paragraph | Table | Drawing


@dataclass(frozen=True)
class Part:
    """A titled part: `sheet` names the worksheet it goes to, `annex` that it stands behind the signature."""

    key: str
    title: str
    sheet: str
    blocks: tuple[Block, ...]
    annex: bool = False
    texts_sheet: str = ""  # the worksheet of its paragraphs, if not the same


@dataclass(frozen=True)
class Document:
    lang: str
    title: str
    under: tuple[str, ...]
    parts: tuple[Part, ...]
    facts: tuple[int, ...]  # numbers of the evidence list that a reference can lead to
    footer: tuple[str, ...]


def of(report: Report, draw) -> Document:
    """The report as a document; `draw` gives the SVG of a chart."""
    words = Words(report.lang)
    parts = [_section(section, words, draw) for section in report.sections]
    parts.append(_summary(report, words))
    parts += [_place(place, words, draw) for place in report.by_place]
    if report.funding or not report.sections:  # a month's report does not list what its data have nothing of
        parts.append(_funding(report, words, draw))
    parts += [part for part in _inventory(report, words) if _has_table(part) or not report.sections]
    parts += [_problems(report, words), _sources(report, words)]
    under = tuple(line for line in (report.places, report.as_of, report.made_on) if line)
    document = Document(report.lang, report.title, under, tuple(part for part in parts if part.blocks),
                        tuple(fact.number for source in report.sources for fact in source.facts),
                        (words("out.untouched"), words("out.traced")))
    return _harmless(document)


# --- parts -------------------------------------------------------------------------------------------------------
def _body(text: str, style: str = "body") -> Paragraph:
    return Paragraph(Cell(text), style)


def _table(table: Table | None) -> list[Block]:
    if table is None:
        return []
    return [_body(table.empty, "quiet")] if table.is_empty else [table]


def _summary(report: Report, words: Words) -> Part:
    lines = [_body(line, "body" if i else "lead") for i, line in enumerate(report.summary)]
    return Part("summary", words("section.summary"), words("out.sheet.summary"), (*lines, *_table(report.headline)))


def _section(section, words: Words, draw) -> Part:
    blocks: list[Block] = [Paragraph(cell) for cell in section.lead]
    blocks += [block for table in section.tables for block in _table(table)]
    blocks += [_body(note, "quiet") for note in section.notes]
    blocks += [Drawing(chart, draw(chart)) for chart in section.charts]
    own = words("out.sheet.paragraphs") if section.anchor == "month" else ""
    last = section.anchor in ("formulas", "reliability")  # how the figures were made and how good they were, for who asks
    sheet = section.title if section.anchor == "formulas" else words("out.sheet." + section.anchor)
    return Part(section.anchor, section.title, sheet, tuple(blocks), annex=last, texts_sheet=own)


def _place(place, words: Words, draw) -> Part:
    blocks: list[Block] = [_body(place.note, "quiet")] if place.note else []
    if not place.indicators and not place.lacks:
        blocks.append(_body(words("place.no_indicator"), "quiet"))
    for view in place.indicators:
        blocks.append(Heading(words("with_note", text=view.title, note=view.basis) if view.basis else view.title))
        blocks += [Paragraph(sentence) for sentence in view.sentences]
        if view.chart:
            blocks.append(Drawing(view.chart, draw(view.chart)))
        blocks += _table(view.facts)
        blocks += [_body(view.method, "quiet")] if view.method else []
        for lack in view.lacks:
            blocks += _lack(lack, words)
    blocks += _table(place.lacks)
    return Part(place.anchor, place.name, words("out.sheet.indicators"), tuple(blocks))


def _lack(lack, words: Words) -> list[Block]:
    statement = dataclasses.replace(lack.statement, text=f"{words('lack.target')} {lack.statement.text}")
    why = f"{words('lack.verdict')}: {lack.reason}."
    if lack.lacking:
        why += f" {words('lacking', datum=lack.lacking)}."
    return [Paragraph(statement, "lack"), _body(why, "lack")]


def _funding(report: Report, words: Words, draw) -> Part:
    blocks: list[Block] = [] if report.funding else [_body(words("funding.empty"), "quiet")]
    for view in report.funding:
        blocks += [Heading(view.title), _body(view.place, "quiet")]
        blocks += [Paragraph(line) for line in view.lead]
        blocks += [Drawing(chart, draw(chart)) for chart in view.charts]
        blocks += [block for table in view.tables for block in _table(table)]
    return Part("funding", words("section.funding"), words("out.sheet.funding"), tuple(blocks))


def _inventory(report: Report, words: Words) -> list[Part]:
    parts = []
    for key, title, table in report.inventory:
        blocks = _table(table) + ([Paragraph(report.delayed)] if key == "projects" else [])
        parts.append(Part(key, title, words("out.sheet.inventory"), tuple(blocks), annex=True))
    return parts


def _has_table(part: Part) -> bool:
    return any(isinstance(block, Table) for block in part.blocks)


def _problems(report: Report, words: Words) -> Part:
    blocks = _table(report.problems)
    if report.remarks:
        blocks += [Heading(words("section.remarks")), *(Paragraph(remark, "item") for remark in report.remarks)]
    return Part("problems", words("section.problems"), words("out.sheet.problems"), tuple(blocks), annex=True)


def _sources(report: Report, words: Words) -> Part:
    heads = (Head(words("out.head.number"), key="number"), Head(words("head.where")), Head(words("out.head.quote")),
             Head(words("out.head.note")))
    groups: list[Group] = []
    unused: list[Block] = []
    for source in report.sources:
        title = " · ".join(text for text in (source.title, source.publisher, source.date, source.note) if text)
        rows = tuple((Cell(str(fact.number)), Cell(fact.where), Cell(fact.quote), Cell(fact.note)) for fact in source.facts)
        if rows:
            groups.append(Group(title, rows))
        else:
            unused += [Heading(title, 2), _body(words("sources.unused"), "quiet")]
    blocks: tuple[Block, ...] = (_body(words("sources.lead")),
                                 *_table(Table(words("section.sources"), heads, tuple(groups), words("none"))), *unused)
    return Part("sources", words("section.sources"), words("out.sheet.sources"), blocks, annex=True)


# --- for the outputs on paper --------------------------------------------------------------------------------------
def is_wide(block: Block) -> bool:
    return isinstance(block, Table) and len(block.heads) > WIDE


def on_paper(document: Document) -> tuple[list[tuple[Part, list[Part]]], list[Part]]:
    """The parts of the body, each with the annexes that hold its wide tables, and all annexes in their order."""
    body: list[tuple[Part, list[Part]]] = []
    annexes: list[Part] = []
    for part in document.parts:
        if part.annex:
            annexes.append(part)
            continue
        wide: list[Block] = []
        head: Heading | None = None
        for block in part.blocks:
            if isinstance(block, Heading):
                head = block
            elif is_wide(block):
                wide += [head, block] if head is not None else [block]
                head = None
        narrow = tuple(block for block in part.blocks if not is_wide(block))
        own = [dataclasses.replace(part, blocks=tuple(wide), annex=True)] if wide else []
        body.append((dataclasses.replace(part, blocks=narrow), own))
        annexes += own
    return body, annexes


def weights(table: Table) -> list[float]:
    """How wide each column should be, in characters: no word broken, long texts wrapped."""
    longest, whole = [1.0] * len(table.heads), [1.0] * len(table.heads)
    for i, head in enumerate(table.heads):
        longest[i] = max((len(word) for word in head.text.split()), default=1)
    for group in table.groups:
        for row in group.rows:
            at = 0
            for cell in row:
                if cell.span == 1:
                    texts = (cell.text, *cell.notes)
                    longest[at] = max(longest[at], *(min(len(word), 18) for text in texts for word in text.split() or [""]))
                    whole[at] = max(whole[at], *(len(text) for text in texts))
                at += cell.span
    return [max(word + 1.5, min(text, 60.0) ** 0.72) for word, text in zip(longest, whole)]


_SWATCHES = {"level": "●", "hollow": "○", "fan": "■", "path": "- - ◆", "range": "│", "even": "- -"}


def key_line(chart: Chart) -> str:
    """The key of a chart as one line: "● thực hiện · ○ ước tính hoặc sơ bộ"."""
    return "   ".join(f"{_SWATCHES.get(swatch, '■')} {words}" for swatch, words in chart.key)


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(n: int) -> str:
    text = ""
    for value, mark in _ROMAN:
        while n >= value:
            text, n = text + mark, n - value
    return text


# --- numbers ---------------------------------------------------------------------------------------------------------
_NUMBER = {"vi": re.compile(r"(?<![\w.,])-?\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|(?<![\w.,])-?\d+(?:,\d+)?(?!\d)"),
           "en": re.compile(r"(?<![\w.,])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|(?<![\w.,])-?\d+(?:\.\d+)?(?!\d)")}


def number_in(cell: Cell, lang: str) -> Number | None:
    """The one number that the text of a cell prints, with the words around it; None if it prints none or several."""
    if cell.number is not None:
        return cell.number
    found = list(_NUMBER[lang].finditer(cell.text))
    if len(found) != 1 or cell.notes or cell.span != 1:
        return None
    match = found[0]
    before, after = cell.text[:match.start()], cell.text[match.end():]
    if any(c.isdecimal() for c in before + after):
        return None
    thousands, mark = (".", ",") if lang == "vi" else (",", ".")
    plain = match.group().replace(thousands, "").replace(mark, ".")
    if len(plain.lstrip("-").replace(".", "")) > 15:  # more digits than a worksheet keeps
        return None
    decimals = len(plain.partition(".")[2])
    return Number(float(plain), decimals, before, after)


# --- harmless texts ------------------------------------------------------------------------------------------------
def _harmless(value):
    """The same value with every text made visible."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Drawing):
        return Drawing(_harmless(value.chart), value.svg)  # cleaned when it was drawn
    if isinstance(value, tuple):
        return tuple(_harmless(item) for item in value)
    if isinstance(value, list):
        return [_harmless(item) for item in value]
    if isinstance(value, dict):
        return {key: _harmless(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(value, **{field.name: _harmless(getattr(value, field.name))
                                             for field in dataclasses.fields(value)})
    return value
