// SPDX-License-Identifier: Apache-2.0
// Body of targets/attainment_panel.hpp: questions to a panel, one by one and in groups. Trees: targets_attainment_tree.ipp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/parallel.hpp>
#include <industria/detail/targets_attainment.ipp>
#include <industria/targets/attainment_panel.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// What is told of questions while they are answered.
class QuestionDesk {
 public:
  QuestionDesk(const char* function, const LevelQuestions& questions, std::size_t series, const PanelForecast* forecasts, std::size_t model)
      : questions_(questions) {
    const std::size_t n = questions.size();
    const auto fits = [&](std::size_t size, const char* column, bool may_be_empty) {
      if (size == n || (may_be_empty && size == 0)) return;
      throw ShapeError(std::string(function) + ": " + std::to_string(size) + " " + column + " for " + std::to_string(n) + " questions, expected as many");
    };
    fits(questions.periods.size(), "periods", false);
    fits(questions.wanted.size(), "wanted", false);
    fits(questions.reasons.size(), "reasons", true);
    fits(questions.names.size(), "names", true);
    fits(questions.keys.size(), "keys", true);
    for (const std::int64_t row : questions.rows) {
      if (row < static_cast<std::int64_t>(series)) continue;
      throw ValueError(std::string(function) + ": row " + std::to_string(row) + " is outside of " + std::to_string(series) + " series");
    }
    if (forecasts != nullptr && model >= forecasts->columns.size()) {
      throw ValueError(std::string(function) + ": model is " + std::to_string(model) + ", expected below " + std::to_string(forecasts->columns.size()));
    }
    reasons.assign(n, Reason::none);
    for (std::size_t i = 0; i < n; ++i) {
      if (!questions.can_ask(i)) reasons[i] = questions.reasons.empty() || questions.reasons[i] == Reason::none ? Reason::no_observation : questions.reasons[i];
    }
    issues = questions.issues;
    std::vector<bool> is_told(n, false);
    for (const TargetIssue& one : questions.issues) {
      if (one.target < n) is_told[one.target] = true;
    }
    for (std::size_t i = 0; i < n; ++i) {  // questions made by hand come without issues of their own
      if (reasons[i] != Reason::none && !is_told[i])
        tell(i, Severity::error, reasons[i] == Reason::no_target_value ? "targets.no_number" : "targets.unknown_series");
    }
  }
  [[nodiscard]] bool is_open(std::size_t i) const noexcept { return reasons[i] == Reason::none; }
  void refuse(std::size_t i, Reason why, std::string code, TextArgs args = {}) {
    reasons[i] = why;
    tell(i, Severity::error, std::move(code), std::move(args));
  }
  void tell(std::size_t i, Severity severity, std::string code, TextArgs args = {}) {
    args.emplace_back("key", questions_.keys.empty() ? std::to_string(questions_.rows[i]) : questions_.keys[i]);
    for (const auto& [suffix, language] : {std::pair{"_en", Language::en}, std::pair{"_vi", Language::vi}})
      args.emplace_back(std::string("period") + suffix, to_text(questions_.periods[i], language));
    issues.push_back({i, {.severity = severity, .code = std::move(code), .where = {}, .value = questions_.names.empty() ? std::to_string(i + 1) : questions_.names[i],
                          .args = std::move(args)}});
  }
  /// Whether row has a forecast at all; tells if not.
  bool has_forecast(std::size_t i, const SeriesAnswer& answer) {
    if (answer.quality != Quality::none) return true;
    if (answer.reason == "no_values") {
      refuse(i, Reason::no_observation, "targets.no_observation");
    } else {
      refuse(i, Reason::no_observation, "targets.no_forecast");
    }
    return false;
  }
  /// Step of a period after `first`, or -1 with a word about it.
  int step(std::size_t i, const Period& first, int horizon, Severity severity) {
    const TextArgs last{{"last_en", to_text(first.plus(-1), Language::en)}, {"last_vi", to_text(first.plus(-1), Language::vi)}};
    if (questions_.periods[i].kind != first.kind) {
      tell(i, severity, "targets.other_period_kind", {{"first_en", to_text(first, Language::en)}, {"first_vi", to_text(first, Language::vi)}});
      return -1;
    }
    const int k = steps_between(first, questions_.periods[i]);
    if (k < 0) tell(i, severity, "targets.not_ahead", last);
    if (k >= horizon) tell(i, severity, "targets.beyond_horizon", {{"count", std::to_string(horizon)}});
    return k < 0 || k >= horizon ? -1 : k;
  }
  /// Step that must be there: its lack closes the question.
  int needed_step(std::size_t i, const Period& first, int horizon) {
    const int k = step(i, first, horizon, Severity::error);
    if (k < 0) reasons[i] = questions_.periods[i].kind != first.kind ? Reason::not_comparable : Reason::no_time_left;
    return k;
  }
  /// By question, as they were found.
  [[nodiscard]] std::vector<TargetIssue> told() && {
    std::stable_sort(issues.begin(), issues.end(), [](const TargetIssue& a, const TargetIssue& b) { return a.target < b.target; });
    return std::move(issues);
  }

