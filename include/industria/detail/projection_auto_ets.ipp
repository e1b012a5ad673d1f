// SPDX-License-Identifier: Apache-2.0
// Body of projection/auto_ets.hpp: packs series of like length into blocks of lanes, lets the kernels fit every candidate, and
// chooses. Everything that depends on other series of a block is kept out of a lane's arithmetic.
#pragma once

#include <industria/projection/auto_ets.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_member.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>
#include <thread>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

inline constexpr int ets_max_period = 24;
inline constexpr std::size_t ets_first_season_slot = 6;

/// One series made ready: without leading gaps, scaled by a power of two to a mean absolute value near 1.
struct EtsSeries {
  std::size_t index = 0;
  std::span<const double> y;
  double scale = 1.0;
  std::size_t observed = 0;
  bool positive = true;
  double level = 0.0;       ///< heuristic states in scaled units, without trend
  double line_level = 0.0;  ///< and with a trend
  double line_slope = 0.0;
  std::vector<double>
      additive_season;  ///< by place in the season, the last value at period - 1; sums to 0
  std::vector<double> multiplicative_season;  ///< sums to the period
};

/// Seasonal figure by averaged deviations (or ratios) from the centred moving mean; enough to start a fit.
INDUSTRIA_INLINE std::vector<double> ets_start_season(const EtsSeries& s, int period,
                                                      bool multiplicative) {
  const auto m = static_cast<std::size_t>(period);
  const std::size_t n = s.y.size();
  std::vector<double> sum(m, 0.0);
  std::vector<double> count(m, 0.0);
  const std::size_t shift = (m - n % m) % m;
  for (std::size_t t = 0; t < n; ++t) {
    if (is_missing(s.y[t])) continue;
    // Mean of the whole seasons around t, as far as the series reaches.
    const std::size_t from = std::min(t >= m / 2 ? t - m / 2 : 0, n >= m ? n - m : 0);
    double mean = 0.0;
    double values = 0.0;
    for (std::size_t u = from; u < std::min(from + m, n); ++u) {
      if (is_missing(s.y[u])) continue;
      mean += s.y[u] * s.scale;
      values += 1.0;
    }
    mean /= values;
    const double y = s.y[t] * s.scale;
    const double deviation = multiplicative ? (mean > 0.0 ? y / mean : 1.0) : y - mean;
    sum[(t + shift) % m] += deviation;
    count[(t + shift) % m] += 1.0;
  }
  double total = 0.0;
  for (std::size_t i = 0; i < m; ++i) {
    sum[i] = count[i] > 0.0 ? sum[i] / count[i] : (multiplicative ? 1.0 : 0.0);
    total += sum[i];
  }
  for (double& value : sum)
    value = multiplicative ? value * (static_cast<double>(m) / total)
                           : value - total / static_cast<double>(m);
  return sum;
}

