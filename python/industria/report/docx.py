# SPDX-License-Identifier: Apache-2.0
"""The Word file, laid out as Decree 30/2020/ND-CP asks of administrative documents: real text and tables, nothing linked.

A4 with margins of 20, 15, 20 and 30 mm, Times New Roman 14 (13 in the head), page numbers at the top from the second page on;
names, number, day and signature are left to be filled in. Wide tables follow as annexes on wide pages.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from . import charts
from . import document as doc
from .document import Document, Drawing, Heading, Paragraph, Part
from .views import Cell, Table
from .words import Words

FONT = "Times New Roman"
_MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}  # mm
_LOOKS: dict[str, dict] = {"lead": {"bold": True}, "quiet": {"italic": True, "size": 13}, "lack": {"size": 13}}
_DAY = datetime.datetime(2000, 1, 1)  # so that the same document gives the same bytes
_TWIPS = 56.6929  # in a millimetre


def render(document: Document) -> bytes:
    """The Word file as bytes; the same document gives the same bytes."""
    stream = io.BytesIO()
    _Letter(document).write(stream)
    return _without_clock(stream.getvalue())


def _without_clock(data: bytes) -> bytes:
    """The same package with one date on all its members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if item.filename.endswith(".png") else zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(item))
    return out.getvalue()


