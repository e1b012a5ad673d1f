// SPDX-License-Identifier: Apache-2.0
// Who produces, and where: enterprises, plants, industrial parks and clusters, investment projects. Empty texts: not said.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/period.hpp>
#include <industria/model/source.hpp>
#include <industria/units/amount.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
/// Who owns plants and projects.
struct Enterprise {
  std::string id{};    ///< unique among enterprises; the other tables refer to it
  std::string name{};  ///< as the source writes it
  std::string place{};   ///< Place::id of its seat; may be empty
  std::string sector{};  ///< Sector::code; may be empty
  Origin origin{};
};
/// Where something is made: one site of production, whose capacities and money are rows of their own tables (capacity.hpp, funding.hpp).
struct Plant {
  std::string id{};
  std::string name{};
  std::string enterprise{};  ///< owner, Enterprise::id; may be empty
  std::string place{};    ///< Place::id
  std::string sector{};   ///< Sector::code; may be empty
  std::string product{};  ///< Product::id of its main product; may be empty
  Origin origin{};
};

/// How far a site, capacity or project has come, in the order of its life.
enum class Stage {
  unknown,  ///< not said
  planned,
  detailed_plan,
  approved,
  under_construction,
  trial,
  operating,
  closed
};
/// Khu công nghiệp, cụm công nghiệp.
enum class SiteKind { park, cluster };

/// An industrial park (khu) or cluster (cụm): one, or an unnamed group of `count`.
struct Site {
  std::string id{};
  std::string name{};  ///< empty for an unnamed group
  SiteKind kind = SiteKind::park;
  int count = 1;  ///< how many sites the row stands for
  bool subset =
      false;  ///< already counted in another row of the same kind and place (detailed plans among the planned)
  std::string place{};  ///< Place::id
  Stage stage = Stage::unknown;
  Period as_of{};  ///< the state is told for this period (year 0: not said)
  std::optional<Figure> area{};
  std::string area_scope{};  ///< what the area covers when the source leaves that open, in the reader's words
  Origin origin{};
};
/// As the source reports it; nothing is concluded from dates.
enum class ProjectStatus { unknown, registered, on_schedule, delayed, completed, revoked };

/// An investment project, or an unnamed aggregate ("trên 90 dự án": count with bounds). Capital is a stock: all up to `as_of`.
struct Project {
  std::string id{};
  std::string name{};
  std::optional<Figure> count{};  ///< for aggregates; one named project has none
  std::string owner{};          ///< Enterprise::id
  std::string site{};           ///< Site::id
  std::string place{};          ///< Place::id
  std::string sector{};         ///< Sector::code; may be empty
  std::optional<Figure> registered_capital{};
  std::optional<Figure> disbursed_capital{};
  std::optional<Figure> jobs{};
  Period as_of{};  ///< the figures are told for this period (year 0: not said)
  Date due{};      ///< when it is to be finished; no date: not said
  ProjectStatus status = ProjectStatus::unknown;
  Origin origin{};
};

/// The canonical word ("under_construction"), and back: parse_* also reads the Vietnamese and English words of an office (docs/dataset.md), in either case
/// and Unicode form; any other text gives nothing. None of them throws for what it reads.
[[nodiscard]] INDUSTRIA_API std::string_view name(Stage stage) noexcept;
[[nodiscard]] INDUSTRIA_API std::string_view name(SiteKind kind) noexcept;
[[nodiscard]] INDUSTRIA_API std::string_view name(ProjectStatus status) noexcept;
[[nodiscard]] INDUSTRIA_API std::optional<Stage> parse_stage(std::string_view text);
[[nodiscard]] INDUSTRIA_API std::optional<SiteKind> parse_site_kind(std::string_view text);
[[nodiscard]] INDUSTRIA_API std::optional<ProjectStatus> parse_project_status(
    std::string_view text);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_enterprise.ipp>
#endif
