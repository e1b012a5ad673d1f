# SPDX-License-Identifier: Apache-2.0
"""The headline table (actual against target, where it will land, how sure that is) and the summary before it."""

from __future__ import annotations

import math

from . import sentences
from .by_months import told_by_months
from .evidence import Evidence
from .naming import Names, key_text
from .views import Cell, Group, Head, Table
from .words import Words, is_missing

LEVELS = (80, 95)
_ORDER = {"achieved": 0, "likely": 1, "uncertain": 2, "unlikely": 3, "missed": 4, "not_assessable": 5}


class Goals:
    """The assessed targets with the statements they were merged from, in the order of the report."""

    def __init__(self, dataset, assessments, words: Words, names: Names, as_of=None, table=None) -> None:
        self._as_of = as_of
        self._targets = {target.id: target for target in dataset.targets}
        self._dataset = dataset
        self._words = words
        self._names = names
        self.all = sorted(told_by_months(assessments, table, words), key=self._order)

    def _order(self, assessment) -> tuple:
        chapters = self._names.chapters
        province = self._names.province(assessment.key.place)
        rank = chapters.index(province) if province in chapters else len(chapters)
        return (rank, is_missing(assessment.probability.value) and is_missing(assessment.last_actual),
                assessment.verdict == "not_assessable",
                key_text(assessment.key), assessment.period, sorted(assessment.statements))

    def statements(self, assessment) -> list:
        """The merged statements: levels first, then by id."""
        found = [self._targets[id] for id in assessment.statements if id in self._targets]
        return sorted(found, key=lambda target: (target.kind != "level", target.id))

    def text(self, assessment) -> str:
        """The target as the plan names it first."""
        stated = self.statements(assessment)
        return self._names.target(stated[0]) if stated else self._words("not_stated")

    def when(self, assessment) -> str:
        """ "năm 2022"; the whole span where the plan names one: "giai đoạn 2020–2025"."""
        stated = self.statements(assessment)
        if stated and stated[0].kind != "level" and stated[0].span is not None:
            return self._words.span(stated[0].span)
        return self._words.period(assessment.period)

    def notes(self, assessment) -> tuple[str, ...]:
        """Further statements of the same target, and what they leave together."""
        words, stated = self._words, self.statements(assessment)
        notes = [words("target.also", target=self._names.target(other)) for other in stated[1:]]
        if len(stated) > 1 and not assessment.target.is_empty():
            show = words.number
            notes.append(words("target.together", bounds=words.with_unit(
                words.bounds(assessment.target, lambda x: show(x, 3)), assessment.unit)))
        return tuple(notes)

    def latest(self, assessment):
        """The observation that the last actual comes from, or None."""
        series = self._dataset.actual_levels(assessment.key, self._as_of)
        found = [row for row in series.observations
                 if row is not None and assessment.last_period is not None and row.span.last == assessment.last_period]
        return found[-1] if found else None

    def actual(self, assessment) -> str:
        """The last actual as its source states it; as computed where it is a sum of several rows."""
        words, row = self._words, self.latest(assessment)
        if row is not None and row.figure.unit.is_convertible(assessment.unit):
            if math.isclose(row.figure.to(assessment.unit).value, assessment.last_actual, rel_tol=1e-12):
                return words.figure(row.figure)
        return words.level(assessment.last_actual, assessment.unit)

    def basis(self, assessment) -> str:
        """The price basis of the money in a row: the target's, else that of the actual beside it."""
        row = self.latest(assessment)
        of_actual = assessment.basis.kind == "none" and row is not None
        return self._words.basis(row.figure.basis if of_actual else assessment.basis)

    def reason(self, assessment) -> str:
        return self._words.other("reason." + assessment.reason)

    def lacking(self, assessment) -> str:
        if not assessment.lacking:
            return ""
        return self._words.other(assessment.lacking, **dict(assessment.lacking_args))


def headline(goals: Goals, evidence: Evidence, words: Words, names: Names) -> Table:
    """One row per target, grouped by province."""
    heads = (Head(words("head.indicator")), Head(words("head.last_actual")), Head(words("head.target")),
             Head(words("head.needed"), True), Head(words("head.landing"), True), Head(words("head.chance")),
             Head(words("head.verdict")), Head(words("head.basis")))
    groups = []
    for chapter in names.chapters:
        rows = tuple(_row(goal, goals, evidence, words, names) for goal in goals.all
                     if names.province(goal.key.place) == chapter)
        if rows:
            groups.append(Group(names.place(chapter), rows))
    return Table(words("headline.caption"), heads, tuple(groups), words("headline.empty"))


