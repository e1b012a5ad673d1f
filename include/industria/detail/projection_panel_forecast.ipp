// SPDX-License-Identifier: Apache-2.0
// Body of projection/panel_forecast.hpp: sorts the series and cuts them into chunks (detail/projection_chunk.hpp does the work), and
// answers questions to the result.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/parallel.hpp>
#include <industria/detail/projection_chunk.hpp>
#include <industria/detail/student.hpp>
#include <industria/projection/panel_forecast.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <mutex>
#include <string>
#include <thread>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr std::size_t largest_chunk = 128;  ///< series per task: enough to fill the lanes
inline constexpr std::size_t smallest_chunk = 16;

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
  out.pool = options.common.prior.name;
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
  const std::size_t threads = options.common.n_threads > 0 ? static_cast<std::size_t>(options.common.n_threads)
                                                           : std::max<std::size_t>(1, std::thread::hardware_concurrency());
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
  one.bounds = series.bounds;
  return forecast_panel(one, horizon, {.models = {{.method = options.method}}, .common = options}).forecast(0, 0);
}

}  // namespace industria::inline INDUSTRIA_ABI
