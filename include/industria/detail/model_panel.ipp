// SPDX-License-Identifier: Apache-2.0
// Body of model/panel.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/panel.hpp>

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// "not stated" must not print as nothing in a message.
[[nodiscard]] inline std::string printed_basis(const PriceBasis& basis) {
  const std::string name = to_text(basis);
  return name.empty() ? "none" : name;
}

/// Money without a stated basis is `unstated`, as in Amount.
[[nodiscard]] inline PriceBasis basis_of(const Unit& unit, const PriceBasis& basis) noexcept {
  const bool unsaid = basis.kind == PriceBasis::Kind::none && !unit.currency().empty();
  return unsaid ? PriceBasis{PriceBasis::Kind::unstated, 0} : basis;
}

/// A limit in another unit; an open end stays open.
[[nodiscard]] inline double convert_limit(double limit, const Unit& from, const Unit& to) {
  return is_missing(limit) ? limit : convert(limit, from, to);
}

/// What the series' bounds are in another unit: one per value; none if it has none, unless the panel asks for some.
[[nodiscard]] inline std::vector<Bounds> bounds_in(const SeriesView& series, const Unit& unit, bool wanted) {
  if (!series.bounds.empty() && series.bounds.size() != series.values.size()) {
    throw ShapeError("Panel::add: series \"" + std::string(series.id) + "\" has " + std::to_string(series.bounds.size()) + " bounds, expected none or " +
                     std::to_string(series.values.size()));
  }
  std::vector<Bounds> out(series.bounds.begin(), series.bounds.end());
  for (Bounds& b : out) {
    b.lo = series.unit == unit ? b.lo : convert_limit(b.lo, series.unit, unit);
    b.hi = series.unit == unit ? b.hi : convert_limit(b.hi, series.unit, unit);
  }
  if (wanted) out.resize(series.values.size());
  return out;
}

inline void require_same_length(std::size_t ids, std::size_t periods, std::size_t values) {
  if (ids == periods && periods == values) return;
  throw ShapeError("Panel::from_rows: ids, periods and values have " + std::to_string(ids) + ", " +
                   std::to_string(periods) + " and " + std::to_string(values) +
                   " rows, expected one length");
}

[[noreturn]] inline void throw_rows(std::string_view what, const std::string& id, std::size_t a,
                                    std::size_t b) {
  throw ValueError("Panel::from_rows: rows " + std::to_string(std::min(a, b)) + " and " +
                   std::to_string(std::max(a, b)) + " (counted from 0) of \"" + id + "\" " +
                   std::string(what));
}

}  // namespace detail

INDUSTRIA_INLINE Panel::Panel(Unit unit, PriceBasis basis)
    : unit_(std::move(unit)), basis_(detail::basis_of(unit_, basis)), has_unit_(true) {}

INDUSTRIA_INLINE Panel Panel::from_rows(std::span<const std::string> ids,
                                        std::span<const Period> periods,
                                        std::span<const double> values, Unit unit,
                                        PriceBasis basis) {
  detail::require_same_length(ids.size(), periods.size(), values.size());
  Panel panel(std::move(unit), basis);

  std::unordered_map<std::string_view, std::size_t>
      position;  // of a series, in order of first appearance
  std::vector<std::size_t> series_of(ids.size());
  std::vector<std::size_t> opened_by;  // the row in which a series appears first
  for (std::size_t row = 0; row < ids.size(); ++row) {
    if (!periods[row].is_valid()) {
      throw ValueError("Panel::from_rows: period of row " + std::to_string(row) +
                       " (counted from 0) of \"" + ids[row] +
                       "\" is out of range, expected a year of 1..9999 and an index within it");
    }
    const auto [at, is_new] = position.try_emplace(ids[row], opened_by.size());
    if (is_new) opened_by.push_back(row);
    series_of[row] = at->second;
    const std::size_t opener = opened_by[at->second];
    if (periods[opener].kind != periods[row].kind) {
      detail::throw_rows("have the periods " + to_text(periods[opener]) + " and " +
                             to_text(periods[row]) + ", expected one kind of period in a series",
                         ids[row], opener, row);
    }
  }

  std::vector<std::size_t> order(ids.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (series_of[a] != series_of[b]) return series_of[a] < series_of[b];
    const int left = periods[a].ordinal();
    const int right = periods[b].ordinal();
    return left != right ? left < right : a < b;
  });

  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::size_t row = order[i];
    const bool opens = i == 0 || series_of[order[i - 1]] != series_of[row];
    if (opens) {
      if (i > 0) panel.offsets_.push_back(std::ssize(panel.values_));
      panel.first_.push_back(periods[row]);
      panel.ids_.push_back(ids[row]);
    } else {
      const int step = periods[row].ordinal() - periods[order[i - 1]].ordinal();
      if (step == 0) {
        detail::throw_rows(
            "both have the period " + to_text(periods[row]) + ", expected one row for each period",
            ids[row], order[i - 1], row);
      }
      panel.values_.insert(panel.values_.end(), static_cast<std::size_t>(step - 1), missing);
    }
    panel.values_.push_back(values[row]);
  }
  if (!order.empty()) panel.offsets_.push_back(std::ssize(panel.values_));
  panel.lower_.assign(panel.size(), -std::numeric_limits<double>::infinity());
  panel.upper_.assign(panel.size(), std::numeric_limits<double>::infinity());
  return panel;
}

