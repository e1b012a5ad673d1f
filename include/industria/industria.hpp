// SPDX-License-Identifier: Apache-2.0
// Everything, for trying things out; programs include what they use. Left out are units/boost_units.hpp and eigen.hpp:
// they are for those who want Boost.Units and Eigen in their own interfaces, and cost every other user time to compile.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/catalogue.hpp>
#include <industria/base/config.hpp>
#include <industria/base/error.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/language.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/number_format.hpp>
#include <industria/base/period.hpp>
#include <industria/base/utf8.hpp>
#include <industria/units/amount.hpp>
#include <industria/units/number_text.hpp>
#include <industria/units/unit.hpp>
#include <industria/model/capacity.hpp>
#include <industria/model/classification.hpp>
#include <industria/model/dataset.hpp>
#include <industria/model/enterprise.hpp>
#include <industria/model/funding.hpp>
#include <industria/model/indicator.hpp>
#include <industria/model/observation.hpp>
#include <industria/model/panel.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/model/place.hpp>
#include <industria/model/series.hpp>
#include <industria/model/source.hpp>
#include <industria/model/target.hpp>
#include <industria/series/regression.hpp>
#include <industria/series/seasonality.hpp>
#include <industria/series/summary.hpp>
#include <industria/indicators/checks.hpp>
#include <industria/indicators/funding_ratios.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/indicators/shares.hpp>
#include <industria/projection/auto_ets.hpp>
#include <industria/projection/ets.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/project.hpp>
#include <industria/projection/theta.hpp>
#include <industria/targets/assess.hpp>
#include <industria/io/csv.hpp>
#include <industria/io/dataset_folder.hpp>
#include <industria/io/file.hpp>
