# SPDX-License-Identifier: Apache-2.0
"""Ready sentences: where an indicator stands, what a target needs, where the series will land.

    "Giá trị sản xuất công nghiệp năm 2021 đạt 41.200 tỷ đồng, tăng 11,2% so với năm 2020; để đạt trên 46.000 tỷ đồng
    năm 2022 cần tăng trên 11,65%; nếu lặp lại mức tăng năm 2021 còn thiếu 186 tỷ đồng (0,4%)."
"""

from __future__ import annotations

import math

import industria

from .words import Words, is_missing


def growth_of(words: Words, ratio: float, size: str | None = None) -> str:
    """ "tăng 11,2%", "giảm 17,53%", "không đổi"."""
    key = "up" if ratio > 0 else "down" if ratio < 0 else "flat"
    return words("say." + key, size=size or words.percent(abs(ratio)))


def growth_clause(words: Words, observation, of_level=None) -> str:
    """ "tăng 11,2% so với năm 2020"; "ước tăng" where the level beside it is no estimate."""
    figure = observation.figure.to("1")
    clause = growth_of(words, figure.value)
    estimated = observation.status == "estimate" and (of_level is None or of_level.status != "estimate")
    if estimated:
        clause = words("say.estimated", clause=clause)
    if observation.measure == "average_growth":
        return words("say.average", clause=clause, span=words.span(observation.span))
    if observation.measure == "growth_on_same_period":
        return words("say.on_same_period", clause=clause)
    base = observation.base_period or observation.span.last - 1
    return words("say.on_period", clause=clause, base=words.period(base))


def level_clause(words: Words, name: str, observation) -> str:
    """ "Giá trị sản xuất công nghiệp năm 2021 ước đạt 40.550 tỷ đồng"."""
    return words("say.level." + observation.status, indicator=name, period=words.period(observation.span.last),
                 level=stated_level(words, observation.figure))


def stated_level(words: Words, figure) -> str:
    """The figure without the word "ước": the verb says it already."""
    if figure.qualifier == "estimate":
        return words.with_unit(words.significant(figure.value), figure.unit)
    return words.figure(figure)


def direction_of(assessment) -> str:
    """Which way to go: of a range, up from below it, else no further up."""
    if assessment.direction != "within":
        return assessment.direction
    return "at_least" if assessment.gap.value < 0 else "at_most"


def needed_growth(words: Words, assessment) -> str:
    """ "trên 11,65%": the end of the bounds that the target's direction asks for."""
    bounds = assessment.required_growth_bounds
    at_least = direction_of(assessment) == "at_least"
    end, is_open = (bounds.lo, bounds.lo_open) if at_least else (bounds.hi, bounds.hi_open)
    if not math.isfinite(end):
        return words.percent(assessment.required_growth.value)
    if not is_open:
        return words.percent(end)
    return words("bounds.above", lo=words.percent(end)) if at_least else words("bounds.below", hi=words.percent(end))


def steps_to(assessment) -> int:
    """Periods from the last actual to the target's period."""
    last, due = assessment.last_period, assessment.period
    return due - last if last is not None and last.kind == due.kind else 0


def is_running(assessment) -> bool:
    """True of a year's target that the months so far speak of."""
    return assessment.period.kind == "year" and assessment.last_period is not None and assessment.last_period.kind == "year_to_date"


def has_result(assessment) -> bool:
    """True once the target's own period is known, so that nothing is left to forecast."""
    known = assessment.last_period is not None and not is_running(assessment) and assessment.last_period >= assessment.period
    return known and assessment.verdict in ("achieved", "missed")


def need_clause(words: Words, assessment, target: str) -> str:
    """ "để đạt trên 46.000 tỷ đồng năm 2022 cần tăng trên 11,65%"."""
    due = words.period(assessment.period)
    if has_result(assessment):
        return words("say." + assessment.verdict, target=target, period=due, difference=_difference(words, assessment))
    if is_missing(assessment.required_growth.value):
        return words("say.need.unknown", target=target, period=due,
                     reason=words.other("reason." + assessment.required_growth.reason))
    at_least = direction_of(assessment) == "at_least"
    growth = assessment.required_growth.value
    if is_running(assessment) and at_least and growth > 0:
        return words("say.need.rest", target=target, period=due, growth=words.percent(growth))
    if at_least and growth <= 0 and not is_running(assessment):
        return words("say.need.reached", target=target, period=due, last=words.period(assessment.last_period))
    steps = steps_to(assessment)
    length = "one" if steps <= 1 else "years" if assessment.period.kind == "year" else "periods"
    size = needed_growth(words, assessment)
    if at_least:
        return words("say.need." + length, target=target, period=due, growth=size)
    if growth >= 0:
        return words("say.stay." + length, target=target, period=due, growth=words.percent(growth))
    return words("say.cut." + length, target=target, period=due, growth=words.percent(abs(growth)))


