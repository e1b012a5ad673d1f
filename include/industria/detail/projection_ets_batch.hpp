// SPDX-License-Identifier: Apache-2.0
// Automatic ETS for blocks of series in lanes: packs a block, makes heuristic first states, lets the kernels fit every candidate,
// chooses. fit_auto_ets() and the panel forecaster's batch share it. Nothing here allocates per series, and what
// depends on other series of a block never enters a lane's arithmetic.
#pragma once

#include <industria/detail/ets_recursion.hpp>
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_member.hpp>
#include <industria/projection/auto_ets.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

inline constexpr int ets_max_period = 24;
inline constexpr std::size_t ets_season_slot = 6;  ///< alpha, beta, gamma, phi, level, slope, season[period]

/// What candidates are compared by: AICc, of whose small-sample term a part may be taken, plus a handicap of undamped trends.
struct EtsCriterion {
  double correction = 1.0;
  double undamped = 0.0;

  double operator()(double objective, const EtsModel& model, double k, double n) const {
    const bool line = model.trend != EtsComponent::none && !model.damped;
    return objective + 2.0 * k + correction * 2.0 * k * (k + 1.0) / (n - k - 1.0) +
           (line ? undamped : 0.0);
  }
};

/// A search made ready: candidates with the bounds, starts and criterion they are fitted under.
struct EtsSearch {
  std::vector<EtsModel> models{};
  int period = 1;
  industria::lanes::EtsFitOptions fit{};
  int plain_starts = 4;     ///< starts of models without season
  int seasonal_starts = 3;  ///< and with one
  EtsCriterion criterion{};
};

/// The settings of EtsBounds::standard, found by bench/ets_bounds.py. A month tells less of a trend than a quarter or a year:
/// from twelve periods on, undamped trends are held back and the small-sample term counts; below, they are favoured.
inline void standard_ets_search(int period, EtsSearch& search) {
  search.fit.lower[0] = 0.2;         // alpha
  search.fit.upper[1] = 0.2;         // beta, with a prior that costs n 30 beta^2
  search.fit.beta_penalty = 30.0;
  search.fit.upper[2] = 0.5;         // gamma
  search.criterion = period >= 12 ? EtsCriterion{1.0, 4.0} : EtsCriterion{0.0, -4.0};
}

inline EtsSearch ets_search(const EtsOptions& options) {
  EtsSearch search;
  search.period = options.period;
  search.models = !options.models.empty()                  ? options.models
                  : options.bounds == EtsBounds::standard ? standard_ets_models(options.period)
                                                           : admissible_ets_models(options.period);
  if (options.period == 1 || options.period > ets_max_period) {
    std::erase_if(search.models,
                  [](const EtsModel& m) { return m.season != EtsComponent::none; });
    search.period = 1;
  }
  search.fit = {{1e-4, 1e-4, 1e-4, 0.8}, {0.9999, 0.9999, 0.9999, 0.98}, false, 3, 30, 1e-4, 0.0};
  switch (options.bounds) {
    case EtsBounds::standard: standard_ets_search(options.period, search); return search;
    case EtsBounds::reference_r: search.fit.ratios = true; break;
    case EtsBounds::reference_statsforecast:
      search.fit.upper[1] = 0.2 / std::min(options.period, 12) + 1e-4;
      break;
  }
  search.plain_starts = search.seasonal_starts = 8;  // comparisons of optima search harder
  return search;
}

/// Facts of one series that the candidates share, and heuristic states without and with a trend.
struct EtsLane {
  std::span<const double> y{};  ///< from its first observed value
  double scale = 1.0;           ///< a power of two; the lane holds y * scale
  std::size_t observed = 0;
  bool positive = true;
  double level = 0.0, line_level = 0.0, line_slope = 0.0;
};

/// Counts, and looks for values that are not positive; leaves leading gaps out.
inline EtsLane ets_lane(std::span<const double> y, double scale) {
  EtsLane lane;
  std::size_t first = 0;
  while (first < y.size() && is_missing(y[first])) ++first;
  lane.y = y.subspan(first);
  lane.scale = scale;
  for (const double value : lane.y) {
    if (is_missing(value)) continue;
    ++lane.observed;
    lane.positive = lane.positive && value > 0.0;
  }
  return lane;
}

