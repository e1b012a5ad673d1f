# SPDX-License-Identifier: Apache-2.0
"""Targets of a plan against a frame of observations: where will each land, and how sure is that?"""

import numpy as np

import industria as ind

# Bricks made by two plants, in million a year. A pandas DataFrame works alike.
observed = {
    "unique_id": np.repeat(["tan-uyen", "than-uyen"], [5, 3]),
    "ds": np.array([2017, 2018, 2019, 2020, 2021, 2019, 2020, 2021]),
    "y": np.array([9.1, 9.8, 10.4, 11.2, 11.9, 6.0, 6.3, 6.7]),
}
plan = {
    "unique_id": ["tan-uyen", "than-uyen"],
    "ds": [2025, 2025],
    "target": [14.0, 9.0],
    "unit": ["triệu viên", "triệu viên"],
}

coming = ind.forecast(observed, h=2, level=80)
for i in range(4):
    print(
        f"{coming['unique_id'][i]:<10} {coming['ds'][i]}  {coming['auto'][i]:5.1f}"
        f"  80 %: {coming['auto-lo-80'][i]:.1f} to {coming['auto-hi-80'][i]:.1f}"
    )

answer = ind.assess(observed, plan)
for i in range(2):
    print(
        f"{answer['unique_id'][i]:<10} needs {100 * answer['required_growth'][i]:.1f} % a year,"
        f" lands at {answer['landing'][i]:.1f}: {ind.text('verdict.' + answer['status'][i], 'en')}"
    )
