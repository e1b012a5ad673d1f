# SPDX-License-Identifier: Apache-2.0
"""Names from the data are text and nothing else: the page has the same elements whatever they hold."""

import html5lib
import pytest

import industria.cli

from .conftest import Copy

HOSTILE = [
    "</style><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</title></text></svg><b>",
    "<!-- ]]> --!>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&#60;b",
    "javascript:alert(1)//",
    "\u202eabc\u2066\u2028\u200b",
    "\x1b[31mred\x1b]0;title\x07",
]
PLACES = [("places.csv", "name_vi"), ("places.csv", "name_en"), ("indicators.csv", "name_vi"), ("indicators.csv", "name_en"),
          ("plants.csv", "name"), ("enterprises.csv", "name"), ("sites.csv", "name"), ("sites.csv", "area_scope"),
          ("products.csv", "name_vi"), ("sectors.csv", "name_vi"), ("programmes.csv", "name_vi"),
          ("funding_sources.csv", "name_vi"), ("activities.csv", "kind_vi"), ("sources.csv", "title"),
          ("sources.csv", "publisher"), ("sources.csv", "note"), ("observations.csv", "quote"), ("observations.csv", "note"),
          ("targets.csv", "quote"), ("remarks.csv", "text_vi"), ("remarks.csv", "text_en")]


def elements(page: str) -> list[str]:
    return [f"{node.tag} {sorted(node.attrib)}" for node in html5lib.parse(page).iter()]


def report_with(copy, run, payload: str) -> tuple[dict[str, str], str]:
    """The report on the three provinces with the payload behind every name, and in place of every quotation."""
    for table, column in PLACES:
        copy.change(table, "*", column,
                    lambda old, column=column: old and (payload if column == "quote" else f"{old} {payload}"))
    code, out, err = run("report", copy.folder, "-o", copy.out)
    assert code == 0
    pages = {lang: (copy.out / f"report.{lang}.html").read_text(encoding="utf-8") for lang in ("vi", "en")}
    return pages, out + err


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    """The elements of both pages with harmless names."""
    copy = Copy(tmp_path_factory.mktemp("harmless") / "data")
    pages, _ = report_with(copy, lambda *words: (industria.cli.main([str(word) for word in words]), "", ""), "abc")
    return {lang: elements(page) for lang, page in pages.items()}


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_leave_the_tree_of_elements_as_it_is(copy, run, harmless, payload):
    pages, told = report_with(copy, run, payload)
    for lang, page in pages.items():
        assert elements(page) == harmless[lang]
    assert "\x1b" not in told and "\u202e" not in told


def test_marks_that_turn_text_around_are_shown_as_codes(copy, run):
    pages, told = report_with(copy, run, "a\u202eb")
    assert "[U+202E]" in pages["vi"] and "[U+202E]" in told
    assert "\u202e" not in pages["vi"]
