// SPDX-License-Identifier: Apache-2.0
// Money against money and against capacity: who pays, how much a public dong moves, what a unit of capacity costs.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/dataset.hpp>
#include <industria/units/amount.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// private / public, with bounds; both must be money of one currency and basis (UnitError). Zero public: value missing.
/// 48.4 to 26.9 bn gives 1.80 private dong per public dong.
[[nodiscard]] INDUSTRIA_API Figure leverage(const Figure& private_money, const Figure& public_money);

/// The same of plain numbers of one unit, with the reason: zero public money is `zero_base`, not an infinite leverage.
[[nodiscard]] INDUSTRIA_API Value leverage(double private_money, double public_money) noexcept;
/// total / public: 4.4 đồng spent in all per public đồng; the total includes the public money and what is neither. `zero_base`, `negative_base`.
[[nodiscard]] INDUSTRIA_API Value total_multiplier(double total, double public_money) noexcept;
[[nodiscard]] INDUSTRIA_API Figure total_multiplier(const Figure& total, const Figure& public_money);
/// support / what it brought: added capacity, jobs, tonnes of CO2; in the units of the two numbers. `zero_base`, `negative_base`.
[[nodiscard]] INDUSTRIA_API Value support_intensity(double support, double brought) noexcept;
/// Pair by pair; all three of one length, else ShapeError. No allocation.
INDUSTRIA_API void leverage(std::span<const double> private_money, std::span<const double> public_money, std::span<double> out);
INDUSTRIA_API void support_intensity(std::span<const double> support, std::span<const double> brought, std::span<double> out);

/// support / capacity, e.g. VND per (brick/year); bounds travel: "gần 400 triệu" on 80.000 m2/năm is below 5.000.
[[nodiscard]] INDUSTRIA_API Figure support_per_capacity(const Figure& support, const Figure& capacity);

/// Money of one programme (or plant) added up.
struct FundingPart {
  std::string id{};   ///< FundingSource::id, or the year as text; empty: not split
  Figure amount{};
  Value share{};      ///< of the sum of the parts; not_comparable if they are of several currencies or price bases
  std::optional<Figure> stated_share{};  ///< as the source prints it
};
struct FundingSummary {
  std::optional<Figure> total{};          ///< as stated
  std::vector<FundingPart> by_source{};   ///< rows that name a source, in the data's order
  std::vector<FundingPart> by_year{};     ///< rows of one year without source
  std::vector<std::vector<std::optional<Figure>>> by_source_and_year{};  ///< only if the data have rows with both; else empty
  std::optional<Figure> public_money{};   ///< sums over sources of that kind, if of one currency and price basis
  std::optional<Figure> private_money{};
  std::optional<Figure> leverage{};       ///< private / public
};
/// Rows of `funding` whose programme or plant is `owner`. Nothing is imputed: a split that no row states stays empty.
[[nodiscard]] INDUSTRIA_API FundingSummary summarise_funding(const Dataset& data, std::string_view owner);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_funding_ratios.ipp>
#endif