def _row(goal, goals: Goals, evidence: Evidence, words: Words, names: Names) -> tuple[Cell, ...]:
    name = Cell(names.indicator(goal.key))
    last = _last_actual(goal, goals, evidence, words)
    target = Cell(f"{goals.text(goal)}, {goals.when(goal)}", evidence.refs(*goals.statements(goal)), goals.notes(goal))
    basis = Cell(goals.basis(goal))
    if goal.verdict == "not_assessable":
        lacking = goals.lacking(goal)
        notes = (words("lacking", datum=lacking),) if lacking else ()
        why = Cell(words.capital(goals.reason(goal)), notes=notes, span=3)
        return name, last, target, why, Cell(sentences.verdict(words, goal), tone=goal.verdict), basis
    landing = (Cell(sentences.landing_text(words, goal), notes=tuple(sentences.interval_texts(words, goal, LEVELS)))
               if not is_missing(goal.landing) else Cell(words("none")))
    chance = (Cell(goal.probability_text(words.lang), notes=(sentences.uncalibrated(words, goal),))
              if not is_missing(goal.probability.value) else Cell(words("none")))
    return (name, last, target, Cell(needed(goal, words)), landing, chance,
            Cell(sentences.verdict(words, goal), tone=goal.verdict), basis)


def _last_actual(goal, goals: Goals, evidence: Evidence, words: Words) -> Cell:
    if is_missing(goal.last_actual):
        return Cell(words("no_actual"))
    row = goals.latest(goal)
    level = goals.actual(goal)
    status = words("status." + goal.last_status)
    return Cell(level, evidence.refs(row), (words("actual.note", period=words.period(goal.last_period), status=status),))


def needed(goal, words: Words) -> str:
    """ "trên 11,65%", "9,85%/năm", "không quá 5%"."""
    if is_missing(goal.required_growth.value):
        return words("none")
    ratio = goal.required_growth.value
    if sentences.direction_of(goal) == "at_least" and ratio <= 0:
        return words("needed.nothing")
    growth = sentences.needed_growth(words, goal) if sentences.direction_of(goal) == "at_least" else words.percent(abs(ratio))
    if sentences.steps_to(goal) > 1 and goal.period.kind == "year":
        growth = words("needed.per_year", growth=growth)
    if sentences.direction_of(goal) == "at_least":
        return growth
    return words("needed.at_most" if ratio >= 0 else "needed.fall", growth=growth)


def brief(goals: Goals, words: Words, names: Names) -> tuple[Table, tuple[str, ...]]:
    """The headline for the terminal: a table of what can be assessed, and a line for each target that cannot."""
    heads = (Head(words("head.place")), Head(words("head.indicator")), Head(words("head.last_actual")),
             Head(words("head.target")), Head(words("head.needed"), True), Head(words("head.landing"), True),
             Head(words("head.chance")), Head(words("head.verdict")), Head(words("head.basis")))
    rows, rest = [], []
    for goal in goals.all:
        if goal.verdict == "not_assessable":
            rest.append(words("brief.rest", place=names.whole_place(goal.key.place), indicator=names.indicator(goal.key),
                              target=goals.text(goal), period=goals.when(goal), reason=goals.reason(goal)))
            continue
        last = (words("actual.brief", level=goals.actual(goal), period=str(goal.last_period))
                if not is_missing(goal.last_actual) else words("no_actual"))
        chance = goal.probability_text(words.lang) if not is_missing(goal.probability.value) else words("none")
        rows.append((Cell(names.whole_place(goal.key.place)), Cell(names.indicator(goal.key)), Cell(last),
                     Cell(f"{goals.text(goal)}, {goals.when(goal)}"), Cell(needed(goal, words)),
                     Cell(words("none") if is_missing(goal.landing) else sentences.landing_text(words, goal)),
                     Cell(chance), Cell(sentences.verdict(words, goal)), Cell(goals.basis(goal))))
    return Table(words("headline.caption"), heads, (Group("", tuple(rows)),), words("brief.none")), tuple(rest)


def summary(goals: Goals, words: Words, names: Names) -> tuple[str, ...]:
    """How many targets can be assessed, and the result for each that can."""
    total = len(goals.all)
    able = [goal for goal in goals.all if goal.verdict != "not_assessable"]
    if total == 0:
        return (words("summary.no_target"),)
    lines = [words("summary.count", able=len(able), total=total)]
    for goal in sorted(able, key=lambda goal: _ORDER[goal.verdict]):
        chance = (goal.probability_text(words.lang) if not is_missing(goal.probability.value) else "")
        lines.append(words("summary.goal" if chance else "summary.goal_sure", place=names.whole_place(goal.key.place),
                           indicator=words.lower_first(names.indicator(goal.key)), target=goals.text(goal),
                           period=goals.when(goal), verdict=words.lower_first(sentences.verdict(words, goal)),
                           chance=chance))
    return (*lines, *limits(goals, words, names))


def limits(goals: Goals, words: Words, names: Names) -> tuple[str, ...]:
    """What the summary does not tell: that the probabilities are not calibrated, which provinces have no target."""
    lines = []
    told = [goal for goal in goals.all if not is_missing(goal.probability.value)]
    counts = [goal.observations for goal in told if not goal.calibrated]
    if counts:
        fewest, most = words.number(min(counts)), words.number(max(counts))
        key = "summary.uncalibrated" if len(counts) == len(told) else "summary.uncalibrated.some"
        lines.append(words(key, k=len(counts), total=len(told), n=fewest if fewest == most else f"{fewest}–{most}"))
    aimed = {names.province(goal.key.place) for goal in goals.all}
    without = [names.place(id) for id in names.chapters if id not in aimed]
    if aimed and without:
        lines.append(words("summary.without", names=", ".join(without)))
    return tuple(lines)