  std::vector<Reason> reasons;
  std::vector<TargetIssue> issues;

 private:
  const LevelQuestions& questions_;
};

/// The forecast of a row; nameless series are known by their place.
[[nodiscard]] inline Forecast named_forecast(const PanelForecast& forecasts, std::size_t model, std::size_t row) {
  Forecast out = forecasts.forecast(model, row);
  if (out.id.empty()) out.id = "series " + std::to_string(row + 1);
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE PanelAttainment attainment_curve(const PanelForecast& forecasts, std::size_t model, const LevelQuestions& questions,
                                                  std::span<const double> factors) {
  detail::QuestionDesk desk("attainment_curve", questions, forecasts.size(), &forecasts, model);
  for (const double factor : factors) {
    if (!(factor > 0.0) || std::isinf(factor)) throw ValueError("attainment_curve: a factor is " + to_shortest(factor) + ", expected a finite number above 0");
  }
  PanelAttainment out;
  const std::size_t n = questions.size();
  out.probability.assign(n * factors.size(), missing);
  out.median.assign(n, missing);
  for (std::size_t i = 0; i < n; ++i) {
    if (!desk.is_open(i)) continue;
    const auto row = static_cast<std::size_t>(questions.rows[i]);
    if (!desk.has_forecast(i, forecasts.columns[model].answers[row])) continue;
    const int step = desk.needed_step(i, forecasts.first[row], forecasts.horizon);
    if (step < 0) continue;
    const Forecast f = forecasts.forecast(model, row);
    const auto k = static_cast<std::size_t>(step);
    out.median[i] = f.median(k);
    if (!questions.has_number(i)) {
      desk.refuse(i, Reason::no_target_value, "targets.no_number");
      continue;
    }
    for (std::size_t j = 0; j < factors.size(); ++j) out.probability[i * factors.size() + j] = f.probability_within(k, scale(questions.wanted[i], factors[j]));
  }
  out.reasons = std::move(desk.reasons);
  out.issues = std::move(desk).told();
  return out;
}

INDUSTRIA_INLINE PanelFirstPassage first_passage(const PanelForecast& forecasts, std::size_t model, const LevelQuestions& questions,
                                                 const PathOptions& options) {
  detail::require_paths("first_passage", options.paths);
  detail::QuestionDesk desk("first_passage", questions, forecasts.size(), &forecasts, model);
  PanelFirstPassage out;
  out.horizon = forecasts.horizon;
  const std::size_t n = questions.size();
  const auto steps = static_cast<std::size_t>(forecasts.horizon);
  for (auto* column : {&out.probability, &out.by}) column->assign(n * steps, missing);
  for (auto* column : {&out.by_period, &out.beyond, &out.expected_step}) column->assign(n, missing);
  out.median_step.assign(n, 0);
  out.first.assign(n, Period{});
  std::vector<int> own(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    if (!desk.is_open(i)) continue;
    const auto row = static_cast<std::size_t>(questions.rows[i]);
    if (!desk.has_forecast(i, forecasts.columns[model].answers[row])) continue;
    if (!questions.has_number(i)) {
      desk.refuse(i, Reason::no_target_value, "targets.no_number");
      continue;
    }
    out.first[i] = forecasts.first[row];
    own[i] = desk.step(i, out.first[i], forecasts.horizon, Severity::warning);
  }
  std::vector<std::uint8_t> done(n, 0);
  const std::vector<double> midpoints = detail::midpoint_normals(options.paths);
  detail::for_each_index(n, options.n_threads, options.progress, [&](std::size_t i) {
    done[i] = 1;
    if (!desk.is_open(i)) return;
    const Forecast f = detail::named_forecast(forecasts, model, static_cast<std::size_t>(questions.rows[i]));
    const FirstPassage one = detail::first_passage_of(f, questions.wanted[i], midpoints, options.seed);
    std::copy(one.probability.begin(), one.probability.end(), out.probability.begin() + static_cast<std::ptrdiff_t>(i * steps));
    std::copy(one.by.begin(), one.by.end(), out.by.begin() + static_cast<std::ptrdiff_t>(i * steps));
    if (own[i] >= 0) out.by_period[i] = one.by[static_cast<std::size_t>(own[i])];
    out.beyond[i] = one.beyond;
    if (one.median) out.median_step[i] = steps_between(f.periods.front(), *one.median) + 1;
    out.expected_step[i] = one.expected_step.value;
  });
  for (std::size_t i = 0; i < n; ++i) {
    if (!desk.is_open(i)) continue;
    if (done[i] == 0) {
      desk.refuse(i, Reason::missing, "targets.stopped");
    } else if (own[i] < 0) {  // the issue has been told
      desk.reasons[i] = questions.periods[i] < out.first[i] ? Reason::no_time_left : Reason::missing;
    }
  }
  out.reasons = std::move(desk.reasons);
  out.issues = std::move(desk).told();
  return out;
}

INDUSTRIA_INLINE PanelJointAttainment joint_attainment(const PanelForecast& forecasts, std::size_t model, const LevelQuestions& questions,
                                                       std::span<const std::int32_t> groups, const JointOptions& options) {
  detail::require_joint("joint_attainment", {}, options);
  detail::QuestionDesk desk("joint_attainment", questions, forecasts.size(), &forecasts, model);
  const std::size_t n = questions.size();
  if (!groups.empty() && groups.size() != n) {
    throw ShapeError("joint_attainment: " + std::to_string(groups.size()) + " groups for " + std::to_string(n) + " questions, expected as many");
  }
  std::vector<std::vector<std::size_t>> members(groups.empty() ? 1 : 0);
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t g = groups.empty() ? 0 : groups[i];
    if (g < 0) throw ValueError("joint_attainment: group " + std::to_string(g) + " of question " + std::to_string(i) + ", expected 0 or more");
    if (static_cast<std::size_t>(g) >= members.size()) members.resize(static_cast<std::size_t>(g) + 1);
    members[static_cast<std::size_t>(g)].push_back(i);
  }
  std::vector<std::size_t> step(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    if (!desk.is_open(i)) continue;
    const auto row = static_cast<std::size_t>(questions.rows[i]);
    if (!desk.has_forecast(i, forecasts.columns[model].answers[row])) continue;
    if (!questions.has_number(i)) {
      desk.refuse(i, Reason::no_target_value, "targets.no_number");
      continue;
    }
    const int k = desk.needed_step(i, forecasts.first[row], forecasts.horizon);
    if (k >= 0) step[i] = static_cast<std::size_t>(k);
  }
  PanelJointAttainment out;
  out.each.assign(n, missing);
  out.targets.assign(members.size(), 0);
  out.left_out.assign(members.size(), 0);
  for (auto* column : {&out.expected, &out.all, &out.any}) column->assign(members.size(), missing);
  std::vector<std::vector<double>> counts(members.size());
  std::vector<std::uint8_t> done(members.size(), 0);
  const std::vector<double> common = detail::common_normals(options.seed, options.paths);
  detail::for_each_index(members.size(), options.n_threads, options.progress, [&](std::size_t g) {
    done[g] = 1;
    std::vector<Forecast> made;
    std::vector<std::size_t> asked;
    for (const std::size_t i : members[g]) {
      if (!desk.is_open(i)) continue;
      made.push_back(detail::named_forecast(forecasts, model, static_cast<std::size_t>(questions.rows[i])));
      asked.push_back(i);
    }
    std::vector<JointTarget> targets;
    for (std::size_t j = 0; j < asked.size(); ++j) targets.push_back({&made[j], step[asked[j]], questions.wanted[asked[j]]});
    detail::NormalRows z;
    const JointAttainment one = detail::joint_of(targets, options, common, z);
    for (std::size_t j = 0; j < asked.size(); ++j) out.each[asked[j]] = one.each[j];
    out.left_out[g] = static_cast<std::int64_t>(members[g].size() - asked.size()) + one.left_out;
    out.targets[g] = static_cast<std::int64_t>(members[g].size()) - out.left_out[g];
    out.expected[g] = one.expected;
    out.all[g] = one.all;
    out.any[g] = one.any;
    counts[g] = one.count;
  });
  out.offsets.push_back(0);
  for (std::size_t g = 0; g < members.size(); ++g) {
    out.count.insert(out.count.end(), counts[g].begin(), counts[g].end());
    out.offsets.push_back(static_cast<std::int64_t>(out.count.size()));
    if (done[g] != 0) continue;
    for (const std::size_t i : members[g]) {
      if (desk.is_open(i)) desk.refuse(i, Reason::missing, "targets.stopped");
    }
  }
  out.reasons = std::move(desk.reasons);
  out.issues = std::move(desk).told();
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
