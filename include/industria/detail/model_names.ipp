// SPDX-License-Identifier: Apache-2.0
// Names of the model's enumerations: the canonical word of each value, and the words by which offices write it in
// Vietnamese and English. Words are compared by name_key, so case, tone placement and NFD do not matter.
#pragma once

#include <industria/base/utf8.hpp>
#include <industria/model/enterprise.hpp>
#include <industria/model/funding.hpp>
#include <industria/model/indicator.hpp>
#include <industria/model/observation.hpp>
#include <industria/model/place.hpp>
#include <industria/model/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

template <class E>
struct EnumWord {
  std::string_view word;
  E value;
};

/// The canonical name: the first word of the value.
template <class E, std::size_t N>
[[nodiscard]] constexpr std::string_view enum_name(const EnumWord<E> (&words)[N], E value) noexcept {
  for (const EnumWord<E>& row : words) {
    if (row.value == value) return row.word;
  }
  return {};
}

/// The value of a word; "_" and a space are the same.
template <class E, std::size_t N>
[[nodiscard]] std::optional<E> parse_enum(const EnumWord<E> (&words)[N], std::string_view text) {
  const std::string_view bare = trim(text);
  for (const EnumWord<E>& row : words) {
    if (row.word == bare) return row.value;
  }
  std::string spaced(bare);
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  const std::string key = name_key(spaced);
  for (const EnumWord<E>& row : words) {
    if (row.word == key) return row.value;  // most words are their own key
  }
  for (const EnumWord<E>& row : words) {
    std::string word(row.word);
    std::replace(word.begin(), word.end(), '_', ' ');
    if (name_key(word) == key) return row.value;
  }
  return std::nullopt;
}

inline constexpr EnumWord<Stage> stage_words[] = {
    {"unknown", Stage::unknown},
    {"planned", Stage::planned},
    {"detailed_plan", Stage::detailed_plan},
    {"approved", Stage::approved},
    {"under_construction", Stage::under_construction},
    {"trial", Stage::trial},
    {"operating", Stage::operating},
    {"closed", Stage::closed},
    {"không rõ", Stage::unknown},
    {"chưa rõ", Stage::unknown},
    {"không nêu", Stage::unknown},
    {"not stated", Stage::unknown},
    {"quy hoạch", Stage::planned},
    {"trong quy hoạch", Stage::planned},
    {"dự kiến", Stage::planned},
    {"plan", Stage::planned},
    {"quy hoạch chi tiết", Stage::detailed_plan},
    {"đã có quy hoạch chi tiết", Stage::detailed_plan},
    {"with detailed plan", Stage::detailed_plan},
    {"phê duyệt", Stage::approved},
    {"đã phê duyệt", Stage::approved},
    {"được phê duyệt", Stage::approved},
    {"thành lập", Stage::approved},
    {"đã thành lập", Stage::approved},
    {"established", Stage::approved},
    {"xây dựng", Stage::under_construction},
    {"đang xây dựng", Stage::under_construction},
    {"thi công", Stage::under_construction},
    {"đang thi công", Stage::under_construction},
    {"đang đầu tư", Stage::under_construction},
    {"đang đầu tư xây dựng", Stage::under_construction},
    {"construction", Stage::under_construction},
    {"chạy thử", Stage::trial},
    {"vận hành thử", Stage::trial},
    {"vận hành thử nghiệm", Stage::trial},
    {"sản xuất thử", Stage::trial},
    {"trial run", Stage::trial},
    {"trial operation", Stage::trial},
    {"commissioning", Stage::trial},
    {"vận hành", Stage::operating},
    {"đang vận hành", Stage::operating},
    {"hoạt động", Stage::operating},
    {"đang hoạt động", Stage::operating},
    {"đã đi vào hoạt động", Stage::operating},
    {"đi vào hoạt động", Stage::operating},
    {"in operation", Stage::operating},
    {"active", Stage::operating},
    {"đóng cửa", Stage::closed},
    {"đã đóng cửa", Stage::closed},
    {"dừng hoạt động", Stage::closed},
    {"ngừng hoạt động", Stage::closed},
    {"đã ngừng hoạt động", Stage::closed},
    {"shut down", Stage::closed},
};

