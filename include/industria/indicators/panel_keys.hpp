// SPDX-License-Identifier: Apache-2.0
// The keys of a long frame, one row per series and period, checked once: what the panel indicators need to know of it.
#pragma once

#include <industria/base/config.hpp>
#include <industria/indicators/integer_column.hpp>
#include <industria/model/panel_view.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Where the series of a long frame lie and which periods their rows are. Rows are sorted by series, then by period. A period is a
/// whole number and consecutive periods differ by 1 (year, 4 * year + quarter, 0, 1, ...; Period::ordinal()). Series may begin and
/// end where they like and have gaps: a lag counts periods, never rows. Nothing is copied; a grid (every series has the same
/// consecutive periods) takes no memory, other frames 16 bytes per series.
class INDUSTRIA_API PanelKeys {
 public:
  PanelKeys() = default;
  /// Raw columns, one entry per row; `id` says which series, ascending. The time column must outlive the keys. One pass. Throws
  /// ShapeError if the lengths differ; ValueError naming the rows (counted from 0) for a duplicate or for rows out of order; to leave
  /// out the series that have such rows and go on with the others: sound_rows().
  PanelKeys(IntegerColumn id, IntegerColumn time);
  /// The same where `starts` has the first row of each series (the first 0, ascending): for names that are no numbers.
  [[nodiscard]] static PanelKeys of_runs(std::span<const std::int64_t> starts, IntegerColumn time);
  /// The same where series s has the rows offsets[s] to offsets[s + 1] - 1 (0 first, the number of rows last) and may have none.
  [[nodiscard]] static PanelKeys of_offsets(std::span<const std::int64_t> offsets, IntegerColumn time);
  /// The rows of a panel (validated here). ValueError if series have periods of different kinds (mixed frequencies), naming both.
  [[nodiscard]] static PanelKeys of_panel(const PanelView& panel);
  /// series x periods, series after series: a matrix by rows.
  [[nodiscard]] static PanelKeys grid(std::size_t series, std::size_t periods, std::int64_t first_time = 0) noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return rows_; }
  [[nodiscard]] std::size_t series() const noexcept { return series_; }
  /// From the frame's first period to its last; 0 for an empty frame.
  [[nodiscard]] std::size_t periods() const noexcept { return periods_; }
  [[nodiscard]] std::int64_t first_time() const noexcept { return first_time_; }
  /// Every series has all periods.
  [[nodiscard]] bool is_grid() const noexcept { return offsets_.empty(); }

  /// The rows of one series: begin, begin + 1, ...
  struct Rows {
    std::size_t begin = 0;
    std::size_t count = 0;
    std::size_t first = 0;  ///< period of the first row, counted from first_time()
    bool has_gaps = false;  ///< else row begin + i has period first + i
  };
  [[nodiscard]] Rows rows(std::size_t s) const noexcept {
    if (is_grid()) return {s * periods_, periods_, 0, false};
    const auto begin = static_cast<std::size_t>(offsets_[s]);
    const auto count = static_cast<std::size_t>(offsets_[s + 1]) - begin;
    return {begin, count, static_cast<std::size_t>(first_[s] - first_time_), length_of(s, begin, count) != count};
  }
  /// Period numbers row by row; empty for grids and panels, which have no gaps.
  [[nodiscard]] const IntegerColumn& time() const noexcept { return time_; }

 private:
  [[nodiscard]] std::size_t length_of(std::size_t s, std::size_t begin, std::size_t count) const noexcept {
    if (count == 0 || time_.size() == 0) return count;
    return static_cast<std::size_t>(time_[begin + count - 1] - first_[s]) + 1;
  }
  void settle(std::int64_t last_time);

  std::size_t rows_ = 0;
  std::size_t series_ = 0;
  std::size_t periods_ = 0;
  std::int64_t first_time_ = 0;
  std::vector<std::int64_t> offsets_;
  std::vector<std::int64_t> first_;
  IntegerColumn time_;
};

/// Which whole each series belongs to: its province, its sector, or both.
struct PanelGroups {
  std::vector<std::int32_t> of_series{};  ///< 0 .. count - 1, one per series; empty: one whole
  std::int32_t count = 1;
};
/// From a column of codes 0, 1, ... with one entry per row or one per series. `count` 0: the largest code + 1. Throws ShapeError;
/// ValueError naming the rows for a code out of range and for a series whose code changes (what moved is another series).
[[nodiscard]] INDUSTRIA_API PanelGroups panel_groups(const PanelKeys& keys, IntegerColumn code, std::int32_t count = 0);
/// Every pair: group a * b.count + b. Throws ShapeError if the two are not of the same series, ValueError
/// for 2^31 pairs.
[[nodiscard]] INDUSTRIA_API PanelGroups cross(const PanelGroups& a, const PanelGroups& b);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_panel_keys.ipp>
#endif
