// SPDX-License-Identifier: Apache-2.0
// Body of model/observation.hpp: the words of measures and statuses.
#pragma once

#include <industria/detail/enum_words.hpp>
#include <industria/model/observation.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr EnumWord<Measure> measure_words[] = {
    {"level", Measure::level},
    {"change", Measure::change},
    {"growth_on_previous", Measure::growth_on_previous},
    {"growth_on_same_period", Measure::growth_on_same_period},
    {"average_growth", Measure::average_growth},
    {"share", Measure::share},
    {"ratio_to_plan", Measure::ratio_to_plan},
    {"deviation_from_plan", Measure::deviation_from_plan},
    {"difference", Measure::difference},
    {"mức", Measure::level},
    {"giá trị", Measure::level},
    {"value", Measure::level},
    {"thay đổi", Measure::change},
    {"mức thay đổi", Measure::change},
    {"mức tăng giảm", Measure::change},
    {"tăng so với kỳ trước", Measure::growth_on_previous},
    {"so với kỳ trước", Measure::growth_on_previous},
    {"tốc độ tăng so với kỳ trước", Measure::growth_on_previous},
    {"tăng so với cùng kỳ", Measure::growth_on_same_period},
    {"so với cùng kỳ", Measure::growth_on_same_period},
    {"so với cùng kỳ năm trước", Measure::growth_on_same_period},
    {"tốc độ tăng so với cùng kỳ", Measure::growth_on_same_period},
    {"year on year", Measure::growth_on_same_period},
    {"tăng bình quân", Measure::average_growth},
    {"tăng bình quân năm", Measure::average_growth},
    {"tốc độ tăng bình quân", Measure::average_growth},
    {"tốc độ tăng bình quân năm", Measure::average_growth},
    {"average yearly growth", Measure::average_growth},
    {"tỷ trọng", Measure::share},
    {"tỉ trọng", Measure::share},
    {"cơ cấu", Measure::share},
    {"tỷ lệ hoàn thành kế hoạch", Measure::ratio_to_plan},
    {"hoàn thành kế hoạch", Measure::ratio_to_plan},
    {"so sánh thực hiện với kế hoạch", Measure::ratio_to_plan},
    {"plan fulfilment", Measure::ratio_to_plan},
    {"tăng giảm so với kế hoạch", Measure::deviation_from_plan},
    {"chênh lệch so với kế hoạch", Measure::deviation_from_plan},
    {"plan deviation", Measure::deviation_from_plan},
    {"chênh lệch", Measure::difference},
};

inline constexpr EnumWord<Status> status_words[] = {
    {"final", Status::final},
    {"provisional", Status::provisional},
    {"estimate", Status::estimate},
    {"plan", Status::plan},
    {"chính thức", Status::final},
    {"số chính thức", Status::final},
    {"thực hiện", Status::final},
    {"official", Status::final},
    {"actual", Status::final},
    {"sơ bộ", Status::provisional},
    {"số sơ bộ", Status::provisional},
    {"SB", Status::provisional},
    {"Prel.", Status::provisional},
    {"Prel", Status::provisional},
    {"preliminary", Status::provisional},
    {"ước", Status::estimate},
    {"ước tính", Status::estimate},
    {"số ước tính", Status::estimate},
    {"ước thực hiện", Status::estimate},
    {"ước đạt", Status::estimate},
    {"ƯTH", Status::estimate},
    {"Est.", Status::estimate},
    {"Est", Status::estimate},
    {"estimated", Status::estimate},
    {"kế hoạch", Status::plan},
    {"KH", Status::plan},
    {"dự kiến", Status::plan},
    {"planned", Status::plan},
};

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Measure measure) noexcept {
  return detail::enum_name(detail::measure_words, measure);
}
INDUSTRIA_INLINE std::optional<Measure> parse_measure(std::string_view text) {
  return detail::parse_enum(detail::measure_words, text);
}
INDUSTRIA_INLINE std::string_view name(Status status) noexcept {
  return detail::enum_name(detail::status_words, status);
}
INDUSTRIA_INLINE std::optional<Status> parse_status(std::string_view text) {
  return detail::parse_enum(detail::status_words, text);
}

}  // namespace industria::inline INDUSTRIA_ABI
