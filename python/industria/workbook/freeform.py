# SPDX-License-Identifier: Apache-2.0
"""Sheets as offices make them: rows of indicators, products, sectors or provinces, columns of periods and comparisons."""

from __future__ import annotations

import dataclasses
import datetime
import re
import statistics
from decimal import Decimal

import industria

from . import figures, heads, layout, names, totals
from .figures import Figure
from .grid import Grid, plain
from .heads import Head, basis_of, clean, per_year, periods_in, split_unit, unit_line, unit_of
from .heads import read as read_head
from .layout import Block
from .problems import Place, issue
from .tables import Cell, Row, Tables

_IIP = re.compile(r"chỉ số sản xuất(?: ngành)? công nghiệp|chỉ số sxcn|index of industrial production|\biip\b", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:biểu(?: số)?|bảng|phụ lục|table)\s*[\w.]*\s*[.:–-]?\s*", re.IGNORECASE)
_DITTO = {'"', "”", "″", "''", "-nt-", "nt"}
_BRACKETS = re.compile(r"\([^()]*\)?")
_EXAMPLES = {"ví dụ", "example"}


@dataclasses.dataclass
class Options:
    style: str = "undeclared"
    place: str = ""
    period: industria.Period | None = None  # of a report whose title names none


@dataclasses.dataclass
class _Context:
    place: str
    source: str
    known_on: str
    unit: str
    basis: str
    period: industria.Period | None
    title: str
    by_place: bool
    by_sector: bool  # rows are parts of what the title names
    is_index: bool


def read(grid: Grid, tables: Tables, options: Options) -> tuple[int, list[industria.Issue]]:
    """Adds the figures of every table in the sheet; how many, and what is wrong with others."""
    count = 0
    issues: list[industria.Issue] = []
    for block in layout.blocks(grid):
        if "label" not in block.roles:
            continue
        context = _context(grid, block, tables, options, issues)
        told = {c: read_head(block.heads[c], context.period, context.unit, context.basis) for c in block.values}
        if not any(head.period for head in told.values()):
            continue
        style = figures.style_of(grid, range(block.first, block.last), block.values, options.style)
        columns = {c: head for c, head in told.items() if head.period is not None and head.measure != "other"}
        cells = _cells(grid, block, columns, style, issues)
        styles = _comparison_styles(grid, block, columns, cells, issues)
        found = _rows(grid, block, columns, cells, styles, tables, context, issues)
        issues += totals.check(grid, block, columns, cells)
        count += found
    return count, issues


def _context(grid: Grid, block: Block, tables: Tables, options: Options, issues: list[industria.Issue]) -> _Context:
    lines = [*block.title, clean(grid.sheet)]
    title = " ".join(block.title)
    in_title = [period for line in block.title for period in periods_in(line)]
    period = options.period
    months = [found for found in in_title if found.kind in ("month", "quarter")]
    if months or in_title:
        period = (months or in_title)[-1]
    if period is not None and period.kind == "year_to_date":
        period = industria.Period(period.year, "month", period.index)
    in_heads = [found for c in block.values for found in periods_in(" ".join(block.heads[c]))]
    on = period.last_day if period is not None else max((found.last_day for found in in_heads), default=None)
    named = layout.setting(block, "place") or options.place
    by_place = layout.rows_are_places(grid, block, tables)
    place = (names.place(tables, named, on) or (named and names.region(tables, named))) if named else names.place_in(tables, block.title, on)
    if not place and not by_place and "place" not in block.roles:
        place = names.only_place(tables) or names.unknown_place(tables)
        if place == names.UNKNOWN:
            issues.append(issue("warning", "workbook.no_place", grid.place(block.top, 0), industria.text("workbook.place_unknown", "vi")))
    known_on = _day(grid, block)
    if not known_on and months and options.period is None:
        known_on = months[-1].last_day.isoformat()  # a report of a month: what it says was known then
    is_index = bool(_IIP.search(title))
    unit = next((found for line in lines if (found := unit_line(line) or split_unit(line)[1])), "")
    return _Context(place, names.source(tables, Place(grid.file), layout.setting(block, "source")), known_on, unit, basis_of(title.lower()), period,
                    title, by_place, not by_place and (is_index or _has_parts(grid, block, unit)), is_index)


