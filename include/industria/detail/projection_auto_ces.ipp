// SPDX-License-Identifier: Apache-2.0
// Body of projection/auto_ces.hpp: one series, scaled, through the lanes.
#pragma once

#include <industria/projection/auto_ces.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_ces_batch.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE CesFit fit_ces(std::span<const double> y, const CesOptions& options) {
  if (options.period < 1) {
    throw ValueError("fit_ces: period is " + std::to_string(options.period) +
                     ", expected at least 1");
  }
  while (!y.empty() && is_missing(y.front())) y = y.subspan(1);
  while (!y.empty() && is_missing(y.back())) y = y.first(y.size() - 1);
  CesFit fit;
  fit.period = options.period;
  if (y.empty()) return fit;
  double sum = 0.0, n = 0.0;
  for (const double value : y) {
    if (is_missing(value)) continue;
    sum += std::abs(value);
    n += 1.0;
  }
  int exponent = 0;
  if (std::isfinite(sum / n)) std::frexp(sum / n, &exponent);
  const double scale = std::ldexp(1.0, std::clamp(-exponent, -1000, 1000));
  std::vector<double> scaled(y.begin(), y.end());
  for (double& value : scaled) value = is_missing(value) ? missing : value * scale;  // infinities too

  detail::MemberSeries member{scaled, {}, missing, 0};
  detail::AlignedBuffer memory;
  detail::ces_batch({&member, 1}, options.period, options.kind, *detail::chosen_kernels().load(),
                    memory, options.bounds, {&fit, 1});
  if (is_missing(fit.parameters.alpha0)) return fit;
  const CesEvaluation at = evaluate_ces(scaled, fit.kind, fit.parameters, fit.initial);
  fit.sse = at.sse / scale / scale;
  fit.log_likelihood = at.log_likelihood + n * std::log(scale);
  fit.aicc = at.aicc - 2.0 * n * std::log(scale);
  const auto unscale = [&](double& value) { value /= scale; };
  unscale(fit.initial.level);
  unscale(fit.initial.shadow);
  for (double& value : fit.initial.season) unscale(value);
  for (double& value : fit.initial.season_shadow) unscale(value);
  return fit;
}

}  // namespace industria::inline INDUSTRIA_ABI
