// SPDX-License-Identifier: Apache-2.0
// From a model's name to the family that fits it: one call for a chunk of clean series of one season length.
#pragma once

#include <industria/detail/projection_ces_batch.hpp>
#include <industria/detail/projection_ets_batch.hpp>
#include <industria/detail/projection_member.hpp>
#include <industria/detail/projection_mstl_batch.hpp>
#include <industria/detail/projection_naive_batch.hpp>
#include <industria/detail/projection_seasonal_drift.hpp>
#include <industria/detail/projection_theta_batch.hpp>
#include <industria/projection/method.hpp>
#include <industria/projection/theta.hpp>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <optional>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// What members need besides the series.
struct MemberContext {
  EtsBounds ets_bounds = EtsBounds::standard;
  const industria::lanes::Kernels* kernels = nullptr;
  AlignedBuffer* memory = nullptr;
};

inline void ets_members(std::span<MemberSeries> series, int season, std::initializer_list<EtsModel> models,
                        const MemberContext& context) {
  EtsOptions options;
  options.bounds = context.ets_bounds;
  options.models = models;
  ets_batch(series, season, options, *context.kernels, *context.memory);
}

inline void theta_members(std::span<MemberSeries> series, int season, ThetaKind kind, const MemberContext& context) {
  theta_batch(series, {.kind = kind, .period = season}, *context.kernels, *context.memory);
}

/// Of the four Theta models the one with the least mean squared error within each series; ties go to the earlier one.
inline void auto_theta_members(std::span<MemberSeries> series, int season, const MemberContext& context) {
  std::vector<MemberSeries> trial(series.begin(), series.end());
  std::vector<ThetaLaneFit> fits(series.size());
  std::vector<double> least(series.size(), std::numeric_limits<double>::infinity());
  std::size_t steps = 0;
  for (const MemberSeries& s : series) steps += s.path.size();
  std::vector<double> paths(2 * steps);
  std::size_t at = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    trial[i].path = std::span(paths).subspan(at, series[i].path.size());
    trial[i].deviation = std::span(paths).subspan(steps + at, series[i].deviation.size());
    at += series[i].path.size();
    std::fill(series[i].path.begin(), series[i].path.end(), missing);
    series[i].error = missing;
  }
  for (const ThetaKind kind : {ThetaKind::stm, ThetaKind::otm, ThetaKind::dstm, ThetaKind::dotm}) {
    theta_batch(trial, {.kind = kind, .period = season}, *context.kernels, *context.memory, fits);
    for (std::size_t i = 0; i < series.size(); ++i) {
      const double mean_square = fits[i].counted > 0 ? fits[i].sse / fits[i].counted : missing;
      if (!(mean_square < least[i])) continue;
      least[i] = mean_square;
      std::copy(trial[i].path.begin(), trial[i].path.end(), series[i].path.begin());
      std::copy(trial[i].deviation.begin(), trial[i].deviation.end(), series[i].deviation.begin());
      series[i].error = trial[i].error;
      series[i].parameters = trial[i].parameters;
    }
  }
}

/// Complex smoothing of logarithms. Divided by the mean, so that units do not matter, and lifted by 10, because complex smoothing
/// about zero is another model than far from it.
inline void log_ces_members(std::span<MemberSeries> series, int season, const MemberContext& context) {
  constexpr double lift = 10.0;
  std::size_t total = 0;
  for (const MemberSeries& s : series) total += s.y.size();
  std::vector<double> logs(total);
  std::vector<double> means(series.size());
  std::vector<MemberSeries> inner(series.begin(), series.end());
  std::size_t at = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    double sum = 0.0;
    double count = 0.0;
    bool positive = true;
    for (const double y : series[i].y) {
      if (is_missing(y)) continue;
      positive = positive && y > 0.0;
      sum += y;
      count += 1.0;
    }
    means[i] = positive ? sum / count : missing;
    for (std::size_t t = 0; t < series[i].y.size(); ++t)
      logs[at + t] = positive ? std::log(series[i].y[t] / means[i]) + lift : (t == 0 || t + 1 == series[i].y.size() ? 1.0 : missing);
    inner[i].y = std::span(logs).subspan(at, series[i].y.size());
    inner[i].deviation = {};
    at += series[i].y.size();
  }
  ces_batch(inner, season, std::nullopt, *context.kernels, *context.memory);
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (double& y : series[i].path) y = is_missing(means[i]) ? missing : std::exp(y - lift) * means[i];
    std::fill(series[i].deviation.begin(), series[i].deviation.end(), missing);
    series[i].error = inner[i].error * means[i];  // a relative error, told at the mean
    series[i].parameters = inner[i].parameters;
  }
}

/// The seasons by MSTL, what is left by the ETS models without season.
inline void mstl_members(std::span<MemberSeries> series, int season, const MemberContext& context) {
  MstlMemory memory;
  const int periods[] = {season};
  const std::size_t seasons = season > 1 ? 1 : 0;
  mstl_batch(
      series, std::span(periods).first(seasons), {},
      [&](std::span<MemberSeries> adjusted) { ets_members(adjusted, 1, {}, context); }, memory);
}

/// Fits `method`, which is neither a combination nor a growth method, to every series of the chunk.
inline void run_member(Method method, std::span<MemberSeries> series, int season, const MemberContext& context) {
  using enum EtsComponent;
  switch (method) {
    case Method::ses: return ets_members(series, season, {{additive, none, none, false}}, context);
    case Method::holt: return ets_members(series, season, {{additive, additive, none, false}}, context);
    case Method::damped_holt: return ets_members(series, season, {{additive, additive, none, true}}, context);
    case Method::holt_winters:
      if (season == 1) return ets_members(series, season, {{additive, additive, none, false}}, context);
      return ets_members(series, season,
                         {{additive, additive, additive, false}, {multiplicative, additive, multiplicative, false}}, context);
    case Method::auto_ets: return ets_members(series, season, {}, context);
    case Method::ces_none: return ces_batch(series, season, CesKind::none, *context.kernels, *context.memory);
    case Method::ces_simple: return ces_batch(series, season, CesKind::simple, *context.kernels, *context.memory);
    case Method::ces_partial: return ces_batch(series, season, CesKind::partial, *context.kernels, *context.memory);
    case Method::ces_full: return ces_batch(series, season, CesKind::full, *context.kernels, *context.memory);
    case Method::auto_ces: return ces_batch(series, season, std::nullopt, *context.kernels, *context.memory);
    case Method::stm: return theta_members(series, season, ThetaKind::stm, context);
    case Method::otm: return theta_members(series, season, ThetaKind::otm, context);
    case Method::dstm: return theta_members(series, season, ThetaKind::dstm, context);
    case Method::dotm: return theta_members(series, season, ThetaKind::dotm, context);
    case Method::auto_theta: return auto_theta_members(series, season, context);
    case Method::log_ces: return log_ces_members(series, season, context);
    case Method::mean: return naive_batch(series, season, NaiveKind::mean);
    case Method::last_value: return naive_batch(series, season, NaiveKind::last_value);
    case Method::seasonal_last_value: return naive_batch(series, season, NaiveKind::seasonal_last_value);
    case Method::drift: return naive_batch(series, season, NaiveKind::drift);
    case Method::seasonal_drift:
      if (season == 1) return naive_batch(series, season, NaiveKind::drift);
      for (MemberSeries& s : series) seasonal_drift(s, season);
      return;
    case Method::mstl: return mstl_members(series, season, context);
    default: break;
  }
  for (MemberSeries& s : series) {
    std::fill(s.path.begin(), s.path.end(), missing);
    s.error = missing;
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
