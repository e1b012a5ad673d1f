// SPDX-License-Identifier: Apache-2.0
// Which forecasting models there are, and how they are called here and in the Python ecosystem.
#pragma once

#include <industria/base/config.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

enum class Method : std::uint8_t {
  automatic,   ///< the best we have for its cost: the combination automatic_version(), its members chosen by length and season
  last_value,  ///< random walk: y_n
  drift,       ///< random walk with drift: y_n + h (y_n - y_1)/(n - 1); needs 2 values
  cagr,        ///< drift on the log scale: y_n (y_n / y_1)^(h/(n-1)); needs 2 positive values
  log_linear,  ///< regression of log y on time; needs 3 positive values
  pooled_growth,  ///< growth on logs, weighed against the prior up to 12 values, then as cagr; not positive: drift. Rises with the last value
  mean,        ///< mean of all values
  seasonal_last_value,  ///< the value of the same season a year before; needs a full season
  seasonal_drift,       ///< yearly mean with drift and the mean profile of five years; needs two full years; without season as drift
  ses,           ///< simple exponential smoothing, ETS(A,N,N)
  holt,          ///< Holt's linear trend, ETS(A,A,N)
  damped_holt,   ///< damped trend, ETS(A,Ad,N)
  holt_winters,  ///< Holt-Winters, the better of ETS(A,A,A) and ETS(M,A,M) by AICc; without season as holt
  auto_ets,      ///< the ETS model of least AICc (projection/auto_ets.hpp)
  stm,           ///< Theta methods (projection/theta.hpp): standard,
  otm,           ///< optimised,
  dstm,          ///< dynamic,
  dotm,          ///< dynamic and optimised
  auto_theta,    ///< the one of these four with the least error
  ces_none,      ///< complex exponential smoothing (projection/ces.hpp) without season,
  ces_simple,    ///< with lagged,
  ces_partial,   ///< partial
  ces_full,      ///< and full season
  auto_ces,      ///< the one of these four of least AICc
  log_ces,       ///< auto_ces of log(y / mean) + 10, for positive series
  mstl,          ///< STL decomposition, the adjusted series by auto_ets, the last season carried on
  combined_mean,     ///< mean of several models
  combined_median,   ///< their median
  combined_weighted  ///< their mean with weights inverse to the squared error of a held-out last part
};
/// "automatic", "last_value", ..., "dotm", ...
[[nodiscard]] INDUSTRIA_API std::string_view name(Method method) noexcept;
/// Reads those names, "auto", "naive", "seasonal_naive", "historic_average", and the class names of the ecosystem ("AutoETS",
/// "DynamicOptimizedTheta", "SeasonalNaive", ...).
[[nodiscard]] INDUSTRIA_API std::optional<Method> parse_method(std::string_view text);

/// What is asked for: a model, or a combination of models.
struct ForecastModel {
  Method method = Method::automatic;
  std::vector<Method> members{};  ///< of a combination; empty: those of `automatic`
  std::string label{};            ///< name of its columns; empty: to_text
};
/// "auto_ets"; combinations as "combined_median(auto_ets, dotm)".
[[nodiscard]] INDUSTRIA_API std::string to_text(const ForecastModel& model);
/// Reads a name of parse_method, or "mean(a, b)", "median(a, b)", "weighted(a, b)" of such names; the label is the text itself.
[[nodiscard]] INDUSTRIA_API std::optional<ForecastModel> parse_forecast_model(std::string_view text);

/// Name of what Method::automatic is, and its members for series of usual length (two seasons and more; 12 to 60 values without season);
/// short and long ones have others (docs/methods.md, "Combinations"). Changes only with the library's version.
[[nodiscard]] INDUSTRIA_API std::string_view automatic_version() noexcept;
[[nodiscard]] INDUSTRIA_API const std::vector<Method>& automatic_members();

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_method.ipp>
#endif
