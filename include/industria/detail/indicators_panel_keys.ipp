// SPDX-License-Identifier: Apache-2.0
// Body of indicators/panel_keys.hpp: one pass over the key columns. A series that looks like the one before (as many rows, the same
// periods) is compared with it as a whole; only the others are read row by row.
#pragma once

#include <industria/base/error.hpp>
#include <industria/indicators/panel_keys.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

[[noreturn]] inline void throw_unsorted_rows(std::size_t row, std::int64_t id, std::int64_t time, std::int64_t id_before,
                                             std::int64_t time_before) {
  const std::string rows = "rows " + std::to_string(row - 1) + " and " + std::to_string(row);
  if (id == id_before && time == time_before) {
    throw ValueError("PanelKeys: " + rows + " are both id " + std::to_string(id) + ", time " + std::to_string(time) +
                     "; expected one row per id and time");
  }
  throw ValueError("PanelKeys: " + rows + " are id " + std::to_string(id_before) + ", time " + std::to_string(time_before) + " and id " +
                   std::to_string(id) + ", time " + std::to_string(time) + "; expected rows sorted by id, then by time");
}

/// Without a branch per row, so that compilers make vector code of it.
template <class Id>
[[nodiscard]] bool are_all(const Id* ids, std::size_t n, Id id) noexcept {
  Id different = 0;
  for (std::size_t i = 0; i < n; ++i) different |= static_cast<Id>(ids[i] ^ id);
  return different == 0;
}

/// Whether row `begin` starts a series just like the one of `count` rows before it.
template <class Id, class Time>
[[nodiscard]] bool is_like_the_last(const Id* id, const Time* time, std::size_t begin, std::size_t count, std::size_t rows) noexcept {
  const std::size_t end = begin + count;
  if (count == 0 || end > rows || id[end - 1] != id[begin] || (end < rows && id[end] == id[begin])) return false;
  return are_all(id + begin, count, id[begin]) && std::memcmp(time + begin, time + begin - count, count * sizeof(Time)) == 0;
}

/// visit(begin, end) for each series of sorted rows; throws for others.
template <class Id, class Time, class Visit>
void for_each_run(const Id* id, const Time* time, std::size_t rows, Visit visit) {
  std::size_t count = 0;
  for (std::size_t begin = 0; begin < rows; begin += count) {
    if (begin > 0 && id[begin] < id[begin - 1]) {
      throw_unsorted_rows(begin, id[begin], time[begin], id[begin - 1], time[begin - 1]);
    }
    if (!is_like_the_last(id, time, begin, count, rows)) {
      std::size_t end = begin + 1;
      for (; end < rows && id[end] == id[begin]; ++end) {
        if (time[end] <= time[end - 1]) throw_unsorted_rows(end, id[end], time[end], id[end - 1], time[end - 1]);
      }
      count = end - begin;
    }
    visit(begin, begin + count);
  }
}

/// Collects where series begin, and what time; stays empty as long as they make a grid.
class PanelShape {
 public:
  void add(std::size_t begin, std::size_t end, std::int64_t from, std::int64_t to) {
    const std::size_t count = end - begin;
    if (series_ == 0) count_ = count, first_time_ = from, last_time_ = to;
    const bool fits =
        from == first_time_ && count == count_ && static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from) + 1 == count;
    if (offsets.empty() && !fits) {
      for (std::size_t s = 0; s < series_; ++s) offsets.push_back(static_cast<std::int64_t>(s * count_));
      first.assign(series_, first_time_);
    }
    if (!offsets.empty() || !fits) {
      offsets.push_back(static_cast<std::int64_t>(begin));
      first.push_back(from);
    }
    first_time_ = std::min(first_time_, from);
    last_time_ = std::max(last_time_, to);
    ++series_;
  }
  void close(std::size_t rows) {
    if (!offsets.empty()) offsets.push_back(static_cast<std::int64_t>(rows));
  }
  [[nodiscard]] std::size_t series() const noexcept { return series_; }
  [[nodiscard]] std::int64_t first_time() const noexcept { return first_time_; }
  [[nodiscard]] std::int64_t last_time() const noexcept { return last_time_; }

  std::vector<std::int64_t> offsets;
  std::vector<std::int64_t> first;

 private:
  std::size_t series_ = 0;
  std::size_t count_ = 0;
  std::int64_t first_time_ = 0;
  std::int64_t last_time_ = 0;
};

}  // namespace detail

