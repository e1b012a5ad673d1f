// SPDX-License-Identifier: Apache-2.0
// Body of targets/rules.hpp: the rules by name, their tables, and the call. Each rule's thresholds and edge cases have a file of their own.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/error.hpp>
#include <industria/detail/targets_rule_escap.hpp>
#include <industria/detail/targets_rule_eurostat.hpp>
#include <industria/detail/targets_rule_linear.hpp>
#include <industria/detail/targets_rule_open_sdg.hpp>
#include <industria/detail/targets_rule_un.hpp>
#include <industria/targets/rules.hpp>

#include <array>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

using RuleCall = Progress (*)(const ProgressCase&, const RuleTable&, const RuleOptions&) noexcept;
struct RuleEntry {
  std::string_view name;
  const RuleTable* table;
  RuleCall call;
};
/// In the order of the enumeration.
inline constexpr std::array<RuleEntry, 10> rule_entries{{
    {"eurostat", &eurostat_table, eurostat_rule},
    {"open_sdg", &open_sdg_table, open_sdg_rule},
    {"un_progress_chart", &un_table, un_rule},
    {"un_progress_chart_2022", &un_2022_table, un_2022_rule},
    {"escap_current_status", &escap_status_table, escap_status_rule},
    {"escap_anticipated_progress", &escap_progress_table, escap_progress_rule},
    {"sdsn_arrows", &sdsn_table, sdsn_rule},
    {"weather_symbols", &weather_table, weather_rule},
    {"distance_to_target", &distance_table, distance_rule},
    {"distance_covered", &covered_table, covered_rule},
}};

inline void require_rising(std::span<const ProgressClass> classes, const char* which) {
  for (std::size_t i = 1; i < classes.size(); ++i) {
    const bool rises = classes[i].from > classes[i - 1].from || (classes[i].from == classes[i - 1].from && classes[i].after && !classes[i - 1].after);
    if (!rises) throw ValueError(std::string("progress: thresholds of ") + which + " do not rise at '" + std::string(classes[i].word) + "', expected rising ones");
  }
}

/// The rule's table with the caller's own thresholds, checked once for any number of cases.
[[nodiscard]] inline RuleTable table_in_use(Rule rule, const RuleOptions& options) {
  RuleTable table = rule_table(rule);
  require_rising(options.with_target, "with_target");
  require_rising(options.without_target, "without_target");
  if (!(options.limit_factor >= 0.0 && options.limit_factor <= 1.0)) throw ValueError("progress: limit_factor is outside [0, 1]");
  if (!options.with_target.empty()) table.with_target = options.with_target;
  if (!options.without_target.empty()) table.without_target = options.without_target;
  return table;
}

[[nodiscard]] inline Progress progress_with(Rule rule, const ProgressCase& c, const RuleTable& table, const RuleOptions& options) {
  if (c.direction == Direction::within) throw ValueError("progress: direction is within, expected at_least or at_most; progress_case() chooses the end of a range");
  return rule_entries[static_cast<std::size_t>(rule)].call(c, table, options);
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Rule rule) noexcept { return detail::rule_entries[static_cast<std::size_t>(rule)].name; }

INDUSTRIA_INLINE std::optional<Rule> parse_rule(std::string_view text) noexcept {
  for (std::size_t i = 0; i < detail::rule_entries.size(); ++i) {
    if (detail::rule_entries[i].name == text) return static_cast<Rule>(i);
  }
  return std::nullopt;
}

INDUSTRIA_INLINE const RuleTable& rule_table(Rule rule) noexcept { return *detail::rule_entries[static_cast<std::size_t>(rule)].table; }

INDUSTRIA_INLINE Progress progress(Rule rule, const ProgressCase& c, const RuleOptions& options) {
  return detail::progress_with(rule, c, detail::table_in_use(rule, options), options);
}

INDUSTRIA_INLINE void progress(Rule rule, std::span<const ProgressCase> cases, std::span<Progress> out, const RuleOptions& options) {
  if (cases.size() != out.size()) {
    throw ShapeError("progress: out has " + std::to_string(out.size()) + " places for " + std::to_string(cases.size()) + " cases");
  }
  const RuleTable table = detail::table_in_use(rule, options);
  for (std::size_t i = 0; i < cases.size(); ++i) out[i] = detail::progress_with(rule, cases[i], table, options);
}

INDUSTRIA_INLINE Progress aggregate_progress(std::span<const Progress> parts) noexcept {
  Progress whole;
  double sum = 0.0;
  int scored = 0;
  whole.is_met = !parts.empty();
  for (const Progress& part : parts) {
    whole.is_met = whole.is_met && part.is_met;
    if (!part.score) continue;
    sum += part.score.value;
    ++scored;
  }
  whole.score = scored > 0 ? Value(sum / scored) : Value(Reason::too_few_points);
  whole.measure = Reason::no_target_value;  // ratios of different series have no mean
  whole.reason = whole.score.reason;
  return whole;
}

INDUSTRIA_INLINE std::string progress_text(const Progress& result, Language language) {
  if (!result) return text(std::string("reason.") + name(result.reason), language);
  const std::string key = "progress." + std::string(result.word);
  return has_text(key) ? text(key, language) : std::string(result.word);  // a caller's own class speaks for itself
}

}  // namespace industria::inline INDUSTRIA_ABI
