// SPDX-License-Identifier: Apache-2.0
// The algebra of canonical unit symbols: "1e6 piece/year", "VND/(m2/year)". A symbol is a prefix (the scale written out),
// then factors joined by "*", then at most one "/" outside parentheses.
#pragma once

#include <industria/detail/units_scale.ipp>
#include <industria/units/unit.hpp>

#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// "" for 1, "1e9", "25e-2", "(25/3e-2)".
INDUSTRIA_INLINE std::string prefix_text(const Scale& s) {
  if (s == Scale{}) return {};
  std::string text = std::to_string(s.numerator);
  if (s.denominator != 1) text += "/" + std::to_string(s.denominator);
  if (s.power10 != 0) text += "e" + std::to_string(s.power10);
  return s.denominator != 1 ? "(" + text + ")" : text;
}

/// Reads what prefix_text writes, nothing else.
INDUSTRIA_INLINE std::optional<Scale> parse_prefix(std::string_view text) {
  if (text.size() > 2 && text.front() == '(' && text.back() == ')')
    text = text.substr(1, text.size() - 2);
  Scale s;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto read = [&](auto& number) {
    const auto [next, error] = std::from_chars(at, end, number);
    at = next;
    return error == std::errc{};
  };
  if (!read(s.numerator)) return std::nullopt;
  if (at != end && *at == '/' && (++at, !read(s.denominator))) return std::nullopt;
  if (at != end && *at == 'e' && (++at, !read(s.power10))) return std::nullopt;
  return at == end ? normalised(s) : std::nullopt;
}

/// Position of the first "/" outside parentheses, or npos.
INDUSTRIA_INLINE std::size_t outer_slash(std::string_view text) noexcept {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (text[i] == '/' && depth == 0) return i;
  }
  return std::string_view::npos;
}

struct PrefixedSymbol {
  Scale prefix;
  std::string rest;  ///< "1" for a bare prefix, "1/year" for a bare rate
};

INDUSTRIA_INLINE PrefixedSymbol split_prefix(const std::string& symbol) {
  if (const std::size_t space = symbol.find(' '); space != std::string::npos) {
    if (const auto prefix = parse_prefix(std::string_view(symbol).substr(0, space)))
      return {*prefix, symbol.substr(space + 1)};
  } else if (const auto whole = parse_prefix(symbol)) {
    return {*whole, "1"};
  } else if (const std::size_t slash = outer_slash(symbol); slash != std::string::npos) {
    if (const auto top = parse_prefix(std::string_view(symbol).substr(0, slash)))
      return {*top, "1" + symbol.substr(slash)};
  }
  return {Scale{}, symbol};
}

INDUSTRIA_INLINE std::string join_prefix(const Scale& prefix, const std::string& rest) {
  const std::string head = prefix_text(prefix);
  if (head.empty()) return rest;
  if (rest == "1" || rest.starts_with("1/")) return head + rest.substr(1);
  return head + " " + rest;
}

/// "(a*b)" as "a*b"; anything else, "(a/b)" too, as it is.
INDUSTRIA_INLINE std::string_view without_parentheses(std::string_view text) noexcept {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return text;
  const std::string_view inner = text.substr(1, text.size() - 2);
  return inner.find_first_of("()/ ") == std::string_view::npos ? inner : text;
}

INDUSTRIA_INLINE std::string multiply_symbols(std::string_view a, std::string_view b) {
  if (a.empty() || a == "1") return std::string(b);
  if (b.empty() || b == "1") return std::string(a);
  return std::string(a) + "*" + std::string(b);
}

/// Top and bottom of a symbol without prefix; the bottom may be empty.
INDUSTRIA_INLINE std::pair<std::string, std::string> split_fraction(const std::string& text) {
  const std::size_t slash = outer_slash(text);
  if (slash == std::string::npos) return {text, {}};
  return {text.substr(0, slash),
          std::string(without_parentheses(std::string_view(text).substr(slash + 1)))};
}

INDUSTRIA_INLINE std::string join_fraction(const std::string& top, const std::string& bottom) {
  if (bottom.empty()) return top;
  const bool single =
      bottom.find('*') == std::string::npos || without_parentheses(bottom) != bottom;
  return (top.empty() ? "1" : top) + "/" + (single ? bottom : "(" + bottom + ")");
}

/// The symbol of a product or, with `divide`, of a quotient.
INDUSTRIA_INLINE std::string combined_symbol(const std::string& a, const std::string& b,
                                             bool divide) {
  const PrefixedSymbol left = split_prefix(a);
  const PrefixedSymbol right = split_prefix(b);
  const Scale prefix = left.prefix * (divide ? inverse(right.prefix) : right.prefix);
  const auto [top, bottom] = split_fraction(left.rest);
  if (divide) {
    const bool composite = outer_slash(right.rest) != std::string::npos;
    const std::string divisor = right.rest == "1" ? ""
                                : composite       ? "(" + right.rest + ")"
                                                  : right.rest;
    return join_prefix(prefix, join_fraction(top, multiply_symbols(bottom, divisor)));
  }
  const auto [right_top, right_bottom] = split_fraction(right.rest);
  return join_prefix(prefix, join_fraction(multiply_symbols(top, right_top),
                                           multiply_symbols(bottom, right_bottom)));
}

/// A unit without its written-out prefix: VND for "1e9 VND", brick/year for "1e6 brick/year"; ha and kg stay.
INDUSTRIA_INLINE Unit without_prefix(const Unit& unit) {
  const PrefixedSymbol split = split_prefix(unit.symbol());
  if (split.prefix == Scale{}) return unit;
  return Unit(unit.dimension(), unit.scale() * inverse(split.prefix), split.rest);
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
