# SPDX-License-Identifier: Apache-2.0
"""assess(): targets against frames and datasets."""

import datetime
import json

import numpy as np
import pandas as pd
import pytest

import industria as ind

HEADS = (
    "unique_id target_id ds status reason last_ds last_actual landing landing-lo-80 landing-hi-80 landing-lo-95 "
    "landing-hi-95 gap gap_pct required_growth pace p_attain n_obs pool_share calibrated quality method_used"
).split()


@pytest.fixture
def targets():
    return {
        "unique_id": ["a", "b", "nowhere", "a"],
        "target_id": ["t1", "t2", "t3", "t4"],
        "ds": [2023, 2023, 2023, 2021],
        "target": [150.0, 100.0, 1.0, 125.0],
        "direction": ["at_least", "at_most", "at_least", "at_least"],
    }


def test_one_row_for_each_target_in_their_order(columns, targets):
    result = ind.assess(columns, targets)
    assert type(result) is dict and list(result) == HEADS
    assert result["target_id"].tolist() == ["t1", "t2", "t3", "t4"]
    assert result["n_obs"].tolist()[:3] == [4, 3, 0]


def test_pandas_in_pandas_out(columns, targets):
    result = ind.assess(pd.DataFrame(columns), pd.DataFrame(targets))
    assert isinstance(result, pd.DataFrame) and list(result.columns) == HEADS
    np.testing.assert_array_equal(result["landing"], ind.assess(columns, targets)["landing"])


def test_gap_and_required_growth_are_those_of_the_definitions(columns, targets):
    result = ind.assess(columns, targets)
    assert result["gap"][0] == 130.0 - 150.0
    assert result["gap_pct"][0] == pytest.approx(100 * -20 / 150, rel=1e-15)
    assert result["required_growth"][0] == pytest.approx((150 / 130) ** 0.5 - 1, rel=1e-14)


def test_verdicts(columns, targets):
    result = ind.assess(columns, targets)
    assert result["status"].tolist()[2:] == ["not_assessable", "achieved"]
    assert result["reason"][2] == "no_observation" and np.isnan(result["p_attain"][2])


def test_probability_falls_as_the_target_rises(columns):
    levels = np.arange(120.0, 200.0, 10.0)
    result = ind.assess(columns, [ind.Target("a", 2023, x) for x in levels])
    assert (np.diff(result["p_attain"]) < 0).all()


def test_landing_is_the_forecast_of_that_period(columns):
    result = ind.assess(columns, [ind.Target("a", 2023, 150.0)])
    forecast = ind.forecast(columns, 2, 95, "pooled_growth")
    step = (forecast["unique_id"] == "a") & (forecast["ds"] == 2023)
    assert result["landing"][0] == forecast["pooled_growth"][step][0]
    assert result["landing-hi-95"][0] == forecast["pooled_growth-hi-95"][step][0]


def test_unit_of_the_observations_converts_the_target(columns):
    plain = ind.assess(columns, [ind.Target("a", 2023, 150.0, unit="tỷ đồng")])
    in_millions = ind.assess(columns, [ind.Target("a", 2023, 150_000.0, unit="triệu đồng")], unit="tỷ đồng")
    assert plain["p_attain"] == pytest.approx(in_millions["p_attain"], rel=1e-12)  # one conversion's rounding


def test_wrong_unit_stops_only_its_own_target(columns):
    result = ind.assess(columns, [ind.Target("a", 2023, 1.0, unit="MW"), ind.Target("a", 2023, 150.0)], unit="tỷ đồng")
    assert result["status"][0] == "not_assessable" and result["reason"][0] == "not_comparable"
    assert np.isfinite(result["p_attain"][1])


def test_two_units_for_one_series_without_its_own_are_refused(columns):
    goals = [ind.Target("a", 2023, 1.0, unit="tỷ đồng"), ind.Target("a", 2024, 1.0, unit="triệu đồng")]
    assert ind.assess(columns, goals)["reason"].tolist() == ["not_comparable"] * 2
    assert "unit='...'" in ind.target_issues(columns, goals)["remedy"][0]


def test_frame_of_forecasts_is_refused_with_the_remedy(columns):
    with pytest.raises(ValueError, match="pass the observations"):
        ind.assess(ind.forecast(columns, 2), [ind.Target("a", 2023, 1.0)])


def test_targets_frame_may_leave_cells_empty(columns, targets):
    full = dict(targets)
    targets |= {"target_hi": [np.nan, np.nan, None, np.nan], "stated_on": ["2021-05-01", None, None, None]}
    result = ind.assess(columns, pd.DataFrame(targets))
    np.testing.assert_array_equal(result["status"], ind.assess(columns, full)["status"])


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"kind": "wish"}, "'level'"),
        ({"direction": "up"}, "'at_least'"),
        ({"target_hi": 1.0}, "target_hi"),
        ({"unit": "blub"}, "blub"),
    ],
)
def test_target_refuses_what_it_does_not_know(options, match):
    with pytest.raises(ValueError, match=match):
        ind.Target("a", 2023, 2.0, **options)


def test_target_without_number_is_refused_unless_it_has_none():
    with pytest.raises(ValueError, match="missing"):
        ind.Target("a", 2023)
    assert ind.Target("a", 2023, kind="direction_only").kind == "direction_only"


def test_target_keeps_what_it_was_told():
    t = ind.Target(
        "gross_output|lao-cai|B-E", "năm 2025", 60_000, unit="tỷ đồng", stated_on="31/12/2021", target_id="x"
    )
    assert (t.id, t.key.place, str(t.period), t.stated_on) == ("x", "lao-cai", "2025", datetime.date(2021, 12, 31))
    assert t.figure.text("vi") == "60.000 tỷ đồng" and t.figure.basis.kind == "unstated"


def test_dataset_is_assessed_as_of_a_date(northwest):
    data = ind.Dataset.read(northwest)
    now, before = ind.assess(data), ind.assess(data, as_of="2000-01-01")
    assert {a.verdict for a in now} > {"not_assessable"}
    assert {a.verdict for a in before} == {"not_assessable"}


def test_lao_cai_2022_has_its_two_statements_intersected(northwest):
    found = [a for a in ind.Dataset.read(northwest).assess() if a.key.place == "lao-cai" and str(a.period) == "2022"]
    a = next(a for a in found if a.key.indicator == "gross_output")
    assert (a.target.lo, a.target.hi, a.target.lo_open, a.target.hi_open) == (46_000, 46_200, True, True)
    assert a.repeat_gap.value == pytest.approx(-185.6)  # 41 200 * 1.112 - 46 000
    assert json.loads(a.to_json())["verdict"] == a.verdict


def test_rows_keep_their_dataset_alive(northwest):
    target = ind.Dataset.read(northwest).targets[0]
    assert target.origin.source and str(target.period)


def test_what_is_not_stated_is_none(northwest):
    data = ind.Dataset.read(northwest)
    assert data.find_place("nowhere") is None
    assert any(s.area is None for s in data.sites) or any(p.registered_capital is None for p in data.projects)


def test_folder_that_cannot_be_read_raises_with_issues(tmp_path):
    with pytest.raises(ind.DataError) as caught:
        ind.Dataset.read(tmp_path / "none")
    assert caught.value.issues and caught.value.issues[0].text("vi") != caught.value.issues[0].text("en")


def test_dataset_written_and_read_is_the_same(northwest, tmp_path):
    first = ind.Dataset.read(northwest)
    first.write(tmp_path / "copy")
    again = ind.Dataset.read(tmp_path / "copy")
    assert ind.to_json(first.assess()) == ind.to_json(again.assess())
