# SPDX-License-Identifier: Apache-2.0
"""Growth of numbers, arrays and panels, and the indicators of whole panels. The public names are in industria."""
