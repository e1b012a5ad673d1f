// SPDX-License-Identifier: Apache-2.0
// The recursion of complex exponential smoothing in plain double, and what one error does to later values. Knows base/ only.
//
// The public header comes before the guard: header-only, its body needs what stands below.
#include <industria/projection/ces.hpp>

#ifndef INDUSTRIA_DETAIL_CES_RECURSION_HPP
#define INDUSTRIA_DETAIL_CES_RECURSION_HPP

#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

constexpr bool ces_has_level(CesKind kind) noexcept {
  return kind != CesKind::simple;
}
constexpr bool ces_has_season(CesKind kind) noexcept {
  return kind != CesKind::none;
}

/// (l, c) after an error e.
inline void ces_step(double& l, double& c, double a0, double a1, double e) noexcept {
  const double before = l;
  l = before - (1.0 - a1) * c + (a0 - a1) * e;
  c = before + (1.0 - a0) * c + (a0 + a1) * e;
}

inline double ces_mean(CesKind kind, const CesStates& s, std::size_t place) noexcept {
  return (ces_has_level(kind) ? s.level : 0.0) + (ces_has_season(kind) ? s.season[place] : 0.0);
}

/// All states that belong to `place` after an error e.
inline void ces_move(CesKind kind, const CesParameters& p, CesStates& s, std::size_t place,
                     double e) noexcept {
  if (ces_has_level(kind)) ces_step(s.level, s.shadow, p.alpha0, p.alpha1, e);
  if (kind == CesKind::simple)
    ces_step(s.season[place], s.season_shadow[place], p.alpha0, p.alpha1, e);
  if (kind == CesKind::partial) s.season[place] += p.beta0 * e;
  if (kind == CesKind::full) ces_step(s.season[place], s.season_shadow[place], p.beta0, p.beta1, e);
}

/// Variances of steps 1, 2, .. in units of one error's: an error of size 1 is followed on its way. `memory` is overwritten.
inline void ces_step_variances(CesKind kind, int period, const CesParameters& p, CesStates& memory,
                               std::span<double> out) {
  const std::size_t m = ces_has_season(kind) ? static_cast<std::size_t>(period) : 1;
  memory.level = memory.shadow = 0.0;
  memory.season.assign(ces_has_season(kind) ? m : 0, 0.0);
  memory.season_shadow.assign(memory.season.size(), 0.0);
  double variance = 1.0;
  std::size_t place = 0;
  ces_move(kind, p, memory, place, 1.0);
  for (double& value : out) {
    value = variance;
    place = place + 1 == m ? 0 : place + 1;
    const double effect = ces_mean(kind, memory, place);
    variance += effect * effect;
    ces_move(kind, p, memory, place, 0.0);
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail

#endif
