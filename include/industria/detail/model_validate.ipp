// SPDX-License-Identifier: Apache-2.0
// Body of validate (model/dataset.hpp): one function per table, each a list of the rules that apply to it.
#pragma once

#include <industria/detail/model_checker.ipp>
#include <industria/model/dataset.hpp>

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

INDUSTRIA_INLINE std::vector<Issue> DatasetChecker::run() {
  check_places();
  check_classifications();
  check_enterprises();
  check_sites_and_projects();
  check_capacities();
  check_programmes();
  check_funding();
  check_targets();
  check_observations();
  check_remarks();
  return std::move(issues_);
}

INDUSTRIA_INLINE void DatasetChecker::check_places() {
  const std::vector<Place>& places = data_.places.places();
  check_ids("places", places, [](const Place& p) -> const std::string& { return p.id; });
  std::vector<const Place*> by_code;
  for (const Place& place : places) {
    const RowName row = row_name("places", place);
    check_reference(row, "parent", place.parent, places_);
    for (const std::string& id : place.predecessors)
      check_reference(row, "predecessors", id, places_);
    if (place.key.valid_from && place.valid_to && place.valid_to < place.key.valid_from) {
      report(row, "model.empty_span", "valid_to",
             to_text(place.key.valid_from) + "/" + to_text(place.valid_to));
    }
    if (!place.key.code.empty()) by_code.push_back(&place);
  }
  std::sort(by_code.begin(), by_code.end(), [](const Place* a, const Place* b) {
    return a->key != b->key ? a->key < b->key : a->id < b->id;
  });
  for (std::size_t i = 1; i < by_code.size(); ++i) {
    const Place& a = *by_code[i - 1];
    const Place& b = *by_code[i];
    const bool one_code = a.key.system == b.key.system && a.key.code == b.key.code;
    if (!one_code || (a.valid_to && b.key.valid_from && a.valid_to < b.key.valid_from)) continue;
    report(row_name("places", b), "model.duplicate_place_code", "code", b.key.code)
        .args.emplace_back("other", a.id);
  }
  const auto position = [&](const std::string& id, std::vector<std::size_t>& into) {
    const Place* place = data_.places.find(id);
    if (place != nullptr) into.push_back(static_cast<std::size_t>(place - places.data()));
  };
  check_cycles("places", "parent", places.size(), [&](std::size_t i) {
    std::vector<std::size_t> next;
    position(places[i].parent, next);
    return next;
  });
  check_cycles("places", "predecessors", places.size(), [&](std::size_t i) {
    std::vector<std::size_t> next;
    for (const std::string& id : places[i].predecessors) position(id, next);
    return next;
  });
}

INDUSTRIA_INLINE void DatasetChecker::check_classifications() {
  const auto id_of = [](const auto& row) -> const std::string& { return row.id; };
  check_ids("sources", data_.sources, id_of);
  check_ids("sectors", data_.sectors, [](const Sector& s) -> const std::string& { return s.code; });
  for (const Sector& sector : data_.sectors) {
    check_reference(row_name("sectors", sector, sector.code), "parent", sector.parent, sectors_);
  }
  check_cycles("sectors", "parent", data_.sectors.size(), [&](std::size_t i) {
    std::vector<std::size_t> next;
    const Sector* parent =
        data_.sectors[i].parent.empty() ? nullptr : find_sector(data_, data_.sectors[i].parent);
    if (parent != nullptr) next.push_back(static_cast<std::size_t>(parent - data_.sectors.data()));
    return next;
  });
  check_ids("products", data_.products, id_of);
  for (const Product& product : data_.products) {
    check_reference(row_name("products", product), "sector", product.sector, sectors_);
  }
  check_ids("indicators", data_.indicators, id_of);
  for (const Indicator& indicator : data_.indicators) {
    if (indicator.lower <= indicator.upper) continue;
    report(row_name("indicators", indicator), "model.crossed_limits", "upper", "");
  }
  check_ids("funding_sources", data_.funding_sources, id_of);
}

