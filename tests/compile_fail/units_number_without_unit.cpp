// SPDX-License-Identifier: Apache-2.0
// A bare number is no number of jobs.
// expect: (conversion from .double.|no viable conversion from .double.)
#include <industria/units/boost_units.hpp>

using namespace industria::units;

Quantity<Job> created = 120.0;
