// SPDX-License-Identifier: Apache-2.0
// Body of base/bounds.hpp: interval arithmetic on intervals with open, closed and infinite ends. Ends are
// computed with the rounding of the one operation, so that 41200 + 5000 stays 46200.
#pragma once

#include <industria/base/bounds.hpp>

#include <algorithm>
#include <limits>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One end of an interval, or the product or quotient of two ends.
struct BoundsEnd {
  double at;
  bool open;
};

inline constexpr double bounds_infinity = std::numeric_limits<double>::infinity();
inline constexpr Bounds bounds_empty{.lo = bounds_infinity, .hi = -bounds_infinity};

/// An interval from its ends: infinite ends are open, -0 is 0, and an end that overflowed to the wrong
/// side stays at the largest finite number, so that the interval still holds every result.
[[nodiscard]] inline Bounds bounds_from(BoundsEnd lo, BoundsEnd hi) noexcept {
  constexpr double largest = std::numeric_limits<double>::max();
  if (lo.at == bounds_infinity) lo = {largest, true};
  if (hi.at == -bounds_infinity) hi = {-largest, true};
  return {lo.at + 0.0, hi.at + 0.0, lo.open || is_missing(lo.at), hi.open || is_missing(hi.at)};
}

/// The interval spanned by results at the four corners; an end is attained if one of the corners there is.
[[nodiscard]] inline Bounds bounds_hull(const BoundsEnd (&corners)[4]) noexcept {
  BoundsEnd lo = corners[0];
  BoundsEnd hi = corners[0];
  for (const BoundsEnd& c : corners) {
    if (c.at < lo.at || (c.at == lo.at && !c.open)) lo = c;
    if (c.at > hi.at || (c.at == hi.at && !c.open)) hi = c;
  }
  return bounds_from(lo, hi);
}

/// 0 times anything, infinity included, is 0: an attained 0 is 0 for every finite factor, and where the
/// limit towards (0, infinity) is not 0, another corner spans it.
[[nodiscard]] inline BoundsEnd bounds_product(BoundsEnd x, BoundsEnd y) noexcept {
  if (x.at == 0.0 || y.at == 0.0) {
    const bool attained = (x.at == 0.0 && !x.open) || (y.at == 0.0 && !y.open);
    return {0.0, !attained};
  }
  return {x.at * y.at, x.open || y.open};
}

/// x / y for a divisor end y >= 0; y = 0 is the limit from above and never attained.
[[nodiscard]] inline BoundsEnd bounds_quotient(BoundsEnd x, BoundsEnd y) noexcept {
  if (x.at == 0.0) return {0.0, x.open};
  if (y.at == 0.0) return {x.at > 0.0 ? bounds_infinity : -bounds_infinity, true};
  if (y.at == bounds_infinity) return {0.0, true};
  return {x.at / y.at, x.open || y.open};
}

}  // namespace detail

INDUSTRIA_INLINE Bounds intersect(const Bounds& a, const Bounds& b) noexcept {
  Bounds out = a;
  if (b.lo > a.lo) {
    out.lo = b.lo;
    out.lo_open = b.lo_open;
  } else if (b.lo == a.lo) {
    out.lo_open = a.lo_open || b.lo_open;
  }
  if (b.hi < a.hi) {
    out.hi = b.hi;
    out.hi_open = b.hi_open;
  } else if (b.hi == a.hi) {
    out.hi_open = a.hi_open || b.hi_open;
  }
  return out;
}

INDUSTRIA_INLINE Bounds add(const Bounds& a, const Bounds& b) noexcept {
  if (a.is_empty() || b.is_empty()) return detail::bounds_empty;
  return detail::bounds_from({a.lo + b.lo, a.lo_open || b.lo_open},
                             {a.hi + b.hi, a.hi_open || b.hi_open});
}

INDUSTRIA_INLINE Bounds subtract(const Bounds& a, const Bounds& b) noexcept {
  return add(a, Bounds{-b.hi, -b.lo, b.hi_open, b.lo_open});
}

INDUSTRIA_INLINE Bounds multiply(const Bounds& a, const Bounds& b) noexcept {
  if (a.is_empty() || b.is_empty()) return detail::bounds_empty;
  const detail::BoundsEnd a_lo{a.lo, a.lo_open};
  const detail::BoundsEnd a_hi{a.hi, a.hi_open};
  const detail::BoundsEnd b_lo{b.lo, b.lo_open};
  const detail::BoundsEnd b_hi{b.hi, b.hi_open};
  return detail::bounds_hull(
      {detail::bounds_product(a_lo, b_lo), detail::bounds_product(a_lo, b_hi),
       detail::bounds_product(a_hi, b_lo), detail::bounds_product(a_hi, b_hi)});
}

INDUSTRIA_INLINE Bounds divide(const Bounds& a, const Bounds& b) noexcept {
  if (a.is_empty() || b.is_empty()) return detail::bounds_empty;
  if (b.lo == 0.0 && b.hi == 0.0) return {};
  if (b.lo < 0.0 && b.hi > 0.0) {
    return a.lo == 0.0 && a.hi == 0.0 ? Bounds::exactly(0.0) : Bounds{};
  }
  if (b.lo < 0.0) {  // a negative divisor: a / b = -a / -b
    return divide(Bounds{-a.hi, -a.lo, a.hi_open, a.lo_open},
                  Bounds{-b.hi, -b.lo, b.hi_open, b.lo_open});
  }
  const detail::BoundsEnd a_lo{a.lo, a.lo_open};
  const detail::BoundsEnd a_hi{a.hi, a.hi_open};
  const detail::BoundsEnd b_lo{b.lo, b.lo_open};
  const detail::BoundsEnd b_hi{b.hi, b.hi_open};
  return detail::bounds_hull(
      {detail::bounds_quotient(a_lo, b_lo), detail::bounds_quotient(a_lo, b_hi),
       detail::bounds_quotient(a_hi, b_lo), detail::bounds_quotient(a_hi, b_hi)});
}

INDUSTRIA_INLINE Bounds scale(const Bounds& a, double c) noexcept {
  return multiply(a, Bounds::exactly(c));
}

INDUSTRIA_INLINE Bounds with_rounding(const Bounds& a, double resolution) noexcept {
  if (a.is_empty() || is_missing(resolution) || resolution <= 0.0) return a;
  const double half = resolution / 2.0;
  return detail::bounds_from({a.lo - half, a.lo_open}, {a.hi + half, true});
}

}  // namespace industria::inline INDUSTRIA_ABI
