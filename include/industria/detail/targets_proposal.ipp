// SPDX-License-Identifier: Apache-2.0
// Body of targets/proposal.hpp: the law of next year's result from this year's estimate, and the variants read off it.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/growth_kernel.hpp>
#include <industria/detail/targets_monitoring_levels.hpp>
#include <industria/targets/proposal.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <tuple>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Next year's result: equally likely values of this year, each times one law of growth.
struct NextYear {
  std::vector<double> bases{};  ///< one value if this year is known
  double base = missing;        ///< their median, the last value of the forecast's series
  Forecast growth{};

  [[nodiscard]] double at_least(double x) const {
    double sum = 0.0;
    for (const double b : bases) sum += growth.probability_at_least(0, bases.size() == 1 ? x : x * (base / b));
    return sum / static_cast<double>(bases.size());
  }
  /// The value reached with probability p, between those of the extreme bases.
  [[nodiscard]] double reached_with(double p) const {
    if (bases.size() == 1) return growth.quantile(0, 1.0 - p);
    const double q = growth.quantile(0, 1.0 - p) / base;
    double lo = q * bases.front();
    double hi = q * bases.back();
    const double at_lo = at_least(lo) - p;
    const double at_hi = at_least(hi) - p;
    if (!(at_lo > 0.0)) return lo;
    if (!(at_hi < 0.0)) return hi;
    std::uintmax_t steps = 100;
    const auto excess = [&](double x) { return at_least(x) - p; };
    std::tie(lo, hi) = boost::math::tools::toms748_solve(excess, lo, hi, at_lo, at_hi, boost::math::tools::eps_tolerance<double>(46), steps);
    return 0.5 * (lo + hi);
  }
};

/// Growth of each year on the one before, oldest first, up to the year of the row; a gap ends the list.
[[nodiscard]] inline std::vector<PastGrowth> past_growths(const KeyLevels& levels, const MonitoringRow& row) {
  std::vector<PastGrowth> out;
  const MonitoringCell& now = row[MonitoringColumn::full_year];
  const MonitoringCell& before = row[MonitoringColumn::last_year];
  if (now.value && before.value && before.value.value > 0.0) {
    double base = before.value.value;
    // Last year on this year's sample, as far as the growth published so far tells.
    const MonitoringCell& then = row[MonitoringColumn::cumulative_same_period];
    const MonitoringCell known = levels.so_far(year_before(row.period));
    if (then.formula == CellFormula::implied_base && known.value && known.value.value > 0.0) base *= then.value.value / known.value.value;
    out.push_back({row.period.year, 100.0 * growth_kernel(base, now.value.value), false});
  }
  for (int year = row.period.year - 1; year > row.period.year - 30 && !out.empty(); --year) {
    const MonitoringCell published = levels.growth(Period::of_year(year));
    const MonitoringCell a = levels.level(Period::of_year(year - 1));
    const MonitoringCell b = levels.level(Period::of_year(year));
    const bool computed = a.value && b.value && a.value.value > 0.0;
    if (!published.value && !computed) break;
    out.push_back({year, published.value ? published.value.value : 100.0 * growth_kernel(a.value.value, b.value.value), static_cast<bool>(published.value)});
  }
  std::reverse(out.begin(), out.end());
  return out;
}

/// Yearly levels on this year's basis, the estimate last.
[[nodiscard]] inline Series chained_levels(const Proposal& proposal, const KeyLevels& levels, const MonitoringRow& row) {
  Series out{.unit = row.unit, .basis = row.basis, .id = row.key.unique_id()};
  std::vector<double> back{proposal.base.value};
  for (auto g = proposal.growths.rbegin(); g != proposal.growths.rend() && g->growth > -100.0; ++g) back.push_back(back.back() / (1.0 + g->growth / 100.0));
  out.values.assign(back.rbegin(), back.rend());
  out.first = Period::of_year(row.period.year - static_cast<int>(back.size()) + 1);
  if (const Indicator* i = find_by_id(levels.data.indicators, row.key.indicator); i != nullptr && is_convertible(i->unit, row.unit)) {
    if (!is_missing(i->lower)) out.lower = convert(i->lower, i->unit, row.unit);
    if (!is_missing(i->upper)) out.upper = convert(i->upper, i->unit, row.unit);
  }
  return out;
}

