# SPDX-License-Identifier: Apache-2.0
"""A planner's morning, as told in docs/excel.md: the form, twelve cells of which one is wrong, what `check` says, and the report."""

from __future__ import annotations

import pathlib

import openpyxl
import pytest

import industria
from industria import workbook
from industria.workbook import schema

FIGURES = (1010, 1025, 1040, 1030, 1055, 1070, 1065, 1080, 10950, 1100, 1120, 1140)  # September has a digit too many


@pytest.fixture
def form(tmp_path, run) -> pathlib.Path:
    path = tmp_path / "mau_nhap_lieu.xlsx"
    code, out, _ = run("template", "--lang", "vi", "--place", "Lào Cai", "--year", "2026", "-o", path)
    assert (code, out) == (0, f"{path}\n")
    return path


def fill(path: pathlib.Path, figures=FIGURES, **cells) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Theo tháng"]
    for month, figure in enumerate(figures):
        sheet.cell(9, 7 + month).value = figure
    for address, value in cells.items():
        sheet[address] = value
    book.save(path)


def test_the_empty_form_says_that_nothing_is_in_it(form, run):
    code, _, err = run("check", form)
    assert code == 1 and "Không nhận ra bảng số liệu nào trong tệp" in err


def test_check_names_sheet_cell_and_remedy_of_the_wrong_figure(form, run):
    fill(form, D9="giá hiện hành")
    code, out, _ = run("check", form)
    told = [line for line in out.splitlines() if line.startswith("lỗi")]
    assert code == 1 and len(told) == 1
    assert "[Theo tháng]:9, O9" in told[0] and "10.950 tỷ đồng gấp 10 lần" in told[0] and "nhập lại" in told[0]


def test_a_figure_that_is_no_number_is_named_and_left_out(form, run):
    fill(form, (*FIGURES[:8], "1.095,x", *FIGURES[9:]), D9="giá hiện hành")
    code, out, _ = run("check", form)
    assert code == 1 and "[Theo tháng]:9, O9: “1.095,x” không phải là số" in out


def test_once_mended_the_report_is_made(form, run, tmp_path):
    fill(form, (*FIGURES[:8], 1095, *FIGURES[9:]), D9="giá hiện hành", F9=12900)
    assert run("check", form)[0] == 0
    code, out, err = run("report", form, "-o", tmp_path / "bao_cao", "--period", "2026-09", "--as-of", "2026-10-05", "--lang", "vi,en", "--formats", "html,xlsx")
    assert code == 0, err
    assert sorted(path.name for path in (tmp_path / "bao_cao").iterdir()) == ["report.en.html", "report.en.xlsx", "report.vi.html", "report.vi.xlsx"]
    page = (tmp_path / "bao_cao" / "report.vi.html").read_text(encoding="utf-8")
    assert "1.095" in page and "mau_nhap_lieu.xlsx [Theo tháng]:9, O9" in page
    assert out.splitlines()[-1].endswith("report.vi.html")


def test_the_example_rows_are_not_read(form):
    fill(form)
    data = workbook.read(form).dataset
    assert {row.key.indicator for row in data.observations} == {"gia-tri-san-xuat-cong-nghiep"} and len(data.observations) == 12


