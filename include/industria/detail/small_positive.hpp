// SPDX-License-Identifier: Apache-2.0
// Inverses of small symmetric positive definite matrices (a few dozen rows), row by row in a flat vector.
#pragma once

#include <industria/base/config.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// The inverse by Cholesky; empty if the matrix is not positive definite. Exactly symmetric.
[[nodiscard]] inline std::vector<double> inverse_of_positive(std::vector<double> a, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) {  // a becomes L in its lower half
    double d = a[j * n + j];
    for (std::size_t k = 0; k < j; ++k) d -= a[j * n + k] * a[j * n + k];
    if (!(d > 0.0)) return {};
    const double root = std::sqrt(d);
    a[j * n + j] = root;
    for (std::size_t i = j + 1; i < n; ++i) {
      double s = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) s -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = s / root;
    }
  }
  std::vector<double> l(n * n, 0.0);  // inverse of L
  for (std::size_t j = 0; j < n; ++j) {
    l[j * n + j] = 1.0 / a[j * n + j];
    for (std::size_t i = j + 1; i < n; ++i) {
      double s = 0.0;
      for (std::size_t k = j; k < i; ++k) s -= a[i * n + k] * l[k * n + j];
      l[i * n + j] = s / a[i * n + i];
    }
  }
  std::vector<double> inverse(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double s = 0.0;
      for (std::size_t k = i; k < n; ++k) s += l[k * n + i] * l[k * n + j];
      inverse[i * n + j] = inverse[j * n + i] = s;
    }
  }
  return inverse;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
