// SPDX-License-Identifier: Apache-2.0
// Index series over time: re-referencing, linking of overlapping series, and chain-linked volumes with their contributions.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/model/panel_view.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Re-referencing (rebasing): every series divided by its mean over `reference` and times `level`, so that a monthly series
/// averages 100 over the year 2020. Growth rates stay as they are; weights too (reweighting is another thing: an index is
/// computed anew with new weights and then linked to the old one). `reference` is a year for series of any kind, or a period of
/// the series' own kind. A series that does not cover the reference, or whose mean there is not positive, is missing and the
/// rest unharmed. Throws ShapeError if out does not match the values, ValueError if level is not positive.
INDUSTRIA_API void re_reference(const PanelView& panel, const Period& reference, std::span<double> out, double level = 100.0);
INDUSTRIA_API void re_reference(const SeriesView& series, const Period& reference, std::span<double> out, double level = 100.0);

/// What a series on the new basis is multiplied by to continue the old one: mean of old / mean of new over the periods both have.
/// One period: one-period overlap; the months of one year: annual overlap. Over one and the same overlap
/// factor(a, b) * factor(b, c) = factor(a, c). Throws ShapeError if the sizes differ.
[[nodiscard]] INDUSTRIA_API Value link_factor(std::span<const double> old_overlap, std::span<const double> new_overlap);

/// The old series before the overlap, and from its first period on the new series times link_factor(): values for
/// old.first to the new series' last period. Growth within each part stays as it was. Missing periods between stay missing.
/// Throws ValueError for mixed kinds of periods and for no common period, UnitError for different units or price bases.
/// Without a link factor (missing or non-positive overlap) the new part is missing.
[[nodiscard]] INDUSTRIA_API Series link(const SeriesView& old_series, const SeriesView& new_series, PeriodSpan overlap);

/// How a year's volumes, valued in the prices of the year before, are joined to what came earlier.
/// Source: Quarterly National Accounts Manual (IMF 2017), chapter 8.
enum class Overlap : std::uint8_t {
  annual,     ///< through the previous year's average: the mean of the periods is the annual chain index; steps at new year may occur
  one_period  ///< through the previous year's last period: no step, but the periods' mean is in general not the annual index
};

/// What is chained. Year y is valued in the average prices of year y - 1, the first year in its own.
struct ChainTable {
  std::span<const double> prices{};      ///< average price of product i in year y: [i * years + y]; the last year's are not used
  std::span<const double> quantities{};  ///< of product i, year y, period k: [(i * years + y) * periods + k]
  std::size_t years = 0;
  std::size_t periods = 1;  ///< within a year: 1, 2, 4 or 12
  [[nodiscard]] std::size_t products() const noexcept { return years == 0 ? 0 : prices.size() / years; }
};

/// The chained index and what it is made of. Contributions are in percentage points, product by product; NaN with `index`.
struct ChainedVolume {
  std::vector<double> index{};   ///< of year y, period k: [y * periods + k]; the first year averages 100
  std::vector<double> annual{};  ///< annual chain index: prod of sum p(y-1) Q(y) / sum p(y-1) Q(y-1), first year 100
  /// Of product i to the annual growth of year y: [i * years + y] = 100 p_i (Q_i,y - Q_i,y-1) / sum p Q(y-1), p of y - 1.
  std::vector<double> annual_contributions{};
  /// Of product i to the growth of (y, k) on the same period a year before: [(i * years + y) * periods + k]. From that period
  /// to the link in the older year's prices, from the link on in the newer year's; adds up exactly for both kinds of overlap.
  std::vector<double> contributions{};
  /// Chained total minus the sum of products, both in average prices of the first year per period: chained volumes do not add up.
  std::vector<double> residual{};
  Reason reason = Reason::none;  ///< why the first missing index is
};
/// Chain-links one table. A year that cannot be given (a missing or negative input, a value of zero to divide by) is missing with
/// all after it. Throws ShapeError if the spans do not fit years and periods.
[[nodiscard]] INDUSTRIA_API ChainedVolume chain_link(const ChainTable& table, Overlap overlap);

/// The index alone for many tables in one: group g is the products [groups[g], groups[g + 1]); out[(g * years + y) * periods + k].
/// No allocation. One bad group leaves the others unharmed.
INDUSTRIA_API void chain_link(const ChainTable& table, Overlap overlap, std::span<const std::int64_t> groups, std::span<double> out);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_chain_link.ipp>
#endif
