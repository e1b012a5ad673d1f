// SPDX-License-Identifier: Apache-2.0
// Automatic ETS for groups of series in lanes: keeps the lanes busy while the kernels fit every candidate, chooses. Nothing here allocates per series, and what depends on other series of a group never enters a lane's arithmetic.
//
// The public header comes before the guard: header-only, its body needs what stands below.
#include <industria/projection/auto_ets.hpp>

#ifndef INDUSTRIA_DETAIL_PROJECTION_ETS_GROUP_HPP
#define INDUSTRIA_DETAIL_PROJECTION_ETS_GROUP_HPP

#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_ets_lane.hpp>
#include <industria/detail/projection_ets_recursion.hpp>
#include <industria/detail/projection_ets_search.hpp>
#include <industria/detail/projection_member.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// What a search found for one series; its parameters are those of EtsGroup::chosen.
struct EtsChoice {
  int model = -1;          ///< index of the candidate; -1: none could be fitted
  double objective = 0.0;  ///< minus twice the log-likelihood, in scaled units
  double criterion = std::numeric_limits<double>::infinity();
};

/// At most `max_size` series, longest first, fitted together: a candidate's starts go through full blocks of lanes, then every
/// lane iterates on its own series and takes the next one of the group when it is done.
class EtsGroup {
 public:
  static constexpr std::size_t max_size = 128;
  static constexpr std::size_t max_width = 8;

  EtsGroup(std::span<const EtsLane> series, const EtsSearch& search,
           const industria::lanes::Kernels& kernels, AlignedBuffer& memory)
      : search_(search),
        kernels_(kernels),
        width_(static_cast<std::size_t>(kernels.width)),
        period_(static_cast<std::size_t>(search.period)),
        slots_(ets_season_slot + period_),
        size_(series.size()) {
    std::copy(series.begin(), series.end(), series_);
    for (const EtsLane& s : series) rows_ = std::max(rows_, s.y.size());
    std::size_t packed = 0;
    for (std::size_t from = 0; from < size_; from += width_) packed += longest(from) * width_;
    // What lanes read first; the workspace's size is a multiple of its alignment.
    double* next = memory.reserve(kernels.workspace_bytes / sizeof(double) + packed +
                                  (rows_ + slots_ + 5) * width_ +
                                  (3 * slots_ + 2 * period_ + 2) * size_);
    const auto take = [&](std::size_t count) { return std::exchange(next, next + count); };
    workspace_ = take(kernels.workspace_bytes / sizeof(double));
    packed_ = take(packed);
    y_ = take(rows_ * width_);
    theta_ = take(slots_ * width_);
    count_ = take(width_);
    start_ = take(width_);
    objective_ = take(width_);
    lambda_ = take(width_);
    active_ = take(width_);
    fitted_ = take(slots_ * size_);
    chosen_ = take(slots_ * size_);
    season_ = take(2 * period_ * size_);
    f_ = take(size_);
    kept_ = take(slots_ * size_);
    kept_f_ = take(size_);
    prepare();
  }

  /// Fits the candidates in turn. `each(model, series, objective)` is told every result.
  template <class Each>
  void fit(Each&& each) {
    for (std::size_t i = 0; i < search_.models.size(); ++i) {
      const EtsModel& model = search_.models[i];
      const int k = ets_parameter_count(model, search_.period);
      const bool positive = needs_positive(model);
      for (std::size_t s = 0; s < size_; ++s) {
        usable_[s] = (series_[s].positive || !positive) &&
                     static_cast<double>(series_[s].observed) > k + 1.0;
      }
      industria::lanes::EtsTask task = task_of(model);
      const int starts = task.options.starts;
      for (int d = 0; d < search_.descents; ++d) {
        task.options.first_start = d * starts / search_.descents;
        task.options.starts = (d + 1) * starts / search_.descents;
        start(task);
        improve(task);
        if (search_.descents > 1) keep_better(d == 0);
      }
      if (search_.descents > 1) std::swap(fitted_, kept_), std::swap(f_, kept_f_);
      for (std::size_t s = 0; s < size_; ++s) {
        if (!usable_[s] || !(f_[s] < 1e299)) continue;
        each(i, s, finish(s, task));
        consider(static_cast<int>(i), s, k);
      }
    }
  }

  [[nodiscard]] const EtsChoice& choice(std::size_t series) const { return choices_[series]; }
  [[nodiscard]] const EtsLane& series(std::size_t i) const { return series_[i]; }
  /// Parameters of the chosen model, in scaled units; season[i] belongs to the times with
  /// (n - 1 - t) % period == period - 1 - i.
  [[nodiscard]] const double* chosen(std::size_t series) const { return chosen_ + series * slots_; }

 private:
  [[nodiscard]] std::size_t used(std::size_t from) const { return std::min(width_, size_ - from); }
  /// Rows of the block of starts that begins with series `from`.
  [[nodiscard]] std::size_t longest(std::size_t from) const {
    std::size_t rows = 0;
    for (std::size_t i = 0; i < used(from); ++i) rows = std::max(rows, series_[from + i].y.size());
    return rows;
  }

