# SPDX-License-Identifier: Apache-2.0
"""Files that are not what they say: refused before anything parses them, with the place and what to do; nothing runs or loads."""

from __future__ import annotations

import csv
import io
import pathlib
import random
import zipfile

import pytest

import industria
from industria import workbook
from industria.workbook import archive, grid

from .conftest import SHARED, xlsx

GOOD = {"Số liệu": [["Tỉnh Lào Cai"], ["Chỉ tiêu", "2023", "2024"], ["Xi măng (nghìn tấn)", 5, 6.5]]}


def changed(parts: dict[str, bytes | None], stored: bool = False) -> bytes:
    """The good workbook with parts added, replaced, or doubled (a name that ends in "+")."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(GOOD))) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)) or b"")
        for name, content in parts.items():
            if name not in old.namelist():
                with pytest.warns(UserWarning, match="Duplicate") if name.endswith("+") else _nothing():
                    new.writestr(name.removesuffix("+"), content or b"")
    return data.getvalue()


class _nothing:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


def refused(data: bytes, file: str = "x.xlsx") -> str:
    with pytest.raises(industria.DataError) as error:
        grid.parse(data, file)
    problem = error.value.issues[0]
    assert problem.where.file == file and problem.remedy("vi") and problem.message("en") != problem.code
    return problem.code.removeprefix("workbook.")


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"<?xml version='1.0'?><a>" + b" " * (16 << 20) + b"</a>"


@pytest.mark.parametrize("parts, code", [
    ({"xl/vbaProject.bin": b"x"}, "macros"),
    ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "macros"),
    ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "external_links"),
    ({"xl/connections.xml": b"<x/>"}, "external_links"),
    ({"xl/extra.xml": b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"}, "doctype"),
    ({"xl/extra.xml": "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE a><a/>".encode("utf-16")}, "doctype"),
    ({"xl/extra.xml": BOMB}, "zip_bomb"),
    ({SHEET + "+": b"<worksheet/>"}, "duplicate_part"),
    ({SHEET: b"<worksheet><sheetData><row r='99999999999'/></sheetData></worksheet>"}, "bad_reference"),
    ({SHEET: b"<worksheet><sheetData><row r='1'><c r='ZZZZZ1'><v>1</v></c></row></sheetData></worksheet>"}, "bad_reference"),
    ({SHEET: b"<worksheet><sheetData><row><c t='s'><v>777</v></c></row></sheetData></worksheet>"}, "bad_reference"),
    ({SHEET: b"<worksheet><sheetData><row><c r='A1'><v>1</v></c></row><row><c r='XFD1048576'><v>1</v></c></row></sheetData></worksheet>"}, "too_many_cells"),
    ({SHEET: b"<worksheet><sheetData><row>"}, "damaged"),
    ({"xl/sharedStrings.xml": b"<sst count='4294967295' uniqueCount='4294967295'><si><t>a</t></si></sst>"}, "damaged"),
])
def test_what_would_do_harm_is_refused_before_it_is_parsed(parts, code):
    assert refused(changed(parts)) == code


@pytest.mark.parametrize("data, code", [
    (b"", "empty_file"), (b"<html><table>", "not_a_workbook"), (b"%PDF-1.7", "not_a_workbook"), (b"PK\x03\x04", "damaged"),
    (archive.OLE + bytes(600), "damaged"), (archive.OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"), (b"\x00\x01", "not_a_workbook"),
])
def test_what_only_pretends_to_be_a_workbook_is_named(data, code):
    assert refused(data) == code


def test_a_wrong_check_sum_is_refused():
    data = bytearray(changed({}, stored=True))
    data[data.index(b"<sheetData>") + 3] ^= 1
    assert refused(bytes(data)) == "damaged"


def test_cells_that_are_no_figures_are_told_with_their_cell(tmp_path):
    sheet = (b"<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Ch\xe1\xbb\x89 ti\xc3\xaau</t></is></c><c r='B1'><v>2022</v></c><c r='C1'><v>2023</v></c>"
             b"<c r='D1'><v>2024</v></c></row><row r='2'><c r='A2' t='inlineStr'><is><t>Xi m\xc4\x83ng (t\xe1\xba\xa5n)</t></is></c><c r='B2' t='e'><v>#DIV/0!</v></c>"
             b"<c r='C2'><f>1+1</f></c><c r='D2'><f>3+4</f><v>7</v></c></row></sheetData></worksheet>")
    path = tmp_path / "x.xlsx"
    path.write_bytes(changed({SHEET: sheet}))
    reading = workbook.read(path, place="Lào Cai")
    assert {(issue.code, issue.where.column) for issue in reading.issues} == {("workbook.error_cell", "B2"), ("workbook.no_result", "C2")}
    assert [row.figure.value for row in reading.dataset.observations] == [7]  # as stored; formulas are never run


def test_a_damaged_file_is_read_or_refused_but_never_crashes():
    good, chance = xlsx(GOOD), random.Random(20261122)
    for _ in range(400):
        data = bytearray(good)
        if chance.random() < 0.3:
            data = data[: chance.randrange(len(data))]
        for _ in range(chance.randint(1, 4)):
            if data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            grid.parse(bytes(data), "x.xlsx")
        except industria.DataError as error:
            assert error.issues


def test_damaged_parts_inside_a_sound_archive_never_crash():
    chance = random.Random(7)
    with zipfile.ZipFile(io.BytesIO(xlsx(GOOD))) as old:
        parts = {name: old.read(name) for name in old.namelist() if name.endswith(".xml")}
    for _ in range(300):
        name = chance.choice(sorted(parts))
        data = bytearray(parts[name])
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.choice(b"<>/'\"=0a9 \xff")
        try:
            grid.parse(changed({name: bytes(data)}), "x.xlsx")
        except industria.DataError as error:
            assert error.issues


def test_a_workbook_open_elsewhere_is_read_and_told(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(xlsx(GOOD))
    (tmp_path / "~$x.xlsx").write_bytes(b"user")
    assert [issue.code for issue in workbook.read(tmp_path / "x.xlsx").issues] == ["workbook.open_elsewhere"]
    with pytest.raises(industria.DataError, match="~\\$"):
        workbook.open_workbook(tmp_path / "~$x.xlsx")


# --- the corpora, where they are -----------------------------------------------------------------------------------------
HOSTILE = SHARED / "corpora" / "hostile_files"
OUTCOMES = {"xlsx/bool_cell.xlsx": "read", "xlsx/rel_external.xlsx": "external_links", "xlsx/billion_laughs.xlsx": "doctype", "xlsx/xxe.xlsx": "doctype",
            "xlsx/zip_bomb_64MB.xlsx": "zip_bomb", "xlsx/dup_part.xlsx": "duplicate_part", "xlsx/ref_overflow.xlsx": "bad_reference",
            "xlsx/sst_index_out.xlsx": "bad_reference", "xlsx/sst_count_lie.xlsx": "damaged", "xlsx/truncated.xlsx": "damaged",
            "xlsx/no_central_directory.xlsx": "damaged", "xlsx/crc_wrong.xlsx": "damaged", "xlsx/not_a_zip.xlsx": "damaged", "xlsx/html_as.xls": "not_a_workbook"}


def _named(folder: str) -> list[str]:
    if not HOSTILE.is_dir():
        return []
    with open(HOSTILE / "manifest.csv", encoding="utf-8", newline="") as file:
        return [row["file"] for row in csv.DictReader(file) if row["file"].startswith(folder)]


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the corpora are not part of the project")
@pytest.mark.parametrize("name", _named("xlsx/") or [""])
def test_the_corpus_of_hostile_workbooks_ends_as_declared(name):
    expected = OUTCOMES.get(name, "read")
    try:
        grid.open_workbook(HOSTILE / name)
        outcome = "read"
    except industria.DataError as error:
        outcome = error.issues[0].code.removeprefix("workbook.")
    assert outcome == expected


CORPORA = [path for folder in ("xlnt_xlsx", "csv_spectrum", "duckdb_csv", "vn_names", "hostile_files/csv") for path in sorted((SHARED / "corpora" / folder).rglob("*"))
           if path.is_file() and path.suffix in (".xlsx", ".csv", ".tsv")] if SHARED.is_dir() else []


@pytest.mark.skipif(not CORPORA, reason="the corpora are not part of the project")
def test_every_file_of_the_corpora_opens_or_is_refused_with_a_place():
    opened = 0
    for path in CORPORA:
        try:
            workbook.read(path)
            opened += 1
        except industria.DataError as error:
            assert error.issues and error.issues[-1].where.file, path
    encrypted = [path.name for path in CORPORA if "encrypted" in path.name]
    assert len(encrypted) == 2 and opened < len(CORPORA)


def ods(rows: str, extra: dict[str, bytes] | None = None) -> bytes:
    """A small .ods with these rows in one sheet."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="Trang1">'
               f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        for name, part in {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode(),
                           "META-INF/manifest.xml": b"<manifest/>", **(extra or {})}.items():
            book.writestr(name, part)
    return data.getvalue()


