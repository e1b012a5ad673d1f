# SPDX-License-Identifier: Apache-2.0
"""The report: page, workbook, Word file and PDF of each language with the same figures, and its summary in the terminal.

    read ─► model.build ─► Report (plain rows) ─┬─► html.render ────────────────────────────┐
                                                ├─► document.of ─► xlsx, docx, pdf .render ─┴─► write.write_all
                                                └─► terminal.summary
"""

from __future__ import annotations

__all__ = ["LANGUAGES"]

LANGUAGES = ("vi", "en")
