# SPDX-License-Identifier: Apache-2.0
"""Borders of one day on frames: sums against pandas' own, reasons, issues; codes by date."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import industria as ind

DATA = Path(__file__).parents[2] / "tests" / "oracle" / "data"


@pytest.fixture
def merged():
    with open(DATA / "vn_province_merge_2025_map.csv", encoding="utf-8", newline="") as file:
        return {f"vn63/{row['old_code']}": f"vn34/{row['new_code']}" for row in csv.DictReader(file)}


def test_sums_are_those_of_the_list_of_the_resolution(merged):
    random = np.random.default_rng(5)
    df = pd.DataFrame([(p, y, float(random.integers(1, 1000))) for p in merged for y in (2022, 2023, 2024)], columns=["unique_id", "ds", "y"])
    frame, issues = ind.to_geography(df, "2025-07-01")
    expected = df.assign(unique_id=df.unique_id.map(merged)).groupby(["unique_id", "ds"], as_index=False).y.sum()
    pd.testing.assert_frame_equal(frame[["unique_id", "ds", "y"]], expected, check_dtype=False)
    assert set(frame.reason) == {""} and set(frame.coverage) == {1.0}
    assert {i.code for i in issues} == {"geography.joined"} and len(issues) == 34 - 11  # eleven kept their territory


def test_rates_need_weights_and_months_keep_their_spelling():
    df = pd.DataFrame({"place": ["vn63/10", "vn63/15"], "month": ["2024-03", "2024-03"], "rate": [0.10, 0.04], "base": [30.0, 10.0]})
    options = {"id_col": "place", "time_col": "month", "target_col": "rate", "accounting": "rate"}
    refused, issues = ind.to_geography(df, "2025-07-01", **options)
    assert refused.reason.tolist() == ["not_comparable"] and np.isnan(refused.rate[0]) and issues[0].code == "geography.no_weights"
    given, _ = ind.to_geography(df, "2025-07-01", weight_col="base", **options)
    assert given.rate[0] == pytest.approx(0.085, rel=1e-15) and given.month[0] == "2024-03"
    assert given.parts[0] == "vn63/10 + vn63/15"


def test_codes_and_names_need_their_day():
    assert ind.place_of_code("15", on="2025-06-30").name_vi == "Yên Bái"
    assert [p.id for p in ind.find_places("Lào Cai", on="2026-01-01")] == ["vn34/15"]
    with pytest.raises(ind.UnknownKeyError, match="different territories"):
        ind.place_of_code("15")
    assert [row[1] for row in ind.breaks_in_series("Lai Châu", "2000-01-01", "2025-12-31")] == ["split"]


def test_industry_codes_convert_where_they_mean_the_same():
    assert ind.convert_industry("23", "VSIC2018", "ISIC4") == "23"
    with pytest.raises(ind.UnknownKeyError, match="division 35"):
        ind.convert_industry("3511", "VSIC2018", "VSIC2025")
    assert sum(1 for row in ind.industry_codes("VSIC2025") if row[1] == 4) == 172
