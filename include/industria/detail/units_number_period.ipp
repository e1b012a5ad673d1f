// SPDX-License-Identifier: Apache-2.0
// What a text says beside its quantity: the period, the period of comparison, the prices.
#pragma once

#include <industria/detail/units_number_reader.ipp>

#include <algorithm>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

INDUSTRIA_INLINE void NumberReader::keep_period(const Period& period) {
  auto& slot = comparing_ ? result_.base_period : result_.period;
  if (!slot) slot = period;
  if (comparing_ && result_.comparison == Comparison::none)
    result_.comparison = Comparison::base_period;
  comparing_ = false;
  end_noun();
}

/// A period by name, a bare year that cannot be a quantity, a span of years.
INDUSTRIA_INLINE bool NumberReader::read_period() {
  if (year_at(at_) && has(at_ + 2) && (is_at(at_ + 1, "-") || is_at(at_ + 1, "/")) &&
      year_at(at_ + 2)) {
    at_ += 3;  // 2021-2025
    end_noun();
    return true;
  }
  if (year_at(at_) && (comparing_ || after_preposition_ || leads_a_figure())) {
    keep_period(Period::of_year(year_of(at_)));
    ++at_;
    if (is_at(at_, ",") || is_at(at_, ":")) ++at_;
    return true;
  }
  const std::string& key = tokens_[at_].key;
  after_preposition_ = tokens_[at_].is_word() && (key == "in" || key == "by" || key == "during" ||
                                                  key == "for" || key == "since");
  const bool months = number_at(at_) && is_at(at_ + 1, "tháng");
  const bool short_form = tokens_[at_].is_word() && key.size() == 2 &&
                          std::string_view("qhtm").find(key[0]) != std::string_view::npos &&
                          is_digit(key[1]);
  if (!months && !short_form && key != "năm" && key != "quý" && key != "tháng" && key != "fy")
    return false;
  if (months && is_at(at_ + 2, "đầu") && is_at(at_ + 3, "năm") && !year_at(at_ + 4)) {
    at_ += 4;  // "6 tháng đầu năm" without a year
    end_noun();
    return true;
  }
  for (std::size_t n = std::min<std::size_t>(7, tokens_.size() - at_); n > 1; --n) {
    const std::string_view words = slice(at_, at_ + n - 1);
    const auto period = words.size() <= 60 ? parse_period(words) : std::nullopt;
    if (!period) continue;
    keep_period(*period);
    at_ += n;
    return true;
  }
  return false;
}

/// "2022 là 21,004 tỷ đồng": a year at the head, and a number is still to come.
INDUSTRIA_INLINE bool NumberReader::leads_a_figure() const {
  if (found_ || !has(at_ + 1)) return false;
  const TextToken& next = tokens_[at_ + 1];
  const bool linked = next.is(",") || next.is(":") || next.is("là") || next.is("đạt") ||
                      next.is("ước") || next.is("was") || next.is("is");
  if (!linked) return false;
  for (std::size_t i = at_ + 2; i < tokens_.size() && i < at_ + 10; ++i)
    if (tokens_[i].is_number()) return true;
  return false;
}

INDUSTRIA_INLINE bool NumberReader::read_price_basis() {
  const CueMatch match = match_cue(tokens_, at_);
  if (match.entry == nullptr) return false;
  if (match.entry->cue == Cue::current_prices)
    basis_ = {PriceBasis::Kind::current, 0};
  else if (match.entry->cue == Cue::constant_prices && year_at(at_ + match.tokens))
    basis_ = {PriceBasis::Kind::constant, year_of(at_ + match.tokens)};
  else
    return false;
  end_noun();
  at_ += match.tokens + (match.entry->cue == Cue::constant_prices ? 1 : 0);
  return true;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
