# SPDX-License-Identifier: Apache-2.0
"""From a dataset to the plain rows of a report in one language. No HTML here, and no figure is computed twice."""

from __future__ import annotations

import datetime
import os
import weakref

from . import annex, headline, problems
from .evidence import Evidence
from .funding import Funding
from .headline import Goals
from .indicators import Indicators
from .inventory import Inventory
from .naming import Names
from .period import PLAN_DIGITS, PROMISED, Period
from .views import Report, Section
from .words import Words


def build(dataset, assessments, issues, lang: str, as_of: datetime.date | None, period=None, style: str = "growth",
          before=None) -> Report:
    """The report of one dataset as known on `as_of`; `issues` are those of reading and of the checks.

    With a `period` ("2026-09") it begins with the monitoring table of that period in `style` ("growth": 11.2, "index": 111.2),
    its paragraphs, what was revised (since the dataset `before`, else since the last day on which figures came in), and next
    year's proposal.
    """
    words = Words(lang)
    names = Names(dataset, words)
    evidence = Evidence(dataset, words)
    computed = _computed(dataset, period, as_of, style) if period is not None else None
    goals = Goals(dataset, assessments, words, names, as_of, computed[0] if computed is not None else None)
    inventory = Inventory(dataset, evidence, words, names)
    # In the order of the page, so that the evidence is numbered as a reader meets it.
    sections = _sections(dataset, computed, evidence, words, names, before) if computed is not None else ()
    brief, brief_rest = headline.brief(goals, words, names)
    table = headline.headline(goals, evidence, words, names)
    indicators = Indicators(dataset, goals, evidence, words, names, as_of)
    by_place = indicators.by_place()
    funding = Funding(dataset, evidence, words, names).views()
    tables = inventory.tables()
    delayed = inventory.delayed()
    remarks = problems.remarks(dataset, evidence, words)
    return Report(
        lang=lang,
        title=(dataset.title_en or dataset.title_vi if lang == "en" else dataset.title_vi or dataset.title_en)
        or words("title"),
        places=words("places", names=", ".join(names.place(id) for id in names.chapters)) if names.chapters else "",
        as_of=words("as_of", date=words.date(as_of)) if as_of is not None else words("as_of_unknown"),
        made_on=_made_on(words),
        summary=(*headline.summary(goals, words, names), *indicators.charts_left()),
        headline=table,
        brief=brief,
        brief_rest=brief_rest,
        brief_limits=headline.limits(goals, words, names),
        by_place=by_place,
        funding=funding,
        inventory=tables,
        delayed=delayed,
        problems=problems.problems(dataset, issues, words),
        remarks=remarks,
        sources=evidence.sources(),
        sections=sections,
    )


def _sections(dataset, computed, evidence: Evidence, words: Words, names: Names, before) -> tuple[Section, ...]:
    table, plans, promises, past = computed
    parts = Period(dataset, table, plans, promises, evidence, words, names)
    checked = annex.reliability(past, words) if table.rows else ()
    return (*parts.sections(), *parts.revisions(before=before), *parts.proposal(), *checked, *parts.formulas())


_COMPUTED: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()  # the languages of one report share what was computed


def _computed(dataset, period, as_of, style: str):
    """The monitoring table of the period, next year's proposals, what can be promised, and earlier probabilities against what came."""
    known, key = _COMPUTED.setdefault(dataset, {}), (str(period), as_of, style)
    if key not in known:
        table = dataset.monitoring_table(period, as_of, style=style)
        known.clear()
        known[key] = (table, dataset.propose_plan(table, digits=PLAN_DIGITS), dataset.propose_plan(table, probabilities=[PROMISED]),
                      annex.history(dataset, table, table.as_of))
    return known[key]


def _made_on(words: Words) -> str:
    """The day of making, only if SOURCE_DATE_EPOCH names one: the same input gives the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdigit():
        return ""
    day = datetime.datetime.fromtimestamp(int(epoch), tz=datetime.timezone.utc).date()
    return words("made_on", date=words.date(day))


def is_empty(dataset) -> bool:
    """True if nothing could be read that a report could show."""
    return not any((dataset.observations, dataset.targets, dataset.funding, dataset.capacities, dataset.sites,
                    dataset.projects, dataset.activities, dataset.programmes))
