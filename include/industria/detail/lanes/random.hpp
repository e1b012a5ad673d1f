// SPDX-License-Identifier: Apache-2.0
// Random numbers in lanes: the streams of detail/philox.hpp, one path per lane, and normal deviates by the inverse of the normal
// law: AS 241 (Wichura 1988, "The percentage points of the normal distribution", Applied Statistics 37), relative error 1e-16.
#pragma once

#include <industria/detail/lanes/lane.hpp>

namespace industria::lanes::INDUSTRIA_LANES {

/// Products of the lower halves, 32 bits each.
inline I multiply_halves(I a, unsigned b) noexcept {
#if defined(INDUSTRIA_LANES_BASELINE) || \
    !(defined(__AVX512F__) || (defined(__AVX2__) && defined(__FMA__)))
  return static_cast<I>((static_cast<unsigned long long>(a) & 0xFFFFFFFFULL) * b);
#elif defined(__AVX512F__)
  return (I)_mm512_maskz_mul_epu32(0xFF, (__m512i)a, (__m512i)(I{} + static_cast<long long>(b)));
#else
  return (I)_mm256_mul_epu32((__m256i)a, (__m256i)(I{} + static_cast<long long>(b)));
#endif
}

/// first, first + 1, ... from lane 0 on.
inline I numbered(long long first) noexcept {
  long long each[width];
  for (int i = 0; i < width; ++i) each[i] = first + i;
  I out;
  __builtin_memcpy(&out, each, sizeof out);
  return out;
}

/// The draws `draw` to `draw` + N - 1 of the paths' streams: Philox 4x32-10 in the lower halves of 64-bit lanes. What gathers in
/// the upper halves never reaches the lower ones.
template <int N>
inline void uniforms(const unsigned* key, unsigned high, I path, unsigned draw, V* out) noexcept {
  I c0[N], c1[N], c2[N], c3[N];
  for (int j = 0; j < N; ++j) {
    c0[j] = I{} + static_cast<long long>(draw + static_cast<unsigned>(j));
    c1[j] = I{};
    c2[j] = path;
    c3[j] = I{} + static_cast<long long>(high);
  }
  unsigned k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; ++round) {
    for (int j = 0; j < N; ++j) {
      const I a = multiply_halves(c0[j], 0xD2511F53U);
      const I b = multiply_halves(c2[j], 0xCD9E8D57U);
      c0[j] = (b >> 32) ^ c1[j] ^ static_cast<long long>(k0);
      c1[j] = b;
      c2[j] = (a >> 32) ^ c3[j] ^ static_cast<long long>(k1);
      c3[j] = a;
    }
    k0 += 0x9E3779B9U;
    k1 += 0xBB67AE85U;
  }
  for (int j = 0; j < N; ++j) {  // 52 bits, put behind the one of 2^52
    const I word = ((c0[j] << 32) | (c1[j] & 0xFFFFFFFFLL)) >> 12;
    const V count = number((word & 0x000FFFFFFFFFFFFFLL) | 0x4330000000000000LL) - all(0x1p52);
    out[j] = (count + all(0.5)) * all(0x1p-52);
  }
}

/// Numerator over denominator, both of degree 7, highest power first.
inline V ratio(V r, const double (&above)[8], const double (&below)[8]) noexcept {
  V a = all(above[0]), b = all(below[0]);
  for (int i = 1; i < 8; ++i) {
    a = fma(a, r, all(above[i]));
    b = fma(b, r, all(below[i]));
  }
  return a / b;
}

/// The normal quantile at p in (0, 1).
inline V normal_quantile(V p) noexcept {
  constexpr double a[] = {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
                          1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0};
  constexpr double b[] = {5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
                          5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0};
  constexpr double c[] = {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
                          3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0};
  constexpr double d[] = {1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
                          6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0};
  constexpr double e[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
                          2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0};
  constexpr double f[] = {2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
                          1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0};
  const V q = p - all(0.5);
  V z = q * ratio(fma(-q, q, all(0.180625)), a, b);
  const M tail = absolute(q) > all(0.425);
  if (any(tail)) {
    const V r = sqrt(-log(smaller(p, all(1.0) - p)));
    V size = ratio(r - all(1.6), c, d);
    const M far = r > all(5.0);
    if (any(far)) size = select(far, ratio(r - all(5.0), e, f), size);
    z = select(tail, select(q < all(0.0), -size, size), z);
  }
  return z;
}

}  // namespace industria::lanes::INDUSTRIA_LANES
