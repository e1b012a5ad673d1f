# SPDX-License-Identifier: Apache-2.0
"""Where in a free-form sheet the tables are: title lines, rows of heads, rows of figures, and what each column is for."""

from __future__ import annotations

import dataclasses
import re

import industria

from . import names
from .grid import Grid
from .heads import clean, periods_in

MISSING = {"", "-", "–", "—", "…", "...", "..", ".", "x", "na", "n/a", "#n/a"}
_NUMBER = re.compile(r"[-−+(]?\s*\d[\d.,\s\u00a0\u202f]*(?:e[+-]?\d+)?\s*\)?\s*%?\Z", re.IGNORECASE)
_NUMBERING = re.compile(r"\(?(?:[a-z]|\d{1,2})\)?(?:\s*[=:/x*+÷-].*)?\Z", re.IGNORECASE)
_WORDS = {
    "number": {"stt", "tt", "no", "no.", "số tt", "số thứ tự"},
    "unit": {"đvt", "đơn vị", "đơn vị tính", "đ.vị", "unit", "unit vi", "đv tính"},
    "note": {"ghi chú", "note", "notes", "remark", "remarks"},
    "basis": {"loại giá", "price basis", "price_basis"},
    "place": {"địa phương", "tỉnh", "tỉnh thành phố", "tỉnh, thành phố", "tỉnh/thành phố", "province", "region"},
    "label": {"chỉ tiêu", "tên chỉ tiêu", "sản phẩm", "tên sản phẩm", "sản phẩm chủ yếu", "tên sản phẩm chủ yếu", "ngành", "tên ngành",
              "ngành công nghiệp", "indicator", "product", "industry", "items", "nội dung"},
}
_MERGE_LIMIT = 2_000  # cells that a merged range fills


@dataclasses.dataclass
class Block:
    """One table: [top, first) are its heads, [first, last) its figures; columns by what they are for."""

    top: int
    first: int
    last: int
    heads: dict[int, list[str]]
    roles: dict[str, int]
    values: list[int]
    title: list[str] = dataclasses.field(default_factory=list)


def is_missing(text: str) -> bool:
    return industria.name_key(text) in MISSING


def is_number(grid: Grid, r: int, c: int) -> bool:
    """A figure, as a number or as text; a year in a head is none."""
    value = grid.at(r, c)
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, float):
        return not (value.is_integer() and 1900 <= value <= 2100)
    return isinstance(value, str) and bool(_NUMBER.match(value.strip())) and not re.fullmatch(r"(19|20)\d\d", value.strip())


def blocks(grid: Grid) -> list[Block]:
    """All tables of the sheet, from top to bottom."""
    covered = _covered(grid)
    found: list[Block] = []
    start = 0
    while (first := _first_figures(grid, start)) is not None:
        top = _top_of_heads(grid, first, start)
        if top == first:
            start = first + 1
            continue
        last = _end(grid, first)
        found.append(_block(grid, covered, start, top, first, last))
        start = last
    return found


