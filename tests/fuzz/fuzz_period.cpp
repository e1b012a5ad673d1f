// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any bytes as a period, a span, a date and a name. What is read must be valid and read back from each
// of its own spellings; keys of names must be stable.
#include <industria/base/period.hpp>
#include <industria/base/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace industria;
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  if (const auto period = parse_period(input)) {
    require(period->is_valid());
    require(period->first_day() <= period->last_day());
    require(parse_period(to_text(*period)) == period);
    require(parse_period(to_text(*period, Language::vi)) == period);
    require(parse_period(to_text(*period, Language::en)) == period);
    require(parse_period_span(input) == PeriodSpan{*period, *period});
  } else if (const auto span = parse_period_span(input)) {
    require(span->length() >= 1);
    require(parse_period_span(to_text(*span)) == span);
    require(parse_period_span(to_text(*span, Language::vi)) == span);
    require(parse_period_span(to_text(*span, Language::en)) == span);
  }
  if (const auto date = parse_date(input)) {
    require(parse_date(to_text(*date)) == date);
    require(!parse_period(input));
  }

  const auto bad = invalid_utf8_at(input);
  require(!bad || *bad < size);
  const std::string composed = to_nfc(input);
  require(to_nfc(composed) == composed);
  require(to_lower(to_lower(input)) == to_lower(input));
  const std::string key = name_key(input);
  const std::string folded = ascii_fold(input);
  if (!bad) {  // what is dropped between bad bytes may make a character of them
    require(name_key(key) == key);
    require(name_key(composed) == key);
    require(!invalid_utf8_at(composed) && !invalid_utf8_at(key) && !invalid_utf8_at(folded));
  }
  require(trim(trim(input)) == trim(input));
  return 0;
}
