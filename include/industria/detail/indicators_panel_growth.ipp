// SPDX-License-Identifier: Apache-2.0
// Body of indicators/panel_growth.hpp: the growth kernels along the rows of a long frame; reasons in a second look at rows that are
// still in the cache.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/growth_kernel.hpp>
#include <industria/detail/indicators_panel_rows.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/indicators/panel_growth.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_panel_columns(const char* function, std::size_t values, std::size_t out, std::size_t reasons, std::size_t rows,
                                  std::size_t results, const char* per, int n_threads) {
  require_rows(function, "values", values, rows);
  require_rows(function, "out", out, results, per);
  if (reasons != 0) require_rows(function, "reasons", reasons, results, per);
  require_at_least(function, "n_threads", n_threads, 0);
}

[[nodiscard]] constexpr std::uint8_t number_of(Reason reason) noexcept {
  return static_cast<std::uint8_t>(reason);
}

/// The walk through the year: sums from its start, missing from the first row that is not there.
struct YearSum {
  std::int64_t per_year = 1;
  std::int64_t start = 0;
  double sum = missing;
  std::size_t expected = 0;  ///< the period that would go on with the sum

  /// Where in its year a period stands, 0 for the first.
  [[nodiscard]] std::int64_t place(std::int64_t time) const noexcept {
    const std::int64_t rest = (time - start) % per_year;
    return rest < 0 ? rest + per_year : rest;
  }
  /// The sum up to and with this row.
  double add(std::size_t period, std::int64_t place_in_year, double y) noexcept {
    if (place_in_year == 0) {
      sum = 0.0;
    } else if (period != expected) {
      sum = missing;
    }
    expected = period + 1;
    sum += y;
    return sum;
  }
};

/// visit(i, sum, sum a year before) for the rows of a series.
template <class Visit>
void for_each_year_sum(const PanelKeys& keys, const PanelKeys::Rows& rows, const double* values, const PanelYearOptions& options,
                       Visit visit) {
  YearSum now{options.periods_per_year, options.year_start};
  YearSum then = now;
  std::int64_t place = 0;
  std::size_t last = 0;
  bool begun = false;
  for_each_pair(keys, rows, values, static_cast<std::size_t>(options.periods_per_year),
                [&](std::size_t i, std::size_t period, double earlier) {
                  const bool goes_on = begun && period == last + 1;
                  place = goes_on ? place + 1 : now.place(keys.first_time() + static_cast<std::int64_t>(period));
                  if (place == options.periods_per_year) place = 0;
                  begun = true;
                  last = period;
                  // Both walk along the rows of this year: a row that is absent breaks both sums.
                  visit(i, now.add(period, place, values[i]), then.add(period, place, earlier));
                });
}

template <class Kernel>
void panel_year_kernel(const char* function, const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                       const PanelYearOptions& options, std::span<std::uint8_t> reasons, Kernel kernel) {
  require_panel_columns(function, values.size(), out.size(), reasons.size(), keys.size(), keys.size(), "row", options.n_threads);
  require_at_least(function, "periods_per_year", options.periods_per_year, 1);
  for_each_series_block(keys, options.n_threads, [&](std::size_t begin, std::size_t end) {
    StreamedOut column(out.data() + keys.rows(begin).begin, out.size(), options.out_is_fresh);
    for (std::size_t s = begin; s < end; ++s) {
      const PanelKeys::Rows rows = keys.rows(s);
      double* const to = column.next(rows.count);
      for_each_year_sum(keys, rows, values.data() + rows.begin, options, [&](std::size_t i, double now, double then) {
        const Value figure = kernel(now, then);
        to[i] = figure.value;
        if (!reasons.empty()) reasons[rows.begin + i] = number_of(figure.reason);
      });
    }
  });
}

/// First and last observed value of a series and the periods between them; steps 0 if there are not two.
struct SeriesEnds {
  double start = missing;
  double end = missing;
  std::size_t periods = 0;
};
[[nodiscard]] inline SeriesEnds series_ends(const PanelKeys& keys, const PanelKeys::Rows& rows, const double* values) noexcept {
  std::size_t first = 0;
  std::size_t last = rows.count;
  while (first < last && is_missing(values[first])) ++first;
  while (last > first && is_missing(values[last - 1])) --last;
  if (first == last) return {};
  --last;
  const std::size_t periods =
      rows.has_gaps ? static_cast<std::size_t>(keys.time()[rows.begin + last] - keys.time()[rows.begin + first]) : last - first;
  return {values[first], values[last], periods};
}

