// SPDX-License-Identifier: Apache-2.0
// Walking over the rows of a long frame: series by series in blocks for threads, row by row with the period, and with the
// value some periods earlier.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/detail/parallel.hpp>
#include <industria/detail/streamed_out.hpp>
#include <industria/indicators/panel_keys.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_rows(const char* function, const char* what, std::size_t actual, std::size_t expected, const char* per = "row") {
  if (actual == expected) return;
  throw ShapeError(std::string(function) + ": " + what + " has " + std::to_string(actual) + " entries, expected one per " + per + " (" +
                   std::to_string(expected) + ")");
}

inline void require_at_least(const char* function, const char* what, int value, int least) {
  if (value >= least) return;
  throw ValueError(std::string(function) + ": " + what + " is " + std::to_string(value) + ", expected at least " + std::to_string(least));
}

/// use(begin, end) for runs of series of about this many rows.
template <class Use>
void for_each_series_block(const PanelKeys& keys, int n_threads, Use use) {
  constexpr std::size_t block_rows = 65536;
  if (keys.series() == 0) return;
  const std::size_t per_series = std::max<std::size_t>(1, keys.size() / keys.series());
  const std::size_t block = std::max<std::size_t>(1, block_rows / per_series);
  const std::size_t blocks = (keys.series() + block - 1) / block;
  for_each_index(blocks, n_threads, {}, [&](std::size_t b) { use(b * block, std::min((b + 1) * block, keys.series())); });
}

/// use(i, period) for the rows of a series whose period lies in [from, to), i counted from the series' first row.
template <class Use>
void for_each_row(const PanelKeys& keys, const PanelKeys::Rows& rows, std::size_t from, std::size_t to, Use use) {
  if (!rows.has_gaps) {
    const std::size_t begin = from > rows.first ? from - rows.first : 0;
    const std::size_t end = to > rows.first ? std::min(to - rows.first, rows.count) : 0;
    for (std::size_t i = begin; i < end; ++i) use(i, rows.first + i);
    return;
  }
  keys.time().visit([&](const auto* time) {
    for (std::size_t i = 0; i < rows.count; ++i) {
      const auto period = static_cast<std::size_t>(time[rows.begin + i] - keys.first_time());
      if (period >= from && period < to) use(i, period);
    }
  });
}

/// use(i, period, earlier): the value `lag` periods before row i, missing if the series has no such row.
template <class Use>
void for_each_pair(const PanelKeys& keys, const PanelKeys::Rows& rows, const double* values, std::size_t lag, Use use) {
  if (!rows.has_gaps) {
    const std::size_t head = std::min(lag, rows.count);
    for (std::size_t i = 0; i < head; ++i) use(i, rows.first + i, missing);
    for (std::size_t i = head; i < rows.count; ++i) use(i, rows.first + i, values[i - lag]);
    return;
  }
  keys.time().visit([&](const auto* time) {
    const auto* const at = time + rows.begin;
    std::size_t back = 0;
    for (std::size_t i = 0; i < rows.count; ++i) {
      const std::int64_t wanted = static_cast<std::int64_t>(at[i]) - static_cast<std::int64_t>(lag);
      while (at[back] < wanted) ++back;  // stops at i at the latest
      use(i, static_cast<std::size_t>(at[i] - keys.first_time()), at[back] == wanted ? values[back] : missing);
    }
  });
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
