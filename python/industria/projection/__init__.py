# SPDX-License-Identifier: Apache-2.0
"""Forecasts of long frames: models and their intervals, fitted models, paths, accuracy. The public names are in industria."""
