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

// Lane type V, mask type M, integers I of the same size. All arithmetic is written with fma() where a product is added, so that builds with fused
// multiply-add agree to the bit whatever their width.
#if defined(__AVX512F__) && !defined(INDUSTRIA_LANES_BASELINE)
inline constexpr int width = 8;
typedef double V __attribute__((vector_size(64)));
typedef long long M __attribute__((vector_size(64)));
typedef M I;
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
typedef M I;
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
typedef long long I;
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
#if defined(__AVX512F__)
  return _mm512_test_epi64_mask((__m512i)m, (__m512i)m) != 0;
#else
  return _mm256_testz_si256((__m256i)m, (__m256i)m) == 0;
#endif
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

/// The bits of a number, and back.
inline I bits(V a) noexcept {
  I out;
  __builtin_memcpy(&out, &a, sizeof out);
  return out;
}
inline V number(I a) noexcept {
  V out;
  __builtin_memcpy(&out, &a, sizeof out);
  return out;
}
/// Small integers as numbers: added to the last bits of 1.5 * 2^52, from where the sum is exact.
inline V whole(I a) noexcept {
  return number(bits(all(0x1.8p52)) + a) - all(0x1.8p52);
}

/// a = mantissa * 2^exponent for normal positive numbers, the mantissa in [0.5, 1).
inline V split(V a, I& exponent) noexcept {
  exponent = (bits(a) >> 52) - 1022;
  return number((bits(a) & 0x000FFFFFFFFFFFFFLL) | 0x3FE0000000000000LL);
}

/// Natural logarithm to about one unit in the last place, the same on every instruction set that fuses. With m in
/// [sqrt(1/2), sqrt(2)) and s = (m - 1)/(m + 1): log m = 2 s (1 + s^2/3 + s^4/5 + ...), |s| < 0.172.
inline V log(V a) noexcept {
  I e;
  V m = split(a, e);
  V exponent = whole(e);
  const M low = m < all(0.70710678118654752440);
  m = select(low, m + m, m);
  exponent = select(low, exponent - all(1.0), exponent);
  const V s = (m - all(1.0)) / (m + all(1.0));
  const V q = s * s;
  V sum = all(1.0 / 23.0);
  for (int k = 21; k >= 3; k -= 2) sum = fma(sum, q, all(1.0 / k));
  const V twice = s + s;
  const V tail = fma(twice * q, sum, exponent * all(1.90821492927058770002e-10));
  V out = fma(exponent, all(6.93147180369123816490e-01), twice + tail);  // log 2 in two parts
  const M normal = both(a >= all(0x1p-1022), is_finite(a));
  if (any(negate(normal))) {
    for (int i = 0; i < width; ++i) {
      if (!lane_mask(normal, i)) set_lane(out, i, __builtin_log(lane(a, i)));
    }
  }
  return out;
}

/// A running product of positive numbers whose exponent is peeled off now and then, so that a sum of many logarithms
/// costs one logarithm: log of the product = log(mantissa) + exponent * log 2. Meaningless once a factor was 0 or not finite.
struct LogProduct {
  V mantissa = all(1.0);
  I exponent{};

  void multiply(V x) noexcept { mantissa *= x; }
  /// To be called at least every 8 factors of size 1e-30 .. 1e30.
  void peel() noexcept {
    I e;
    mantissa = split(mantissa, e);
    exponent += e;
  }
  [[nodiscard]] V value() const noexcept {
    return fma(whole(exponent), all(0.693147180559945309417232121458), log(mantissa));
  }
};

}  // namespace industria::lanes::INDUSTRIA_LANES
