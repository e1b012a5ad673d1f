// SPDX-License-Identifier: Apache-2.0
// How values cross between C++ and Python: enumerations as their canonical names, days as datetime.date, and
// arguments that may be given as text (units, periods, keys). Every binding file includes this one first.
#pragma once

#include <industria/base/error.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/language.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/hierarchy/reconcile.hpp>
#include <industria/model/capacity.hpp>
#include <industria/model/funding.hpp>
#include <industria/model/indicator.hpp>
#include <industria/model/observation.hpp>
#include <industria/model/place.hpp>
#include <industria/model/target.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/project.hpp>
#include <industria/targets/assess.hpp>
#include <industria/units/amount.hpp>
#include <industria/units/number_text.hpp>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <datetime.h>  // Python's, needs Python.h before it

#include <array>
#include <string>
#include <string_view>

namespace industria_python {

namespace py = pybind11;

/// Canonical names of an enumeration, in the order of its values; `what` names it in messages.
template <class E>
struct EnumNames;

#define INDUSTRIA_PYTHON_ENUM(Type, what_it_is, ...)                                 \
  template <>                                                                        \
  struct industria_python::EnumNames<Type> {                                         \
    static constexpr const char* what = what_it_is;                                  \
    static constexpr std::array names = std::to_array<const char*>({__VA_ARGS__});   \
  };                                                                                 \
  template <>                                                                        \
  struct pybind11::detail::type_caster_enum_type_enabled<Type> : std::false_type {}; \
  template <>                                                                        \
  struct pybind11::detail::type_caster<Type> : industria_python::EnumCaster<Type> {}

/// Reads and writes an enumeration as str; an unknown text raises ValueError with the known ones.
template <class E>
struct EnumCaster {
  PYBIND11_TYPE_CASTER(E, py::detail::const_name("str"));

  bool load(py::handle source, bool) {
    if (!py::isinstance<py::str>(source)) return false;
    const auto text = source.cast<std::string>();
    std::string known;
    for (std::size_t i = 0; i < EnumNames<E>::names.size(); ++i) {
      if (text == EnumNames<E>::names[i]) {
        value = static_cast<E>(i);
        return true;
      }
      known += (i == 0 ? "'" : ", '") + std::string(EnumNames<E>::names[i]) + "'";
    }
    throw industria::ValueError(std::string(EnumNames<E>::what) + ": '" + text +
                                "' is unknown, expected one of " + known);
  }
  static py::handle cast(E e, py::return_value_policy, py::handle) {
    return py::str(EnumNames<E>::names.at(static_cast<std::size_t>(e))).release();
  }
};

/// A unit given as Unit or as text in either language; text that is no unit raises UnitError.
struct UnitArgument {
  industria::Unit unit;
};
/// A period given as Period, as a year (int) or as text; text that is no period raises ParseError.
struct PeriodArgument {
  industria::Period period;
};
/// A price basis given as PriceBasis or as text ("current", "constant 2010", "unstated", "").
struct BasisArgument {
  industria::PriceBasis basis;
};
/// A key given as IndicatorKey or as its unique_id, "gross_output|lao-cai|B-E".
struct KeyArgument {
  industria::IndicatorKey key;
};

industria::Unit read_unit(const std::string& text);
industria::Period read_period(const std::string& text);
industria::PriceBasis read_basis(const std::string& text);
industria::Date read_date(const std::string& text);
industria::IndicatorKey read_key(const std::string& text);

}  // namespace industria_python

INDUSTRIA_PYTHON_ENUM(industria::Language, "language", "vi", "en");
INDUSTRIA_PYTHON_ENUM(industria::Severity, "severity", "note", "warning", "error");
INDUSTRIA_PYTHON_ENUM(industria::Reason, "reason", "none", "missing", "zero_base", "negative_base",
                      "sign_change", "too_few_points", "no_time_left", "no_level",
                      "no_target_value", "no_observation", "not_comparable", "contradiction",
                      "not_stated", "no_solution", "several_solutions");
INDUSTRIA_PYTHON_ENUM(industria::PeriodKind, "period kind", "year", "half", "quarter", "month",
                      "year_to_date");
INDUSTRIA_PYTHON_ENUM(industria::PriceBasis::Kind, "price basis", "none", "unstated", "current",
                      "constant");
INDUSTRIA_PYTHON_ENUM(industria::Qualifier, "qualifier", "exact", "below_near", "above", "below",
                      "at_least", "at_most", "approx", "estimate", "range");
INDUSTRIA_PYTHON_ENUM(industria::PlaceKind, "place kind", "country", "region", "province",
                      "district", "commune");
INDUSTRIA_PYTHON_ENUM(industria::Stage, "stage", "unknown", "planned", "detailed_plan", "approved",
                      "under_construction", "trial", "operating", "closed");
INDUSTRIA_PYTHON_ENUM(industria::SiteKind, "site kind", "park", "cluster");
INDUSTRIA_PYTHON_ENUM(industria::ProjectStatus, "project status", "unknown", "registered",
                      "on_schedule", "delayed", "completed", "revoked");
INDUSTRIA_PYTHON_ENUM(industria::FundingKind, "funding kind", "public_money", "private_money",
                      "credit", "foreign", "other");
INDUSTRIA_PYTHON_ENUM(industria::FundingStage, "funding stage", "planned", "granted", "disbursed");
INDUSTRIA_PYTHON_ENUM(industria::Accounting, "accounting", "flow", "stock", "rate", "index");
INDUSTRIA_PYTHON_ENUM(industria::Desired, "desired", "up", "down", "neither");
INDUSTRIA_PYTHON_ENUM(industria::Measure, "measure", "level", "change", "growth_on_previous",
                      "growth_on_same_period", "average_growth", "share", "ratio_to_plan",
                      "deviation_from_plan", "difference");
