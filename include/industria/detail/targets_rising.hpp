// SPDX-License-Identifier: Apache-2.0
// A better last value never costs probability, for answers that rest on more than one step of a forecast (sums, growth of two series):
// the rule of targets_monotone.hpp with any probability of the last value.
#pragma once

#include <industria/detail/projection_short.hpp>
#include <industria/model/series.hpp>
#include <industria/model/target.hpp>
#include <industria/projection/project.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace industria::inline INDUSTRIA_ABI::detail {

/// How the last value of a short series has moved, upwards being better: its logarithm over the value before, beside the usual movement.
struct LastMove {
  std::size_t last = 0;   ///< position of the last value
  double before = missing;
  double sign = 1.0;
  double usual = 0.0;
  double now = 0.0;
  [[nodiscard]] double value(double move) const noexcept { return before * std::exp(sign * move); }
};

/// Nothing where the law's spread does not depend on the last value: one value, more than the prior reaches, other methods, no logarithms.
[[nodiscard]] inline std::optional<LastMove> last_move(const SeriesView& series, Direction direction, const ForecastOptions& how) {
  const Observed data = observed_values(series.values);
  const int n = data.count();
  if (direction == Direction::within || how.method != Method::pooled_growth || n < 2 || n > prior_values) return std::nullopt;
  if (!(*std::min_element(data.y.begin(), data.y.end()) > 0.0)) return std::nullopt;
  LastMove out;
  out.sign = direction == Direction::at_most ? -1.0 : 1.0;
  out.last = static_cast<std::size_t>(data.at.back());
  out.before = data.y[data.y.size() - 2];
  const int gap = data.at.back() - data.at[data.at.size() - 2];
  out.usual = out.sign * how.prior.mean() / periods_per_year(series.first.kind) * gap;
  if (n > 2) out.usual = std::min(out.usual, out.sign * std::log(out.before / data.y.front()) / (data.at[data.at.size() - 2] - data.at.front()) * gap);
  out.now = out.sign * std::log(data.y.back() / out.before);
  if (!std::isfinite(out.now)) return std::nullopt;
  return out;
}

/// `own` held between what probability(move) says on a grid of four points of growth: upwards from the usual move the largest so far holds,
/// downwards the smallest.
template <class Probability>
[[nodiscard]] double rising_probability(double own, const LastMove& move, Probability probability) {
  constexpr double spacing = 0.04;
  double place = spacing * std::floor(move.usual / spacing);
  const bool up = move.now > place;
  double step = up ? spacing : -spacing;
  double held = probability(place);
  for (int i = 0;; ++i) {
    const double next = place + step;
    const double there = probability(next);
    const bool goes_on = up ? there >= held : there <= held;
    if (up ? move.now <= next : move.now >= next) return goes_on ? std::clamp(own, std::min(held, there), std::max(held, there)) : held;
    if (goes_on) held = there;
    place = next;
    if (i >= 30) step *= 1.25;  // far out nothing moves fast
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
