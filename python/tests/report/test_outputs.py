# SPDX-License-Identifier: Apache-2.0
"""Page, workbook, Word file and PDF show the same figures, lead to the same sources, and nothing in them runs or loads."""

from __future__ import annotations

import collections
import dataclasses
import io
import zipfile

import docx
import html5lib
import openpyxl
import pypdf
import pytest

import industria
from industria.report import charts, document, html, model, outputs
from industria.report.words import Words

from .conftest import NORTHWEST
from .seen import HTML, W, bare_copy, figures_of, sheets_of, words_of_docx, words_of_html, words_of_pdf, words_of_xlsx

LANGUAGES = ("vi", "en")
BOTH = pytest.mark.parametrize("lang", LANGUAGES)


def reports_on(folder) -> list:
    dataset = industria.Dataset.read(folder)
    issues = [*dataset.issues, *dataset.check(None)]
    assessments = dataset.assess(None)
    return [model.build(dataset, assessments, issues, lang, dataset.latest_known()) for lang in LANGUAGES]


@pytest.fixture(scope="module")
def reports() -> dict:
    return {report.lang: report for report in reports_on(NORTHWEST)}


@pytest.fixture(scope="module")
def files(reports) -> dict[str, bytes]:
    return outputs.render(reports.values())


@pytest.fixture(scope="module")
def bare(reports) -> dict[str, bytes]:
    return outputs.render(bare_copy(report) for report in reports.values())


# --- the same figures --------------------------------------------------------------------------------------------------
@BOTH
def test_all_four_show_the_same_figures(bare, lang):
    seen = figures_of(bare, lang)
    assert len(seen["html"]) > 90
    assert seen["xlsx"] == seen["html"]
    assert seen["docx"] == seen["html"]
    assert seen["pdf"] == seen["html"]


@BOTH
def test_tables_of_the_word_file_are_those_of_the_page(bare, lang):
    tree = html5lib.parse(bare[f"report.{lang}.html"].decode("utf-8"))
    page = collections.Counter()
    for row in tree.iter(f"{HTML}tr"):
        cells = [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in (f"{HTML}td", f"{HTML}th")]
        page[tuple("".join(cell.split()) for cell in cells)] += 1
    letter = collections.Counter()
    for row in docx.Document(io.BytesIO(bare[f"report.{lang}.docx"])).element.iter(f"{W}tr"):
        letter[tuple("".join("".join(t.text or "" for t in cell.iter(f"{W}t")).split()) for cell in row.iter(f"{W}tc"))] += 1
    assert page and not page - letter


@BOTH
def test_numbers_of_the_workbook_can_be_added_up(files, lang):
    numbers = [cell for sheet in sheets_of(files[f"report.{lang}.xlsx"], lang) for row in sheet.iter_rows() for cell in row
               if isinstance(cell.value, (int, float))]
    assert len(numbers) > 30
    amounts = [cell.value for cell in numbers if cell.number_format.endswith('đồng"' if lang == "vi" else 'VND"')]
    assert {26.9, 48.4} <= set(amounts)  # billion dong by source, as the source has them


@BOTH
def test_every_link_of_the_workbook_leads_to_the_row_of_its_source(files, lang):
    book = openpyxl.load_workbook(io.BytesIO(files[f"report.{lang}.xlsx"]))
    ends = [link.location for sheet in book for link in (cell.hyperlink for row in sheet.iter_rows() for cell in row) if link]
    assert len(ends) > 30
    for end in set(ends):
        name, _, address = end.rpartition("!")
        assert book[name.strip("'")][address].value.isdecimal()


@BOTH
def test_the_workbook_has_charts_that_can_be_edited_and_the_sheet_of_problems(files, lang):
    with zipfile.ZipFile(io.BytesIO(files[f"report.{lang}.xlsx"])) as book:
        assert sum(name.startswith("xl/charts/chart") for name in book.namelist()) == 6
    titles = [sheet.title for sheet in sheets_of(files[f"report.{lang}.xlsx"], lang)]
    assert Words(lang)("out.sheet.problems") in titles


@BOTH
def test_every_file_says_that_nothing_was_corrected(files, lang):
    promise = Words(lang)("out.untouched").rstrip(".")
    texts = (words_of_html(files[f"report.{lang}.html"]), words_of_docx(files[f"report.{lang}.docx"]),
             words_of_xlsx(files[f"report.{lang}.xlsx"], lang), words_of_pdf(files[f"report.{lang}.pdf"]))
    assert all(promise in " ".join(text.split()) for text in texts)


