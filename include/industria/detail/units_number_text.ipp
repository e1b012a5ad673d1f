// SPDX-License-Identifier: Apache-2.0
// Body of units/number_text.hpp: reading one quantity, problems as issues. The reader itself is in units_number_reader.ipp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/units_number_reader.ipp>
#include <industria/units/number_text.hpp>

#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A longer text is no single figure.
inline constexpr std::size_t max_number_text = 65536;

}  // namespace detail

INDUSTRIA_INLINE Result<NumberText> read_number_text(std::string_view text,
                                                     const NumberTextOptions& options) {
  Result<NumberText> result;
  const UnitTable& table = options.table != nullptr ? *options.table : UnitTable::standard();
  const auto report = [&](Severity severity, const char* code) {
    result.issues.push_back({severity, code, {}, detail::excerpt(text), {}});
  };
  if (text.size() > detail::max_number_text || invalid_utf8_at(text)) {
    report(Severity::error, "number.malformed");
    return result;
  }
  const std::string nfc = to_nfc(text);
  detail::NumberReader reader(nfc, options);
  try {
    result.value = reader.read();
    if (!reader.exact()) report(Severity::warning, "number.not_exact");
  } catch (const detail::NumberTextError& error) {
    if (std::string_view(error.code) == "unit.unknown")
      result.issues.push_back(detail::unknown_unit(text, error.word, table));
    else
      report(Severity::error, error.code);
  } catch (const UnitError&) {  // scales or exponents that do not fit
    report(Severity::error, "number.out_of_range");
  }
  return result;
}

INDUSTRIA_INLINE Amount Amount::parse(std::string_view text, Language language) {
  NumberTextOptions options;
  options.style =
      language == Language::vi ? NumberStyle::decimal_comma : NumberStyle::decimal_point;
  const auto read = read_number_text(text, options);
  if (!read) {
    const Issue& issue = read.issues.front();
    throw ParseError("Amount::parse: " + message(issue, Language::en) + " " +
                     remedy(issue, Language::en));
  }
  return read.value.figure.amount();
}

}  // namespace industria::inline INDUSTRIA_ABI