INDUSTRIA_INLINE void DatasetChecker::check_enterprises() {
  const auto id_of = [](const auto& row) -> const std::string& { return row.id; };
  check_ids("enterprises", data_.enterprises, id_of);
  for (const Enterprise& enterprise : data_.enterprises) {
    const RowName row = row_name("enterprises", enterprise);
    check_reference(row, "place", enterprise.place, places_);
    check_reference(row, "sector", enterprise.sector, sectors_);
    check_origin(row, enterprise.origin);
  }
  check_ids("plants", data_.plants, id_of);
  for (const Plant& plant : data_.plants) {
    const RowName row = row_name("plants", plant);
    check_reference(row, "enterprise", plant.enterprise, enterprises_);
    check_reference(row, "place", plant.place, places_);
    check_reference(row, "sector", plant.sector, sectors_);
    check_reference(row, "product", plant.product, products_);
    check_origin(row, plant.origin);
  }
}

INDUSTRIA_INLINE void DatasetChecker::check_sites_and_projects() {
  const auto id_of = [](const auto& row) -> const std::string& { return row.id; };
  check_ids("sites", data_.sites, id_of);
  for (const Site& site : data_.sites) {
    const RowName row = row_name("sites", site);
    check_reference(row, "place", site.place, places_);
    check_span(row, "as_of", {site.as_of, site.as_of}, false);
    if (site.count < 1) report(row, "model.count_below_one", "count", std::to_string(site.count));
    if (site.area) {
      check_stated(row, "area", *site.area);
      check_not_negative(row, "area", *site.area);
      const Unit hectare({{"length", 2}}, {1, 1, 4}, "ha");
      check_unit(row, "area", *site.area, is_convertible(site.area->unit, hectare), hectare);
    }
    check_origin(row, site.origin);
  }
  check_ids("projects", data_.projects, id_of);
  for (const Project& project : data_.projects) {
    const RowName row = row_name("projects", project);
    check_reference(row, "owner", project.owner, enterprises_);
    check_reference(row, "site", project.site, sites_);
    check_reference(row, "place", project.place, places_);
    check_reference(row, "sector", project.sector, sectors_);
    check_span(row, "as_of", {project.as_of, project.as_of}, false);
    if (project.count) check_not_negative(row, "count", *project.count);
    if (project.jobs) check_not_negative(row, "jobs", *project.jobs);
    if (project.registered_capital)
      check_money(row, "registered_capital", *project.registered_capital);
    if (project.disbursed_capital)
      check_money(row, "disbursed_capital", *project.disbursed_capital);
    check_origin(row, project.origin);
  }
}

INDUSTRIA_INLINE void DatasetChecker::check_capacities() {
  check_ids("capacities", data_.capacities,
            [](const Capacity& c) -> const std::string& { return c.id; });
  for (const Capacity& capacity : data_.capacities) {
    const RowName row = row_name("capacities", capacity);
    check_reference(row, "plant", capacity.plant, plants_);
    check_reference(row, "place", capacity.place, places_);
    check_reference(row, "product", capacity.product, products_);
    if (capacity.plant.empty() && capacity.place.empty())
      report(row, "model.no_place", "plant", "");
    check_stated(row, "rate", capacity.rate);
    check_not_negative(row, "rate", capacity.rate, "model.negative_capacity");
    check_span(row, "start", capacity.start, false);
    const Unit& unit = capacity.rate.unit;
    const Unit year({{"time", 1}}, {}, "year");
    const Product* product = find_by_id(data_.products, capacity.product);
    const bool is_rate = is_per_time(unit) || unit.exponent("power") == 1;
    const bool fits = is_rate && (product == nullptr || !is_per_time(unit) ||
                                  is_convertible(unit * year, product->unit));
    check_unit(row, "rate", capacity.rate, fits,
               product == nullptr ? unit / year : product->unit / year);
    check_origin(row, capacity.origin);
  }
}

