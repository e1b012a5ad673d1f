// SPDX-License-Identifier: Apache-2.0
// Complex exponential smoothing for chunks of series: packs neighbours into blocks of lanes, fits every kind that a series is
// long enough for, keeps the one of least AICc. Knows base/ and the lane kernels only.
#pragma once

#include <industria/projection/ces.hpp>

#include <industria/detail/projection_ces_recursion.hpp>
#include <industria/detail/lanes/ces_kernels.hpp>
#include <industria/detail/lanes/kernels.hpp>
#include <industria/detail/projection_ces_start.hpp>
#include <industria/detail/projection_member.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

inline constexpr double ces_impossible = 1e299;  // objectives from here on mean: no fit

/// Memory of one thread beside the lanes' rows, kept between blocks.
struct CesScratch {
  std::vector<double> values;  ///< of ces_start_states
  std::vector<double> states;
  std::vector<double> best;  ///< AICc so far, per member
  CesStates effects;         ///< of ces_step_variances
};

struct CesLimits {
  double lower[4];
  double upper[4];
  double pull[2];
  int starts;
};

inline CesLimits ces_limits(CesKind kind, CesBounds bounds, int period) {
  const bool partial = kind == CesKind::partial;
  if (bounds == CesBounds::reference) {
    return {
        {0.0, 0.0, partial ? -0.2 : 0.0, 0.0}, {2.5, 2.0, partial ? 1.2 : 2.5, 2.0}, {0.0, 0.0}, 4};
  }
  // alpha0 below 1 would move the level against its errors.
  return {{1.0, 0.5, partial ? 0.01 : 0.8, 0.5},
          {1.8, 1.5, partial ? 1.0 : 1.5, 1.5},
          {15.0 + 25.0 * (period - 1), 3.0},
          1};
}