inline constexpr EnumWord<SiteKind> site_kind_words[] = {
    {"park", SiteKind::park},
    {"cluster", SiteKind::cluster},
    {"khu công nghiệp", SiteKind::park},
    {"khu", SiteKind::park},
    {"KCN", SiteKind::park},
    {"industrial park", SiteKind::park},
    {"industrial zone", SiteKind::park},
    {"cụm công nghiệp", SiteKind::cluster},
    {"cụm", SiteKind::cluster},
    {"CCN", SiteKind::cluster},
    {"industrial cluster", SiteKind::cluster},
};

inline constexpr EnumWord<ProjectStatus> project_status_words[] = {
    {"unknown", ProjectStatus::unknown},
    {"registered", ProjectStatus::registered},
    {"on_schedule", ProjectStatus::on_schedule},
    {"delayed", ProjectStatus::delayed},
    {"completed", ProjectStatus::completed},
    {"revoked", ProjectStatus::revoked},
    {"không rõ", ProjectStatus::unknown},
    {"chưa rõ", ProjectStatus::unknown},
    {"không nêu", ProjectStatus::unknown},
    {"not stated", ProjectStatus::unknown},
    {"đăng ký", ProjectStatus::registered},
    {"đã đăng ký", ProjectStatus::registered},
    {"mới đăng ký", ProjectStatus::registered},
    {"đã cấp phép", ProjectStatus::registered},
    {"licensed", ProjectStatus::registered},
    {"đúng tiến độ", ProjectStatus::on_schedule},
    {"bảo đảm tiến độ", ProjectStatus::on_schedule},
    {"đảm bảo tiến độ", ProjectStatus::on_schedule},
    {"on time", ProjectStatus::on_schedule},
    {"chậm", ProjectStatus::delayed},
    {"chậm tiến độ", ProjectStatus::delayed},
    {"chậm triển khai", ProjectStatus::delayed},
    {"behind schedule", ProjectStatus::delayed},
    {"late", ProjectStatus::delayed},
    {"hoàn thành", ProjectStatus::completed},
    {"đã hoàn thành", ProjectStatus::completed},
    {"done", ProjectStatus::completed},
    {"thu hồi", ProjectStatus::revoked},
    {"bị thu hồi", ProjectStatus::revoked},
    {"đã thu hồi", ProjectStatus::revoked},
    {"chấm dứt", ProjectStatus::revoked},
    {"chấm dứt hoạt động", ProjectStatus::revoked},
    {"withdrawn", ProjectStatus::revoked},
};

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
    {"planned", FundingStage::planned},
    {"granted", FundingStage::granted},
    {"disbursed", FundingStage::disbursed},
    {"kế hoạch", FundingStage::planned},
    {"dự kiến", FundingStage::planned},
    {"plan", FundingStage::planned},
    {"cam kết", FundingStage::granted},
    {"đã cam kết", FundingStage::granted},
    {"được duyệt", FundingStage::granted},
    {"đã duyệt", FundingStage::granted},
    {"committed", FundingStage::granted},
    {"giải ngân", FundingStage::disbursed},
    {"đã giải ngân", FundingStage::disbursed},
    {"đã chi", FundingStage::disbursed},
    {"paid", FundingStage::disbursed},
    {"paid out", FundingStage::disbursed},
};

inline constexpr EnumWord<Accounting> accounting_words[] = {
    {"flow", Accounting::flow},
    {"stock", Accounting::stock},
    {"rate", Accounting::rate},
    {"index", Accounting::index},
    {"thời kỳ", Accounting::flow},
    {"số thời kỳ", Accounting::flow},
    {"trong kỳ", Accounting::flow},
    {"thời điểm", Accounting::stock},
    {"số thời điểm", Accounting::stock},
    {"cuối kỳ", Accounting::stock},
    {"tỷ lệ", Accounting::rate},
    {"tỉ lệ", Accounting::rate},
    {"tốc độ", Accounting::rate},
    {"chỉ số", Accounting::index},
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
};

