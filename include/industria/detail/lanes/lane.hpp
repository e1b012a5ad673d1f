// SPDX-License-Identifier: Apache-2.0
// Lanes: W doubles that step together, one series in each. W = 1 is a plain double, so that every template on a lane
// type is also readable scalar code. Only <cstddef>, <cstdint>, vector extensions and intrinsics are used here: files that are
// compiled for an instruction set must not bring in inline functions that other files share.
//
// The including file chooses INDUSTRIA_LANES (the namespace) and gets the types its compiler flags allow.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__AVX512F__) || (defined(__AVX2__) && defined(__FMA__))
#include <immintrin.h>
#endif

#ifndef INDUSTRIA_LANES
#define INDUSTRIA_LANES lanes_inline
#endif

namespace industria::lanes::INDUSTRIA_LANES {

// Lane type V and mask type M. All arithmetic is written with fma() where a product is added, so that builds with fused
// multiply-add agree to the bit whatever their width.
#if defined(__AVX512F__) && !defined(INDUSTRIA_LANES_BASELINE)
inline constexpr int width = 8;
typedef double V __attribute__((vector_size(64)));
typedef long long M __attribute__((vector_size(64)));
inline V fma(V a, V b, V c) noexcept {
  return (V)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
}
inline V sqrt(V a) noexcept {
  return (V)_mm512_maskz_sqrt_pd(0xFF, (__m512d)a);  // the plain form warns in GCC 12
}
#elif defined(__AVX2__) && defined(__FMA__) && !defined(INDUSTRIA_LANES_BASELINE)
inline constexpr int width = 4;
typedef double V __attribute__((vector_size(32)));
typedef long long M __attribute__((vector_size(32)));
inline V fma(V a, V b, V c) noexcept {
  return (V)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
}
inline V sqrt(V a) noexcept {
  return (V)_mm256_sqrt_pd((__m256d)a);
}
#else
inline constexpr int width = 1;
typedef double V;
typedef bool M;
inline V fma(V a, V b, V c) noexcept {
  return a * b + c;
}
inline V sqrt(V a) noexcept {
  return __builtin_sqrt(a);
}
#endif

/// The same number in every lane.
inline V all(double x) noexcept {
  return V{} + x;
}

#if defined(INDUSTRIA_LANES_BASELINE) || \
    !(defined(__AVX512F__) || (defined(__AVX2__) && defined(__FMA__)))
inline bool any(M m) noexcept {
  return m;
}
inline double lane(V v, int) noexcept {
  return v;
}
inline void set_lane(V& v, int, double x) noexcept {
  v = x;
}
inline bool lane_mask(M m, int) noexcept {
  return m;
}
inline M both(M a, M b) noexcept {
  return a && b;
}
inline M either(M a, M b) noexcept {
  return a || b;
}
inline M negate(M a) noexcept {
  return !a;
}
inline M no_lane() noexcept {
  return false;
}
#else
inline bool any(M m) noexcept {
  long long found = 0;
  for (int i = 0; i < width; ++i) found |= m[i];
  return found != 0;
}
inline double lane(V v, int i) noexcept {
  return v[i];
}
inline void set_lane(V& v, int i, double x) noexcept {
  v[i] = x;
}
inline bool lane_mask(M m, int i) noexcept {
  return m[i] != 0;
}
inline M both(M a, M b) noexcept {
  return a & b;
}
inline M either(M a, M b) noexcept {
  return a | b;
}
inline M negate(M a) noexcept {
  return ~a;
}
inline M no_lane() noexcept {
  return M{};
}
#endif

/// m ? a : b in each lane.
inline V select(M m, V a, V b) noexcept {
  return m ? a : b;
}
inline V smaller(V a, V b) noexcept {
  return a < b ? a : b;
}
inline V larger(V a, V b) noexcept {
  return a > b ? a : b;
}
inline V absolute(V a) noexcept {
  return a < all(0.0) ? -a : a;
}
/// False for NaN and the infinities.
inline M is_finite(V a) noexcept {
  return a - a == all(0.0);
}

/// Natural logarithm, lane by lane, by the C library's function: the same on every instruction set.
inline V log(V a) noexcept {
  V out = a;
  for (int i = 0; i < width; ++i) set_lane(out, i, __builtin_log(lane(a, i)));
  return out;
}

/// A running product of positive numbers whose exponent is peeled off now and then, so that a sum of many logarithms
/// costs one logarithm: log of the product = log(mantissa) + exponent * log 2.
struct LogProduct {
  V mantissa = all(1.0);
  V exponent = all(0.0);

  void multiply(V x) noexcept { mantissa *= x; }
  /// To be called at least every 8 factors of size 1e-30 .. 1e30.
  void peel() noexcept {
    for (int i = 0; i < width; ++i) {
      int e = 0;
      set_lane(mantissa, i, __builtin_frexp(lane(mantissa, i), &e));
      set_lane(exponent, i, lane(exponent, i) + e);
    }
  }
  [[nodiscard]] V value() const noexcept {
    return fma(exponent, all(0.693147180559945309417232121458), log(mantissa));
  }
};

}  // namespace industria::lanes::INDUSTRIA_LANES
