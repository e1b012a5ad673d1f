// SPDX-License-Identifier: Apache-2.0
// Body of indicators/funding_ratios.hpp: sums of stated money; what no row states stays empty.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/growth_kernel.hpp>
#include <industria/detail/indicators_tables.hpp>
#include <industria/indicators/funding_ratios.hpp>
#include <industria/indicators/shares.hpp>

#include <algorithm>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline void require_money(const char* function, const char* argument, const Figure& figure) {
  if (figure.unit.currency().empty()) {
    throw UnitError(std::string(function) + ": " + argument + " is in " + figure.unit.symbol() + ", expected money");
  }
}

/// top / base, or why not.
[[nodiscard]] constexpr Value money_ratio(double top, double base) noexcept {
  const Reason why = growth_reason(base, top);
  return why == Reason::none ? Value(top / base) : Value(why);
}

inline void money_ratios(const char* function, const char* base_name, std::span<const double> top, std::span<const double> base, std::span<double> out) {
  require_entries(function, base_name, base.size(), top.size());
  require_entries(function, "out", out.size(), top.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = money_ratio(top[i], base[i]).value;
}

/// A sum that is not there if the money does not go together.
struct MoneySum {
  std::optional<Figure> sum{};
  bool is_mixed = false;
  void add(const Figure& more) {
    is_mixed = is_mixed || (sum && !go_together(*sum, more));
    if (is_mixed) {
      sum.reset();
    } else {
      sum = sum ? *sum + more : more;
    }
  }
};

/// Adds a row to the part of that id with which it goes together, or makes one at the end.
inline void add_part(std::vector<FundingPart>& parts, std::string id, const Funding& row) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const FundingPart& p) { return p.id == id && go_together(p.amount, row.amount); });
  if (found == parts.end()) {
    parts.push_back({.id = std::move(id), .amount = row.amount, .share = {}, .stated_share = row.share});
  } else {
    found->amount = found->amount + row.amount;
    found->stated_share.reset();
  }
}

inline void fill_shares(std::vector<FundingPart>& parts) {
  const bool one_whole = std::all_of(parts.begin(), parts.end(), [&](const FundingPart& p) { return go_together(p.amount, parts.front().amount); });
  for (FundingPart& part : parts) part.share = Reason::not_comparable;
  if (!one_whole) return;
  std::vector<double> amounts;
  for (const FundingPart& part : parts) amounts.push_back(part.amount.in(parts.front().amount.unit).value);
  const std::vector<Value> of_sum = shares(amounts);
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i].share = of_sum[i];
}

[[nodiscard]] inline bool is_one_year(const PeriodSpan& span) noexcept { return span.first.year != 0 && span.first == span.last; }

/// The rows of one owner that may be added up: plans and actual money never are, nor what was granted with what was then paid
/// from the same source. Plans come first if the total, or else the first row, is one.
[[nodiscard]] inline std::vector<const Funding*> funding_of(const Dataset& data, std::string_view owner) {
  std::vector<const Funding*> rows;
  for (const Funding& row : data.funding) {
    if (row.programme == owner || row.plant == owner || row.project == owner) rows.push_back(&row);
  }
  if (rows.empty()) return rows;
  const auto total = std::find_if(rows.begin(), rows.end(), [](const Funding* row) { return row->is_total; });
  const bool planned = (total != rows.end() ? *total : rows.front())->stage == FundingStage::planned;
  const auto is_granted_too = [&rows](const Funding* paid) {
    return std::any_of(rows.begin(), rows.end(), [paid](const Funding* row) { return row->stage == FundingStage::granted && row->source == paid->source; });
  };
  std::vector<const Funding*> kept;
  for (const Funding* row : rows) {
    if ((row->stage == FundingStage::planned) != planned) continue;
    if (row->stage == FundingStage::disbursed && is_granted_too(row)) continue;
    kept.push_back(row);
  }
  return kept;
}