@pytest.mark.parametrize("lang", schema.LANGUAGES)
def test_the_form_has_every_table_with_every_head_and_list(lang, tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(workbook.template(lang, 2026))
    book = openpyxl.load_workbook(path)
    for table in schema.tables():
        sheet = book[schema.sheet_name(table.name, lang)]
        heads = [str(cell.value).removesuffix(" *") for cell in sheet[4][1:]]
        assert heads == [schema.head_text(column.head, lang) for column in table.columns]
        assert len(set(heads)) == len(heads), table.name
        lists = [column for column in table.columns if schema.choices(column) or column.kind == "reference"]
        assert len(sheet.data_validations.dataValidation) >= 1 or not lists
        assert all(cell.comment for cell in sheet[4][1:])


@pytest.mark.parametrize("lang", schema.LANGUAGES)
def test_every_word_of_a_list_is_understood(lang):
    for table in schema.tables():
        for column in table.columns:
            for code in schema.choices(column):
                assert schema.codes(column)[industria.name_key(schema.word(column, code, lang))] == code, (table.name, column.head, code)


def test_tables_of_the_form_are_read_by_their_names(form, tmp_path):
    book = openpyxl.load_workbook(form)

    def write(sheet_name: str, **row) -> None:
        sheet = book[sheet_name]
        heads = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[4] if cell.value}
        for head, value in row.items():
            sheet.cell(6, heads[head.replace("_", " ")]).value = value

    write("Địa phương", Tên="Lào Cai", Loại="tỉnh")
    write("Chỉ tiêu", Tên="Sản lượng xi măng", Đơn_vị_tính="nghìn tấn", Cách_tính="số thời kỳ")
    write("Số liệu", Chỉ_tiêu="Sản lượng xi măng", Địa_phương="Lào Cai", Loại_số="giá trị", Kỳ="tháng 9/2026", Giá_trị="1.234,5", Đơn_vị_tính="nghìn tấn", Tình_trạng="ước tính")
    write("Kế hoạch, mục tiêu", Chỉ_tiêu="Sản lượng xi măng", Địa_phương="Lào Cai", Loại="mức cần đạt", Chiều_mục_tiêu="ít nhất", Kỳ=2026, Giá_trị=15000, Đơn_vị_tính="nghìn tấn")
    write("Nguồn số liệu", Nơi_công_bố="Sở Công Thương", Tên_tài_liệu="Báo cáo tháng 9")
    book.save(form)
    reading = workbook.read(form)
    assert not [issue for issue in reading.issues if issue.severity == "error"], [str(issue) for issue in reading.issues]
    row, target = reading.dataset.observations[0], reading.dataset.targets[0]
    assert (row.key.indicator, row.key.place, str(row.span.last), row.figure.value, row.status) == ("san-luong-xi-mang", "lao-cai", "2026-M09", 1234.5, "estimate")
    assert (target.kind, target.direction, str(target.span.last), target.figure.value) == ("level", "at_least", "2026", 15000)
    assert row.origin.where.sheet == "Số liệu" and row.origin.where.line == 6


def test_a_bad_cell_of_a_table_is_named_by_sheet_and_cell(form):
    book = openpyxl.load_workbook(form)
    sheet = book["Số liệu"]
    heads = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[4] if cell.value}
    sheet.cell(6, heads["Chỉ tiêu"]).value = "Không có ở đâu"
    sheet.cell(6, heads["Kỳ"]).value = "tháng 13/2026"
    book.save(form)
    with pytest.raises(industria.DataError) as error:
        workbook.read(form)
    where = {(issue.code, issue.where.sheet, issue.where.column) for issue in error.value.issues}
    letters = openpyxl.utils.get_column_letter
    assert ("dataset.unknown_reference", "Số liệu", f"{letters(heads['Chỉ tiêu'])}6") in where
    assert ("dataset.bad_period", "Số liệu", f"{letters(heads['Kỳ'])}6") in where


def test_a_full_disk_leaves_the_old_form_whole(form, run, monkeypatch):
    before = form.read_bytes()
    monkeypatch.setattr("industria.report.write._write_beside", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device", str(form))))
    code, _, err = run("template", "-o", form)
    assert code == 1 and "No space left on device" in err and form.read_bytes() == before


@pytest.mark.parametrize("words, told", [
    (["check", "--decimal", "semicolon"], "--decimal"), (["report", "--period", "hôm nay"], "--period"), (["report", "--formats", "doc"], "--formats"),
    (["report", "--style", "x"], "--style"),
])
def test_a_wrong_option_is_told_with_its_remedy(form, run, words, told):
    fill(form)
    code, out, err = run(words[0], form, *words[1:])
    assert code == 2 and told in err and out == ""


def test_the_planted_mistakes_of_the_example_are_found_and_nothing_else(run):
    code, out, _ = run("check", pathlib.Path(__file__).parents[3] / "examples" / "data" / "monthly", "--lang", "en")
    assert code == 1 and [line.partition(":")[0] for line in out.splitlines()[:-1]] == ["error", "error", "error", "warning", "warning"]
    for words in ("stated twice for March 2025", "1/1,000 of what the neighbouring periods say", "is lower than", "4 parts add up to", "is below 1,549.1 million kWh already reached"):
        assert words in out
