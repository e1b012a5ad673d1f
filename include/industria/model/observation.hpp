// SPDX-License-Identifier: Apache-2.0
// One stated figure: a level, a growth, a share ... with its period, comparison, status and vintage.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/period.hpp>
#include <industria/model/indicator.hpp>
#include <industria/model/source.hpp>
#include <industria/units/amount.hpp>

#include <optional>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {

/// What the figure states. Only a level is a level: growth and deviations are never turned into one.
enum class Measure {
  level,                  ///< in the unit of the indicator
  change,                 ///< absolute change on `base_period`
  growth_on_previous,     ///< on the period before
  growth_on_same_period,  ///< on the same period a year before
  average_growth,         ///< average yearly growth over `span`
  share,                  ///< part of a whole
  ratio_to_plan,          ///< actual / plan
  deviation_from_plan,    ///< actual / plan - 1
  difference              ///< to another series or period, in the unit of the level
};
/// How firm the figure is: chính thức, sơ bộ, ước tính, kế hoạch. A later vintage of one figure is an observation of its own.
enum class Status { final, provisional, estimate, plan };
/// What one source says of one indicator in one period. Figures that it does not give are no observations.
struct Observation {
  IndicatorKey key{};                 ///< which indicator of whom
  Measure measure = Measure::level;   ///< the figure keeps the unit of the source, % or plain
  PeriodSpan span{};  ///< the period; for an average growth first to last year
  std::optional<Period> base_period{};  ///< what a change or growth is measured on, where that is not the usual period
  Figure figure{};                      ///< value, unit, price basis and the bounds of the wording
  Status status = Status::final;        ///< of the figure at `known_on`
  Date known_on{};  ///< when it became known: the source's date; no date: then taken as known at the period's end
  Origin origin{};

  [[nodiscard]] const Period& period() const noexcept { return span.last; }
};

/// The canonical word ("growth_on_previous"), and back: parse_* also reads the Vietnamese and English words of an office (docs/dataset.md), in either case
/// and Unicode form; any other text gives nothing. None of them throws for what it reads.
[[nodiscard]] INDUSTRIA_API std::string_view name(Measure measure) noexcept;
[[nodiscard]] INDUSTRIA_API std::string_view name(Status status) noexcept;
[[nodiscard]] INDUSTRIA_API std::optional<Measure> parse_measure(std::string_view text);
/// Also reads "sơ bộ", "ước", "Prel.", "chính thức", "kế hoạch".
[[nodiscard]] INDUSTRIA_API std::optional<Status> parse_status(std::string_view text);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_observation.ipp>
#endif
