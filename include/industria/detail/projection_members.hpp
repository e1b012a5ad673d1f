// SPDX-License-Identifier: Apache-2.0
// From a model's name to the family that fits it: one call for a chunk of clean series of one season length.
#pragma once

#include <industria/detail/projection_ces_batch.hpp>
#include <industria/detail/projection_ets_batch.hpp>
#include <industria/detail/projection_member.hpp>
#include <industria/projection/method.hpp>
#include <industria/projection/theta.hpp>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>

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

inline void theta_members(std::span<MemberSeries> series, int season, ThetaKind kind) {
  for (MemberSeries& s : series) {
    const ThetaFit fit = fit_theta(s.y, {.kind = kind, .period = season});
    const std::vector<double> path = theta_path(s.y, fit, static_cast<int>(s.path.size()));
    std::copy(path.begin() + static_cast<std::ptrdiff_t>(s.y.size()), path.end(), s.path.begin());
    double squares = 0.0;
    double count = 0.0;
    for (std::size_t t = 0; t < s.y.size(); ++t) {
      const double error = s.y[t] - path[t];
      if (is_missing(error)) continue;
      squares += error * error;
      count += 1.0;
    }
    s.error = count > 0.0 ? std::sqrt(squares / count) : missing;
  }
}

/// Fits `method`, which is neither a combination nor one of the closed forms, to every series of the chunk.
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
    case Method::stm: return theta_members(series, season, ThetaKind::stm);
    case Method::otm: return theta_members(series, season, ThetaKind::otm);
    case Method::dstm: return theta_members(series, season, ThetaKind::dstm);
    case Method::dotm: return theta_members(series, season, ThetaKind::dotm);
    default: break;
  }
  for (MemberSeries& s : series) {
    std::fill(s.path.begin(), s.path.end(), missing);
    s.error = missing;
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
