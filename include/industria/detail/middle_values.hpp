// SPDX-License-Identifier: Apache-2.0
// The sum of the two middle values as STL's reference program computes it. Knows base only.
// Source: Singleton, ACM Algorithm 347 (1969), as a partial sort: Chambers, ACM Algorithm 410 (1971).
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <cstddef>

namespace industria::inline INDUSTRIA_ABI::detail {

/// Partial quicksort that orders only what is needed for a few positions. It expects them in ascending order; the reference
/// asks for the two middle ones in descending order, so that for an even n, when a split falls between them, the upper one is
/// left as it lies. The weights of a robust STL show this, so it is kept: equal figures need equal medians.
class MiddleValues {
 public:
  /// Reorders `values`.
  explicit MiddleValues(double* values, std::ptrdiff_t n)
      : a_(values), wanted_{n / 2 + 1, n - n / 2} {
    sort(1, n, 0, 1);
  }
  [[nodiscard]] double sum() const noexcept { return at(wanted_[0]) + at(wanted_[1]); }

 private:
  [[nodiscard]] double& at(std::ptrdiff_t position) const noexcept { return a_[position - 1]; }

  /// Orders a[i..j], positions from 1, as far as wanted[from..to] need it.
  void sort(std::ptrdiff_t i, std::ptrdiff_t j, int from, int to) {
    while (from <= to && i < j) {
      if (j - i <= 10 && i != 1) return std::sort(a_ + i - 1, a_ + j);
      std::ptrdiff_t k = i;
      std::ptrdiff_t l = j;
      split(i, j, k, l);
      int middle = 0;
      if (l - i <= j - k) {  // the shorter part goes on here
        for (middle = to; middle >= from && wanted_[middle] > l;) --middle;
        sort(k, j, middle >= from ? middle + 1 : from, to);
        j = l;
        to = middle;
      } else {
        for (middle = from; middle <= to && wanted_[middle] < k;) ++middle;
        sort(i, l, from, middle <= to ? middle - 1 : to);
        i = k;
        from = middle;
      }
    }
  }

  /// Puts values <= the median of first, middle and last into a[i..l], the others into a[k..j].
  void split(std::ptrdiff_t i, std::ptrdiff_t j, std::ptrdiff_t& k, std::ptrdiff_t& l) const noexcept {
    const std::ptrdiff_t centre = (i + j) / 2;
    if (at(i) > at(centre)) std::swap(at(i), at(centre));
    if (at(j) < at(centre)) {
      std::swap(at(j), at(centre));
      if (at(i) > at(centre)) std::swap(at(i), at(centre));
    }
    const double pivot = at(centre);
    while (true) {
      do --l;
      while (at(l) > pivot);
      do ++k;
      while (at(k) < pivot);
      if (k > l) return;
      std::swap(at(k), at(l));
    }
  }

  double* a_;
  std::ptrdiff_t wanted_[2];
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
