# SPDX-License-Identifier: Apache-2.0
"""What a report shows, as plain values: finished words in one language, no HTML and no figures left to format."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Number:
    """What a cell's text prints, for programs that calculate: the text is `prefix + value to decimals + suffix`."""

    value: float
    decimals: int = 0
    prefix: str = ""
    suffix: str = ""
    formula: str = ""  # how it was computed, in words; empty for a figure of the data
    live: str = ""  # the same as a formula of a worksheet over cells of its row: "{actual}/{plan}*100"


@dataclass(frozen=True)
class Cell:
    """Words of one cell or sentence; `refs` are numbers of the evidence list, `notes` smaller lines below."""

    text: str
    refs: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    span: int = 1
    tone: str = ""  # "achieved", "likely" ... "error": a colour and a mark, never the only carrier of meaning
    number: Number | None = None


@dataclass(frozen=True)
class Head:
    """Head of a column; `key` names it in formulas."""

    text: str
    numeric: bool = False
    key: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under one side head (a place); no title: plain rows."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Table:
    """A table, or the sentence that stands in its place if nothing is known."""

    caption: str
    heads: tuple[Head, ...]
    groups: tuple[Group, ...] = ()
    empty: str = ""
    rows_of: str = ""  # tables of the same name have the same rows: formulas of one may use columns of the other

    @property
    def is_empty(self) -> bool:
        return not any(group.rows for group in self.groups)


@dataclass(frozen=True)
class Chart:
    """A chart template (report/charts/<kind>.json) with its data and words."""

    kind: str
    title: str
    description: str
    datasets: dict[str, list[dict]]
    params: dict[str, object] = field(default_factory=dict)
    key: tuple[tuple[str, str], ...] = ()  # (swatch, words) below the chart


@dataclass(frozen=True)
class Lack:
    """A statement that cannot be assessed: what it says, why, and which datum would help."""

    statement: Cell
    reason: str
    lacking: str


@dataclass(frozen=True)
class IndicatorView:
    anchor: str
    title: str
    basis: str
    sentences: tuple[Cell, ...]
    chart: Chart | None = None
    facts: Table | None = None
    lacks: tuple[Lack, ...] = ()
    method: str = ""


@dataclass(frozen=True)
class PlaceView:
    anchor: str
    name: str
    note: str
    indicators: tuple[IndicatorView, ...]
    lacks: Table | None = None  # indicators of which nothing but a target is known


@dataclass(frozen=True)
class FundingView:
    anchor: str
    title: str
    place: str
    lead: tuple[Cell, ...]
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...]


@dataclass(frozen=True)
class Section:
    """A part of the report for one period: ready paragraphs, tables and charts under one title."""

    anchor: str
    title: str
    lead: tuple[Cell, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()  # smaller lines below the tables


@dataclass(frozen=True)
class Fact:
    """One entry of the evidence list: the cell and the words that a figure rests on."""

    number: int
    where: str
    quote: str
    note: str


@dataclass(frozen=True)
class SourceView:
    title: str
    publisher: str
    date: str
    note: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Report:
    lang: str
    title: str
    places: str
    as_of: str
    made_on: str
    summary: tuple[str, ...]
    headline: Table
    brief: Table  # the headline for the terminal: what can be assessed
    brief_rest: tuple[str, ...]  # a line for each target that cannot
    brief_limits: tuple[str, ...]  # and what the table does not tell
    by_place: tuple[PlaceView, ...]
    funding: tuple[FundingView, ...]
    inventory: tuple[tuple[str, str, Table], ...]  # (anchor, title, table)
    delayed: Cell
    problems: Table
    remarks: tuple[Cell, ...]
    sources: tuple[SourceView, ...]
    sections: tuple[Section, ...] = ()  # of the reporting period: monitoring table, revisions, next year's proposal
