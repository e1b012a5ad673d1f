// SPDX-License-Identifier: Apache-2.0
// Body of model/geography.hpp. Every place is the set of its smallest parts; figures go where their set lies.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/number_format.hpp>
#include <industria/detail/model_place.ipp>
#include <industria/model/geography.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

using PlaceSet = std::vector<std::string>;  // sorted ids of smallest territories

/// Adds name_vi and name_en.
inline void add_both(TextArgs& args, const std::string& name, const std::string& vi, const std::string& en) {
  args.push_back({name + "_vi", vi});
  args.push_back({name + "_en", en});
}
template <class Thing>
void add_dated(TextArgs& args, const std::string& name, const Thing& thing) {
  add_both(args, name, to_text(thing, Language::vi), to_text(thing, Language::en));
}

/// The places of one day of the kinds that figures are given for, with their sets.
class Borders {
 public:
  Borders(const Gazetteer& places, Date day) : places_(places), day_(day) {
    if (!day) throw ValueError("to_geography: borders is no day, expected e.g. 2025-07-01");
    for (const Place& place : places.places()) {
      if (existed(place, day)) sets_.emplace_back(&place, places.territory(place.id));
    }
  }
  [[nodiscard]] const Gazetteer& places() const noexcept { return places_; }

  /// The place of these borders, of the same kind, that holds the source; or an issue saying why none does.
  [[nodiscard]] std::pair<const Place*, std::optional<Issue>> target_of(std::string_view id) const {
    const Place* source = places_.find(id);
    if (source == nullptr) {
      std::string near = places_.suggest_id(id);
      if (near.empty()) {  // perhaps a name
        for (const Place* named : places_.find_name(id, {})) near += (near.empty() ? "" : ", ") + named->id;
      }
      return {nullptr, Issue{.code = "geography.unknown_place", .value = std::string(id), .args = {{"near", near.empty() ? "-" : near}}}};
    }
    const PlaceSet pieces = places_.territory(id);
    std::string overlapping;
    std::string overlapping_en;
    for (const auto& [place, set] : sets_) {
      if (place->kind != source->kind) continue;
      if (std::includes(set.begin(), set.end(), pieces.begin(), pieces.end())) return {place, std::nullopt};
      if (!std::includes(pieces.begin(), pieces.end(), set.begin(), set.end())) continue;
      overlapping += (overlapping.empty() ? "" : ", ") + dated_name(*place, Language::vi);
      overlapping_en += (overlapping_en.empty() ? "" : ", ") + dated_name(*place, Language::en);
    }
    Issue issue{.code = overlapping.empty() ? "geography.no_target" : "geography.must_be_split", .value = std::string(id)};
    issue.args = {{"place", source->name_vi}};
    add_dated(issue.args, "date", day_);
    add_both(issue.args, "parts", overlapping, overlapping_en);
    return {nullptr, std::move(issue)};
  }

 private:
  const Gazetteer& places_;
  Date day_;
  std::vector<std::pair<const Place*, PlaceSet>> sets_;
};

/// The parts of one place in one period: its figure is theirs, or its own.
struct PartFigure {
  std::string place;
  PlaceSet set;
  double value;
  double weight;
};

[[nodiscard]] inline double joined_value(std::span<const PartFigure* const> parts, bool weighted) noexcept {
  double sum = 0.0;
  double weights = 0.0;
  for (const PartFigure* part : parts) {
    sum += weighted ? part->value * part->weight : part->value;
    weights += part->weight;
  }
  return weighted ? sum / weights : sum;
}

/// Largest parts first, none overlapping another: the fewest figures that cover most.
[[nodiscard]] inline std::vector<const PartFigure*> disjoint_parts(const std::vector<PartFigure>& all, const std::string& but, PlaceSet& covered) {
  std::vector<const PartFigure*> order;
  for (const PartFigure& part : all) {
    if (part.place != but && !is_missing(part.value)) order.push_back(&part);
  }
  std::stable_sort(order.begin(), order.end(), [](const PartFigure* a, const PartFigure* b) { return a->set.size() > b->set.size(); });
  std::vector<const PartFigure*> chosen;
  for (const PartFigure* part : order) {
    PlaceSet common;
    std::set_intersection(covered.begin(), covered.end(), part->set.begin(), part->set.end(), std::back_inserter(common));
    if (!common.empty()) continue;
    chosen.push_back(part);
    covered.insert(covered.end(), part->set.begin(), part->set.end());
    std::sort(covered.begin(), covered.end());
  }
  std::sort(chosen.begin(), chosen.end(), [](const PartFigure* a, const PartFigure* b) { return a->place < b->place; });
  return chosen;
}

