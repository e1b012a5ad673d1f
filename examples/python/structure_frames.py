# SPDX-License-Identifier: Apache-2.0
"""Gross output of industry by ownership in four provinces, 2001 and 2003, as a long frame: concentration per province and year, structural
change between the years, location quotients against the country; then a flow of money with two internal rates. Constant prices of
1994, billion đồng. Source: General Statistics Office of Viet Nam, monthly socio-economic tables."""

import numpy as np
import pandas as pd

from industria import planning, structure

provinces, owners = ["Hà Nội", "Hải Phòng", "Bình Dương", "Đồng Nai"], ["state", "non-state", "foreign"]
levels = {
    2001: [10280.9, 2172.9, 5616.4, 2922.6, 2643.3, 4450.0, 831.2, 3761.1, 6147.8, 3532.9, 2487.0, 11436.3],
    2003: [14755.5, 3950.9, 10411.1, 4477.9, 4315.0, 5979.0, 997.1, 6978.9, 13213.5, 4259.3, 3988.0, 15250.8],
}
frame = pd.DataFrame(
    {
        "province": np.tile(np.repeat(provinces, 3), 2),
        "sector": np.tile(owners, 8),
        "ds": np.repeat([2001, 2003], 12),
        "y": levels[2001] + levels[2003],
    }
)

spread = structure.concentration(frame, by=["province", "ds"])
table = spread.pivot(index="province", columns="ds", values="hhi").loc[provinces].rename_axis(index=None, columns="HHI")
print(table.round(3).to_string())

moved = structure.structural_change(2001, 2003, frame, by="province")
for row in moved.itertuples():
    print(f"{row.province}: {100 * row.norm_of_absolute_values:.1f} points move, {row.angle:.1f} degrees")

wide = frame[frame["ds"] == 2003].pivot(index="province", columns="sector", values="y").loc[provinces, owners]
quotients = structure.location_quotients(wide, reference=[117289, 75906, 109795])
print(quotients.rename_axis(index=None, columns="LQ 2003").round(2).to_string())

rates = planning.internal_rates([-100, 230, -132])
print([round(r, 6) for r in rates.roots], rates.rate.reason, float(planning.npv([-100, 230, -132], 0.15)) > 0)
