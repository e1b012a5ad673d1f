// SPDX-License-Identifier: Apache-2.0
// Body of model/funding.hpp: the words of kinds and stages of funding.
#pragma once

#include <industria/detail/enum_words.hpp>
#include <industria/model/funding.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr EnumWord<FundingKind> funding_kind_words[] = {
    {"public_money", FundingKind::public_money},
    {"private_money", FundingKind::private_money},
    {"credit", FundingKind::credit},
    {"foreign", FundingKind::foreign},
    {"other", FundingKind::other},
    {"nhà nước", FundingKind::public_money},
    {"vốn nhà nước", FundingKind::public_money},
    {"ngân sách", FundingKind::public_money},
    {"ngân sách nhà nước", FundingKind::public_money},
    {"vốn ngân sách", FundingKind::public_money},
    {"public", FundingKind::public_money},
    {"state", FundingKind::public_money},
    {"state budget", FundingKind::public_money},
    {"tư nhân", FundingKind::private_money},
    {"vốn tư nhân", FundingKind::private_money},
    {"ngoài nhà nước", FundingKind::private_money},
    {"vốn ngoài nhà nước", FundingKind::private_money},
    {"doanh nghiệp", FundingKind::private_money},
    {"vốn doanh nghiệp", FundingKind::private_money},
    {"vốn tự có", FundingKind::private_money},
    {"private", FundingKind::private_money},
    {"enterprise", FundingKind::private_money},
    {"tín dụng", FundingKind::credit},
    {"vốn tín dụng", FundingKind::credit},
    {"vốn vay", FundingKind::credit},
    {"loan", FundingKind::credit},
    {"nước ngoài", FundingKind::foreign},
    {"vốn nước ngoài", FundingKind::foreign},
    {"FDI", FundingKind::foreign},
    {"khác", FundingKind::other},
    {"nguồn khác", FundingKind::other},
    {"vốn khác", FundingKind::other},
};

inline constexpr EnumWord<FundingStage> funding_stage_words[] = {
    {"planned", FundingStage::planned},        {"granted", FundingStage::granted},
    {"disbursed", FundingStage::disbursed},    {"kế hoạch", FundingStage::planned},
    {"dự kiến", FundingStage::planned},        {"plan", FundingStage::planned},
    {"cam kết", FundingStage::granted},        {"đã cam kết", FundingStage::granted},
    {"được duyệt", FundingStage::granted},     {"đã duyệt", FundingStage::granted},
    {"committed", FundingStage::granted},      {"giải ngân", FundingStage::disbursed},
    {"đã giải ngân", FundingStage::disbursed}, {"đã chi", FundingStage::disbursed},
    {"paid", FundingStage::disbursed},         {"paid out", FundingStage::disbursed},
};

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(FundingKind kind) noexcept {
  return detail::enum_name(detail::funding_kind_words, kind);
}
INDUSTRIA_INLINE std::optional<FundingKind> parse_funding_kind(std::string_view text) {
  return detail::parse_enum(detail::funding_kind_words, text);
}
INDUSTRIA_INLINE std::string_view name(FundingStage stage) noexcept {
  return detail::enum_name(detail::funding_stage_words, stage);
}
INDUSTRIA_INLINE std::optional<FundingStage> parse_funding_stage(std::string_view text) {
  return detail::parse_enum(detail::funding_stage_words, text);
}

}  // namespace industria::inline INDUSTRIA_ABI