INDUSTRIA_INLINE void DatasetChecker::check_programmes() {
  const auto id_of = [](const auto& row) -> const std::string& { return row.id; };
  check_ids("programmes", data_.programmes, id_of);
  for (const Programme& programme : data_.programmes) {
    const RowName row = row_name("programmes", programme);
    check_reference(row, "place", programme.place, places_);
    check_span(row, "span", programme.span, false);
    check_origin(row, programme.origin);
  }
  check_ids("activities", data_.activities, id_of);
  for (const Activity& activity : data_.activities) {
    const RowName row = row_name("activities", activity);
    require(row, "programme", activity.programme);
    check_reference(row, "programme", activity.programme, programmes_);
    check_reference(row, "place", activity.place, places_);
    check_span(row, "due", {activity.due, activity.due}, false);
    if (activity.quantity) check_not_negative(row, "quantity", *activity.quantity);
    if (activity.budget) check_money(row, "budget", *activity.budget);
    check_origin(row, activity.origin);
  }
}

INDUSTRIA_INLINE void DatasetChecker::check_funding() {
  check_ids("funding", data_.funding, [](const Funding& f) -> const std::string& { return f.id; });
  for (const Funding& funding : data_.funding) {
    const RowName row = row_name("funding", funding);
    check_reference(row, "programme", funding.programme, programmes_);
    check_reference(row, "plant", funding.plant, plants_);
    check_reference(row, "project", funding.project, projects_);
    check_reference(row, "source", funding.source, funding_sources_);
    const int purposes = (funding.programme.empty() ? 0 : 1) + (funding.plant.empty() ? 0 : 1) +
                         (funding.project.empty() ? 0 : 1);
    if (purposes != 1) report(row, "model.funding_purpose", "programme", std::to_string(purposes));
    check_span(row, "span", funding.span, false);
    check_money(row, "amount", funding.amount);
    if (funding.share) check_share(row, "share", *funding.share);
    check_origin(row, funding.origin);
  }
}

INDUSTRIA_INLINE void DatasetChecker::check_targets() {
  check_ids("targets", data_.targets, [](const Target& t) -> const std::string& { return t.id; });
  for (const Target& target : data_.targets) {
    const RowName row = row_name("targets", target);
    check_key(row, target.key);
    check_span(row, "span", target.span, true);
    check_place_at(row, target.key.place, target.period());
    check_origin(row, target.origin);
    if (target.kind == TargetKind::relative) {
      require(row, "relative_to", target.relative_to);
      check_reference(row, "relative_to", target.relative_to, indicators_);
    }
    if (target.kind == TargetKind::relative || target.kind == TargetKind::direction_only) continue;
    check_stated(row, "figure", target.figure);
    if (target.kind == TargetKind::share) {
      check_share(row, "figure", target.figure);
    } else if (target.kind == TargetKind::growth) {
      check_unit(row, "unit", target.figure, is_growth_unit(target.figure.unit),
                 Unit({}, {1, 1, -2}, "%"));
    } else {
      check_level_unit(row, target.key, target.figure, target.kind == TargetKind::increase);
    }
    if (target.kind == TargetKind::increase && !target.baseline_period) {
      report(row, "model.missing_field", "baseline_period", "");
    }
    if (target.baseline_period && target.baseline_period->is_valid() &&
        target.period().is_valid() &&
        target.baseline_period->last_day() >= target.period().last_day()) {
      report(row, "model.base_not_before", "baseline_period", to_text(*target.baseline_period));
    }
  }
}

INDUSTRIA_INLINE void DatasetChecker::check_observations() {
  for (const Observation& observation : data_.observations) check_one_observation(observation);
  check_duplicate_observations();
}

