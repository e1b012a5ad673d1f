# SPDX-License-Identifier: Apache-2.0
"""The rows found in sheets, table by table, until the core makes a dataset of them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import industria
from industria import _core

from . import schema
from .problems import Place


class Cell(NamedTuple):
    text: str
    typed: bool = False  # stored as a number: decimal point, whatever the other cells say
    place: Place | None = None


Row = dict[str, Cell | str]


def text_of(cell: Cell | str | None) -> str:
    return cell.text if isinstance(cell, Cell) else cell or ""


def slug(name: str) -> str:
    """"Xi măng (nghìn tấn)" as "xi-mang-nghin-tan"."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub("[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")[:60].strip("-") or "x"


class Tables:
    """Rows by table. Ids are made where none is given; references may be names."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {table.name: [] for table in schema.tables()}
        self._ids: dict[str, dict[str, Row]] = {table.name: {} for table in schema.tables()}
        self._names: dict[str, dict[str, str]] = {table.name: {} for table in schema.tables()}
        self._made: dict[tuple[str, str], int] = {}
        self._places: dict[str, Place] = {}

    def add(self, table: str, row: Row) -> str:
        """Adds a row and gives its id. A row that says the same as one of its id is not added again."""
        described = schema.table(table)
        if described.id_head:
            if not text_of(row.get(described.id_head)).strip():
                row[described.id_head] = self.new_id(table, text_of(row.get(described.name_head)) or table)
            id = text_of(row[described.id_head]).strip()
            known = self._ids[table].get(id)
            if known is not None and _same(known, row):
                return id
            self._ids[table].setdefault(id, row)
            for name in (text_of(row.get(described.name_head)), text_of(row.get("name_en")), *text_of(row.get("aliases")).split("|")):
                if name:
                    self._names[table].setdefault(industria.name_key(name), id)
        else:
            id = ""
        self._rows[table].append(row)
        return id

    def sheet(self, table: str, place: Place) -> None:
        """Where the table as a whole stands, for what is missing in it."""
        self._places.setdefault(table, place)

    def new_id(self, table: str, name: str) -> str:
        """An id made from a name that no row has yet."""
        plain = slug(name)
        while True:
            n = self._made[table, plain] = self._made.get((table, plain), 0) + 1
            id = plain if n == 1 else f"{plain}-{n}"
            if id not in self._ids[table]:
                return id

    def has(self, table: str, id: str) -> bool:
        return id in self._ids[table]

    def named(self, table: str, name: str) -> str:
        """The id of the row with that id or name; empty if none."""
        return name if name in self._ids[table] else self._names[table].get(industria.name_key(name), "")

    def row(self, table: str, id: str) -> Row:
        return self._ids[table][id]

    def count(self, table: str) -> int:
        return len(self._rows[table])

    def rows(self, table: str) -> list[Row]:
        return self._rows[table]

    def dataset(self, style: str = "undeclared") -> industria.Dataset:
        """The dataset. DataError if there is nothing in it."""
        for name in self._rows:
            self._resolve(schema.table(name))
        return _core.dataset_from_tables([self._flat(name) for name, rows in self._rows.items() if rows], style)

    def _resolve(self, table: schema.Table) -> None:
        """Names in columns of references become ids."""
        for column in table.columns:
            if column.kind not in ("reference", "references"):
                continue
            found: dict[str, str] = {}
            for row in self._rows[table.name]:
                text = text_of(cell := row.get(column.head))
                if not text:
                    continue
                if text not in found:
                    parts = text.split("|") if column.kind == "references" else [text]
                    found[text] = "|".join(self.named(column.domain, part.strip()) or part for part in parts)
                row[column.head] = cell._replace(text=found[text]) if isinstance(cell, Cell) else found[text]

    def _flat(self, name: str) -> tuple[str, list[str], list[list[Cell | str]], Place | None]:
        used = set().union(*(row.keys() for row in self._rows[name]))
        heads = [column.head for column in schema.table(name).columns if column.required or column.kind == "id" or column.head in used]
        return name, heads, [[row.get(head, "") for head in heads] for row in self._rows[name]], self._places.get(name)


def _same(a: Row, b: Row) -> bool:
    return all(text_of(a.get(head)) == text_of(b.get(head)) for head in a.keys() | b.keys())
