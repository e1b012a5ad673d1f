# SPDX-License-Identifier: Apache-2.0
"""How texts and numbers stand in cells."""

from __future__ import annotations

import math

from ..views import Number
from ..words import Words

FONT = "Times New Roman"
_LONGEST = 32_767  # characters in a cell


def plain(text: str, words: Words) -> str:
    """At most as long as a cell can hold."""
    note = words("out.cut")
    return text if len(text) <= _LONGEST else text[:_LONGEST - len(note)] + note


def number_format(number: Number) -> str:
    """The display format that prints the number as the report does, in the reader's own marks."""
    digits = "#,##0" + ("." + "0" * number.decimals if number.decimals else "")
    return _quoted(number.prefix) + digits + _quoted(number.suffix)


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def formattable(number: Number) -> bool:
    """True if the words around a number can stand in a display format."""
    return (math.isfinite(number.value) and not set('"\\;[]') & set(number.prefix + number.suffix)
            and len(number_format(number)) < 200)
