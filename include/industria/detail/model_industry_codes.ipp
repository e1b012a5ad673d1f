// SPDX-License-Identifier: Apache-2.0
// Body of model/industry_codes.hpp: one table, of which each system shows its levels.
#pragma once

#include <industria/detail/enum_words.hpp>
#include <industria/detail/near_words.hpp>
#include <industria/model/industry_codes.hpp>

#include <algorithm>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr EnumWord<IndustrySystem> industry_system_names[] = {
    {"VSIC2018", IndustrySystem::vsic2018}, {"VSIC2025", IndustrySystem::vsic2025}, {"ISIC4", IndustrySystem::isic4}};

inline constexpr IndustryCode industry_rows[] = {
#include <industria/detail/industry_codes.inc>
};

/// Classes of VSIC 2025 whose activities had another code, or none, in VSIC 2018.
inline constexpr std::string_view industry_classes_new_in_2025[] = {"2611", "2619", "3511", "3512", "3513", "3540"};
/// Classes of VSIC 2018 that VSIC 2025 divided or gave another meaning.
inline constexpr std::string_view industry_classes_only_in_2018[] = {"2610", "3511", "3512"};

[[nodiscard]] inline std::string nearest_industry(IndustrySystem system, std::string_view code) {
  std::string_view nearest = "-";
  std::size_t best = code.size() < 3 ? 2 : 3;
  for (const IndustryCode& row : industry_codes(system)) {
    const std::size_t distance = edit_distance(code, row.code, best - 1);
    if (best > 1 && distance < best && row.code.size() == code.size()) {
      best = distance;
      nearest = row.code;
    }
  }
  return std::string(nearest);
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(IndustrySystem system) noexcept { return detail::enum_name(detail::industry_system_names, system); }

INDUSTRIA_INLINE std::span<const IndustryCode> industry_codes(IndustrySystem system) {
  static const std::vector<IndustryCode> upper = [] {
    std::vector<IndustryCode> rows;
    std::copy_if(std::begin(detail::industry_rows), std::end(detail::industry_rows), std::back_inserter(rows),
                 [](const IndustryCode& row) { return row.level < 4; });
    return rows;
  }();
  if (system == IndustrySystem::vsic2025) return detail::industry_rows;
  return upper;
}

INDUSTRIA_INLINE const IndustryCode* find_industry(IndustrySystem system, std::string_view code) {
  const auto rows = industry_codes(system);
  const auto at = std::find_if(rows.begin(), rows.end(), [code](const IndustryCode& row) { return row.code == code; });
  return at == rows.end() ? nullptr : &*at;
}

INDUSTRIA_INLINE Result<std::string> convert_industry(std::string_view code, IndustrySystem from, IndustrySystem to) {
  const auto listed = [code](const auto& list) { return std::find(std::begin(list), std::end(list), code) != std::end(list); };
  // The classes of VSIC 2018 are those of VSIC 2025 but for the two lists.
  const bool class_2018 = listed(detail::industry_classes_only_in_2018) ||
                          (find_industry(IndustrySystem::vsic2025, code) != nullptr && !listed(detail::industry_classes_new_in_2025));
  const bool known = from == IndustrySystem::vsic2018 ? class_2018 : find_industry(from, code) != nullptr;
  if (!known) {
    return {{}, {Issue{.code = "industry.unknown_code", .value = std::string(code),
                       .args = {{"system", std::string(name(from))}, {"near", detail::nearest_industry(from, code)}}}}};
  }
  const bool redefined = listed(detail::industry_classes_only_in_2018) || listed(detail::industry_classes_new_in_2025);
  const bool equal = from == to || code.size() < 3 || (to != IndustrySystem::isic4 && !redefined);
  if (equal) return {std::string(code), {}};
  return {{}, {Issue{.code = "industry.not_the_same", .value = std::string(code),
                     .args = {{"system", std::string(name(from))}, {"other", std::string(name(to))}, {"division", std::string(code.substr(0, 2))}}}}};
}

}  // namespace industria::inline INDUSTRIA_ABI