def _cell(value: float | str, kind: str = "float") -> str:
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'


def test_an_ods_is_read_with_its_percent_cells(tmp_path):
    rows = [[_cell("Tỉnh Lào Cai")], [_cell("Chỉ tiêu"), _cell("Năm 2023"), _cell("Năm 2024")],
            [_cell("Tỷ lệ lấp đầy"), _cell(0.625, "percentage"), _cell(0.7, "percentage")]]
    (tmp_path / "x.ods").write_bytes(ods("".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)))
    rows_read = workbook.read(tmp_path / "x.ods").dataset.observations
    assert [(row.figure.text("en"), str(row.origin.where)) for row in rows_read] == [("62.5%", "x.ods [Trang1]:3, B3"), ("70%", "x.ods [Trang1]:3, C3")]


@pytest.mark.parametrize("types", ['office:value-type="string" calcext:value-type="error"', 'office:value-type="string"'])
def test_an_error_in_an_ods_is_told(tmp_path, types):
    broken = f'<table:table-cell table:formula="of:=1/0" xmlns:calcext="urn:x" {types}><text:p>#DIV/0!</text:p></table:table-cell>'
    rows = [[_cell("Tỉnh Lào Cai")], [_cell("Chỉ tiêu"), _cell("Năm 2023"), _cell("Năm 2024")], [_cell("Sản lượng (tấn)"), _cell(5.0), broken]]
    (tmp_path / "x.ods").write_bytes(ods("".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)))
    found = workbook.read(tmp_path / "x.ods")
    assert [(issue.code, issue.value, str(issue.where)) for issue in found.issues if issue.code == "workbook.error_cell"] == [
        ("workbook.error_cell", "#DIV/0!", "x.ods [Trang1]:3, C3")]
    assert len(found.dataset.observations) == 1


