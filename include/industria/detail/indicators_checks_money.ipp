// SPDX-License-Identifier: Apache-2.0
// Rules of indicators/checks.hpp on money: sums, shares, phases, capital against output, support against own money.
#pragma once

#include <industria/base/number_format.hpp>
#include <industria/indicators/funding_ratios.hpp>
#include <industria/indicators/shares.hpp>
#include <industria/model/dataset.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Arguments of texts come in pairs, "name_vi" and "name_en".
template <class Thing>
void add_both(TextArgs& args, const std::string& name, const Thing& thing) {
  args.emplace_back(name + "_vi", to_text(thing, Language::vi));
  args.emplace_back(name + "_en", to_text(thing, Language::en));
}
inline void add_number(TextArgs& args, const std::string& name, double x, int decimals) {
  args.emplace_back(name + "_vi", format_number(x, decimals, Language::vi, true));
  args.emplace_back(name + "_en", format_number(x, decimals, Language::en, true));
}
inline void add_amount(TextArgs& args, const std::string& name, const Amount& amount) { add_both(args, name, amount); }
inline void add_figure(TextArgs& args, const std::string& name, const Figure& figure) { add_both(args, name, figure); }
/// A calculated level: four significant digits, or whole units if there are more.
inline void add_rounded(TextArgs& args, const std::string& name, double value, const Unit& unit) {
  for (const Language language : {Language::vi, Language::en}) {
    const double size = std::abs(value);
    const int decimals = size >= 1000.0 || size == 0.0 ? 0 : std::min(9, 3 - static_cast<int>(std::floor(std::log10(size))));
    args.emplace_back(name + (language == Language::vi ? "_vi" : "_en"),
                      format_number(value, decimals, language, true) + " " + to_text(unit, language));
  }
}

[[nodiscard]] inline std::string join(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "; ") + name;
  return out;
}

/// Names of what money is for: a programme, a plant or a project.
[[nodiscard]] inline std::string owner_of(const Funding& row) {
  return !row.programme.empty() ? row.programme : !row.plant.empty() ? row.plant : row.project;
}
inline void add_owner(TextArgs& args, const Dataset& data, const std::string& id) {
  std::string vi = id;
  std::string en = id;
  if (const Programme* p = find_by_id(data.programmes, id)) {
    if (!p->name_vi.empty()) vi = p->name_vi;
    en = p->name_en.empty() ? vi : p->name_en;
  } else if (const Plant* plant = find_by_id(data.plants, id)) {
    if (!plant->name.empty()) vi = en = plant->name;
  } else if (const Project* project = find_by_id(data.projects, id)) {
    if (!project->name.empty()) vi = en = project->name;
  }
  args.emplace_back("owner_vi", std::move(vi));
  args.emplace_back("owner_en", std::move(en));
}

[[nodiscard]] inline std::vector<std::string> funding_owners(const Dataset& data) {
  std::vector<std::string> owners;
  for (const Funding& row : data.funding) {
    const std::string owner = owner_of(row);
    if (!owner.empty() && std::find(owners.begin(), owners.end(), owner) == owners.end()) owners.push_back(owner);
  }
  return owners;
}

/// One split of a programme's money against its total. `complete`: the split claims to be the whole.
inline void check_split(const Dataset& data, const std::string& owner, const std::vector<FundingPart>& parts, const Funding& total,
                        bool by_year, bool complete, std::vector<Issue>& out) {
  if (parts.size() < 2) return;
  std::vector<Figure> figures;
  for (const FundingPart& part : parts) figures.push_back(part.amount);
  Issue issue{.severity = Severity::note, .code = {}, .where = total.origin.where, .value = owner, .args = {}};
  add_owner(issue.args, data, owner);
  const char* split = by_year ? "check.split.by_year" : "check.split.by_source";
  issue.args.emplace_back("split_vi", text(split, Language::vi));
  issue.args.emplace_back("split_en", text(split, Language::en));
  add_amount(issue.args, "total", total.amount.amount());
  const bool comparable = std::all_of(figures.begin(), figures.end(), [&](const Figure& f) {
    return is_convertible(f.unit, total.amount.unit) && f.basis == total.amount.basis;
  });
  if (!comparable) {
    issue.severity = Severity::warning;
    issue.code = "check.sum_not_comparable";
    out.push_back(std::move(issue));
    return;
  }
  const SumCheck sum = check_sum(figures, total.amount);
  add_amount(issue.args, "sum", sum.sum.amount());
  add_amount(issue.args, "difference", Amount(sum.difference, total.amount.unit, total.amount.basis));
  if (sum.holds) {
    if (!complete) return;
    issue.code = sum.exact ? "check.sum_exact" : "check.sum_rounded";
  } else if (by_year && sum.difference > 0.0) {
    issue.severity = Severity::error;
    issue.code = "check.phases_exceed_total";
  } else {
    if (!complete) return;
    issue.severity = Severity::error;
    issue.code = "check.sum_differs";
  }
  out.push_back(std::move(issue));
}