def _difference(words: Words, assessment) -> str:
    """ ", cao hơn 500 tấn (2,8%)": how far a result lies from the target; empty if it is not known or nothing."""
    gap = assessment.gap.value
    if is_missing(gap) or gap == 0:
        return ""
    return words("say.higher" if gap > 0 else "say.lower", gap=words.gap(gap, assessment.unit),
                 share=words.percent(abs(assessment.gap_relative.value), 1))


def repeat_clause(words: Words, assessment) -> str:
    """ "nếu lặp lại mức tăng năm 2021 còn thiếu 186 tỷ đồng (0,4%)"; empty if no growth is known."""
    gap = assessment.repeat_gap.value
    if is_missing(gap) or has_result(assessment):
        return ""
    side = "short" if gap < 0 else "over" if gap > 0 else "even"
    if direction_of(assessment) != "at_least":
        side = "ceiling_" + side
    return words("say.repeat." + side, base=words.period(assessment.last_period),
                 gap=words.gap(gap, assessment.unit),
                 share=words.percent(abs(assessment.repeat_gap_relative.value), 1))


def landing_text(words: Words, assessment) -> str:
    """ "khoảng 44.900 tỷ đồng"."""
    return words("landing.about", level=words.with_unit(words.rounded(assessment.landing), assessment.unit))


def interval_texts(words: Words, assessment, levels) -> list[str]:
    """ "80%: 43.000–48.000" for each level."""
    return [words("landing.interval", level=words.number(level), range=words.range(bounds))
            for level, bounds in zip(levels, assessment.landing_intervals)]


def landing_growth(words: Words, landing: str, ratio: float, base) -> str:
    """ "khoảng 43.400 tỷ đồng, tăng 7% so với năm 2021"."""
    return words("landing.growth", landing=landing, growth=growth_of(words, ratio, words.percent(abs(ratio), 1)),
                 base=words.period(base))


def growth_behind(words: Words, forecast, own: float | None) -> str:
    """Where the growth of a forecast comes from, if not from the series alone; `own` is its last growth, if known."""
    if forecast.method_used != "pooled_growth" or forecast.pool_share <= 0:
        return ""
    if forecast.pool_share >= 1:
        return words("say.growth_borrowed")
    pool = industria.GrowthPrior.shipped()
    if own is None or forecast.pool != pool.name or forecast.observations != 2:
        return words("say.growth_weighed_unnamed")
    return words("say.growth_weighed", own=growth_of(words, own), pool=growth_of(words, math.expm1(pool.mean),
                                                                                 words.percent(abs(math.expm1(pool.mean)), 1)))


def rounded_chance(percent: float, calibrated: bool) -> float:
    """A probability as it is told: in whole per cent once calibrated, else in tens; never as certain."""
    if not math.isfinite(percent):
        return percent
    step = 1.0 if calibrated else 10.0
    return min(max(math.floor(percent / step + 0.5) * step, step), 100.0 - step)


def chance_text(words: Words, percent: float, calibrated: bool) -> str:
    """ "khoảng 78%", "dưới 1%", "trên 99%"; as the library's own probability_text."""
    told, step = rounded_chance(percent, calibrated), 1.0 if calibrated else 10.0
    side = "below" if percent < step / 2 else "above" if percent > 100.0 - step / 2 else "about"
    return words.other("probability." + side, percent=words.number(told))


def uncalibrated(words: Words, assessment) -> str:
    """ "chưa kiểm định; dựa trên N số liệu"; once calibrated, what it rests on if that is not the years before."""
    return getattr(assessment, "note", "") if assessment.calibrated else rests_on(words, assessment.observations)


def rests_on(words: Words, observations: int) -> str:
    return words("uncalibrated.one" if observations == 1 else "uncalibrated.many", n=observations)


def verdict(words: Words, assessment) -> str:
    return words.other("verdict." + assessment.verdict)


def plan_sentence(words: Words, name: str, observation) -> str:
    """ "Sản lượng điện bằng 82,47% kế hoạch; chưa có số kế hoạch và thực hiện năm 2021."."""
    ratio = observation.figure.to("1").value
    if observation.measure == "deviation_from_plan":
        ratio += 1
    return words("say.of_plan", indicator=name, ratio=words.percent(ratio), period=words.period(observation.span.last))


def join(words: Words, clauses: list[str]) -> str:
    """Clauses as one sentence: "; " between them, a capital first and a full stop last."""
    return words.capital("; ".join(clause for clause in clauses if clause)) + "."
