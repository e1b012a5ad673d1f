# SPDX-License-Identifier: Apache-2.0
"""Bricks made by two plants, in million: where will they land, and what does the plan need? A DataFrame works alike."""

import industria as ind

output = {
    "unique_id": ["tan-uyen"] * 5 + ["than-uyen"] * 3,
    "ds": [2017, 2018, 2019, 2020, 2021, 2019, 2020, 2021],
    "y": [9.1, 9.8, 10.4, 11.2, 11.9, 6.0, 6.3, 6.7],
}
plan = {"unique_id": ["tan-uyen", "than-uyen"], "ds": [2025, 2025], "target": [14.0, 9.0]}

coming = ind.forecast(output, h=1, level=80)
columns = ("unique_id", "ds", "auto", "auto-lo-80", "auto-hi-80")
for plant, year, y, lo, hi in zip(*(coming[name] for name in columns)):
    print(f"{plant} {year}: {y:.1f}; 80 % lie between {lo:.1f} and {hi:.1f}")

answer = ind.assess(output, plan)
columns = ("unique_id", "required_growth", "landing", "status", "n_obs")
for plant, growth, landing, status, n in zip(*(answer[name] for name in columns)):
    verdict = ind.text(f"verdict.{status}", "en").lower()
    print(f"{plant} 2025: needs {growth:.1%} a year, lands at {landing:.1f}: {verdict} (from {n} values)")
