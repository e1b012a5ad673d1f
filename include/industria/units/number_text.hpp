// SPDX-License-Identifier: Apache-2.0
// Numbers as Vietnamese and English texts write them: "gần 400 triệu đồng", "tăng 11,2% so với năm 2020",
// "từ 8,5% đến 9%", "Năm 2021, 10,814 tỷ đồng". Reads what is said and never guesses between two meanings.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/period.hpp>
#include <industria/units/amount.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {

/// How a text writes its numbers.
enum class NumberStyle : std::uint8_t {
  undeclared,     ///< not known: "1.234" and "1,234" are ambiguous and become an Issue
  decimal_comma,  ///< Vietnamese: 1.234,5
  decimal_point   ///< English and machine files: 1,234.5
};

/// What the figure is said to be.
enum class Statement : std::uint8_t {
  level,            ///< 41.200 tỷ đồng
  change,           ///< tăng/giảm ... without a base of comparison: signed
  growth,           ///< tăng 11,2% so với ... : signed, with `comparison`
  index,            ///< bằng 98,7% cùng kỳ
  multiple,         ///< gấp 1,5 lần
  plan_fulfilment,  ///< đạt 56,2% kế hoạch
  plan_deviation    ///< giảm 17,53% so với kế hoạch: signed, against a plan
};

/// What a growth, change or index is compared with.
enum class Comparison : std::uint8_t {
  none,
  previous_month,
  previous_period,
  same_period,
  plan,
  base_period,
  span_average
};

struct NumberTextOptions {
  NumberStyle style = NumberStyle::undeclared;
  const UnitTable* table = nullptr;  ///< nullptr: UnitTable::standard()
  std::optional<Unit> piece =
      {};  ///< what "viên"/"piece" means here (brick, with the product brick)
};

/// One quantity read from a text. `figure` is in the unit as written, scale words included (tỷ đồng);
/// a range has its middle as value. "ước tăng", "ước đạt" are estimates; signs come from tăng/giảm, "-", "−".
struct NumberText {
  Figure figure{};
  Statement statement = Statement::level;
  Comparison comparison = Comparison::none;
  std::optional<Period> period{};  ///< a leading year: "Năm 2021, 10,814 tỷ đồng", "2022 là 21,004 tỷ đồng"
  std::optional<Period> base_period{};  ///< "so với năm 2020", "cao hơn năm 2021 ..."
  bool has_unit = false;              ///< false: a bare number, unit is the ratio 1
  std::string noun{};  ///< words behind the number that are no unit: "khu công nghiệp phụ trợ"
};

/// Reads exactly one quantity with its qualifier, sign, scale words, unit and comparison. Words around it that carry
/// none of these ("với tổng diện tích", "đầu tư thêm") are passed over; two different quantities are an Issue.
/// Issues: number.ambiguous (style undeclared and two readings), number.malformed ("1.234.56", "½"), number.none,
/// number.several, number.out_of_range (1e400), unit.unknown, number.not_exact (above 2^53, a warning).
[[nodiscard]] INDUSTRIA_API Result<NumberText> read_number_text(std::string_view text,
                                                                const NumberTextOptions& options);

/// A bare number in a table's cell: optional sign, digits, marks by `style` (spaces U+0020, U+00A0, U+202F as group marks
/// between groups of three), optional exponent, optional "%": then the unit is per cent. No words.
[[nodiscard]] INDUSTRIA_API Result<NumberText> read_number_cell(std::string_view text,
                                                                NumberStyle style);

/// The one style that reads every cell of a column, if the other style fails for at least one of them; else undeclared.
/// Cells without marks and empty cells say nothing.
[[nodiscard]] INDUSTRIA_API NumberStyle infer_number_style(std::span<const std::string_view> cells);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/units_number_text.ipp>
#endif
