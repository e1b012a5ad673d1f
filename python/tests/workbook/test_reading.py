# SPDX-License-Identifier: Apache-2.0
"""Sheets as offices make them: what is read from them, where it stands, and what is told."""

from __future__ import annotations

import datetime

import pytest

import industria
from industria import workbook

from .conftest import Percent, cells, codes, figures

# The layout of the monthly tables of the statistics office; figures made up.
PRODUCTS = [
    ["Biểu 5. Sản phẩm chủ yếu của ngành công nghiệp tỉnh Lào Cai tháng 9 năm 2024"], [],
    ["", "Đơn vị tính", "Thực hiện tháng 8 năm 2024", "Ước tính tháng 9 năm 2024", "Cộng dồn 9 tháng năm 2024", "So với cùng kỳ năm trước (%)", None],
    [None, None, None, None, None, "Tháng 9 năm 2024", "9 tháng năm 2024"],
    ["A", "B", "1", "2", "3", "4", "5"],
    ["Than đá (than sạch)", "Nghìn tấn", 3529.4, 3441.2, "33.400,5", 96.4, 101.2],
    ["Xi măng", '"', "-", "..", "...", "x", 98.5],
    ["Điện", "Triệu kWh", 25400.1, "ước 24.800", 228000, 109.1, 111],
]
MERGED = {"SPCN": ["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:G3"]}


def test_reads_the_monthly_table_of_the_statistics_office(read):
    found = figures(read({"SPCN": PRODUCTS}, MERGED))
    assert found["than-da-than-sach", "level", "2024-M08"] == "3,529.4 thousand tonnes"
    assert found["than-da-than-sach", "level", "2024-YTD09"] == "33,400.5 thousand tonnes"
    assert found["dien", "level", "2024-M09"] == "24,800 million kWh"


def test_an_index_of_the_same_period_is_read_as_growth_and_keeps_the_printed_figure(read):
    rows = [row for row in read({"SPCN": PRODUCTS}, MERGED).dataset.observations if row.measure == "growth_on_same_period"]
    assert [(row.key.indicator, str(row.base_period), row.figure.value) for row in rows][:2] == [
        ("than-da-than-sach", "2023-M09", pytest.approx(-3.6, abs=1e-12)), ("than-da-than-sach", "2023-YTD09", pytest.approx(1.2, abs=1e-12))]
    assert rows[0].origin.note == "số trong tệp: 96.4"


def test_an_estimate_and_its_vintage_are_kept(read):
    rows = {str(row.span.last): row for row in read({"SPCN": PRODUCTS}, MERGED).dataset.observations if row.key.indicator == "dien" and row.measure == "level"}
    assert (rows["2024-M08"].status, rows["2024-M09"].status) == ("final", "estimate")
    assert rows["2024-M08"].known_on == datetime.date(2024, 9, 30)  # a report of September


def test_every_figure_leads_to_its_cell(read):
    rows = read({"SPCN": PRODUCTS}, MERGED).dataset.observations
    where = {(row.key.indicator, row.measure, str(row.span.last)): row.origin.where for row in rows}
    assert str(where["dien", "level", "2024-M09"]) == "so_lieu.xlsx [SPCN]:8, D8"


def test_missing_marks_are_no_figures(read):
    assert [key for key in figures(read({"SPCN": PRODUCTS}, MERGED)) if key[0] == "xi-mang"] == [("xi-mang", "growth_on_same_period", "2024-YTD09")]


def test_columns_by_number_are_no_figures(read):
    assert not any(key[0] in ("a", "b") for key in figures(read({"SPCN": PRODUCTS}, MERGED)))


YEARS = [
    ["Giá trị sản xuất công nghiệp theo ngành (giá so sánh 2010), tỉnh Lào Cai"], ["Đơn vị tính: Tỷ đồng"],
    ["STT", "Ngành", 2022, "2023", "Sơ bộ 2024", "Kế hoạch 2025"],
    [None, "Tổng số", 300, 330, 363, 400],
    [1, "Khai khoáng", 100, 110, 121, 130], [2, "Chế biến, chế tạo", 150, 165, 181.5, 200], [3, "Sản xuất điện", 50, 55, 60.5, 70],
]


def test_a_total_row_is_the_whole_of_its_rows_and_not_one_more(read):
    reading = read({"Ngành": YEARS})
    levels = {row.key.sector: row.figure.value for row in reading.dataset.observations if str(row.span.last) == "2022"}
    assert levels == {"": 300, "khai-khoang": 100, "che-bien-che-tao": 150, "san-xuat-dien": 50}
    assert codes(reading) == ["total_row"]


def test_a_total_that_does_not_add_up_is_told_with_its_cell(read):
    reading = read({"Ngành": [*YEARS[:3], [None, "Tổng số", 300, 330, 368, 400], *YEARS[4:]]})
    wrong = [issue for issue in reading.issues if issue.code == "workbook.total_differs"]
    assert cells(wrong) == ["Ngành!E4"]
    assert "363" in wrong[0].message("vi") and "368" in wrong[0].message("vi")


def test_price_basis_provisional_marks_and_plans_come_from_the_heads(read):
    reading = read({"Ngành": YEARS})
    rows = {str(row.span.last): row for row in reading.dataset.observations if row.key.sector == ""}
    assert rows["2024"].status == "provisional" and rows["2022"].figure.basis.text("en") == "constant 2010 prices"
    assert [target.figure.value for target in reading.dataset.targets] == [400, 130, 200, 70]


