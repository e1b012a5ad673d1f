# SPDX-License-Identifier: Apache-2.0
"""Will the year's plan be fulfilled? State-budget investment of two provinces of Viet Nam, in billion dong.

Figures: General Statistics Office of Viet Nam, monthly socio-economic tables, as first published; December is an estimate.
"""

import numpy as np

import industria as ind

#   year, plan and figure after 6 months, after 9 months, of the year
DONG_NAI = [
    (2016, (4276.4, 1578.0), (4278.4, 2828.0), (4278.7, 4290.0)),
    (2017, (5130.7, 1740.0), (5130.2, 3084.3), (5130.2, 5142.0)),
    (2018, (7246.1, 2197.4), (7246.1, 4195.5), (7246.1, 7206.1)),
    (2019, (6683.3, 2468.7), (6683.3, 4719.6), (6683.3, 6514.8)),
    (2021, (9071.6, 2393.7), (9071.6, 3541.5), (7942.2, 6948.0)),
    (2022, (9493.2, 3118.2), (9493.2, 6068.0)),
]
NGHE_AN = [
    (2018, (5856.6, 2663.4), (5856.6, 4234.2), (5856.6, 5862.1)),
    (2019, (5499.5, 2551.7), (5499.5, 4071.0), (5499.5, 5499.0)),
    (2021, (6509.9, 2938.5), (6509.9, 4689.6), (7307.2, 6770.4)),
    (2022, (9390.0, 3748.3), (9390.0, 6079.0)),
]
rows = [
    (name, year, month, figure, plan)
    for name, years in (("Dong Nai", DONG_NAI), ("Nghe An", NGHE_AN))
    for year, *known in years
    for month, (plan, figure) in zip((6, 9, 12), known)
]
columns = dict(zip(("unique_id", "year", "month", "cumulative", "plan"), map(np.array, zip(*rows))))

for month in (6, 9):
    answer = ind.full_year_estimate(columns, prior="investment", month=month, thresholds=(90, 100))
    for i, name in enumerate(answer["unique_id"]):
        print(
            f"{name}, {month} months of 2022: {answer['fulfilment'][i]:.0%} of the plan; the year lands at {answer['result'][i]:,.0f} "
            f"(80 %: {answer['result-lo-80'][i]:,.0f} to {answer['result-hi-80'][i]:,.0f}); P(plan) {answer['p-plan-100'][i]:.2f}, "
            f"P(90 % of it) {answer['p-plan-90'][i]:.2f}; {answer['required_growth'][i]:+.0%} on last year's months is needed"
        )

print("2022 came to 8,931.5 (94 % of the plan) and 9,238.3 (98 %).")
