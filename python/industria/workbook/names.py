# SPDX-License-Identifier: Apache-2.0
"""From the words of a sheet to rows of the dataset's tables: places, indicators, sectors, and the workbook as their source."""

from __future__ import annotations

import datetime
import functools
import re
from typing import Any

import industria
from industria import _core

from .heads import clean, split_unit
from .heads import unit as heads_unit
from .problems import Place
from .tables import Row, Tables, slug, text_of

UNKNOWN = "place-unknown"
_COUNTRY = {"cả nước", "toàn quốc", "việt nam", "whole country", "viet nam", "vietnam", "total country", "vn"}
_IN_TITLE = re.compile(r"(?:tỉnh|thành phố|tp\.?|ubnd tỉnh|sở công thương(?: tỉnh)?|cục thống kê(?: tỉnh)?|địa phương:?)\s+([^,;:()\d]+)", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:tổng(?: số| cộng)?|cộng|chung|toàn ngành(?: công nghiệp)?|toàn tỉnh|toàn quốc|cả nước|total|whole country|grand total|all)\b[\s:.]*$", re.IGNORECASE)
_INDEX = re.compile(r"chỉ số|index", re.IGNORECASE)
_STOCK = re.compile(r"lao động|dân số|công suất|tồn kho|số dư|vốn đăng ký lũy kế|employ|stock of", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:[-–+•*]\s*|(?:[ivx]+|\d+(?:\.\d+)*|[a-z])[.)]\s+)", re.IGNORECASE)


@functools.lru_cache(16_384)
def bare(label: str) -> str:
    """A label without bullets, numbers and "Trong đó:"."""
    text = _NUMBERED.sub("", clean(label))
    return clean(re.sub(r"^(trong đó|chia ra|of which)\s*:?\s*", "", text, flags=re.IGNORECASE)).rstrip(":").strip()


@functools.lru_cache(16_384)
def is_total(label: str) -> bool:
    return bool(_TOTAL.match(bare(label)))


def place(tables: Tables, name: str, on: datetime.date | None) -> str:
    """The id of the place of that name, added if only the country's own list knows it; empty if nobody does."""
    name = bare(name).replace("_", " ")
    key = industria.name_key(name)
    if not key:
        return ""
    if known := tables.named("places", name):
        return known
    if key in _COUNTRY:
        return tables.add("places", {"id": "vn", "kind": "country", "name_vi": "Việt Nam", "name_en": "Viet Nam"})
    found = _listed(name, on)
    if not found:
        return ""
    _, system, code, start, end, kind, vi, en = found[-1]
    id = tables.named("places", vi)
    return id or tables.add("places", {"id": slug(vi), "system": system, "code": code, "valid_from": start.isoformat() if start else "",
                                       "valid_to": end.isoformat() if end else "", "kind": kind, "name_vi": vi, "name_en": en})


@functools.lru_cache(4096)
def _listed(name: str, on: datetime.date | None) -> list[tuple[Any, ...]]:
    """Provinces of that name in the country's own list; also of a slug ("ba-ria-vung-tau")."""
    found = _core.viet_nam_places(name, on) or _core.viet_nam_places(name)
    if found or not re.fullmatch(r"[a-z]+(?:-[a-z]+)+", name):
        return [*found]
    words = name.split("-")
    spelled = [" ".join(words), *(f"{' '.join(words[:i])} - {' '.join(words[i:])}" for i in range(1, len(words)))]
    return next(([*rows] for text in spelled if (rows := _core.viet_nam_places(text, on))), [])


def link_country(tables: Tables) -> None:
    """Provinces belong to the country if it is in the data."""
    if tables.has("places", "vn"):
        for row in tables.rows("places"):
            if text_of(row.get("kind")) == "province" and not row.get("parent"):
                row["parent"] = "vn"


def is_place(tables: Tables, name: str) -> bool:
    """True if place() would find it."""
    name = bare(name)
    return bool(name) and (bool(tables.named("places", name)) or industria.name_key(name) in _COUNTRY or bool(_listed(name, None)))


def place_in(tables: Tables, lines: list[str], on: datetime.date | None) -> str:
    """The place that a title names."""
    for line in lines:
        candidates = [line, *(match.group(1) for match in _IN_TITLE.finditer(line))]
        candidates += [part for part in re.split(r"[-–,:;]|\bnăm\b|\btháng\b", candidates[-1])]
        for text in candidates:
            words = clean(text).split(" ")
            for n in range(min(len(words), 5), 0, -1):
                if found := place(tables, " ".join(words[:n]), on):
                    return found
    return ""


def only_place(tables: Tables) -> str:
    """The id of the only place of the data so far; empty if there are none or several."""
    rows = tables.rows("places")
    return text_of(rows[0].get("id")) if len(rows) == 1 else ""


def unknown_place(tables: Tables) -> str:
    texts = {lang: industria.text("workbook.place_unknown", lang) for lang in ("vi", "en")}
    return tables.add("places", {"id": UNKNOWN, "kind": "province", "name_vi": texts["vi"], "name_en": texts["en"], "inferred": "yes"})


def region(tables: Tables, name: str) -> str:
    """A row between the provinces that is none of them: a level above."""
    return tables.named("places", name) or tables.add("places", {"id": tables.new_id("places", name), "kind": "region", "name_vi": name})


def indicator(tables: Tables, name: str, unit: str) -> str:
    """The indicator of that name, added if it is new. One name in units that do not convert is several indicators."""
    name = split_unit(name)[0] or name
    found = heads_unit(unit)
    if known := tables.named("indicators", name):
        other = heads_unit(text_of(tables.row("indicators", known).get("unit")))
        if found is None or other is None or other.is_convertible(found):
            return known
        name = f"{name} – {unit}"
        if known := tables.named("indicators", name):
            return known
    ratio = found is not None and found.is_ratio
    accounting = ("index" if _INDEX.search(name) else "rate") if ratio else "stock" if _STOCK.search(name) else "flow"
    row: Row = {"id": tables.new_id("indicators", name), "name_vi": name, "unit": unit, "accounting": accounting, "desired": "up"}
    if accounting != "rate":
        row["lower"] = "0"
    return tables.add("indicators", row)


def sector(tables: Tables, name: str) -> str:
    """The sector of that name, in no official list."""
    return tables.named("sectors", name) or tables.add("sectors", {"code": tables.new_id("sectors", name), "system": "own", "name_vi": name, "guessed": "yes"})


def product(tables: Tables, name: str, unit: str) -> str:
    return tables.named("products", name) or tables.add("products", {"id": tables.new_id("products", name), "name_vi": name, "unit": unit})


def source(tables: Tables, at: Place, publisher: str = "") -> str:
    """The workbook itself."""
    id = slug(at.file)
    if not tables.has("sources", id):
        tables.add("sources", {"id": id, "publisher": publisher or industria.text("workbook.publisher", "vi"), "title": at.file})
    return id
