// SPDX-License-Identifier: Apache-2.0
// Body of planning/investment.hpp. Internal rates are the positive roots v = 1 / (1 + rate) of sum flow_t v^t, looked for on u = ln v.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/double_double.hpp>
#include <industria/planning/investment.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_rate(const char* function, const char* argument, double rate) {
  if (rate > -1.0 && !is_missing(rate)) return;
  throw ValueError(std::string(function) + ": " + argument + " is " + std::to_string(rate) + ", expected a number above -1 (a ratio: 0.1 for 10 %)");
}

inline void require_offsets(const char* function, std::span<const std::int64_t> offsets, std::size_t values, std::size_t out) {
  bool fits = offsets.size() == out + 1 && offsets.front() >= 0 && static_cast<std::size_t>(offsets.back()) <= values;
  for (std::size_t i = 1; fits && i < offsets.size(); ++i) fits = offsets[i] >= offsets[i - 1];
  if (fits) return;
  throw ShapeError(std::string(function) + ": offsets has " + std::to_string(offsets.size()) + " entries for " + std::to_string(out) +
                   " projects and " + std::to_string(values) + " flows, expected one more than projects, rising from 0");
}

[[nodiscard]] inline Value present_value_of(std::span<const double> flows, double rate) noexcept {
  if (flows.empty()) return Reason::too_few_points;
  DoubleDouble sum;
  for (std::size_t t = 0; t < flows.size(); ++t) {
    if (is_missing(flows[t])) return Reason::missing;
    if (flows[t] != 0.0) sum += flows[t] * std::pow(1.0 + rate, -static_cast<double>(t));
  }
  return sum.rounded();
}

/// Coefficients of a polynomial in v, first and last not zero.
struct FlowPolynomial {
  std::vector<double> c{};

  /// Its value at v = exp(u), times v^-n where v > 1, so that nothing overflows; and the size of what was added up.
  [[nodiscard]] double at(double u, double* size = nullptr) const noexcept {
    const double v = std::exp(-std::abs(u));
    double sum = 0.0;
    double absolute = 0.0;
    for (std::size_t k = 0; k < c.size(); ++k) {
      const double x = u <= 0.0 ? c[c.size() - 1 - k] : c[k];
      sum = sum * v + x;
      absolute = absolute * v + std::abs(x);
    }
    if (size != nullptr) *size = absolute;
    return sum;
  }
  [[nodiscard]] int sign_changes() const noexcept {
    int changes = 0;
    double last = 0.0;
    for (const double x : c) {
      if (x == 0.0) continue;
      changes += last != 0.0 && std::signbit(x) != std::signbit(last) ? 1 : 0;
      last = x;
    }
    return changes;
  }
  /// The sign at v within rounding: 0 if the value cannot be told from zero.
  [[nodiscard]] int sign(double u) const noexcept {
    double size = 0.0;
    const double x = at(u, &size);
    const double noise = 2.0 * static_cast<double>(c.size()) * std::numeric_limits<double>::epsilon() * size;
    return x > noise ? 1 : x < -noise ? -1 : 0;
  }
};

/// All u at which the polynomial is zero, rising. v^-k p(v), k between two places where the sign changes, has the same roots, and
/// its derivative sum c_t (t - k) v^(t-k-1) one change of sign less: between its roots lies at most one of p.
[[nodiscard]] inline std::vector<double> flow_roots(const FlowPolynomial& p) {
  if (p.sign_changes() == 0) return {};
  std::size_t at = 0;  // the last coefficient before the first change of sign
  for (std::size_t t = 1; t < p.c.size(); ++t) {
    if (p.c[t] == 0.0) continue;
    if (std::signbit(p.c[t]) != std::signbit(p.c[at])) break;
    at = t;
  }
  FlowPolynomial slope;
  for (std::size_t t = 0; t < p.c.size(); ++t) slope.c.push_back(p.c[t] * (static_cast<double>(t) - static_cast<double>(at) - 0.5));

  double largest = 0.0;
  for (const double x : p.c) largest = std::max(largest, std::abs(x));
  // Every root has |c_0| / (|c_0| + largest) <= v <= (|c_n| + largest) / |c_n| (Cauchy).
  std::vector<double> ends{-std::log1p(largest / std::abs(p.c.front())) - 1e-6};
  for (const double u : flow_roots(slope)) ends.push_back(u);
  ends.push_back(std::log1p(largest / std::abs(p.c.back())) + 1e-6);
  std::sort(ends.begin(), ends.end());

  std::vector<double> roots;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    // Touches zero there, or crosses at more points than rounding can tell apart: one root.
    const bool is_same = i > 0 && p.sign(ends[i - 1]) == 0 && p.sign(0.5 * (ends[i - 1] + ends[i])) == 0;
    if (p.sign(ends[i]) == 0 && !is_same) roots.push_back(ends[i]);
    if (i + 1 == ends.size() || p.sign(ends[i]) * p.sign(ends[i + 1]) >= 0) continue;
    std::uintmax_t steps = 200;
    const auto [lo, hi] = boost::math::tools::toms748_solve([&](double u) { return p.at(u); }, ends[i], ends[i + 1],
                                                            boost::math::tools::eps_tolerance<double>(52), steps);
    roots.push_back(0.5 * (lo + hi));
  }
  return roots;
}

}  // namespace detail

