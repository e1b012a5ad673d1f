// SPDX-License-Identifier: Apache-2.0
// What benchmarking and temporal disaggregation share: which short periods a long figure covers, the figures that bind,
// checks of paired panels, and a small Cholesky factor.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/series/conversion.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Which short periods belong to which benchmark.
struct PeriodMatch {
  int ratio = 1;
  std::ptrdiff_t lead = 0;
};

/// Ratio and lead of two series of calendar periods; none if the long periods do not consist of the short ones.
[[nodiscard]] inline std::optional<PeriodMatch> match_periods(const Period& short_first, const Period& long_first) noexcept {
  const int per_year = periods_per_year(short_first.kind);
  const int long_per_year = periods_per_year(long_first.kind);
  if (short_first.kind == PeriodKind::year_to_date || long_first.kind == PeriodKind::year_to_date) return std::nullopt;
  if (per_year % long_per_year != 0) return std::nullopt;
  const int ratio = per_year / long_per_year;
  return PeriodMatch{ratio, static_cast<std::ptrdiff_t>(long_first.ordinal()) * ratio - short_first.ordinal()};
}

inline void require_ratio(const char* function, int ratio) {
  if (ratio < 1) throw ValueError(std::string(function) + ": ratio is " + std::to_string(ratio) + ", expected at least 1");
}

[[nodiscard]] inline PeriodMatch require_match(const char* function, const Period& short_first, const Period& long_first) {
  if (const auto match = match_periods(short_first, long_first)) return *match;
  throw ValueError(std::string(function) + ": periods are " + to_text(short_first) + " and " + to_text(long_first) +
                   ", expected that the second kind consists of the first, e.g. months and years");
}

/// The benchmarks that bind, as sums: an average counts times its length.
struct BoundSums {
  std::vector<std::size_t> begins;  ///< counted from the first observed short period
  std::vector<double> sums;
  std::size_t first = 0;   ///< observed short periods: [first, first + length)
  std::size_t length = 0;
  std::size_t unused = 0;

  /// Reason::missing if the short periods have a gap.
  [[nodiscard]] Reason find(std::span<const double> values, std::span<const double> benchmarks, PeriodMatch match, Conversion conversion) {
    begins.clear();
    sums.clear();
    unused = 0;
    const auto observed = [](double x) { return !is_missing(x); };
    const auto begin = std::find_if(values.begin(), values.end(), observed);
    const auto end = std::find_if(values.rbegin(), std::make_reverse_iterator(begin), observed).base();
    first = static_cast<std::size_t>(begin - values.begin());
    length = static_cast<std::size_t>(end - begin);
    if (!std::all_of(begin, end, observed)) return Reason::missing;
    for (std::size_t k = 0; k < benchmarks.size(); ++k) {
      const std::ptrdiff_t at = match.lead + static_cast<std::ptrdiff_t>(k) * match.ratio - static_cast<std::ptrdiff_t>(first);
      if (is_missing(benchmarks[k]) || at < 0 || at + match.ratio > static_cast<std::ptrdiff_t>(length)) {
        ++unused;
        continue;
      }
      begins.push_back(static_cast<std::size_t>(at));
      sums.push_back(conversion == Conversion::average ? benchmarks[k] * match.ratio : benchmarks[k]);
    }
    return begins.empty() ? Reason::too_few_points : Reason::none;
  }
};

/// Zeroes the entries of each block that its figure does not see.
inline void keep_seen(std::span<double> weights, std::span<const std::size_t> begins, std::size_t length, Conversion conversion) {
  for (const std::size_t begin : begins) {
    for (std::size_t t = begin; t < begin + length; ++t) {
      if (conversion == Conversion::first && t != begin) weights[t] = 0.0;
      if (conversion == Conversion::last && t + 1 != begin + length) weights[t] = 0.0;
    }
  }
}

[[nodiscard]] inline double block_sum(std::span<const double> values, std::size_t begin, std::size_t length, Conversion conversion) {
  if (conversion == Conversion::first) return values[begin];
  if (conversion == Conversion::last) return values[begin + length - 1];
  double sum = 0.0;
  for (std::size_t t = begin; t < begin + length; ++t) sum += values[t];
  return sum;
}

inline void require_pairs(const char* function, const PanelView& indicators, const PanelView& benchmarks, std::size_t out, std::size_t reasons) {
  indicators.validate();
  benchmarks.validate();
  const auto require = [function](const char* what, std::size_t has, std::size_t expected) {
    if (has != expected)
      throw ShapeError(std::string(function) + ": " + what + " has " + std::to_string(has) + " entries, expected " + std::to_string(expected));
  };
  require("benchmarks", benchmarks.size(), indicators.size());
  require("out", out, indicators.values.size());
  require("reasons", reasons, indicators.size());
  if (indicators.ids.empty() || benchmarks.ids.empty()) return;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (indicators.ids[i] != benchmarks.ids[i])
      throw KeyError(std::string(function) + ": pair " + std::to_string(i) + " is of \"" + indicators.ids[i] + "\" and \"" + benchmarks.ids[i] +
                     "\", expected the same id");
  }
}

/// Cholesky factor of a symmetric matrix in the lower half, row by row; false if it is not positive definite.
[[nodiscard]] inline bool cholesky(std::vector<double>& a, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      if (i == j && !(sum > 1e-14 * a[i * n + i])) return false;
      a[i * n + j] = i == j ? std::sqrt(sum) : sum / a[j * n + j];
    }
  }
  return true;
}

inline void cholesky_solve(const std::vector<double>& l, std::size_t n, std::span<double> x) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) x[i] -= l[i * n + k] * x[k];
    x[i] /= l[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) x[i] -= l[k * n + i] * x[k];
    x[i] /= l[i * n + i];
  }
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
