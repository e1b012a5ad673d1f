// SPDX-License-Identifier: Apache-2.0
// The Theta method in state space form: standard and optimised, with a fixed or a dynamic line (STM, OTM, DSTM, DOTM).
// Source: Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler, "Models for optimising the theta method and their
// relationship to state space models", International Journal of Forecasting 32 (2016).
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/series/seasonality.hpp>

#include <cstdint>
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

/// What a fit may choose, which errors it counts, and when a series is seasonal. The references adjust what is_seasonal() finds by the whole
/// figure. `standard` adjusts every series of three seasons by a figure that is shrunk towards none by its own noise (Miller and
/// Williams 2003; nothing remains where it is all noise).
enum class ThetaBounds : std::uint8_t {
  standard,  ///< alpha in [0.2, 0.99], theta >= 5/3, errors from the third value on: chosen by cross-validation (docs/methods.md)
  reference_fortheta,      ///< alpha in [0.1, 0.99], theta >= 1, all errors: the authors' package
  reference_statsforecast  ///< the same box, errors from the fourth value on
};

/// One-step forecast:  mu_t = l_{t-1} + (1 - 1/theta) [ (1 - alpha)^{t-1} A_{t-1} + (1 - (1 - alpha)^t)/alpha B_{t-1} ],
/// level l_t = alpha y_t + (1 - alpha) l_{t-1}; A + B t is the line, of all values or of those up to t - 1.
struct ThetaParameters {
  double level = missing;  ///< l_0
  double alpha = missing;
  double theta = 2.0;  ///< at least 1; infinity is allowed (the factor is then 1)
};

struct ThetaFit {
  ThetaKind kind = ThetaKind::dotm;
  ThetaParameters parameters{};
  double sse =
      missing;  ///< sum of the counted squared one-step errors of the seasonally adjusted series
  int counted = 0;               ///< how many errors these are
  std::vector<double> season{};  ///< figure from the first value on; empty: not seasonal
  Decomposition decomposition = Decomposition::multiplicative;  ///< how `season` is taken out
};

struct ThetaOptions {
  ThetaKind kind = ThetaKind::dotm;
  int period = 1;  ///< above 1: adjusted by the classical figure, see ThetaBounds
  ThetaBounds bounds = ThetaBounds::standard;
  /// Asked for; a series with a value or a ratio that is not positive (below 0.01) is adjusted additively.
  Decomposition decomposition = Decomposition::multiplicative;
};

/// Least squares. For a fixed alpha the errors are linear in l_0 and 1 - 1/theta, so that both are solved exactly (1 - 1/theta kept
/// in its box) and only alpha is searched: a grid of 24, then golden section around its two best.
/// Missing values inside are bridged by their own forecast, carry no error and no weight in the line; for the seasonal test they are
/// bridged by a straight line. Fewer than three values: parameters missing. Throws ValueError for period < 1.
[[nodiscard]] INDUSTRIA_API ThetaFit fit_theta(std::span<const double> y,
                                               const ThetaOptions& options = {});

/// The model among STM, OTM, DSTM, DOTM with the least mean squared counted error; ties go to the earlier one.
/// Source: statsforecast's AutoTheta (same rule). `options.kind` is not used. Throws like fit_theta.
[[nodiscard]] INDUSTRIA_API ThetaFit fit_auto_theta(std::span<const double> y,
                                                    const ThetaOptions& options = {});

/// Fitted values of y, then forecasts of `horizon` steps (expected path), seasonal again: y.size() + horizon values.
/// Throws ValueError for horizon < 0.
[[nodiscard]] INDUSTRIA_API std::vector<double> theta_path(std::span<const double> y,
                                                           const ThetaFit& fit, int horizon);

/// Variance of the forecast error of steps 1 .. horizon after n values, in units of the one-step variance, before the season is put back.
/// With a fixed line 1 + (h - 1) alpha^2; a dynamic line also carries every error on through its own slope and intercept.
/// The parameters count as known. Throws ValueError for horizon < 0.
[[nodiscard]] INDUSTRIA_API std::vector<double> theta_variance(const ThetaFit& fit, int n,
                                                               int horizon);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_theta.ipp>
#endif
