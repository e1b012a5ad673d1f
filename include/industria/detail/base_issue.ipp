// SPDX-License-Identifier: Apache-2.0
// Body of base/issue.hpp: an issue's place, and its words from the catalogue. Whatever the input held is
// made printable and short here; escaping for HTML or a terminal is the writer's own task.
#pragma once

#include <industria/base/issue.hpp>
#include <industria/detail/utf8_codec.hpp>

#include <algorithm>
#include <cstddef>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// `value` as a message shows it: at most 80 characters, control characters, line and paragraph
/// separators, text-direction marks and bytes that are not UTF-8 written out ("\n", "\u202E", "\xFF").
[[nodiscard]] inline std::string printable_value(std::string_view value) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  const auto escaped = [&](char kind, char32_t c, int digits) {
    std::string out{'\\', kind};
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += hex[(c >> shift) & 0xF];
    return out;
  };
  std::string out;
  std::size_t shown = 0;
  for (std::size_t at = 0; at < value.size(); ++shown) {
    if (shown == 80) return out + "…";
    const Utf8Unit unit = decode_utf8(value, at);
    const char32_t c = unit.code;
    if (is_raw_byte(c)) {
      out += escaped('x', c & 0xFF, 2);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) ||
               (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
      out += escaped('u', c, 4);
    } else {
      out += value.substr(at, unit.size);
    }
    at += unit.size;
  }
  return out;
}

/// The issue's own arguments first, so that they win over the standard ones of the same name.
[[nodiscard]] inline TextArgs issue_args(const Issue& issue) {
  TextArgs args = issue.args;
  for (auto& arg : args) arg.second = printable_value(arg.second);
  args.emplace_back("value", printable_value(issue.value));
  args.emplace_back("file", printable_value(issue.where.file));
  args.emplace_back("line", std::to_string(issue.where.line));
  args.emplace_back("column", printable_value(issue.where.column));
  args.emplace_back("code", printable_value(issue.code));
  return args;
}

}  // namespace detail

INDUSTRIA_INLINE std::string location_text(const Location& where) {
  std::string out = detail::printable_value(where.file);
  if (!where.sheet.empty())
    out += (out.empty() ? "[" : " [") + detail::printable_value(where.sheet) + "]";
  if (where.line > 0) out += ":" + std::to_string(where.line);
  if (!where.column.empty())
    out += (out.empty() ? "" : ", ") + detail::printable_value(where.column);
  return out;
}

INDUSTRIA_INLINE std::string message(const Issue& issue, Language language) {
  const std::string key = "issue." + issue.code;
  if (has_text(key)) return text(key, language, detail::issue_args(issue));
  return text(issue.value.empty() ? "issue.unknown_without_value" : "issue.unknown", language,
              detail::issue_args(issue));
}

INDUSTRIA_INLINE std::string remedy(const Issue& issue, Language language) {
  const std::string key = "issue." + issue.code + ".remedy";
  return text(has_text(key) ? key : "issue.unknown.remedy", language, detail::issue_args(issue));
}

INDUSTRIA_INLINE std::string to_text(const Issue& issue, Language language) {
  std::string out = location_text(issue.where);
  if (!out.empty()) out += ": ";
  return out + message(issue, language) + " " + remedy(issue, language);
}

INDUSTRIA_INLINE bool has_errors(const std::vector<Issue>& issues) noexcept {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& i) { return i.severity == Severity::error; });
}

}  // namespace industria::inline INDUSTRIA_ABI