[[nodiscard]] inline HistoryPlace place_in_history(const std::vector<PastGrowth>& growths, double growth, Direction direction) {
  HistoryPlace out;
  double product = 0.0;
  for (const PastGrowth& g : growths) {
    ++out.years;
    out.reached += (direction == Direction::at_least ? g.growth >= growth : g.growth <= growth) ? 1 : 0;
    if (out.years == 1 || g.growth > out.highest) {
      out.highest = g.growth;
      out.highest_year = g.year;
    }
    if (out.years == 1 || g.growth < out.lowest) {
      out.lowest = g.growth;
      out.lowest_year = g.year;
    }
    product += std::log1p(g.growth / 100.0);
  }
  if (out.years > 0) out.mean = 100.0 * std::expm1(product / out.years);
  return out;
}

/// Mean part of each period in the year, over the complete years among the last five; empty without one.
[[nodiscard]] inline std::vector<double> usual_profile(const KeyLevels& levels, const Period& period) {
  const int n = periods_per_year(period.kind);
  std::vector<double> profile(static_cast<std::size_t>(n), 0.0);
  int years = 0;
  if (levels.accounting != Accounting::flow || n == 1) return {};
  for (int year = period.year; year > period.year - 5; --year) {
    std::vector<double> parts;
    for (int i = 1; i <= n; ++i) parts.push_back(levels.level({year, period.kind, i}).value.value);
    const double sum = std::accumulate(parts.begin(), parts.end(), 0.0);
    if (!(sum > 0.0) || is_missing(sum)) continue;
    for (std::size_t i = 0; i < parts.size(); ++i) profile[i] += parts[i] / sum;
    ++years;
  }
  if (years == 0) return {};
  for (double& part : profile) part /= years;
  return profile;
}

/// `x` to so many significant digits, up for "at least", down for "at most": never less ambitious than asked.
[[nodiscard]] inline double rounded_level(double x, int digits, Direction direction) {
  if (digits == 0 || x == 0.0) return x;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(x))) - (digits - 1));
  const double steps = x / unit;
  const double nearest = std::round(steps);
  if (std::abs(steps - nearest) < 1e-9) return nearest * unit;
  return (direction == Direction::at_least ? std::ceil(steps) : std::floor(steps)) * unit;
}

[[nodiscard]] inline PlanVariant plan_variant(const NextYear& next, const Proposal& proposal, const MonitoringRow& row, const std::vector<double>& profile,
                                              double percent, int digits) {
  PlanVariant out;
  const bool up = proposal.direction != Direction::at_most;
  const double p = percent / 100.0;
  const double exact = next.reached_with(up ? p : 1.0 - p);
  const double level = rounded_level(exact, digits, proposal.direction);
  out.level = level;
  out.probability = level == exact ? percent : 100.0 * (up ? next.at_least(level) : 1.0 - next.at_least(level));
  const auto on = [&](const Value& base) {
    if (!base) return base;
    const Reason why = growth_reason(base.value, level);
    return why == Reason::none ? Value(100.0 * growth_kernel(base.value, level)) : Value(why);
  };
  out.growth = on(proposal.base);
  out.growth_on_plan = on(row[MonitoringColumn::plan].value);
  out.per_period = row.accounting == Accounting::flow ? Value(level / periods_per_year(row.period.kind)) : Value(Reason::not_comparable);
  for (const double part : profile) out.path.push_back(part * level);
  if (out.growth) out.history = place_in_history(proposal.growths, out.growth.value, proposal.direction);
  return out;
}

/// What the data already name as the next year's plan: a target or planned level, the latest stated.
[[nodiscard]] inline Value next_plan(const Dataset& data, const MonitoringRow& row, const KeyRows& rows, Date as_of) {
  Value out = Reason::not_stated;
  Date stated;
  const Period year = Period::of_year(row.period.year + 1);
  const auto take = [&](const Figure& figure, Date on) {
    if (is_missing(figure.value) || !is_convertible(figure.unit, row.unit) || !(figure.basis == row.basis)) return;
    if ((as_of && on && on > as_of) || (out && on < stated)) return;
    out = convert(figure.value, figure.unit, row.unit);
    stated = on;
  };
  for (const std::size_t i : rows.plans) {
    if (canonical(data.observations[i].period()) == year) take(data.observations[i].figure, data.observations[i].known_on);
  }
  for (const std::size_t i : rows.targets) {
    const Target& t = data.targets[i];
    if (t.kind == TargetKind::level && canonical(t.period()) == year) take(t.figure, t.stated_on);
  }
  return out;
}