/// Averaged deviations (or ratios) from the centred moving mean, by place in the season, the last value at period - 1; adds up
/// to 0 (or to the period). Enough to start a fit. `season` has `period` entries.
inline void ets_start_season(const EtsLane& s, bool multiplicative, std::span<double> season) {
  const std::size_t m = season.size(), n = s.y.size();
  double count[ets_max_period] = {};
  std::fill(season.begin(), season.end(), 0.0);
  std::size_t place = (m - n % m) % m;
  // The window moves by one value at a time; sums are kept, so that the cost does not grow with the period.
  std::size_t from = 0, to = 0;
  double window = 0.0, values = 0.0;
  for (std::size_t t = 0; t < n; ++t, place = place + 1 == m ? 0 : place + 1) {
    const std::size_t begin = std::min(t >= m / 2 ? t - m / 2 : 0, n >= m ? n - m : 0);
    const std::size_t end = std::min(begin + m, n);
    for (; to < end; ++to) {
      if (is_missing(s.y[to])) continue;
      window += s.y[to] * s.scale;
      values += 1.0;
    }
    for (; from < begin; ++from) {
      if (is_missing(s.y[from])) continue;
      window -= s.y[from] * s.scale;
      values -= 1.0;
    }
    if (is_missing(s.y[t])) continue;
    const double mean = window / values, y = s.y[t] * s.scale;
    season[place] += multiplicative ? (mean > 0.0 ? y / mean : 1.0) : y - mean;
    count[place] += 1.0;
  }
  double total = 0.0;
  for (std::size_t i = 0; i < m; ++i) {
    season[i] = count[i] > 0.0 ? season[i] / count[i] : (multiplicative ? 1.0 : 0.0);
    total += season[i];
  }
  const auto size = static_cast<double>(m);
  for (double& value : season) value = multiplicative ? value * (size / total) : value - total / size;
}

/// Level and slope of a line through the first values, adjusted for the season (empty: none).
inline void ets_start_line(EtsLane& s, std::span<const double> season) {
  const std::size_t m = std::max<std::size_t>(1, season.size());
  const std::size_t window = std::min(s.y.size(), std::max<std::size_t>(10, 2 * m));
  std::size_t place = (m - s.y.size() % m) % m;
  double n = 0.0, st = 0.0, sy = 0.0, stt = 0.0, sty = 0.0;
  for (std::size_t t = 0; t < window; ++t, place = place + 1 == m ? 0 : place + 1) {
    if (is_missing(s.y[t])) continue;
    const double value = s.y[t] * s.scale - (season.empty() ? 0.0 : season[place]);
    const double time = static_cast<double>(t + 1);
    n += 1.0;
    st += time;
    sy += value;
    stt += time * time;
    sty += time * value;
  }
  const double spread = n * stt - st * st;
  s.line_slope = n > 1.0 && spread > 0.0 ? (n * sty - st * sy) / spread : 0.0;
  s.line_level = (sy - s.line_slope * st) / n;
  s.level = sy / n;
}

/// What a block's search found for one lane; parameters are in EtsBlock::chosen.
struct EtsChoice {
  int model = -1;          ///< index of the candidate; -1: none could be fitted
  double objective = 0.0;  ///< minus twice the log-likelihood, in scaled units
  double criterion = std::numeric_limits<double>::infinity();
};

/// One block: at most kernels.width series, longest first, fitted together. Rows are `width` doubles, one per lane.
class EtsBlock {
 public:
  static constexpr std::size_t max_width = 8;

  EtsBlock(std::span<const EtsLane> lanes, const EtsSearch& search,
           const industria::lanes::Kernels& kernels, AlignedBuffer& memory)
      : search_(search),
        kernels_(kernels),
        width_(static_cast<std::size_t>(kernels.width)),
        period_(static_cast<std::size_t>(search.period)),
        used_(lanes.size()) {
    for (std::size_t i = 0; i < max_width; ++i) lanes_[i] = lanes[i < used_ ? i : 0];
    for (const EtsLane& s : lanes) rows_ = std::max(rows_, s.y.size());
    const std::size_t slots = ets_season_slot + period_;
    // The workspace first: its size is a multiple of its alignment, so that what follows is aligned for its lanes too.
    const std::size_t workspace = kernels.workspace_bytes / sizeof(double);
    workspace_ = memory.reserve(workspace + (rows_ + 2 * slots + 2 * period_ + 3) * width_);
    y_ = workspace_ + workspace;
    theta_ = y_ + rows_ * width_;
    chosen_ = theta_ + slots * width_;
    season_ = chosen_ + slots * width_;
    count_ = season_ + 2 * period_ * width_;
    start_ = count_ + width_;
    objective_ = start_ + width_;
    pack();
  }