  /// Heuristic states of each series, and the blocks of the starts; lanes without a series repeat the block's first.
  void prepare() {
    for (std::size_t i = 0; i < size_; ++i) {
      EtsLane& s = series_[i];
      const std::span<double> additive(season_ + 2 * period_ * i, period_ > 1 ? period_ : 0);
      const std::span<double> ratios(season_ + (2 * i + 1) * period_, additive.size());
      if (!additive.empty()) {
        ets_start_season(s, false, additive);
        if (s.positive && !search_.centred)
          ets_start_season(s, true, ratios);
        else
          std::fill(ratios.begin(), ratios.end(), 1.0);
      }
      ets_start_line(s, additive);
    }
    double* y = packed_;
    for (std::size_t from = 0; from < size_; from += width_) {
      const std::size_t rows = longest(from);
      for (std::size_t lane = 0; lane < width_; ++lane)
        write_column(series_[from + (lane < used(from) ? lane : 0)], y, rows, 0, lane);
      y += rows * width_;
    }
  }

  /// Writes a series into a lane of `rows` rows, ending with the last; rows from `first` on before it are missing.
  void write_column(const EtsLane& s, double* y, std::size_t rows, std::size_t first,
                    std::size_t lane) const {
    const std::size_t before = rows - s.y.size();
    for (std::size_t t = first; t < before; ++t) y[t * width_ + lane] = missing;
    for (std::size_t t = 0; t < s.y.size(); ++t)
      y[(before + t) * width_ + lane] = is_missing(s.y[t]) ? missing : s.at(t);  // infinities too
  }

  [[nodiscard]] industria::lanes::EtsTask task_of(const EtsModel& model) const {
    industria::lanes::EtsTask task{};
    task.period = search_.period;
    task.count = count_;
    task.start = start_;
    task.trend = model.trend == EtsComponent::none ? 0 : model.damped ? 2 : 1;
    task.season = static_cast<int>(model.season);
    task.relative = model.error == EtsComponent::multiplicative;
    task.options = search_.fit;
    task.options.starts = task.season == 0 ? search_.plain_starts : search_.seasonal_starts;
    if (task.season == 0) task.options.upper[1] = search_.plain_beta;
    task.theta = theta_;
    task.objective = objective_;
    task.lambda = lambda_;
    task.active = active_;
    return task;
  }

  /// Tries the starts of every usable series, block by block.
  void start(industria::lanes::EtsTask& task) {
    task.iterations = 0;
    const double* y = packed_;
    for (std::size_t from = 0; from < size_; from += width_) {
      const std::size_t rows = longest(from), count = used(from);
      task.y = std::exchange(y, y + rows * width_);
      if (std::none_of(usable_ + from, usable_ + from + count, [](bool u) { return u; })) continue;
      std::size_t clean = 0;
      for (std::size_t lane = 0; lane < width_; ++lane) {
        const std::size_t i = from + (lane < count ? lane : 0);
        const EtsLane& s = series_[i];
        const std::size_t before = rows - s.y.size();
        clean = std::max(clean, before + s.clean_from);
        count_[lane] = static_cast<double>(s.observed);
        start_[lane] = static_cast<double>(before);
        theta_[4 * width_ + lane] = task.trend == 0 ? s.level : s.line_level;
        theta_[5 * width_ + lane] = task.trend == 0 ? 0.0 : s.line_slope;
        const double* const season = season_ + (2 * i + (task.season == 2 ? 1 : 0)) * period_;
        for (std::size_t p = 0; task.season != 0 && p < period_; ++p)
          theta_[(ets_season_slot + p) * width_ + lane] = season[p];
      }
      task.n = static_cast<int>(rows);
      task.clean_from = static_cast<int>(clean);
      kernels_.fit_ets(task, workspace_);
      for (std::size_t lane = 0; lane < count; ++lane) unload(lane, from + lane);
    }
  }

  /// Of several descents the least objective counts; the first one that has it, if several do.
  void keep_better(bool first) {
    for (std::size_t i = 0; i < size_; ++i) {
      if (!usable_[i] || !(first || f_[i] < kept_f_[i])) continue;
      std::copy_n(fitted_ + i * slots_, slots_, kept_ + i * slots_);
      kept_f_[i] = f_[i];
    }
  }

  void unload(std::size_t lane, std::size_t i) {
    for (std::size_t p = 0; p < slots_; ++p) fitted_[i * slots_ + p] = theta_[p * width_ + lane];
    f_[i] = objective_[lane];
  }

