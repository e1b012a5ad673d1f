// SPDX-License-Identifier: Apache-2.0
// Body of model/target.hpp: the words of target kinds and directions.
#pragma once

#include <industria/detail/enum_words.hpp>
#include <industria/model/target.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr EnumWord<TargetKind> target_kind_words[] = {
    {"level", TargetKind::level},
    {"increase", TargetKind::increase},
    {"cumulative_count", TargetKind::cumulative_count},
    {"share", TargetKind::share},
    {"growth", TargetKind::growth},
    {"relative", TargetKind::relative},
    {"direction_only", TargetKind::direction_only},
    {"mức", TargetKind::level},
    {"mức cần đạt", TargetKind::level},
    {"tăng thêm", TargetKind::increase},
    {"mức tăng thêm", TargetKind::increase},
    {"lũy kế", TargetKind::cumulative_count},
    {"số lũy kế", TargetKind::cumulative_count},
    {"cumulative", TargetKind::cumulative_count},
    {"tỷ trọng", TargetKind::share},
    {"tỉ trọng", TargetKind::share},
    {"tăng trưởng", TargetKind::growth},
    {"tốc độ tăng", TargetKind::growth},
    {"tốc độ tăng bình quân", TargetKind::growth},
    {"so với chỉ tiêu khác", TargetKind::relative},
    {"chỉ nêu hướng", TargetKind::direction_only},
    {"chỉ nêu xu hướng", TargetKind::direction_only},
    {"direction", TargetKind::direction_only},
    {"index", TargetKind::index},
    {"chỉ số", TargetKind::index},
    {"cumulative_flow", TargetKind::cumulative_flow},
    {"tổng lũy kế", TargetKind::cumulative_flow},
    {"giá trị lũy kế", TargetKind::cumulative_flow},
    {"cộng dồn", TargetKind::cumulative_flow},
    {"cumulative sum", TargetKind::cumulative_flow},
    {"milestones", TargetKind::cumulative_count},
    {"số mốc hoàn thành", TargetKind::cumulative_count},
};

inline constexpr EnumWord<Direction> direction_words[] = {
    {"at_least", Direction::at_least},
    {"at_most", Direction::at_most},
    {"ít nhất", Direction::at_least},
    {"tối thiểu", Direction::at_least},
    {"không dưới", Direction::at_least},
    {"không thấp hơn", Direction::at_least},
    {"trên", Direction::at_least},
    {"trở lên", Direction::at_least},
    {"tăng", Direction::at_least},
    {"minimum", Direction::at_least},
    {"up", Direction::at_least},
    {">=", Direction::at_least},
    {"≥", Direction::at_least},
    {"nhiều nhất", Direction::at_most},
    {"tối đa", Direction::at_most},
    {"không quá", Direction::at_most},
    {"không vượt quá", Direction::at_most},
    {"không cao hơn", Direction::at_most},
    {"dưới", Direction::at_most},
    {"trở xuống", Direction::at_most},
    {"giảm", Direction::at_most},
    {"maximum", Direction::at_most},
    {"down", Direction::at_most},
    {"<=", Direction::at_most},
    {"≤", Direction::at_most},
    {"within", Direction::within},
    {"range", Direction::within},
    {"between", Direction::within},
    {"trong khoảng", Direction::within},
    {"từ đến", Direction::within},
};

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(TargetKind kind) noexcept {
  return detail::enum_name(detail::target_kind_words, kind);
}
INDUSTRIA_INLINE std::optional<TargetKind> parse_target_kind(std::string_view text) {
  return detail::parse_enum(detail::target_kind_words, text);
}
INDUSTRIA_INLINE std::string_view name(Direction direction) noexcept {
  return detail::enum_name(detail::direction_words, direction);
}
INDUSTRIA_INLINE std::optional<Direction> parse_direction(std::string_view text) {
  return detail::parse_enum(detail::direction_words, text);
}

}  // namespace industria::inline INDUSTRIA_ABI