  /// Fits the candidates in turn. `each(model, lane, objective)` is told every result, 1e300 where there is none.
  template <class Each>
  void fit(Each&& each) {
    for (std::size_t i = 0; i < search_.models.size(); ++i) {
      const EtsModel& model = search_.models[i];
      const int k = ets_parameter_count(model, search_.period);
      if (!any_usable(model, k)) continue;
      run(model);
      for (std::size_t lane = 0; lane < used_; ++lane) {
        if (!usable(lanes_[lane], model, k)) continue;
        each(i, lane, objective_[lane]);
        if (objective_[lane] < 1e299) consider(static_cast<int>(i), lane, k);
      }
    }
  }

  [[nodiscard]] const EtsChoice& choice(std::size_t lane) const { return choices_[lane]; }
  [[nodiscard]] const EtsLane& lane(std::size_t i) const { return lanes_[i]; }
  /// Parameter `slot` of the chosen model, in scaled units; season[i] belongs to the times with
  /// (n - 1 - t) % period == period - 1 - i.
  [[nodiscard]] double chosen(std::size_t slot, std::size_t lane) const {
    return chosen_[slot * width_ + lane];
  }

 private:
  static bool multiplicative(const EtsModel& m) {
    return m.error == EtsComponent::multiplicative || m.season == EtsComponent::multiplicative;
  }
  static bool usable(const EtsLane& s, const EtsModel& model, int k) {
    return (s.positive || !multiplicative(model)) && static_cast<double>(s.observed) > k + 1.0;
  }
  [[nodiscard]] bool any_usable(const EtsModel& model, int k) const {
    return std::any_of(lanes_, lanes_ + used_,
                       [&](const EtsLane& s) { return usable(s, model, k); });
  }

  void pack() {
    double season[ets_max_period];
    for (std::size_t lane = 0; lane < width_; ++lane) {
      EtsLane& s = lanes_[lane];  // unused lanes repeat the first series
      const std::size_t before = rows_ - s.y.size();
      for (std::size_t t = 0; t < rows_; ++t) {
        const double value = t < before ? missing : s.y[t - before] * s.scale;
        y_[t * width_ + lane] = is_missing(value) ? missing : value;
        if (is_missing(value)) clean_from_ = std::max(clean_from_, t + 1);
      }
      count_[lane] = static_cast<double>(s.observed);
      start_[lane] = static_cast<double>(before);
      const std::span<double> figure(season, period_ > 1 ? period_ : 0);
      for (const bool ratios : {true, false}) {
        if (figure.empty()) break;
        if (ratios && !s.positive)
          std::fill(figure.begin(), figure.end(), 1.0);
        else
          ets_start_season(s, ratios, figure);
        double* const rows = season_ + (ratios ? period_ * width_ : 0);
        for (std::size_t i = 0; i < period_; ++i) rows[i * width_ + lane] = figure[i];
      }
      ets_start_line(s, figure);
    }
  }

  void run(const EtsModel& model) {
    industria::lanes::EtsTask task{};
    task.y = y_;
    task.n = static_cast<int>(rows_);
    task.clean_from = static_cast<int>(clean_from_);
    task.period = search_.period;
    task.count = count_;
    task.start = start_;
    task.trend = model.trend == EtsComponent::none ? 0 : model.damped ? 2 : 1;
    task.season = static_cast<int>(model.season);
    task.relative = model.error == EtsComponent::multiplicative;
    task.options = search_.fit;
    task.options.starts = task.season == 0 ? search_.plain_starts : search_.seasonal_starts;
    task.theta = theta_;
    task.objective = objective_;
    for (std::size_t lane = 0; lane < width_; ++lane) {
      const EtsLane& s = lanes_[lane];
      theta_[4 * width_ + lane] = task.trend == 0 ? s.level : s.line_level;
      theta_[5 * width_ + lane] = task.trend == 0 ? 0.0 : s.line_slope;
    }
    if (task.season != 0) {
      const double* const from = season_ + (task.season == 2 ? period_ * width_ : 0);
      std::copy(from, from + period_ * width_, theta_ + ets_season_slot * width_);
    }
    kernels_.fit_ets(task, workspace_);
  }

  void consider(int index, std::size_t lane, int k) {
    const auto n = static_cast<double>(lanes_[lane].observed);
    const double criterion = search_.criterion(objective_[lane], search_.models[static_cast<std::size_t>(index)], k, n);
    EtsChoice& best = choices_[lane];
    if (!(criterion < best.criterion)) return;
    best = {index, objective_[lane], criterion};
    for (std::size_t slot = 0; slot < ets_season_slot + period_; ++slot)
      chosen_[slot * width_ + lane] = theta_[slot * width_ + lane];
  }