inline constexpr EnumWord<PlaceKind> place_kind_words[] = {
    {"country", PlaceKind::country},
    {"region", PlaceKind::region},
    {"province", PlaceKind::province},
    {"district", PlaceKind::district},
    {"commune", PlaceKind::commune},
    {"quốc gia", PlaceKind::country},
    {"cả nước", PlaceKind::country},
    {"vùng", PlaceKind::region},
    {"tỉnh", PlaceKind::province},
    {"thành phố trực thuộc trung ương", PlaceKind::province},
    {"huyện", PlaceKind::district},
    {"quận", PlaceKind::district},
    {"thị xã", PlaceKind::district},
    {"thành phố thuộc tỉnh", PlaceKind::district},
    {"xã", PlaceKind::commune},
    {"phường", PlaceKind::commune},
    {"thị trấn", PlaceKind::commune},
    {"đặc khu", PlaceKind::commune},
    {"ward", PlaceKind::commune},
};

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Stage stage) noexcept { return detail::enum_name(detail::stage_words, stage); }
INDUSTRIA_INLINE std::string_view name(SiteKind kind) noexcept { return detail::enum_name(detail::site_kind_words, kind); }
INDUSTRIA_INLINE std::string_view name(ProjectStatus status) noexcept { return detail::enum_name(detail::project_status_words, status); }
INDUSTRIA_INLINE std::string_view name(FundingKind kind) noexcept { return detail::enum_name(detail::funding_kind_words, kind); }
INDUSTRIA_INLINE std::string_view name(FundingStage stage) noexcept { return detail::enum_name(detail::funding_stage_words, stage); }
INDUSTRIA_INLINE std::string_view name(Accounting accounting) noexcept { return detail::enum_name(detail::accounting_words, accounting); }
INDUSTRIA_INLINE std::string_view name(Desired desired) noexcept { return detail::enum_name(detail::desired_words, desired); }
INDUSTRIA_INLINE std::string_view name(Measure measure) noexcept { return detail::enum_name(detail::measure_words, measure); }
INDUSTRIA_INLINE std::string_view name(Status status) noexcept { return detail::enum_name(detail::status_words, status); }
INDUSTRIA_INLINE std::string_view name(TargetKind kind) noexcept { return detail::enum_name(detail::target_kind_words, kind); }
INDUSTRIA_INLINE std::string_view name(Direction direction) noexcept { return detail::enum_name(detail::direction_words, direction); }
INDUSTRIA_INLINE std::string_view name(PlaceKind kind) noexcept { return detail::enum_name(detail::place_kind_words, kind); }

INDUSTRIA_INLINE std::optional<Stage> parse_stage(std::string_view text) { return detail::parse_enum(detail::stage_words, text); }
INDUSTRIA_INLINE std::optional<SiteKind> parse_site_kind(std::string_view text) { return detail::parse_enum(detail::site_kind_words, text); }
INDUSTRIA_INLINE std::optional<ProjectStatus> parse_project_status(std::string_view text) { return detail::parse_enum(detail::project_status_words, text); }
INDUSTRIA_INLINE std::optional<FundingKind> parse_funding_kind(std::string_view text) { return detail::parse_enum(detail::funding_kind_words, text); }
INDUSTRIA_INLINE std::optional<FundingStage> parse_funding_stage(std::string_view text) { return detail::parse_enum(detail::funding_stage_words, text); }
INDUSTRIA_INLINE std::optional<Accounting> parse_accounting(std::string_view text) { return detail::parse_enum(detail::accounting_words, text); }
INDUSTRIA_INLINE std::optional<Desired> parse_desired(std::string_view text) { return detail::parse_enum(detail::desired_words, text); }
INDUSTRIA_INLINE std::optional<Measure> parse_measure(std::string_view text) { return detail::parse_enum(detail::measure_words, text); }
INDUSTRIA_INLINE std::optional<Status> parse_status(std::string_view text) { return detail::parse_enum(detail::status_words, text); }
INDUSTRIA_INLINE std::optional<TargetKind> parse_target_kind(std::string_view text) { return detail::parse_enum(detail::target_kind_words, text); }
INDUSTRIA_INLINE std::optional<Direction> parse_direction(std::string_view text) { return detail::parse_enum(detail::direction_words, text); }
INDUSTRIA_INLINE std::optional<PlaceKind> parse_place_kind(std::string_view text) { return detail::parse_enum(detail::place_kind_words, text); }

}  // namespace industria::inline INDUSTRIA_ABI
