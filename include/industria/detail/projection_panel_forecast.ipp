// SPDX-License-Identifier: Apache-2.0
// Body of projection/panel_forecast.hpp: cleans and sorts the series, runs the models chunk by chunk, combines them, falls back
// down the ladder, and puts an error law around every path.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/projection_automatic_rule.hpp>
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/parallel.hpp>
#include <industria/detail/projection_combine.hpp>
#include <industria/detail/projection_members.hpp>
#include <industria/detail/projection_short.hpp>
#include <industria/detail/student.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <mutex>
#include <string>
#include <thread>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr double path_limit = 10.0;         ///< in units of the largest value seen: what no model is believed to reach
inline constexpr std::size_t largest_chunk = 128;  ///< series per task: enough to fill the lanes
inline constexpr std::size_t smallest_chunk = 16;

/// A series without the gaps at its ends, and what the models and the error laws need to know about it.
struct CleanSeries {
  std::size_t index = 0;
  std::span<const double> y{};  ///< in the caller's buffer, unscaled
  int observed = 0;
  int gap = 0;  ///< periods after the last value
  int season = 1;
  double scale = 1.0;    ///< power of two: y * scale has a mean absolute value near 1
  double largest = 0.0;  ///< of |y * scale|
  bool is_finite = true;
};

[[nodiscard]] inline CleanSeries clean_series(std::span<const double> values, std::size_t index, int season) noexcept {
  CleanSeries out;
  out.index = index;
  out.season = season;
  std::size_t first = 0;
  std::size_t end = values.size();
  while (first < end && std::isnan(values[first])) ++first;
  while (end > first && std::isnan(values[end - 1])) --end;
  out.y = values.subspan(first, end - first);
  out.gap = static_cast<int>(values.size() - end);
  for (const double y : out.y) {
    if (std::isnan(y)) continue;
    ++out.observed;
    out.largest = std::max(out.largest, std::abs(y));
  }
  out.is_finite = out.largest <= std::numeric_limits<double>::max();
  if (out.largest == 0.0 || !out.is_finite) return out;
  // Scaled by the largest value first, so that neither sum nor squares leave the range of a double.
  const double rough = std::ldexp(1.0, -std::clamp(std::ilogb(out.largest), -1000, 1000));
  double sum = 0.0;
  for (const double y : out.y) sum += std::isnan(y) ? 0.0 : std::abs(y * rough);
  const double fine = std::ldexp(1.0, -std::ilogb(sum / out.observed));
  out.scale = rough * fine;
  if (!std::isfinite(out.scale) || out.scale == 0.0) out.scale = rough;
  out.largest *= out.scale;
  return out;
}

/// Mean absolute change to the same season a year before; to the value before where there is no such pair.
[[nodiscard]] inline double mean_change(std::span<const double> y, int season) noexcept {
  for (const int lag : {season, 1}) {
    double sum = 0.0;
    int pairs = 0;
    for (std::size_t t = static_cast<std::size_t>(lag); t < y.size(); ++t) {
      const double change = y[t] - y[t - static_cast<std::size_t>(lag)];
      if (std::isnan(change)) continue;
      sum += std::abs(change);
      ++pairs;
    }
    if (pairs > 0) return sum / pairs;
  }
  return 0.0;
}

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
      const ShortForecast f = short_forecast(view, steps, chunk_[i].season, options);
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
    const ShortForecast f = short_forecast(view, run_.out.horizon, s.season, options);
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
      columns.below[row + k] = columns.above[row + k] = f.deviation[k];
    }
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
  std::vector<double> values_;
  std::vector<std::span<const double>> scaled_;
  std::vector<double> change_;
  std::vector<MemberPaths> members_;
  std::vector<double> path_, deviation_, weight_, step_, below_, above_;
};

/// Season length of a series: as asked, or as many as its periods in a year.
[[nodiscard]] inline int season_of(const PanelView& panel, std::size_t i, int asked) noexcept {
  return asked > 0 ? asked : periods_per_year(panel.first[i].kind);
}

inline void require_panel_options(int horizon, const PanelForecastOptions& options) {
  require_forecast_options(horizon, options.common);
  if (options.season_length < 0) {
    throw ValueError("forecast_panel: season_length is " + std::to_string(options.season_length) +
                     ", expected 1 or more, or 0 for the periods per year");
  }
  if (options.models.empty()) throw ValueError("forecast_panel: models is empty, expected at least one");
}

