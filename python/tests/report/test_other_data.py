# SPDX-License-Identifier: Apache-2.0
"""Data that the three provinces do not have: split by source and year, late projects, limits, results, quarters."""

import pytest

from .test_sentences import text_of


class Rows:
    """Adds rows to the tables of a copy by the names of their columns."""

    def __init__(self, copy, run) -> None:
        self._copy = copy
        self._run = run

    def add(self, table: str, **cells: str) -> None:
        head, *rows = self._copy.rows(table)
        for name in cells:
            if name not in head:
                head.append(name)
                rows = [[*row, ""] for row in rows]
        self._copy.write(table, [head, *rows, [cells.get(name, "") for name in head]])

    def words(self, *options: str) -> str:
        code, _, err = self._run("report", self._copy.folder, "-o", self._copy.out, *options)
        assert code == 0, err
        return text_of((self._copy.out / "report.vi.html").read_text(encoding="utf-8"))


@pytest.fixture
def rows(copy, run) -> Rows:
    return Rows(copy, run)


def level(rows: Rows, period: str, value: str, status: str = "final", **more: str) -> None:
    rows.add("observations.csv", **{"indicator": "copper_cathode_output", "place": "lao-cai", "sector": "2420",
                                    "product": "copper-cathode", "plant": "luyen-dong-so-2", "measure": "level",
                                    "span": period, "value": value, "unit": "tấn", "status": status, "source": "s002", **more})


def test_a_cross_table_stands_only_where_rows_have_both(rows, pages):
    assert "Theo nguồn vốn và theo năm" not in text_of(pages["vi"])
    for source, year, value in (("state-budget", "2021", "4"), ("establishments", "2021", "6"), ("state-budget", "2022", "5")):
        rows.add("funding.csv", id=f"x-{source}-{year}", programme="de-an-hoa-binh-2021-2025", funding_source=source,
                 span=year, value=value, unit="tỷ đồng", price_basis="current", stage="planned", source="s004")
    words = rows.words()
    assert "Theo nguồn vốn và theo năm (giá hiện hành)" in words


def test_late_projects_are_named(rows):
    rows.add("projects.csv", id="late", name="Thủy điện Suối Chậm", place="lao-cai", status="delayed", source="s002")
    words = rows.words()
    assert "Dự án chậm tiến độ hoặc bị thu hồi: Thủy điện Suối Chậm (Lào Cai): chậm tiến độ." in words


@pytest.mark.parametrize("value, verdict, sentence", [
    ("18500", "đã đạt", "đạt 18.500 tấn; đạt mục tiêu 18.000 tấn của năm 2022, cao hơn 500 tấn (2,8%)."),
    ("17500", "không đạt", "đạt 17.500 tấn; không đạt mục tiêu 18.000 tấn của năm 2022, thấp hơn 500 tấn (2,8%)."),
])
def test_a_result_ends_the_forecast(rows, value, verdict, sentence):
    level(rows, "2022", value, known_on="2023-01-10")
    words = rows.words()
    assert f"sản lượng đồng catot (Nhà máy Luyện đồng số 2), mục tiêu 18.000 tấn (năm 2022): {verdict}." in words
    assert sentence in words


def test_provisional_figures_say_so(rows):
    level(rows, "2020", "12000")
    level(rows, "2021", "15000", "provisional")
    words = rows.words()
    assert "năm 2021 sơ bộ đạt 15.000 tấn" in words and "ước tính hoặc sơ bộ" in words


def test_a_ceiling_is_spoken_of_as_one(rows, copy):
    copy.change("targets.csv", "lao-cai-copper-2022", "direction", "at_most")
    level(rows, "2020", "12000")
    level(rows, "2021", "15000")
    words = rows.words()
    assert "để giữ ở mức không quá 18.000 tấn năm 2022 chỉ được tăng không quá 20%" in words


def goal(rows: Rows, direction: str, value: str) -> None:
    rows.add("targets.csv", id=f"x-{direction}", indicator="gross_output", place="hoa-binh", sector="B-E", kind="level",
             direction=direction, span="2022", value=value, unit="tỷ đồng", source="s003")


def test_a_level_that_is_high_enough_already_is_no_result_yet(rows):
    goal(rows, "at_least", "40000")
    words = rows.words()
    assert "mức năm 2021 đã bằng hoặc vượt mục tiêu 40.000 tỷ đồng đề ra cho năm 2022; chưa có số liệu năm 2022" in words
    assert "đã đạt; xác suất" not in words and "Đã đạt" not in words
    assert "không cần tăng thêm" in words and "-1,36%" not in words and "cao hơn 550 tỷ đồng (1,4%)" in words


def test_below_a_ceiling_growth_is_allowed_not_needed(rows):
    goal(rows, "at_most", "42000")
    words = rows.words()
    assert "để giữ ở mức không quá 42.000 tỷ đồng năm 2022 chỉ được tăng không quá 3,58%" in words.replace("Để giữ", "để giữ")
    assert "đã đạt; xác suất" not in words and "Đã đạt" not in words
    assert "không quá 3,58% – khoảng 4" in words  # no share of a growth that nobody asks for


def test_the_row_of_a_target_without_money_names_the_prices_of_the_actual_beside_it(pages):
    row = text_of(pages["vi"].split("tăng nhanh hơn tốc độ tăng trưởng kinh tế")[1].split("</tr>")[0])
    assert row.strip().endswith("giá: không nêu")


def test_quarters_are_drawn_on_their_own_axis(rows):
    for quarter, value in enumerate(("3000", "3200", "3100", "3600"), start=1):
        level(rows, f"2021-Q{quarter}", value)
    assert "quý IV/2021 đạt 3.600 tấn" in rows.words()


def test_plans_and_nothing_else_still_make_a_report(copy, rows):
    copy.write("observations.csv", copy.rows("observations.csv")[:1])
    assert "Đánh giá được 0 trong tổng số" in rows.words()


def test_figures_in_other_prices_are_not_set_against_each_other(copy, rows):
    copy.change("targets.csv", "F060", "price_basis", "constant 2010")
    copy.change("observations.csv", "F053", "price_basis", "current")
    words = rows.words()
    assert "giá so sánh 2010" in words and "giá hiện hành" in words
    assert "Đánh giá được 0 trong tổng số" in words
