# SPDX-License-Identifier: Apache-2.0
"""The annex that holds the probabilities against what came: every past plan of the dataset is asked about again.

The questions are those of evaluate_attainment(): for each finished year only earlier years teach, and of the year itself only the
months up to the question. Scores stand beside those of simple methods; a dataset without such years says what is lacking.
"""

from __future__ import annotations

import datetime
import math
from typing import NamedTuple

import industria

from .naming import key_text
from .views import Cell, Chart, Group, Head, Number, Section, Table
from .words import Words

MONTHS = (3, 6, 9, 11)
LEVELS = (80, 95)
OURS, SIMPLE = "plan_year", ("last_year_share", "share_line", "elapsed")
FEWEST = 5  # plans before the first question, and plans asked about: fewer bins than that show nothing
_FEW_YEARS = 3  # years are what is independent


class Question(NamedTuple):
    """One plan asked about after one month, by one method; probabilities as ratios, the rest in per cent of the plan."""

    method: str
    key: str
    year: int
    month: int
    probability: float
    attained: bool
    actual: float
    ranges: tuple[tuple[float, float], ...]  # one per LEVELS


class History(NamedTuple):
    plans: int  # finished years with plan, months and result
    questions: list[Question]


def history(dataset, table, as_of: datetime.date | None) -> History:
    """Every past plan of the rows of a monitoring table, asked about again."""
    rows = _Years(dataset, table, as_of).columns()
    december = [i for i, month in enumerate(rows["month"]) if month == 12 and not math.isnan(rows["plan"][i])]
    if len(december) < 2 * FEWEST:
        return History(len(december), [])
    made = industria.evaluate_attainment(rows, cutoffs=MONTHS, at_least=FEWEST, prior="output", level=LEVELS).cases
    ranges = zip(*(zip(made[f"lo-{level}"].tolist(), made[f"hi-{level}"].tolist()) for level in LEVELS))
    questions = [Question(*answer) for answer in zip(
        made["method"].tolist(), made["unique_id"].tolist(), made["year"].tolist(), made["stage"].tolist(), made["probability"].tolist(),
        made["attained"].tolist(), made["actual"].tolist(), ranges)]
    questions = [question for question in questions if math.isfinite(question.probability)]
    asked = {(question.key, question.year) for question in questions if question.method == OURS}
    return History(len(december), questions if len(asked) >= FEWEST else [])


class _Years:
    """The finished years of a dataset by month: cumulative figures, and the plan as it stood."""

    def __init__(self, dataset, table, as_of: datetime.date | None) -> None:
        self._units = {key_text(row.key): (row.unit, row.basis) for row in table.rows
                       if row.accounting == "flow" and row.direction == "at_least"}
        self._parts: dict[tuple[str, int], dict[tuple[int, int], float]] = {}
        self._plans: dict[tuple[str, int], list[tuple[datetime.date, float]]] = {}
        known: dict[tuple, datetime.date] = {}
        for row in dataset.observations:
            on = row.known_on or datetime.date.min
            if row.measure != "level" or row.span is None or (as_of is not None and on > as_of):
                continue
            value, (first, last) = self._value(row), _months(row.span)
            at = key_text(row.key), row.span.last.year
            if value is None or row.span.first.year != at[1]:
                continue
            if row.status == "plan":
                if (first, last) == (1, 12):
                    self._plans.setdefault(at, []).append((on, value))
            elif on >= known.get((*at, first, last), datetime.date.min):
                known[(*at, first, last)] = on
                self._parts.setdefault(at, {})[first, last] = value
        for target in dataset.targets:
            on = target.stated_on or datetime.date.min
            if target.kind == "level" and target.direction == "at_least" and target.period.kind == "year" and (as_of is None or on <= as_of):
                value = self._value(target)
                if value is not None:
                    self._plans.setdefault((key_text(target.key), target.period.year), []).append((on, value))
        self._before = table.period.year  # only years before the one reported are over

    def _value(self, row) -> float | None:
        """The figure in the unit of its row; None if that row is not asked about."""
        unit, basis = self._units.get(key_text(row.key), (None, None))
        if unit is None or not row.figure.unit.is_convertible(unit) or row.figure.basis != basis:
            return None
        value = row.figure.to(unit).value
        return value if math.isfinite(value) else None

    def columns(self) -> dict[str, list]:
        """One row per key, year and month, for evaluate_attainment()."""
        out: dict[str, list] = {"unique_id": [], "year": [], "month": [], "cumulative": [], "plan": []}
        for (key, year), parts in sorted(self._parts.items()):
            if year >= self._before or math.isnan(_cumulative(parts, 12)):
                continue
            for month in range(1, 13):
                end = datetime.date(year, 12, 31) if month == 12 else datetime.date(year, month + 1, 1) - datetime.timedelta(1)
                plans = [(on, value) for on, value in self._plans.get((key, year), ()) if on <= end]
                row = (key, year, month, _cumulative(parts, month), max(plans)[1] if plans else math.nan)
                for column, value in zip(out.values(), row):
                    column.append(value)
        return out


def _months(span) -> tuple[int, int]:
    """The months of a year that a span covers."""
    return span.first.first_day.month, span.last.last_day.month


def _cumulative(parts: dict[tuple[int, int], float], month: int) -> float:
    """January to a month: as published, else the sum of its months, else of its quarters; NaN if one is missing."""
    if (1, month) in parts:
        return parts[1, month]
    for length in (1, 3):
        pieces = [(first, first + length - 1) for first in range(1, month + 1, length)]
        if month % length == 0 and all(piece in parts for piece in pieces):
            return math.fsum(parts[piece] for piece in pieces)
    return math.nan