/// The empty result: periods, limits, and answers that say "stopped" until they are written.
[[nodiscard]] inline PanelForecast empty_panel_forecast(const PanelView& panel, int horizon, const PanelForecastOptions& options) {
  PanelForecast out;
  out.models = options.models;
  out.horizon = horizon;
  out.unit = panel.unit;
  out.basis = panel.basis;
  out.pool = options.common.pool.name;
  out.ids.assign(panel.ids.begin(), panel.ids.end());
  out.first.reserve(panel.size());
  for (std::size_t i = 0; i < panel.size(); ++i) {
    out.first.push_back(panel.first[i].plus(static_cast<int>(panel.offsets[i + 1] - panel.offsets[i])));
  }
  const double infinity = std::numeric_limits<double>::infinity();
  if (!panel.lower.empty() || options.common.lower != -infinity || !panel.upper.empty() || options.common.upper != infinity) {
    for (std::size_t i = 0; i < panel.size(); ++i) {
      const double low = std::max(options.common.lower, panel.lower.empty() ? -infinity : panel.lower[i]);
      const double high = std::min(options.common.upper, panel.upper.empty() ? infinity : panel.upper[i]);
      out.lower.push_back(low);
      out.upper.push_back(low <= high ? high : low);  // limits that exclude each other: the lower one holds
    }
  }
  const std::size_t rows = panel.size() * static_cast<std::size_t>(horizon);
  for (const ForecastModel& model : options.models) {
    PanelForecast::Columns& columns = out.columns.emplace_back();
    columns.answers.assign(panel.size(), {.reason = "stopped"});
    columns.location.assign(rows, missing);
    columns.below.assign(rows, missing);
    columns.above.assign(rows, missing);
    const std::size_t members = members_of(model).size();
    if (members > 1) columns.weights.assign(panel.size() * members, 0.0F);
  }
  return out;
}

[[nodiscard]] inline const PanelForecast::Columns& columns_of(const PanelForecast& f, std::size_t model, const char* function) {
  if (model < f.columns.size()) return f.columns[model];
  throw ValueError("PanelForecast::" + std::string(function) + ": model is " + std::to_string(model) + ", expected below " +
                   std::to_string(f.columns.size()));
}

/// The Student quantile at p for each answer; few different degrees of freedom occur, so that the last ones are kept.
class QuantileCache {
 public:
  explicit QuantileCache(double p) : p_(p) {}
  double operator()(double dof) {
    for (const auto& [known, z] : found_) {
      if (known == dof || (std::isnan(known) && std::isnan(dof))) return z;
    }
    found_.emplace_back(dof, student_quantile(p_, dof));
    return found_.back().second;
  }

 private:
  double p_;
  std::vector<std::pair<double, double>> found_;
};

