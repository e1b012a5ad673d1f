# SPDX-License-Identifier: Apache-2.0
"""The report: one self-contained, inert HTML page per language, and its summary in the terminal.

    read ─► model.build ─► Report (plain rows, no HTML) ─► html.render ─► write.write_all
                                                       └─► terminal.summary
"""

from __future__ import annotations

__all__ = ["LANGUAGES"]

LANGUAGES = ("vi", "en")
