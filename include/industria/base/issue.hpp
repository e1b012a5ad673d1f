// SPDX-License-Identifier: Apache-2.0
// What is wrong with data: a value that says where, what, why and how to mend it, in either language.
#pragma once

#include <industria/base/catalogue.hpp>
#include <industria/base/config.hpp>
#include <industria/base/language.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

enum class Severity {
  note,     ///< worth knowing; nothing is wrong
  warning,  ///< used as it stands, but somebody should look
  error     ///< this row or figure is left out; everything else goes on
};

/// Where an issue is: a cell of a table, or a whole file. Unknown parts are empty or 0.
struct Location {
  std::string file{};    ///< as the caller named it, e.g. "observations.csv"
  std::string sheet{};   ///< for workbooks
  int line = 0;          ///< physical line, counted from 1; 0: the file as a whole
  std::string column{};  ///< head of the column, or a cell address such as "F12"
};

/// One problem. The words come from the catalogue: "issue.<code>" says what and why,
/// "issue.<code>.remedy" how to mend it; `args` fill the placeholders of both, next to {value}.
struct Issue {
  Severity severity = Severity::error;
  std::string code{};  ///< e.g. "csv.missing_column"
  Location where{};
  std::string value{};  ///< the offending text as read; may be empty
  TextArgs args{};
};

/// "observations.csv:12, value_text": file, line and column as far as known.
[[nodiscard]] INDUSTRIA_API std::string location_text(const Location& where);
/// What is wrong and why, one sentence.
[[nodiscard]] INDUSTRIA_API std::string message(const Issue& issue, Language language);
/// How to mend it, one sentence.
[[nodiscard]] INDUSTRIA_API std::string remedy(const Issue& issue, Language language);
/// Location, message and remedy on one line.
[[nodiscard]] INDUSTRIA_API std::string to_text(const Issue& issue, Language language);
/// True if at least one issue is an error.
[[nodiscard]] INDUSTRIA_API bool has_errors(const std::vector<Issue>& issues) noexcept;

/// A value, or the reasons why there is none: the form for programs without exceptions.
template <class T>
struct Result {
  T value{};
  std::vector<Issue> issues{};
  /// True if no issue is an error; notes and warnings may still be there.
  [[nodiscard]] explicit operator bool() const noexcept { return !has_errors(issues); }
};

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/base_issue.ipp>
#endif