/// One row per source, one column per year; cells that no row states are empty.
[[nodiscard]] inline std::vector<std::vector<std::optional<Figure>>> cross_table(const std::vector<const Funding*>& rows,
                                                                                 const std::vector<FundingPart>& sources,
                                                                                 const std::vector<FundingPart>& years) {
  const auto position = [](const std::vector<FundingPart>& parts, const std::string& id) {
    return static_cast<std::size_t>(std::find_if(parts.begin(), parts.end(), [&](const FundingPart& p) { return p.id == id; }) - parts.begin());
  };
  std::vector<std::vector<MoneySum>> sums(sources.size(), std::vector<MoneySum>(years.size()));
  for (const Funding* row : rows) {
    const std::size_t source = position(sources, row->source);
    const std::size_t year = position(years, to_text(row->span.first));
    if (source == sources.size() || year == years.size()) continue;
    sums[source][year].add(row->amount);
  }
  std::vector<std::vector<std::optional<Figure>>> table(sources.size());
  for (std::size_t s = 0; s < sources.size(); ++s) {
    for (const MoneySum& cell : sums[s]) table[s].push_back(cell.sum);
  }
  return table;
}

}  // namespace detail

INDUSTRIA_INLINE Figure leverage(const Figure& private_money, const Figure& public_money) {
  detail::require_money("leverage", "private_money", private_money);
  detail::require_money("leverage", "public_money", public_money);
  return private_money.in(public_money.unit) / public_money;
}

INDUSTRIA_INLINE Figure total_multiplier(const Figure& total, const Figure& public_money) {
  detail::require_money("total_multiplier", "total", total);
  detail::require_money("total_multiplier", "public_money", public_money);
  return total.in(public_money.unit) / public_money;
}

INDUSTRIA_INLINE Value leverage(double private_money, double public_money) noexcept { return detail::money_ratio(private_money, public_money); }

INDUSTRIA_INLINE Value total_multiplier(double total, double public_money) noexcept { return detail::money_ratio(total, public_money); }

INDUSTRIA_INLINE Value support_intensity(double support, double brought) noexcept { return detail::money_ratio(support, brought); }

INDUSTRIA_INLINE void leverage(std::span<const double> private_money, std::span<const double> public_money, std::span<double> out) {
  detail::money_ratios("leverage", "public_money", private_money, public_money, out);
}

INDUSTRIA_INLINE void support_intensity(std::span<const double> support, std::span<const double> brought, std::span<double> out) {
  detail::money_ratios("support_intensity", "brought", support, brought, out);
}

INDUSTRIA_INLINE Figure support_per_capacity(const Figure& support, const Figure& capacity) {
  detail::require_money("support_per_capacity", "support", support);
  return support.in(base_unit(support.unit)) / capacity.in(base_unit(capacity.unit));
}

INDUSTRIA_INLINE FundingSummary summarise_funding(const Dataset& data, std::string_view owner) {
  FundingSummary out;
  std::vector<const Funding*> cross;  // one source in one year
  bool has_whole_sources = false;
  for (const Funding* row : detail::funding_of(data, owner)) {
    if (row->is_total) {
      out.total = row->amount;
    } else if (!row->source.empty() && detail::is_one_year(row->span)) {
      cross.push_back(row);
    } else if (!row->source.empty()) {
      detail::add_part(out.by_source, row->source, *row);
      has_whole_sources = true;
    } else if (detail::is_one_year(row->span)) {
      detail::add_part(out.by_year, to_text(row->span.first), *row);
    }
  }
  const bool has_years = !out.by_year.empty();
  const bool several_years =
      std::any_of(cross.begin(), cross.end(), [&](const Funding* row) { return !(row->span == cross.front()->span); });
  const bool is_cross_table = !cross.empty() && (has_whole_sources || has_years || several_years);
  for (const Funding* row : cross) {
    if (!has_whole_sources) detail::add_part(out.by_source, row->source, *row);
    if (is_cross_table && !has_years) detail::add_part(out.by_year, to_text(row->span.first), *row);
  }
  if (is_cross_table) out.by_source_and_year = detail::cross_table(cross, out.by_source, out.by_year);
  detail::fill_shares(out.by_source);
  detail::fill_shares(out.by_year);

  detail::MoneySum public_money;
  detail::MoneySum private_money;
  for (const FundingPart& part : out.by_source) {
    const FundingSource* source = find_by_id(data.funding_sources, part.id);
    if (source == nullptr) continue;
    if (source->kind == FundingKind::public_money) public_money.add(part.amount);
    if (source->kind == FundingKind::private_money) private_money.add(part.amount);
  }
  out.public_money = public_money.sum;
  out.private_money = private_money.sum;
  if (out.public_money && out.private_money && go_together(*out.private_money, *out.public_money)) out.leverage = leverage(*out.private_money, *out.public_money);
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
