// SPDX-License-Identifier: Apache-2.0
// Growth against the growth of another series ("tăng cao hơn tốc độ tăng trưởng kinh tế"): a target without a number.
#pragma once

#include <industria/detail/targets_growth_lead.hpp>
#include <industria/detail/targets_other.ipp>
#include <industria/detail/targets_rising.hpp>
#include <industria/detail/targets_yearly.hpp>

#include <cmath>
#include <optional>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One side of the comparison: its yearly levels (of a part of the year: that part of every year), and growth as stated. Where only growth is
/// known, the levels are its index.
struct GrowthSide {
  const Dataset* data = nullptr;
  IndicatorKey key;
  Date as_of;
  Actuals levels;
  bool is_rate = false;   ///< levels that are rates have no growth
  bool is_index = false;  ///< no levels: chained growth

  GrowthSide(const Dataset& from, IndicatorKey of, const Period& period, Date known)
      : data(&from), key(std::move(of)), as_of(known) {
    std::vector<Issue> told_elsewhere;
    levels = actuals_of(from, key, period, as_of, told_elsewhere);
    levels.series.bounds.clear();  // growth is that of the numbers as told
    is_rate = levels.series.unit.is_ratio();
    take_part_of_year(period);
    if (is_rate) levels.series.values.clear();
    if (data == nullptr) return;
    if (last_observed(levels.series.values) < 0) chain_growth(period);
    extend();
  }
  GrowthSide(Actuals bare, const Period& period) : levels(std::move(bare)) {
    levels.series.bounds.clear();
    is_rate = levels.series.unit.is_ratio() && !(levels.series.unit == Unit());
    if (is_rate) levels.series.values.clear();
    take_part_of_year(period);
    extend();
  }
  [[nodiscard]] bool empty() const noexcept { return levels.series.values.empty(); }
  [[nodiscard]] int last_year() const noexcept { return levels.series.first.year + static_cast<int>(levels.series.values.size()) - 1; }
  [[nodiscard]] double last() const noexcept { return levels.series.values.back(); }
  /// Growth of one year: between two levels, else as stated. Above -1.
  [[nodiscard]] std::optional<double> in(int year) const {
    const int i = empty() ? -1 : year - levels.series.first.year;
    std::optional<double> found;
    if (i >= 1 && i < static_cast<int>(levels.series.values.size()) && !is_index) {
      const Value g = growth(levels.series.values[static_cast<std::size_t>(i - 1)], levels.series.values[static_cast<std::size_t>(i)]);
      if (g) found = g.value;
    }
    if (!found && data != nullptr) found = stated_growth(*data, key, Period::of_year(year), as_of);
    return found && *found > -1.0 ? found : std::nullopt;
  }
  /// The level of a year: known, or led back from the first one by stated growth; missing where neither says.
  [[nodiscard]] double at(int year) const {
    if (empty() || year > last_year()) return missing;
    const int i = year - levels.series.first.year;
    if (i >= 0 && !is_missing(levels.series.values[static_cast<std::size_t>(i)])) return levels.series.values[static_cast<std::size_t>(i)];
    int from = year;
    double grown = 1.0;
    while (from < last_year()) {  // forward to the next known level
      const std::optional<double> g = in(++from);
      if (!g) return missing;
      grown *= 1.0 + *g;
      const int k = from - levels.series.first.year;
      if (k >= 0 && !is_missing(levels.series.values[static_cast<std::size_t>(k)])) return levels.series.values[static_cast<std::size_t>(k)] / grown;
    }
    return missing;
  }
  /// A level that is known or still to come.
  [[nodiscard]] bool has(int year) const { return !empty() && (year > last_year() || !is_missing(at(year))); }
  /// The average growth that a source states for the whole span.
  [[nodiscard]] std::optional<double> over(const PeriodSpan& span) const {
    if (data == nullptr) return std::nullopt;
    const Observation* best = nullptr;
    for (const Observation& o : data->observations) {
      const bool fits = o.key == key && o.measure == Measure::average_growth && o.span == span && o.status != Status::plan &&
                        o.figure.unit.is_ratio() && !is_missing(o.figure.value) && is_known(o, as_of);
      if (fits && (best == nullptr || known_date(o) > known_date(*best))) best = &o;
    }
    if (best == nullptr) return std::nullopt;
    return best->figure.in(Unit{}).value;
  }
  [[nodiscard]] Forecast ahead(int years, ForecastOptions how) const { return ahead(levels.series, years, std::move(how)); }
  [[nodiscard]] Forecast ahead(const Series& series, int years, ForecastOptions how) const {
    how.progress = nullptr;
    how.stated_growth = levels.stated_growth && *levels.stated_growth > -1.0 ? levels.stated_growth : std::nullopt;
    how.growth_statements.insert(how.growth_statements.end(), levels.told.begin(), levels.told.end());
    return forecast(series, years, how);
  }

