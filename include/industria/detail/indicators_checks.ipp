// SPDX-License-Identifier: Apache-2.0
// Body of indicators/checks.hpp: the order of the rules, and those on single figures. Rules on money are in
// indicators_checks_money.ipp.
#pragma once

#include <industria/detail/indicators_checks_money.ipp>
#include <industria/detail/indicators_statements.hpp>
#include <industria/indicators/checks.hpp>
#include <industria/indicators/checks_series.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/indicators/shares.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The part of the data that was known on a date: by the row's own date, else by that of its publication.
[[nodiscard]] inline Dataset known_part(const Dataset& data, Date as_of) {
  Dataset known = data;
  const auto is_later = [&](const std::string& source_id, Date own) {
    const Source* source = find_by_id(data.sources, source_id);
    const Date date = own ? own : source == nullptr ? Date{} : source->published_on;
    return date && date > as_of;
  };
  std::erase_if(known.observations, [&](const Observation& o) { return is_later(o.origin.source, known_date(o)); });
  std::erase_if(known.targets, [&](const Target& t) { return is_later(t.origin.source, t.stated_on); });
  std::erase_if(known.funding, [&](const Funding& f) { return is_later(f.origin.source, {}); });
  std::erase_if(known.programmes, [&](const Programme& p) { return is_later(p.origin.source, p.approved_before); });
  std::erase_if(known.sites, [&](const Site& s) { return is_later(s.origin.source, {}); });
  std::erase_if(known.projects, [&](const Project& p) { return is_later(p.origin.source, {}); });
  return known;
}

/// "Giá trị sản xuất công nghiệp, Lào Cai": the indicator and the place of a key, in both languages.
inline void add_key(TextArgs& args, const Dataset& data, const IndicatorKey& key) {
  const Indicator* indicator = find_by_id(data.indicators, key.indicator);
  const Place* place = data.places.find(key.place);
  const auto named = [](const std::string& vi, const std::string& en, const std::string& id) { return en.empty() ? (vi.empty() ? id : vi) : en; };
  std::string vi = indicator == nullptr || indicator->name_vi.empty() ? key.indicator : indicator->name_vi;
  std::string en = indicator == nullptr ? key.indicator : named(indicator->name_vi, indicator->name_en, key.indicator);
  if (place != nullptr) {
    vi += ", " + place->name_vi;
    en += ", " + named(place->name_vi, place->name_en, key.place);
  }
  args.emplace_back("key_vi", std::move(vi));
  args.emplace_back("key_en", std::move(en));
}

[[nodiscard]] inline const Observation* level_at(const Dataset& data, const IndicatorKey& key, const Period& period) {
  for (const Observation& o : data.observations) {
    const bool single = o.span.first.year == 0 || o.span.first == o.span.last;
    if (o.key == key && o.measure == Measure::level && o.status != Status::plan && single && o.period() == period) return &o;
  }
  return nullptr;
}

/// A growth beside its level: the base that both imply, or whether they agree with the base that is there.
inline void check_implied_bases(const Dataset& data, std::vector<Issue>& out) {
  for (const Observation& o : data.observations) {
    const bool on_year = o.measure == Measure::growth_on_previous || (o.measure == Measure::growth_on_same_period && o.period().kind == PeriodKind::year);
    if (!on_year || !o.figure.unit.is_ratio() || is_missing(o.figure.value)) continue;
    const Observation* level = level_at(data, o.key, o.period());
    if (level == nullptr || is_missing(level->figure.value)) continue;
    const Period before = o.base_period.value_or(o.period().plus(-1));
    // An estimate has no bounds of its own; its rounding still has.
    const auto as_written = [](Figure figure) {
      if (!figure.bounds.has_lo() && !figure.bounds.has_hi()) figure.bounds = Bounds::exactly(figure.value);
      return figure;
    };
    const Figure base = implied_base(as_written(level->figure), as_written(o.figure), true);
    if (is_missing(base.value)) continue;
    Issue issue{.severity = Severity::note, .code = "check.implied_base", .where = o.origin.where, .value = o.key.unique_id(), .args = {}};
    add_key(issue.args, data, o.key);
    add_both(issue.args, "period", before);
    add_amount(issue.args, "level", level->figure.amount());
    add_amount(issue.args, "growth", o.figure.amount());
    add_rounded(issue.args, "base", base.value, base.unit);
    add_rounded(issue.args, "lo", base.bounds.lo, base.unit);
    add_rounded(issue.args, "hi", base.bounds.hi, base.unit);
    if (const Observation* known = level_at(data, o.key, before); known != nullptr && is_convertible(known->figure.unit, base.unit)) {
      const Figure figure = known->figure.in(base.unit);
      if (known->figure.basis == base.basis && !intersect(base.bounds, figure.rounded_bounds()).is_empty()) continue;
      issue.severity = Severity::warning;
      issue.code = "check.growth_differs";
      add_amount(issue.args, "known", known->figure.amount());
    }
    out.push_back(std::move(issue));
  }
}

