# SPDX-License-Identifier: Apache-2.0
"""One view per indicator of a place: its sentences, a fan chart where a level exists, and what cannot be assessed."""

from __future__ import annotations

import dataclasses
import itertools
import math

import industria
from industria._core import forecast_series, pace_panel

from . import sentences
from .by_months import ByMonths
from .evidence import Evidence
from .headline import LEVELS, Goals, needed
from .naming import Names, anchor, key_text
from .views import Cell, Chart, Group, Head, IndicatorView, Lack, PlaceView, Table
from .words import Words, is_missing

MOST_CHARTS = 24  # what a reader turns over; the workbook and the tables hold the figures of all
STEPS_WITHOUT_TARGET = 3  # how far a level without a target is forecast


class Indicators:
    """Builds the views of one dataset as of one date."""

    def __init__(self, dataset, goals: Goals, evidence: Evidence, words: Words, names: Names, as_of) -> None:
        self._dataset = dataset
        self._goals = goals
        self._evidence = evidence
        self._words = words
        self._names = names
        self._as_of = as_of
        self.charts = 0  # that could be drawn
        self._rows: dict[str, list] = {}
        for row in dataset.observations:
            if row.status != "plan" and (as_of is None or row.known_on is None or row.known_on <= as_of):
                self._rows.setdefault(key_text(row.key), []).append(row)

    def by_place(self) -> tuple[PlaceView, ...]:
        """The places with their indicators; charts for at most MOST_CHARTS of them, those with targets first."""
        places = tuple(self._place(id) for id in self._names.chapters)
        drawn = [view for place in places for view in place.indicators if view.chart is not None]
        self.charts = len(drawn)
        if len(drawn) <= MOST_CHARTS:
            return places
        first = sorted(drawn, key=lambda view: view.facts is None)[:MOST_CHARTS]
        kept = {id(view) for view in first}

        def without(view: IndicatorView) -> IndicatorView:
            return view if id(view) in kept else dataclasses.replace(view, chart=None)

        return tuple(dataclasses.replace(place, indicators=tuple(map(without, place.indicators))) for place in places)

    def charts_left(self) -> tuple[str, ...]:
        """That not every indicator has its chart, if so; known after by_place()."""
        if self.charts <= MOST_CHARTS:
            return ()
        return (self._words("out.charts_left", drawn=MOST_CHARTS, total=self.charts),)

    def _place(self, id: str) -> PlaceView:
        words, names = self._words, self._names
        row = self._dataset.find_place(id)
        note = words("place.inferred") if row is not None and row.inferred else ""
        keys = [key for key in names.keys if names.province(key.place) == id]
        views = [view for _, view in sorted((self._view(key) for key in keys), key=lambda pair: pair[0])]
        known = tuple(view for view in views if view.sentences or view.chart)
        return PlaceView(anchor("place", id), names.place(id), note, known, self._lacks(views))

    def _observations(self, key) -> list:
        return sorted(self._rows.get(key_text(key), []), key=lambda row: (row.span.last, row.measure, row.origin.fact, row.figure.value))

    def _lacks(self, views) -> Table | None:
        """One row for each target of an indicator of which nothing else is known."""
        words = self._words
        rows = tuple((Cell(view.title), lack.statement, Cell(words.capital(lack.reason)), Cell(words.capital(lack.lacking) or words("none")))
                     for view in views if not view.sentences and not view.chart for lack in view.lacks)
        heads = (Head(words("head.indicator")), Head(words("head.target")), Head(words("head.reason")),
                 Head(words("head.lacking")))
        return Table(words("lacks.caption"), heads, (Group("", rows),)) if rows else None

    def _view(self, key) -> tuple[tuple, IndicatorView]:
        goals = [goal for goal in self._goals.all if key_text(goal.key) == key_text(key)]
        goals.sort(key=lambda goal: (goal.period, goal.target_id))
        series = self._dataset.actual_levels(key, self._as_of)
        levels = [row for row in series.observations if row is not None]
        rows = self._observations(key)
        able = [goal for goal in goals if goal.verdict != "not_assessable"]
        name = self._names.indicator(key)
        forecast = self._forecast(series, rows, levels, goals)
        view = IndicatorView(
            anchor("indicator", key_text(key)), name, self._basis(goals, rows),
            tuple(self._sentences(name, rows, levels, able, None if goals else forecast)),
            self._fan(name, series, levels, able, forecast), self._facts(able),
            tuple(self._lack(goal) for goal in goals if goal.verdict == "not_assessable"), self._method(forecast, able))
        order = (not able, not levels, not goals, key_text(key))
        return order, view

    def _basis(self, goals, rows) -> str:
        money = [row.figure.basis for row in rows if row.measure in ("level", "change", "difference")]
        money += [goal.basis for goal in goals]
        texts = sorted({self._words.basis(basis) for basis in money if basis.kind != "none"})
        return "; ".join(texts)

    def _forecast(self, series, rows, levels, goals):
        """The longest forecast of the assessments; of a level without any, one of its own; else None."""
        found = [goal.forecast for goal in goals if goal.forecast is not None]
        if found:
            return max(found, key=lambda forecast: len(forecast.periods))
        if not levels or any(goal.verdict != "not_assessable" for goal in goals):
            return None
        growth = self._growth_of(rows, levels[-1])
        own = forecast_series(series.series, STEPS_WITHOUT_TARGET, method="pooled_growth",  # as assessments do
                              stated_growth=growth.figure.to("1").value if growth is not None else None)
        return own if own.quality != "none" else None

    # --- sentences ---------------------------------------------------------------------------------------
    def _sentences(self, name: str, rows, levels, able, loose):
        words, evidence = self._words, self._evidence
        used = []
        clauses = []
        if levels:
            latest = levels[-1]
            growth = self._growth_of(rows, latest)
            clauses.append(sentences.level_clause(words, name, latest)
                           + (words("comma", clause=sentences.growth_clause(words, growth, latest)) if growth else ""))
            used += [latest, growth]
        first = True
        for goal in able:
            target = self._goals.text(goal)
            if clauses and sentences.has_result(goal) and goal.period != levels[-1].span.last:
                yield Cell(sentences.join(words, clauses), evidence.refs(*used))  # its result is that of another year
                clauses, used = [], []
            clauses += [sentences.need_clause(words, goal, target), sentences.repeat_clause(words, goal)]
            used += self._goals.statements(goal)
            yield Cell(sentences.join(words, clauses), evidence.refs(*used))
            clauses, used, first = [], [], False
        if clauses and first:
            if loose is not None:
                clauses += self._no_target(loose, levels[-1], growth)
            yield Cell(sentences.join(words, clauses), evidence.refs(*used))
        yield from self._other_sentences(name, rows, levels)

    def _no_target(self, forecast, latest, growth) -> list[str]:
        """ "nguồn số liệu không nêu mục tiêu; dự báo năm 2022 khoảng 43.400 tỷ đồng, tăng 7% so với năm 2021 (80%: ...)",
        and where that growth comes from."""
        words = self._words
        landing = words("landing.about", level=words.with_unit(words.rounded(forecast.median(0)), forecast.unit))
        level = latest.figure.to(forecast.unit).value
        if level > 0 and latest.span.last == forecast.periods[0] - 1:
            landing = sentences.landing_growth(words, landing, forecast.median(0) / level - 1, latest.span.last)
        intervals = "; ".join(words("landing.interval", level=words.number(level), range=words.range(forecast.interval(0, level)))
                              for level in LEVELS)
        late = self._as_of is not None and forecast.periods[0].last_day <= self._as_of
        told = words("say.no_later" if late else "say.no_target", last=words.period(forecast.periods[0] - 1),
                     period=words.period(forecast.periods[0]), landing=landing, intervals=intervals,
                     caveat=sentences.rests_on(words, forecast.observations))
        own = growth.figure.to("1").value if growth is not None else None
        return [told, sentences.growth_behind(words, forecast, own)]

    def _growth_of(self, rows, level):
        """The stated growth of the latest level's period, on the period before rather than any other."""
        found = [row for row in rows if row.span.last == level.span.last
                 and row.measure in ("growth_on_previous", "growth_on_same_period")]
        return min(found, key=lambda row: row.measure != "growth_on_previous") if found else None

    def _other_sentences(self, name: str, rows, levels):
        """Growth without a level, average growth, deviations from a plan: each stays what it is."""
        words, evidence = self._words, self._evidence
        latest = levels[-1] if levels else None
        stated = self._growth_of(rows, latest) if latest else None
        for row in rows:
            if row.measure in ("deviation_from_plan", "ratio_to_plan"):
                yield Cell(sentences.plan_sentence(words, name, row), evidence.refs(row))
            elif row.measure == "level" and row.span.first != row.span.last:
                yield Cell(words("say.level_of_span", indicator=name, span=words.span(row.span),
                                 level=words.figure(row.figure)) + ".", evidence.refs(row))
            elif row.measure == "share":
                yield Cell(words("say.share", indicator=name, period=words.period(row.span.last),
                                 share=words.figure(row.figure)) + ".", evidence.refs(row))
            elif row.measure in ("growth_on_previous", "growth_on_same_period", "average_growth") and row is not stated:
                clause = sentences.growth_clause(words, row)
                key = "say.growth_average" if row.measure == "average_growth" else "say.growth"
                text = words(key, indicator=name, period=words.period(row.span.last), clause=clause)
                if not levels:
                    text = words("say.no_level", sentence=text)
                yield Cell(text + ".", evidence.refs(row))
            elif row.measure in ("change", "difference"):
                yield Cell(words("say.change", indicator=name, period=words.period(row.span.last),
                                 clause=sentences.growth_of(words, row.figure.value, words.figure(row.figure))) + ".",
                           evidence.refs(row))

    # --- what is below the sentences -----------------------------------------------------------------------
    def _facts(self, able) -> Table | None:
        """The figures behind the sentences, one row per target."""
        words = self._words
        rows = []
        for goal in able:
            landing = words("none")
            if not is_missing(goal.landing):
                landing = sentences.landing_text(words, goal)
            gap = (words("none") if is_missing(goal.gap.value) else words(
                "gap.below" if goal.gap.value < 0 else "gap.above" if goal.gap.value > 0 else "gap.none", gap=words.gap(goal.gap.value, goal.unit),
                share=words.percent(abs(goal.gap_relative.value), 1)))
            asked = goal.required_growth.value * (1 if sentences.direction_of(goal) == "at_least" else -1)
            pace = words.percent(goal.pace.value, 0) if asked > 0 and not is_missing(goal.pace.value) else words("none")
            chance = (words("none") if is_missing(goal.probability.value) else goal.probability_text(words.lang))
            notes = (sentences.uncalibrated(words, goal),) if not is_missing(goal.probability.value) else ()
            rows.append((Cell(f"{self._goals.text(goal)}, {words.period(goal.period)}"), Cell(gap),
                         Cell(needed(goal, words), notes=self._places(goal)), Cell(pace),
                         Cell(landing, notes=tuple(sentences.interval_texts(words, goal, LEVELS))),
                         Cell(chance, notes=notes),
                         Cell(sentences.verdict(words, goal), tone=goal.verdict)))
        if not rows:
            return None
        heads = (Head(words("head.target")), Head(words("head.gap"), True), Head(words("head.needed"), True),
                 Head(words("head.pace"), True), Head(words("head.landing"), True), Head(words("head.chance")),
                 Head(words("head.verdict")))
        return Table(words.caption("facts.caption", [goal.basis for goal in able]), heads, (Group("", tuple(rows)),))

    def _places(self, goal) -> tuple[str, ...]:
        """How often what is needed has been reached: by the series itself, and by the same indicator elsewhere."""
        stated = self._goals.statements(goal)
        if not stated or is_missing(goal.required_growth.value) or sentences.is_running(goal) or sentences.has_result(goal):
            return ()
        series = [self._dataset.actual_levels(key, self._as_of).series for key in self._same_indicator(goal.key)]
        own = series[0]
        if len(own) == 0:
            return ()
        beside = [own] + [s for s in series[1:] if len(s) and s.unit == own.unit and s.basis == own.basis and s.first.kind == own.first.kind]
        panel = industria.Panel.from_arrays([y for s in beside for y in s.values], [0, *itertools.accumulate(len(s) for s in beside)],
                                            [s.first for s in beside], [str(i) for i in range(len(beside))], own.unit, own.basis)
        made = pace_panel(panel, [0], stated[:1], True, lang=self._words.lang)
        parts = []
        if made["of_years"][0] > 0:
            parts.append(industria.text("pace.in_history", self._words.lang, reached=int(made["reached"][0]), of=int(made["of_years"][0])))
        if made["panel_of"][0] > 1:
            parts.append(industria.text("pace.in_panel", self._words.lang, reached=int(made["panel_reached"][0]), of=int(made["panel_of"][0])))
        return tuple(part.removeprefix("; ") for part in parts)

    def _same_indicator(self, key) -> list:
        """The key, and those of the same indicator, sector and product in other places."""
        same = [k for k in self._names.keys if (k.indicator, k.sector, k.product, k.plant) == (key.indicator, key.sector, key.product, key.plant)]
        return [key, *(k for k in same if key_text(k) != key_text(key))]

    def _lack(self, goal) -> Lack:
        text = f"{self._goals.text(goal)}, {self._goals.when(goal)}"
        return Lack(Cell(text, self._evidence.refs(*self._goals.statements(goal)), self._goals.notes(goal)),
                    self._goals.reason(goal), self._goals.lacking(goal))

    def _method(self, forecast, able) -> str:
        """How it was forecast."""
        words = self._words
        by_months = [goal for goal in able if isinstance(goal, ByMonths)]
        if by_months and (forecast is None or forecast.periods[-1] <= by_months[0].period):
            return words("method.by_months")
        if forecast is None:
            return ""
        borrowed = forecast.method_used == "pooled_growth" and forecast.pool_share >= 1
        method = words("method.borrowed") if borrowed else self._named("method", forecast.method_used, "automatic")
        text = words("method", method=method, quality=self._named("quality", forecast.quality, "none"))
        if forecast.pool_share > 0 and forecast.pool:
            text += " " + words("method.pool_only" if forecast.pool_share >= 1 else "method.pool",
                                pool=self._named("pool", forecast.pool, "given"), share=words.percent(forecast.pool_share, 0))
        return text

    def _named(self, kind: str, name: str, otherwise: str = "") -> str:
        """A method, grade or pool in words; its identifier is never printed."""
        key = f"{kind}.{name}"
        return self._words.other(key if industria.has_text(key) else f"{kind}.{otherwise}")

    # --- chart -------------------------------------------------------------------------------------------
    def _fan(self, name: str, series, levels, able, forecast) -> Chart | None:
        if not levels:
            return None
        words = self._words
        known = [(period, value) for period, value in zip(series.periods, series.values) if not math.isnan(value)]
        hollow = {row.span.last: row.status != "final" for row in levels}
        history = [{"period": short(period), "value": float(value), "hollow": hollow.get(period, False)}
                   for period, value in known]
        periods, fan = [period for period in series.periods], []
        if forecast is not None:
            last, value = known[-1]
            fan.append({"period": short(last), **dict.fromkeys(("lo95", "lo80", "median", "hi80", "hi95"), float(value))})
            by_months = {goal.period: goal for goal in able if isinstance(goal, ByMonths)}
            for k, period in enumerate(forecast.periods):
                near, far, median = forecast.interval(k, 80), forecast.interval(k, 95), forecast.median(k)
                if period in by_months:  # as the table says
                    (near, far), median = by_months[period].landing_intervals, by_months[period].landing
                fan.append({"period": short(period), "lo95": far.lo, "lo80": near.lo, "median": median, "hi80": near.hi, "hi95": far.hi})
            periods += [period for period in forecast.periods if period not in periods]
        path, targets = self._paths(known[-1], able)
        if not fan and len(known) < 2:
            return None
        periods += [goal.period for goal in able if goal.period not in periods]
        labels = [short(period) for period in sorted(periods)]
        swatches = [("level", "chart.key.level")]
        swatches += [("hollow", "chart.key.hollow")] if any(hollow.values()) else []
        swatches += [("fan", "chart.key.fan")] if fan else []
        swatches += [("path", "chart.key.path")] if targets else []
        title = "chart.fan.title" if targets else "chart.fan.title_plain"
        return Chart("fan", words(title, indicator=name), self._describe(name, levels[-1], able),
                     {"history": history, "fan": fan, "path": path, "target": targets},
                     {"periods": labels, "unit": series.unit.text(words.lang)},
                     tuple((swatch, words(key)) for swatch, key in swatches))

    def _paths(self, last, able) -> tuple[list[dict], list[dict]]:
        """Required paths from the last actual to each target, and the targets."""
        path, targets = [], []
        for goal in able:
            if is_missing(goal.target_value) or goal.last_period is None or goal.kind in ("cumulative_flow", "cumulative_count", "relative"):
                continue
            targets.append({"period": short(goal.period), "value": goal.target_value})
            steps = list(goal.required_path) if not sentences.is_running(goal) else []  # of a running year they are sums
            if steps:
                name = str(len(targets))
                path.append({"period": short(last[0]), "value": float(last[1]), "target": name})
                path += [{"period": short(goal.last_period + (k + 1)), "value": value, "target": name}
                         for k, value in enumerate(steps)]
        return path, targets

    def _describe(self, name: str, latest, able) -> str:
        """The chart in words, for screen readers."""
        words = self._words
        parts = [sentences.level_clause(words, name, latest)]
        parts += [words("chart.fan.goal", period=words.period(goal.period), target=self._goals.text(goal),
                        landing=sentences.landing_text(words, goal),
                        intervals="; ".join(sentences.interval_texts(words, goal, LEVELS)))
                  for goal in able if not is_missing(goal.landing)]
        return "; ".join(parts) + "."


def short(period) -> str:
    """A period on an axis: "2021", "9/2021", "III/2021"."""
    if period.kind == "month":
        return f"{period.index}/{period.year}"
    if period.kind == "quarter":
        return f"{('I', 'II', 'III', 'IV')[period.index - 1]}/{period.year}"
    return str(period)