/// As cagr(start, end, steps) for a number of steps that need not be whole.
[[nodiscard]] inline Value cagr_of_ends(const SeriesEnds& ends, double periods_per_step) noexcept {
  if (is_missing(ends.start)) return Reason::missing;
  if (ends.periods == 0) return Reason::too_few_points;
  if (ends.start == 0.0) return Reason::zero_base;
  if ((ends.start < 0.0) != (ends.end < 0.0)) return Reason::sign_change;
  if (ends.start < 0.0) return Reason::negative_base;
  return compound_growth_kernel(ends.start, ends.end, static_cast<double>(ends.periods) / periods_per_step);
}

}  // namespace detail

INDUSTRIA_INLINE void panel_growth(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                   const PanelGrowthOptions& options, std::span<std::uint8_t> reasons) {
  detail::require_panel_columns("panel_growth", values.size(), out.size(), reasons.size(), keys.size(), keys.size(), "row",
                                options.n_threads);
  detail::require_at_least("panel_growth", "lag", options.lag, 1);
  const auto lag = static_cast<std::size_t>(options.lag);
  detail::for_each_series_block(keys, options.n_threads, [&](std::size_t begin, std::size_t end) {
    detail::StreamedOut column(out.data() + keys.rows(begin).begin, out.size(), options.out_is_fresh);
    for (std::size_t s = begin; s < end; ++s) {
      const PanelKeys::Rows rows = keys.rows(s);
      const double* const y = values.data() + rows.begin;
      double* const to = column.next(rows.count);
      detail::for_each_pair(keys, rows, y, lag,
                            [&](std::size_t i, std::size_t, double base) { to[i] = detail::growth_kernel(base, y[i]); });
      if (reasons.empty()) continue;
      std::uint8_t* const why = reasons.data() + rows.begin;
      detail::for_each_pair(keys, rows, y, lag, [&](std::size_t i, std::size_t, double base) {
        why[i] = detail::number_of(is_missing(to[i]) ? growth(base, y[i]).reason : Reason::none);
      });
    }
  });
}

INDUSTRIA_INLINE void panel_year_to_date(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                         const PanelYearOptions& options, std::span<std::uint8_t> reasons) {
  detail::panel_year_kernel("panel_year_to_date", keys, values, out, options, reasons, [](double now, double) { return Value(now); });
}

INDUSTRIA_INLINE void panel_year_to_date_growth(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                                const PanelYearOptions& options, std::span<std::uint8_t> reasons) {
  detail::panel_year_kernel("panel_year_to_date_growth", keys, values, out, options, reasons,
                            [](double now, double then) { return growth(then, now); });
}

INDUSTRIA_INLINE void panel_cagr(const PanelKeys& keys, std::span<const double> values, std::span<double> out,
                                 const PanelCagrOptions& options, std::span<std::uint8_t> reasons) {
  detail::require_panel_columns("panel_cagr", values.size(), out.size(), reasons.size(), keys.size(), keys.series(), "series",
                                options.n_threads);
  detail::require_at_least("panel_cagr", "periods_per_step", options.periods_per_step, 1);
  detail::for_each_series_block(keys, options.n_threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t s = begin; s < end; ++s) {
      const PanelKeys::Rows rows = keys.rows(s);
      const Value rate = detail::cagr_of_ends(detail::series_ends(keys, rows, values.data() + rows.begin), options.periods_per_step);
      out[s] = rate.value;
      if (!reasons.empty()) reasons[s] = detail::number_of(rate.reason);
    }
  });
}

INDUSTRIA_INLINE void panel_cagr_bounds(const PanelKeys& keys, std::span<const double> values, double resolution, std::span<double> lo,
                                        std::span<double> hi, const PanelCagrOptions& options) {
  detail::require_panel_columns("panel_cagr_bounds", values.size(), lo.size(), 0, keys.size(), keys.series(), "series", options.n_threads);
  detail::require_rows("panel_cagr_bounds", "hi", hi.size(), keys.series(), "series");
  detail::require_at_least("panel_cagr_bounds", "periods_per_step", options.periods_per_step, 1);
  if (!(resolution > 0.0) || is_missing(resolution)) {
    throw ValueError("panel_cagr_bounds: resolution is " + std::to_string(resolution) + ", expected above 0");
  }
  const double half = resolution / 2.0;
  detail::for_each_series_block(keys, options.n_threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t s = begin; s < end; ++s) {
      const PanelKeys::Rows rows = keys.rows(s);
      const detail::SeriesEnds ends = detail::series_ends(keys, rows, values.data() + rows.begin);
      const auto rate = [&](double start, double stop) {
        return detail::cagr_of_ends({start, std::max(stop, 0.0), ends.periods}, options.periods_per_step).value;
      };
      const bool is_given = detail::cagr_of_ends(ends, options.periods_per_step).reason == Reason::none;
      lo[s] = is_given ? rate(ends.start + half, ends.end - half) : missing;
      hi[s] = is_given ? rate(ends.start - half, ends.end + half) : missing;
    }
  });
}

}  // namespace industria::inline INDUSTRIA_ABI