/// Fits `members` (at most kernels.width) and writes path, error, parameters, and the fits where asked for.
inline void ces_block(std::span<MemberSeries> members, int period, std::optional<CesKind> wanted,
                      CesBounds bounds, const industria::lanes::Kernels& kernels,
                      AlignedBuffer& memory, CesScratch& scratch, std::span<CesFit> fits) {
  const auto width = static_cast<std::size_t>(kernels.width);
  // Rows for seasons only where a member has them; the limits go by the true period, whoever the neighbours are.
  bool seasonal = false;
  for (const MemberSeries& s : members) seasonal = seasonal || ces_seasonal(s.y.size(), period);
  const int places = seasonal ? period : 1;
  const auto m = static_cast<std::size_t>(places);
  std::size_t rows = 0, horizon = 0;
  for (const MemberSeries& s : members) {
    rows = std::max(rows, s.y.size());
    horizon = std::max(horizon, s.path.size());
  }
  const auto work_rows = static_cast<std::size_t>(kernels.ces->workspace_rows(places));
  double* next = memory.reserve((rows + horizon + 3 * m + 10 + work_rows) * width);
  const auto take = [&](std::size_t count) { return std::exchange(next, next + count * width); };
  double* const y = take(rows);
  double* const path = take(horizon);
  double* const states = take(1 + m);
  double* const initial = take(2 + 2 * m);
  double* const theta = take(4);
  double* const count = take(1);
  double* const start = take(1);
  double* const objective = take(1);
  double* const workspace = take(work_rows);

  // Unused lanes repeat the first series.
  std::size_t clean_from = 0;
  for (std::size_t lane = 0; lane < width; ++lane) {
    const MemberSeries& s = members[lane < members.size() ? lane : 0];
    const std::size_t before = rows - s.y.size();
    double observed = 0.0;
    for (std::size_t t = 0; t < rows; ++t) {
      const double value = t < before ? missing : s.y[t - before];
      y[t * width + lane] = value;
      if (is_missing(value)) clean_from = std::max(clean_from, t + 1);
      observed += is_missing(value) ? 0.0 : 1.0;
    }
    count[lane] = observed;
    start[lane] = static_cast<double>(before);
    scratch.states.resize(1 + m);
    ces_start_states(s.y, places, scratch.states, scratch.values);
    for (std::size_t i = 0; i <= m; ++i) states[i * width + lane] = scratch.states[i];
  }
  scratch.best.assign(members.size(), std::numeric_limits<double>::infinity());
  std::vector<double>& best = scratch.best;
  for (MemberSeries& s : members) {
    std::fill(s.path.begin(), s.path.end(), missing);
    std::fill(s.deviation.begin(), s.deviation.end(), missing);
  }

  industria::lanes::CesTask task{};
  task.y = y;
  task.n = static_cast<int>(rows);
  task.clean_from = static_cast<int>(clean_from);
  task.period = places;
  task.count = count;
  task.start = start;
  task.states = states;
  task.max_passes = 60;
  task.tolerance = bounds == CesBounds::standard ? 1e-3 : 1e-6;
  task.theta = theta;
  task.objective = objective;
  task.horizon = static_cast<int>(horizon);
  task.path = path;
  task.initial = fits.empty() ? nullptr : initial;
  for (const CesKind kind : {CesKind::none, CesKind::simple, CesKind::partial, CesKind::full}) {
    if (wanted && kind != *wanted) continue;
    const double k = ces_parameter_count(kind);
    const auto usable = [&](std::size_t lane) {
      return count[lane] > k + 1.0 &&
             (kind == CesKind::none || ces_seasonal(members[lane].y.size(), period));
    };
    bool any = false;
    for (std::size_t lane = 0; lane < members.size(); ++lane) any = any || usable(lane);
    if (!any) continue;
    const CesLimits limits = ces_limits(kind, bounds, period);
    std::copy(std::begin(limits.lower), std::end(limits.lower), task.lower);
    std::copy(std::begin(limits.upper), std::end(limits.upper), task.upper);
    std::copy(std::begin(limits.pull), std::end(limits.pull), task.pull);
    task.starts = limits.starts;
    task.kind = static_cast<int>(kind);
    kernels.ces->fit(task, workspace);
    for (std::size_t lane = 0; lane < members.size(); ++lane) {
      if (!usable(lane) || !(objective[lane] < ces_impossible)) continue;
      const double n = count[lane];
      const double aicc = objective[lane] + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0);
      if (!(aicc < best[lane])) continue;
      MemberSeries& s = members[lane];
      bool finite = true;
      for (std::size_t h = 0; h < s.path.size(); ++h)
        finite = finite && std::isfinite(path[h * width + lane]);
      if (!finite) continue;
      best[lane] = aicc;
      for (std::size_t h = 0; h < s.path.size(); ++h) s.path[h] = path[h * width + lane];
      s.error = std::sqrt(std::exp(objective[lane] / n) / n);
      s.parameters = static_cast<int>(k) - 1;
      if (!s.deviation.empty()) {
        CesParameters p{theta[lane], theta[width + lane], 0.0, 0.0};
        if (kind == CesKind::partial || kind == CesKind::full) p.beta0 = theta[2 * width + lane];
        if (kind == CesKind::full) p.beta1 = theta[3 * width + lane];
        ces_step_variances(kind, period, p, scratch.effects, s.deviation);
        const double sigma = s.error * std::sqrt(n / (n - k + 1.0));
        for (double& value : s.deviation) value = sigma * std::sqrt(value);
      }
      if (fits.empty()) continue;
      CesFit& fit = fits[lane];
      const auto at = [&](const double* row, std::size_t i) { return row[i * width + lane]; };
      fit.kind = kind;
      fit.period = kind == CesKind::none ? 1 : period;
      fit.parameters = {at(theta, 0), at(theta, 1), 0.0, 0.0};
      if (kind == CesKind::partial || kind == CesKind::full) fit.parameters.beta0 = at(theta, 2);
      if (kind == CesKind::full) fit.parameters.beta1 = at(theta, 3);
      fit.initial = {at(initial, 0), at(initial, 1), {}, {}};
      for (std::size_t i = 0; kind != CesKind::none && i < m; ++i) {
        const std::size_t place = (i + m - s.y.size() % m) % m;
        fit.initial.season.push_back(at(initial, 2 + place));
        fit.initial.season_shadow.push_back(at(initial, 2 + m + place));
      }
    }
  }
}

/// The family's part in a panel forecast (projection_member.hpp). `wanted` empty: the best kind of each series by AICc.
/// `fits`, one per series or none, gets what was estimated; likelihoods are left to evaluate_ces.
inline void ces_batch(std::span<MemberSeries> series, int period, std::optional<CesKind> wanted,
                      const industria::lanes::Kernels& kernels, AlignedBuffer& memory,
                      CesBounds bounds = CesBounds::standard, std::span<CesFit> fits = {}) {
  const auto width = static_cast<std::size_t>(kernels.width);
  CesScratch scratch;
  for (std::size_t from = 0; from < series.size(); from += width) {
    const std::size_t size = std::min(width, series.size() - from);
    ces_block(series.subspan(from, size), period, wanted, bounds, kernels, memory, scratch,
              fits.empty() ? fits : fits.subspan(from, size));
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
