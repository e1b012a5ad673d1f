# SPDX-License-Identifier: Apache-2.0
"""The PDF: the document as data for a typst template. Texts of the data are values there, so that none can be markup.

Nothing is fetched: the template imports no package, the compiler sees an empty folder, and its own serif font stands in where
Times New Roman is not installed.
"""

from __future__ import annotations

import json
import pathlib
import tempfile

import typst

from . import document as doc
from .document import Document, Drawing, Heading, Paragraph
from .views import Cell, Table
from .words import Words

_TEMPLATE = pathlib.Path(__file__).parent / "templates" / "report.typ"


def render(document: Document) -> bytes:
    """The PDF as bytes; the same document gives the same bytes on the same machine."""
    with tempfile.TemporaryDirectory() as empty:
        return typst.compile(_TEMPLATE.read_bytes(), root=empty, format="pdf", timestamp=0,  # type: ignore[call-overload]
                             sys_inputs={"report": json.dumps(content(document), ensure_ascii=False)})


def content(document: Document) -> dict:
    """What the template is filled with."""
    words = Words(document.lang)
    body, annexes = doc.on_paper(document)
    names = {id(part): words("out.letter.annex", number=doc.roman(i + 1)) for i, part in enumerate(annexes)}
    return {
        "lang": document.lang, "title": document.title, "under": document.under, "footer": document.footer,
        "facts": document.facts,
        "body": [{"title": f"{doc.roman(i + 1)}. {part.title}", "blocks": [_block(block) for block in part.blocks],
                  "see": [words("out.letter.see", annex=names[id(annex)]) for annex in own]}
                 for i, (part, own) in enumerate(body)],
        "annexes": [{"name": names[id(part)], "title": part.title, "blocks": [_block(block) for block in part.blocks]}
                    for part in annexes],
    }


def _block(block) -> dict:
    if isinstance(block, Heading):
        return {"type": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "cell": _cell(block.cell, 0), "style": block.style}
    if isinstance(block, Drawing):
        chart = block.chart
        return {"type": "drawing", "kind": chart.kind, "title": chart.title, "description": chart.description,
                "svg": block.svg, "key": doc.key_line(chart)}
    return _table(block)


def _table(table: Table) -> dict:
    groups = []
    for group in table.groups:
        rows = []
        for row in group.rows:
            at, cells = 0, []
            for cell in row:
                cells.append(_cell(cell, at))
                at += cell.span
            rows.append(cells)
        groups.append({"title": group.title, "rows": rows})
    return {"type": "table", "caption": table.caption, "groups": groups, "widths": doc.weights(table),
            "heads": [{"text": head.text, "numeric": head.numeric, "key": head.key} for head in table.heads]}


def _cell(cell: Cell, column: int) -> dict:
    return {"text": cell.text, "refs": cell.refs, "notes": [note for note in cell.notes if note], "span": cell.span,
            "tone": cell.tone, "column": column, "figure": cell.number is not None}
