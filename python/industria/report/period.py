# SPDX-License-Identifier: Apache-2.0
"""The parts of a report that belong to one reporting period: monitoring table, pace, paragraphs, revisions, next year's proposal."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable

import industria
from industria._core import column_text

from . import paragraphs
from .evidence import Evidence
from .naming import Names, key_text
from .views import Cell, Group, Head, Number, Section, Table
from .words import Words, is_missing

FORM = ("same_period", "plan", "previous", "current", "cumulative", "on_previous", "on_same_period", "cumulative_on_same_period",
        "on_plan", "full_year", "full_year_on_plan")
PACE = ("cumulative_same_period", "last_year", "expected_share", "on_expected", "remaining", "required_per_period",
        "remaining_last_year", "required_on_same_period")
LEVELS = {"same_period", "plan", "previous", "current", "cumulative", "full_year", "cumulative_same_period", "last_year", "remaining",
          "required_per_period", "remaining_last_year"}
# The arithmetic of a cell whose inputs are cells of its row, as a formula of a worksheet.
_LIVE = {"growth": "{{{a}}}/{{{b}}}*100-100", "index": "{{{a}}}/{{{b}}}*100", "points": "{{{a}}}-{{{b}}}",
         "difference": "{{{a}}}-{{{b}}}", "by_share": "{{{a}}}/{{{b}}}*100", "quotient": "{{{a}}}/{n}",
         "on_expected": "{{{a}}}/({{{b}}}*{{{c}}})*10000"}
_WORTH: dict[str, Callable[..., float]] = {"growth": lambda a, b: a / b * 100 - 100, "index": lambda a, b: a / b * 100, "points": lambda a, b: a - b,
          "difference": lambda a, b: a - b, "by_share": lambda a, b: a / b * 100,
          "on_expected": lambda a, b, c: a / (b * c) * 10000}
_CLOSE = 1e-9  # relative: the same arithmetic in another order


class Period:
    """Builds the sections of one period from the monitoring table of the library."""

    def __init__(self, dataset, table, evidence: Evidence, words: Words, names: Names) -> None:
        self._dataset, self._table, self._evidence, self._words, self._names = dataset, table, evidence, words, names
        self._rows = [_Row(dataset, row, words) for row in table.rows]
        places: dict[str, list[_Row]] = {}
        for row in self._rows:
            places.setdefault(row.key.place, []).append(row)
        self._places = places

    def sections(self) -> tuple[Section, ...]:
        """Monitoring table with its paragraphs, then the pace; nothing if the table has no row."""
        if not self._rows:
            return ()
        words = self._words
        several = len(self._places) > 1
        lead = []
        for place, rows in self._places.items():
            for row in rows:
                text = paragraphs.of_row(words, row, self._named(row, place if several else ""), self._table.style)
                if text:
                    lead.append(Cell(text, self._refs(row, ("current", "previous", "same_period", "plan"))))
        form, pace = self._form(), self._pace()
        title = words.other("monitoring.title", period_vi=self._table.period.text("vi"), period_en=self._table.period.text("en"))
        month = Section("month", title, tuple(lead), (form,), (), self._reasons())
        return (month, Section("pace", words("out.section.pace"), (), (pace,))) if not pace.is_empty else (month,)

    def _named(self, row: _Row, place: str) -> str:
        """What a paragraph calls the indicator: "sản lượng xi măng", of its place where there are several."""
        words, names, key = self._words, self._names, row.key
        indicator = self._dataset.find_indicator(key.indicator)
        sector = self._dataset.find_sector(key.sector) if key.sector else None
        name = words.name(indicator) if indicator is not None else key.indicator
        if key.product:
            product = names.product(key.product)
            if product.casefold() not in name.casefold():
                name = words.other("para.of_product", indicator=name, product=words.lower_first(product))
        elif sector is not None and sector.parent:  # a part of the whole, not the whole
            of_sector = words.name_of_sector(sector)
            name = words.other("para.of_sector", indicator=name, sector=words.lower_first(of_sector))
        if key.plant:
            name = words.other("para.of_plant", indicator=name, plant=names.plant(key.plant))
        return words.other("para.of_place", indicator=name, place=names.whole_place(place)) if place else name

    # --- tables ------------------------------------------------------------------------------------------------
    def _form(self) -> Table:
        words = self._words
        keys = ("stt", "indicator", "unit", *FORM, "notes")
        heads = tuple(Head(text, key in FORM, key) for text, key in zip(self._table.heads(words.lang), keys))
        groups = self._groups(lambda row: (
            Cell(str(row.row.number)), Cell(row.name), Cell(row.unit_text), *(self._cell(row, column) for column in FORM),
            Cell(row.row.notes_text(words.lang))))
        caption = words("out.month.caption", date=words.date(self._table.as_of), style=words("out.month.style." + self._table.style))
        return Table(caption, heads, groups, rows_of="month")

    def _pace(self) -> Table:
        words = self._words
        heads = (Head(words.other("monitoring.head.indicator"), key="indicator"), Head(words.other("monitoring.head.unit"), key="unit"),
                 *(Head(self._head(column), True, column) for column in PACE))
        groups = self._groups(lambda row: (Cell(row.name), Cell(row.unit_text), *(self._cell(row, column) for column in PACE)))
        known = any(row.has(column) for row in self._rows for column in PACE)
        return Table(words("out.pace.caption"), heads, groups if known else (), rows_of="month")

    def _head(self, column: str) -> str:
        return column_text(column, self._table.period, self._words.lang)  # type: ignore[arg-type]

    def _groups(self, cells) -> tuple[Group, ...]:
        titled = len(self._places) > 1
        return tuple(Group(self._names.whole_place(place) if titled else "", tuple(cells(row) for row in rows))
                     for place, rows in self._places.items())

    def _cell(self, row: _Row, column: str) -> Cell:
        cell = row.row[column]
        if not row.has(column):
            return Cell(self._words("none"))
        decimals = row.decimals if column in LEVELS else 1
        formula = "" if cell.formula in ("none", "stated") else row.row.formula_text(column, self._words.lang)
        number = Number(cell.value.value, decimals, formula=formula, live=_live(row.row, cell))
        return Cell(self._words.fixed(cell.value.value, decimals), self._refs_of(cell), number=number)

    def _refs(self, row: _Row, columns) -> tuple[int, ...]:
        return tuple(sorted({ref for column in columns for ref in self._refs_of(row.row[column])}))

    def _refs_of(self, cell) -> tuple[int, ...]:
        """The rows of the data that a cell rests on; a sum of many is told by its formula, and leads to its last one."""
        found = []
        for given in cell.inputs:
            if given.kind == "observation":
                found.append(self._dataset.observations[given.row])
            elif given.kind == "target":
                found.append(self._dataset.targets[given.row])
        return self._evidence.refs(*(found if len(found) <= 2 else found[-1:])) if cell.formula != "share" else ()

    def _reasons(self) -> tuple[str, ...]:
        """Why figures are not given, each reason once."""
        words = self._words
        reasons = dict.fromkeys(row.row[column].value.reason for row in self._rows for column in FORM if not row.has(column))
        told = [words.other("reason." + reason) for reason in reasons if reason != "none"]
        return (words("out.reasons", reasons="; ".join(told)),) if told else ()

    # --- revisions -----------------------------------------------------------------------------------------------
    def revisions(self, since: datetime.date | None = None, before=None) -> tuple[Section, ...]:
        """What was revised since a day, or since another file; without either, since the last day on which figures came in."""
        words, data = self._words, self._dataset
        if before is not None:
            found, title = industria.revisions(before, data), words("out.section.revisions_of_file")
        else:
            since = since or self._last_day()
            if since is None:
                return ()
            found = data.revisions(since, self._table.as_of)
            title = words("out.section.revisions", date=words.date(since))
        heads = (Head(words("head.indicator")), Head(words("out.head.period")), Head(words.other("monitoring.head.unit")),
                 Head(words("out.head.before"), True, "before"), Head(words("out.head.after"), True, "after"),
                 Head(words("out.head.change"), True, "change"), Head(words("out.head.change_relative"), True, "change_relative"),
                 Head(words("out.head.status_change")), Head(words("out.head.affects")))
        order = {key_text(row.key): i for i, row in enumerate(self._rows)}
        found = sorted(found, key=lambda revision: (order.get(key_text(revision.key), len(order)), revision.period))
        rows = tuple(self._revision(revision) for revision in found)
        return (Section("revisions", title, (), (Table(words("out.revisions.caption"), heads, (Group("", rows),), words("out.revisions.empty")),)),)

    def _last_day(self) -> datetime.date | None:
        days = sorted({row.known_on for row in self._dataset.observations if row.known_on and row.known_on <= self._table.as_of})
        return days[-2] if len(days) > 1 else None

    def _revision(self, revision) -> tuple[Cell, ...]:
        words = self._words
        decimals = _decimals([revision.before.value, revision.after.value])
        period = words.period(revision.period)
        row = self._dataset.observations[revision.observation] if revision.observation is not None else None

        def figure(value, places: int, live: str = "") -> Cell:
            if is_missing(value.value):
                return Cell(words("none"))
            return Cell(words.fixed(value.value, places), number=Number(value.value, places, live=live))

        after = figure(revision.after, decimals)
        status = words("status." + revision.status_after)
        if revision.status_before != revision.status_after:
            status = words("out.status_change", before=words("status." + revision.status_before), after=status)
        of_table = self._row_of(revision)
        return (Cell(of_table.name if of_table is not None else self._names.indicator(revision.key), self._evidence.refs(row)),
                Cell(words("out.plan_of", period=period) if revision.is_plan else words.capital(period)), Cell(revision.unit.text(words.lang)),
                figure(revision.before, decimals), after if after.number else Cell(words("out.withdrawn")),
                figure(revision.change, decimals, "{after}-{before}"), figure(revision.change_relative, 1, "({after}/{before}-1)*100"),
                Cell(status), Cell(self._affected(revision)))

    def _row_of(self, revision) -> _Row | None:
        return next((row for row in self._rows if key_text(row.key) == key_text(revision.key)), None)

    def _affected(self, revision) -> str:
        if revision.observation is None:
            return self._words("none")
        row = self._row_of(revision)
        if row is None:
            return self._words("none")
        columns = set(row.row.cells_from(revision.observation))
        shown = [column for column in (*FORM, *PACE) if column in columns and row.has(column)]
        return "; ".join(self._head(column) for column in shown) or self._words("none")


class _Row:
    """A row of the monitoring table with what every output needs of it."""

    def __init__(self, dataset, row, words: Words) -> None:
        self.row, self.key = row, row.key
        self.name = dataset.row_text(row, words.lang)
        self.unit_text = row.unit.text(words.lang)
        self.decimals = _decimals([row[column].value.value for column in FORM if column in LEVELS and row[column].formula == "stated"])

    def has(self, column: str) -> bool:
        return math.isfinite(self.row[column].value.value)


def _decimals(values) -> int:
    """As many decimals as the data state, fewer where the figures are large."""
    known = [abs(value) for value in values if math.isfinite(value)]
    stated = max((len(f"{value:.3f}".rstrip("0").partition(".")[2]) for value in known), default=0)
    largest = max(known, default=0.0)
    return min(stated, 0 if largest >= 10_000 else 1 if largest >= 100 else 3)


def _live(row, cell) -> str:
    """The formula of a worksheet that gives this cell from others of its row; empty if there is none that does."""
    inputs = [given for given in cell.inputs if given.kind == "cell"]
    pattern = _LIVE.get(cell.formula)
    if pattern is None or len(inputs) != len(cell.inputs):
        return ""
    names = dict(zip("abc", (given.column for given in inputs)))
    values = [row[given.column].value.value for given in inputs]
    try:
        worth = values[0] / row.periods_left if cell.formula == "quotient" else _WORTH[cell.formula](*values)
    except (ZeroDivisionError, TypeError, IndexError):
        return ""
    if not math.isclose(worth, cell.value.value, rel_tol=_CLOSE, abs_tol=_CLOSE):
        return ""
    return pattern.format(**names, n=row.periods_left)