class _Letter:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = Words(document.lang)
        self._known = set(document.facts)
        self._file = docx.Document()
        self._body = self._file.element.body
        self._width = 210.0 - _MARGINS["left"] - _MARGINS["right"]  # mm of the text
        self._marks = 0

    def write(self, stream) -> None:
        self._set_up()
        self._head()
        body, annexes = doc.on_paper(self._document)
        numbers = {id(part): doc.roman(i + 1) for i, part in enumerate(annexes)}
        for i, (part, own) in enumerate(body):
            self._text(f"{doc.roman(i + 1)}. {part.title}", bold=True, keep=True, before=12)
            for block in part.blocks:
                self._block(block)
            for annex in own:
                name = self._words("out.letter.annex", number=numbers[id(annex)])
                self._text(self._words("out.letter.see", annex=name), indent=True)
        for line in self._document.footer:
            self._text(line, italic=True, indent=True)
        self._signature()
        if annexes:
            self._wide_section()
        for i, part in enumerate(annexes):
            self._annex(part, doc.roman(i + 1), first=i == 0)
        self._file.save(stream)

    # --- the frame ---------------------------------------------------------------------------------------------
    def _set_up(self) -> None:
        file, words = self._file, self._words
        style = file.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(14)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), {"vi": "vi-VN", "en": "en-GB"}[words.lang])
        style.element.rPr.append(language)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(0)
        style.paragraph_format.line_spacing = 1.0
        properties = file.core_properties
        properties.title, properties.author, properties.comments = self._document.title[:255], "industria", ""
        properties.language, properties.last_modified_by = words.lang, "industria"
        properties.created = properties.modified = _DAY
        self._set_page(file.sections[0])
        file.sections[0].different_first_page_header_footer = True

    def _set_page(self, section) -> None:
        for side, size in _MARGINS.items():
            setattr(section, f"{side}_margin", Mm(size))
        wide = section.orientation == WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
        section.header_distance = Mm(10)
        self._width = (297.0 if wide else 210.0) - _MARGINS["left"] - _MARGINS["right"]
        section.header.is_linked_to_previous = False
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:rPr><w:sz w:val="28"/></w:rPr>'
                                      '<w:t>2</w:t></w:r></w:fldSimple>'))

    def _wide_section(self) -> None:
        section = self._file.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.different_first_page_header_footer = False
        self._set_page(section)

    def _head(self) -> None:
        """Names of the agencies and the nation side by side, number and day, then the title."""
        words = self._words
        left = [_paragraph([_run(words("out.letter.parent"), size=13)], align="center"),
                _paragraph([_run(words("out.letter.agency"), size=13, bold=True)], align="center"),
                _rule(20, 1.2), _paragraph([_run(words("out.letter.number"), size=13)], align="center", before=6)]
        right = [_paragraph([_run(words("out.letter.nation"), size=13, bold=True)], align="center"),
                 _paragraph([_run(words("out.letter.motto"), size=14, bold=True)], align="center"),
                 _rule(20, 1.2), _paragraph([_run(words("out.letter.date"), size=14, italic=True)], align="center", before=6)]
        self._append(_grid([66.0, self._width - 66.0], [[left, right]]))
        self._text(words("out.letter.kind"), bold=True, align="center", before=18)
        self._text(self._document.title, bold=True, align="center")
        self._append(_rule(62, 1.2))
        for line in self._document.under:
            self._text(line, italic=True, align="center", size=13)
        self._text(words("out.letter.to"), align="center", before=10)

    def _signature(self) -> None:
        words = self._words
        left = [_paragraph([_run(words("out.letter.recipients"), size=12, bold=True, italic=True)]),
                *(_paragraph([_run(words(key), size=11)]) for key in ("out.letter.recipient", "out.letter.recipient", "out.letter.file"))]
        right = [_paragraph([_run(words("out.letter.signer"), size=14, bold=True)], align="center"),
                 _paragraph([_run(words("out.letter.sign"), size=14, italic=True)], align="center"),
                 *(_paragraph([]) for _ in range(3)),
                 _paragraph([_run(words("out.letter.name"), size=14, bold=True)], align="center")]
        self._text("", before=12)
        self._append(_grid([self._width / 2, self._width / 2], [[left, right]]))

    def _annex(self, part: Part, number: str, first: bool) -> None:
        words = self._words
        self._text(words("out.letter.annex", number=number), bold=True, align="center", fresh=not first)
        self._text(part.title, bold=True, align="center")
        self._text(words("out.letter.attached"), italic=True, align="center")
        for block in part.blocks:
            self._block(block)

    # --- blocks --------------------------------------------------------------------------------------------------
    def _append(self, xml: str) -> None:
        """One element, before the last one, which holds the properties of the section."""
        self._body.insert(len(self._body) - 1, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))

    def _text(self, text: str, size: float = 14, align: str = "", indent: bool = False, before: float = 6, keep: bool = False,
              fresh: bool = False, **look) -> None:
        self._append(_paragraph([_run(text, size=size, **look)], align=align or ("both" if indent else "left"), before=before,
                                first=indent, keep=keep, fresh=fresh))

    def _block(self, block) -> None:
        if isinstance(block, Heading):
            self._text(block.text, bold=True, italic=block.level > 1, keep=True, before=8)
        elif isinstance(block, Paragraph):
            look = _LOOKS.get(block.style, {})
            runs = self._runs(block.cell, {"size": 14, **look})
            if block.style == "item":
                runs.insert(0, _run("- "))
            self._append(_paragraph(runs, align="both", before=6, first=True))
            for note in block.cell.notes:
                if note:
                    self._text(note, size=12, italic=True, indent=True, before=2)
        elif isinstance(block, Drawing):
            self._picture(block)
        else:
            self._table(block)

    def _runs(self, cell: Cell, look: dict) -> list[str]:
        """The words of a cell with its references, each of which leads to its entry of the evidence list."""
        runs = [_run(cell.text, **look)]
        if cell.number is not None and cell.refs:  # a small number beside a figure would read as a part of it
            return [self._link(cell.refs[0], runs[0])]
        for i, number in enumerate(cell.refs):
            run = _run(("," if i else "") + str(number), size=look.get("size", 14), raised=True)
            runs.append(self._link(number, run))
        return runs

    def _link(self, number: int, run: str) -> str:
        """The run, leading to an entry of the evidence list."""
        return f'<w:hyperlink w:anchor="src-{number}">{run}</w:hyperlink>' if number in self._known else run

    def _picture(self, block: Drawing) -> None:
        self._text(block.chart.title, italic=True, size=13, align="center", keep=True)
        paragraph = self._file.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        width = min(150.0, self._width)
        if block.chart.kind != "fan":
            width = min(120.0, self._width)
        shape = paragraph.add_run().add_picture(io.BytesIO(charts.picture(block.svg)), width=Mm(width))
        shape._inline.docPr.set("descr", block.chart.description)
        shape._inline.docPr.set("title", block.chart.title)
        if block.chart.key:
            self._text(doc.key_line(block.chart), size=11, italic=True, align="center", before=2)

    def _table(self, table: Table) -> None:
        columns = len(table.heads)
        size = 12.0 if columns <= doc.WIDE else 11.0 if columns <= 8 else 9.5
        self._text(table.caption, size=12, italic=True, keep=True, before=8)
        weights = doc.weights(table)
        widths = [weight / sum(weights) * self._width for weight in weights]
        rows = [_row([_cell([_paragraph([_run(head.text, size=size, bold=True)], align="center")], width, fill="EEF2F6", middle=True)
                      for head, width in zip(table.heads, widths)], head=True)]
        for group in table.groups:
            if group.title:
                rows.append(_row([_cell([_paragraph([_run(group.title, size=size, bold=True)], keep=True)], self._width, columns)]))
            rows += [self._cells(row, table, widths, size) for row in group.rows]
        self._append(_table(widths, rows))

    def _cells(self, row, table: Table, widths: list[float], size: float) -> str:
        cells, at = [], 0
        for cell in row:
            head = table.heads[at]
            align = "right" if head.numeric and cell.span == 1 else "left"
            runs = self._runs(cell, {"size": size, "bold": bool(cell.tone)})
            if head.key == "number" and cell.text.isdecimal():
                runs = self._bookmark(f"src-{cell.text}", runs)
            paragraphs = [_paragraph(runs, align=align)]
            paragraphs += [_paragraph([_run(note, size=size - 1, italic=True)], align=align) for note in cell.notes if note]
            cells.append(_cell(paragraphs, sum(widths[at:at + cell.span]), cell.span))
            at += cell.span
        return _row(cells)

    def _bookmark(self, name: str, runs: list[str]) -> list[str]:
        self._marks += 1
        return [f'<w:bookmarkStart w:id="{self._marks}" w:name="{name}"/>', *runs, f'<w:bookmarkEnd w:id="{self._marks}"/>']