@pytest.mark.parametrize("rows, extra, code", [
    (f'<table:table-row table:number-rows-repeated="1048576">{_cell(1)}{_cell(2).replace("<table:table-cell", "<table:table-cell table:number-columns-repeated=" + chr(34) + "16000" + chr(34))}</table:table-row>', {}, "too_many_cells"),
    ("", {"Basic/Standard/Module1.xml": b"<x/>"}, "macros"),
    ("", {"settings.xml": b"<!DOCTYPE a><a/>"}, "doctype"),
])
def test_an_ods_that_would_do_harm_is_refused(rows, extra, code):
    assert refused(ods(rows, extra), "x.ods") == code


XLS = pathlib.Path(__file__).parent / "data" / "xi_mang.xls"  # made for this test: two products, two years


def test_an_old_xls_is_read():
    rows = workbook.read(XLS).dataset.observations
    assert [(row.key.indicator, row.figure.value, row.origin.where.column) for row in rows] == [
        ("xi-mang", 5, "B3"), ("xi-mang", 6.5, "C3"), ("gach", 7, "B4"), ("gach", 8.5, "C4")]


def test_a_damaged_xls_can_neither_end_the_program_nor_take_its_memory():
    good, chance, ends = XLS.read_bytes(), random.Random(1), set()
    for _ in range(14):
        data = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(1400)] = chance.randrange(256)
        try:
            grid.parse(bytes(data), "x.xls")
            ends.add("read")
        except industria.DataError as error:
            ends.add(error.issues[0].code)
    assert "workbook.damaged" in ends
