# SPDX-License-Identifier: Apache-2.0
"""The ready sentences, word for word as an editor wants them."""

import html
import re

import pytest

import industria


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
    "Chưa xác định được mỗi đồng vốn nhà nước đi cùng bao nhiêu đồng vốn tư nhân vì nguồn chỉ nêu số gần đúng.",
    "Số liệu không nêu mục tiêu nào cho: Hòa Bình.",
    "thấp hơn 4.800 tỷ đồng (10,4%)",
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


@pytest.mark.parametrize("lang, sentence", [
    # exp(0.75 * 0.0329 + 0.25 * 0.0629) - 1 = 4.1 %: the mean growth of the shipped prior.
    ("vi", "mức tăng dự báo này là bình quân có trọng số giữa mức tăng gần nhất của chính chỉ tiêu (tăng 0,5%) "
           "và mức tăng bình quân của nhóm tham chiếu (tăng 4,1%/năm)."),
    ("en", "this growth is the weighted mean of its own last growth (up 0.5%) and the mean growth of the reference group (up 4.1% a year)."),
    ("vi", "chưa kiểm định; dựa trên 1 số liệu); chưa có mức tăng hằng năm của chính chỉ tiêu nên mức tăng dự báo này lấy theo nhóm tham chiếu."),
    ("vi", "Nhóm tham chiếu: tốc độ tăng của các chuỗi số liệu năm"),
    ("en", "Forecast: growth of a reference group continued"),
])
def test_a_forecast_says_where_its_growth_comes_from(pages, lang, sentence):
    assert sentence in text_of(pages[lang])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_identifiers_and_missing_texts_are_never_printed(pages, lang):
    words = text_of(re.sub(r"<style.*?</style>", "", pages[lang], flags=re.S))
    for identifier in ("pooled_growth", "public_panels", "not_assessable", "public_money", "report.say", "at_least"):
        assert identifier not in words


def test_every_method_and_grade_has_words():
    for key in ("method.automatic", "method.last_value", "method.drift", "method.cagr", "method.log_linear", "method.pooled_growth",
                "quality.assumed", "quality.poor", "quality.fair", "quality.good", "pool." + industria.GrowthPrior.shipped().name):
        assert industria.has_text(key), key


def test_a_deviation_from_a_plan_is_never_read_as_a_yearly_change(pages):
    words = text_of(pages["vi"])
    assert "giảm 17,53% so với năm" not in words and "giảm 17,53% so với cùng kỳ" not in words


def test_the_sentence_follows_the_figure(copy, run):
    copy.change("observations.csv", "F053", "value", "45200")
    assert run("report", copy.folder, "-o", copy.out)[0] == 0
    words = text_of((copy.out / "report.vi.html").read_text(encoding="utf-8"))
    assert "năm 2021 đạt 45.200 tỷ đồng" in words
    assert "cần tăng trên 1,77%; nếu lặp lại mức tăng năm 2021 sẽ vượt 4.262 tỷ đồng (9,3%)." in words  # 45200 * 1.112 - 46000