def test_a_unit_in_a_head_and_percent_cells(read):
    reading = read({"A": [["Tỉnh Lào Cai"], ["Chỉ tiêu", "Năm 2023", "Năm 2024"], ["Tỷ lệ lấp đầy khu công nghiệp", Percent(0.625), Percent(0.7)],
                          ["Giá trị SXCN (tỷ đồng)", 33000, 35000]]})
    found = figures(reading)
    assert found["ty-le-lap-day-khu-cong-nghiep", "level", "2023"] == "62.5%"
    assert found["gia-tri-sxcn", "level", "2024"].startswith("35,000 bn VND")


def test_provinces_in_rows_are_places(read):
    reading = read({"T": [["Giá trị sản xuất công nghiệp (tỷ đồng)"], ["Tỉnh", "2023", "2024"], ["CẢ NƯỚC", 90, 100], ["Lào Cai", 40, 45],
                          ["Hoà Bình", 30, 33], ["Bac Ninh", 20, 22]]})
    assert {row.key.place for row in reading.dataset.observations} == {"vn", "lao-cai", "hoa-binh", "bac-ninh"}


def test_hidden_sheets_are_read_by_name_only(read):
    sheets = {"Ngành": YEARS, "Nháp": [["Tỉnh Lào Cai"], ["Chỉ tiêu", "2024"], ["Xi măng (nghìn tấn)", 5]]}
    reading = read(sheets, hidden=("Nháp",))
    assert codes(reading)[0] == "hidden_sheet" and not any(key[0] == "xi-mang" for key in figures(reading))
    assert [key[0] for key in figures(read(sheets, hidden=("Nháp",), sheets=["Nháp"]))] == ["xi-mang"]


@pytest.mark.parametrize("text, style, value", [("1.234,5", "undeclared", 1234.5), ("1,234.5", "undeclared", 1234.5), ("1.234", "decimal_comma", 1234), ("1.234", "decimal_point", 1.234)])
def test_numbers_as_text(read, text, style, value):
    reading = read({"T": [["Tỉnh Lào Cai"], ["Chỉ tiêu", "2024"], ["Xi măng (nghìn tấn)", text]]}, style=style)
    assert reading.dataset.observations[0].figure.value == value


def test_a_number_with_two_readings_is_never_guessed(read):
    reading = read({"T": [["Tỉnh Lào Cai"], ["Chỉ tiêu", "2023", "2024"], ["Xi măng (nghìn tấn)", 5, "1.234"]]})
    assert [(issue.code, issue.where.column) for issue in reading.issues] == [("workbook.ambiguous_number", "C3")]
    assert len(reading.dataset.observations) == 1


def test_a_row_without_unit_and_one_with_a_wrong_unit_are_told(read):
    reading = read({"T": [["Tỉnh Lào Cai"], ["Chỉ tiêu", "ĐVT", "2024"], ["Xi măng", None, 5], ["Gạch", "triệu viênn", 7], ["Điện", "triệu kWh", 9]]})
    assert sorted(zip(codes(reading), cells(reading.issues))) == [("no_unit", "T!A3"), ("unknown_unit", "T!B4")]


def test_an_export_of_px_web_is_read_below_its_title(tmp_path):
    path = tmp_path / "products.csv"
    path.write_bytes('\ufeff"Main industrial products by Items and Year"\r\n\r\n"Items";"2014";"2015";"Prel. 2016"\r\n"Coal(Thous. tons)";41086;41484;39483\r\n'
                     '"Brick(Mill. pieces)";..;...;20123.5\r\n'.encode())
    reading = workbook.read(path, place="Việt Nam")
    assert figures(reading)["coal", "level", "2016"] == "39,483 thousand tonnes"
    brick = next(row for row in reading.dataset.observations if row.key.indicator == "brick")
    assert (brick.status, brick.origin.where.column, brick.origin.where.line) == ("provisional", "D5", 5)


def test_years_in_rows_and_indicators_in_columns(read):
    reading = read({"T": [["Công nghiệp tỉnh Hòa Bình"], ["Năm", "Giá trị SXCN (tỷ đồng)", "Điện (triệu kWh)"], [2020, 38000, 9000.5], [2021, 40550, 8700]]})
    found = figures(reading)
    assert found["dien", "level", "2021"] == "8,700 million kWh" and len(found) == 4
    assert {row.key.place for row in reading.dataset.observations} == {"hoa-binh"}


def test_a_folder_of_monthly_files_is_one_dataset_with_vintages(tmp_path):
    from .conftest import xlsx

    def report(month: int, last: float, now: float) -> bytes:
        return xlsx({"SP": [[f"Sản phẩm công nghiệp tỉnh Lào Cai tháng {month} năm 2024"], ["Sản phẩm", "ĐVT", f"Thực hiện tháng {month - 1} năm 2024", f"Ước tháng {month} năm 2024"],
                            ["Xi măng", "nghìn tấn", last, now]]})

    (tmp_path / "thang8.xlsx").write_bytes(report(8, 10, 11))
    (tmp_path / "thang9.xlsx").write_bytes(report(9, 12, 13))
    data = workbook.read(tmp_path).dataset
    august = [(row.figure.value, row.status, row.known_on) for row in data.observations if str(row.span.last) == "2024-M08"]
    assert august == [(11, "estimate", datetime.date(2024, 8, 31)), (12, "final", datetime.date(2024, 9, 30))]


def test_a_file_without_figures_says_so(read):
    with pytest.raises(industria.DataError) as error:
        read({"Thư": [["Kính gửi"], ["Sở Công Thương"]]})
    assert [issue.code for issue in error.value.issues] == ["workbook.unread_sheet", "workbook.nothing"]
