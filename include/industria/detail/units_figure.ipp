// SPDX-License-Identifier: Apache-2.0
// Body of units/amount.hpp, second half: figures as sources state them, and how their bounds travel.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/units_amount.ipp>
#include <industria/units/amount.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr std::array<std::string_view, 9> qualifier_names{
    "exact", "below_near", "above", "below", "at_least", "at_most", "approx", "estimate", "range"};

/// "gần 400" leaves (0, 400): that it is positive is no bound worth a word.
inline bool says_lower(const Bounds& b) noexcept {
  return b.has_lo() && !(b.lo == 0.0 && b.lo_open);
}
inline bool says_upper(const Bounds& b) noexcept {
  return b.has_hi() && !(b.hi == 0.0 && b.hi_open);
}

/// The bounds in another unit; infinite ends stay.
INDUSTRIA_INLINE Bounds convert_bounds(Bounds bounds, const Unit& from, const Unit& to) {
  if (from.scale() == to.scale()) return bounds;
  const Scale factor = from.scale() * inverse(to.scale());
  bounds.lo = factor.apply(bounds.lo);
  bounds.hi = factor.apply(bounds.hi);
  return bounds;
}

INDUSTRIA_INLINE Qualifier qualifier_of(const Bounds& bounds) noexcept {
  if (bounds.is_exact()) return Qualifier::exact;
  const bool lower = says_lower(bounds);
  const bool upper = says_upper(bounds);
  if (lower && upper) return Qualifier::range;
  if (upper) return bounds.hi_open ? Qualifier::below : Qualifier::at_most;
  if (lower) return bounds.lo_open ? Qualifier::above : Qualifier::at_least;
  return Qualifier::approx;
}

/// The result of an operation; two exact figures give an exact one even where rounding parts value and bounds.
INDUSTRIA_INLINE Figure combined_figure(const Figure& a, const Figure& b, Amount amount,
                                        Bounds bounds) {
  Figure result;
  if (a.bounds.is_exact() && b.bounds.is_exact()) bounds = Bounds::exactly(amount.value);
  result.value = amount.value;
  result.bounds = bounds;
  result.qualifier = qualifier_of(bounds);
  result.unit = std::move(amount.unit);
  result.basis = amount.basis;
  return result;
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Qualifier qualifier) noexcept {
  return detail::qualifier_names[static_cast<std::size_t>(qualifier)];
}

INDUSTRIA_INLINE Result<Qualifier> try_parse_qualifier(std::string_view text) {
  Result<Qualifier> result;
  for (std::size_t i = 0; i < detail::qualifier_names.size(); ++i) {
    if (detail::qualifier_names[i] != text) continue;
    result.value = static_cast<Qualifier>(i);
    return result;
  }
  result.issues.push_back({Severity::error, "number.qualifier", {}, detail::excerpt(text), {}});
  return result;
}

INDUSTRIA_INLINE Figure Figure::of(double value, Unit unit, PriceBasis basis) {
  Figure figure;
  figure.value = value;
  figure.bounds = Bounds::exactly(value);
  figure.basis = detail::basis_for(unit, basis);
  figure.unit = std::move(unit);
  return figure;
}

INDUSTRIA_INLINE Figure Figure::in(const Unit& to) const {
  Figure result = *this;
  result.value = convert(value, unit, to);
  result.bounds = detail::convert_bounds(bounds, unit, to);
  result.resolution = convert(resolution, unit, to);
  result.unit = to;
  return result;
}

INDUSTRIA_INLINE Figure operator+(const Figure& a, const Figure& b) {
  return detail::combined_figure(a, b, a.amount() + b.amount(),
                                 add(a.bounds, detail::convert_bounds(b.bounds, b.unit, a.unit)));
}
INDUSTRIA_INLINE Figure operator-(const Figure& a, const Figure& b) {
  return detail::combined_figure(
      a, b, a.amount() - b.amount(),
      subtract(a.bounds, detail::convert_bounds(b.bounds, b.unit, a.unit)));
}
INDUSTRIA_INLINE Figure operator/(const Figure& a, const Figure& b) {
  const auto q = detail::quotient_of(a.unit, a.basis, b.unit, b.basis);
  const Bounds bounds = divide(detail::convert_bounds(a.bounds, a.unit, q.dividend),
                               detail::convert_bounds(b.bounds, b.unit, q.divisor));
  return detail::combined_figure(a, b, a.amount() / b.amount(), bounds);
}

INDUSTRIA_INLINE std::string to_text(const Figure& figure, Language language, int digits) {
  const auto stated = [&](double number) {
    return to_text(Amount(number, figure.unit, figure.basis), language, digits);
  };
  const auto plain = [&](double number) { return format_significant(number, digits, language); };
  const auto end_or_value = [&](double end) {
    return is_missing(end) || end == 0.0 ? figure.value : end;
  };
  if (is_missing(figure.value) && !figure.bounds.has_lo() && !figure.bounds.has_hi())
    return plain(missing);
  const std::string key = "qualifier." + std::string(name(figure.qualifier));
  switch (figure.qualifier) {
    case Qualifier::exact: return stated(figure.value);
    case Qualifier::above:
    case Qualifier::at_least:
      return text(key, language, {{"amount", stated(end_or_value(figure.bounds.lo))}});
    case Qualifier::below:
    case Qualifier::at_most:
      return text(key, language, {{"amount", stated(end_or_value(figure.bounds.hi))}});
    case Qualifier::below_near: return text(key, language, {{"amount", stated(figure.value)}});
    case Qualifier::range:
    case Qualifier::approx:
    case Qualifier::estimate: break;
  }
  const bool two_ends = detail::says_lower(figure.bounds) && detail::says_upper(figure.bounds);
  const bool sign_only = (figure.bounds.has_lo() || figure.bounds.has_hi()) &&
                         !detail::says_lower(figure.bounds) && !detail::says_upper(figure.bounds);
  if (figure.qualifier == Qualifier::approx && sign_only)
    return text("qualifier.unbounded", language);  // "gần 400" by "gần 80": anything above zero
  if (!two_ends) return text(key, language, {{"amount", stated(figure.value)}});
  const bool open = figure.bounds.lo_open && figure.bounds.hi_open;
  const TextArgs ends{{"low", plain(figure.bounds.lo)}, {"high", stated(figure.bounds.hi)}};
  if (figure.qualifier == Qualifier::range)
    return text(open ? "qualifier.range_open" : key, language, ends);
  return text(key, language, {{"amount", text("qualifier.ends", language, ends)}});
}

}  // namespace industria::inline INDUSTRIA_ABI
