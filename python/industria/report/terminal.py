# SPDX-License-Identifier: Apache-2.0
"""The summary table for a terminal, aligned by what characters take up on a screen."""

from __future__ import annotations

import functools
import unicodedata

from .views import Table
from .words import Words, visible


@functools.lru_cache(maxsize=1 << 16)
def width(text: str) -> int:
    """Columns on the screen: marks take none, wide characters two."""
    return len(text) if text.isascii() else sum(map(_width_of, text))


@functools.lru_cache(maxsize=1 << 12)
def _width_of(c: str) -> int:
    return 0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1


def pad(text: str, columns: int, right: bool = False) -> str:
    space = " " * (columns - width(text))
    return space + text if right else text + space


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most `columns`, broken between words, and inside a word only if it is longer."""
    lines, line, used = [], "", 0
    for word in text.split():
        while width(word) > columns:
            head = _fitting(word, columns - used - 1 if line else columns)
            if head:
                lines.append(f"{line} {head}" if line else head)
                word = word[len(head):]
            else:
                lines.append(line)
            line, used = "", 0
        if not line:
            line, used = word, width(word)
        elif used + 1 + width(word) <= columns:
            line, used = f"{line} {word}", used + 1 + width(word)
        else:
            lines.append(line)
            line, used = word, width(word)
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, columns: int) -> str:
    """The longest beginning that fits, never parted before a mark."""
    end = used = 0
    for i, c in enumerate(word):
        used += _width_of(c)
        if used > columns:
            break
        end = i + 1
    return word[:end]


def table(content: Table, columns: int) -> str:
    """The table with wrapped cells and a rule between rows; `columns` wide at most if that is at all possible."""
    rows = [[visible(cell.text) for cell in row] for group in content.groups for row in group.rows]
    if not rows:
        return content.empty
    heads = [visible(head.text) for head in content.heads]
    widths = _widths([heads, *rows], columns)
    right = [head.numeric for head in content.heads]
    rule = "─┼─".join("─" * w for w in widths)
    lines = [*_lines(heads, widths, [False] * len(heads)), rule]
    for i, row in enumerate(rows):
        wrapped = _lines(row, widths, right)
        lines += wrapped
        if i + 1 < len(rows):
            lines.append("╌┼╌".join("╌" * w for w in widths))
    return "\n".join(line.rstrip() for line in lines)


def _lines(cells: list[str], widths: list[int], right: list[bool]) -> list[str]:
    parts = [wrap(cell, w) for cell, w in zip(cells, widths)]
    height = max(len(part) for part in parts)
    return [" │ ".join(pad(part[i] if i < len(part) else "", w, r) for part, w, r in zip(parts, widths, right))
            for i in range(height)]


def _widths(rows: list[list[str]], columns: int) -> list[int]:
    """Natural widths, the widest cut down step by step until the table fits; no column below its longest word or 8."""
    natural = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    least = [min(n, 16, max(8, max(width(word) for row in rows for word in row[i].split() or [""]))) for i, n in enumerate(natural)]
    room = columns - 3 * (len(natural) - 1)
    while sum(natural) > room:
        excess = [n - m for n, m in zip(natural, least)]
        widest = max(range(len(natural)), key=lambda i: (excess[i] > 0, natural[i]))
        if excess[widest] <= 0:
            break
        natural[widest] -= 1
    return natural


def summary(report, columns: int) -> str:
    """What the terminal shows: title, date, how many targets can be assessed, the table, and the rest line by line."""
    lines = [visible(report.title), visible(report.places), report.as_of, "", report.summary[0], "", table(report.brief, columns)]
    if report.brief_rest:
        lines += ["", Words(report.lang)("brief.rest_head")]
        for rest in report.brief_rest:
            first, *more = wrap(visible(rest), columns - 4)
            lines += ["  – " + first, *("    " + line for line in more)]
    if report.brief_limits:
        lines += ["", *(line for text in report.brief_limits for line in wrap(visible(text), columns))]
    return "\n".join(lines)