/// An average growth over a-b counts b - a steps, or b - a + 1 if the year before a is its base.
inline void check_growth_spans(const Dataset& data, std::vector<Issue>& out) {
  for (const Observation& o : data.observations) {
    if (o.measure != Measure::average_growth || !o.figure.unit.is_ratio() || !(o.span.first < o.span.last)) continue;
    const Observation* level = level_at(data, o.key, o.period());
    const double growth = o.figure.in(Unit{}).value;
    if (level == nullptr || !(growth > -1.0) || is_missing(level->figure.value)) continue;
    const int steps = steps_between(o.span.first, o.span.last);
    const double fewer = level->figure.value / std::pow(1.0 + growth, steps);
    const double more = level->figure.value / std::pow(1.0 + growth, steps + 1);
    const double apart = std::abs(fewer / more - 1.0);
    if (!(apart > 0.05)) continue;
    Issue issue{.severity = Severity::note, .code = "check.growth_span", .where = o.origin.where, .value = o.key.unique_id(), .args = {}};
    add_key(issue.args, data, o.key);
    add_both(issue.args, "span", o.span);
    add_amount(issue.args, "growth", o.figure.amount());
    add_both(issue.args, "first", o.span.first);
    issue.args.emplace_back("steps", std::to_string(steps));
    issue.args.emplace_back("more_steps", std::to_string(steps + 1));
    add_rounded(issue.args, "base", fewer, level->figure.unit);
    add_rounded(issue.args, "other_base", more, level->figure.unit);
    add_number(issue.args, "apart", 100.0 * apart, 0);
    out.push_back(std::move(issue));
  }
}

inline void check_price_bases(const Dataset& data, std::vector<Issue>& out) {
  std::set<std::string> names_vi;
  std::set<std::string> names_en;
  const Location* where = nullptr;
  const auto look = [&](const Figure& figure, const IndicatorKey& key, const Location& at) {
    if (figure.basis.kind != PriceBasis::Kind::unstated || is_missing(figure.value)) return;
    TextArgs names;
    add_key(names, data, {.indicator = key.indicator, .place = {}, .sector = {}, .product = {}, .plant = {}});
    names_vi.insert(names[0].second);
    names_en.insert(names[1].second);
    if (where == nullptr) where = &at;
  };
  for (const Observation& o : data.observations) {
    if (o.measure == Measure::level) look(o.figure, o.key, o.origin.where);
  }
  for (const Target& t : data.targets) look(t.figure, t.key, t.origin.where);
  if (where == nullptr) return;
  Issue issue{.severity = Severity::warning, .code = "check.price_basis_unstated", .where = *where, .value = {}, .args = {}};
  issue.args.emplace_back("indicators_vi", join(names_vi));
  issue.args.emplace_back("indicators_en", join(names_en));
  out.push_back(std::move(issue));
}

/// A target's figure in words; an increase with the period it builds on.
inline void add_statement(TextArgs& args, const std::string& name, const Target& target) {
  for (const Language language : {Language::vi, Language::en}) {
    std::string words = to_text(target.figure, language);
    if (target.kind == TargetKind::increase) {
      const Period base = baseline_of(target);
      words = text("check.statement.increase", language, {{"figure", words}, {"period", to_text(base, language)}});
    }
    args.emplace_back(name + (language == Language::vi ? "_vi" : "_en"), std::move(words));
  }
}

/// Statements of one level target, taken two by two: what both leave, or that they exclude each other.
inline void check_target_statements(const Dataset& data, std::vector<Issue>& out) {
  for (std::size_t i = 0; i < data.targets.size(); ++i) {
    for (std::size_t j = i + 1; j < data.targets.size(); ++j) {
      const Target* first = &data.targets[i];
      const Target* second = &data.targets[j];
      // Named by kind and id, so that the order of rows changes nothing.
      if (std::tie(second->kind, second->id) < std::tie(first->kind, first->id)) std::swap(first, second);
      const Target& a = *first;
      const Target& b = *second;
      if (!states_a_level(a.kind) || !belong_together(a, b) || is_missing(a.figure.value) || is_missing(b.figure.value)) continue;
      if (a.kind == b.kind && stated_date(data, a) != stated_date(data, b)) continue;  // the later one replaces the earlier
      const ActualSeries levels = actual_levels(data, a.key, {}, a.period().kind);
      if (!go_together(a.figure, b.figure)) continue;
      const bool has_levels = !levels.series.values.empty() && is_convertible(levels.series.unit, a.figure.unit);
      const Series known = has_levels ? levels.series : Series{};
      const Unit& unit = has_levels ? levels.series.unit : a.figure.unit;
      Bounds claims;   // up to the rounding of the numbers
      Bounds literal;  // taken at their word
      bool all_known = true;
      for (const Target* t : {&a, &b}) {
        TargetBase base{.value = 0.0};
        if (t->kind == TargetKind::increase) {
          base = target_base(*t, known, levels.observations, unit);
        }
        all_known = all_known && !is_missing(base.value);
        claims = intersect(claims, claimed_levels(t->figure.in(unit), base.value, base.resolution));
        literal = intersect(literal, add(t->figure.in(unit).bounds, Bounds::exactly(base.value)));
      }
      if (!all_known) continue;
      const Bounds both = literal.is_empty() ? claims : literal;
      Issue issue{.severity = Severity::note, .code = "check.targets_overlap", .where = b.origin.where, .value = a.id + ", " + b.id, .args = {}};
      add_key(issue.args, data, a.key);
      add_both(issue.args, "period", a.period());
      add_statement(issue.args, "first", a);
      add_statement(issue.args, "second", b);
      issue.args.emplace_back("rows", location_text(a.origin.where) + "; " + location_text(b.origin.where));
      if (both.is_empty()) {
        issue.severity = Severity::error;
        issue.code = "check.targets_contradict";
      } else {
        Figure left{.value = both.has_lo() && both.has_hi() ? (both.lo + both.hi) / 2.0 : both.has_lo() ? both.lo : both.hi,
                    .bounds = both, .qualifier = Qualifier::range, .resolution = 0.0, .unit = unit, .basis = a.figure.basis};
        if (!both.has_hi()) left.qualifier = both.lo_open ? Qualifier::above : Qualifier::at_least;
        if (!both.has_lo()) left.qualifier = both.hi_open ? Qualifier::below : Qualifier::at_most;
        add_figure(issue.args, "left", left.in(a.figure.unit));
      }
      out.push_back(std::move(issue));
    }
  }
}

