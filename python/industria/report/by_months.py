# SPDX-License-Identifier: Apache-2.0
"""This year's plan in the report of a month: the months so far say more than the years before."""

from __future__ import annotations

from typing import NamedTuple

from . import sentences
from .naming import key_text
from .words import Words, is_missing

_LIKELY, _UNLIKELY = 0.8, 0.2  # as assess() draws the line


class Chance(NamedTuple):
    value: float


class ByMonths:
    """An assessment whose landing, probability and verdict are those of the year's law in the monitoring table.

    Everything else is the assessment's own. Amounts are calibrated: evaluate_attainment() held such laws against results.
    """

    def __init__(self, goal, row, words: Words) -> None:
        self._goal, self._row, self._words = goal, row, words
        self.calibrated = row.accounting == "flow" and not row.unit.is_ratio
        at_least = row.full_year_probability(goal.target_value)
        self._chance = at_least if goal.direction == "at_least" else 1.0 - at_least

    def __getattr__(self, name: str):
        return getattr(self._goal, name)

    @property
    def landing(self) -> float:
        return self._row["full_year"].value.value

    @property
    def landing_intervals(self) -> list:
        return [self._row.full_year_interval(level) for level in (80, 95)]

    @property
    def probability(self) -> Chance:
        return Chance(self._chance)

    @property
    def verdict(self) -> str:
        return "likely" if self._chance >= _LIKELY else "unlikely" if self._chance <= _UNLIKELY else "uncertain"

    @property
    def note(self) -> str:
        """ "theo số liệu đến tháng 9 năm 2026"."""
        words, period = self._words, self._words.period(self._row.period)
        return words("by_months.note", period=period if words.lang == "en" else words.lower_first(period))

    def probability_text(self, lang: str) -> str:
        return sentences.chance_text(Words(lang), 100.0 * self._chance, self.calibrated)


def told_by_months(goals: list, table, words: Words) -> list:
    """The assessments; those of this year's plan know the months of the table."""
    if table is None:
        return goals
    rows = {key_text(row.key): row for row in table.rows if not is_missing(row.plan_probability.value)}

    def told(goal):
        row = rows.get(key_text(goal.key))
        if row is None or goal.direction not in ("at_least", "at_most") or goal.period.kind != "year" or goal.period.year != table.period.year:
            return goal
        # An estimate of a year that still runs is no result, whatever it says of the plan.
        open_ = goal.verdict in ("likely", "uncertain", "unlikely") or (goal.verdict in ("achieved", "missed") and row.periods_left > 0)
        return ByMonths(goal, row, words) if open_ and goal.unit == row.unit and goal.basis == row.basis else goal

    return [told(goal) for goal in goals]
