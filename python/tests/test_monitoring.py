# SPDX-License-Identifier: Apache-2.0
"""The monitoring table, revisions and the proposal on the invented month, against the CSV rows read here by hand."""

import csv
import json

import pytest
from conftest import ROOT

import industria as ind

FOLDER = ROOT / "examples/data/monthly"
#: March 2025 stands there twice (README.md of the folder); the other planted mistakes are computed with as they are
TWICE = {"product_output|minh-hoa|C|beer"}


@pytest.fixture(scope="module")
def data() -> ind.Dataset:
    return ind.Dataset.read(FOLDER)


@pytest.fixture(scope="module")
def table(data: ind.Dataset) -> ind.MonitoringTable:
    return data.monitoring_table("2026-09")


@pytest.fixture(scope="module")
def lines() -> list[dict[str, str]]:
    with (FOLDER / "observations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key_of(row: dict[str, str]) -> str:
    return "|".join([row["indicator"], row["place"], row["sector"], row["product"]]).rstrip("|")


def months(lines: list[dict[str, str]], key: str) -> dict[str, float]:
    """The last figure of each month; the file has them in the order in which they became known."""
    return {r["span"]: float(r["value"]) for r in lines if key_of(r) == key and "-M" in r["span"]}


def test_figures_are_those_of_the_file(table: ind.MonitoringTable, lines: list[dict[str, str]]) -> None:
    compared = 0
    for row in table.rows:
        key = row.key.unique_id()
        if row.accounting != "flow" or key in TWICE:
            continue
        y = months(lines, key)
        now = sum(y[f"2026-M{m:02d}"] for m in range(1, 10))
        then = sum(y[f"2025-M{m:02d}"] for m in range(1, 10))
        year = sum(y[f"2025-M{m:02d}"] for m in range(1, 13))
        # sums of at most twelve figures in another order
        assert float(row["cumulative"]) == pytest.approx(now, rel=1e-12)
        assert float(row["on_same_period"]) == pytest.approx(100 * (y["2026-M09"] / y["2025-M09"] - 1), rel=1e-9)
        assert float(row["cumulative_on_same_period"]) == pytest.approx(100 * (now / then - 1), rel=1e-9)
        assert float(row["expected_share"]) == pytest.approx(100 * then / year, rel=1e-12)
        compared += 1
    assert compared == 10


def test_every_input_is_the_figure_in_its_line(table: ind.MonitoringTable, lines: list[dict[str, str]]) -> None:
    looked_at = 0
    for row in table.rows:
        for column in ("current", "previous", "cumulative", "same_period"):
            for given in row[column].inputs:
                line = lines[given.where.line - 2]  # heads are line 1
                assert given.where.file == "observations.csv"
                assert float(line["value"]) == given.value
                assert key_of(line) == row.key.unique_id()
                looked_at += 1
    assert looked_at > 100


def test_revisions_are_the_months_with_two_figures(data: ind.Dataset, lines: list[dict[str, str]]) -> None:
    august = [r for r in lines if r["span"] == "2026-M08"]
    first = {key_of(r): float(r["value"]) for r in august if r["status"] == "estimate"}
    last = {key_of(r): float(r["value"]) for r in august if r["status"] == "final"}
    found = data.revisions("2026-08-28", "2026-09-28")
    assert {r.key.unique_id(): (r.before.value, r.after.value) for r in found} == {k: (first[k], last[k]) for k in first}
    assert ind.revisions(data, data) == []


def test_a_revision_names_the_cells_that_rest_on_it(data: ind.Dataset, table: ind.MonitoringTable) -> None:
    found = next(r for r in data.revisions("2026-08-28") if r.key.unique_id() == "gross_output|minh-hoa|B-E")
    assert found.observation is not None
    changed = table.rows[0].cells_from(found.observation)
    assert "previous" in changed and "cumulative" in changed and "full_year" in changed
    assert "current" not in changed and "plan" not in changed


def test_words_come_in_both_languages(data: ind.Dataset, table: ind.MonitoringTable) -> None:
    assert table.heads("vi")[:3] == ["STT", "Chỉ tiêu", "ĐVT"]
    assert len(table.heads("en")) == 15
    assert data.row_text(table.rows[6], "vi") == "Sản lượng – Xi măng"
    assert table.rows[0].formula_text("on_plan", "vi") == "Lũy kế 9 tháng năm 2026 ÷ KH năm 2026 × 100"
    assert table.rows[0].notes_text("vi") == "số ước tính; kế hoạch đã điều chỉnh"


def test_styles_and_mistakes_of_the_caller(data: ind.Dataset, table: ind.MonitoringTable) -> None:
    index = data.monitoring_table("2026-09", style="index")
    for a, b in zip(table.rows, index.rows, strict=True):
        if a["on_same_period"].formula == "growth":
            assert float(b["on_same_period"]) == pytest.approx(100 + float(a["on_same_period"]), rel=1e-12)
        assert float(b["on_plan"]) == pytest.approx(float(a["on_plan"]), nan_ok=True)
    with pytest.raises(ind.InvalidValueError, match="style"):
        data.monitoring_table("2026-09", style="ratio")  # type: ignore[arg-type]
    with pytest.raises(ind.InvalidValueError, match="since"):
        data.revisions(None)


def test_json_is_the_table(table: ind.MonitoringTable) -> None:
    rows = json.loads(table.to_json())["rows"]
    assert [r["unique_id"] for r in rows] == [r.key.unique_id() for r in table.rows]
    assert rows[0]["cells"]["current"]["value"] == float(table.rows[0]["current"])


def test_proposal_has_three_variants_in_order(data: ind.Dataset, table: ind.MonitoringTable) -> None:
    proposals = data.propose_plan(table)
    assert [p.key for p in proposals] == [r.key for r in table.rows]
    for proposal in proposals:
        if proposal.reason != "none":
            assert not proposal.variants
            continue
        low, middle, high = proposal.variants
        assert low.level.value < middle.level.value < high.level.value
        assert middle.level.value == pytest.approx(proposal.expected.value, rel=1e-9)  # two roots to 46 bits
        assert proposal.interval.lo < proposal.expected.value < proposal.interval.hi
    total = proposals[0]
    assert total.year == 2027
    assert total.variants[0].history.years == 7  # growth of 2020 to 2026
    assert data.propose_plan(table, digits=3)[0].variants[2].probability <= 20
    with pytest.raises(ind.InvalidValueError, match="probability"):
        data.propose_plan(table, probabilities=[0])


def test_parts_add_up_to_the_growth_of_the_whole(data: ind.Dataset, table: ind.MonitoringTable) -> None:
    parts = data.contributors(table, 0)
    assert [table.rows[p.row].key.sector for p in parts][0] == "C"
    # the whole is rounded to 0.1 month by month
    assert sum(p.points.value for p in parts) == pytest.approx(float(table.rows[0]["cumulative_on_same_period"]), abs=0.001)
