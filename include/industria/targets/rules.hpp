// SPDX-License-Identifier: Apache-2.0
// Rules by which institutions judge progress towards a target: each a measure, its thresholds as data, and edge cases.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/language.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/target.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {

/// d is +1 for at_least, -1 for at_most; y0 base, y value, y* target; g actual growth per year, g* the growth from base to target.
enum class Rule : std::uint8_t {
  eurostat,                    ///< R = d g / |g*|: 95 %, 60 %, 0; without target d g: 1 %, 0, -1 %
  open_sdg,                    ///< the same ratio (Statistics Canada): 95 %, 60 %, 0; without target 1.5 %, 0.5 %, 0; scores -5 to 5
  un_progress_chart,           ///< 2023: (y (1 + g)^(T - t) - y0) / (y* - y0): 95 %, 10 %; without target d g: 2 %, 0.5 %; scores 1 to 3
  un_progress_chart_2022,      ///< d g / |g*|: 95 %, 50 %, -10 %
  escap_current_status,        ///< 10 d (y - y0) / |y* - y0|, capped at 10 once met; score: with the cap
  escap_anticipated_progress,  ///< 100 d (y* - predicted) / |y* - y0|: 10, 100; lower is better
  sdsn_arrows,                 ///< recent change per year / change per year needed since the base: 1, 0.5, 0
  weather_symbols,             ///< miss of y + recent change (T - t), as a share of |y* - y|: 5 %, 20 %; lower is better
  distance_to_target,          ///< d (y* - y) / standard deviation of the comparison group, 0 once met; lower is better
  distance_covered             ///< share of the distance covered / share of the time gone: 1, 0
};
/// "eurostat" ...
[[nodiscard]] INDUSTRIA_API std::string_view name(Rule rule) noexcept;
[[nodiscard]] INDUSTRIA_API std::optional<Rule> parse_rule(std::string_view text) noexcept;

/// What a rule looks at. Levels in one unit, times in years. What is not known is missing.
struct ProgressCase {
  double base = missing;    ///< y0
  double value = missing;   ///< y, the latest actual
  double target = missing;  ///< y*; missing: a direction without a number
  double since = missing;   ///< t - t0
  double total = missing;   ///< T - t0; missing without a target
  Direction direction = Direction::at_least;  ///< at_least or at_most (a range: see progress_case)
  double recent_change = missing;  ///< mean change per year of the most recent years; missing: (y - y0) / (t - t0)
  double predicted = missing;      ///< level predicted for T; missing: the straight line through y0 and y
  double spread = missing;         ///< standard deviation over the comparison group (distance_to_target)
};

/// One class of a rule: from `from` on (`after`: only above it) up to the next class's `from`.
struct ProgressClass {
  std::string_view word{};  ///< catalogue key "progress.<word>"
  double from = -std::numeric_limits<double>::infinity();
  bool after = false;
};

/// A rule's thresholds as data, in rising order of the measure.
struct RuleTable {
  std::span<const ProgressClass> with_target{};
  std::span<const ProgressClass> without_target{};  ///< empty: the rule needs a number
  std::string_view met{};        ///< the class of a level that meets the target; empty: none apart
  bool lower_is_better = false;
  std::string_view source{};
};
[[nodiscard]] INDUSTRIA_API const RuleTable& rule_table(Rule rule) noexcept;

struct RuleOptions {
  std::span<const ProgressClass> with_target{};     ///< own thresholds; empty: the rule's. Must outlive the results (words are views).
  std::span<const ProgressClass> without_target{};
  double zero_substitute = missing;  ///< open_sdg: stands for a zero base or target (published: 0.001, a distortion); missing: not assessable
  double limit_factor = 1.0;         ///< open_sdg without target: C in [0, 1] on positive thresholds for indicators with a natural limit
  bool is_parity = false;            ///< escap: the target is a point to come close to, from either side
  bool is_percentage = false;        ///< un_progress_chart: within one point of a target of 0 or 100 per cent counts as met
};

/// The judgement. A class may be certain without a measure (a base that met the target and a value that no longer does, where growth
/// needed is zero). Without a class `reason` says why: no_observation (no value), missing, zero_base, negative_base, sign_change, too_few_points (t = t0),
/// no_time_left (t > T and not met), no_target_value.
struct Progress {
  Value measure{};
  Value score{};               ///< open_sdg -5..5 (5 once met), un_progress_chart 1..3, escap_current_status capped at 10; others none
  std::string_view word{};     ///< "" if not assessable
  int rank = -1;               ///< 0: the worst class; a better actual never lowers it
  bool is_met = false;         ///< the level meets the target
  Reason reason = Reason::none;
  [[nodiscard]] explicit operator bool() const noexcept { return reason == Reason::none; }
};

/// Judges one case. Throws ValueError for a direction `within` and for thresholds that do not rise.
/// Sources: docs/methods.md, "Progress rules".
[[nodiscard]] INDUSTRIA_API Progress progress(Rule rule, const ProgressCase& c, const RuleOptions& options = {});
/// Many cases, out[i] for cases[i]; ShapeError unless as long.
INDUSTRIA_API void progress(Rule rule, std::span<const ProgressCase> cases, std::span<Progress> out, const RuleOptions& options = {});

/// Mean of the scores that are there (open_sdg); is_met only if every series has met its target; too_few_points if there is none.
[[nodiscard]] INDUSTRIA_API Progress aggregate_progress(std::span<const Progress> parts) noexcept;

/// "moderate progress", "có tiến bộ vừa phải"; for a reason its own words.
[[nodiscard]] INDUSTRIA_API std::string progress_text(const Progress& result, Language language);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_rules.ipp>
#endif
