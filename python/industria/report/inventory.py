# SPDX-License-Identifier: Apache-2.0
"""What is there and what is planned: capacities, parks and clusters, projects, activities of programmes."""

from __future__ import annotations

from industria._core import support_per_capacity

from .evidence import Evidence
from .naming import Names
from .views import Cell, Group, Head, Table
from .words import Words, is_missing, sort_key


class Inventory:
    def __init__(self, dataset, evidence: Evidence, words: Words, names: Names) -> None:
        self._dataset = dataset
        self._evidence = evidence
        self._words = words
        self._names = names
        self._paid: dict[str, list] = {}
        for row in dataset.funding:
            self._paid.setdefault(row.plant, []).append(row)
        self._public = {source.id for source in dataset.funding_sources if source.kind == "public_money"}

    def tables(self) -> tuple[tuple[str, str, Table], ...]:
        words = self._words
        return (("capacities", words("section.capacities"), self.capacities()),
                ("sites", words("section.sites"), self.sites()),
                ("projects", words("section.projects"), self.projects()),
                ("activities", words("section.activities"), self.activities()))

    def _grouped(self, rows, cells, place=lambda row: row.place, order=lambda row: row.id) -> tuple[Group, ...]:
        """Rows under their province, by name; `cells` makes the cells of one row."""
        names = self._names
        by_place: dict[str, list] = {}
        for row in rows:
            by_place.setdefault(names.province(place(row)), []).append(row)
        chapters = sorted(by_place, key=lambda id: (sort_key(names.place(id)), id))
        return tuple(Group(names.place(id), tuple(cells(row) for row in sorted(by_place[id], key=order)))
                     for id in chapters)

    # --- capacities ----------------------------------------------------------------------------------------
    def capacities(self) -> Table:
        words = self._words
        heads = (Head(words("head.plant")), Head(words("head.product")), Head(words("head.rate"), True),
                 Head(words("head.start")), Head(words("head.support"), True), Head(words("head.support_per_unit"), True))
        bases: list = []
        groups = self._grouped(self._dataset.capacities, lambda row: self._capacity(row, bases), self._place_of)
        return Table(words.caption("capacities.caption", bases), heads, groups, words("capacities.empty"))

    def _place_of(self, row) -> str:
        plant = self._dataset.find_plant(row.plant) if row.plant else None
        return row.place or (plant.place if plant is not None else "")

    def _capacity(self, row, bases: list) -> tuple[Cell, ...]:
        words, names, evidence = self._words, self._names, self._evidence
        plant = self._dataset.find_plant(row.plant) if row.plant else None
        owner: tuple[str, ...] = ((names.enterprise(plant.enterprise),)
                 if plant is not None and plant.enterprise and names.enterprise(plant.enterprise) != plant.name else ())
        place = self._place_of(row)
        if place != names.province(place):
            owner += (names.place(place),)
        support = self._dataset.summarise_funding(row.plant).public_money if row.plant else None
        if support is not None:
            bases.append(support.basis)
        paid = [money for money in self._paid.get(row.plant, []) if row.plant and money.source in self._public]
        start = words.span(row.start)
        stage = (words("stage." + row.stage),) if row.stage != "unknown" else ()
        return (Cell(words.name(plant) if plant is not None else words("capacities.unnamed"), evidence.refs(plant), owner),
                Cell(names.product(row.product)), Cell(words.figure(row.rate), evidence.refs(row)),
                Cell(start, notes=stage),
                Cell(words.figure(support), evidence.refs(*paid)),
                Cell(self._per_unit(support, row.rate)))

    def _per_unit(self, support, rate) -> str:
        """ "dưới 5.000 đồng/(m²/năm)", "42,9 đồng/(viên/năm)"."""
        words = self._words
        if support is None or is_missing(support.value) or is_missing(rate.value):
            return words("none")
        ratio = support_per_capacity(support, rate)
        if ratio.qualifier == "approx" and not ratio.bounds.has_lo() and not ratio.bounds.has_hi():
            return words("capacities.no_bound")
        return ratio.text(words.lang, 3)

    # --- sites -----------------------------------------------------------------------------------------------
    def sites(self) -> Table:
        words = self._words
        heads = (Head(words("head.site")), Head(words("head.count"), True), Head(words("head.stage")),
                 Head(words("head.area"), True), Head(words("head.as_of")))
        return Table(words("sites.caption"), heads, self._grouped(self._dataset.sites, self._site, order=_site_order),
                     words("sites.empty"))

    def _site(self, row) -> tuple[Cell, ...]:
        words = self._words
        name = row.name or words(f"sites.unnamed.{row.kind}")
        notes: tuple[str, ...] = (words("sites.subset"),) if row.subset else ()
        if row.place != self._names.province(row.place):
            notes += (self._names.place(row.place),)
        area = Cell(words.figure(row.area), notes=(row.area_scope,) if row.area is not None and row.area_scope else ())
        return (Cell(name, self._evidence.refs(row), notes), Cell(words.number(row.count)),
                Cell(words("stage." + row.stage)), area, Cell(words.period(row.as_of)))

    # --- projects ----------------------------------------------------------------------------------------------
    def projects(self) -> Table:
        words = self._words
        heads = (Head(words("head.project")), Head(words("head.count"), True), Head(words("head.registered"), True),
                 Head(words("head.disbursed"), True), Head(words("head.jobs"), True), Head(words("head.due")),
                 Head(words("head.status")))
        money = [figure for row in self._dataset.projects for figure in (row.registered_capital, row.disbursed_capital)
                 if figure is not None]
        caption = words.caption("projects.caption", [figure.basis for figure in money])
        return Table(caption, heads, self._grouped(self._dataset.projects, self._project), words("projects.empty"))

    def _project(self, row) -> tuple[Cell, ...]:
        words, names = self._words, self._names
        notes: tuple[str, ...] = (names.enterprise(row.owner),) if row.owner else ()
        if row.place != names.province(row.place):
            notes += (names.place(row.place),)
        return (Cell(row.name or words("projects.unnamed"), self._evidence.refs(row), notes),
                Cell(words.figure(row.count) if row.count is not None else words.number(1)),
                Cell(words.figure(row.registered_capital)), Cell(words.figure(row.disbursed_capital)),
                Cell(words.figure(row.jobs)), Cell(words.date(row.due)),
                Cell(words("project." + row.status),
                     notes=(words("projects.as_of", period=words.period(row.as_of)),) if row.as_of else (),
                     tone="delayed" if row.status in ("delayed", "revoked") else ""))

    def delayed(self) -> Cell:
        """Which projects are late or withdrawn, or that none is named."""
        words = self._words
        late = sorted((row for row in self._dataset.projects if row.status in ("delayed", "revoked")),
                      key=lambda row: (sort_key(row.name), row.id))
        if not late:
            return Cell(words("projects.none_delayed"))
        told = [words("projects.delayed_one", name=row.name or words("projects.unnamed"),
                      place=self._names.whole_place(row.place), status=words("project." + row.status)) for row in late]
        return Cell(words("projects.delayed", names="; ".join(told)), self._evidence.refs(*late))

    # --- activities --------------------------------------------------------------------------------------------
    def activities(self) -> Table:
        words = self._words
        heads = (Head(words("head.activity")), Head(words("head.quantity"), True), Head(words("head.budget"), True),
                 Head(words("head.due")), Head(words("head.priority"), True), Head(words("head.programme")))
        programmes = {row.id: row for row in self._dataset.programmes}

        def place(row) -> str:
            return row.place or (programmes[row.programme].place if row.programme in programmes else "")

        def cells(row) -> tuple[Cell, ...]:
            kind = row.kind_en or row.kind_vi if words.lang == "en" else row.kind_vi or row.kind_en
            return (Cell(words.capital(kind), self._evidence.refs(row)), Cell(words.figure(row.quantity)),
                    Cell(words.figure(row.budget)), Cell(words.period(row.due)),
                    Cell(words.number(row.priority) if row.priority is not None else words("not_stated")),
                    Cell(words.name(programmes.get(row.programme)) or row.programme or words("none")))

        budgets = [row.budget.basis for row in self._dataset.activities if row.budget is not None]
        caption = words.caption("activities.caption", budgets)
        return Table(caption, heads, self._grouped(self._dataset.activities, cells, place), words("activities.empty"))


def _site_order(row) -> tuple:
    """Parks before clusters, and what is already counted right after what counts it."""
    return row.kind != "park", row.name != "", row.subset, row.id
