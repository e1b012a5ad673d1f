// SPDX-License-Identifier: Apache-2.0
// Body of model/enterprise.hpp: the words of stages, sites and project statuses.
#pragma once

#include <industria/detail/enum_words.hpp>
#include <industria/model/enterprise.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

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

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(Stage stage) noexcept {
  return detail::enum_name(detail::stage_words, stage);
}
INDUSTRIA_INLINE std::optional<Stage> parse_stage(std::string_view text) {
  return detail::parse_enum(detail::stage_words, text);
}
INDUSTRIA_INLINE std::string_view name(SiteKind kind) noexcept {
  return detail::enum_name(detail::site_kind_words, kind);
}
INDUSTRIA_INLINE std::optional<SiteKind> parse_site_kind(std::string_view text) {
  return detail::parse_enum(detail::site_kind_words, text);
}
INDUSTRIA_INLINE std::string_view name(ProjectStatus status) noexcept {
  return detail::enum_name(detail::project_status_words, status);
}
INDUSTRIA_INLINE std::optional<ProjectStatus> parse_project_status(std::string_view text) {
  return detail::parse_enum(detail::project_status_words, text);
}

}  // namespace industria::inline INDUSTRIA_ABI
