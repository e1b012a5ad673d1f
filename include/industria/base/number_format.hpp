// SPDX-License-Identifier: Apache-2.0
// Numbers as people read them: decimal comma and dot groups in Vietnamese, point and comma in English.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/language.hpp>

#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// The shortest text that reads back to the same double, with a decimal point and no groups ("0.1", "1e+22");
/// missing gives an empty text, -0 gives "0". For files and programs.
[[nodiscard]] INDUSTRIA_API std::string to_shortest(double x);

/// `x` with exactly `decimals` decimals (0..15, half away from zero on the shortest decimal text), grouped by
/// thousands: 41200.5 -> "41.200,5" (vi), "41,200.5" (en). Missing gives "–"; -0 and what rounds to it give "0".
/// With `trim_zeros`, trailing zeros after the decimal mark are left out.
[[nodiscard]] INDUSTRIA_API std::string format_number(double x, int decimals, Language language,
                                                      bool trim_zeros = false);

/// As format_number, with as many decimals as are needed for `digits` significant digits, zeros trimmed
/// (at most 15 decimals): 0.0012345 with 3 -> "0,00123"; 41200 with 3 -> "41.200" (whole digits are never cut).
[[nodiscard]] INDUSTRIA_API std::string format_significant(double x, int digits, Language language);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/base_number_format.ipp>
#endif
