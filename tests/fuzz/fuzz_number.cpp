// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any bytes as a number in text and as a cell. What is read is finite, inside its own bounds where it is
// exact, and reads the same again after it was printed; nothing is read without a digit or a word for one.
#include <industria/units/number_text.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace industria;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_issues(const Result<NumberText>& read) {
  for (const Issue& issue : read.issues) {
    require(has_text("issue." + issue.code));
    require(!to_text(issue, Language::vi).empty() && !to_text(issue, Language::en).empty());
  }
}

void check_figure(const NumberText& read) {
  const Figure& figure = read.figure;
  require(!is_missing(figure.value));
  require(!figure.bounds.is_empty());
  require(figure.resolution >= 0.0);
  if (figure.qualifier == Qualifier::exact) require(figure.bounds == Bounds::exactly(figure.value));
  require(parse_unit(figure.unit.symbol()) == figure.unit);
  require(!to_text(figure, Language::vi).empty() && !to_text(figure, Language::en).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  for (const NumberStyle style :
       {NumberStyle::undeclared, NumberStyle::decimal_comma, NumberStyle::decimal_point}) {
    NumberTextOptions options;
    options.style = style;
    const auto read = read_number_text(input, options);
    check_issues(read);
    if (read) check_figure(read.value);
    const auto cell = read_number_cell(input, style);
    check_issues(cell);
    if (cell) check_figure(cell.value);
  }
  const auto undeclared = read_number_cell(input, NumberStyle::undeclared);
  const auto comma = read_number_cell(input, NumberStyle::decimal_comma);
  const auto point = read_number_cell(input, NumberStyle::decimal_point);
  if (undeclared) {  // the only reading, or the same in both styles
    require(comma || point);
    if (comma) require(comma.value.figure.value == undeclared.value.figure.value);
    if (point) require(point.value.figure.value == undeclared.value.figure.value);
  }
  return 0;
}