inline void check_deviations(const Dataset& data, std::vector<Issue>& out) {
  for (const Observation& o : data.observations) {
    if (o.measure != Measure::deviation_from_plan && o.measure != Measure::ratio_to_plan) continue;
    const bool has_level = std::any_of(data.observations.begin(), data.observations.end(), [&](const Observation& other) {
      return other.key == o.key && other.measure == Measure::level && other.period() == o.period();
    });
    if (has_level || !o.figure.unit.is_ratio() || is_missing(o.figure.value)) continue;
    const double ratio = o.figure.in(Unit{}).value;
    const Value fulfilment = o.measure == Measure::ratio_to_plan ? Value(ratio) : fulfilment_from_deviation(ratio);
    Issue issue{.severity = Severity::note, .code = "check.plan_deviation_without_level", .where = o.origin.where, .value = o.key.unique_id(), .args = {}};
    add_key(issue.args, data, o.key);
    add_both(issue.args, "period", o.period());
    add_number(issue.args, "percent", 100.0 * fulfilment.value, 2);
    out.push_back(std::move(issue));
  }
}

inline void check_areas(const Dataset& data, std::vector<Issue>& out) {
  for (const Site& site : data.sites) {
    if (!site.area || site.area_scope.empty()) continue;
    Issue issue{.severity = Severity::note, .code = "check.area_scope", .where = site.origin.where, .value = site.id, .args = {}};
    add_amount(issue.args, "area", site.area->amount());
    issue.args.emplace_back("scope", site.area_scope);
    out.push_back(std::move(issue));
  }
}

inline void check_inferred_places(const Dataset& data, std::vector<Issue>& out) {
  for (const Place& place : data.places.places()) {
    if (!place.inferred) continue;
    const Location* where = nullptr;
    int facts = 0;
    const auto look = [&](const std::string& id, const Origin& origin) {
      if (id != place.id && !id.starts_with(place.id + "/")) return;
      ++facts;
      if (where == nullptr) where = &origin.where;
    };
    for (const Observation& o : data.observations) look(o.key.place, o.origin);
    for (const Target& t : data.targets) look(t.key.place, t.origin);
    for (const Programme& p : data.programmes) look(p.place, p.origin);
    for (const Site& s : data.sites) look(s.place, s.origin);
    for (const Project& p : data.projects) look(p.place, p.origin);
    if (facts == 0) continue;
    Issue issue{.severity = Severity::warning, .code = "check.place_inferred", .where = *where, .value = place.id, .args = {}};
    issue.args.emplace_back("place", place.name_vi);
    issue.args.emplace_back("facts", std::to_string(facts));
    out.push_back(std::move(issue));
  }
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Issue> check(const Dataset& data, Date as_of) {
  if (as_of) return check(detail::known_part(data, as_of));
  std::vector<Issue> out;
  detail::check_funding(data, out);
  detail::check_implied_bases(data, out);
  detail::check_growth_spans(data, out);
  detail::check_price_bases(data, out);
  detail::check_capital_against_output(data, out);
  detail::check_target_statements(data, out);
  detail::check_support_shares(data, out);
  detail::check_deviations(data, out);
  detail::check_plans_before_period(data, out);
  detail::check_areas(data, out);
  detail::check_inferred_places(data, out);
  for (const auto rule : {&check_unit_slips, &check_sums, &check_cumulative, &check_growth_figures, &check_plan_levels, &check_mixed_price_bases}) {
    for (Issue& issue : rule(data)) out.push_back(std::move(issue));
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
