# SPDX-License-Identifier: Apache-2.0
"""Long tables, one row for each figure or period, as analysts and archives keep them: heads in one row, one column of periods."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from decimal import Decimal

import industria

from . import figures, heads, names
from .figures import Figure
from .freeform import Options
from .grid import Grid, plain
from .heads import basis_of, per_year, split_unit, unit_of
from .layout import is_missing
from .problems import Place, issue
from .tables import Cell, Row, Tables

_PERIOD = {"period", "kỳ", "ds", "time", "time period", "time_period", "year", "năm", "month", "tháng", "quarter", "quý"}
_PLACE = ("province", "region", "địa phương", "tỉnh", "place", "entity_id", "province_slug")
_NAME = ("indicator", "chỉ tiêu", "product_vi", "product", "sản phẩm", "series", "unique_id")
_PART = ("industry_vi", "sector", "ngành", "ownership", "industry_slug")
_VALUE = re.compile(r"^(?:month_value_est|est_month|month_value|value|y|giá trị|số liệu|obs_value)$")
# Machine-made heads: what a column holds beside the plain value.
_MEANING = {
    "ytd_value": ("ytd", "level"), "ytd": ("ytd", "level"), "prev_column": ("before", "level"), "prev": ("before", "level"),
    "mom_pct": ("", "previous"), "mom": ("", "previous"), "yoy_pct": ("", "same_period"), "yoy": ("", "same_period"),
    "yoy_month_pct": ("", "same_period"), "ytd_yoy_pct": ("ytd", "same_period"), "ytd_yoy": ("ytd", "same_period"),
    "yoy_ytd_pct": ("ytd", "same_period"), "ytd_pct_of_prev_year": ("ytd", "same_period"), "ytd_pct_of_plan": ("ytd", "plan_share"),
    "annual_plan_stated": ("year", "plan"), "official_year_estimate": ("year", "estimate"),
}
_PASSED = re.compile(r"source_file|sheet|_scale$|^(?:year|month|quarter)$|is_cumulative|^prev_|implied|_slug$|^label_|^entity_type$|month_pct_of_plan|estimate_pct")


@dataclasses.dataclass
class _Columns:
    top: int
    period: int
    by_name: dict[str, int]
    values: dict[int, tuple[str, str]]  # (period, measure)
    place: str = ""  # of the whole table


def is_tidy(grid: Grid) -> bool:
    return _columns(grid) is not None


def _columns(grid: Grid) -> _Columns | None:
    top = next((r for r in range(min(len(grid.rows), 4)) if len([c for c in range(len(grid.rows[r])) if isinstance(grid.at(r, c), str)]) > 2), None)
    if top is None:
        return None
    by_name = {grid.text(top, c).strip().lower(): c for c in reversed(range(grid.width)) if grid.text(top, c)}
    period = next((by_name[name] for name in ("period", "kỳ", "ds", "time_period", "time period", "time", "year", "năm") if name in by_name), None)
    if period is None:
        return None
    rows = [r for r in range(top + 1, len(grid.rows)) if grid.rows[r]]
    sample = rows[:200]
    if len(sample) < 2 or any(industria.parse_period(_period_text(grid, r, period)) is None for r in sample):
        return None
    values = {c: ("", "level") if _VALUE.match(name) else _MEANING[name] for name, c in by_name.items() if _VALUE.match(name) or name in _MEANING}
    if not values:
        taken = _PERIOD | set(_PLACE) | set(_NAME) | set(_PART) | {"unit", "unit_vi", "price_basis"}
        for name, c in by_name.items():
            numeric = sum(bool(re.match(r"-?\d", grid.text(r, c))) for r in sample)
            if name not in taken and not _PASSED.search(name) and numeric * 2 > len(sample):
                values[c] = ("", "level")
    return _Columns(top, period, by_name, dict(sorted(values.items()))) if values else None


def _period_text(grid: Grid, r: int, c: int) -> str:
    return grid.text(r, c)[:7] if re.fullmatch(r"\d{4}-\d\d-01", grid.text(r, c)) else grid.text(r, c)


def read(grid: Grid, tables: Tables, options: Options) -> tuple[int, list[industria.Issue]]:
    """Adds every figure; how many, and what is wrong with others."""
    columns = _columns(grid)
    assert columns is not None
    issues: list[industria.Issue] = []
    rows = range(columns.top + 1, len(grid.rows))
    style = figures.style_of(grid, rows, list(columns.values), options.style)
    source = names.source(tables, Place(grid.file))
    if not any(name in columns.by_name for name in _PLACE):
        columns.place = _place(grid, columns, tables, options)
        if columns.place == names.UNKNOWN:
            issues.append(issue("warning", "workbook.no_place", grid.place(columns.top, 0), industria.text("workbook.place_unknown", "vi")))
    growth = {c for c in columns.values if columns.values[c][1] in ("previous", "same_period") and not _is_index(grid, rows, c)}
    count, told = 0, set[str]()
    for r in rows:
        period = industria.parse_period(_period_text(grid, r, columns.period))
        if period is None:
            if any(grid.rows[r]):
                issues.append(issue("error", "dataset.bad_period", grid.place(r, columns.period), grid.text(r, columns.period)))
            continue
        for c, (of, measure) in columns.values.items():
            figure = figures.read(grid, r, c, style)
            if isinstance(figure, Figure):
                count += _add(grid, r, c, columns, tables, source, period, of, measure, c in growth, figure, issues, told)
            elif figure is not None:
                issues.append(figure)
    return count, issues


def _place(grid: Grid, columns: _Columns, tables: Tables, options: Options) -> str:
    """The place of a table without a column of places: as asked, as its title says, or the only one that is known."""
    if options.place:
        return names.place(tables, options.place, None) or names.region(tables, options.place)
    title = [" ".join(grid.text(r, c) for c in range(len(grid.rows[r])) if grid.at(r, c) is not None) for r in range(columns.top)]
    last = industria.parse_period(_period_text(grid, len(grid.rows) - 1, columns.period))
    return names.place_in(tables, title, last.last_day if last is not None else None) or names.only_place(tables) or names.unknown_place(tables)


def _is_index(grid: Grid, rows: range, c: int) -> bool:
    values = sorted(float(text) for r in rows if not is_missing(text := grid.text(r, c)) and re.fullmatch(r"-?\d+(\.\d+)?", text))
    return bool(values) and values[len(values) // 2] >= 60


def _add(grid: Grid, r: int, c: int, columns: _Columns, tables: Tables, source: str, period: industria.Period, of: str, measure: str,
         growth: bool, figure: Figure, issues: list[industria.Issue], told: set[str]) -> int:
    def field(*heads: str) -> str:
        return next((grid.text(r, columns.by_name[head]) for head in heads if head in columns.by_name and grid.text(r, columns.by_name[head])), "")

    head = grid.text(columns.top, c)
    at, value, note = grid.place(r, c), figure.text, ""
    known_on = period.last_day.isoformat() if period.kind == "month" else ""
    if of == "before":
        if field("prev_is_cumulative", "prev_column_is_cumulative").lower() == "true":
            return 0
        period = period - 1
    elif of == "ytd" and period.kind == "month":
        period = industria.Period(period.year, "year_to_date", period.index)
    elif of == "year":
        period = industria.Period(period.year)
    unit, scale = _unit(field("unit_vi", "unit", "đvt", "đơn vị tính"), field("unit_base"), field("unit_scale"), head, measure)
    if not unit:
        name = field(*_NAME) or head
        if name not in told:
            issues.append(issue("error", "workbook.no_unit", at, name))
        told.add(name)
        return 0
    if scale != 1 and measure == "level":
        value, note = plain(Decimal(value) * scale), industria.text("workbook.converted", "vi", value=figure.text)
    of_level = _unit(field("unit_vi", "unit", "đvt", "đơn vị tính"), field("unit_base"), field("unit_scale"), head, "level")[0] or unit
    key = _key(grid, field, columns, tables, period, head, of_level, c)
    found = heads.unit(unit)
    money = found is not None and bool(found.currency)
    basis = field("price_basis", "loại giá")
    row: Row = {**key, "source": source, "fact": f"{at.sheet}!{at.cell}" if at.sheet else at.cell, "value": Cell(value, True, at), "span": str(period),
                "price_basis": (basis_of(basis) or basis) if money and measure in ("level", "plan", "estimate") else ""}
    if measure == "plan":
        row |= {"id": tables.new_id("targets", f"{key['indicator']}-{key['place']}-{period}"), "kind": "level", "direction": "at_least", "unit": unit}
        tables.add("targets", row)
        return 1
    if measure in ("previous", "same_period"):
        row["base_period"] = str(period - (1 if measure == "previous" else per_year(period)))
        if not growth:
            row["value"] = Cell(plain(Decimal(value) - 100), True, at)
            note = industria.text("workbook.converted", "vi", value=figure.text)
    estimated = measure == "estimate" or "est" in head.lower().split("_")
    row |= {"measure": {"previous": "growth_on_previous", "same_period": "growth_on_same_period", "plan_share": "ratio_to_plan"}.get(measure, "level"),
            "unit": unit if measure in ("level", "estimate") else "%", "note": note, "known_on": known_on,
            "status": figure.status or ("estimate" if estimated else "final")}
    tables.add("observations", row)
    return 1


def _unit(written: str, base: str, scale: str, head: str, measure: str) -> tuple[str, Decimal]:
    """The unit and what to multiply with: as written, else the base unit that stands beside it."""
    if measure not in ("level", "plan", "estimate"):
        return "%", Decimal(1)
    spelled = re.sub(r"^1e(\d+)\s+", lambda match: {"3": "nghìn ", "6": "triệu ", "9": "tỷ "}.get(match.group(1), match.group(0)), written)
    spelled = spelled.replace("tỷ VND", "tỷ đồng").replace("triệu VND", "triệu đồng")
    if found := unit_of(spelled) or unit_of(spelled.lower()) or split_unit(head)[1]:
        return found, Decimal(1)
    if base and unit_of(base):
        return base, Decimal(scale or "1")
    return ("%" if re.search(r"index|pct|percent|_ty_le", head.lower()) else ""), Decimal(1)


def _key(grid: Grid, field: Callable[..., str], columns: _Columns, tables: Tables, period: industria.Period, head: str, unit: str, c: int) -> Row:
    named = field(*_PLACE)
    place = columns.place
    if named:
        place = names.place(tables, named, period.last_day) or names.region(tables, field("label_vi") or named)
    part = field(*_PART)
    subject = field(*_NAME) or (head if columns.values[c] == ("", "level") and not _VALUE.match(head.lower()) else "") or re.sub(r"\.\w+$", "", grid.sheet or grid.file)
    row: Row = {"indicator": names.indicator(tables, subject.replace("_", " "), unit), "place": place}
    if part and part.lower() not in ("all", "total", "tổng số", "toàn ngành"):
        row["sector"] = names.sector(tables, part)
    return row
