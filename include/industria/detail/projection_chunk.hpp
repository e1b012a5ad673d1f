// SPDX-License-Identifier: Apache-2.0
// One task of the panel forecaster: fits the members to a chunk of series of one season length, combines their paths, falls back
// down the ladder, and writes paths and error laws. Brought by projection_panel_forecast.ipp; knows one call's PanelRun and nothing global.
#pragma once

#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_automatic_rule.hpp>
#include <industria/detail/projection_clean_series.hpp>
#include <industria/detail/projection_combine.hpp>
#include <industria/detail/projection_members.hpp>
#include <industria/detail/projection_short.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

inline constexpr double path_limit = 10.0;         ///< in units of the largest value seen: what no model is believed to reach

[[nodiscard]] constexpr bool is_closed_form(Method method) noexcept {
  switch (method) {
    case Method::last_value:
    case Method::drift:
    case Method::cagr:
    case Method::log_linear:
    case Method::pooled_growth:
    case Method::mean:
    case Method::seasonal_last_value: return true;
    default: return false;
  }
}

/// The members of a model: itself, or those of the combination.
[[nodiscard]] inline std::vector<Method> members_of(const ForecastModel& model) {
  if (model.method == Method::automatic) return {automatic_pool.begin(), automatic_pool.end()};
  if (!is_combination(model.method)) return {model.method};
  return model.members.empty() ? automatic_members() : model.members;
}

/// Paths and errors of one member for the series of a chunk.
struct MemberPaths {
  Method method = Method::automatic;
  std::vector<MemberSeries> series{};
  std::vector<double> path{};       ///< the memory of the paths
  std::vector<double> deviation{};  ///< and of the models' own deviations; empty unless they are wanted
  std::vector<double> held_out{};  ///< mean squared error of a held-out last part, by series; empty: not asked for
};

/// Everything that one call needs, laid out once.
struct PanelRun {
  const PanelView& panel;
  const PanelForecastOptions& options;
  const IntervalCalibration& calibration;
  PanelForecast& out;
  std::vector<Method> members{};  ///< all that some model needs, each once
  bool weighted = false;          ///< some model wants held-out errors
  std::vector<CleanSeries> order{};  ///< by season length, then longest first
};

/// Holds a path within the limit, and at its last value where it stops being a number: step by step, so that no step depends on
/// how far the forecast goes.
inline void keep_credible(std::span<double> path, double limit) noexcept {
  for (std::size_t k = 0; k < path.size(); ++k) {
    if (std::isnan(path[k]) && k > 0) path[k] = path[k - 1];
    path[k] = std::clamp(path[k], -limit, limit);
  }
}

/// How many last values are held out to weigh the members of a combination.
[[nodiscard]] inline std::size_t held_out_steps(std::span<const double> y, std::size_t horizon) noexcept {
  std::size_t steps = std::min(horizon, y.size() / 4);
  while (steps > 0 && std::isnan(y[y.size() - steps - 1])) --steps;
  return steps;
}

/// One chunk: series of one season length, longest first.
class ChunkForecaster {
 public:
  ChunkForecaster(PanelRun& run, std::span<const CleanSeries> chunk) : run_(run), chunk_(chunk) {}

  void run() {
    scale_values();
    for (const Method method : run_.members) {
      if (is_wanted(method)) fit_member(method);
    }
    for (std::size_t m = 0; m < run_.out.models.size(); ++m) write_model(m);
  }

 private:
  [[nodiscard]] std::size_t horizon() const noexcept { return static_cast<std::size_t>(run_.out.horizon); }
  /// True if the scales are what the models say of themselves.
  [[nodiscard]] bool is_own_law() const noexcept { return run_.calibration.classes.empty(); }

  void scale_values() {
    std::size_t total = 0;
    for (const CleanSeries& s : chunk_) total += s.y.size();
    values_.resize(total);
    double* at = values_.data();
    for (const CleanSeries& s : chunk_) {
      std::transform(s.y.begin(), s.y.end(), at, [&](double y) { return y * s.scale; });
      scaled_.emplace_back(at, s.y.size());
      change_.push_back(mean_change(scaled_.back(), s.season));
      at += s.y.size();
    }
  }

