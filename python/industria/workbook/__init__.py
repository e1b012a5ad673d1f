# SPDX-License-Identifier: Apache-2.0
"""The office's Excel door: a form to fill in, and workbooks read as datasets in which every figure keeps its sheet and cell.

    archive, notes, parts, ods   what kind of file it is, whether it may be opened at all, and what stands beside its values
    grid                         sheets as plain values (python-calamine; formulas are never run)
    own_sheets                   sheets that hold a table of the dataset, as the form has them
    layout, heads, figures, names, totals, freeform    sheets as offices make them: periods, units and comparisons in the heads
    tidy                         long tables, one row for each figure or period
    tables                       what was found, until the core makes a Dataset of it
    reading                      the door: read()
    schema, template             the form (XlsxWriter)

Needs `pip install "industria[office]"`.
"""

from __future__ import annotations

from .grid import Grid, Workbook, open_workbook
from .reading import SUFFIXES, Reading, is_workbook, read
from .template import template

__all__ = ["SUFFIXES", "Grid", "Reading", "Workbook", "is_workbook", "open_workbook", "read", "template"]
