// SPDX-License-Identifier: Apache-2.0
// A forecast: for each coming period a whole distribution, and how the periods hang together.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/units/amount.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// How much a forecast may be relied on.
enum class Quality : std::uint8_t {
  none,      ///< no observation: no forecast
  assumed,   ///< the spread is an assumption or comes from a pool (1-3 observations)
  poor,      ///< 4-5 observations
  fair,      ///< 6-11
  good       ///< 12 and more
};
[[nodiscard]] INDUSTRIA_API std::string_view name(Quality quality) noexcept;

/// Error law of a linear forecast on its working scale. The error at steps i and j (counted from 1) has covariance
///   noise [i = j] + walk min(i, j) + level + slope_level (i + j) + slope i j,
/// and is Student t with `dof` degrees of freedom (one common chi-square per path; infinity: normal).
/// This covers the last value (walk), drift (walk + slope), and a regression on time (noise + level + slope).
struct ErrorLaw {
  double noise = 0.0;
  double walk = 0.0;
  double level = 0.0;
  double slope_level = 0.0;
  double slope = 0.0;
  double dof = std::numeric_limits<double>::infinity();
  [[nodiscard]] double covariance(int i, int j) const noexcept {
    return (i == j ? noise : 0.0) + walk * (i < j ? i : j) + level + slope_level * (i + j) + slope * i * j;
  }
};

enum class Transform : std::uint8_t { none, log };

/// The forecast of one series. `location[k]` is the median of step k + 1 on the working scale: of y / scale, or its logarithm.
/// All questions are answered within [lower, upper]: the law is censored at the limits, so probability piles up there.
class INDUSTRIA_API Forecast {
 public:
  std::string id{};
  std::vector<Period> periods{};   ///< step k + 1
  std::vector<double> location{};
  ErrorLaw law{};
  /// Student scales of each step below and above its location (a split Student law with the location as median); empty: both are
  /// the root of law.covariance(k + 1, k + 1). The law then only says how the steps hang together.
  std::vector<double> below{};
  std::vector<double> above{};
  Transform transform = Transform::none;
  double scale = 1.0;  ///< a power of two near the last value, so that the working scale has no unit and cannot overflow
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  Unit unit{};
  PriceBasis basis{};
  std::string method_used{};    ///< e.g. "drift"
  std::string fallback_reason{};  ///< empty, or why another method than the one asked for was used
  Quality quality = Quality::none;
  int observations = 0;   ///< how many values it rests on
  double pool_share = 0;  ///< 0: all from the series; 1: spread and growth all from the pool or assumption
  std::string pool{};     ///< name of that pool or assumption

  [[nodiscard]] std::size_t horizon() const noexcept { return periods.size(); }
  /// Position of a period in `periods`, or -1.
  [[nodiscard]] int step_of(const Period& period) const noexcept;

  /// The median of step k (0-based), in `unit`. Missing if there is no forecast. Throws ValueError if k is out of range.
  [[nodiscard]] double median(std::size_t k) const;
  /// The mean of step k, of the law inside its limits. Missing where there is none: t tails on the log scale without an upper limit.
  [[nodiscard]] double mean(std::size_t k) const;
  /// The value below which the step lies with probability p in (0, 1). quantile(k, probability_at_most(k, x)) == x inside the limits.
  [[nodiscard]] double quantile(std::size_t k, double p) const;
  /// P(y <= x) and P(y >= x) of step k. Missing if there is no forecast.
  [[nodiscard]] double probability_at_most(std::size_t k, double x) const;
  [[nodiscard]] double probability_at_least(std::size_t k, double x) const;
  /// P that step k lies inside `bounds`.
  [[nodiscard]] double probability_within(std::size_t k, const Bounds& bounds) const;
  /// The central interval of `level` per cent (80, 95; below 1 or from 100 on throws ValueError with the remedy).
  [[nodiscard]] Bounds interval(std::size_t k, double level) const;
  /// n joint paths, row by row: n * horizon() values. Streams are keyed by (seed, id) and path number, so that path i is the
  /// same whatever n is, on every machine and thread count. Throws ValueError for n < 1.
  [[nodiscard]] std::vector<double> paths(int n, std::uint64_t seed) const;
};

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_forecast.ipp>
#endif