  void fit_member(Method method) {
    MemberPaths member{.method = method};
    std::size_t total = 0;
    for (const CleanSeries& s : chunk_) total += horizon() + static_cast<std::size_t>(s.gap);
    member.path.resize(total);
    if (is_own_law()) member.deviation.assign(total, missing);
    member.series.resize(chunk_.size());
    std::size_t at = 0;
    for (std::size_t i = 0; i < chunk_.size(); ++i) {
      const std::size_t steps = horizon() + static_cast<std::size_t>(chunk_[i].gap);
      member.series[i].y = scaled_[i];
      member.series[i].path = std::span(member.path).subspan(at, steps);
      if (is_own_law()) {
        member.series[i].deviation = std::span(member.deviation).subspan(at, steps);
        member.series[i].stream = path_key(run_.options.seed, run_.out.ids.empty() ? std::string_view{} : run_.out.ids[chunk_[i].index]);
      }
      at += steps;
    }
    const MemberContext context{run_.options.ets_bounds, chosen_kernels().load(), &memory_};
    fit_paths(method, member.series, context);
    for (std::size_t i = 0; i < chunk_.size(); ++i) keep_credible(member.series[i].path, path_limit * chunk_[i].largest);
    if (run_.weighted) hold_out(member, context);
    members_.push_back(std::move(member));
  }

  void fit_paths(Method method, std::span<MemberSeries> series, const MemberContext& context) {
    switch (method) {
      case Method::cagr:
      case Method::log_linear:
      case Method::pooled_growth: break;
      default: return run_member(method, series, chunk_.front().season, context);
    }
    ForecastOptions options = run_.options.common;
    options.method = method;
    for (std::size_t i = 0; i < series.size(); ++i) {
      const SeriesView view{.values = series[i].y, .first = run_.panel.first[chunk_[i].index]};
      const int steps = static_cast<int>(series[i].path.size());
      const ShortForecast f = short_forecast(view, steps, chunk_[i].season, options, grid_for(view.first.kind));
      for (std::size_t k = 0; k < series[i].path.size(); ++k)
        series[i].path[k] = f.scale * (f.transform == Transform::log ? std::exp(f.location[k]) : f.location[k]);
      std::fill(series[i].deviation.begin(), series[i].deviation.end(), missing);
    }
  }

  /// True if a model asks for the member by name, or the rule of `automatic` for some series of the chunk uses it.
  [[nodiscard]] bool is_wanted(Method method) const {
    for (const ForecastModel& model : run_.out.models) {
      if (is_closed_form(model.method)) continue;
      const std::vector<Method> members = members_of(model);
      const auto at = std::find(members.begin(), members.end(), method);
      if (at == members.end()) continue;
      if (model.method != Method::automatic) return true;
      const auto place = static_cast<std::size_t>(at - members.begin());
      for (const CleanSeries& s : chunk_) {
        if (automatic_rule(s.observed, s.season).uses(place)) return true;
      }
    }
    return false;
  }

  void hold_out(MemberPaths& member, const MemberContext& context) {
    std::vector<MemberSeries> shorter(chunk_.size());
    std::vector<double> paths(chunk_.size() * horizon());
    for (std::size_t i = 0; i < chunk_.size(); ++i) {
      const std::size_t steps = held_out_steps(scaled_[i], horizon());
      shorter[i].y = scaled_[i].first(scaled_[i].size() - steps);
      shorter[i].path = {paths.data() + i * horizon(), steps};
    }
    fit_paths(member.method, shorter, context);
    for (std::size_t i = 0; i < chunk_.size(); ++i) keep_credible(shorter[i].path, path_limit * chunk_[i].largest);
    member.held_out.assign(chunk_.size(), missing);
    for (std::size_t i = 0; i < chunk_.size(); ++i) {
      double squares = 0.0;
      double count = 0.0;
      for (std::size_t k = 0; k < shorter[i].path.size(); ++k) {
        const double error = scaled_[i][shorter[i].y.size() + k] - shorter[i].path[k];
        if (std::isnan(scaled_[i][shorter[i].y.size() + k])) continue;
        squares += error * error;
        count += 1.0;
      }
      if (count > 0.0) member.held_out[i] = squares / count;
    }
  }

  /// Null if no series of the chunk wants it.
  [[nodiscard]] const MemberPaths* member(Method method) const {
    const auto at = std::find_if(members_.begin(), members_.end(), [&](const MemberPaths& m) { return m.method == method; });
    return at == members_.end() ? nullptr : &*at;
  }