def _has_parts(grid: Grid, block: Block, unit: str) -> bool:
    """True for one unit and a row of the total: the other rows are its parts."""
    labels = [split_unit(grid.text(r, block.roles["label"])) for r in range(block.first, block.last)]
    units = {grid.text(r, block.roles["unit"]) for r in range(block.first, block.last)} - {""} if "unit" in block.roles else set()
    return (bool(unit) or len(units) == 1) and len(units) < 2 and not any(own for _, own in labels) and any(names.is_total(label) for label, _ in labels)


def _day(grid: Grid, block: Block) -> str:
    """The day in "Số liệu đến ngày: 29/9/2026", also in the cell beside."""
    keys = {industria.name_key(industria.text("template.months.known_on", lang)) for lang in ("vi", "en")}
    for r in range(block.top):
        for c in range(len(grid.rows[r])):
            if industria.name_key(grid.text(r, c).rstrip(":")) in keys:
                value = grid.at(r, c + 1)
                if isinstance(value, datetime.date):
                    return value.isoformat()
                match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", grid.text(r, c + 1))
                if match:
                    return f"{match.group(3)}-{int(match.group(2)):02d}-{int(match.group(1)):02d}"
                return grid.text(r, c + 1)
    return ""


def _cells(grid: Grid, block: Block, columns: dict[int, Head], style: str, issues: list[industria.Issue]) -> dict[tuple[int, int], Figure]:
    found: dict[tuple[int, int], Figure] = {}
    for r in _figure_rows(grid, block):
        for c in columns:
            figure = figures.read(grid, r, c, style)
            if isinstance(figure, Figure):
                found[r, c] = figure
            elif figure is not None:
                issues.append(figure)
    issues += (issue("error", "workbook.no_label", grid.place(r, block.roles["label"])) for r in _unnamed_rows(grid, block, columns))
    return found


def _unnamed_rows(grid: Grid, block: Block, columns: dict[int, Head]) -> list[int]:
    """Numbered rows with figures but without a name."""
    label = block.roles["label"]
    return [r for r in range(block.first, block.last) if label > 0 and grid.text(r, 0).isdigit() and not grid.text(r, label)
            and any(grid.is_number(r, c) for c in columns)]


def _figure_rows(grid: Grid, block: Block) -> list[int]:
    label = block.roles["label"]
    return [r for r in range(block.first, block.last) if grid.text(r, label) and industria.name_key(grid.text(r, 0)) not in _EXAMPLES]


def _comparison_styles(grid: Grid, block: Block, columns: dict[int, Head], cells: dict[tuple[int, int], Figure],
                       issues: list[industria.Issue]) -> dict[int, str]:
    """Whether a column of comparisons has 111.2 or 11.2: by the words of its head, else by its figures."""
    styles = {}
    for c, head in columns.items():
        if head.measure not in ("previous", "same_period"):
            continue
        values = [float(figure.text) for (_, column), figure in cells.items() if column == c]
        if not values:
            continue
        middle = statistics.median(values)
        if head.style == "growth" and middle < 60:
            styles[c] = "growth"
        elif min(values) >= 0 and middle >= 60:
            styles[c] = "index"
        elif middle < 40:
            styles[c] = "growth"
        else:
            issues.append(issue("warning", "workbook.index_or_growth", grid.place(block.first - 1, c), head.text))
    return styles


def _rows(grid: Grid, block: Block, columns: dict[int, Head], cells: dict[tuple[int, int], Figure], styles: dict[int, str],
          tables: Tables, context: _Context, issues: list[industria.Issue]) -> int:
    count, unit_above = 0, ""
    of_levels = next((head.unit for head in columns.values() if head.measure == "level" and head.unit), "")
    for r in _figure_rows(grid, block):
        here = [c for c in columns if (r, c) in cells]
        unit_cell = grid.text(r, block.roles["unit"]) if "unit" in block.roles else ""
        unit_cell = unit_above if unit_cell in _DITTO else unit_cell
        unit_above = unit_cell or unit_above
        if not here:
            continue
        label, own_unit = split_unit(names.bare(grid.text(r, block.roles["label"])))
        unit = own_unit
        if unit_cell:
            unit = unit_of(unit_cell) or unit_of(unit_cell.lower())
            if not unit:
                at = (r, block.roles["unit"])
                issues.append(issue("error", "workbook.unknown_unit", grid.place(*at), unit_cell))
                continue
        basis = _basis(grid, r, block) or context.basis
        told = False
        keys: dict[tuple[str, industria.Period | None, str], Row | None] = {}
        for c in here:
            head = columns[c]
            level_unit = unit or head.unit or ("%" if cells[r, c].percent or context.is_index else "")
            if head.measure == "level" and not level_unit:
                if not told:
                    issues.append(issue("error", "workbook.no_unit", grid.place(r, block.roles["label"]), label))
                told = True
                continue
            of_row = level_unit if head.measure == "level" else unit or context.unit or of_levels or "%"
            asked = (of_row, head.period if "place" in block.roles or context.by_place else None, head.rest)
            if asked not in keys:
                keys[asked] = _key(grid, r, block, tables, context, label, of_row, head)
            key = keys[asked]
            if key is None:
                continue
            _add(tables, context, key, head, cells[r, c], grid.place(r, c), level_unit, head.basis or basis, styles.get(c, ""))
            count += 1
    return count


