// SPDX-License-Identifier: Apache-2.0
// Body of projection/method.hpp: the names of the models.
#pragma once

#include <industria/detail/projection_automatic_rule.hpp>
#include <industria/projection/method.hpp>

#include <array>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr std::array<std::string_view, 29> method_names{
    "automatic", "last_value",  "drift",        "cagr",        "log_linear", "pooled_growth", "mean",     "seasonal_last_value", "seasonal_drift", "ses",          "holt",
    "damped_holt", "holt_winters", "auto_ets", "stm",         "otm",        "dstm",     "dotm",                "auto_theta",   "ces_none",
    "ces_simple",  "ces_partial",  "ces_full", "auto_ces",    "log_ces",     "mstl",       "combined_mean", "combined_median", "combined_weighted"};

/// Other names for them: short ones, and the class names of statsforecast.
inline constexpr std::array<std::pair<std::string_view, Method>, 24> method_aliases{{
    {"auto", Method::automatic},
    {"naive", Method::last_value},
    {"seasonal_naive", Method::seasonal_last_value},
    {"historic_average", Method::mean},
    {"theta", Method::stm},
    {"damped", Method::damped_holt},
    {"ces", Method::auto_ces},
    {"ets", Method::auto_ets},
    {"Naive", Method::last_value},
    {"SeasonalNaive", Method::seasonal_last_value},
    {"HistoricAverage", Method::mean},
    {"RandomWalkWithDrift", Method::drift},
    {"SESOpt", Method::ses},
    {"SimpleExponentialSmoothingOptimized", Method::ses},
    {"Holt", Method::holt},
    {"HoltWinters", Method::holt_winters},
    {"AutoETS", Method::auto_ets},
    {"Theta", Method::stm},
    {"OptimizedTheta", Method::otm},
    {"DynamicTheta", Method::dstm},
    {"DynamicOptimizedTheta", Method::dotm},
    {"AutoTheta", Method::auto_theta},
    {"AutoCES", Method::auto_ces},
    {"MSTL", Method::mstl},
}};

[[nodiscard]] inline std::string_view trimmed_spaces(std::string_view text) noexcept {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

[[nodiscard]] constexpr bool is_combination(Method method) noexcept {
  return method == Method::combined_mean || method == Method::combined_median || method == Method::combined_weighted;
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Method method) noexcept {
  return detail::method_names[static_cast<std::size_t>(method)];
}

INDUSTRIA_INLINE std::optional<Method> parse_method(std::string_view text) {
  for (std::size_t i = 0; i < detail::method_names.size(); ++i) {
    if (detail::method_names[i] == text) return static_cast<Method>(i);
  }
  for (const auto& [alias, method] : detail::method_aliases) {
    if (alias == text) return method;
  }
  return std::nullopt;
}

INDUSTRIA_INLINE std::string to_text(const ForecastModel& model) {
  if (!model.label.empty()) return model.label;
  std::string out(name(model.method));
  if (!detail::is_combination(model.method)) return out;
  out += '(';
  const std::vector<Method>& members = model.members.empty() ? automatic_members() : model.members;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out += ", ";
    out += name(members[i]);
  }
  return out + ')';
}

INDUSTRIA_INLINE std::optional<ForecastModel> parse_forecast_model(std::string_view text) {
  ForecastModel model;
  model.label = text;
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) {
    const auto method = parse_method(text);
    if (!method) return std::nullopt;
    model.method = *method;
    return model;
  }
  const std::string_view kind = text.substr(0, open);
  if (text.back() != ')') return std::nullopt;
  if (kind == "mean" || kind == "combined_mean") model.method = Method::combined_mean;
  else if (kind == "median" || kind == "combined_median") model.method = Method::combined_median;
  else if (kind == "weighted" || kind == "combined_weighted") model.method = Method::combined_weighted;
  else return std::nullopt;
  std::string_view rest = text.substr(open + 1, text.size() - open - 2);
  while (true) {
    const std::size_t comma = rest.find(',');
    const auto member = parse_method(detail::trimmed_spaces(rest.substr(0, comma)));
    if (!member || detail::is_combination(*member) || *member == Method::automatic) return std::nullopt;
    model.members.push_back(*member);
    if (comma == std::string_view::npos) return model;
    rest.remove_prefix(comma + 1);
  }
}

INDUSTRIA_INLINE std::string_view automatic_version() noexcept {
  return "auto-2";
}

INDUSTRIA_INLINE const std::vector<Method>& automatic_members() {
  static const std::vector<Method> members(detail::automatic_pool.begin(), detail::automatic_pool.begin() + detail::automatic_usual);
  return members;
}

}  // namespace industria::inline INDUSTRIA_ABI
