// SPDX-License-Identifier: Apache-2.0
// Growth over arrays, panels and figures; shares and the ratios of funding.

#include "arguments.hpp"
#include "fields.hpp"
#include "register.hpp"

#include <industria/indicators/funding_ratios.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/indicators/shares.hpp>
#include <industria/model/panel.hpp>

#include <algorithm>
#include <limits>

namespace industria_python {
namespace {

using industria::Bounds;
using industria::Figure;
using industria::FundingPart;
using industria::FundingSummary;
using industria::Panel;
using industria::Value;

int steps_of(std::int64_t steps) {
  return static_cast<int>(std::clamp<std::int64_t>(steps, -1, std::numeric_limits<int>::max()));
}

/// rate(a[i], b[i], steps[i]) for arrays of one length.
template <Value (*rate)(double, double, int) noexcept>
py::array_t<double> rates(const Doubles& a, const Doubles& b, const Integers& steps) {
  const auto from = span_of(a, "start");
  const auto to = span_of(b, "end");
  const auto n = span_of(steps, "steps");
  if (from.size() != to.size() || from.size() != n.size()) {
    throw industria::ShapeError("arrays of " + std::to_string(from.size()) + ", " +
                                std::to_string(to.size()) + " and " + std::to_string(n.size()) +
                                " values, expected one length");
  }
  py::array_t<double> result(static_cast<py::ssize_t>(from.size()));
  const auto out = span_of(result);
  py::gil_scoped_release unlocked;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = rate(from[i], to[i], steps_of(n[i])).value;
  return result;
}

void register_growth(py::module_& m) {
  m.def(
      "growth",
      [](const Doubles& values, int lag) {
        const auto in = span_of(values, "growth: values");
        py::array_t<double> result(static_cast<py::ssize_t>(in.size()));
        const auto out = span_of(result);
        py::gil_scoped_release unlocked;
        industria::growth(in, out, lag);
        return result;
      },
      py::arg("values"), py::arg("lag") = 1);
  m.def(
      "growth_panel",
      [](const Panel& panel, int lag) {
        py::array_t<double> result(static_cast<py::ssize_t>(panel.view().values.size()));
        const auto out = span_of(result);
        py::gil_scoped_release unlocked;
        industria::growth(panel.view(), out, lag);
        return result;
      },
      py::arg("panel"), py::arg("lag") = 1);
  m.def(
      "cagr_panel",
      [](const Panel& panel) {
        py::array_t<double> result(static_cast<py::ssize_t>(panel.size()));
        const auto out = span_of(result);
        py::gil_scoped_release unlocked;
        industria::cagr(panel.view(), out);
        return result;
      },
      py::arg("panel"));
  m.def("cagr_arrays", &rates<&industria::cagr>, py::arg("start"), py::arg("end"),
        py::arg("steps"));
  m.def("required_growth_arrays", &rates<&industria::required_growth>, py::arg("actual"),
        py::arg("target"), py::arg("steps"));
  m.def("growth_value", py::overload_cast<double, double>(&industria::growth), py::arg("old"),
        py::arg("new"));
  m.def("cagr_value", py::overload_cast<double, double, int>(&industria::cagr), py::arg("start"),
        py::arg("end"), py::arg("steps"));
  m.def("required_growth_value",
        py::overload_cast<double, double, int>(&industria::required_growth), py::arg("actual"),
        py::arg("target"), py::arg("steps"));
  m.def("required_growth_bounds",
        py::overload_cast<const Bounds&, const Bounds&, int>(&industria::required_growth),
        py::arg("actual"), py::arg("target"), py::arg("steps"));
  m.def("implied_base",
        py::overload_cast<const Figure&, const Figure&, bool>(&industria::implied_base),
        py::arg("level"), py::arg("growth"), py::arg("with_rounding") = true);
}

void register_ratios(py::module_& m) {
  const auto values_of = [](const std::vector<Value>& values) {
    py::array_t<double> result(static_cast<py::ssize_t>(values.size()));
    std::transform(values.begin(), values.end(), span_of(result).begin(),
                   [](const Value& v) { return v.value; });
    return result;
  };
  m.def(
      "shares",
      [values_of](const Doubles& parts) {
        return values_of(industria::shares(span_of(parts, "shares: parts")));
      },
      py::arg("parts"));
  m.def(
      "rounded_shares",
      [values_of](const Doubles& parts, int decimals) {
        return values_of(
            industria::rounded_shares(span_of(parts, "rounded_shares: parts"), decimals));
      },
      py::arg("parts"), py::arg("decimals"));
  m.def("plan_fulfilment", &industria::plan_fulfilment, py::arg("actual"), py::arg("plan"));
  m.def("leverage", py::overload_cast<const industria::Figure&, const industria::Figure&>(&industria::leverage), py::arg("private_money"),
        py::arg("public_money"));
  m.def("support_per_capacity", &industria::support_per_capacity, py::arg("support"),
        py::arg("capacity"));
  Row<FundingPart>(m, "FundingPart", "Money of one source or year.")
      .field("id", &FundingPart::id)
      .field("amount", &FundingPart::amount)
      .field("share", &FundingPart::share)
      .field("stated_share", &FundingPart::stated_share);
  Row<FundingSummary>(m, "FundingSummary", "Money of one programme or plant added up.")
      .field("total", &FundingSummary::total)
      .field("by_source", &FundingSummary::by_source)
      .field("by_year", &FundingSummary::by_year)
      .field("by_source_and_year", &FundingSummary::by_source_and_year)
      .field("public_money", &FundingSummary::public_money)
      .field("private_money", &FundingSummary::private_money)
      .field("leverage", &FundingSummary::leverage);
}

}  // namespace

void register_indicators(py::module_& m) {
  register_growth(m);
  register_ratios(m);
}

}  // namespace industria_python