def _covered(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in grid.merged:
        if (bottom - top + 1) * (right - left + 1) <= _MERGE_LIMIT:
            for r in range(top, bottom + 1):
                for c in range(left, right + 1):
                    cells.setdefault((r, c), (top, left))
    return cells


def _first_figures(grid: Grid, start: int) -> int | None:
    """The first row with a figure that has a word to its left and is no numbering of columns."""
    for r in range(start, len(grid.rows)):
        figures = [c for c in range(len(grid.rows[r])) if is_number(grid, r, c)]
        if not figures or _is_numbering(grid, r):
            continue
        if any(_is_word(grid, r, c) for c in range(figures[-1])):
            return r
    return None


def _is_word(grid: Grid, r: int, c: int) -> bool:
    text = grid.text(r, c)
    return bool(text) and not is_number(grid, r, c) and not is_missing(text)


def _is_numbering(grid: Grid, r: int) -> bool:
    texts = [grid.text(r, c) for c in range(len(grid.rows[r])) if grid.at(r, c) is not None]
    return len(texts) > 1 and all(_NUMBERING.match(text) for text in texts) and len(set(texts)) == len(texts)


def _filled(grid: Grid, r: int) -> list[int]:
    return [c for c in range(len(grid.rows[r])) if grid.at(r, c) is not None]


def _top_of_heads(grid: Grid, first: int, start: int) -> int:
    """Heads are the rows above with at least two cells, or with one cell that spans columns but not from the first on."""
    top = first
    for r in range(first - 1, start - 1, -1):
        filled = _filled(grid, r)
        spans = len(filled) == 1 and filled[0] > 0 and any(box[0] <= r <= box[2] and box[1] == filled[0] < box[3] for box in grid.merged)
        if len(filled) < 2 and not spans and not _is_numbering(grid, r):
            break
        if len(filled) == 2 and grid.text(r, filled[0]).endswith(":"):
            break  # "Địa phương: Lào Cai"
        top = r
    return top


def _end(grid: Grid, first: int) -> int:
    """Figures go on until a row of heads: two or more words with periods or known heads, and no figure."""
    for r in range(first + 1, len(grid.rows)):
        filled = _filled(grid, r)
        if len(filled) < 2 or any(is_number(grid, r, c) for c in filled):
            continue
        texts = [industria.name_key(grid.text(r, c)) for c in filled]
        known = sum(any(text in words for words in _WORDS.values()) or bool(periods_in(text)) for text in texts)
        if known >= 2:
            return r
    return len(grid.rows)


def _block(grid: Grid, covered: dict[tuple[int, int], tuple[int, int]], start: int, top: int, first: int, last: int) -> Block:
    rows = [r for r in range(top, first) if not _is_numbering(grid, r)]
    heads = {c: [clean(grid.text(*covered.get((r, c), (r, c)))) for r in rows] for c in range(grid.width)}
    roles: dict[str, int] = {}
    for c, texts in heads.items():
        key = industria.name_key(" ".join(dict.fromkeys(text for text in texts if text)))
        key_last = industria.name_key(next((text for text in reversed(texts) if text), ""))
        for role, words in _WORDS.items():
            if (key in words or key_last in words) and role not in roles and c not in roles.values():
                roles[role] = c
    taken = set(roles.values())
    told = {c for r, c in (*grid.notes.errors, *grid.notes.without_result) if first <= r < last}
    rows_looked_at = range(first, min(last, first + 400))

    def is_value(c: int) -> bool:
        if c in taken:
            return False
        dated = bool(periods_in(" ".join(heads[c]))) and any(grid.at(r, c) is not None for r in rows_looked_at)
        return dated or c in told or any(is_number(grid, r, c) for r in rows_looked_at)

    values = [c for c in range(grid.width) if is_value(c)]
    if "label" not in roles:
        wordy = {c: sum(_is_word(grid, r, c) for r in range(first, min(last, first + 200))) for c in range(min(values, default=grid.width))
                 if c not in taken}
        best = max(wordy, key=lambda c: wordy[c], default=None)
        if best is not None and wordy[best]:
            roles["label"] = best
        elif "place" in roles:
            roles["label"] = roles["place"]
    values = [c for c in values if c != roles.get("label")]
    title = [" ".join(clean(grid.text(r, c)) for c in _filled(grid, r)) for r in range(start, top)]
    return Block(top, first, last, heads, roles, values, [line for line in title if line])


def setting(block: Block, name: str) -> str:
    """The value of a line such as "Địa phương: Lào Cai" above the table."""
    keys = {industria.name_key(industria.text("template.months." + name, lang)) for lang in ("vi", "en")}
    for line in block.title:
        head, colon, value = line.partition(":")
        if colon and industria.name_key(head) in keys:
            return clean(value)
    return ""


def rows_are_places(grid: Grid, block: Block, known: names.Tables) -> bool:
    """True if most labels are provinces."""
    labels = [grid.text(r, block.roles["label"]) for r in range(block.first, block.last)]
    labels = [names.bare(label) for label in labels if label and not is_missing(label)]
    hits = sum(names.is_place(known, label) for label in labels)
    return hits > 2 and hits * 2 > len(labels)
