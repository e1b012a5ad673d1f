# SPDX-License-Identifier: Apache-2.0
"""Laws of every frame of forecasts: what may not matter does not change a bit."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import industria as ind

MODELS = ["auto", "holt_winters", "auto_theta", "mstl", "median(ses, dotm)", "seasonal_naive"]
FEW = settings(max_examples=20, deadline=None, derandomize=True)


@st.composite
def panels(draw):
    """A frame of 1 to 9 series of 1 to 60 periods: level, trend, season, noise, gaps."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    parts = []
    for i in range(draw(st.integers(1, 9))):
        t = np.arange(draw(st.integers(1, 60)))
        noise = rng.normal(0, 1, t.size).cumsum() if rng.random() < 0.5 else rng.normal(0, 1, t.size)
        y = 10.0 ** rng.integers(-3, 6) * (50 + rng.normal() * t + 5 * np.sin(np.pi * t / 2) + noise)
        y[rng.random(t.size) < 0.05] = np.nan
        parts.append(pd.DataFrame({"unique_id": f"s{i}", "ds": t + 100 * i, "y": y}))
    return pd.concat(parts, ignore_index=True)


def answer(df, **options):
    made = ind.forecast(df, 4, [80, 95], MODELS, 4, details=False, **options)
    return made.sort_values(["unique_id", "ds"], ignore_index=True)


@FEW
@given(panels(), st.randoms(use_true_random=False))
def test_order_of_rows_and_series_does_not_matter(df, random):
    rows = list(range(len(df)))
    random.shuffle(rows)
    pd.testing.assert_frame_equal(answer(df.iloc[rows]), answer(df), check_exact=True)


@FEW
@given(panels())
def test_a_batch_is_its_single_series(df):
    singles = pd.concat([answer(one) for _, one in df.groupby("unique_id")], ignore_index=True)
    pd.testing.assert_frame_equal(singles, answer(df), check_exact=True)


@FEW
@given(panels(), st.sampled_from([0, 2, 5]))
def test_threads_and_repetition_change_nothing(df, n_threads):
    pd.testing.assert_frame_equal(answer(df, n_threads=n_threads), answer(df), check_exact=True)


@FEW
@given(panels(), panels())
def test_unrelated_columns_and_series_change_nothing(df, others):
    more = pd.concat([others.assign(unique_id="other " + others["unique_id"]), df], ignore_index=True).assign(z=1.0, t="text")
    made = answer(more)
    kept = made[made["unique_id"].isin(df["unique_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, answer(df), check_exact=True)


@FEW
@given(panels())
def test_intervals_are_nested_around_the_median(df):
    made = answer(df)
    for m in MODELS:
        bounds = made[[f"{m}-lo-95", f"{m}-lo-80", m, f"{m}-hi-80", f"{m}-hi-95"]].dropna()
        assert (np.diff(bounds, axis=1) >= 0).all()


@FEW
@given(panels(), st.floats(0.001, 0.999))
def test_probability_is_the_inverse_of_the_quantile(df, p):
    for by_model in ind.forecast(ind.Panel.from_frame(df.assign(ds=df["ds"] + 1)), 3, models=MODELS, season_length=4).values():
        for f in by_model:
            if f.quality != "none":
                assert f.probability_at_most(2, f.quantile(2, p)) == pytest.approx(p, abs=1e-9)


@FEW
@given(panels(), st.integers(1, 5))
def test_periods_without_value_shift_no_date(df, gap):
    lead = df.groupby("unique_id", as_index=False)["ds"].min()
    tail = df.groupby("unique_id", as_index=False)["ds"].max()
    before = pd.concat([lead.assign(ds=lead["ds"] - k, y=np.nan) for k in range(1, gap + 1)] + [df])
    after = pd.concat([df] + [tail.assign(ds=tail["ds"] + k, y=np.nan) for k in range(1, gap + 1)])
    pd.testing.assert_series_equal(answer(before)["ds"], answer(df)["ds"])
    pd.testing.assert_series_equal(answer(after)["ds"], answer(df)["ds"] + gap)


@FEW
@given(panels(), st.integers(-1000, 1000))
def test_labels_of_time_change_no_number(df, shift):
    moved = answer(df.assign(ds=df["ds"] + shift))
    pd.testing.assert_frame_equal(moved.assign(ds=moved["ds"] - shift), answer(df), check_exact=True)