# --- the layout of Decree 30/2020/ND-CP ------------------------------------------------------------------------------
def test_the_word_file_has_the_prescribed_layout(files):
    letter = docx.Document(io.BytesIO(files["report.vi.docx"]))
    first = letter.sections[0]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert [round(side.mm) for side in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)] == [20, 20, 30, 15]
    assert first.different_first_page_header_footer and not first.first_page_header.paragraphs[0].text
    assert "PAGE" in first.header._element.xml
    assert letter.styles["Normal"].font.name == "Times New Roman" and letter.styles["Normal"].font.size.pt == 14
    head = letter.tables[0]
    assert [p.text for p in head.cell(0, 1).paragraphs if p.text][:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    texts = [p.text for p in letter.paragraphs]
    assert texts.index("BÁO CÁO") < texts.index("I. Tóm tắt") and "Phụ lục I" in texts
    assert "Nơi nhận:" in "".join(cell.text for table in letter.tables[1:] for cell in table.rows[0].cells)


def test_wide_tables_stand_on_wide_pages(files):
    letter = docx.Document(io.BytesIO(files["report.vi.docx"]))
    assert letter.sections[1].page_width > letter.sections[1].page_height
    pages = pypdf.PdfReader(io.BytesIO(files["report.vi.pdf"])).pages
    assert pages[0].mediabox.width < pages[0].mediabox.height and pages[-1].mediabox.width > pages[-1].mediabox.height


@BOTH
def test_marks_of_vietnamese_are_drawn_from_fonts_in_the_pdf(files, lang):
    reader = pypdf.PdfReader(io.BytesIO(files[f"report.{lang}.pdf"]))
    assert "Lào Cai" in reader.pages[0].extract_text() and reader.trailer["/Root"]["/Lang"] == lang
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts and all(child.get_object()["/FontDescriptor"].get_object().keys() & {"/FontFile2", "/FontFile3"}
                         for font in fonts if "/DescendantFonts" in font for child in font["/DescendantFonts"])


# --- safe ------------------------------------------------------------------------------------------------------------
HOSTILE = ["=HYPERLINK(\"http://x.y\",\"a\")", "+cmd|' /C calc'!A0", "-1+1", "@SUM(1)", "\t=1+1",
           "</w:t></w:r><w:r>&lt;&#0;", "#include \"/etc/passwd\"\n$x$ *b* <a> @b [", "a\x00\x0b\x1b\x7f\ufffe\uffffb", "x" * 40_000]


def test_hostile_names_are_texts_in_every_file(reports):
    """Every text of the report begins with each of the hostile ones in turn."""
    bad = iter([*HOSTILE, *HOSTILE[:-1] * 500])  # the long one once

    def poisoned(value):
        if isinstance(value, str):
            return next(bad) + value
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            kept = {"lang", "anchor", "kind", "tone", "svg", "params", "datasets"}
            return dataclasses.replace(value, **{field.name: poisoned(getattr(value, field.name))
                                                 for field in dataclasses.fields(value) if field.name not in kept})
        return tuple(poisoned(item) for item in value) if isinstance(value, tuple) else value

    report = reports["vi"]
    few = dataclasses.replace(report, title=HOSTILE[0], headline=poisoned(report.headline), problems=poisoned(report.problems),
                              sources=poisoned(report.sources[:2]), remarks=poisoned(report.remarks), by_place=())
    draw = charts.Drawings("vi")
    content = document.of(few, draw)
    made = {name: data for name, data in outputs.render([few]).items()}
    with zipfile.ZipFile(io.BytesIO(made["report.vi.xlsx"])) as book:
        names = book.namelist()
        assert not any("externalLink" in name or "vbaProject" in name or "connections" in name for name in names)
        sheets = "".join(book.read(name).decode("utf-8") for name in names if name.startswith("xl/worksheets/sheet"))
        relations = "".join(book.read(name).decode("utf-8") for name in names if name.endswith(".rels"))
    assert "<f>" not in sheets and 'TargetMode="External"' not in relations
    cells = [cell for sheet in sheets_of(made["report.vi.xlsx"], "vi") for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in "sn" for cell in cells) and any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    with zipfile.ZipFile(io.BytesIO(made["report.vi.docx"])) as letter:
        assert not any('TargetMode="External"' in letter.read(name).decode("utf-8") for name in letter.namelist() if name.endswith(".rels"))
    assert '#include "/etc/passwd"' in words_of_docx(made["report.vi.docx"])
    assert "#include" in words_of_pdf(made["report.vi.pdf"]) and "root:" not in words_of_pdf(made["report.vi.pdf"])
    assert not any(mark in str(dataclasses.astuple(content)) for mark in ("\x00", "\x1b", "\ufffe"))


# --- the same bytes ----------------------------------------------------------------------------------------------------
def test_the_same_report_gives_the_same_bytes(reports, files):
    again = outputs.render([reports["vi"]])
    assert {name: data == files[name] for name, data in again.items()} == dict.fromkeys(again, True)


def test_one_drawing_serves_the_page_and_the_paper(reports):
    draw = charts.Drawings("vi")
    page = html.render(reports["vi"], draw)
    drawings = [block.svg for part in document.of(reports["vi"], draw).parts for block in part.blocks if isinstance(block, document.Drawing)]
    assert len(drawings) == 6 and all(svg in page for svg in drawings)


def test_steps_are_told_and_unknown_formats_refused(reports):
    told: list[str] = []
    outputs.render([reports["vi"]], ("xlsx",), told.append)
    assert any("6/6" in line for line in told) and told[-1].endswith("XLSX (vi)")
    with pytest.raises(ValueError, match="'odt'"):
        outputs.render([reports["vi"]], ("odt",))
