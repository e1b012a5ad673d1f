# SPDX-License-Identifier: Apache-2.0
"""The page is inert, whole, accessible and leads every figure to its source."""

import collections
import pathlib
import re
import unicodedata

import html5lib
import pytest

import industria

from .conftest import NORTHWEST

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
BOTH = pytest.mark.parametrize("lang", ["vi", "en"])


def tree_of(page: str):
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(page)
    assert not [error for error in parser.errors], parser.errors
    return tree


@BOTH
def test_nothing_can_run_or_load(pages, lang):
    tree = tree_of(pages[lang])
    names = {node.tag.split("}")[1] for node in tree.iter()}
    assert not names & {"script", "link", "iframe", "object", "embed", "img", "image", "form", "base", "foreignObject", "use"}
    attributes = [(name, value) for node in tree.iter() for name, value in node.attrib.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in ("src", "srcset", "style", "action")]
    assert all(value.startswith("#") for name, value in attributes if name.endswith("href"))
    assert "url(http" not in pages[lang] and "@import" not in pages[lang]


@BOTH
def test_the_policy_comes_before_everything_it_rules(pages, lang):
    head = tree_of(pages[lang]).find(f"{HTML}head")
    kinds = [child.get("http-equiv") or child.tag for child in head]
    assert kinds.index("Content-Security-Policy") < kinds.index(f"{HTML}style")
    assert [child.get("content") for child in head if child.get("http-equiv")] == [POLICY]


@BOTH
def test_language_and_encoding_are_declared(pages, lang):
    tree = tree_of(pages[lang])
    assert tree.get("lang") == lang
    assert tree.find(f"{HTML}head/{HTML}meta").get("charset") == "utf-8"
    assert unicodedata.is_normalized("NFC", pages[lang])


@BOTH
def test_ids_are_unique_and_every_link_has_its_end(pages, lang):
    tree = tree_of(pages[lang])
    ids = collections.Counter(node.get("id") for node in tree.iter() if node.get("id"))
    links = {node.get("href")[1:] for node in tree.iter(f"{HTML}a")}
    assert max(ids.values()) == 1
    assert links and links <= set(ids)


@BOTH
def test_every_chart_has_words_and_every_head_a_scope(pages, lang):
    tree = tree_of(pages[lang])
    charts = list(tree.iter(f"{SVG}svg"))
    assert len(charts) >= 5  # fans of three provinces, money by source and by year
    for chart in charts:
        assert chart.find(f"{SVG}title").text and chart.find(f"{SVG}desc").text
        assert chart.get("aria-labelledby") == f"{chart[0].get('id')} {chart[1].get('id')}"
    assert all(head.get("scope") for head in tree.iter(f"{HTML}th"))
    assert all(table.find(f"{HTML}caption").text for table in tree.iter(f"{HTML}table"))


@pytest.mark.parametrize("lang, basis", [("vi", "giá: không nêu"), ("en", "prices: not stated")])
def test_every_table_with_money_names_its_price_basis(pages, lang, basis):
    currency = {"vi": "đồng", "en": "VND"}[lang]
    tables = ["".join(table.itertext()) for table in tree_of(pages[lang]).iter(f"{HTML}table")
              if table.get("class") != "problems"]
    with_money = [words for words in tables if re.search(rf"\d (tỷ |triệu |bn |million )?{currency}", words)]
    assert len(with_money) >= 7  # headline, facts, by source (2), by year, capacities, projects
    assert all(basis in words for words in with_money)


@BOTH
def test_figures_lead_to_words_of_their_source(pages, lang):
    tree = tree_of(pages[lang])
    facts = {node.get("id"): "".join(node.itertext()) for node in tree.iter(f"{HTML}li") if node.get("id")}
    level = next(text for text in facts.values() if "F053" in text)
    assert "observations.csv" in level and "41.200 tỷ đồng" in level
    for text in facts.values():
        quote = re.search("“(.*)”", text)
        assert quote is None or len(quote.group(1).split()) <= 12


@BOTH
def test_probabilities_are_told_as_exactly_as_they_were_checked(pages, lang):
    words = "".join(tree_of(pages[lang]).find(f"{HTML}body").itertext())
    goals = [goal for goal in industria.Dataset.read(NORTHWEST).assess(None) if goal.probability]
    assert goals and all(goal.probability_text(lang) in words for goal in goals)
    for goal in goals:
        percent = int(re.search(r"\d+", goal.probability_text(lang)).group())
        assert 0 < percent < 100 and (goal.calibrated or percent % 10 == 0)


def test_both_languages_have_the_same_bones(pages):
    vi, en = ([node.tag for node in tree_of(pages[lang]).iter() if node.tag.startswith(HTML)] for lang in ("vi", "en"))
    assert vi == en


def test_the_catalogue_has_every_text_of_the_report():
    folder = pathlib.Path(industria.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((folder / "report").rglob("*"))
                     if path.suffix in (".py", ".j2"))
    keys = set(re.findall(r'\b(?:words|t|self|_words)\(\s*"([a-z_.]+[a-z_])"', source))
    assert len(keys) > 100
    assert not {key for key in keys if not industria.has_text("report." + key)}