  /// Iterates from the best starts. A lane that is done takes the next series; series only get shorter, so that the first row
  /// that any lane needs never moves back.
  void improve(industria::lanes::EtsTask& task) {
    task.iterations = 1;
    constexpr std::size_t nobody = max_size;
    std::size_t in_lane[max_width];
    int iterations[max_width] = {};
    std::size_t next = 0, first = 0, busy = 0;
    const auto load = [&](std::size_t lane) {
      while (next < size_ && !(usable_[next] && f_[next] < 1e299)) ++next;
      in_lane[lane] = next < size_ ? next++ : nobody;
      active_[lane] = in_lane[lane] == nobody ? 0.0 : 1.0;
      iterations[lane] = 0;
      if (in_lane[lane] == nobody) return;
      const std::size_t i = in_lane[lane];
      if (busy++ == 0) first = rows_ - series_[i].y.size();
      write_column(series_[i], y_, rows_, first, lane);
      for (std::size_t p = 0; p < slots_; ++p) theta_[p * width_ + lane] = fitted_[i * slots_ + p];
      count_[lane] = static_cast<double>(series_[i].observed);
      objective_[lane] = f_[i];
      lambda_[lane] = 1e-3;
    };
    for (std::size_t lane = 0; lane < width_; ++lane) {
      load(lane);
      if (in_lane[lane] == nobody) idle(lane, first);
    }
    while (busy > 0) {
      first = rows_;
      for (std::size_t lane = 0; lane < width_; ++lane) {
        if (in_lane[lane] != nobody) first = std::min(first, rows_ - series_[in_lane[lane]].y.size());
      }
      std::size_t clean = first;
      for (std::size_t lane = 0; lane < width_; ++lane) {
        const bool free = in_lane[lane] == nobody;
        const std::size_t before = free ? first : rows_ - series_[in_lane[lane]].y.size();
        start_[lane] = static_cast<double>(before - first);
        if (!free) clean = std::max(clean, before + series_[in_lane[lane]].clean_from);
      }
      task.y = y_ + first * width_;
      task.n = static_cast<int>(rows_ - first);
      task.clean_from = static_cast<int>(clean - first);
      kernels_.fit_ets(task, workspace_);
      for (std::size_t lane = 0; lane < width_; ++lane) {
        if (in_lane[lane] == nobody) continue;
        if (active_[lane] > 0.0 && ++iterations[lane] < search_.fit.max_iterations) continue;
        unload(lane, in_lane[lane]);
        --busy;
        load(lane);
      }
    }
  }

  /// A lane that never had a series: harmless numbers.
  void idle(std::size_t lane, std::size_t first) {
    for (std::size_t t = first; t < rows_; ++t) y_[t * width_ + lane] = 1.0;
    for (std::size_t p = 0; p < slots_; ++p) theta_[p * width_ + lane] = 0.5;
    count_[lane] = 1.0;
    objective_[lane] = 0.0;
    lambda_[lane] = 1.0;
  }

  /// Turns searched into natural parameters; the result is minus twice the log-likelihood, without the prior.
  double finish(std::size_t i, const industria::lanes::EtsTask& task) {
    double* const p = fitted_ + i * slots_;
    if (task.options.ratios) {
      p[1] *= p[0];
      p[2] *= 1.0 - p[0];
    }
    if (task.season != 0) {  // the last seasonal state follows from the others
      double sum = 0.0;
      for (std::size_t j = 0; j + 1 < period_; ++j) sum += p[ets_season_slot + j];
      p[ets_season_slot + period_ - 1] =
          (task.season == 1 ? 0.0 : static_cast<double>(period_)) - sum;
    }
    if (task.trend != 0)
      f_[i] -= task.options.beta_penalty * static_cast<double>(series_[i].observed) * p[1] * p[1];
    return f_[i];
  }

  void consider(int index, std::size_t i, int k) {
    const auto n = static_cast<double>(series_[i].observed);
    const double criterion =
        search_.criterion(f_[i], search_.models[static_cast<std::size_t>(index)], k, n);
    EtsChoice& best = choices_[i];
    if (!(criterion < best.criterion)) return;
    best = {index, f_[i], criterion};
    std::copy_n(fitted_ + i * slots_, slots_, chosen_ + i * slots_);
  }

  const EtsSearch& search_;
  const industria::lanes::Kernels& kernels_;
  std::size_t width_, period_, slots_, size_;
  std::size_t rows_ = 0;
  EtsLane series_[max_size]{};
  EtsChoice choices_[max_size]{};
  bool usable_[max_size]{};
  double* workspace_ = nullptr;
  double* packed_ = nullptr;  ///< blocks of the starts, one after the other
  double* y_ = nullptr;       ///< the lanes of the iterations
  double *theta_ = nullptr, *count_ = nullptr, *start_ = nullptr;
  double *objective_ = nullptr, *lambda_ = nullptr, *active_ = nullptr;
  double* fitted_ = nullptr;  ///< by series: parameters of the candidate at hand
  double* chosen_ = nullptr;  ///< by series: those of the best so far
  double* season_ = nullptr;  ///< by series: first seasonal states, additive and multiplicative
  double* f_ = nullptr;       ///< by series
  double *kept_ = nullptr, *kept_f_ = nullptr;  ///< the best of several descents
};

}  // namespace industria::inline INDUSTRIA_ABI::detail

#endif
