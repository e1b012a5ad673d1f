# SPDX-License-Identifier: Apache-2.0
"""Index numbers: formulas of prices and quantities, linking and chain-linking, the index of industrial production, constant prices, and
contributions to growth.

Single figures are a Value (`float(v)`, `v.reason`), columns of figures Values (an array with `.reasons`). Indices of formulas are
ratios (1.42 for 142 %); series of indices keep their own level.
"""

from .._core import Deflator, IndexTree, ProductionIndex
from ..indicators._contributions import aggregate_growth, contributions
from ._deflation import RealValueAdded, double_deflation, implicit_deflator, single_extrapolation, to_constant, to_current
from ._formulas import price_index, price_indices, quantity_index, quantity_indices, value_ratio
from ._linking import ChainedVolume, chain_link, link, link_factor, rebase
from ._production import index_contributions, production_index

__all__ = [
    "ChainedVolume",
    "Deflator",
    "IndexTree",
    "ProductionIndex",
    "RealValueAdded",
    "aggregate_growth",
    "chain_link",
    "contributions",
    "double_deflation",
    "implicit_deflator",
    "index_contributions",
    "link",
    "link_factor",
    "price_index",
    "price_indices",
    "production_index",
    "quantity_index",
    "quantity_indices",
    "rebase",
    "single_extrapolation",
    "to_constant",
    "to_current",
    "value_ratio",
]
