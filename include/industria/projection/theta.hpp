// SPDX-License-Identifier: Apache-2.0
// The Theta method in state space form: standard and optimised, with a fixed or a dynamic line (STM, OTM, DSTM, DOTM).
// Source: Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler, "Models for optimising the theta method and their
// relationship to state space models", International Journal of Forecasting 32 (2016).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

enum class ThetaKind : std::uint8_t {
  stm,   ///< theta = 2, line by least squares over the whole series
  otm,   ///< theta fitted, the same line
  dstm,  ///< theta = 2, line fitted anew at every step
  dotm   ///< theta fitted, line fitted anew at every step
};
/// "stm", "otm", "dstm", "dotm".
[[nodiscard]] INDUSTRIA_API std::string_view name(ThetaKind kind) noexcept;

/// One-step forecast:  mu_t = l_{t-1} + (1 - 1/theta) [ (1 - alpha)^{t-1} A_{t-1} + (1 - (1 - alpha)^t)/alpha B_{t-1} ],
/// level l_t = alpha y_t + (1 - alpha) l_{t-1}; A + B t is the line, of all values or of those up to t - 1.
struct ThetaParameters {
  double level = missing;  ///< l_0
  double alpha = missing;  ///< in [0.1, 0.99]
  double theta = 2.0;      ///< >= 1; infinity is allowed (the factor is then 1)
};

struct ThetaFit {
  ThetaKind kind = ThetaKind::dotm;
  ThetaParameters parameters{};
  double sse = missing;  ///< sum of squared one-step errors of the seasonally adjusted series
  std::vector<double>
      season{};  ///< multiplicative figure from the first value on; empty: not seasonal
};

struct ThetaOptions {
  ThetaKind kind = ThetaKind::dotm;
  int period =
      1;  ///< above 1: tested by is_seasonal and, if seasonal and positive, divided by its classical figure
};

/// Least squares. For a fixed alpha the errors are linear in l_0 and 1 - 1/theta, so that both are solved exactly (1 - 1/theta kept
/// in [0, 1]) and only alpha is searched: a grid of 24, then golden section around its two best.
/// Missing values inside are bridged by their own forecast and carry no error. Fewer than three values: parameters missing.
/// Throws ValueError for period < 1.
[[nodiscard]] INDUSTRIA_API ThetaFit fit_theta(std::span<const double> y,
                                               const ThetaOptions& options = {});

/// Fitted values of y, then forecasts of `horizon` steps (expected path), seasonal again: y.size() + horizon values.
/// Throws ValueError for horizon < 0.
[[nodiscard]] INDUSTRIA_API std::vector<double> theta_path(std::span<const double> y,
                                                           const ThetaFit& fit, int horizon);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_theta.ipp>
#endif
