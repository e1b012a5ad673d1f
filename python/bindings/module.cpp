// SPDX-License-Identifier: Apache-2.0
// The extension module industria._core. The names that users see are exported by industria/__init__.py.

#include "register.hpp"

#include <industria/base/config.hpp>

PYBIND11_MODULE(_core, m) {
  m.doc() = "Compiled core of industria.";
  m.attr("__version__") = industria::version();
  industria_python::register_errors(m);
  industria_python::register_base(m);
  industria_python::register_period(m);
  industria_python::register_units(m);
  industria_python::register_model(m);
  industria_python::register_funding(m);
  industria_python::register_panel(m);
  industria_python::register_series(m);
  industria_python::register_indicators(m);
  industria_python::register_index_numbers(m);
  industria_python::register_structure(m);
  industria_python::register_panel_keys(m);
  industria_python::register_panel_indicators(m);
  industria_python::register_frame(m);
  industria_python::register_calibration(m);
  industria_python::register_growth_prior(m);
  industria_python::register_projection(m);
  industria_python::register_forecast_columns(m);
  industria_python::register_cross_validation(m);
  industria_python::register_fit(m);
  industria_python::register_accuracy(m);
  industria_python::register_hierarchy(m);
  industria_python::register_dataset(m);
  industria_python::register_workbook(m);
  industria_python::register_geography(m);
  industria_python::register_planning(m);
  industria_python::register_targets(m);
  industria_python::register_attainment(m);
  industria_python::register_attainment_panel(m);
  industria_python::register_monitoring(m);
  industria_python::register_target_panel(m);
  industria_python::register_rules(m);
  industria_python::register_pace(m);
  industria_python::register_plan_year(m);
}