# --- elements, as text: what is put into the letter is parsed once -------------------------------------------------
def _run(text: str, size: float = 14, bold: bool = False, italic: bool = False, raised: bool = False) -> str:
    look = "<w:b/>" * bold + "<w:i/>" * italic
    high = '<w:vertAlign w:val="superscript"/>' if raised else ""
    points = round(size * 2)
    return (f'<w:r><w:rPr>{look}<w:sz w:val="{points}"/><w:szCs w:val="{points}"/>{high}</w:rPr>'
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def _paragraph(runs: list[str], align: str = "left", before: float = 0, first: bool = False, keep: bool = False, fresh: bool = False) -> str:
    """`first`: its first line is set in; `keep`: it stays with the next; `fresh`: it begins a page."""
    look = "<w:keepNext/>" * keep + "<w:pageBreakBefore/>" * fresh
    if before:
        look += f'<w:spacing w:before="{round(before * 20)}"/>'
    if first:
        look += '<w:ind w:firstLine="720"/>'
    return f'<w:p><w:pPr>{look}<w:jc w:val="{align}"/></w:pPr>{"".join(runs)}</w:p>'


def _rule(inset: float, points: float) -> str:
    """A short line: the lower border of an almost empty paragraph; `inset` in mm on either side."""
    return (f'<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="{round(points * 5)}" w:space="0" w:color="000000"/></w:pBdr>'
            f'<w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/><w:ind w:left="{round(inset * _TWIPS)}" '
            f'w:right="{round(inset * _TWIPS)}"/></w:pPr></w:p>')


def _cell(paragraphs: list[str], width: float, span: int = 1, fill: str = "", middle: bool = False) -> str:
    look = f'<w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>'
    if span > 1:
        look += f'<w:gridSpan w:val="{span}"/>'
    if fill:
        look += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    if middle:
        look += '<w:vAlign w:val="center"/>'
    return f'<w:tc><w:tcPr>{look}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def _row(cells: list[str], head: bool = False) -> str:
    return f'<w:tr><w:trPr><w:cantSplit/>{"<w:tblHeader/>" * head}</w:trPr>{"".join(cells)}</w:tr>'


def _table(widths: list[float], rows: list[str], border: str = "single") -> str:
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{round(sum(widths) * _TWIPS)}" w:type="dxa"/><w:tblBorders>'
            + "".join(f'<w:{side} w:val="{border}" w:sz="4" w:space="0" w:color="000000"/>'
                      for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
            + '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
            '</w:tblCellMar></w:tblPr><w:tblGrid>' + "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in widths)
            + f'</w:tblGrid>{"".join(rows)}</w:tbl>')


def _grid(widths: list[float], rows) -> str:
    """Columns side by side without borders."""
    return _table(widths, [_row([_cell(paragraphs, width) for paragraphs, width in zip(row, widths)]) for row in rows], "none")
