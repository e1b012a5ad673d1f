// SPDX-License-Identifier: Apache-2.0
// Second body of targets/assess.hpp: assessments as words and as JSON (docs/assessment.schema.json).
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/not_in_probability.hpp>
#include <industria/detail/targets_json.hpp>
#include <industria/targets/assess.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[nodiscard]] inline OrderedJson json_forecast(const Forecast& forecast) {
  OrderedJson periods = OrderedJson::array();
  OrderedJson medians = OrderedJson::array();
  for (std::size_t k = 0; k < forecast.horizon(); ++k) {
    periods.push_back(to_text(forecast.periods[k]));
    medians.push_back(json_number(forecast.median(k)));
  }
  return {{"periods", std::move(periods)},
          {"median", std::move(medians)},
          {"method_used", forecast.method_used},
          {"fallback_reason", forecast.fallback_reason},
          {"quality", name(forecast.quality)},
          {"observations", forecast.observations},
          {"pool", forecast.pool},
          {"pool_share", json_number(forecast.pool_share)}};
}

[[nodiscard]] inline OrderedJson json_assessment(const Assessment& a) {
  OrderedJson out;
  out["target_id"] = a.target_id;
  out["statements"] = a.statements;
  out["unique_id"] = a.key.unique_id();
  out["indicator"] = a.key.indicator;
  out["place"] = a.key.place;
  out["sector"] = a.key.sector;
  out["product"] = a.key.product;
  out["plant"] = a.key.plant;
  out["period"] = to_text(a.period);
  out["verdict"] = name(a.verdict);
  out["reason"] = name(a.reason);
  out["lacking"] = {{"vi", a.lacking.empty() ? "" : text(a.lacking, Language::vi, a.lacking_args)},
                    {"en", a.lacking.empty() ? "" : text(a.lacking, Language::en, a.lacking_args)}};
  out["kind"] = name(a.kind);
  out["direction"] = name(a.direction);
  out["unit"] = a.unit.symbol();
  out["price_basis"] = to_text(a.basis);
  out["target"] = json_number(a.target_value);
  out["target_bounds"] = json_bounds(a.target);
  out["last_period"] = a.last_period ? OrderedJson(to_text(*a.last_period)) : OrderedJson(nullptr);
  out["last_actual"] = json_number(a.last_actual);
  out["last_status"] = a.last_period ? OrderedJson(name(a.last_status)) : OrderedJson(nullptr);
  out["observations"] = a.observations;
  out["gap"] = json_value(a.gap);
  out["gap_relative"] = json_value(a.gap_relative);
  out["required_growth"] = json_value(a.required_growth);
  out["required_growth_bounds"] = json_bounds(a.required_growth_bounds);
  out["required_change"] = json_value(a.required_change);
  out["past_growth"] = json_value(a.past_growth);
  out["repeat_level"] = json_value(a.repeat_level);
  out["repeat_gap"] = json_value(a.repeat_gap);
  out["repeat_gap_relative"] = json_value(a.repeat_gap_relative);
  out["pace"] = json_value(a.pace);
  out["required_path"] = OrderedJson::array();
  for (const double level : a.required_path) out["required_path"].push_back(json_number(level));
  out["path_periods"] = OrderedJson::array();
  for (const Period& period : a.path_periods) out["path_periods"].push_back(to_text(period));
  out["landing"] = json_number(a.landing);
  out["landing_intervals"] = OrderedJson::array();
  for (const Bounds& interval : a.landing_intervals) out["landing_intervals"].push_back(json_bounds(interval));
  out["probability"] = json_value(a.probability);
  out["calibrated"] = a.calibrated;
  out["not_in_it"] = OrderedJson::array();
  for (const std::string_view key : not_in_it(a)) out["not_in_it"].push_back({{"vi", text(key, Language::vi)}, {"en", text(key, Language::en)}});
  out["forecast"] = a.forecast ? json_forecast(*a.forecast) : OrderedJson(nullptr);
  out["issues"] = OrderedJson::array();
  for (const Issue& issue : a.issues) {
    out["issues"].push_back({{"code", issue.code}, {"vi", to_text(issue, Language::vi)}, {"en", to_text(issue, Language::en)}});
  }
  return out;
}

/// Text that is not UTF-8 gets replacement characters: a file is always valid JSON.
[[nodiscard]] inline std::string json_text(const OrderedJson& json) {
  return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace detail

INDUSTRIA_INLINE std::string probability_text(const Assessment& assessment, Language language) {
  if (!assessment.probability) return text("probability.none", language);
  const double percent = 100.0 * assessment.probability.value;
  const double step = assessment.calibrated ? 1.0 : 10.0;
  const double rounded = step * std::round(percent / step);
  if (rounded < step) return text("probability.below", language, {{"percent", format_number(step, 0, language)}});
  if (rounded > 100.0 - step) return text("probability.above", language, {{"percent", format_number(100.0 - step, 0, language)}});
  return text("probability.about", language, {{"percent", format_number(rounded, 0, language)}});
}

INDUSTRIA_INLINE std::vector<std::string_view> not_in_it(const Assessment& assessment) {
  const bool known = assessment.verdict == Verdict::achieved || assessment.verdict == Verdict::missed;
  return assessment.probability && !known ? detail::not_in_any_probability() : std::vector<std::string_view>{};
}

INDUSTRIA_INLINE std::string to_json(const Assessment& assessment) { return detail::json_text(detail::json_assessment(assessment)); }

INDUSTRIA_INLINE std::string to_json(const std::vector<Assessment>& assessments) {
  detail::OrderedJson all = detail::OrderedJson::array();
  for (const Assessment& a : assessments) all.push_back(detail::json_assessment(a));
  return detail::json_text(all);
}

}  // namespace industria::inline INDUSTRIA_ABI
