# SPDX-License-Identifier: Apache-2.0
"""A fitted map from forecasts to forecasts that add up."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _core
from ..frames._arrays import doubles
from ._tree import Tree

#: The peer's names of the same methods.
ALIASES = {
    "ols": "mint_ols",
    "wls_struct": "mint_struct",
    "wls_var": "mint_variance",
    "average_proportions": "top_down_average_proportions",
    "proportion_averages": "top_down_proportions_of_averages",
    "forecast_proportions": "top_down_forecast_proportions",
    "top_down": "top_down_forecast_proportions",
}


class Reconciler:
    """A fitted map from forecasts to forecasts that add up, for arrays with one row per series of the tree.

    actual, residual: history, one column per period; what a method needs of them is in reconcile().
    method, nonnegative, middle_level, centred, shrinkage: see reconcile(). variance: one per series, for mint_variance.
    n_threads: for `nonnegative`, over steps and paths; the numbers are the same.
    """

    def __init__(
        self,
        tree: Tree,
        method: str = "mint_shrink",
        *,
        actual: ArrayLike | None = None,
        residual: ArrayLike | None = None,
        variance: ArrayLike | None = None,
        nonnegative: bool = False,
        middle_level: int = 1,
        centred: bool = False,
        shrinkage: float | None = None,
        n_threads: int = 1,
    ) -> None:
        def given(values: Any, name: str) -> Any:
            return None if values is None else doubles(values, f"Reconciler: {name}")

        self._core = _core.ReconcilerCore(
            tree._core, given(actual, "actual"), given(residual, "residual"), given(variance, "variance"),
            ALIASES.get(method, method), operator.index(middle_level), nonnegative, centred, shrinkage,
            operator.index(n_threads),
        )  # fmt: skip

    def apply(self, base: ArrayLike) -> NDArray[np.float64]:
        """Of the same shape: (series, steps), or (series, steps, paths), where each path is mapped by itself."""
        return self._core.apply(doubles(base, "Reconciler.apply: base"))

    def spread(self, reconciled: ArrayLike, sigma: ArrayLike) -> NDArray[np.float64]:
        """Standard deviations of reconciled forecasts whose base errors have standard deviations `sigma`."""
        return self._core.spread(
            doubles(reconciled, "Reconciler.spread: reconciled"), doubles(sigma, "Reconciler.spread: sigma")
        )

    @property
    def shrinkage(self) -> float:
        """Weight of the diagonal in the covariance of the residuals; NaN without residuals."""
        return self._core.shrinkage