# --- scores ----------------------------------------------------------------------------------------------------------
def brier(questions: list[Question]) -> float:
    """Mean squared distance between what was said and what came."""
    return sum((q.probability - q.attained) ** 2 for q in questions) / len(questions)


def covered(questions: list[Question], level: int) -> float:
    """Per cent of the results inside their intervals."""
    ends = [q.ranges[LEVELS.index(level)] + (q.actual,) for q in questions]
    return 100 * sum(lo <= x <= hi for lo, hi, x in ends) / len(ends)


def bins(questions: list[Question]) -> list[dict]:
    """What was said beside what came, by equal bins of probability; in per cent."""
    count = 10 if len(questions) >= 100 else 5
    found: dict[int, list[Question]] = {}
    for q in questions:
        found.setdefault(min(int(q.probability * count), count - 1), []).append(q)
    rows = []
    for _, inside in sorted(found.items()):
        came = sum(q.attained for q in inside) / len(inside)
        lo, hi = _wilson(came, len({(q.key, q.year) for q in inside}))  # one plan asked four times is one plan
        rows.append({"said": 100 * sum(q.probability for q in inside) / len(inside), "came": 100 * came, "lo": 100 * lo, "hi": 100 * hi,
                     "cases": len(inside)})
    return rows


def _wilson(share: float, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's 95 % range of a share."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def compared(ours: list[Question], other: list[Question]) -> str:
    """ "better", "worse" or "unclear": the difference against twice its standard error, years counting as one."""
    by_year: dict[int, float] = {}
    difference = brier(ours) - brier(other)
    for a, b in zip(ours, other):
        apart = (a.probability - a.attained) ** 2 - (b.probability - b.attained) ** 2
        by_year[a.year] = by_year.get(a.year, 0.0) + apart - difference
    years = len(by_year)
    if years < _FEW_YEARS:
        return "unclear"
    error = math.sqrt(years / (years - 1) * sum(x * x for x in by_year.values())) / len(ours)
    return "unclear" if abs(difference) <= 2 * error else "better" if difference < 0 else "worse"


# --- the section -----------------------------------------------------------------------------------------------------
def reliability(found: History, words: Words) -> tuple[Section, ...]:
    """The section: what was asked, the diagram, the scores by month; or the sentence why there is none."""
    title = words("out.section.reliability")
    by_method = {method: [q for q in found.questions if q.method == method] for method in (OURS, *SIMPLE)}
    ours = by_method[OURS]
    if not ours:
        return (Section("reliability", title, (Cell(words("out.reliability.none", need=FEWEST, plans=found.plans)),)),)
    years = sorted({q.year for q in ours})
    plans = len({(q.key, q.year) for q in ours})
    best = min(SIMPLE, key=lambda method: brier(by_method[method]))
    lead = words("out.reliability.lead", plans=plans, years=str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
                 months=", ".join(str(month) for month in sorted({q.month for q in ours})), cases=len(ours),
                 brier=words.fixed(brier(ours), 3), method=words("out.reliability.method." + best), simple=words.fixed(brier(by_method[best]), 3))
    unknown = "; ".join(words.other("not_in_it." + what) for what in ("common_shock", "last_minute_push"))
    notes = [words("out.reliability.basis"), words.other("not_in_it", what=unknown)]
    if len(years) < _FEW_YEARS:
        told = words("out.reliability.years.one" if len(years) == 1 else "out.reliability.years.many", n=len(years))
        notes.insert(0, words("out.reliability.few", years=told))
    result = words("out.reliability." + compared(ours, by_method[best]))
    return (Section("reliability", title, (Cell(lead), Cell(result)), (_scores(by_method, words),), (_diagram(ours, words),), tuple(notes)),)


def _scores(by_method: dict[str, list[Question]], words: Words) -> Table:
    def say(key: str, **args: object) -> str:
        return words("out.reliability." + key, **args)

    heads = (Head(say("head.after")), Head(say("head.cases"), True, "cases"), Head(say("head.attained"), True, "attained"),
             Head(say("head.brier"), True, "brier"),
             *(Head(say("head.brier_of", method=say("method." + method)), True, "brier_" + method) for method in SIMPLE),
             *(Head(say("head.covered", level=level), True, f"covered_{level}") for level in LEVELS))

    def figure(value: float, decimals: int) -> Cell:
        return Cell(words.fixed(value, decimals), number=Number(value, decimals))

    def row(name: str, months: set[int]) -> tuple[Cell, ...]:
        some = {method: [q for q in questions if q.month in months] for method, questions in by_method.items()}
        ours = some[OURS]
        return (Cell(name), figure(len(ours), 0), figure(100 * sum(q.attained for q in ours) / len(ours), 0), figure(brier(ours), 3),
                *(figure(brier(some[method]), 3) for method in SIMPLE), *(figure(covered(ours, level), 0) for level in LEVELS))

    months = sorted({q.month for q in by_method[OURS]})
    rows = tuple(row(say("months", n=month), {month}) for month in months)
    return Table(say("caption"), heads, (Group("", (*rows, row(say("all"), set(months)))),))


def _diagram(ours: list[Question], words: Words) -> Chart:
    rows = [row | {"label": words.number(row["cases"])} for row in bins(ours)]
    told = "; ".join(words("out.reliability.described", said=words.number(row["said"]), came=words.number(row["came"]), cases=row["cases"])
                     for row in rows)
    key = (("level", "came"), ("range", "range"), ("even", "perfect"))
    return Chart("reliability", words.other("evaluation.title"), told, {"bins": rows},
                 {"said": words.other("evaluation.said"), "came": words.other("evaluation.came")},
                 tuple((swatch, words("out.reliability.key." + name)) for swatch, name in key))
