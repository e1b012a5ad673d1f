# SPDX-License-Identifier: Apache-2.0
"""The parts of a report that belong to one reporting period: monitoring table, pace, paragraphs, revisions, next year's proposal."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable

import industria
from industria._core import column_text, variant_text

from . import paragraphs, sentences
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
PLAN_DIGITS = 3  # a plan is a round number
PROMISED = 80  # per cent
_PROMISE_DIGITS = 4  # a promise is kept at its word: rounded to the safe side only
_CLOSE = 1e-9  # relative: the same arithmetic in another order


class Period:
    """Builds the sections of one period from the monitoring table of the library."""

    def __init__(self, dataset, table, plans, promises, evidence: Evidence, words: Words, names: Names) -> None:
        self._dataset, self._table, self._evidence, self._words, self._names = dataset, table, evidence, words, names
        self._plans = plans
        self._promises = {key_text(plan.key): plan for plan in promises if plan.variants}
        self._observations, self._targets = list(dataset.observations), list(dataset.targets)  # each access copies
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

    def formulas(self) -> tuple[Section, ...]:
        """How each column is computed; more than one way where rows differ."""
        words = self._words
        rows = []
        for column in (*FORM, *PACE):
            ways: dict[str, str] = {}  # one formula of each kind
            for row in self._rows:
                kind = row.row[column].formula
                if row.has(column) and kind not in ("none", "stated"):
                    ways.setdefault(kind, row.row.formula_text(column, words.lang))
            if ways:
                rows.append((Cell(self._head(column)), Cell("; ".join(ways.values()))))
        heads = (Head(words("out.head.column")), Head(words("out.head.formula")))
        table = Table(words("out.formulas"), heads, (Group("", tuple(rows)),))
        return (Section("formulas", words("out.formulas"), (), (table,)),) if rows else ()

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
                found.append(self._observations[given.row])
            elif given.kind == "target":
                found.append(self._targets[given.row])
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
        days = sorted({row.known_on for row in self._observations if row.known_on and row.known_on <= self._table.as_of})
        return days[-2] if len(days) > 1 else None

    def _revision(self, revision) -> tuple[Cell, ...]:
        words = self._words
        decimals = _decimals([revision.before.value, revision.after.value])
        period = words.period(revision.period)
        row = self._observations[revision.observation] if revision.observation is not None else None

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
        shown = [column for column in FORM if column in columns and row.has(column)]
        return "; ".join(self._head(column) for column in shown) or self._words("none")


    # --- next year -------------------------------------------------------------------------------------------------
    def proposal(self) -> tuple[Section, ...]:
        """Three options for next year's plan of each row that has an estimate of its year."""
        words = self._words
        made = [plan for plan in self._plans if plan.variants]
        if not made:
            return ()
        year = {"year": made[0].year, "base_year": made[0].year - 1}
        heads = (Head(words("out.head.variant")), Head(words.other("proposal.head.base", **year), True, "base"),
                 Head(words.other("proposal.head.level", **year), True, "level"),
                 Head(words.other("proposal.head.growth", **year), True, "growth"),
                 Head(words.other("proposal.head.growth_on_plan", **year), True, "growth_on_plan"),
                 Head(words.other("proposal.head.per_period." + made[0].path_kind, **year), True, "per_period"),
                 Head(words.other("proposal.head.probability"), True, "probability"), Head(words.other("proposal.head.history")))
        order = {key_text(row.key): i for i, row in enumerate(self._rows)}
        made.sort(key=lambda plan: order.get(key_text(plan.key), len(order)))
        table = Table(words("out.proposal.caption"), heads, tuple(self._variants(plan) for plan in made))
        lead = tuple(Cell(text) for plan in made if (text := self._proposed(plan)))
        return (Section("proposal", words.other("proposal.title", **year), lead, (table,)),)

    def _variants(self, plan) -> Group:
        words, row = self._words, self._row_of(plan)
        decimals = row.decimals if row is not None else _decimals([plan.base.value])
        base = words.with_unit(words.fixed(plan.base.value, decimals), plan.unit)
        if plan.base_interval.has_lo() and plan.base_interval.lo < plan.base_interval.hi:
            ends = "–".join(words.fixed(end, decimals) for end in (plan.base_interval.lo, plan.base_interval.hi))
            base = words("with_note", text=base, note=words.other("para.full_year.interval", level=80, range=ends))
        name = row.name if row is not None else self._names.indicator(plan.key)
        title = words("out.proposal.group", indicator=name, unit=plan.unit.text(words.lang), year=plan.year - 1, base=base)

        def figure(value: float, places: int, live: str = "") -> Cell:
            if is_missing(value):
                return Cell(words("none"))
            return Cell(words.fixed(value, places), number=Number(value, places, live=live))

        rows, calibrated = [], _is_calibrated(plan, row)
        for i, variant in enumerate(plan.variants):
            level = variant.level.value
            growth = "{level}/{base}*100-100"
            live = growth if math.isclose(level / plan.base.value * 100 - 100, variant.growth.value, rel_tol=_CLOSE, abs_tol=_CLOSE) else ""
            place = variant.history
            past = words.other("proposal.history" + ("" if plan.direction == "at_least" else ".at_most"),
                               reached=place.reached, years=place.years) if place.years > 0 else words("none")
            told = sentences.rounded_chance(variant.probability, calibrated)
            chance = Cell(words.number(told), notes=() if calibrated else (sentences.rests_on(words, plan.observations),), number=Number(told))
            rows.append((Cell(variant_text(i, len(plan.variants), words.lang)), figure(plan.base.value, decimals),
                         figure(level, decimals), figure(variant.growth.value, 1, live), figure(variant.growth_on_plan.value, 1),
                         figure(variant.per_period.value, decimals), chance, Cell(past)))
        return Group(title, tuple(rows))

    def _proposed(self, plan) -> str:
        """ "Giá trị sản xuất công nghiệp năm 2027: phương án thấp ...; phương án cơ sở ...; phương án phấn đấu ..."."""
        words, row = self._words, self._row_of(plan)
        if row is None:
            return ""
        several = len(self._places) > 1
        told = []
        for i, variant in enumerate(plan.variants):
            level = words.with_unit(words.number(variant.level.value, row.decimals), plan.unit)
            change = paragraphs.grown(words, variant.growth.value, words.other("para.estimate_of", year=plan.year - 1))
            told.append(words.other("para.variant", variant=words.lower_first(variant_text(i, len(plan.variants), words.lang)), level=level,
                                    change=change, chance=sentences.chance_text(words, variant.probability, _is_calibrated(plan, row))))
        name = words.capital(self._named(row, plan.key.place if several else ""))
        return words.other("para.variants", indicator=name, year=plan.year, variants="; ".join(told)) + "." + self._promised(plan, row)

    def _promised(self, plan, row: _Row) -> str:
        """ " Với khả năng đạt 80%, có thể cam kết ít nhất 58.900 tỷ đồng.": rounded away from what is uncertain."""
        promise, words = self._promises.get(key_text(plan.key)), self._words
        if promise is None or not _is_calibrated(plan, row):
            return ""
        level = promise.variants[0].level.value
        step = 10.0 ** max(math.floor(math.log10(abs(level))) - _PROMISE_DIGITS + 1, -row.decimals) if level else 1.0
        at_least = plan.direction == "at_least"
        safe = (math.floor if at_least else math.ceil)(level / step) * step
        told = words.with_unit(words.number(safe, row.decimals), plan.unit)
        return " " + words.other("para.promise" + ("" if at_least else ".at_most"), chance=PROMISED, level=told) + "."


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


def _is_calibrated(plan, row: _Row | None) -> bool:
    """Whether the law of next year's result is made of such as were held against results: the year's law of an amount times a growth
    learned from series, over 2 to 10 yearly levels; not growth that somebody stated, nor indices and rates (as Assessment.calibrated)."""
    learned = plan.method_used == "pooled_growth" and plan.pool != "stated" and 2 <= plan.observations <= 10
    return row is not None and learned and row.row.accounting == "flow" and not plan.unit.is_ratio


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