INDUSTRIA_INLINE void Panel::add(const SeriesView& series) {
  const PriceBasis basis = detail::basis_of(series.unit, series.basis);
  Panel grown = has_unit_ ? Panel() : Panel(series.unit, basis);
  Panel& target = has_unit_ ? *this : grown;
  if (!is_convertible(series.unit, target.unit_)) {
    throw UnitError("Panel::add: series \"" + std::string(series.id) + "\" is in " +
                    series.unit.symbol() + ", expected " + target.unit_.symbol() +
                    " or a unit of the same dimension");
  }
  if (basis != target.basis_) {
    throw UnitError("Panel::add: series \"" + std::string(series.id) + "\" has the price basis " +
                    detail::printed_basis(basis) + ", expected " +
                    detail::printed_basis(target.basis_));
  }
  const bool same = series.unit == target.unit_;
  std::vector<double> converted(series.values.begin(), series.values.end());
  if (!same) {
    for (double& value : converted) value = convert(value, series.unit, target.unit_);
  }
  const double lower =
      same ? series.lower : detail::convert_limit(series.lower, series.unit, target.unit_);
  const double upper =
      same ? series.upper : detail::convert_limit(series.upper, series.unit, target.unit_);
  std::string id(series.id);
  std::vector<Bounds> bounds = detail::bounds_in(series, target.unit_, !target.bounds_.empty());
  const std::size_t unbounded = bounds.empty() || !target.bounds_.empty() ? 0 : target.values_.size();  // earlier series stand as told

  // Room first, so that nothing below can throw.
  const auto room = [](auto& items, std::size_t more) {
    if (items.capacity() - items.size() < more)
      items.reserve(std::max(items.size() + more, 2 * items.size()));
  };
  room(target.values_, converted.size());
  room(target.offsets_, 1);
  room(target.first_, 1);
  room(target.ids_, 1);
  room(target.lower_, 1);
  room(target.upper_, 1);
  room(target.bounds_, bounds.size() + unbounded);
  target.bounds_.resize(target.bounds_.size() + unbounded);
  target.bounds_.insert(target.bounds_.end(), bounds.begin(), bounds.end());
  target.values_.insert(target.values_.end(), converted.begin(), converted.end());
  target.offsets_.push_back(std::ssize(target.values_));
  target.first_.push_back(series.first);
  target.ids_.push_back(std::move(id));
  target.lower_.push_back(lower);
  target.upper_.push_back(upper);
  if (!has_unit_) *this = std::move(grown);
}

INDUSTRIA_INLINE PanelView Panel::view() const noexcept {
  return {values_, offsets_, first_, ids_, lower_, upper_, unit_, basis_, bounds_};
}

INDUSTRIA_INLINE std::ptrdiff_t Panel::find(std::string_view id) const noexcept {
  const auto at = std::find(ids_.begin(), ids_.end(), id);
  return at == ids_.end() ? -1 : at - ids_.begin();
}

}  // namespace industria::inline INDUSTRIA_ABI
