// SPDX-License-Identifier: Apache-2.0
// The law of a year's result: what may still come of it, with a probability for each outcome.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// The law of a positive quantity: a mixture of Student laws of its logarithm, nothing below `floor`.
struct INDUSTRIA_API YearLaw {
  struct Part {
    double weight = 1.0;    ///< the weights add up to 1
    double location = 0.0;  ///< of ln y
    double scale = 1.0;     ///< 0: y is known
    double dof = 5.0;       ///< infinity: normal
  };
  std::vector<Part> parts{};
  double floor = 0.0;  ///< what is reached already; the law is censored there
  [[nodiscard]] bool empty() const noexcept { return parts.empty(); }
  /// P(y >= x); 1 for x <= floor. Missing without parts or for a missing x.
  [[nodiscard]] double probability_at_least(double x) const;
  /// The value below which y lies with probability p in (0, 1); ValueError otherwise. Missing without parts.
  [[nodiscard]] double quantile(double p) const;
  [[nodiscard]] double median() const { return quantile(0.5); }
  /// Central interval of `level` per cent in [1, 100).
  [[nodiscard]] Bounds interval(double level) const;
};

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_year_law.ipp>
#endif
