# SPDX-License-Identifier: Apache-2.0
"""The ready sentences, word for word as an editor wants them."""

import html
import re

import pytest


def text_of(page: str) -> str:
    """The words of a page, without the small numbers of the evidence."""
    page = re.sub(r"<sup.*?</sup>", "", page, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page))).replace(" .", ".")


@pytest.mark.parametrize("sentence", [
    "Giá trị sản xuất công nghiệp năm 2021 đạt 41.200 tỷ đồng, tăng 11,2% so với năm 2020; để đạt trên 46.000 tỷ đồng "
    "năm 2022 cần tăng trên 11,65%; nếu lặp lại mức tăng năm 2021 còn thiếu 186 tỷ đồng (0,4%).",
    "Để đạt 60.000 tỷ đồng năm 2025 cần tăng bình quân 9,85%/năm; nếu lặp lại mức tăng năm 2021 sẽ vượt 2.996 tỷ đồng (5%).",
    "Giá trị sản xuất công nghiệp năm 2021 ước đạt 40.550 tỷ đồng, tăng 0,5% so với cùng kỳ năm trước",
    "Giá trị sản xuất công nghiệp bình quân giai đoạn 2008–2015 tăng 25,8%/năm.",
    "Sản lượng điện bằng 82,47% kế hoạch; chưa có số kế hoạch và thực hiện",
    "năm 2021 ước tăng 1,65% so với cùng kỳ năm trước; chưa có giá trị tuyệt đối nên không lập dự báo.",
    "Đánh giá được 2 trong tổng số 11 mục tiêu.",
    "Nguồn số liệu không nêu tên dự án nào chậm tiến độ hoặc bị thu hồi.",
    "kết hợp lại: trên 46.000 và dưới 46.200 tỷ đồng",
    "chưa kiểm định; dựa trên 2 số liệu",
    "dưới 5.000 đồng/(m²/năm)",
    "Mỗi đồng vốn nhà nước đi cùng 1,8 đồng vốn tư nhân.",
])
def test_vietnamese_reads_as_it_should(pages, sentence):
    assert sentence in text_of(pages["vi"])


@pytest.mark.parametrize("sentence", [
    "Gross output of industry in 2021 was 41,200 bn VND, up 11.2% on 2020; to reach over 46,000 bn VND in 2022 it must grow "
    "by more than 11.65%; repeating the growth of 2021 would leave it 186 bn VND (0.4%) short.",
    "Electricity output was 82.47% of the plan; plan and output of 2021 are not known.",
    "2 of 11 targets can be assessed.",
])
def test_english_says_the_same(pages, sentence):
    assert sentence in text_of(pages["en"])


def test_a_deviation_from_a_plan_is_never_read_as_a_yearly_change(pages):
    words = text_of(pages["vi"])
    assert "giảm 17,53% so với năm" not in words and "giảm 17,53% so với cùng kỳ" not in words


def test_the_sentence_follows_the_figure(copy, run):
    copy.change("observations.csv", "F053", "value", "45200")
    assert run("report", copy.folder, "-o", copy.out)[0] == 0
    words = text_of((copy.out / "report.vi.html").read_text(encoding="utf-8"))
    assert "năm 2021 đạt 45.200 tỷ đồng" in words
    assert "cần tăng trên 1,77%; nếu lặp lại mức tăng năm 2021 sẽ vượt 4.262 tỷ đồng (9,3%)." in words  # 45200 * 1.112 - 46000
