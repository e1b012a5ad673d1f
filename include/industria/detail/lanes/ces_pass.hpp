// SPDX-License-Identifier: Apache-2.0
// One pass of complex exponential smoothing over a block of series: backwards from rough states to those before the first
// value, then forwards. The sum of squared forward errors, and in the gradient form its Gauss-Newton matrix; derivatives by
// the smoothing parameters are carried along through both directions.
#pragma once

#include <industria/detail/lanes/lane.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

enum CesShape : int { ces_none, ces_simple, ces_partial, ces_full };

inline constexpr int ces_most = 4;  // smoothing parameters
inline constexpr int ces_matrix = ces_most * (ces_most + 1) / 2;

struct CesBlock {
  const V* y;
  int n;
  int clean_from;
  int period;
  V start;
  const V* states;
};

/// States of a block, with derivatives by the parameters: a level and its shadow, and as many of them as the period has places.
struct CesState {
  V l, c;
  V dl[ces_most], dc[ces_most];
  V* season;    ///< period rows
  V* shadow;    ///< period rows
  V* d_season;  ///< period * ces_most rows
  V* d_shadow;
};

struct CesSums {
  V squares;
  V gradient[ces_most];
  V matrix[ces_matrix];  ///< lower triangle by rows
};

template <CesShape K>
struct CesTraits {
  static constexpr bool level = K != ces_simple;
  static constexpr bool season = K != ces_none;
  static constexpr bool shadow = K == ces_simple || K == ces_full;  // the season is complex
  static constexpr int parameters = K == ces_full ? 4 : K == ces_partial ? 3 : 2;
  static constexpr int season_first = K == ces_simple ? 0 : 2;  // the season's first parameter
};

/// (l, c) after an error e: l - (1 - a1) c + (a0 - a1) e and l + (1 - a0) c + (a0 + a1) e.
struct CesGain {
  V pull, keep, real, imaginary;
  CesGain(V a0, V a1) noexcept
      : pull(a1 - all(1.0)), keep(all(1.0) - a0), real(a0 - a1), imaginary(a0 + a1) {}
  [[nodiscard]] V level(V l, V c, V e) const noexcept { return fma(pull, c, fma(real, e, l)); }
  [[nodiscard]] V shadow(V l, V c, V e) const noexcept {
    return fma(keep, c, fma(imaginary, e, l));
  }
};

