# SPDX-License-Identifier: Apache-2.0
"""The evidence list: every figure of the report leads to its row and words.

Rows are named by their own fact number or id, not by their line, so that a table whose rows are sorted
anew gives the same report; only a row without either is named by its line.
"""

from __future__ import annotations

from .views import Fact, SourceView
from .words import Words, sort_key


class Evidence:
    """Numbers origins in the order in which the report first needs them."""

    def __init__(self, dataset, words: Words) -> None:
        self._dataset = dataset
        self._words = words
        self._numbers: dict[tuple, int] = {}
        self._facts: dict[str, list[Fact]] = {}

    def refs(self, *rows) -> tuple[int, ...]:
        """Numbers of the rows' origins; rows that are None are passed over."""
        found = {self._number(row) for row in rows if row is not None and getattr(row, "origin", None) is not None}
        return tuple(sorted(found))

    def _number(self, row) -> int:
        origin = row.origin
        where = row_name(origin, getattr(row, "id", ""))
        key = (origin.source, where, origin.quote)
        if key not in self._numbers:
            number = self._numbers[key] = len(self._numbers) + 1
            note = origin.note or ("" if origin.quote else self._stated(row))
            self._facts.setdefault(origin.source, []).append(Fact(number, where, origin.quote, note))
        return self._numbers[key]

    def _stated(self, row) -> str:
        """What a cell without words says: its period and figure."""
        figure, span = getattr(row, "figure", None), getattr(row, "span", None)
        if figure is None:
            return ""
        return f"{self._words.span(span)}: {self._words.figure(figure)}" if span is not None else self._words.figure(figure)

    def sources(self) -> tuple[SourceView, ...]:
        """All sources of the dataset with the facts taken from them, and last the facts without a source."""
        views = []
        known = sorted(self._dataset.sources, key=lambda s: (str(s.published_on or "9999"), sort_key(s.title), s.id))
        for source in known:
            views.append(SourceView(source.title or source.id, source.publisher, self._date(source), source.note,
                                    tuple(self._facts.get(source.id, ()))))
        named = {source.id for source in known}
        loose = [fact for id, facts in self._facts.items() if id not in named for fact in facts]
        if loose:
            loose.sort(key=lambda fact: fact.number)
            views.append(SourceView(self._words("sources.unknown"), "", "", "", tuple(loose)))
        return tuple(views)

    def _date(self, source) -> str:
        words = self._words
        if source.published_on is not None:
            return words("sources.published", date=words.date(source.published_on))
        if source.retrieved_on is not None:
            return words("sources.retrieved", date=words.date(source.retrieved_on))
        return words("sources.undated")


def row_name(origin, id: str = "") -> str:
    """ "observations.csv, F053": the table and the row's own name."""
    where = origin.where
    if where.sheet:
        return str(where)
    name = origin.fact.replace("|", ", ") or id or (f":{where.line}" if where.line else "")
    if not where.file:
        return name.lstrip(":")
    return where.file + name if name.startswith(":") else f"{where.file}, {name}" if name else where.file
