# SPDX-License-Identifier: Apache-2.0
"""The workbook: every table as cells that calculate, charts that can be edited, and a link from each figure to its source.

Texts are written as strings only, never as what a program could take for a formula, a number or an address.
"""

from .book import render

__all__ = ["render"]
