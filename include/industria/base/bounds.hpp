// SPDX-License-Identifier: Apache-2.0
// Bounds: what is known of a number when it is not known exactly ("trên 46.000", rounding, ranges), and
// the interval arithmetic that carries them through every calculation.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <limits>

namespace industria::inline INDUSTRIA_ABI {

/// The interval from lo to hi; an open end is not itself included. Infinite ends mean "not bounded".
/// Default: nothing is known. Never holds NaN: build from missing gives the unbounded interval.
struct Bounds {
  double lo = -std::numeric_limits<double>::infinity();
  double hi = std::numeric_limits<double>::infinity();
  bool lo_open = true;
  bool hi_open = true;

  [[nodiscard]] static constexpr Bounds exactly(double x) noexcept {
    return is_missing(x) ? Bounds{} : Bounds{x, x, false, false};
  }
  [[nodiscard]] static constexpr Bounds above(double x) noexcept { return Bounds{.lo = x}; }
  [[nodiscard]] static constexpr Bounds below(double x) noexcept { return Bounds{.hi = x}; }
  [[nodiscard]] static constexpr Bounds at_least(double x) noexcept {
    return Bounds{.lo = x, .lo_open = false};
  }
  [[nodiscard]] static constexpr Bounds at_most(double x) noexcept {
    return Bounds{.hi = x, .hi_open = false};
  }
  [[nodiscard]] static constexpr Bounds between(double a, double b) noexcept {
    return Bounds{a, b, false, false};
  }

  [[nodiscard]] constexpr bool has_lo() const noexcept { return !is_missing(lo); }
  [[nodiscard]] constexpr bool has_hi() const noexcept { return !is_missing(hi); }
  /// True if exactly one number fits.
  [[nodiscard]] constexpr bool is_exact() const noexcept {
    return has_lo() && lo == hi && !lo_open && !hi_open;
  }
  /// True if no number fits.
  [[nodiscard]] constexpr bool is_empty() const noexcept {
    return lo > hi || (lo == hi && (lo_open || hi_open));
  }
  [[nodiscard]] constexpr bool contains(double x) const noexcept {
    return (lo_open ? x > lo : x >= lo) && (hi_open ? x < hi : x <= hi);
  }
  friend constexpr bool operator==(const Bounds&, const Bounds&) noexcept = default;
};

/// What fits both; empty (is_empty) if the two exclude each other.
[[nodiscard]] INDUSTRIA_API Bounds intersect(const Bounds& a, const Bounds& b) noexcept;
/// The smallest interval that holds every result of the operation; an end is open if it cannot be attained.
[[nodiscard]] INDUSTRIA_API Bounds add(const Bounds& a, const Bounds& b) noexcept;
[[nodiscard]] INDUSTRIA_API Bounds subtract(const Bounds& a, const Bounds& b) noexcept;
[[nodiscard]] INDUSTRIA_API Bounds multiply(const Bounds& a, const Bounds& b) noexcept;
/// a / b. If b may be zero the quotient is unbounded on the side(s) that zero opens; x/0 alone is unbounded.
[[nodiscard]] INDUSTRIA_API Bounds divide(const Bounds& a, const Bounds& b) noexcept;
/// Both ends times c (c < 0 swaps them; c = 0 gives exactly 0).
[[nodiscard]] INDUSTRIA_API Bounds scale(const Bounds& a, double c) noexcept;
/// Widened by half of `resolution` to both sides, the upper end open: all numbers that round to the same.
[[nodiscard]] INDUSTRIA_API Bounds with_rounding(const Bounds& a, double resolution) noexcept;

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/base_bounds.ipp>
#endif