INDUSTRIA_INLINE void DatasetChecker::check_one_observation(const Observation& o) {
  const RowName row = row_name(o);
  const Figure& figure = o.figure;
  check_key(row, o.key);
  check_span(row, "span", o.span, true);
  check_place_at(row, o.key.place, o.period());
  check_stated(row, "figure", figure);
  check_origin(row, o.origin);
  const Unit percent({}, {1, 1, -2}, "%");
  switch (o.measure) {
    case Measure::level:
    case Measure::change:
    case Measure::difference:
      check_level_unit(row, o.key, figure, o.measure != Measure::level);
      break;
    case Measure::growth_on_previous:
    case Measure::growth_on_same_period:
    case Measure::average_growth:
      check_unit(row, "unit", figure, is_growth_unit(figure.unit), percent);
      if (figure.unit.is_ratio() && convert(figure.value, figure.unit, Unit()) < -1.0) {
        report_figure(row, "model.growth_below_total_loss", "figure", figure, Severity::warning);
      }
      break;
    case Measure::share: check_share(row, "figure", figure); break;
    case Measure::ratio_to_plan:
    case Measure::deviation_from_plan:
      check_unit(row, "unit", figure, figure.unit.is_ratio(), percent);
      break;
  }
  const bool compares_backwards = o.measure == Measure::change ||
                                  o.measure == Measure::growth_on_previous ||
                                  o.measure == Measure::growth_on_same_period;
  if (compares_backwards && o.base_period && o.base_period->is_valid() && o.period().is_valid() &&
      o.base_period->last_day() >= o.period().last_day()) {
    report(row, "model.base_not_before", "base_period", to_text(*o.base_period));
  }
  const Indicator* indicator = find_by_id(data_.indicators, o.key.indicator);
  if (o.measure == Measure::level && indicator != nullptr &&
      is_convertible(figure.unit, indicator->unit)) {
    const double level = convert(figure.value, figure.unit, indicator->unit);
    if (level < indicator->lower || level > indicator->upper) {
      report_figure(row, "model.outside_limits", "figure", figure, Severity::warning);
    }
  }
  const bool result = o.status == Status::final || o.status == Status::provisional;
  if (o.measure == Measure::level && result && o.known_on && o.period().is_valid() &&
      o.known_on < o.period().last_day()) {
    Issue& issue =
        report(row, "model.known_too_early", "known_on", to_text(o.known_on), Severity::warning);
    for (const auto& [suffix, language] :
         {std::pair{"_vi", Language::vi}, std::pair{"_en", Language::en}}) {
      issue.args.emplace_back(std::string("known") + suffix, to_text(o.known_on, language));
      issue.args.emplace_back(std::string("period") + suffix, to_text(o.period(), language));
    }
  }
}

/// Two statements on one thing in one vintage: equal figures are a repetition, other figures a contradiction.
INDUSTRIA_INLINE void DatasetChecker::check_duplicate_observations() {
  const std::vector<Observation>& rows = data_.observations;
  const auto identity = [](const Observation& o) {
    return std::tie(o.key, o.measure, o.span.first, o.span.last, o.base_period, o.status,
                    o.known_on, o.figure.basis.kind, o.figure.basis.year);
  };
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto left = identity(rows[a]);
    const auto right = identity(rows[b]);
    return left == right ? a < b : left < right;
  });
  for (std::size_t i = 1; i < order.size(); ++i) {
    const Observation& a = rows[order[i - 1]];
    const Observation& b = rows[order[i]];
    if (identity(a) != identity(b)) continue;
    const bool same = is_convertible(a.figure.unit, b.figure.unit) &&
                      a.figure.qualifier == b.figure.qualifier &&
                      convert(a.figure.value, a.figure.unit, b.figure.unit) == b.figure.value;
    const RowName earlier = row_name(a);
    Issue& issue = same ? report(row_name(b), "model.repeated_key", "figure", b.key.unique_id(),
                                 Severity::note)
                        : report(row_name(b), "model.duplicate_key", "figure", b.key.unique_id());
    issue.args.emplace_back("first", earlier.where.line > 0
                                         ? location_text(earlier.where)
                                         : "#" + std::to_string(order[i - 1] + 1));
    for (const auto& [suffix, language] :
         {std::pair{"_vi", Language::vi}, std::pair{"_en", Language::en}}) {
      issue.args.emplace_back(std::string("a") + suffix, to_text(a.figure, language));
      issue.args.emplace_back(std::string("b") + suffix, to_text(b.figure, language));
      issue.args.emplace_back(std::string("period") + suffix, to_text(b.span, language));
    }
  }
}

INDUSTRIA_INLINE void DatasetChecker::check_remarks() {
  check_ids("remarks", data_.remarks, [](const Remark& r) -> const std::string& { return r.id; });
  for (const Remark& remark : data_.remarks) {
    const RowName row = row_name("remarks", remark);
    check_reference(row, "place", remark.place, places_);
    check_origin(row, remark.origin);
  }
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Issue> validate(const Dataset& data) {
  return detail::DatasetChecker(data).run();
}

}  // namespace industria::inline INDUSTRIA_ABI