  void write_model(std::size_t m) {
    const ForecastModel& model = run_.out.models[m];
    PanelForecast::Columns& columns = run_.out.columns[m];
    if (is_closed_form(model.method)) {
      for (std::size_t i = 0; i < chunk_.size(); ++i) write_short(columns, chunk_[i], model.method, {});
      return;
    }
    const std::vector<Method> methods = members_of(model);
    std::vector<const MemberPaths*> parts;
    for (const Method method : methods) parts.push_back(member(method));
    const ErrorClass law = run_.calibration.law_for(model, chunk_.front().season);
    prepare_steps(law);
    for (std::size_t i = 0; i < chunk_.size(); ++i) {
      const CleanSeries& s = chunk_[i];
      const AutomaticRule rule = automatic_rule(s.observed, s.season);
      const Combined combined = combine(model, parts, i, rule, columns);
      if (model.method == Method::automatic && rule.has_growth_law) {
        write_short(columns, s, Method::pooled_growth, {});
        if (combined.fits) replace_locations(columns, s);
      } else if (combined.fits) {
        write_path(columns, s, law, name(model.method), combined.error, change_[i]);
      } else {
        write_short(columns, s, Method::pooled_growth, "not_fitted");
      }
    }
  }

  struct Combined {
    bool fits = false;
    double error = missing;  ///< mean one-step error of the members that have one
  };

