// SPDX-License-Identifier: Apache-2.0
// All that is known of some provinces: the tables of a dataset as values, with look-up and knowledge dates.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/model/capacity.hpp>
#include <industria/model/classification.hpp>
#include <industria/model/enterprise.hpp>
#include <industria/model/funding.hpp>
#include <industria/model/indicator.hpp>
#include <industria/model/observation.hpp>
#include <industria/model/place.hpp>
#include <industria/model/series.hpp>
#include <industria/model/source.hpp>
#include <industria/model/target.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// A remark on the data that no rule can compute, in both languages.
struct Remark {
  std::string id{};
  std::string text_vi{};
  std::string text_en{};
  std::string place{};
  Origin origin{};
};

/// The tables. Plain data: fill it by hand, or with read_dataset (io/dataset_folder.hpp). References are by id.
struct Dataset {
  std::string title_vi{};
  std::string title_en{};
  std::vector<Source> sources{};
  Gazetteer places{};
  std::vector<Sector> sectors{};
  std::vector<Product> products{};
  std::vector<Indicator> indicators{};
  std::vector<Enterprise> enterprises{};
  std::vector<Plant> plants{};
  std::vector<Site> sites{};
  std::vector<Project> projects{};
  std::vector<Capacity> capacities{};
  std::vector<FundingSource> funding_sources{};
  std::vector<Programme> programmes{};
  std::vector<Activity> activities{};
  std::vector<Funding> funding{};
  std::vector<Target> targets{};
  std::vector<Observation> observations{};
  std::vector<Remark> remarks{};
};

/// First row with that id, or nullptr. For any table of rows with a member `id`.
template <class Row>
[[nodiscard]] const Row* find_by_id(const std::vector<Row>& rows, std::string_view id) noexcept {
  for (const Row& row : rows) {
    if (row.id == id) return &row;
  }
  return nullptr;
}
[[nodiscard]] INDUSTRIA_API const Sector* find_sector(const Dataset& data,
                                                      std::string_view code) noexcept;

/// What is wrong with the data as a whole, all of it, nothing repaired: references to rows that do not exist
/// ("model.unknown_reference", with the nearest id), missing and duplicate ids, duplicate and repeated keys, negative
/// capacities, sums, areas and counts, wrong units, shares outside 0..100 %, empty spans, levels outside the indicator's
/// natural limits, places that did not exist at the time, quotations of more than 12 words. An issue's `where` is the
/// row's own origin, or the name of the table if the row was not read from a file; its column is the member's name.
[[nodiscard]] INDUSTRIA_API std::vector<Issue> validate(const Dataset& data);

/// The latest date on which anything in the data became known: the default knowledge date.
[[nodiscard]] INDUSTRIA_API Date latest_known(const Dataset& data) noexcept;

/// The distinct keys of observations and targets, sorted.
[[nodiscard]] INDUSTRIA_API std::vector<IndicatorKey> indicator_keys(const Dataset& data);

/// The date on which an observation became known: `known_on`, or the last day of its period.
[[nodiscard]] INDUSTRIA_API Date known_date(const Observation& observation) noexcept;

/// Actual levels, what they come from, and what was left out.
struct ActualSeries {
  Series series{};  ///< no values if there is no level
  /// One per value, nullptr where missing; they live in the dataset.
  std::vector<const Observation*> observations{};
  std::vector<Issue> issues{};
};

/// The actual levels of one key as known on `as_of` (no date: everything), from the first to the last period that has one;
/// for each period the latest vintage, final before provisional before estimate of the same date, the first row of equal
/// ones. Plans are no actuals, nor are sums over several periods. Values are in the unit of the first; other units of that
/// dimension are converted. What cannot stand beside the latest value is left out with an issue: another price basis
/// ("model.other_price_basis"), another dimension ("model.other_dimension"), another kind of period ("model.other_period_kind";
/// years are kept if there are any, else the kind of the latest value, unless `kind` says which).
/// Where a firmer figure without a date gives way to a dated one, an issue says so ("model.undated_result"). The limits are
/// the indicator's. Levels told as bounds, with decimals, or as "gần" and "khoảng" keep what they may be (Series::bounds; docs/targets.md).
/// Throws nothing; missing is NaN.
[[nodiscard]] INDUSTRIA_API ActualSeries actual_levels(const Dataset& data, const IndicatorKey& key,
                                                       Date as_of = {},
                                                       std::optional<PeriodKind> kind = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_dataset.ipp>
#include <industria/detail/model_validate.ipp>
#endif
