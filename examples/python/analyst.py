# SPDX-License-Identifier: Apache-2.0
"""An analyst's hour: a pandas frame of monthly output, its forecast, the plan, and a picture. Invented figures."""

import pathlib
import tempfile

import pandas as pd

import industria as ind

# Cement in thousand tonnes: five years of months that grow by 6 % a year, with Tet in February and a strong year's end.
months = pd.date_range("2021-01-01", "2025-12-01", freq="MS")
season = [0.96, 0.78, 1.02, 1.03, 1.05, 1.04, 1.00, 1.01, 0.99, 1.03, 1.06, 1.03]
output = pd.DataFrame({
    "unique_id": "cement",
    "ds": months,
    "y": [round(50 * season[t.month - 1] * 1.06 ** (i / 12), 1) for i, t in enumerate(months)],
})

coming = ind.forecast(output, h=12, level=[80, 95])
print(coming.set_index("ds")[["auto", "auto-lo-80", "auto-hi-80"]].head(3).round(1))

# The plan is for the year, so years are what is assessed.
years = output.groupby(output["ds"].dt.year)["y"].sum().rename_axis("ds").reset_index().assign(unique_id="cement")
plan = pd.DataFrame({"unique_id": ["cement"], "ds": [2026], "target": [850.0]})
answer = ind.assess(years, plan).iloc[0]
verdict = ind.text(f"verdict.{answer['status']}", "en").lower()
print(f"2025: {answer['last_actual']:.0f}; plan for 2026: 850, {answer['required_growth']:.1%} more")
print(f"lands at {answer['landing']:.0f} (80 %: {answer['landing-lo-80']:.0f} to {answer['landing-hi-80']:.0f}): {verdict}")

picture = ind.plot(output, coming, unit="thousand tonnes", title="Cement")
with tempfile.TemporaryDirectory() as folder:
    saved = picture.save(pathlib.Path(folder) / "cement.svg")
    print(f"{saved.name}: {len(picture.specification['datasets']['fan'])} points of the fan")
