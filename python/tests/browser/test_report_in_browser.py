# SPDX-License-Identifier: Apache-2.0
"""The report in a real browser, opened from a file: no complaint, no request, readable on a phone, printable."""

import os
import pathlib

import pytest

import industria.cli

from . import chromium

NORTHWEST = pathlib.Path(__file__).parents[3] / "examples" / "data" / "northwest"
pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("lang, headline", [
    ("vi", "Đánh giá được 2 trong tổng số 11 mục tiêu."),
    ("en", "2 of 11 targets can be assessed."),
])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("báo cáo")  # blanks and marks, as people name folders
    assert industria.cli.main(["report", str(NORTHWEST), "-o", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def browser():
    program = chromium.find()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium: the report must be seen in a browser here")
        pytest.skip("no Chromium installed")
    with chromium.Chromium(program) as browser:
        yield browser


@BOTH
def test_it_opens_from_a_file_without_a_complaint_or_a_request(browser, folder, lang, headline):
    page = folder / f"report.{lang}.html"
    browser.open(page.as_uri())
    assert headline in browser.evaluate("document.body.innerText")
    assert browser.evaluate("document.documentElement.lang") == lang
    assert browser.evaluate("document.characterSet") == "UTF-8"
    assert browser.requests() == [page.as_uri()]
    assert browser.complaints() == []


def test_a_page_that_does_ask_for_more_would_be_caught(browser, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><img src='missing.png'><script>console.error('told')</script>")
    browser.open(page.as_uri())
    assert (tmp_path / "missing.png").as_uri() in browser.requests()
    assert any("told" in complaint for complaint in browser.complaints())


def test_the_policy_holds_back_what_should_ever_get_in(browser, folder, tmp_path):
    page = tmp_path / "page.html"
    text = (folder / "report.vi.html").read_text(encoding="utf-8")
    page.write_text(text.replace("</body>", "<img src='http://127.0.0.1:9/x.png'><script>document.title = 'run'</script></body>"),
                    encoding="utf-8")
    browser.open(page.as_uri())
    assert browser.evaluate("document.title") != "run"
    assert len(browser.complaints()) == 2 and all("Content Security Policy" in told for told in browser.complaints())


@BOTH
@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_no_page_scrolls_sideways(browser, folder, lang, headline, width):
    browser.open((folder / f"report.{lang}.html").as_uri(), width)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    wide = browser.evaluate(
        "[...document.querySelectorAll('p, h1, h2, h3, li, figure, svg')].filter(e => e.getBoundingClientRect().right > "
        "innerWidth + 1).map(e => e.outerHTML.slice(0, 80))")
    assert wide == []


@BOTH
@pytest.mark.parametrize("width", [800, 1000, 1100, 1280])
def test_no_table_is_cut_even_in_a_wide_font(browser, folder, lang, headline, width):
    browser.open((folder / f"report.{lang}.html").as_uri(), width)
    browser.evaluate("document.body.style.fontFamily = 'DejaVu Sans, Verdana, sans-serif'")  # wider than the usual ones
    cut = browser.evaluate("[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth)"
                           ".map(e => e.innerText.slice(0, 60))")
    assert cut == []


@BOTH
def test_words_in_charts_are_large_enough_on_a_phone(browser, folder, lang, headline):
    browser.open((folder / f"report.{lang}.html").as_uri(), 390)
    heights = browser.evaluate("[...document.querySelectorAll('svg text')].map(e => e.getBoundingClientRect().height)")
    assert heights and min(heights) >= 9  # CSS pixels, about 8 pt type


@BOTH
def test_charts_stay_inside_their_frames(browser, folder, lang, headline):
    browser.open((folder / f"report.{lang}.html").as_uri())
    outside = browser.evaluate("""[...document.querySelectorAll('svg')].flatMap(svg => {
        const frame = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter(text => {
          const box = text.getBoundingClientRect();
          return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
        }).map(text => text.textContent);
      })""")
    assert outside == []


@BOTH
def test_every_figure_jumps_to_its_source(browser, folder, lang, headline):
    browser.open((folder / f"report.{lang}.html").as_uri())
    assert browser.evaluate("document.querySelectorAll('.refs a').length") > 20
    browser.evaluate("document.querySelector('.refs a').click()")
    assert browser.evaluate("document.querySelector(':target').matches('.facts li')")


@BOTH
def test_it_prints(browser, folder, lang, headline):
    browser.open((folder / f"report.{lang}.html").as_uri())
    pdf = browser.pdf()
    pages = pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages")
    assert pdf.startswith(b"%PDF-") and 3 <= pages <= 20


@BOTH
def test_text_stands_out_from_its_ground(browser, folder, lang, headline):
    browser.open((folder / f"report.{lang}.html").as_uri())
    faint = browser.evaluate("""(() => {
        const shade = c => { const [r, g, b] = c.match(/[0-9.]+/g).map(Number).map(v => v / 255)
          .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const soft = shade('rgb(243, 245, 247)');
        return [...document.querySelectorAll('body *')].filter(e => !e.closest('svg') && e.innerText)
          .map(e => getComputedStyle(e).color).filter((c, i, all) => all.indexOf(c) === i)
          .filter(c => (soft + 0.05) / (shade(c) + 0.05) < 4.5);
      })()""")
    assert faint == []  # 4.5 : 1 as WCAG 2 asks of running text
