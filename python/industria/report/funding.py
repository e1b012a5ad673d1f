# SPDX-License-Identifier: Apache-2.0
"""Money by source and by year, as far as the data say: a split that no row states is not made up."""

from __future__ import annotations

from .evidence import Evidence
from .naming import Names, anchor
from .views import Cell, Chart, FundingView, Group, Head, Table
from .words import Words, is_missing, sort_key

_KINDS = ("public_money", "private_money", "credit", "foreign", "other")


class Funding:
    """Builds one view per programme, plant or project that money is named for."""

    def __init__(self, dataset, evidence: Evidence, words: Words, names: Names) -> None:
        self._dataset = dataset
        self._evidence = evidence
        self._words = words
        self._names = names
        self._sources = {source.id: source for source in dataset.funding_sources}

    def views(self) -> tuple[FundingView, ...]:
        data = self._dataset
        owners = [*data.programmes, *data.plants, *data.projects]
        paid = {id for row in data.funding for id in (row.programme, row.plant, row.project) if id}
        shown = [(owner, owner.id in paid) for owner in owners if owner.id in paid or hasattr(owner, "approved_before")]
        shown.sort(key=lambda pair: (not hasattr(pair[0], "approved_before"),
                                     sort_key(self._names.whole_place(pair[0].place)), sort_key(self._words.name(pair[0])),
                                     pair[0].id))
        return tuple(self._view(owner) if has_money else self._without_money(owner) for owner, has_money in shown)

    def _rows(self, owner) -> list:
        rows = [row for row in self._dataset.funding if owner.id in (row.programme, row.plant, row.project)]
        return sorted(rows, key=lambda row: (not row.is_total, self._source_order(row.source), str(row.span or ""), row.id))

    def _source_order(self, id: str) -> tuple:
        source = self._sources.get(id)
        kind = source.kind if source is not None else "other"
        return (id == "", _KINDS.index(kind) if kind in _KINDS else len(_KINDS), id)

    def _source_name(self, id: str) -> str:
        source = self._sources.get(id)
        return self._words.name(source) if source is not None else id

    def _without_money(self, owner) -> FundingView:
        words = self._words
        lead = [Cell(words("funding.none"), self._evidence.refs(owner))]
        return FundingView(anchor("funding", owner.id), words.name(owner), self._names.whole_place(owner.place),
                           (*self._approved(owner), *lead), (), ())

    def _approved(self, owner) -> tuple[Cell, ...]:
        day = getattr(owner, "approved_before", None)
        words = self._words
        return (Cell(words("funding.approved", date=words.date(day)), self._evidence.refs(owner)),) if day else ()

    def _view(self, owner) -> FundingView:
        words, evidence = self._words, self._evidence
        rows = self._rows(owner)
        money = self._dataset.summarise_funding(owner.id)
        by_source = [row for row in rows if row.source and not _one_year(row) and not row.is_total]
        by_year = sorted((row for row in rows if not row.source and _one_year(row) and not row.is_total),
                         key=lambda row: row.span.last)
        cross = [row for row in rows if row.source and _one_year(row)]
        total = next((row for row in rows if row.is_total), None)
        lead = list(self._approved(owner))
        if total is not None:
            lead.append(Cell(words("funding.total", amount=words.figure(total.amount), span=words.span(total.span),
                                   stage=words("funding.stage." + total.stage)), evidence.refs(total)))
        lead += self._leverage(money.leverage)
        if len(by_source) == 1 and total is None:
            only = by_source.pop()
            lead.append(Cell(words("funding.single", amount=words.figure(only.amount), source=self._source_name(only.source),
                                   stage=words("funding.stage." + only.stage), span=words.span(only.span),
                                   basis=words.basis(only.amount.basis)), evidence.refs(only)))
        tables = [table for table in (self._by_source(by_source, money), self._by_year(by_year, total),
                                      self._cross(cross)) if table is not None]
        if not cross and by_source and by_year:
            lead.append(Cell(words("funding.no_cross")))
        charts = self._charts(by_source, by_year, cross)
        return FundingView(anchor("funding", owner.id), words.name(owner), self._names.whole_place(owner.place),
                           tuple(lead), tuple(tables), charts)

    def _leverage(self, ratio) -> list[Cell]:
        """Private money for every dong of public money; that it is open where the bounds leave only "above zero"."""
        words = self._words
        if ratio is None or is_missing(ratio.value):
            return []
        if ratio.bounds.lo <= 0 and not ratio.bounds.has_hi():
            return [Cell(words("funding.leverage_open"))]
        if ratio.bounds.is_exact():
            return [Cell(words("funding.leverage", ratio=words.number(ratio.value, 2)))]
        return [Cell(words("funding.leverage_bounds", ratio=words.bounds(ratio.bounds, lambda x: words.number(x, 2))))]

    def _caption(self, key: str, rows) -> str:
        """With the price basis; mixed bases are named row by row instead."""
        return self._words(key, basis="; ".join(sorted({self._words.basis(row.amount.basis) for row in rows})))

    def _by_source(self, rows, money) -> Table | None:
        if not rows:
            return None
        words = self._words
        shares = {part.id: part.share for part in money.by_source}
        exact = all(row.amount.bounds.is_exact() or row.amount.qualifier == "estimate" for row in rows)
        cells = []
        for row in rows:
            share = shares.get(row.source)
            computed = words("share.open") if not exact else (
                words.percent(share.value, 1) if share is not None and not is_missing(share.value) else words("none"))
            stated = words.figure(row.share) if row.share is not None else words("none")
            source = self._sources.get(row.source)
            kind = words("funding.kind." + source.kind) if source is not None else words("none")
            cells.append((Cell(self._source_name(row.source)), Cell(kind),
                          Cell(words.figure(row.amount), self._evidence.refs(row)), Cell(computed), Cell(stated)))
        heads = (Head(words("head.source")), Head(words("head.kind")), Head(words("head.amount"), True),
                 Head(words("head.share"), True), Head(words("head.share_stated"), True))
        return Table(self._caption("funding.by_source", rows), heads, (Group("", tuple(cells)),))

    def _by_year(self, rows, total) -> Table | None:
        if not rows:
            return None
        words = self._words
        amounts = [row.amount.to(rows[0].amount.unit).value for row in rows]
        whole = sum(amounts)
        cells = [(Cell(words.capital(words.period(row.span.last))), Cell(words.figure(row.amount), self._evidence.refs(row)),
                  Cell(words.percent(amount / whole, 1) if whole > 0 else words("none")))
                 for row, amount in zip(rows, amounts)]
        heads = (Head(words("head.year")), Head(words("head.amount"), True), Head(words("head.share"), True))
        return Table(self._caption("funding.by_year", rows), heads, (Group("", tuple(cells)),))

    def _cross(self, rows) -> Table | None:
        if not rows:
            return None
        words = self._words
        years = sorted({row.span.last for row in rows})
        sources = sorted({row.source for row in rows}, key=self._source_order)
        found = {(row.source, row.span.last): row for row in rows}
        cells = tuple((Cell(self._source_name(source)),
                       *(Cell(words.figure(found[source, year].amount), self._evidence.refs(found[source, year]))
                         if (source, year) in found else Cell(words("not_stated")) for year in years))
                      for source in sources)
        heads = (Head(words("head.source")), *(Head(str(year), True) for year in years))
        return Table(self._caption("funding.cross", rows), heads, (Group("", cells),))

    # --- charts ------------------------------------------------------------------------------------------
    def _charts(self, by_source, by_year, cross) -> tuple[Chart, ...]:
        words = self._words
        charts = []
        if len(by_source) > 1 and _comparable(by_source):
            unit = by_source[0].amount.unit
            parts = [{"name": row.source, "value": row.amount.to(unit).value,
                      "label": words("chart.part", name=self._source_name(row.source), amount=words.figure(row.amount))}
                     for row in by_source]
            charts.append(self._chart("funding_by_source", "chart.by_source", parts, unit,
                                      "; ".join(part["label"] for part in parts)))
        if cross and _comparable(cross):
            unit = cross[0].amount.unit
            parts = [{"name": str(row.span.last), "source": self._source_name(row.source),
                      "value": row.amount.to(unit).value}
                     for row in sorted(cross, key=lambda row: (row.span.last, self._source_order(row.source)))]
            told = "; ".join(words("chart.cell", year=p["name"], source=p["source"], amount=words.with_unit(
                words.significant(p["value"]), unit)) for p in parts)
            charts.append(self._chart("funding_by_source_and_year", "chart.cross", parts, unit, told))
        elif len(by_year) > 1 and _comparable(by_year):
            unit = by_year[0].amount.unit
            values = [row.amount.to(unit).value for row in by_year]
            decimals = 1 if max(values) < 1000 else 0
            parts = [{"name": str(row.span.last), "value": value, "label": words.fixed(value, decimals)}
                     for row, value in zip(by_year, values)]
            told = "; ".join(f"{words.period(row.span.last)}: {words.figure(row.amount)}" for row in by_year)
            charts.append(self._chart("funding_by_year", "chart.by_year", parts, unit, told))
        return tuple(charts)

    def _chart(self, kind: str, title: str, parts: list[dict], unit, told: str) -> Chart:
        words = self._words
        return Chart(kind, words(title), told + ".", {"parts": parts}, {"unit": unit.text(words.lang)})


def _one_year(row) -> bool:
    return row.span is not None and row.span.first == row.span.last


def _comparable(rows) -> bool:
    """True if one axis may hold all: one price basis, one currency, every value there."""
    first = rows[0].amount
    return all(row.amount.basis == first.basis and row.amount.unit.is_convertible(first.unit)
               and not is_missing(row.amount.value) for row in rows)
