// SPDX-License-Identifier: Apache-2.0
// Money and what plans promise: funding sources, programmes, activities, sums, targets.

#include "fields.hpp"
#include "register.hpp"

#include <industria/model/funding.hpp>
#include <industria/model/target.hpp>

#include <cmath>

namespace industria_python {
namespace {

using industria::Activity;
using industria::Bounds;
using industria::Figure;
using industria::Funding;
using industria::FundingSource;
using industria::Programme;
using industria::Qualifier;
using industria::Target;

/// A target as the columns of a targets frame state it.
Target made_of(const KeyArgument& unique_id, const PeriodArgument& ds, double target,
               industria::TargetKind kind, industria::Direction direction, double target_hi,
               const std::optional<UnitArgument>& unit_of,
               const std::optional<BasisArgument>& price_basis,
               const std::optional<PeriodArgument>& baseline_ds, double baseline,
               industria::Date stated_on, std::string target_id, std::string relative_to,
               const std::optional<PeriodArgument>& start) {
  const bool has_value =
      kind != industria::TargetKind::relative && kind != industria::TargetKind::direction_only;
  if (has_value && industria::is_missing(target)) {
    throw industria::ValueError(
        "Target: target of kind '" + std::string(name(kind)) +
        "' is missing, expected a number (kinds 'relative' and 'direction_only' have none)");
  }
  if (has_value && target_hi < target) {
    throw industria::ValueError("Target: target_hi is below target, expected target <= target_hi");
  }
  const industria::Unit unit = unit_of ? unit_of->unit : industria::Unit();
  const industria::Amount stated(target, unit);
  Target made;
  made.id = std::move(target_id);
  made.key = unique_id.key;
  made.kind = kind;
  made.direction = direction;
  made.span = {start ? start->period : ds.period, ds.period};
  if (made.span.first.kind != ds.period.kind || ds.period < made.span.first) {
    throw industria::ValueError("Target: start is " + to_text(made.span.first) + ", expected a period of the kind of " + to_text(ds.period) + " and not after it");
  }
  made.figure = Figure::of(target, unit, price_basis ? price_basis->basis : stated.basis);
  if (!industria::is_missing(target_hi)) {
    made.figure.value = target + (target_hi - target) / 2;
    made.figure.bounds = Bounds::between(target, target_hi);
    made.figure.qualifier = Qualifier::range;
  }
  if (baseline_ds) made.baseline_period = baseline_ds->period;
  if (!industria::is_missing(baseline))
    made.baseline = Figure::of(baseline, unit, made.figure.basis);
  made.relative_to = std::move(relative_to);
  made.stated_on = stated_on;
  return made;
}

void register_money(py::module_& m) {
  Row<FundingSource>(m, "FundingSource", "Where money comes from.")
      .field("id", &FundingSource::id)
      .field("name_vi", &FundingSource::name_vi)
      .field("name_en", &FundingSource::name_en)
      .field("kind", &FundingSource::kind);
  Row<Funding>(m, "Funding", "One sum of money.")
      .field("id", &Funding::id)
      .field("programme", &Funding::programme)
      .field("plant", &Funding::plant)
      .field("project", &Funding::project)
      .field("source", &Funding::source)
      .field("span", &Funding::span)
      .field("amount", &Funding::amount)
      .field("share", &Funding::share)
      .field("is_total", &Funding::is_total)
      .field("stage", &Funding::stage)
      .field("origin", &Funding::origin);
  Row<Programme>(m, "Programme", "A plan of support over some years.")
      .field("id", &Programme::id)
      .field("name_vi", &Programme::name_vi)
      .field("name_en", &Programme::name_en)
      .field("place", &Programme::place)
      .field("span", &Programme::span)
      .field("approved_before", &Programme::approved_before)
      .field("origin", &Programme::origin);
  Row<Activity>(m, "Activity", "Something that a programme will do.")
      .field("id", &Activity::id)
      .field("programme", &Activity::programme)
      .field("kind_vi", &Activity::kind_vi)
      .field("kind_en", &Activity::kind_en)
      .field("quantity", &Activity::quantity)
      .field("budget", &Activity::budget)
      .field("due", &Activity::due)
      .field("place", &Activity::place)
      .field("priority", &Activity::priority)
      .field("origin", &Activity::origin);
}

}  // namespace

void register_funding(py::module_& m) {
  register_money(m);
  Row<Target> target(m, "Target", "What a plan wants for one series at one period.");
  target
      .def(py::init(&made_of), py::arg("unique_id"), py::arg("ds"),
           py::arg("target") = industria::missing, py::kw_only(),
           py::arg("kind") = industria::TargetKind::level,
           py::arg("direction") = industria::Direction::at_least,
           py::arg("target_hi") = industria::missing, py::arg("unit") = py::none(),
           py::arg("price_basis") = py::none(), py::arg("baseline_ds") = py::none(),
           py::arg("baseline") = industria::missing, py::arg("stated_on") = industria::Date{},
           py::arg("target_id") = "", py::arg("relative_to") = "", py::arg("start") = py::none())
      .def_property_readonly("period", [](const Target& t) { return to_python(t.period(), {}); });
  target.field("id", &Target::id)
      .field("key", &Target::key)
      .field("kind", &Target::kind)
      .field("direction", &Target::direction)
      .field("span", &Target::span)
      .field("figure", &Target::figure)
      .field("baseline_period", &Target::baseline_period)
      .field("baseline", &Target::baseline)
      .field("relative_to", &Target::relative_to)
      .field("stated_on", &Target::stated_on)
      .field("origin", &Target::origin);
}

}  // namespace industria_python
