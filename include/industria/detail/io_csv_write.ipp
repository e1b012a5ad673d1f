// SPDX-License-Identifier: Apache-2.0
// Bodies of io/csv.hpp, writing: quotes where they must be, and no cell that starts a formula.
#pragma once

#include <industria/base/error.hpp>
#include <industria/io/csv.hpp>
#include <industria/io/file.hpp>

#include <algorithm>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline bool starts_formula(std::string_view text) noexcept {
  if (text.empty()) return false;
  const char c = text.front();
  if (c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\0') return true;
  for (const std::string_view wide : {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"}) {
    if (text.starts_with(wide)) return true;
  }
  return false;
}

/// -?digits, a fraction with point or comma, an exponent: what a spreadsheet reads as a number and nothing else.
inline bool is_plain_number(std::string_view text) noexcept {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i > from;
  };
  if (text.starts_with('-')) ++i;
  if (!digits()) return false;
  if (i < text.size() && (text[i] == '.' || text[i] == ',')) {
    ++i;
    if (!digits()) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
}

inline void append_csv_field(std::string& out, std::string_view text, bool alone, const CsvWriteOptions& options) {
  const std::string safe = options.formula_safe ? formula_safe(text) : std::string(text);
  // Quoted when it must be; also for the other usual separators, so that the first line tells its own, and where a first
  // cell would look like a byte-order mark or an Excel line "sep=;".
  const bool quote = (safe.empty() && alone) || safe.find_first_of("\",;\t\r\n") != std::string::npos ||
                     safe.find(options.separator) != std::string::npos || safe.starts_with(' ') || safe.ends_with(' ') ||
                     safe.starts_with("sep=") || safe.starts_with("\xEF\xBB\xBF");
  if (!quote) {
    out += safe;
    return;
  }
  out.push_back('"');
  for (const char c : safe) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

}  // namespace detail

INDUSTRIA_INLINE std::string formula_safe(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of('\''), text.size());
  const bool formula = detail::starts_formula(text.substr(first)) && !(first == 0 && detail::is_plain_number(text));
  return formula ? "'" + std::string(text) : std::string(text);
}

INDUSTRIA_INLINE std::string_view formula_unescaped(std::string_view text) noexcept {
  const std::size_t first = std::min(text.find_first_not_of('\''), text.size());
  return first > 0 && detail::starts_formula(text.substr(first)) ? text.substr(1) : text;
}

INDUSTRIA_INLINE std::string to_csv(const CsvTable& table, const CsvWriteOptions& options) {
  if (options.separator == '"' || options.separator == '\n' || options.separator == '\r' || options.separator == '\0') {
    throw ValueError("to_csv: the separator cannot be a quote, a line end or NUL; use ',', ';' or a tab");
  }
  std::string out = options.byte_order_mark ? "\xEF\xBB\xBF" : "";
  const std::string_view line_end = options.crlf ? "\r\n" : "\n";
  const std::size_t columns = table.heads().size();
  for (std::size_t j = 0; j < columns; ++j) {
    if (j > 0) out.push_back(options.separator);
    detail::append_csv_field(out, table.heads()[j], columns == 1, options);
  }
  out += line_end;
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      if (j > 0) out.push_back(options.separator);
      detail::append_csv_field(out, table.cell(i, j), columns == 1, options);
    }
    out += line_end;
  }
  return out;
}

INDUSTRIA_INLINE void write_csv(const std::filesystem::path& path, const CsvTable& table, const CsvWriteOptions& options) {
  write_file(path, to_csv(table, options));
}

}  // namespace industria::inline INDUSTRIA_ABI
