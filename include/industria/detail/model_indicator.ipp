// SPDX-License-Identifier: Apache-2.0
// Body of model/indicator.hpp: keys as text, and the words of accounting and desired direction.
#pragma once

#include <industria/detail/enum_words.hpp>
#include <industria/model/indicator.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr EnumWord<Accounting> accounting_words[] = {
    {"flow", Accounting::flow},          {"stock", Accounting::stock},
    {"rate", Accounting::rate},          {"index", Accounting::index},
    {"thời kỳ", Accounting::flow},       {"số thời kỳ", Accounting::flow},
    {"trong kỳ", Accounting::flow},      {"thời điểm", Accounting::stock},
    {"số thời điểm", Accounting::stock}, {"cuối kỳ", Accounting::stock},
    {"tỷ lệ", Accounting::rate},         {"tỉ lệ", Accounting::rate},
    {"tốc độ", Accounting::rate},        {"chỉ số", Accounting::index},
};

inline constexpr EnumWord<Desired> desired_words[] = {
    {"up", Desired::up},
    {"down", Desired::down},
    {"neither", Desired::neither},
    {"tăng", Desired::up},
    {"càng cao càng tốt", Desired::up},
    {"higher", Desired::up},
    {"giảm", Desired::down},
    {"càng thấp càng tốt", Desired::down},
    {"lower", Desired::down},
    {"không", Desired::neither},
    {"không nêu", Desired::neither},
    {"none", Desired::neither},
};

}  // namespace detail

INDUSTRIA_INLINE std::string IndicatorKey::unique_id() const {
  std::string id = indicator;
  std::size_t end = id.size();
  for (const std::string* part : {&place, &sector, &product, &plant}) {
    id += '|';
    id += *part;
    if (!part->empty()) end = id.size();
  }
  id.resize(end);
  return id;
}

INDUSTRIA_INLINE std::string_view name(Accounting accounting) noexcept {
  return detail::enum_name(detail::accounting_words, accounting);
}
INDUSTRIA_INLINE std::optional<Accounting> parse_accounting(std::string_view text) {
  return detail::parse_enum(detail::accounting_words, text);
}
INDUSTRIA_INLINE std::string_view name(Desired desired) noexcept {
  return detail::enum_name(detail::desired_words, desired);
}
INDUSTRIA_INLINE std::optional<Desired> parse_desired(std::string_view text) {
  return detail::parse_enum(detail::desired_words, text);
}

}  // namespace industria::inline INDUSTRIA_ABI
