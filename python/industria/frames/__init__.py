# SPDX-License-Identifier: Apache-2.0
"""What the other packages read from and write to: columns, long frames and the caller's own kind of frame, time columns, figures with reasons."""
