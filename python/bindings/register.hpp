// SPDX-License-Identifier: Apache-2.0
// One function per topic, called once by module.cpp in this order.
#pragma once

#include <pybind11/pybind11.h>

namespace industria_python {

void register_errors(pybind11::module_& m);
void register_base(pybind11::module_& m);
void register_period(pybind11::module_& m);
void register_units(pybind11::module_& m);
void register_model(pybind11::module_& m);
void register_funding(pybind11::module_& m);
void register_dataset(pybind11::module_& m);
void register_geography(pybind11::module_& m);
void register_workbook(pybind11::module_& m);
void register_panel(pybind11::module_& m);
void register_series(pybind11::module_& m);
void register_indicators(pybind11::module_& m);
void register_index_numbers(pybind11::module_& m);
void register_structure(pybind11::module_& m);
void register_planning(pybind11::module_& m);
void register_panel_keys(pybind11::module_& m);
void register_panel_indicators(pybind11::module_& m);
void register_frame(pybind11::module_& m);
void register_calibration(pybind11::module_& m);
void register_fit(pybind11::module_& m);
void register_accuracy(pybind11::module_& m);
void register_growth_prior(pybind11::module_& m);  // before the calls that take one
void register_projection(pybind11::module_& m);
void register_forecast_columns(pybind11::module_& m);
void register_cross_validation(pybind11::module_& m);
void register_hierarchy(pybind11::module_& m);
void register_targets(pybind11::module_& m);
void register_attainment(pybind11::module_& m);
void register_attainment_panel(pybind11::module_& m);
void register_monitoring(pybind11::module_& m);
void register_target_panel(pybind11::module_& m);
void register_rules(pybind11::module_& m);
void register_pace(pybind11::module_& m);
void register_plan_year(pybind11::module_& m);

}  // namespace industria_python
