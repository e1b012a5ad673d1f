// SPDX-License-Identifier: Apache-2.0
// Growth over whole panels, straight from the columns of a long frame: any lag, year to date, compound growth per series.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/indicators/panel_keys.hpp>

#include <cstdint>
#include <span>

namespace industria::inline INDUSTRIA_ABI {

// All functions: `values` has one entry per row of `keys`; the results are those of indicators/growth.hpp, to the last bit, and the
// same for any number of threads. A figure that cannot be given is NaN, never infinite; `reasons`, if not empty, gets why: the number
// of the enumerator of Reason (0 for none). The columns may not overlap. Throw ShapeError for lengths, ValueError for options.

/// The lag in periods of the frame: 1 for period on period; 1, 2, 4, 12 for the same period of the year before.
struct PanelGrowthOptions {
  int lag = 1;
  int n_threads = 1;          ///< 0: as many as the machine has
  bool out_is_fresh = false;  ///< `out` is new memory, never written to: it is then filled faster, with the same figures
};
/// y(t) / y(t - lag) - 1 for every row. No row of that series and period: `missing`. No memory beyond `out`.
INDUSTRIA_API void panel_growth(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                const PanelGrowthOptions& options = {}, std::span<std::uint8_t> reasons = {});

/// Which periods make a year: `periods_per_year` of them from `year_start` on, and before it likewise.
struct PanelYearOptions {
  int periods_per_year = 12;
  std::int64_t year_start = 0;  ///< any period number with which a year begins; 0 suits Period::ordinal()
  int n_threads = 1;
  bool out_is_fresh = false;
};
/// Sum since the start of the year, "lũy kế": missing from a missing or absent period to the end of its year.
INDUSTRIA_API void panel_year_to_date(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                      const PanelYearOptions& options = {}, std::span<std::uint8_t> reasons = {});
/// That sum's growth on the same periods of the year before.
INDUSTRIA_API void panel_year_to_date_growth(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                             const PanelYearOptions& options = {}, std::span<std::uint8_t> reasons = {});

/// The rate is per `periods_per_step` periods: 4 makes a yearly rate from quarters.
struct PanelCagrOptions {
  int periods_per_step = 1;
  int n_threads = 1;
};
/// Compound growth from the first to the last observed value of each series; one entry per series in `out` and `reasons`.
/// Fewer than two observed values: `too_few_points` (none: `missing`).
INDUSTRIA_API void panel_cagr(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                              const PanelCagrOptions& options = {}, std::span<std::uint8_t> reasons = {});
/// What rounding leaves open of it where values are rounded to multiples of `resolution` (> 0): smallest and largest rate. An end
/// that cannot be given (a first value that may be zero) is missing, as both are where the rate is.
INDUSTRIA_API void panel_cagr_bounds(const PanelKeys& keys, std::span<const double> values, double resolution, std::span<double> lo,
                                     std::span<double> hi, const PanelCagrOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_panel_growth.ipp>
#endif