 private:
  void take_part_of_year(const Period& period) {
    if (levels.series.values.empty() || levels.series.first.kind == PeriodKind::year || period.kind != levels.series.first.kind) return;
    YearlyLevels years;
    yearly_levels(levels.series, period, years);
    levels.series.values = std::move(years.values);
    levels.series.first = Period::of_year(years.first_year);
    levels.observations.clear();
    levels.stated_growth.reset();
    data = nullptr;  // what is stated of years does not speak of their parts
  }
  /// The index of the latest years in a row whose growth is stated, up to the target's period; 1 before them.
  void chain_growth(const Period& period) {
    constexpr int most = 100;  // years looked back
    int last = period.year;
    while (last > period.year - most && !in(last)) --last;
    if (!in(last)) return;
    int first = last;
    while (first > last - most && in(first - 1)) --first;
    is_index = true;
    levels = {};
    levels.series.first = Period::of_year(first - 1);
    levels.series.values = {1.0};
    for (int year = first; year <= last; ++year) levels.series.values.push_back(levels.series.values.back() * (1.0 + *in(year)));
  }
  /// Up to the last level, and on by stated growth.
  void extend() {
    levels.series.values.resize(static_cast<std::size_t>(last_observed(levels.series.values) + 1));
    if (empty() || is_index) return;
    for (std::optional<double> g = in(last_year() + 1); g; g = in(last_year() + 1)) {
      levels.series.values.push_back(levels.series.values.back() * (1.0 + *g));
      levels.stated_growth = g;
    }
  }
};

/// What a relative target asks for: the mean yearly growths' least (most) difference, a ratio; without a number 0, which itself does not suffice.
struct WantedLead {
  double points = 0.0;
  bool is_open = true;
  Bounds bounds{};
  [[nodiscard]] bool meets(double lead, Direction direction) const noexcept {
    if (direction == Direction::within) return bounds.contains(lead);
    if (lead == points) return !is_open;
    return direction == Direction::at_most ? lead < points : lead > points;
  }
};
[[nodiscard]] inline double lead_in_ratio(const Figure& figure) {
  const double points = figure.unit.exponent("percentage_point") == 1 ? 0.01 : figure.unit.is_ratio() ? convert(1.0, figure.unit, Unit{}) : missing;
  return figure.value * points;
}
[[nodiscard]] inline WantedLead wanted_lead(const Target& target) {
  WantedLead out;
  if (!is_missing(target.figure.value)) {
    out.points = lead_in_ratio(target.figure);
    const double c = target.figure.value != 0.0 ? out.points / target.figure.value : 1.0;
    const Bounds named = meeting_levels(target.figure, target.direction, 0.0);
    out.bounds = c > 0.0 && !is_missing(c) ? scale(named, c) : named;
    out.is_open = target.direction == Direction::at_most ? out.bounds.hi_open : out.bounds.lo_open;
    return out;
  }
  out.bounds = target.direction == Direction::at_most ? Bounds::below(0.0) : Bounds::above(0.0);
  return out;
}

/// P(lead meets what is wanted) with both sides as they are, or with another last level of the own one.
[[nodiscard]] inline double probability_of_lead(const SpanRatio& own, const SpanRatio& other, const WantedLead& wanted, Direction direction, int years, double shock) {
  const auto above = [&](double points) { return lead_probability(own, other, points, years, shock); };
  if (direction == Direction::within) return std::max(0.0, above(wanted.bounds.lo) - above(wanted.bounds.hi));
  return direction == Direction::at_most ? 1.0 - above(wanted.points) : above(wanted.points);
}

