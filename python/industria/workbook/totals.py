# SPDX-License-Identifier: Apache-2.0
"""Rows that repeat the sum of others: told apart by their word ("Tổng số", "Cộng") or because they are the exact sum of what follows."""

from __future__ import annotations

from decimal import Decimal

import industria

from . import names
from .figures import Figure
from .grid import Grid
from .heads import Head
from .layout import Block
from .problems import address, column_letters, issue

_FEW = 12


def check(grid: Grid, block: Block, columns: dict[int, Head], cells: dict[tuple[int, int], Figure]) -> list[industria.Issue]:
    """A note for each total that is the sum of its rows, a warning for one that is not."""
    label = block.roles["label"]
    levels = [c for c, head in columns.items() if head.measure == "level" and head.status != "plan" or head.status == "plan"]
    levels = [c for c in levels if not any(cells[r, c].percent for r in range(block.first, block.last) if (r, c) in cells)]
    rows = [r for r in range(block.first, block.last) if any((r, c) in cells for c in levels)]
    issues: list[industria.Issue] = []
    if "unit" in block.roles and len({grid.text(r, block.roles["unit"]) for r in rows}) > 1:
        return issues  # rows in several units: nothing adds up
    for i, r in enumerate(rows):
        if not names.is_total(names.split_unit(grid.text(r, label))[0]):
            continue
        below, above = rows[i + 1:], rows[:i]
        stop = next((k for k, other in enumerate(below) if names.is_total(names.split_unit(grid.text(other, label))[0])), len(below))
        parts = below[:stop] or above
        if len(parts) > 1:
            issues += _compare(grid, r, parts, levels, cells, names.bare(grid.text(r, label)))
    return issues


def _compare(grid: Grid, r: int, parts: list[int], columns: list[int], cells: dict[tuple[int, int], Figure], name: str) -> list[industria.Issue]:
    agree = 0
    differ: list[tuple[int, Decimal, Decimal]] = []
    for c in columns:
        if (r, c) not in cells or any((part, c) not in cells for part in parts):
            continue
        total, values = Decimal(cells[r, c].text), [Decimal(cells[part, c].text) for part in parts]
        slack = (_step(total) + sum((_step(value) for value in values), Decimal(0))) / 2
        if abs(sum(values) - total) <= max(slack, abs(total) * Decimal("0.005")):
            agree += 1
        elif values and abs(sum(values) - total) <= abs(total) * Decimal("0.2"):
            differ.append((c, sum(values, Decimal(0)), total))
    where = f"{address(parts[0], columns[0])}–{address(parts[-1], columns[-1])}" if columns else ""
    told = [_differs(grid, r, c, parts, name, added, total) for c, added, total in differ[:_FEW]]
    return [*told, issue("note", "workbook.total_row", grid.place(r, columns[0]), name, count=len(parts), cells=where)] if agree else told


def _differs(grid: Grid, r: int, c: int, parts: list[int], name: str, added: Decimal, total: Decimal) -> industria.Issue:
    numbers = {f"{key}_{lang}": industria.format_number(float(value), _decimals(value), lang) for key, value in (("sum", added), ("total", total)) for lang in ("vi", "en")}
    cells = f"{column_letters(c)}{parts[0] + 1}–{column_letters(c)}{parts[-1] + 1}"
    return issue("warning", "workbook.total_differs", grid.place(r, c), name, count=len(parts), cells=cells, column=column_letters(c), **numbers)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _step(number: Decimal) -> Decimal:
    """Place value of the last digit."""
    return Decimal(1).scaleb(-_decimals(number))
