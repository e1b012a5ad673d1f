# SPDX-License-Identifier: Apache-2.0
"""The three provinces: what their plans promise, and what can be said about it."""

from pathlib import Path

import industria as ind

data = ind.Dataset.read(Path(__file__).parents[1] / "data" / "northwest")
print(f"{len(data.targets)} targets, {len(data.issues)} problems found in reading")

for a in data.assess():
    place = data.find_place(a.key.place)
    name = data.find_indicator(a.key.indicator)
    what = f"{place.name_vi}, {name.name_vi} {a.period}"
    verdict = ind.text(f"verdict.{a.verdict}", "vi")
    if a.verdict == "not_assessable":
        print(f"{what}: {verdict} ({ind.text(f'reason.{a.reason}', 'vi')})")
    else:
        print(f"{what}: {verdict}, {a.probability_text('vi')}")