/// One direction. Rows before a lane's start leave its states alone; a missing value moves them by its own forecast.
template <CesShape K, bool Gradient, bool Forward>
inline void ces_direction(const CesBlock& block, const V* theta, CesState& s,
                          CesSums& sums) noexcept {
  using T = CesTraits<K>;
  constexpr int P = T::parameters;
  const CesGain level_gain(theta[0], theta[1]);
  const CesGain season_gain = K == ces_simple ? level_gain : CesGain(theta[2], theta[3]);
  const int last = block.period - 1;
  int place = Forward ? (block.period - block.n % block.period) % block.period : last;
  V l = s.l, c = s.c;
  V dl[P], dc[P];
  for (int j = 0; j < P; ++j) dl[j] = s.dl[j], dc[j] = s.dc[j];
  for (int i = 0; i < block.n; ++i) {
    const int t = Forward ? i : block.n - 1 - i;
    const bool clean = t >= block.clean_from;
    const V y = block.y[t];
    const M seen = y == y;
    const M begun = all(t) >= block.start;
    V sl = all(0.0), sc = all(0.0);
    if constexpr (T::season) sl = s.season[place];
    if constexpr (T::shadow) sc = s.shadow[place];
    V mean = sl;
    if constexpr (T::level) mean = T::season ? l + sl : l;
    const V e = clean ? y - mean : select(seen, y - mean, all(0.0));
    V de[P];
    if constexpr (Gradient) {
      for (int j = 0; j < P; ++j) {
        V d = all(0.0);
        if constexpr (T::season) d = s.d_season[place * P + j];
        if constexpr (T::level) d = T::season ? d + dl[j] : dl[j];
        de[j] = clean ? -d : select(seen, -d, all(0.0));
      }
    }
    const auto move = [&](V& state, V next) { state = clean ? next : select(begun, next, state); };
    if constexpr (T::level) {
      if constexpr (Gradient) {
        for (int j = 0; j < P; ++j) {
          V d_level = level_gain.level(dl[j], dc[j], de[j]);
          V d_shadow = level_gain.shadow(dl[j], dc[j], de[j]);
          if (j == 0) d_level += e, d_shadow += e - c;
          if (j == 1) d_level += c - e, d_shadow += e;
          move(dl[j], d_level);
          move(dc[j], d_shadow);
        }
      }
      const V next_level = level_gain.level(l, c, e), next_shadow = level_gain.shadow(l, c, e);
      move(l, next_level);
      move(c, next_shadow);
    }
    if constexpr (T::shadow) {
      if constexpr (Gradient) {
        for (int j = 0; j < P; ++j) {
          V &da = s.d_season[place * P + j], &db = s.d_shadow[place * P + j];
          V d_level = season_gain.level(da, db, de[j]);
          V d_shadow = season_gain.shadow(da, db, de[j]);
          if (j == T::season_first) d_level += e, d_shadow += e - sc;
          if (j == T::season_first + 1) d_level += sc - e, d_shadow += e;
          move(da, d_level);
          move(db, d_shadow);
        }
      }
      move(s.season[place], season_gain.level(sl, sc, e));
      move(s.shadow[place], season_gain.shadow(sl, sc, e));
    } else if constexpr (T::season) {
      if constexpr (Gradient) {
        for (int j = 0; j < P; ++j) {
          V& d = s.d_season[place * P + j];
          V next = fma(theta[2], de[j], d);
          if (j == 2) next += e;
          move(d, next);
        }
      }
      move(s.season[place], fma(theta[2], e, sl));
    }
    if constexpr (Forward) {
      sums.squares = fma(e, e, sums.squares);
      if constexpr (Gradient) {
        for (int j = 0, at = 0; j < P; ++j) {
          sums.gradient[j] = fma(e, de[j], sums.gradient[j]);
          for (int k = 0; k <= j; ++k, ++at) sums.matrix[at] = fma(de[j], de[k], sums.matrix[at]);
        }
      }
    }
    if constexpr (T::season) {
      place = Forward ? (place == last ? 0 : place + 1) : (place == 0 ? last : place - 1);
    }
  }
  s.l = l, s.c = c;
  for (int j = 0; j < P; ++j) s.dl[j] = dl[j], s.dc[j] = dc[j];
}

inline constexpr double ces_shadow_start =
    1.0 / 1.3;  // the shadow of a resting level l is l / alpha0

template <CesShape K, bool Gradient>
inline void ces_begin(const CesBlock& block, CesState& s) noexcept {
  using T = CesTraits<K>;
  constexpr int P = T::parameters;
  s.l = block.states[0];
  s.c = s.l * all(ces_shadow_start);
  for (int j = 0; j < P; ++j) s.dl[j] = s.dc[j] = all(0.0);
  for (int i = 0; T::season && i < block.period; ++i) {
    const V figure = block.states[1 + i];
    s.season[i] = K == ces_simple ? block.states[0] + figure : figure;
    s.shadow[i] = s.season[i] * all(ces_shadow_start);
    for (int j = 0; Gradient && j < P; ++j)
      s.d_season[i * P + j] = s.d_shadow[i * P + j] = all(0.0);
  }
}

/// Both directions; leaves the states after the last value.
template <CesShape K, bool Gradient>
inline CesSums ces_pass(const CesBlock& block, const V* theta, CesState& s) noexcept {
  CesSums sums{};
  ces_begin<K, Gradient>(block, s);
  ces_direction<K, Gradient, false>(block, theta, s, sums);
  ces_direction<K, Gradient, true>(block, theta, s, sums);
  return sums;
}

}  // namespace industria::lanes::INDUSTRIA_LANES
