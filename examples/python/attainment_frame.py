# SPDX-License-Identifier: Apache-2.0
"""Will the sum of the provinces reach the plan, when, and on whom does it depend? Invented figures."""

import industria as ind

levels = {
    "Bắc/Lào Cai": [31.2, 33.4, 37.0, 41.2],
    "Bắc/Yên Bái": [11.8, 12.5, 13.1, 14.2],
    "Nam/Hòa Bình": [28.0, 29.9, 31.1, 34.0],
    "Nam/Sơn La": [9.1, 9.0, 9.9, 10.4],
}
years = [2018, 2019, 2020, 2021]
df = {
    "unique_id": [name for name in levels for _ in years],
    "ds": years * len(levels),
    "y": [y for values in levels.values() for y in values],
}
plan = {
    "unique_id": ["Vùng", "Bắc", "Nam", *levels, "Nam/Điện Biên"],
    "target_id": ["vung", "bac", "nam", "lao-cai", "yen-bai", "hoa-binh", "son-la", "dien-bien"],
    "ds": [2023] * 8,
    "target": [116.0, 66.0, 51.0, 50.0, 16.0, 39.5, 11.5, 5.0],
}
tree = {"Bắc": "Vùng", "Nam": "Vùng"} | {name: name.split("/")[0] for name in levels}

issues: list[ind.Issue] = []
sums = ind.aggregate_attainment(df, plan, tree, issues=issues)
for name, landing, lo, hi, p in zip(*(sums[c] for c in ("unique_id", "landing", "landing-lo-80", "landing-hi-80", "p_attain"))):
    if p == p:
        print(f"{name}: {landing:.0f} ({lo:.0f} to {hi:.0f}), met with {p:.2f}")
for issue in issues:
    print(f"{issue.message('en')}")

drivers = ind.attainment_drivers(df, plan, tree)
for part, whole, if_met, gain, percent in zip(*(drivers[c] for c in ("unique_id", "parent", "p_if_met", "gain", "percent_share"))):
    if whole == "Vùng":
        print(f"{part} lands at its target: {if_met:.2f} ({gain:+.2f}); one per cent more of it: {percent:+.3f}")

leaves = {name: column[3:7] for name, column in plan.items()}
together = ind.joint_attainment(df, leaves)
print(f"of 4 provinces {together['expected'][0]:.1f} meet their plans; all: {together['p_all'][0]:.2f}, any: {together['p_any'][0]:.2f}")
when = ind.first_passage(df, leaves, h=5)
for name, by, median in zip(leaves["unique_id"], when["p_by"], when["median_ds"]):
    print(f"{name}: by 2023 {by:.2f}, as likely as not by {median or 'later than 2026'}")