INDUSTRIA_PYTHON_ENUM(industria::Status, "status", "final", "provisional", "estimate", "plan");
INDUSTRIA_PYTHON_ENUM(industria::TargetKind, "kind", "level", "increase", "cumulative_count",
                      "share", "growth", "relative", "direction_only", "index", "cumulative_flow");
INDUSTRIA_PYTHON_ENUM(industria::Direction, "direction", "at_least", "at_most", "within");
INDUSTRIA_PYTHON_ENUM(industria::Quality, "quality", "none", "assumed", "poor", "fair", "good");
INDUSTRIA_PYTHON_ENUM(industria::Method, "method", "automatic", "last_value", "drift", "cagr",
                      "log_linear", "pooled_growth", "mean", "seasonal_last_value",
                      "seasonal_drift", "ses", "holt",
                      "damped_holt", "holt_winters", "auto_ets", "stm", "otm", "dstm", "dotm",
                      "auto_theta", "ces_none", "ces_simple", "ces_partial", "ces_full", "auto_ces",
                      "log_ces", "mstl", "combined_mean", "combined_median", "combined_weighted");
INDUSTRIA_PYTHON_ENUM(industria::ReconcileMethod, "reconciliation method", "bottom_up",
                      "top_down_average_proportions", "top_down_proportions_of_averages",
                      "top_down_forecast_proportions", "middle_out", "mint_ols", "mint_struct",
                      "mint_variance", "mint_shrink");
INDUSTRIA_PYTHON_ENUM(industria::TrajectoryShape, "shape", "linear", "constant_growth", "s_curve", "milestones");
INDUSTRIA_PYTHON_ENUM(industria::Verdict, "verdict", "achieved", "likely", "uncertain", "unlikely",
                      "missed", "not_assessable");
INDUSTRIA_PYTHON_ENUM(industria::Statement, "statement", "level", "change", "growth", "index",
                      "multiple", "plan_fulfilment", "plan_deviation");
INDUSTRIA_PYTHON_ENUM(industria::Comparison, "comparison", "none", "previous_month",
                      "previous_period", "same_period", "plan", "base_period", "span_average");
INDUSTRIA_PYTHON_ENUM(industria::NumberStyle, "number style", "undeclared", "decimal_comma",
                      "decimal_point");

namespace pybind11::detail {

/// datetime.date, or None for no date; as an argument also a text such as "2021-12-31".
template <>
struct type_caster<industria::Date> {
  PYBIND11_TYPE_CASTER(industria::Date, const_name("datetime.date | None"));

  bool load(handle source, bool) {
    if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
    if (source.is_none()) {
      value = {};
    } else if (PyDate_Check(source.ptr())) {
      value = {static_cast<std::int16_t>(PyDateTime_GET_YEAR(source.ptr())),
               static_cast<std::uint8_t>(PyDateTime_GET_MONTH(source.ptr())),
               static_cast<std::uint8_t>(PyDateTime_GET_DAY(source.ptr()))};
    } else if (isinstance<str>(source)) {
      value = industria_python::read_date(source.cast<std::string>());
    } else {
      return false;
    }
    return true;
  }
  static handle cast(const industria::Date& date, return_value_policy, handle) {
    if (!date) return none().release();
    if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
    return PyDate_FromDate(date.year, date.month, date.day);
  }
};

/// The caster of an argument that is a bound value or a text read by `read`.
template <class Argument, class Bound, Bound Argument::*member, Bound (*read)(const std::string&)>
struct bound_or_text {
  bool load(handle source, bool) {
    if (isinstance<Bound>(source)) {
      value.*member = source.cast<const Bound&>();
    } else if (isinstance<str>(source)) {
      value.*member = read(source.cast<std::string>());
    } else {
      return false;
    }
    return true;
  }
  template <class T>
  using cast_op_type = movable_cast_op_type<T>;
  operator Argument*() { return &value; }
  operator Argument&() { return value; }
  operator Argument&&() && { return std::move(value); }
  Argument value;
};

template <>
struct type_caster<industria_python::UnitArgument>
    : bound_or_text<industria_python::UnitArgument, industria::Unit,
                    &industria_python::UnitArgument::unit, &industria_python::read_unit> {
  static constexpr auto name = const_name("Unit | str");
};
template <>
struct type_caster<industria_python::BasisArgument>
    : bound_or_text<industria_python::BasisArgument, industria::PriceBasis,
                    &industria_python::BasisArgument::basis, &industria_python::read_basis> {
  static constexpr auto name = const_name("PriceBasis | str");
};
template <>
struct type_caster<industria_python::KeyArgument>
    : bound_or_text<industria_python::KeyArgument, industria::IndicatorKey,
                    &industria_python::KeyArgument::key, &industria_python::read_key> {
  static constexpr auto name = const_name("IndicatorKey | str");
};
template <>
struct type_caster<industria_python::PeriodArgument>
    : bound_or_text<industria_python::PeriodArgument, industria::Period,
                    &industria_python::PeriodArgument::period, &industria_python::read_period> {
  static constexpr auto name = const_name("Period | int | str");

  bool load(handle source, bool convert) {
    if (PyIndex_Check(source.ptr()) == 0 || PyBool_Check(source.ptr()))
      return bound_or_text::load(source, convert);
    value.period = industria_python::read_period(pybind11::str(source).cast<std::string>());
    return true;
  }
};

}  // namespace pybind11::detail
