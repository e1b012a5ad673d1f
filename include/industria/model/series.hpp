// SPDX-License-Identifier: Apache-2.0
// One indicator over consecutive periods: an owning Series and a view of the caller's buffer.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/period.hpp>
#include <industria/units/amount.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// A view: values[i] is for first.plus(i), in `unit` and `basis`, NaN where missing: no gap in time, but any number of NaN. The caller's buffer must outlive it.
struct SeriesView {
  std::span<const double> values{};
  Period first{};
  Unit unit{};
  PriceBasis basis{};
  std::string_view id{};  ///< names it in messages and keys random streams; may be empty
  double lower = -std::numeric_limits<
      double>::infinity();  ///< natural limits of the level, e.g. 0 or a capacity
  double upper = std::numeric_limits<double>::infinity();
  /// What each level may be, for levels that are not known exactly ("trên 46.000": Bounds::above(46000)); empty, or one per value, Bounds{}
  /// where the number stands as it is told. Method::pooled_growth weighs them (docs/methods.md); everything else takes the numbers told.
  std::span<const Bounds> bounds{};
};

/// Owns its values; same meaning. Nothing is checked when it is made: the functions that take one say what they refuse.
struct Series {
  std::vector<double> values{};
  Period first{};
  Unit unit{};
  PriceBasis basis{};
  std::string id{};
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  std::vector<Bounds> bounds{};

  [[nodiscard]] SeriesView view() const noexcept {
    return {values, first, unit, basis, id, lower, upper, bounds};
  }
  operator SeriesView() const noexcept { return view(); }  // NOLINT(google-explicit-constructor)
};

/// Position of the last value that is there, or -1. An infinite value counts as missing.
[[nodiscard]] INDUSTRIA_API std::ptrdiff_t last_observed(std::span<const double> values) noexcept;
/// How many values are there.
[[nodiscard]] INDUSTRIA_API std::size_t count_observed(std::span<const double> values) noexcept;

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_series.ipp>
#endif
