# SPDX-License-Identifier: Apache-2.0
"""The dataset's tables as an office sees them: sheets, heads and words in Vietnamese and English, all from the catalogue."""

from __future__ import annotations

import functools
from typing import NamedTuple

import industria
from industria import _core

LANGUAGES = ("vi", "en")
PARTS = ("value", "unit", "qualifier", "low", "high", "resolution", "price_basis")
# Columns by which a row is named when its id is empty, the first that the table has.
NAMES = ("name_vi", "name", "title", "kind_vi", "text_vi")


class Column(NamedTuple):
    head: str
    kind: str
    required: bool
    domain: str


class Table(NamedTuple):
    name: str
    required: bool
    columns: tuple[Column, ...]

    def column(self, head: str) -> Column:
        return next(column for column in self.columns if column.head == head)

    @property
    def id_head(self) -> str:
        """The head of the column of ids; empty for observations."""
        return self.columns[0].head if self.columns[0].kind == "id" else ""

    @property
    def name_head(self) -> str:
        return next((head for head in NAMES if any(column.head == head for column in self.columns)), "")


@functools.cache
def tables() -> tuple[Table, ...]:
    return tuple(Table(name, required, tuple(Column(*column) for column in columns))
                 for name, required, columns in _core.dataset_tables())


def table(name: str) -> Table:
    return next(found for found in tables() if found.name == name)


def sheet_name(table_name: str, lang: str) -> str:
    return _text("template.table." + table_name, lang, table_name)[:31]


def head_text(head: str, lang: str) -> str:
    """"area_unit" as "Diện tích: Đơn vị tính"; the head itself if the catalogue has no text for it."""
    if head in PARTS:
        return industria.text("template.part." + head, lang)
    if industria.has_text("template.head." + head):
        return industria.text("template.head." + head, lang)
    for part in PARTS:
        figure = head.removesuffix("_" + part)
        if figure != head and industria.has_text("template.head." + figure):
            return industria.text("template.figure_part", lang, figure=head_text(figure, lang),
                                  part=industria.text("template.part." + part, lang).lower())
    return head


def word(column: Column, code: str, lang: str) -> str:
    return _text(f"template.word.{_family(column)}.{code}", lang, code)


@functools.cache
def codes(column: Column) -> dict[str, str]:
    """What the words of a choice mean, by name_key."""
    known = column.domain.split("|") if column.kind == "choice" else _CLOSED.get(column.kind, ())
    return {industria.name_key(word(column, code, lang)): code for code in known for lang in LANGUAGES}


@functools.cache
def heads(table_name: str) -> dict[str, str]:
    """Every way to write a head of the table, by name_key."""
    found: dict[str, str] = {}
    for column in table(table_name).columns:
        for text in (column.head, *(head_text(column.head, lang) for lang in LANGUAGES)):
            found.setdefault(industria.name_key(text), column.head)
    return found


@functools.cache
def table_of_sheet(sheet: str) -> str:
    """The table that a sheet of this name holds; empty if none."""
    key = industria.name_key(sheet)
    for found in tables():
        if key in {industria.name_key(found.name), *(industria.name_key(sheet_name(found.name, lang)) for lang in LANGUAGES)}:
            return found.name
    return ""


_CLOSED = {"flag": ("yes", "no"), "price_basis": ("current", "constant 2010", "unstated")}


def _family(column: Column) -> str:
    return column.kind if column.kind in _CLOSED else "qualifier" if column.head.endswith("qualifier") else column.head


def choices(column: Column) -> tuple[str, ...]:
    """Codes of a drop-down; empty if the column has none."""
    return tuple(column.domain.split("|")) if column.kind == "choice" else _CLOSED.get(column.kind, ())


def _text(key: str, lang: str, otherwise: str) -> str:
    return industria.text(key, lang) if industria.has_text(key) else otherwise
