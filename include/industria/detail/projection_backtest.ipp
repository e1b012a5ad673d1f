// SPDX-License-Identifier: Apache-2.0
// Body of projection/backtest.hpp.
#pragma once

#include <industria/projection/backtest.hpp>

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/projection_scores.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

inline void require_backtest_options(const BacktestOptions& options) {
  const auto require = [](const char* what, int value) {
    if (value < 1)
      throw ValueError(std::string("backtest: ") + what + " is " + std::to_string(value) + ", expected at least 1");
  };
  require("horizon", options.horizon);
  require("n_windows", options.n_windows);
  require("step_size", options.step_size);
  require("min_history", options.min_history);
}

/// The panel cut off before one window, in buffers that are used again for the next.
class ShortenedPanel {
 public:
  explicit ShortenedPanel(const PanelView& panel) : panel_(panel), offsets_(panel.size() + 1, 0) {
    values_.reserve(panel.values.size());
  }

  /// Keeps lengths[i] values of series i.
  [[nodiscard]] PanelView keep(std::span<const std::size_t> lengths) {
    values_.clear();
    for (std::size_t i = 0; i < panel_.size(); ++i) {
      const auto kept = panel_.series(i).values.first(lengths[i]);
      values_.insert(values_.end(), kept.begin(), kept.end());
      offsets_[i + 1] = static_cast<std::int64_t>(values_.size());
    }
    PanelView view = panel_;
    view.values = values_;
    view.offsets = offsets_;
    view.bounds = {};  // numbers as told
    return view;
  }

 private:
  const PanelView& panel_;
  std::vector<double> values_;
  std::vector<std::int64_t> offsets_;
};

inline void require_forecast_columns(const std::vector<ForecastColumn>& columns, std::size_t rows) {
  for (const ForecastColumn& column : columns) {
    if (column.values.size() != rows)
      throw ShapeError("backtest: column " + column.name + " of the forecaster has " +
                       std::to_string(column.values.size()) + " values, expected " + std::to_string(rows));
  }
}

/// Where the rows of a series and window begin, in units of the horizon.
inline std::size_t backtest_block(const Backtest& b, std::size_t series, std::size_t window) {
  return series * static_cast<std::size_t>(b.n_windows) + window;
}

}  // namespace detail

INDUSTRIA_INLINE PanelForecaster forecaster_of(PanelForecastOptions options, std::vector<double> levels,
                                               std::vector<double> quantiles) {
  for (const double level : levels) detail::require_level("forecaster_of", level);
  for (const double p : quantiles) {
    if (!(p > 0.0 && p < 1.0))
      throw ValueError("forecaster_of: quantile " + to_shortest(p) + ", expected inside (0, 1) (0.9, not 90)");
  }
  return [options = std::move(options), levels = std::move(levels),
          quantiles = std::move(quantiles)](const PanelView& history, int horizon) {
    const PanelForecast answer = forecast_panel(history, horizon, options);
    std::vector<ForecastColumn> columns;
    for (std::size_t m = 0; m < options.models.size(); ++m) {
      const ForecastModel& model = options.models[m];
      const std::string label = model.label.empty() ? to_text(model) : model.label;
      columns.push_back({label, answer.median(m)});
      for (const double level : levels) {
        const double tail = (100.0 - level) / 200.0;
        columns.push_back({label + "-lo-" + to_shortest(level), answer.quantile(m, tail)});
        columns.push_back({label + "-hi-" + to_shortest(level), answer.quantile(m, 1.0 - tail)});
      }
      for (const double p : quantiles) columns.push_back({label + "-q-" + to_shortest(p), answer.quantile(m, p)});
    }
    return columns;
  };
}

INDUSTRIA_INLINE std::size_t Backtest::column(std::string_view name) const {
  std::string there;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].name == name) return c;
    there += (c > 0 ? ", " : "") + columns[c].name;
  }
  throw ValueError("Backtest::column: there is no " + std::string(name) + ", expected one of " + there);
}