INDUSTRIA_INLINE EtsSeries prepare_ets_series(std::span<const double> y, std::size_t index,
                                              int period) {
  EtsSeries s;
  s.index = index;
  std::size_t first = 0;
  while (first < y.size() && is_missing(y[first])) ++first;
  s.y = y.subspan(first);
  double sum = 0.0;
  for (const double value : s.y) {
    if (is_missing(value)) continue;
    ++s.observed;
    sum += std::abs(value);
    s.positive = s.positive && value > 0.0;
  }
  if (s.observed == 0) return s;
  const double mean = sum / static_cast<double>(s.observed);
  if (mean > 0.0 && std::isfinite(mean)) {
    int exponent = 0;
    std::frexp(mean, &exponent);
    s.scale = std::ldexp(1.0, std::clamp(-exponent, -1000, 1000));
  }
  if (period > 1) {
    s.additive_season = ets_start_season(s, period, false);
    s.multiplicative_season = s.positive
                                  ? ets_start_season(s, period, true)
                                  : std::vector<double>(static_cast<std::size_t>(period), 1.0);
  }
  // A line through the first values, adjusted for the season.
  const auto m = static_cast<std::size_t>(period);
  const std::size_t shift = (m - s.y.size() % m) % m;
  const std::size_t window = std::min(s.y.size(), std::max<std::size_t>(10, 2 * m));
  double n = 0.0, st = 0.0, sy = 0.0, stt = 0.0, sty = 0.0;
  for (std::size_t t = 0; t < window; ++t) {
    if (is_missing(s.y[t])) continue;
    const double season = period > 1 ? s.additive_season[(t + shift) % m] : 0.0;
    const double value = s.y[t] * s.scale - season;
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
  return s;
}

INDUSTRIA_INLINE industria::lanes::EtsFitOptions ets_fit_options(EtsBounds bounds, int period) {
  industria::lanes::EtsFitOptions o{
      {1e-4, 1e-4, 1e-4, 0.8}, {0.9999, 0.9999, 0.9999, 0.98}, false, 3, 30, 1e-4, 0.0};
  switch (bounds) {
    case EtsBounds::standard: o.upper[1] = 0.02; break;
    case EtsBounds::reference_r: o.ratios = true; break;
    case EtsBounds::reference_statsforecast: o.upper[1] = 0.2 / std::min(period, 12) + 1e-4; break;
  }
  return o;
}

/// How many starts a fit gets: the reference bounds are for comparisons of optima and search harder.
constexpr int ets_start_count(EtsBounds bounds, const EtsModel& model) noexcept {
  if (bounds != EtsBounds::standard) return 8;
  return model.season == EtsComponent::none ? 4 : 3;
}

/// Fits all candidates to the series `members` (at most kernels.width of them), and writes the best of each to out[index].
INDUSTRIA_INLINE void fit_ets_block(std::span<const EtsSeries* const> members,
                                    std::span<const EtsModel> models, const EtsOptions& options,
                                    const industria::lanes::Kernels& kernels, AlignedBuffer& memory,
                                    std::span<EtsFit> out) {
  const auto width = static_cast<std::size_t>(kernels.width);
  const auto period = static_cast<std::size_t>(options.period);
  std::size_t rows = 0;
  for (const EtsSeries* s : members) rows = std::max(rows, s->y.size());
  const std::size_t slots = ets_first_season_slot + period;
  // The workspace first: its size is a multiple of its alignment, so that what follows is aligned for its lanes too.
  const std::size_t workspace_size = kernels.workspace_bytes / sizeof(double);
  double* const workspace = memory.reserve(workspace_size + (rows + slots + 3) * width);
  double* const y = workspace + workspace_size;
  double* const theta = y + rows * width;
  double* const count = theta + slots * width;
  double* const start = count + width;
  double* const objective = start + width;
  // Unused lanes repeat the first series.
  std::size_t clean_from = 0;
  for (std::size_t lane = 0; lane < width; ++lane) {
    const EtsSeries& s = *members[lane < members.size() ? lane : 0];
    const std::size_t before = rows - s.y.size();
    for (std::size_t t = 0; t < rows; ++t) {
      const double value = t < before ? missing : s.y[t - before] * s.scale;
      y[t * width + lane] = is_missing(value) ? missing : value;
      if (is_missing(value)) clean_from = std::max(clean_from, t + 1);
    }
    count[lane] = static_cast<double>(s.observed);
    start[lane] = static_cast<double>(before);
  }
  for (std::size_t lane = 0; lane < members.size(); ++lane) {
    out[members[lane]->index].aicc = std::numeric_limits<double>::infinity();
  }

  industria::lanes::EtsTask task{};
  task.y = y;
  task.n = static_cast<int>(rows);
  task.clean_from = static_cast<int>(clean_from);
  task.period = options.period;
  task.count = count;
  task.start = start;
  task.options = ets_fit_options(options.bounds, options.period);
  task.theta = theta;
  task.objective = objective;
  for (const EtsModel& model : models) {
    const bool multiplicative =
        model.error == EtsComponent::multiplicative || model.season == EtsComponent::multiplicative;
    const int k = ets_parameter_count(model, options.period);
    const auto usable = [&](const EtsSeries& s) {
      return (s.positive || !multiplicative) && static_cast<double>(s.observed) > k + 1.0;
    };
    if (std::none_of(members.begin(), members.end(),
                     [&](const EtsSeries* s) { return usable(*s); }))
      continue;
    task.trend = model.trend == EtsComponent::none ? 0 : model.damped ? 2 : 1;
    task.season = static_cast<int>(model.season);
    task.options.starts = ets_start_count(options.bounds, model);
    task.relative = model.error == EtsComponent::multiplicative;
    for (std::size_t lane = 0; lane < width; ++lane) {
      const EtsSeries& s = *members[lane < members.size() ? lane : 0];
      theta[4 * width + lane] = task.trend == 0 ? s.level : s.line_level;
      theta[5 * width + lane] = task.trend == 0 ? 0.0 : s.line_slope;
      for (std::size_t i = 0; i < period && model.season != EtsComponent::none; ++i) {
        theta[(ets_first_season_slot + i) * width + lane] = model.season == EtsComponent::additive
                                                                ? s.additive_season[i]
                                                                : s.multiplicative_season[i];
      }
    }
    kernels.fit_ets(task, workspace);
    for (std::size_t lane = 0; lane < members.size(); ++lane) {
      const EtsSeries& s = *members[lane];
      EtsFit& best = out[s.index];
      if (!usable(s) || !(objective[lane] < 1e299)) continue;
      const auto n = static_cast<double>(s.observed);
      const double aicc = objective[lane] + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0);
      if (!(aicc < best.aicc)) continue;
      best.model = model;
      best.aicc = aicc;
      best.log_likelihood = -0.5 * objective[lane];
      const auto slot = [&](std::size_t i) { return theta[i * width + lane]; };
      const double unscale = 1.0 / s.scale;
      best.parameters = {slot(0),
                         task.trend == 0 ? 0.0 : slot(1),
                         task.season == 0 ? 0.0 : slot(2),
                         task.trend == 2 ? slot(3) : 1.0,
                         slot(4) * unscale,
                         task.trend == 0 ? 0.0 : slot(5) * unscale,
                         {}};
      if (model.season != EtsComponent::none) {
        const std::size_t shift = (period - s.y.size() % period) % period;
        for (std::size_t i = 0; i < period; ++i) {
          const double value = slot(ets_first_season_slot + (i + shift) % period);
          best.parameters.season.push_back(model.season == EtsComponent::additive ? value * unscale
                                                                                  : value);
        }
      }
    }
  }
  for (const EtsSeries* s : members) {
    EtsFit& best = out[s->index];
    if (std::isinf(best.aicc)) {
      best.aicc = missing;
      continue;
    }
    const double unscaled = 2.0 * static_cast<double>(s->observed) * std::log(s->scale);
    best.aicc -= unscaled;
    best.log_likelihood += 0.5 * unscaled;
  }
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<EtsFit> fit_auto_ets(const PanelView& panel,
                                                  const EtsOptions& options) {
  if (options.period < 1) {
    throw ValueError("fit_auto_ets: period is " + std::to_string(options.period) +
                     ", expected at least 1");
  }
  EtsOptions used = options;
  std::vector<EtsModel> models =
      options.models.empty() ? admissible_ets_models(options.period) : options.models;
  if (options.period == 1 || options.period > detail::ets_max_period) {
    std::erase_if(models, [](const EtsModel& m) { return m.season != EtsComponent::none; });
    used.period = 1;
  }
  std::vector<EtsFit> out(panel.size());
  std::vector<detail::EtsSeries> series;
  series.reserve(panel.size());
  for (std::size_t i = 0; i < panel.size(); ++i)
    series.push_back(detail::prepare_ets_series(panel.series(i).values, i, used.period));
  std::vector<const detail::EtsSeries*> order;
  for (const auto& s : series) {
    if (s.observed > 0) order.push_back(&s);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->y.size() > b->y.size(); });

  const industria::lanes::Kernels& kernels = *detail::chosen_kernels().load();
  const auto width = static_cast<std::size_t>(kernels.width);
  const std::size_t blocks = (order.size() + width - 1) / width;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    detail::AlignedBuffer memory;
    for (std::size_t b = next++; b < blocks; b = next++) {
      const std::size_t from = b * width;
      const std::span<const detail::EtsSeries* const> members(order.data() + from,
                                                              std::min(width, order.size() - from));
      detail::fit_ets_block(members, models, used, kernels, memory, out);
    }
  };
  const std::size_t threads = options.n_threads == 0
                                  ? std::max(1U, std::thread::hardware_concurrency())
                                  : static_cast<std::size_t>(std::max(1, options.n_threads));
  if (threads == 1) {
    work();
  } else {
    std::vector<std::jthread> pool;
    for (std::size_t i = 0; i < std::min(threads, blocks); ++i) pool.emplace_back(work);
  }
  return out;
}

INDUSTRIA_INLINE EtsFit fit_auto_ets(std::span<const double> y, const EtsOptions& options) {
  const std::int64_t offsets[] = {0, static_cast<std::int64_t>(y.size())};
  const Period first = Period::of_year(1);
  PanelView one;
  one.values = y;
  one.offsets = offsets;
  one.first = {&first, 1};
  return fit_auto_ets(one, options).front();
}

INDUSTRIA_INLINE std::string_view active_isa() {
  return detail::chosen_kernels().load()->name;
}

INDUSTRIA_INLINE std::vector<std::string_view> supported_isas() {
  std::vector<std::string_view> names;
  for (const auto* kernels : detail::supported_kernels()) names.emplace_back(kernels->name);
  return names;
}

INDUSTRIA_INLINE void use_isa(std::string_view isa) {
  const auto* kernels = detail::find_kernels(isa);
  if (kernels == nullptr) {
    std::string known;
    for (const auto name : supported_isas())
      known += (known.empty() ? "" : ", ") + std::string(name);
    throw ValueError("use_isa: \"" + std::string(isa) +
                     "\" is not available here; there are: " + known);
  }
  detail::chosen_kernels() = kernels;
}

}  // namespace industria::inline INDUSTRIA_ABI