  const EtsSearch& search_;
  const industria::lanes::Kernels& kernels_;
  std::size_t width_, period_, used_;
  std::size_t rows_ = 0, clean_from_ = 0;
  EtsLane lanes_[max_width]{};
  EtsChoice choices_[max_width]{};
  double* workspace_ = nullptr;
  double* y_ = nullptr;
  double* theta_ = nullptr;   ///< parameters of the candidate at hand
  double* chosen_ = nullptr;  ///< and of the best so far
  double* season_ = nullptr;  ///< first seasonal states: period rows additive, period rows multiplicative
  double* count_ = nullptr;
  double* start_ = nullptr;
  double* objective_ = nullptr;
};

/// The plain recursion from the fitted states to the path behind the series; `season` is by position, the last value of the
/// series at period - 1. Returns the sum of squared one-step errors.
template <EtsComponent Trend, EtsComponent Season>
double ets_path(std::span<const double> y, double scale, const double* smoothing,
                EtsStates<double> states, std::span<double> path) {
  const std::size_t m = std::max<std::size_t>(1, states.season.size());
  std::size_t position = (m - y.size() % m) % m;
  const auto next = [&] { position = position + 1 == m ? 0 : position + 1; };
  double squares = 0.0;
  for (const double value : y) {
    const EtsStep<Trend, Season, double> step(states, smoothing[3], position);
    const double seen = is_missing(value) ? step.forecast : value * scale;
    squares += (seen - step.forecast) * (seen - step.forecast);
    step.update(states, seen, smoothing[0], smoothing[1], smoothing[2], position);
    next();
  }
  for (double& out : path) {  // without errors the seasonal states stay as they are
    const EtsStep<Trend, Season, double> step(states, smoothing[3], position);
    out = step.forecast;
    states.level = step.trended;
    states.slope = step.damped_slope;
    next();
  }
  return squares;
}

/// Writes path, error and parameters of the lane's chosen model.
inline void write_ets_member(const EtsBlock& block, std::size_t lane, const EtsSearch& search,
                             MemberSeries& out) {
  const EtsChoice& choice = block.choice(lane);
  std::fill(out.path.begin(), out.path.end(), missing);
  out.error = missing;
  out.parameters = 0;
  if (choice.model < 0) return;
  const EtsModel& model = search.models[static_cast<std::size_t>(choice.model)];
  const bool trend = model.trend != EtsComponent::none;
  double season[ets_max_period];
  const std::size_t seasons =
      model.season == EtsComponent::none ? 0 : static_cast<std::size_t>(search.period);
  for (std::size_t i = 0; i < seasons; ++i) season[i] = block.chosen(ets_season_slot + i, lane);
  const double smoothing[] = {block.chosen(0, lane), trend ? block.chosen(1, lane) : 0.0,
                              seasons > 0 ? block.chosen(2, lane) : 0.0,
                              model.damped ? block.chosen(3, lane) : 1.0};
  const EtsStates<double> states{block.chosen(4, lane), trend ? block.chosen(5, lane) : 0.0,
                                 {season, seasons}};
  const EtsLane& s = block.lane(lane);
  const double squares =
      with_ets_components(model, [&]<EtsComponent Trend, EtsComponent Season>() {
        return ets_path<Trend, Season>(s.y, s.scale, smoothing, states, out.path);
      });
  const bool finite = std::isfinite(squares) && std::all_of(out.path.begin(), out.path.end(),
                                                            [](double v) { return std::isfinite(v); });
  if (!finite) {
    std::fill(out.path.begin(), out.path.end(), missing);
    return;
  }
  out.error = std::sqrt(squares / static_cast<double>(s.observed));
  out.parameters = ets_parameter_count(model, search.period) - 1;
}

/// Fits the candidates of `search` to every series (longest first) and writes the path of the best.
inline void ets_batch(std::span<MemberSeries> series, const EtsSearch& search,
                      const industria::lanes::Kernels& kernels, AlignedBuffer& memory) {
  const auto width = static_cast<std::size_t>(kernels.width);
  EtsLane lanes[EtsBlock::max_width];
  for (std::size_t from = 0; from < series.size(); from += width) {
    const std::size_t used = std::min(width, series.size() - from);
    for (std::size_t i = 0; i < used; ++i) lanes[i] = ets_lane(series[from + i].y, 1.0);
    EtsBlock block({lanes, used}, search, kernels, memory);
    block.fit([](std::size_t, std::size_t, double) {});
    for (std::size_t i = 0; i < used; ++i) write_ets_member(block, i, search, series[from + i]);
  }
}

/// The same for options; a season length is that of `period`, not of the options.
inline void ets_batch(std::span<MemberSeries> series, int period, const EtsOptions& options,
                      const industria::lanes::Kernels& kernels, AlignedBuffer& memory) {
  EtsOptions used = options;
  used.period = period;
  ets_batch(series, ets_search(used), kernels, memory);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