INDUSTRIA_INLINE Backtest backtest(const PanelView& panel, const PanelForecaster& forecaster,
                                   const BacktestOptions& options) {
  detail::require_backtest_options(options);
  panel.validate();
  const std::size_t n = panel.size();
  const auto steps = static_cast<std::size_t>(options.horizon);
  const auto windows = static_cast<std::size_t>(options.n_windows);
  Backtest out;
  out.horizon = options.horizon;
  out.n_windows = options.n_windows;
  out.history.assign(n * windows, 0);
  out.cutoff.resize(n * windows);
  out.actual.assign(n * windows * steps, missing);
  for (std::size_t i = 0; i < n; ++i)
    std::fill_n(out.cutoff.begin() + static_cast<std::ptrdiff_t>(i * windows), windows, panel.first[i]);

  detail::ShortenedPanel shortened(panel);
  std::vector<std::size_t> lengths(n);
  for (std::size_t w = 0; w < windows; ++w) {
    const std::size_t behind = steps + (windows - 1 - w) * static_cast<std::size_t>(options.step_size);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t length = panel.series(i).values.size();
      lengths[i] = length >= behind + static_cast<std::size_t>(options.min_history) ? length - behind : 0;
    }
    const std::vector<ForecastColumn> columns = forecaster(shortened.keep(lengths), options.horizon);
    detail::require_forecast_columns(columns, n * steps);
    if (w == 0) {
      for (const ForecastColumn& c : columns)
        out.columns.push_back({c.name, std::vector<double>(n * windows * steps, missing)});
    }
    if (columns.size() != out.columns.size())
      throw ShapeError("backtest: the forecaster gave " + std::to_string(columns.size()) + " columns, before " +
                       std::to_string(out.columns.size()));
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (columns[c].name != out.columns[c].name)
        throw ShapeError("backtest: column " + std::to_string(c) + " of the forecaster is " + columns[c].name + ", before " + out.columns[c].name);
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (lengths[i] == 0) continue;
      const std::size_t block = detail::backtest_block(out, i, w);
      out.history[block] = lengths[i];
      out.cutoff[block] = panel.first[i].plus(static_cast<int>(lengths[i]) - 1);
      const auto seen = panel.series(i).values.subspan(lengths[i], steps);
      const auto to = static_cast<std::ptrdiff_t>(block * steps);
      std::copy(seen.begin(), seen.end(), out.actual.begin() + to);
      for (std::size_t c = 0; c < columns.size(); ++c)
        std::copy_n(columns[c].values.begin() + static_cast<std::ptrdiff_t>(i * steps), steps,
                    out.columns[c].values.begin() + to);
    }
    if (options.progress && !options.progress(w + 1, windows)) break;
  }
  return out;
}

INDUSTRIA_INLINE PanelAccuracy accuracy(const PanelView& panel, const Backtest& backtest,
                                        const BacktestAccuracyOptions& options) {
  const auto steps = static_cast<std::size_t>(backtest.horizon);
  const auto windows = static_cast<std::size_t>(backtest.n_windows);
  if (backtest.history.size() != panel.size() * windows)
    throw ShapeError("accuracy: the backtest has " + std::to_string(backtest.history.size()) +
                     " forecasts, expected " + std::to_string(panel.size()) + " series times " +
                     std::to_string(windows));
  const auto rows = [&](const std::string& name, std::size_t block) -> std::span<const double> {
    return std::span(backtest.columns[backtest.column(name)].values).subspan(block * steps, steps);
  };
  const std::string point = options.point.empty() && !backtest.columns.empty() ? backtest.columns[0].name : options.point;
  if (!options.probability.empty() && options.at_least.size() != backtest.actual.size())
    throw ShapeError("accuracy: at_least has " + std::to_string(options.at_least.size()) + " values, expected one per row, " +
                     std::to_string(backtest.actual.size()));
  std::vector<QuantileForecast> quantiles(options.quantiles.size());
  PanelAccuracy out;
  out.series.resize(backtest.history.size());
  for (std::size_t i = 0; i < panel.size(); ++i) {
    for (std::size_t w = 0; w < windows; ++w) {
      const std::size_t block = detail::backtest_block(backtest, i, w);
      if (backtest.history[block] == 0) continue;
      const std::size_t there = panel.series(i).values.size();
      if (backtest.history[block] > there)
        throw ShapeError("accuracy: the backtest knew " + std::to_string(backtest.history[block]) + " values of series " +
                         std::to_string(i) + ", expected at most the panel's " + std::to_string(there));
      AccuracyOptions one{.period = options.period, .level = options.level};
      if (!options.lower.empty()) one.lower = rows(options.lower, block);
      if (!options.upper.empty()) one.upper = rows(options.upper, block);
      for (std::size_t q = 0; q < quantiles.size(); ++q)
        quantiles[q] = {options.quantiles[q].p, rows(options.quantiles[q].name, block)};
      one.quantiles = quantiles;
      if (!options.probability.empty()) {
        one.probability = rows(options.probability, block);
        one.at_least = options.at_least.subspan(block * steps, steps);
      }
      out.series[block] = accuracy(panel.series(i).values.first(backtest.history[block]),
                                   std::span(backtest.actual).subspan(block * steps, steps), rows(point, block), one);
    }
  }
  out.mean = detail::mean_accuracy(out.series);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