[[nodiscard]] inline SpanRatio ratio_of(const GrowthSide& side, const std::optional<Forecast>& ahead, int base, int end) {
  if (!ahead) return SpanRatio::known(side.at(end) / side.at(base));
  const auto step = [&](int year) { return static_cast<std::size_t>(year - side.last_year() - 1); };
  return base <= side.last_year() ? SpanRatio::from_base(*ahead, step(end), side.at(base)) : SpanRatio::between(*ahead, step(base), step(end));
}

[[nodiscard]] inline double yearly(double ratio, int years) noexcept { return years > 0 ? std::expm1(std::log(ratio) / years) : missing; }

/// Growth needed of the own series from now on if the other goes along its median, and what the growth of the last year would come to.
inline void fill_lead_way(Assessment& a, const GrowthSide& own, const SpanRatio& other, const WantedLead& wanted, int base, int end) {
  const int years = end - base;
  double lead = wanted.points;
  if (a.direction == Direction::within) lead = a.gap ? std::clamp(a.gap.value, wanted.bounds.lo, wanted.bounds.hi) : 0.5 * (wanted.bounds.lo + wanted.bounds.hi);
  const double ratio = ratio_below(other.at(0.0), -lead, years);
  const int left = end - std::max(own.last_year(), base);
  const double from = base <= own.last_year() ? own.last() / own.at(base) : 1.0;
  if (left < 1 || !(from > 0.0)) return;
  a.required_growth = yearly(ratio / from, left);
  a.pace = pace_of(a);
  if (own.is_index || base > own.last_year() || !a.past_growth) return;
  a.repeat_level = own.last() * std::pow(1.0 + a.past_growth.value, left);
  const double level = own.at(base) * ratio;
  a.repeat_gap = a.repeat_level.value - level;
  a.repeat_gap_relative = relative_gap(a.repeat_gap.value, level);
}