[[nodiscard]] inline Proposal propose_row(const Dataset& data, const MonitoringRow& row, const KeyRows& rows, Date as_of, const ProposalOptions& options) {
  Proposal out;
  out.key = row.key;
  out.year = row.period.year + 1;
  out.unit = row.unit;
  out.basis = row.basis;
  out.direction = row.direction == Direction::at_most ? Direction::at_most : Direction::at_least;
  out.path_kind = row.period.kind;
  out.base = row[MonitoringColumn::full_year].value;
  if (!out.base) {
    out.reason = out.base.reason;
    return out;
  }
  const KeyLevels levels(data, rows, row.unit, row.basis, row.accounting);
  const bool uncertain = !row.full_year_law.empty();
  out.base_interval = uncertain ? row.full_year_law.interval(options.level) : Bounds::exactly(out.base.value);
  out.growths = past_growths(levels, row);
  out.base_growth = out.growths.empty() ? Value(Reason::too_few_points) : Value(out.growths.back().growth);

  NextYear next;
  next.base = out.base.value;
  next.growth = forecast(chained_levels(out, levels, row), 1, options.forecast);
  constexpr int nodes = 64;
  for (int i = 0; uncertain && i < nodes; ++i) next.bases.push_back(row.full_year_law.quantile((i + 0.5) / nodes));
  if (!uncertain) next.bases = {out.base.value};
  out.method_used = next.growth.method_used;
  out.pool = next.growth.pool;
  out.pool_share = next.growth.pool_share;
  out.quality = next.growth.quality;
  out.observations = next.growth.observations;

  const double tail = 0.5 - options.level / 200.0;
  out.expected = next.reached_with(0.5);
  out.interval = Bounds::between(next.reached_with(1.0 - tail), next.reached_with(tail));
  const std::vector<double> profile = usual_profile(levels, row.period);
  for (const double p : options.probabilities) out.variants.push_back(plan_variant(next, out, row, profile, p, options.digits));
  out.stated_plan = next_plan(data, row, rows, as_of);
  out.stated_probability = out.stated_plan.reason;
  if (out.stated_plan) {
    const double p = next.at_least(out.stated_plan.value);
    out.stated_probability = 100.0 * (out.direction == Direction::at_least ? p : 1.0 - p);
  }
  return out;
}

inline void require_proposal_options(const ProposalOptions& options) {
  const auto inside = [](double x) { return x > 0.0 && x < 100.0; };
  for (const double p : options.probabilities) {
    if (!inside(p)) throw ValueError("propose_plan: probability is " + to_shortest(p) + ", expected per cent between 0 and 100");
  }
  if (!inside(options.level)) throw ValueError("propose_plan: level is " + to_shortest(options.level) + ", expected per cent between 0 and 100");
  if (options.digits < 0 || options.digits > 15) throw ValueError("propose_plan: digits is " + std::to_string(options.digits) + ", expected 0 to 15");
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Proposal> propose_plan(const Dataset& data, const MonitoringTable& table, const ProposalOptions& options) {
  detail::require_proposal_options(options);
  std::map<IndicatorKey, detail::KeyRows> keys = detail::rows_by_key(data, table.as_of);
  std::vector<Proposal> out;
  for (const MonitoringRow& row : table.rows) {
    detail::KeyRows& rows = keys[row.key];
    std::erase_if(rows.levels, [&](std::size_t i) {
      const Figure& figure = data.observations[i].figure;
      return !is_convertible(figure.unit, row.unit) || !(figure.basis == row.basis);
    });
    out.push_back(detail::propose_row(data, row, rows, table.as_of, options));
  }
  return out;
}

INDUSTRIA_INLINE std::string variant_text(std::size_t variant, std::size_t count, Language language) {
  if (count == 3 && variant < 3) return text("proposal.variant." + std::to_string(variant), language);
  return text("proposal.variant", language, {{"number", std::to_string(variant + 1)}});
}

}  // namespace industria::inline INDUSTRIA_ABI