INDUSTRIA_INLINE Value npv(std::span<const double> flows, double rate) {
  detail::require_rate("npv", "rate", rate);
  return detail::present_value_of(flows, rate);
}

INDUSTRIA_INLINE Amount npv(std::span<const Amount> flows, double rate) {
  detail::require_rate("npv", "rate", rate);
  if (flows.empty()) return {};
  std::vector<double> values;
  for (const Amount& flow : flows) values.push_back((flow.in(flows.front().unit) - flows.front() * 0.0).value);  // checks both
  return {detail::present_value_of(values, rate).value, flows.front().unit, flows.front().basis};
}

INDUSTRIA_INLINE void npv(std::span<const double> flows, std::span<const std::int64_t> offsets, double rate, std::span<double> out) {
  detail::require_rate("npv", "rate", rate);
  detail::require_offsets("npv", offsets, flows.size(), out.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = detail::present_value_of(
                 flows.subspan(static_cast<std::size_t>(offsets[i]), static_cast<std::size_t>(offsets[i + 1] - offsets[i])), rate)
                 .value;
  }
}

INDUSTRIA_INLINE InternalRates internal_rates(std::span<const double> flows) {
  InternalRates out;
  double largest = 0.0;
  for (const double x : flows) {
    if (is_missing(x)) return out;  // the reason is `missing`
    largest = std::max(largest, std::abs(x));
  }
  if (flows.size() < 2 || largest == 0.0) {
    out.rate = Reason::too_few_points;
    return out;
  }
  const auto not_zero = [](double x) { return x != 0.0; };
  const auto first = std::find_if(flows.begin(), flows.end(), not_zero);
  const auto last = std::find_if(flows.rbegin(), flows.rend(), not_zero).base();
  detail::FlowPolynomial p;
  int exponent = 0;
  (void)std::frexp(largest, &exponent);
  for (auto x = first; x != last; ++x) p.c.push_back(std::ldexp(*x, -exponent));
  out.sign_changes = p.sign_changes();
  for (const double u : detail::flow_roots(p)) out.roots.push_back(std::expm1(-u));
  std::sort(out.roots.begin(), out.roots.end());
  if (out.roots.empty()) {
    out.rate = Reason::no_solution;
  } else {
    out.rate = out.roots.size() == 1 ? Value(out.roots.front()) : Value(Reason::several_solutions);
  }
  return out;
}

INDUSTRIA_INLINE Value irr(std::span<const double> flows) { return internal_rates(flows).rate; }

INDUSTRIA_INLINE void irr(std::span<const double> flows, std::span<const std::int64_t> offsets, std::span<double> out,
                          std::span<Reason> reasons) {
  detail::require_offsets("irr", offsets, flows.size(), out.size());
  if (!reasons.empty() && reasons.size() != out.size()) {
    throw ShapeError("irr: reasons has " + std::to_string(reasons.size()) + " entries, expected " + std::to_string(out.size()) + " or none");
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Value rate = irr(flows.subspan(static_cast<std::size_t>(offsets[i]), static_cast<std::size_t>(offsets[i + 1] - offsets[i])));
    out[i] = rate.value;
    if (!reasons.empty()) reasons[i] = rate.reason;
  }
}

INDUSTRIA_INLINE Value mirr(std::span<const double> flows, double finance_rate, double reinvest_rate) {
  detail::require_rate("mirr", "finance_rate", finance_rate);
  detail::require_rate("mirr", "reinvest_rate", reinvest_rate);
  if (flows.size() < 2) return Reason::too_few_points;
  detail::DoubleDouble outlays;
  detail::DoubleDouble returns;
  const auto n = static_cast<double>(flows.size() - 1);
  for (std::size_t t = 0; t < flows.size(); ++t) {
    const auto when = static_cast<double>(t);
    if (is_missing(flows[t])) return Reason::missing;
    if (flows[t] < 0.0) outlays += -flows[t] * std::pow(1.0 + finance_rate, -when);
    if (flows[t] > 0.0) returns += flows[t] * std::pow(1.0 + reinvest_rate, n - when);
  }
  if (!(outlays.rounded() > 0.0) || !(returns.rounded() > 0.0)) return Reason::no_solution;
  return std::expm1((std::log(returns.rounded()) - std::log(outlays.rounded())) / n);
}

INDUSTRIA_INLINE Value cost_per_outcome(std::span<const double> costs, std::span<const double> outcomes, double rate) {
  detail::require_rate("cost_per_outcome", "rate", rate);
  if (costs.size() != outcomes.size()) {
    throw ShapeError("cost_per_outcome: outcomes has " + std::to_string(outcomes.size()) + " entries, expected as many as costs (" +
                     std::to_string(costs.size()) + ")");
  }
  const Value cost = detail::present_value_of(costs, rate);
  const Value outcome = detail::present_value_of(outcomes, rate);
  if (!cost) return cost;
  if (!outcome) return outcome;
  if (!(outcome.value > 0.0)) return outcome.value == 0.0 ? Reason::zero_base : Reason::negative_base;
  return cost.value / outcome.value;
}

INDUSTRIA_INLINE double rate_per_period(double yearly_rate, int per_year) {
  detail::require_rate("rate_per_period", "yearly_rate", yearly_rate);
  if (per_year < 1) throw ValueError("rate_per_period: per_year is " + std::to_string(per_year) + ", expected 1 or more");
  return std::expm1(std::log1p(yearly_rate) / per_year);
}

}  // namespace industria::inline INDUSTRIA_ABI