/// Decided once both average growths are known up to the end of the span; before that, a probability from the forecasts of both. The span's first
/// year counts as growth on the year before it; where that year is not known, as the base.
inline void assess_relative(Assessment& a, const GrowthSide& own, const GrowthSide& other, const Target& target, const TextArgs& other_name, Date as_of,
                            const AssessOptions& options) {
  a.gap = a.gap_relative = a.required_growth = a.required_change = a.past_growth = a.probability = Reason::no_target_value;
  a.repeat_level = a.repeat_gap = a.repeat_gap_relative = a.pace = Reason::no_target_value;
  const WantedLead wanted = wanted_lead(target);
  a.target = wanted.bounds;
  if (is_missing(wanted.points)) {
    a.issues.push_back(target_issue(Severity::error, "targets.other_unit", target, {{"unit_vi", "điểm %"}, {"unit_en", "percentage points"}}));
    return cannot_assess(a, Reason::not_comparable);
  }
  if (!is_missing(target.figure.value)) a.target_value = wanted.points;
  if (!own.empty()) {
    const Period last{own.last_year(), a.period.kind, a.period.index};
    a.past_growth = own.in(own.last_year()) ? Value(*own.in(own.last_year())) : Value(Reason::too_few_points);
    a.last_period = last;
    if (!own.is_index) {
      a.last_actual = own.last();
      a.unit = own.levels.series.unit;
      a.basis = own.levels.series.basis;
    }
    a.observations = static_cast<int>(count_observed(own.levels.series.values));
  }
  if (const auto mine = own.over(target.span), theirs = other.over(target.span); mine && theirs) {
    a.gap = *mine - *theirs;
    a.verdict = wanted.meets(a.gap.value, target.direction) ? Verdict::achieved : Verdict::missed;
    return;
  }
  const TextArgs whole_span = period_args(a.period);
  if (other.empty()) return cannot_assess(a, Reason::no_observation, "lacking.other_series", other_name);
  if (own.empty()) return cannot_assess(a, Reason::no_observation, "lacking.whole_span", whole_span);
  const int end = target.span.last.year;
  int base = target.span.first.year - 1;
  if (!(own.has(base) && other.has(base)) && base + 1 < end) ++base;
  if (!(own.has(base) && other.has(base) && own.has(end) && other.has(end))) return cannot_assess(a, Reason::no_observation, "lacking.whole_span", whole_span);
  const int known = std::min({own.last_year(), other.last_year(), end});
  for (const GrowthSide* side : {&own, &other}) {
    const double level = side->at(std::min(base, side->last_year()));
    if (level > 0.0) continue;
    a.issues.push_back(target_issue(Severity::error, "targets.bad_base", target, period_args({std::min(base, side->last_year()), a.period.kind, a.period.index})));
    return cannot_assess(a, level < 0.0 ? Reason::negative_base : Reason::zero_base);
  }
  a.gap = known > base && !is_missing(own.at(known)) && !is_missing(other.at(known)) && own.at(known) >= 0.0 && other.at(known) >= 0.0
              ? Value(yearly(own.at(known) / own.at(base), known - base) - yearly(other.at(known) / other.at(base), known - base))
              : Value(Reason::no_observation);
  const int left = end - std::min(own.last_year(), other.last_year());
  if (left <= 0) {
    a.probability = Reason::no_time_left;
    if (!a.gap) return cannot_assess(a, Reason::sign_change);
    a.verdict = wanted.meets(a.gap.value, target.direction) ? Verdict::achieved : Verdict::missed;
    return;
  }
  if (is_over(a.period, as_of) || left > 1000) return cannot_assess(a, Reason::no_observation, "lacking.whole_span", whole_span);
  std::optional<Forecast> ahead;
  std::optional<Forecast> theirs;
  if (own.last_year() < end) ahead = own.ahead(end - own.last_year(), options.forecast);
  if (other.last_year() < end) theirs = other.ahead(end - other.last_year(), options.forecast);
  const double shock = options.forecast.prior.common_shock;
  const SpanRatio rest = ratio_of(other, theirs, base, end);
  a.probability = probability_of_lead(ratio_of(own, ahead, base, end), rest, wanted, a.direction, end - base, shock);
  const std::optional<LastMove> move = ahead && base < own.last_year() ? last_move(own.levels.series, a.direction, options.forecast) : std::nullopt;
  if (move) {
    Series variant = own.levels.series;
    a.probability = rising_probability(a.probability.value, *move, [&](double growth) {
      variant.values[move->last] = move->value(growth);
      const Forecast then = own.ahead(variant, end - own.last_year(), options.forecast);
      const SpanRatio ratio = SpanRatio::from_base(then, then.horizon() - 1, own.at(base));
      return probability_of_lead(ratio, rest, wanted, a.direction, end - base, shock);
    });
  }
  fill_lead_way(a, own, rest, wanted, base, end);
  if (ahead && !own.is_index) {
    for (std::size_t k = 0; k < ahead->periods.size(); ++k) ahead->periods[k] = {own.last_year() + 1 + static_cast<int>(k), a.period.kind, a.period.index};
    a.landing = ahead->median(ahead->horizon() - 1);
    for (const double level : options.levels) a.landing_intervals.push_back(ahead->interval(ahead->horizon() - 1, level));
    a.forecast = std::move(ahead);
  }
  a.verdict = verdict_of(a.probability.value, options);
}

/// Several statements of one relation ("faster than GRDP", "by 2 points"): the strictest; what they leave together.
[[nodiscard]] inline Target merged_relation(const TargetGroup& group) {
  Target out = group.first();
  for (const Target* other : group.statements) {
    const WantedLead mine = wanted_lead(out);
    const WantedLead theirs = wanted_lead(*other);
    const bool is_stricter = out.direction == Direction::at_most ? theirs.points < mine.points : theirs.points > mine.points;
    if (is_stricter || (is_missing(out.figure.value) && theirs.points == mine.points)) out.figure = other->figure;
  }
  return out;
}

inline void assess_relative(Assessment& a, const Dataset& data, const TargetGroup& group, Date as_of, const AssessOptions& options) {
  const Target target = merged_relation(group);
  const GrowthSide own(data, target.key, a.period, as_of);
  const GrowthSide other(data, {.indicator = target.relative_to, .place = target.key.place}, a.period, as_of);
  assess_relative(a, own, other, target, indicator_args(data, target.relative_to), as_of, options);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