INDUSTRIA_INLINE void PanelKeys::settle(std::int64_t last_time) {
  if (rows_ == 0) return;
  // In unsigned numbers: the distance of any two.
  const std::uint64_t length = static_cast<std::uint64_t>(last_time) - static_cast<std::uint64_t>(first_time_);
  if (length >= static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max())) {
    throw ValueError("PanelKeys: time goes from " + std::to_string(first_time_) + " to " + std::to_string(last_time) +
                     ", expected numbers of periods that follow each other in steps of 1");
  }
  periods_ = static_cast<std::size_t>(length) + 1;
}

INDUSTRIA_INLINE PanelKeys::PanelKeys(IntegerColumn id, IntegerColumn time) : rows_(id.size()) {
  if (id.size() != time.size()) {
    throw ShapeError("PanelKeys: id has " + std::to_string(id.size()) + " entries and time " + std::to_string(time.size()) +
                     ", expected as many");
  }
  detail::PanelShape shape;
  id.visit([&](const auto* ids) {
    time.visit([&](const auto* times) {
      detail::for_each_run(ids, times, rows_,
                           [&](std::size_t begin, std::size_t end) { shape.add(begin, end, times[begin], times[end - 1]); });
    });
  });
  shape.close(rows_);
  series_ = shape.series();
  first_time_ = shape.first_time();
  settle(shape.last_time());
  offsets_ = std::move(shape.offsets);
  first_ = std::move(shape.first);
  if (!offsets_.empty()) time_ = time;
}

INDUSTRIA_INLINE PanelKeys PanelKeys::of_runs(std::span<const std::int64_t> starts, IntegerColumn time) {
  const auto rows = static_cast<std::int64_t>(time.size());
  std::vector<std::int64_t> offsets(starts.begin(), starts.end());
  offsets.push_back(rows);
  for (std::size_t s = 0; s < starts.size(); ++s) {
    if ((s == 0 && starts[s] != 0) || starts[s] >= offsets[s + 1] || offsets[s + 1] > rows) {
      throw ValueError("PanelKeys::of_runs: starts[" + std::to_string(s) + "] is " + std::to_string(starts[s]) +
                       ", expected 0 first, then ascending rows below " + std::to_string(rows));
    }
  }
  if (starts.empty() && rows > 0) throw ValueError("PanelKeys::of_runs: starts is empty, expected the first row of each series");
  return of_offsets(offsets, time);
}

INDUSTRIA_INLINE PanelKeys PanelKeys::of_offsets(std::span<const std::int64_t> offsets, IntegerColumn time) {
  const auto last_row = static_cast<std::int64_t>(time.size());
  if (offsets.empty() || offsets.front() != 0 || offsets.back() != last_row || !std::is_sorted(offsets.begin(), offsets.end())) {
    throw ValueError("PanelKeys::of_offsets: offsets do not ascend from 0 to the number of rows, " + std::to_string(last_row));
  }
  PanelKeys keys;
  keys.rows_ = time.size();
  keys.series_ = offsets.size() - 1;
  detail::PanelShape shape;
  for (std::size_t s = 0; s < keys.series_; ++s) {
    const auto first = static_cast<std::size_t>(offsets[s]);
    const auto past = static_cast<std::size_t>(offsets[s + 1]);
    if (first == past) continue;
    time.visit([&](const auto* times) {
      for (std::size_t i = first + 1; i < past; ++i) {
        const auto id = static_cast<std::int64_t>(s);
        if (times[i] <= times[i - 1]) detail::throw_unsorted_rows(i, id, times[i], id, times[i - 1]);
      }
    });
    shape.add(first, past, time[first], time[past - 1]);
  }
  keys.first_time_ = shape.first_time();
  keys.settle(shape.last_time());
  if (shape.offsets.empty() && shape.series() == keys.series_) return keys;  // a grid
  keys.offsets_.assign(offsets.begin(), offsets.end());
  keys.first_.assign(keys.series_, keys.first_time_);
  for (std::size_t s = 0; s < keys.series_; ++s) {
    if (offsets[s] < offsets[s + 1]) keys.first_[s] = time[static_cast<std::size_t>(offsets[s])];
  }
  keys.time_ = time;
  return keys;
}