def _basis(grid: Grid, r: int, block: Block) -> str:
    from . import schema

    if "basis" not in block.roles:
        return ""
    text = grid.text(r, block.roles["basis"])
    column = schema.table("observations").column("price_basis")
    return schema.codes(column).get(industria.name_key(text), "") or basis_of(text.lower()) or text


def _key(grid: Grid, r: int, block: Block, tables: Tables, context: _Context, label: str, unit: str, head: Head) -> Row | None:
    """Which series the row is: an indicator of the sheet's place, or a place or sector of the sheet's indicator."""
    on = head.period.last_day if head.period is not None else None
    place = context.place
    if "place" in block.roles and block.roles["place"] != block.roles["label"]:
        named = grid.text(r, block.roles["place"])
        place = (names.place(tables, named, on) or names.region(tables, named)) if named else place
    if context.by_place:
        title = head.rest if len(head.rest) > 3 else ""
        return {"indicator": names.indicator(tables, title or _subject(context), unit), "place": names.place(tables, label, on) or names.region(tables, label)}
    if context.by_sector:
        subject = industria.text("workbook.iip", "vi") if context.is_index else _subject(context)
        row: Row = {"indicator": names.indicator(tables, subject, unit), "place": place}
        if not names.is_total(label) and not _IIP.search(label):
            row["sector"] = names.sector(tables, label)
        return row
    if not place:
        return None
    return {"indicator": names.indicator(tables, _subject(context) if names.is_total(label) else label, unit), "place": place}


def _subject(context: _Context) -> str:
    """What the title is about, without table number, place, period and unit."""
    text = _BRACKETS.sub(" ", split_unit(_PREFIX.sub("", context.title))[0])
    text = re.split(r"(?:phân |chia )?theo (?:ngành|thành phần|địa bàn|loại hình|khu vực)|\btỉnh\b|đơn vị tính|đvt\s*:|unit\s*:|\bnăm \d|\btháng \d|\bquý\b|\b(?:19|20)\d\d|\bphân theo\b|\bby (?:province|activity|kinds)\b", text, maxsplit=1, flags=re.IGNORECASE)[0]
    return clean(text).strip(" ,.;:-–") or industria.text("template.months.indicator", "vi")


def _add(tables: Tables, context: _Context, key: Row, head: Head, figure: Figure, at: Place, unit: str, basis: str, style: str) -> None:
    assert head.period is not None
    row: Row = {**key, "source": context.source, "fact": f"{at.sheet}!{at.cell}" if at.sheet else at.cell}
    period = str(head.period)
    found = heads.unit(unit)
    money = found is not None and bool(found.currency)
    if head.status == "plan":
        target: Row = {**row, "kind": "level", "direction": "at_least", "span": period, "value": Cell(figure.text, True, at),
                       "unit": "%" if figure.percent else unit, "price_basis": basis if money else ""}
        target["id"] = tables.new_id("targets", f"{key['indicator']}-{key['place']}-{key.get('sector', '')}-{period}")
        tables.add("targets", target)
        return
    text, note = figure.text, ""
    if head.measure in ("previous", "same_period"):
        if not style:
            return
        row["base_period"] = str(head.period - (1 if head.measure == "previous" else per_year(head.period)))
        if style == "index":
            text, note = plain(Decimal(text) - 100), industria.text("workbook.converted", "vi", value=figure.text)
    measure = {"level": "level", "previous": "growth_on_previous", "same_period": "growth_on_same_period", "plan_share": "ratio_to_plan"}[head.measure]
    row |= {"measure": measure, "span": period, "value": Cell(text, True, at), "note": note, "known_on": context.known_on,
            "unit": "%" if head.measure != "level" or figure.percent else unit,
            "price_basis": basis if money and head.measure == "level" else "",
            "status": figure.status or head.status}
    tables.add("observations", row)
