# SPDX-License-Identifier: Apache-2.0
"""Names of indicators, places and targets as the report prints them, and the order in which they stand."""

from __future__ import annotations

import functools

from .words import Words, sort_key


class Names:
    """Looks up names in a dataset, in one language."""

    def __init__(self, dataset, words: Words) -> None:
        self._dataset = dataset
        self._words = words

    def place(self, id: str) -> str:
        row = self._dataset.find_place(id)
        return self._words.name(row) if row is not None else id

    def whole_place(self, id: str) -> str:
        """With the province behind: "Tân Uyên, Lai Châu"."""
        row = self._dataset.find_place(id)
        if row is None:
            return id
        name = self._words.name(row)
        if row.kind in ("district", "commune") and row.parent:
            return f"{name}, {self.place(row.parent)}"
        return name

    def province(self, id: str) -> str:
        """The id of the province (or larger place) that a place lies in: the report's chapters."""
        row = self._dataset.find_place(id)
        while row is not None and row.kind in ("district", "commune") and row.parent:
            id, row = row.parent, self._dataset.find_place(row.parent)
        return id

    @functools.cached_property
    def keys(self) -> list:
        """The keys of the dataset, sorted."""
        return list(self._dataset.indicator_keys())

    @functools.cached_property
    def chapters(self) -> list[str]:
        """The provinces that anything is said of, in alphabetical order."""
        data = self._dataset
        keyed = [key.place for key in self.keys]
        rows = [row.place for table in (data.programmes, data.plants, data.sites, data.projects, data.capacities,
                                        data.enterprises) for row in table]
        ids = {self.province(id) for id in keyed} | {self.province(id) for id in rows if id}
        known = {id for id in ids if id and (found := data.find_place(id)) is not None and found.kind != "country"}
        return sorted(known | {id for id in keyed if id and data.find_place(id) is None},
                      key=lambda id: (sort_key(self.place(id)), id))

    def enterprise(self, id: str) -> str:
        row = next((row for row in self._dataset.enterprises if row.id == id), None)
        return self._words.name(row) if row is not None else id

    def plant(self, id: str) -> str:
        row = self._dataset.find_plant(id)
        return self._words.name(row) if row is not None else id

    def product(self, id: str) -> str:
        row = next((row for row in self._dataset.products if row.id == id), None)
        return self._words.name(row) if row is not None else id

    def indicator(self, key) -> str:
        """ "Sản lượng đồng catot (Nhà máy Luyện đồng số 2)": product and sector only where the name leaves them open."""
        row = self._dataset.find_indicator(key.indicator)
        name = self._words.name(row) if row is not None else key.indicator
        parts = []
        if key.product:
            product = self.product(key.product)
            if product.casefold() not in name.casefold():
                parts.append(self._words.lower_first(product))
        elif key.sector and self._needs_sector(key, row):
            sector = self._dataset.find_sector(key.sector)
            parts.append(self._words.lower_first(self._words.name_of_sector(sector)) if sector is not None else key.sector)
        if key.plant:
            parts.append(self.plant(key.plant))
        if key.place and self.province(key.place) != key.place:
            parts.append(self.place(key.place))
        return self._words("indicator.of", name=name, parts=", ".join(parts)) if parts else name

    def _needs_sector(self, key, indicator) -> bool:
        """True for one sector of several, and for an index or a rate of a part of the whole."""
        if len(self._sectors[key.indicator]) > 1:
            return True
        sector = self._dataset.find_sector(key.sector)
        measured = indicator is not None and indicator.accounting in ("index", "rate")
        return measured and sector is not None and bool(sector.parent)

    @functools.cached_property
    def _sectors(self) -> dict[str, set[str]]:
        sectors: dict[str, set[str]] = {}
        for key in self.keys:
            sectors.setdefault(key.indicator, set()).add(key.sector)
        return sectors

    def target(self, target) -> str:
        """What a target asks for: "trên 46.000 tỷ đồng", "tăng thêm gần 5.000 tỷ đồng so với năm 2021", "giảm"."""
        words, figure = self._words, target.figure.text(self._words.lang)
        if target.kind == "increase":
            base = words.period(target.baseline_period)
            return words("target.increase", figure=figure, base=base)
        if target.kind == "growth":
            return words("target.growth", figure=figure)
        if target.kind == "relative":
            other = self._dataset.find_indicator(target.relative_to)
            name = words.name(other) if other is not None else target.relative_to
            return words("target.relative." + target.direction, other=words.lower_first(name))
        if target.kind == "direction_only":
            return words("target.direction." + target.direction)
        if target.direction == "at_most" and target.figure.qualifier == "exact":
            return words("bounds.at_most", hi=figure)
        return figure


def key_text(key) -> str:
    """One text per key, for sorting and anchors."""
    return "|".join((key.indicator, key.place, key.sector, key.product, key.plant))


def anchor(*parts: str) -> str:
    """An id for links: ASCII letters, digits and "-" only; everything else as its code."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in part) for part in parts)