/// Calls write(row, answer) for every row of a model that has a forecast; others stay missing. Values are put inside the limits.
template <class Value>
[[nodiscard]] std::vector<double> panel_rows(const PanelForecast& f, const PanelForecast::Columns& columns, Value value) {
  const auto steps = static_cast<std::size_t>(f.horizon);
  std::vector<double> out(columns.location.size(), missing);
  for (std::size_t i = 0; i < columns.answers.size(); ++i) {
    const SeriesAnswer& answer = columns.answers[i];
    if (answer.quality == Quality::none) continue;
    for (std::size_t row = i * steps; row < (i + 1) * steps; ++row) {
      const double working = value(row, answer);
      double y = answer.scale * (answer.transform == Transform::log ? std::exp(working) : working);
      if (!f.lower.empty()) y = std::clamp(y, f.lower[i], f.upper[i]);
      out[row] = y;
    }
  }
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<double> PanelForecast::median(std::size_t model) const {
  const Columns& c = detail::columns_of(*this, model, "median");
  return detail::panel_rows(*this, c, [&](std::size_t row, const SeriesAnswer&) { return c.location[row]; });
}

INDUSTRIA_INLINE std::vector<double> PanelForecast::quantile(std::size_t model, double p) const {
  const Columns& c = detail::columns_of(*this, model, "quantile");
  if (!(p > 0.0 && p < 1.0)) {
    throw ValueError("PanelForecast::quantile: p is " + to_shortest(p) + ", expected a probability between 0 and 1 (0.9, not 90)");
  }
  detail::QuantileCache z(p);
  const std::vector<double>& scales = p < 0.5 ? c.below : c.above;
  return detail::panel_rows(
      *this, c, [&](std::size_t row, const SeriesAnswer& a) { return c.location[row] + z(a.law.dof) * scales[row]; });
}

INDUSTRIA_INLINE Forecast PanelForecast::forecast(std::size_t model, std::size_t series) const {
  const Columns& c = detail::columns_of(*this, model, "forecast");
  if (series >= size()) {
    throw ValueError("PanelForecast::forecast: series is " + std::to_string(series) + ", expected below " + std::to_string(size()));
  }
  const SeriesAnswer& answer = c.answers[series];
  const auto steps = static_cast<std::ptrdiff_t>(horizon);
  const auto rows = [&](const std::vector<double>& all) {
    const auto from = all.begin() + static_cast<std::ptrdiff_t>(series) * steps;
    return std::vector<double>(from, from + steps);
  };
  Forecast out;
  if (!ids.empty()) out.id = ids[series];
  out.unit = unit;
  out.basis = basis;
  if (!lower.empty()) {
    out.lower = lower[series];
    out.upper = upper[series];
  }
  for (int k = 0; k < horizon; ++k) out.periods.push_back(first[series].plus(k));
  out.location = rows(c.location);
  if (!answer.is_short && answer.quality != Quality::none) {
    out.below = rows(c.below);
    out.above = rows(c.above);
  }
  out.law = answer.law;
  out.transform = answer.transform;
  out.scale = answer.scale;
  out.method_used = method_used(model, series);
  out.fallback_reason = answer.reason;
  out.quality = answer.quality;
  out.observations = answer.observations;
  out.pool_share = answer.pool_share;
  if (answer.pool_share > 0.0) out.pool = pool;
  return out;
}

INDUSTRIA_INLINE std::vector<double> PanelForecast::mean(std::size_t model) const {
  const Columns& c = detail::columns_of(*this, model, "mean");
  std::vector<double> out(c.location.size(), missing);
  const auto steps = static_cast<std::size_t>(horizon);
  for (std::size_t i = 0; i < size(); ++i) {
    const Forecast one = forecast(model, i);
    for (std::size_t k = 0; k < steps; ++k) out[i * steps + k] = one.mean(k);
  }
  return out;
}

INDUSTRIA_INLINE std::vector<double> PanelForecast::probability_at_least(std::size_t model, std::span<const double> x) const {
  const Columns& c = detail::columns_of(*this, model, "probability_at_least");
  if (x.size() != c.location.size()) {
    throw ShapeError("PanelForecast::probability_at_least: x has " + std::to_string(x.size()) + " values, expected one per row: " +
                     std::to_string(c.location.size()));
  }
  std::vector<double> out(c.location.size(), missing);
  const auto steps = static_cast<std::size_t>(horizon);
  for (std::size_t i = 0; i < size(); ++i) {
    const Forecast one = forecast(model, i);
    for (std::size_t k = 0; k < steps; ++k) out[i * steps + k] = one.probability_at_least(k, x[i * steps + k]);
  }
  return out;
}

INDUSTRIA_INLINE std::string PanelForecast::method_used(std::size_t model, std::size_t series) const {
  const Columns& c = detail::columns_of(*this, model, "method_used");
  const SeriesAnswer& answer = c.answers.at(series);
  if (c.weights.empty() || answer.used != name(models[model].method)) return std::string(answer.used);
  const std::vector<Method> members = detail::members_of(models[model]);
  std::string out(models[model].method == Method::automatic ? automatic_version() : answer.used);
  for (std::size_t p = 0; p < members.size(); ++p) {
    const double weight = static_cast<double>(c.weights[series * members.size() + p]);
    if (weight == 0.0) continue;
    out += (out.back() == ' ' ? "" : p == 0 || out.find(':') == std::string::npos ? ": " : ", ");
    out += name(members[p]);
    out += ' ';
    out += to_shortest(std::round(100.0 * weight) / 100.0);
  }
  return out;
}

INDUSTRIA_INLINE PanelForecast forecast_panel(const PanelView& panel, int horizon, const PanelForecastOptions& options) {
  detail::require_panel_options(horizon, options);
  panel.validate();
  PanelForecast out = detail::empty_panel_forecast(panel, horizon, options);
  const IntervalCalibration& calibration = options.calibration ? *options.calibration : IntervalCalibration::shipped();
  detail::PanelRun run{panel, options, calibration, out};
  for (const ForecastModel& model : options.models) {
    if (detail::is_closed_form(model.method)) continue;
    run.weighted = run.weighted || model.method == Method::combined_weighted;
    for (const Method member : detail::members_of(model)) {
      if (std::find(run.members.begin(), run.members.end(), member) == run.members.end()) run.members.push_back(member);
    }
  }
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const auto values = panel.values.subspan(static_cast<std::size_t>(panel.offsets[i]),
                                             static_cast<std::size_t>(panel.offsets[i + 1] - panel.offsets[i]));
    const detail::CleanSeries s = detail::clean_series(values, i, detail::season_of(panel, i, options.season_length));
    if (s.observed > 0 && s.is_finite) run.order.push_back(s);
    else
      for (auto& columns : out.columns) columns.answers[i].reason = s.observed == 0 ? "no_values" : "not_finite";
  }
  std::stable_sort(run.order.begin(), run.order.end(), [](const detail::CleanSeries& a, const detail::CleanSeries& b) {
    return a.season != b.season ? a.season < b.season : a.y.size() > b.y.size();
  });
  // Chunks end where the season length changes; a small panel is cut finer, so that all threads have work.
  const auto hardware = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  const std::size_t threads = options.common.n_threads > 0 ? static_cast<std::size_t>(options.common.n_threads) : hardware;
  const std::size_t most = std::clamp(run.order.size() / (4 * threads), detail::smallest_chunk, detail::largest_chunk);
  std::vector<std::span<const detail::CleanSeries>> chunks;
  for (std::size_t from = 0; from < run.order.size();) {
    std::size_t to = from;
    while (to < run.order.size() && to - from < most && run.order[to].season == run.order[from].season) ++to;
    chunks.emplace_back(run.order.data() + from, to - from);
    from = to;
  }
  const auto run_chunk = [&](std::size_t c) { detail::ChunkForecaster(run, chunks[c]).run(); };
  std::function<bool(std::size_t, std::size_t)> progress;
  if (options.common.progress) {
    progress = [&](std::size_t done, std::size_t total) {
      return options.common.progress(total == 0 ? panel.size() : panel.size() * done / total, panel.size());
    };
  }
  if (options.executor) {
    std::mutex mutex;
    std::size_t done = 0;
    bool stopped = false;
    options.executor(chunks.size(), [&](std::size_t c) {
      {
        const std::scoped_lock lock(mutex);
        if (stopped) return;
      }
      run_chunk(c);
      const std::scoped_lock lock(mutex);
      ++done;
      stopped = stopped || (progress && !progress(done, chunks.size()));
    });
    return out;
  }
  detail::for_each_index(chunks.size(), options.common.n_threads, progress, run_chunk);
  return out;
}

INDUSTRIA_INLINE std::vector<Forecast> forecast(const PanelView& panel, int horizon, const ForecastOptions& options) {
  const PanelForecast all = forecast_panel(panel, horizon, {.models = {{.method = options.method}}, .common = options});
  std::vector<Forecast> out;
  out.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) out.push_back(all.forecast(0, i));
  return out;
}

INDUSTRIA_INLINE Forecast forecast(const SeriesView& series, int horizon, const ForecastOptions& options) {
  const std::int64_t offsets[] = {0, static_cast<std::int64_t>(series.values.size())};
  const std::string id(series.id);
  PanelView one{.values = series.values, .offsets = offsets, .unit = series.unit, .basis = series.basis};
  one.first = {&series.first, 1};
  one.ids = {&id, 1};
  one.lower = {&series.lower, 1};
  one.upper = {&series.upper, 1};
  return forecast_panel(one, horizon, {.models = {{.method = options.method}}, .common = options}).forecast(0, 0);
}

}  // namespace industria::inline INDUSTRIA_ABI
