# SPDX-License-Identifier: Apache-2.0
"""Data problems: every issue with its place and remedy, and the remarks that no rule can compute."""

from __future__ import annotations

from .evidence import Evidence, row_name
from .views import Cell, Group, Head, Table
from .words import Words

# Told once for several rows, at whichever comes first.
_OF_MANY_ROWS = {"check.place_inferred", "check.price_basis_unstated", "check.share_undetermined"}
_ORDER = {"error": 0, "warning": 1, "note": 2}


def problems(dataset, issues, words: Words) -> Table:
    """All issues, errors first. A row is named by its own fact number or id where it has one."""
    heads = (Head(words("head.severity")), Head(words("head.where")), Head(words("head.problem")), Head(words("head.remedy")))
    named = _rows_by_line(dataset)
    rows = []
    for issue in issues:
        rows.append((_ORDER[issue.severity], issue.code, _place(issue, named), issue.message(words.lang),
                     issue.remedy(words.lang), issue.severity))
    rows = sorted(set(rows))
    cells = tuple((Cell(words("severity." + severity), tone=severity), Cell(where or words("problems.whole")),
                   Cell(message), Cell(remedy)) for _, _, where, message, remedy, severity in rows)
    return Table(words("problems.caption"), heads, (Group("", cells),), words("problems.empty"))


def count_by_severity(issues) -> dict[str, int]:
    counts = dict.fromkeys(_ORDER, 0)
    for issue in issues:
        counts[issue.severity] += 1
    return counts


def remarks(dataset, evidence: Evidence, words: Words) -> tuple[Cell, ...]:
    def text(row) -> str:
        return row.text_en or row.text_vi if words.lang == "en" else row.text_vi or row.text_en

    return tuple(Cell(text(row), evidence.refs(row)) for row in sorted(dataset.remarks, key=lambda row: row.id))


def _place(issue, named) -> str:
    """ "observations.csv, F053" for a rule about rows that were read; "observations.csv:12, value" for a bad cell."""
    if issue.code in _OF_MANY_ROWS:
        return issue.where.file
    if issue.where.sheet:
        return str(issue.where)
    row = named.get((issue.where.file, issue.where.line)) if issue.code.startswith(("check.", "targets.")) else None
    return row or str(issue.where)


def _rows_by_line(dataset) -> dict[tuple[str, int], str]:
    tables = (dataset.observations, dataset.targets, dataset.funding, dataset.capacities, dataset.sites, dataset.projects,
              dataset.activities, dataset.programmes, dataset.plants, dataset.enterprises, dataset.remarks)
    return {(row.origin.where.file, row.origin.where.line): row_name(row.origin, getattr(row, "id", ""))
            for table in tables for row in table if row.origin.where.line}