INDUSTRIA_INLINE PanelKeys PanelKeys::of_panel(const PanelView& panel) {
  panel.validate();
  PanelKeys keys;
  keys.rows_ = panel.values.size();
  detail::PanelShape shape;
  std::size_t first_series = panel.size();
  bool is_empty_somewhere = false;
  for (std::size_t s = 0; s < panel.size(); ++s) {
    const auto begin = static_cast<std::size_t>(panel.offsets[s]);
    const auto end = static_cast<std::size_t>(panel.offsets[s + 1]);
    if (panel.first[s].kind != panel.first[0].kind) {
      throw ValueError("PanelKeys::of_panel: series " + std::to_string(s) + " begins " + to_text(panel.first[s]) + ", series 0 " +
                       to_text(panel.first[0]) + "; expected one kind of period");
    }
    is_empty_somewhere |= begin == end;
    if (begin < end && first_series == panel.size()) first_series = s;
    const std::int64_t first = panel.first[s].ordinal();
    if (begin < end) shape.add(begin, end, first, first + static_cast<std::int64_t>(end - begin) - 1);
  }
  keys.first_time_ = shape.first_time();
  keys.settle(shape.last_time());
  keys.series_ = panel.size();
  if (shape.offsets.empty() && !is_empty_somewhere) return keys;
  keys.offsets_.assign(panel.offsets.begin(), panel.offsets.end());
  keys.first_.resize(panel.size());
  for (std::size_t s = 0; s < panel.size(); ++s) keys.first_[s] = std::max<std::int64_t>(panel.first[s].ordinal(), keys.first_time_);
  return keys;
}

INDUSTRIA_INLINE PanelKeys PanelKeys::grid(std::size_t series, std::size_t periods, std::int64_t first_time) noexcept {
  PanelKeys keys;
  keys.rows_ = series * periods;
  keys.series_ = keys.rows_ == 0 ? 0 : series;
  keys.periods_ = keys.rows_ == 0 ? 0 : periods;
  keys.first_time_ = first_time;
  return keys;
}

INDUSTRIA_INLINE PanelGroups panel_groups(const PanelKeys& keys, IntegerColumn code, std::int32_t count) {
  const bool by_row = code.size() == keys.size();
  if (!by_row && code.size() != keys.series()) {
    throw ShapeError("panel_groups: code has " + std::to_string(code.size()) + " entries, expected one per row (" +
                     std::to_string(keys.size()) + ") or one per series (" + std::to_string(keys.series()) + ")");
  }
  PanelGroups groups;
  groups.of_series.resize(keys.series());
  groups.count = std::max<std::int32_t>(count, 1);
  code.visit([&](const auto* codes) {
    for (std::size_t s = 0; s < keys.series(); ++s) {
      const PanelKeys::Rows rows = by_row ? keys.rows(s) : PanelKeys::Rows{s, 1, 0, false};
      if (rows.count == 0) continue;
      const auto* const own = codes + rows.begin;
      if (!detail::are_all(own, rows.count, own[0])) {
        const auto other = static_cast<std::size_t>(std::find_if(own, own + rows.count, [&](auto c) { return c != own[0]; }) - own);
        throw ValueError("panel_groups: the code of series " + std::to_string(s) + " is " + std::to_string(own[0]) + " in row " +
                         std::to_string(rows.begin) + " and " + std::to_string(own[other]) + " in row " +
                         std::to_string(rows.begin + other) + ", expected one code per series");
      }
      const std::int64_t value = own[0];
      const std::int64_t limit = count > 0 ? count : std::numeric_limits<std::int32_t>::max() - 1;
      if (value < 0 || value >= limit) {
        throw ValueError("panel_groups: the code in row " + std::to_string(rows.begin) + " is " + std::to_string(value) +
                         ", expected 0 to " + std::to_string(limit - 1));
      }
      groups.of_series[s] = static_cast<std::int32_t>(value);
      groups.count = std::max(groups.count, groups.of_series[s] + 1);
    }
  });
  return groups;
}

INDUSTRIA_INLINE PanelGroups cross(const PanelGroups& a, const PanelGroups& b) {
  if (a.of_series.empty()) return b;
  if (b.of_series.empty()) return a;
  if (a.of_series.size() != b.of_series.size()) {
    throw ShapeError("cross: a has " + std::to_string(a.of_series.size()) + " series and b " + std::to_string(b.of_series.size()) +
                     ", expected as many");
  }
  if (std::int64_t{a.count} * b.count > std::numeric_limits<std::int32_t>::max()) {
    throw ValueError("cross: " + std::to_string(a.count) + " x " + std::to_string(b.count) + " groups are too many, expected below 2^31");
  }
  PanelGroups pairs;
  pairs.count = a.count * b.count;
  pairs.of_series.resize(a.of_series.size());
  for (std::size_t s = 0; s < pairs.of_series.size(); ++s) pairs.of_series[s] = a.of_series[s] * b.count + b.of_series[s];
  return pairs;
}

}  // namespace industria::inline INDUSTRIA_ABI