/// The figure of `place` from the parts that were given for the period.
[[nodiscard]] inline GeographyFigure joined_figure(const Place& place, const PlaceSet& whole, Period period, const std::vector<PartFigure>& given,
                                                   const GeographyOptions& options, std::vector<Issue>& issues) {
  const bool weighted = options.accounting == Accounting::rate || options.accounting == Accounting::index;
  const auto own = std::find_if(given.begin(), given.end(), [&](const PartFigure& part) { return part.set == whole && !is_missing(part.value); });
  const bool has_own = own != given.end();
  PlaceSet covered;
  const auto parts = disjoint_parts(given, has_own ? own->place : std::string(), covered);
  const auto can_be_weighed = [](const PartFigure* part) { return !is_missing(part->weight); };
  const bool joinable = !parts.empty() && (!weighted || std::all_of(parts.begin(), parts.end(), can_be_weighed));
  double value = joinable ? joined_value(parts, weighted) : missing;

  GeographyFigure figure{.place = place.id, .period = period};
  if (has_own) {
    figure.value = own->value;
    figure.weight = own->weight;
    figure.coverage = 1.0;
    figure.parts = {own->place};
    // Rounding of the parts and of the whole; anything above is told.
    if (covered == whole && std::abs(value - own->value) > 1e-9 * std::abs(own->value)) {
      issues.push_back({Severity::warning, "geography.parts_differ", {}, to_shortest(own->value),
                        {{"place", place.name_vi}, {"own_vi", format_significant(own->value, 12, Language::vi)}, {"own_en", format_significant(own->value, 12, Language::en)},
                         {"sum_vi", format_significant(value, 12, Language::vi)}, {"sum_en", format_significant(value, 12, Language::en)}}});
      add_dated(issues.back().args, "period", period);
    }
    return figure;
  }
  std::set_difference(whole.begin(), whole.end(), covered.begin(), covered.end(), std::back_inserter(figure.lacking));
  figure.coverage = static_cast<double>(covered.size()) / static_cast<double>(whole.size());
  figure.weight = parts.empty() ? missing : 0.0;
  for (const PartFigure* part : parts) {
    figure.parts.push_back(part->place);
    figure.weight += part->weight;
  }
  if (!figure.lacking.empty() && !(options.partial_sums && !parts.empty())) {
    figure.value = Reason::missing;
  } else if (!joinable) {
    figure.value = Reason::not_comparable;
    issues.push_back({Severity::error, "geography.no_weights", {}, place.id, {{"place", place.name_vi}}});
    add_dated(issues.back().args, "period", period);
  } else {
    figure.value = value;
    if (!figure.value) {  // the weights add up to zero
      figure.value = Reason::zero_base;
      issues.push_back({Severity::error, "geography.zero_weights", {}, place.id, {{"place", place.name_vi}}});
      add_dated(issues.back().args, "period", period);
    }
  }
  return figure;
}

/// Figures by place of the borders and period; what cannot be placed is told.
using PlacedFigures = std::map<std::pair<std::string, Period>, std::vector<PartFigure>>;

