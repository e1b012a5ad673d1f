# SPDX-License-Identifier: Apache-2.0
"""Sums over a tree of series and what makes forecasts agree with them. The public names are in industria."""