  /// Writes the combined path of series i into path_, the mean of the members' own deviations (as if their errors were one) into
  /// deviation_, and the members' weights into the columns.
  Combined combine(const ForecastModel& model, std::span<const MemberPaths* const> parts, std::size_t i, const AutomaticRule& rule,
                   PanelForecast::Columns& columns) {
    const CleanSeries& s = chunk_[i];
    const std::size_t steps = horizon() + static_cast<std::size_t>(s.gap);
    path_.assign(steps, 0.0);
    deviation_.assign(is_own_law() ? steps : 0, 0.0);
    weight_.assign(parts.size(), 0.0);
    double total = 0.0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      if (model.method == Method::automatic && !rule.uses(p)) continue;
      if (parts[p] == nullptr || is_missing(parts[p]->series[i].path.front())) continue;
      weight_[p] = 1.0;
      total += 1.0;
    }
    if (model.method == Method::combined_weighted) total = weigh_by_held_out(parts, i, total);
    if (total == 0.0) return {};
    double error = 0.0;
    double error_weight = 0.0;
    double deviation_weight = 0.0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      weight_[p] /= total;
      if (weight_[p] == 0.0) continue;
      const MemberSeries& part = parts[p]->series[i];
      for (std::size_t k = 0; k < steps; ++k) path_[k] += weight_[p] * part.path[k];
      if (!is_missing(part.error)) {
        error += weight_[p] * part.error;
        error_weight += weight_[p];
      }
      if (part.deviation.empty() || is_missing(part.deviation.back())) continue;
      deviation_weight += weight_[p];
      for (std::size_t k = 0; k < steps; ++k) deviation_[k] += weight_[p] * part.deviation[k];
    }
    for (double& d : deviation_) d = deviation_weight > 0.0 ? d / deviation_weight : missing;
    if (model.method == Method::combined_median || model.method == Method::automatic) {
      for (std::size_t k = 0; k < steps; ++k)
        path_[k] = model.method == Method::automatic ? trimmed_mean(members_at(parts, i, k)) : middle(members_at(parts, i, k));
    }
    for (std::size_t p = 0; p < parts.size() && parts.size() > 1; ++p)
      columns.weights[s.index * parts.size() + p] = static_cast<float>(weight_[p]);
    return {true, error_weight > 0.0 ? error / error_weight : missing};
  }

  /// Inverse squared held-out errors in place of equal weights; members without such an error get none, unless none has one.
  /// Returns the total.
  double weigh_by_held_out(std::span<const MemberPaths* const> parts, std::size_t i, double total) {
    double inverse_total = 0.0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      if (weight_[p] > 0.0 && !is_missing(parts[p]->held_out[i])) inverse_total += 1.0 / (parts[p]->held_out[i] + 1e-12);
    }
    if (inverse_total == 0.0) return total;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const bool known = weight_[p] > 0.0 && !is_missing(parts[p]->held_out[i]);
      weight_[p] = known ? 1.0 / (parts[p]->held_out[i] + 1e-12) : 0.0;
    }
    return inverse_total;
  }

  /// Step k of the members of series i that have a weight.
  [[nodiscard]] std::span<double> members_at(std::span<const MemberPaths* const> parts, std::size_t i, std::size_t k) {
    step_.clear();
    for (std::size_t p = 0; p < parts.size(); ++p) {
      if (weight_[p] > 0.0) step_.push_back(parts[p]->series[i].path[k]);
    }
    return step_;
  }

  void prepare_steps(const ErrorClass& law) {
    std::size_t steps = 0;
    for (const CleanSeries& s : chunk_) steps = std::max(steps, horizon() + static_cast<std::size_t>(s.gap));
    below_.resize(steps);
    above_.resize(steps);
    for (std::size_t k = 0; k < steps; ++k) {
      const double log_step = std::log(static_cast<double>(k + 1));
      below_[k] = std::exp(law.level_below + law.step_below * log_step);
      above_[k] = std::exp(law.level_above + law.step_above * log_step);
    }
  }

  void write_path(PanelForecast::Columns& columns, const CleanSeries& s, const ErrorClass& law, std::string_view used, double error,
                  double change) {
    constexpr double least = 1e-12;  // relative to the mean absolute value: no interval has width zero
    double spread = is_missing(error) ? change : std::max(error, change);
    if (error > 0.0 && change > 0.0) spread = std::pow(error, 1.0 - law.change_weight) * std::pow(change, law.change_weight);
    spread = std::max(spread * std::exp(law.short_series / s.observed), least);
    SeriesAnswer& answer = columns.answers[s.index];
    answer = {.used = used,
              .quality = quality_of(s.observed),
              .scale = 1.0 / s.scale,
              .observations = s.observed,
              .error = error,
              .change = change,
              .law = {.noise = 1.0 - law.persistence, .walk = law.persistence, .dof = law.dof}};
    const std::size_t row = s.index * horizon();
    const std::size_t gap = static_cast<std::size_t>(s.gap);
    for (std::size_t k = 0; k < horizon(); ++k) {
      columns.location[row + k] = path_[gap + k];
      columns.below[row + k] = spread * below_[gap + k];
      columns.above[row + k] = spread * above_[gap + k];
      if (is_own_law() && std::isfinite(deviation_[gap + k]))
        columns.below[row + k] = columns.above[row + k] = std::max(deviation_[gap + k], least);
    }
  }

  /// The closed forms, and what stands at the foot of the ladder.
  void write_short(PanelForecast::Columns& columns, const CleanSeries& s, Method method, std::string_view reason) {
    ForecastOptions options = run_.options.common;
    options.method = method;
    options.lower = -std::numeric_limits<double>::infinity();
    options.upper = std::numeric_limits<double>::infinity();
    SeriesView view = run_.panel.series(s.index);
    view.lower = options.lower;
    view.upper = options.upper;
    const ShortForecast f = short_forecast(view, run_.out.horizon, s.season, options, grid_for(view.first.kind));
    columns.answers[s.index] = {.used = f.used,
                                .quality = f.quality,
                                .transform = f.transform,
                                .is_short = f.law_has_scales,
                                .reason = reason.empty() ? f.reason : reason,
                                .scale = f.scale,
                                .pool_share = f.pool_share,
                                .observations = f.observations,
                                .law = f.law};
    const std::size_t row = s.index * horizon();
    for (std::size_t k = 0; k < horizon(); ++k) {
      columns.location[row + k] = f.location[k];
      columns.below[row + k] = f.deviation[k];
      columns.above[row + k] = f.above.empty() ? f.deviation[k] : f.above[k];
    }
  }

  /// The growth prior laid out for a kind of period: once per chunk.
  [[nodiscard]] const GrowthGrid* grid_for(PeriodKind kind) {
    const double steps = periods_per_year(kind);
    if (grid_.laws.empty() || grid_.steps_per_year != steps) grid_ = GrowthGrid(run_.options.common.prior, steps);
    return &grid_;
  }

  /// Puts path_ in the middle of the law that write_short left, where its scale admits it.
  void replace_locations(PanelForecast::Columns& columns, const CleanSeries& s) {
    SeriesAnswer& answer = columns.answers[s.index];
    const auto path = std::span(path_).last(horizon());
    const auto location = std::span(columns.location).subspan(s.index * horizon(), horizon());
    const bool on_logs = answer.transform == Transform::log;
    if (on_logs && std::any_of(path.begin(), path.end(), [](double y) { return !(y > 0.0); })) return;
    // Both scales are powers of two, far apart perhaps: exponents are added, not factors multiplied.
    const int exponent = -std::ilogb(s.scale) - std::ilogb(answer.scale);
    for (std::size_t k = 0; k < path.size(); ++k)
      location[k] = on_logs ? std::log(path[k]) + exponent * 0.693147180559945309417232121458 : std::ldexp(path[k], exponent);
    answer.used = name(Method::automatic);
  }

  PanelRun& run_;
  std::span<const CleanSeries> chunk_;
  AlignedBuffer memory_;
  GrowthGrid grid_;
  std::vector<double> values_;
  std::vector<std::span<const double>> scaled_;
  std::vector<double> change_;
  std::vector<MemberPaths> members_;
  std::vector<double> path_, deviation_, weight_, step_, below_, above_;
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