[[nodiscard]] inline PlacedFigures placed_figures(const Borders& borders, std::span<const PlaceFigure> figures, std::vector<Issue>& issues) {
  std::map<std::pair<std::string, Period>, int> count;
  for (const PlaceFigure& figure : figures) ++count[{figure.place, figure.period}];
  std::map<std::string, const Place*> targets;
  PlacedFigures placed;
  for (const PlaceFigure& figure : figures) {
    const auto found = targets.find(figure.place);
    if (found == targets.end()) {
      auto [target, issue] = borders.target_of(figure.place);
      if (issue) issues.push_back(std::move(*issue));
      targets[figure.place] = target;
    }
    const Place* target = targets[figure.place];
    int& given = count[{figure.place, figure.period}];
    if (target == nullptr || given == 0) continue;
    const Place& source = *borders.places().find(figure.place);
    if (given > 1) {
      issues.push_back({Severity::error, "geography.duplicate", {}, figure.place, {{"place", source.name_vi}, {"count", std::to_string(given)}}});
      add_dated(issues.back().args, "period", figure.period);
      given = 0;
      continue;
    }
    if (figure.weight < 0.0) {
      issues.push_back({Severity::error, "geography.negative_weight", {}, to_shortest(figure.weight), {{"place", source.name_vi}}});
      add_dated(issues.back().args, "period", figure.period);
      continue;
    }
    if (source.valid_to && figure.period.first_day() > source.valid_to) {
      issues.push_back({Severity::warning, "geography.place_had_ended", {}, figure.place, {}});
      add_both(issues.back().args, "place", dated_name(source, Language::vi), dated_name(source, Language::en));
      add_dated(issues.back().args, "period", figure.period);
    }
    placed[{target->id, figure.period}].push_back(
        {figure.place, borders.places().territory(figure.place), is_missing(figure.value) ? missing : figure.value, figure.weight});
  }
  return placed;
}

}  // namespace detail

INDUSTRIA_INLINE GeographyResult to_geography(const Gazetteer& places, std::span<const PlaceFigure> figures, Date day, const GeographyOptions& options) {
  const detail::Borders borders(places, day);
  GeographyResult result;
  const detail::PlacedFigures placed = detail::placed_figures(borders, figures, result.issues);
  std::map<std::string, int> joined;
  for (const auto& [key, given] : placed) {
    const Place& place = places.at(key.first);
    result.figures.push_back(detail::joined_figure(place, places.territory(place.id), key.second, given, options, result.issues));
    const GeographyFigure& figure = result.figures.back();
    if (figure.value && figure.parts.size() > 1) ++joined[place.id];
  }
  for (const auto& [id, count] : joined) {
    const Place& place = places.at(id);
    result.issues.push_back({Severity::note, "geography.joined", {}, id, {{"count", std::to_string(count)}}});
    detail::add_both(result.issues.back().args, "equation", detail::territory_equation(places, place, Language::vi),
                     detail::territory_equation(places, place, Language::en));
  }
  return result;
}

INDUSTRIA_INLINE GeographyMap geography_map(const Gazetteer& places, std::span<const std::string> ids, Date day) {
  const detail::Borders borders(places, day);
  GeographyMap map;
  std::vector<const Place*> targets;
  for (const std::string& id : ids) {
    auto [target, issue] = borders.target_of(id);
    if (issue) map.issues.push_back(std::move(*issue));
    targets.push_back(target);
    if (target != nullptr) map.places.push_back(target->id);
  }
  std::sort(map.places.begin(), map.places.end());
  map.places.erase(std::unique(map.places.begin(), map.places.end()), map.places.end());
  for (const Place* target : targets) {
    if (target == nullptr) {
      map.target.push_back(-1);
    } else {
      const auto at = std::lower_bound(map.places.begin(), map.places.end(), target->id);
      map.target.push_back(static_cast<std::int32_t>(at - map.places.begin()));
    }
  }
  return map;
}

INDUSTRIA_INLINE CodedPlace place_of_code(const Gazetteer& places, std::string_view code, Date on) {
  std::vector<const Place*> ever;
  std::vector<const Place*> then;
  for (const Place& place : places.places()) {
    if (place.key.code != code) continue;
    ever.push_back(&place);
    if (existed(place, on)) then.push_back(&place);
  }
  const auto same = [&](const Place* place) { return places.territory(place->id) == places.territory(then.front()->id); };
  if (!then.empty() && std::all_of(then.begin(), then.end(), same)) return {then.back(), std::nullopt};
  const auto names = [&](Language language) {
    std::string list;
    for (const Place* place : ever) list += (list.empty() ? "" : ", ") + detail::dated_name(*place, language);
    return list;
  };
  Issue issue{.value = std::string(code)};
  detail::add_both(issue.args, "places", names(Language::vi), names(Language::en));
  detail::add_dated(issue.args, "date", on);
  issue.code = ever.empty() ? "geography.unknown_code" : then.empty() ? "geography.code_of_other_date" : "geography.code_of_two_places";
  return {nullptr, std::move(issue)};
}

}  // namespace industria::inline INDUSTRIA_ABI
