// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any bytes as a unit, a price basis and a qualifier. What is read reads back from its own symbol; arithmetic
// on it either holds or throws UnitError.
#include <industria/base/error.hpp>
#include <industria/units/amount.hpp>
#include <industria/units/unit.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace industria;
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  const auto unit = try_parse_unit(input);
  if (unit) {
    require(parse_unit(unit.value.symbol()) == unit.value);
    require(convert(7.0, unit.value, unit.value) == 7.0);
    require(base_unit(unit.value).scale() == Scale{});
    require(is_convertible(unit.value, base_unit(unit.value)));
    require(!to_text(unit.value, Language::vi).empty() &&
            !to_text(unit.value, Language::en).empty());
    try {
      const Unit square = unit.value * unit.value;
      require(parse_unit(square.symbol()) == square);
      require(square / unit.value == unit.value);
    } catch (
        const UnitError&) {  // an exponent above 9, a scale that does not fit, a symbol above the length of a unit
    }
  } else {
    require(unit.issues.size() == 1 && !to_text(unit.issues[0], Language::vi).empty());
  }
  if (const auto basis = try_parse_price_basis(input)) {
    require(try_parse_price_basis(to_text(basis.value)).value == basis.value);
    require(try_parse_price_basis(to_text(basis.value, Language::vi)).value == basis.value);
  }
  if (const auto qualifier = try_parse_qualifier(input)) require(name(qualifier.value) == input);
  return 0;
}
