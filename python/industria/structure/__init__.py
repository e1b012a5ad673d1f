# SPDX-License-Identifier: Apache-2.0
"""Structure: shares, structural change, concentration, specialisation, shift-share, productivity.

All take levels (not shares): one structure (one dimension), a table (two dimensions or a wide pandas frame: a row a place, a column
a sector), or, where said, a long frame. One structure gives a Value (`float(v)`, `v.reason`), a table gives Values (an array with
`.reasons`), a long frame a frame of the same kind with a column `reason`. Missing is never zero.
"""

from ._concentration import (
    Concentration,
    concentration,
    corrected_gini,
    entropy,
    equivalent_number,
    gini,
    hhi,
    lorenz_curve,
    mean_log_deviation,
    normalised_hhi,
    theil,
)
from ._decompositions import Productivity, ProductivityTotal, ShiftShare, ShiftShareTotal, productivity, shift_share
from ._shares import (
    StructuralChange,
    cosine_similarity,
    finger_kreinin,
    lilien,
    norm_of_absolute_values,
    rounded_shares,
    shares,
    structural_change,
    structural_change_angle,
)
from ._specialisation import EllisonGlaeser, ellison_glaeser, krugman, krugman_against_others, location_quotient, location_quotients, locational_gini

__all__ = [
    "Concentration",
    "EllisonGlaeser",
    "Productivity",
    "ProductivityTotal",
    "ShiftShare",
    "ShiftShareTotal",
    "StructuralChange",
    "concentration",
    "corrected_gini",
    "cosine_similarity",
    "ellison_glaeser",
    "entropy",
    "equivalent_number",
    "finger_kreinin",
    "gini",
    "hhi",
    "krugman",
    "krugman_against_others",
    "lilien",
    "location_quotient",
    "location_quotients",
    "locational_gini",
    "lorenz_curve",
    "mean_log_deviation",
    "norm_of_absolute_values",
    "normalised_hhi",
    "productivity",
    "rounded_shares",
    "shares",
    "shift_share",
    "structural_change",
    "structural_change_angle",
    "theil",
]