/// Printed shares against the amounts, at the printed precision.
inline void check_shares(const Dataset& data, const std::string& owner, const Funding& total, std::vector<Issue>& out) {
  for (const Funding& row : data.funding) {
    if (owner_of(row) != owner || row.is_total || !row.share || row.stage != total.stage) continue;
    if (!go_together(row.amount, total.amount) || !row.share->unit.is_ratio() || !(total.amount.value > 0.0)) continue;
    const double ratio = row.amount.in(total.amount.unit).value / total.amount.value;
    const double computed = convert(ratio, Unit{}, row.share->unit);
    const double slack = row.share->resolution / 2.0 + 1e-9 * std::abs(computed);  // half of the last printed digit
    const bool holds = std::abs(computed - row.share->value) <= slack;
    Issue issue{.severity = holds ? Severity::note : Severity::error, .code = holds ? "check.share_holds" : "check.share_differs",
                .where = row.origin.where, .value = row.id, .args = {}};
    add_owner(issue.args, data, owner);
    add_amount(issue.args, "amount", row.amount.amount());
    add_amount(issue.args, "stated", row.share->amount());
    add_number(issue.args, "computed", 100.0 * ratio, 2);
    out.push_back(std::move(issue));
  }
}

inline void check_funding(const Dataset& data, std::vector<Issue>& out) {
  for (const std::string& owner : funding_owners(data)) {
    const auto total = std::find_if(data.funding.begin(), data.funding.end(), [&](const Funding& row) { return row.is_total && owner_of(row) == owner; });
    if (total == data.funding.end() || is_missing(total->amount.value)) continue;
    const FundingSummary summary = summarise_funding(data, owner);
    check_split(data, owner, summary.by_source, *total, false, true, out);
    const bool all_years = total->span.first.year != 0 && static_cast<std::size_t>(total->span.length()) == summary.by_year.size();
    check_split(data, owner, summary.by_year, *total, true, all_years, out);
    check_shares(data, owner, *total, out);
  }
}

/// Registered capital is a stock, output a flow: their ratio asks for a second look when it is large.
inline void check_capital_against_output(const Dataset& data, std::vector<Issue>& out) {
  constexpr double suspicious = 20.0;
  for (const Project& project : data.projects) {
    if (!project.registered_capital || project.registered_capital->unit.currency().empty()) continue;
    const Figure& capital = *project.registered_capital;
    for (const Observation& o : data.observations) {
      const Indicator* indicator = find_by_id(data.indicators, o.key.indicator);
      const bool is_output = indicator != nullptr && indicator->accounting == Accounting::flow && o.measure == Measure::level &&
                             o.status != Status::plan && o.period().kind == PeriodKind::year && o.key.product.empty() && o.key.plant.empty();
      if (!is_output || o.key.place != project.place || o.period().year != project.as_of.year) continue;
      if (!project.sector.empty() && !o.key.sector.empty() && project.sector != o.key.sector) continue;
      if (!is_convertible(capital.unit, o.figure.unit) || !(o.figure.value > 0.0)) continue;
      const double ratio = capital.in(o.figure.unit).value / o.figure.value;
      if (!(ratio > suspicious)) continue;
      Issue issue{.severity = Severity::warning, .code = "check.stock_against_flow", .where = project.origin.where, .value = project.id, .args = {}};
      add_figure(issue.args, "capital", capital);
      add_amount(issue.args, "output", o.figure.amount());
      add_both(issue.args, "period", o.period());
      add_number(issue.args, "ratio", ratio, 1);
      if (project.count && project.count->value > 0.0) {
        issue.code = "check.stock_against_flow_each";
        add_figure(issue.args, "count", *project.count);
        add_rounded(issue.args, "each", capital.value / project.count->value, capital.unit);
      }
      out.push_back(std::move(issue));
    }
  }
}

/// Support beside own money without a total: inside it, or on top of it.
inline void check_support_shares(const Dataset& data, std::vector<Issue>& out) {
  for (const std::string& owner : funding_owners(data)) {
    const FundingSummary summary = summarise_funding(data, owner);
    if (summary.total || !summary.public_money || !summary.private_money || !go_together(*summary.public_money, *summary.private_money)) continue;
    const double support = summary.public_money->in(summary.private_money->unit).value;
    const double own = summary.private_money->value;
    if (!(support > 0.0) || !(own > 0.0)) continue;
    const auto row = std::find_if(data.funding.begin(), data.funding.end(), [&](const Funding& f) { return owner_of(f) == owner; });
    Issue issue{.severity = Severity::note, .code = "check.share_undetermined", .where = row->origin.where, .value = owner, .args = {}};
    add_owner(issue.args, data, owner);
    add_figure(issue.args, "support", *summary.public_money);
    add_figure(issue.args, "own", *summary.private_money);
    add_number(issue.args, "inside", 100.0 * support / own, 2);
    add_number(issue.args, "on_top", 100.0 * support / (own + support), 2);
    out.push_back(std::move(issue));
  }
}

/// Plans that were published before their period: their figures are no actuals.
inline void check_plans_before_period(const Dataset& data, std::vector<Issue>& out) {
  for (const Programme& programme : data.programmes) {
    const Source* source = find_by_id(data.sources, programme.origin.source);
    const Date published = programme.approved_before ? programme.approved_before : source == nullptr ? Date{} : source->published_on;
    if (!published || programme.span.first.year == 0 || !(published < programme.span.first.first_day())) continue;
    Issue issue{.severity = Severity::note, .code = "check.plan_before_period", .where = programme.origin.where, .value = programme.id, .args = {}};
    add_owner(issue.args, data, programme.id);
    add_both(issue.args, "span", programme.span);
    add_both(issue.args, "date", published);
    out.push_back(std::move(issue));
  }
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
