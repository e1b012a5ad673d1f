// SPDX-License-Identifier: Apache-2.0
// Time series of official statistics: decomposition, benchmarking, disaggregation, calendar, regression with ARMA errors.

#include "arguments.hpp"
#include "register.hpp"

#include <industria/model/panel.hpp>
#include <industria/series/arma_regression.hpp>
#include <industria/series/benchmarking.hpp>
#include <industria/series/calendar.hpp>
#include <industria/series/disaggregation.hpp>
#include <industria/series/seasonality.hpp>
#include <industria/series/stl.hpp>

using industria::BenchmarkForm;
using industria::Centring;
using industria::Conversion;
using industria::Decomposition;
using industria::DisaggregationModel;
using industria::RhoRule;
INDUSTRIA_PYTHON_ENUM(BenchmarkForm, "form", "proportional", "additive");
INDUSTRIA_PYTHON_ENUM(Centring, "centring", "none", "calendar");
INDUSTRIA_PYTHON_ENUM(Conversion, "conversion", "sum", "average", "first", "last");
INDUSTRIA_PYTHON_ENUM(Decomposition, "kind", "additive", "multiplicative");
INDUSTRIA_PYTHON_ENUM(DisaggregationModel, "model", "chow_lin", "fernandez", "litterman");
INDUSTRIA_PYTHON_ENUM(RhoRule, "rho_rule", "maximum_likelihood", "minimum_rss", "minimum_rss_correlation", "fixed");

namespace industria_python {
namespace {

using industria::Benchmarked;
using industria::Panel;
using industria::Reason;

std::string reason_text(Reason reason) { return reason == Reason::none ? "" : industria::name(reason); }

py::tuple benchmarked(Benchmarked&& result) {
  return py::make_tuple(array_from(std::move(result.values)), reason_text(result.reason), result.form, result.unused_benchmarks);
}

py::tuple disaggregated(industria::Disaggregation&& r) {
  return py::make_tuple(array_from(std::move(r.values)), reason_text(r.reason), array_from(std::move(r.coefficients)),
                        array_from(std::move(r.standard_errors)), r.rho, r.log_likelihood, r.rss, r.r_squared, r.truncated, r.unused_figures);
}

py::list texts(const std::vector<Reason>& reasons) {
  py::list list;
  for (const Reason reason : reasons) list.append(reason_text(reason));
  return list;
}

/// The values of a panel of results, laid out like indicators.values, and a reason per pair.
template <class Options>
py::tuple benchmark_panel(void (*run)(const industria::PanelView&, const industria::PanelView&, std::span<double>, std::span<Reason>, const Options&, int),
                          const Panel& indicators, const Panel& benchmarks, const Options& options, int n_threads) {
  std::vector<double> out(indicators.view().values.size());
  std::vector<Reason> reasons(indicators.view().size());
  {
    const py::gil_scoped_release free;
    run(indicators.view(), benchmarks.view(), out, reasons, options, n_threads);
  }
  return py::make_tuple(array_from(std::move(out)), texts(reasons));
}

void register_decomposition(py::module_& m) {
  m.def("is_seasonal", [](const Doubles& y, int period) { return industria::is_seasonal(span_of(y, "y"), period); });
  m.def("classical_decomposition", [](const Doubles& y, int period, Decomposition kind) {
    auto parts = industria::classical_decomposition(span_of(y, "y"), period, kind);
    return py::make_tuple(array_from(std::move(parts.trend)), array_from(std::move(parts.figure)), array_from(std::move(parts.remainder)));
  });
  m.def("stl", [](const Doubles& y, int period, int seasonal, int trend, int low_pass, int seasonal_degree, int trend_degree, bool robust) {
    auto parts = industria::stl(span_of(y, "y"), period,
                                {.seasonal_window = seasonal, .trend_window = trend, .low_pass_window = low_pass, .seasonal_degree = seasonal_degree,
                                 .trend_degree = trend_degree, .robust = robust});
    return py::make_tuple(array_from(std::move(parts.seasonal)), array_from(std::move(parts.trend)), array_from(std::move(parts.remainder)));
  });
  m.def("mstl", [](const Doubles& y, const std::vector<int>& periods) {
    auto parts = industria::mstl(span_of(y, "y"), periods);
    py::list seasonal;
    for (auto& season : parts.seasonal) seasonal.append(array_from(std::move(season)));
    return py::make_tuple(parts.periods, seasonal, array_from(std::move(parts.trend)), array_from(std::move(parts.remainder)));
  });
  m.def("strength", [](const Doubles& part, const Doubles& remainder) { return industria::strength(span_of(part, "part"), span_of(remainder, "remainder")); });
}

void register_benchmarking(py::module_& m) {
  m.def("denton", [](const Doubles& z, const Doubles& y, int ratio, BenchmarkForm form, int differences, bool anchored, Conversion conversion, std::ptrdiff_t lead) {
    return benchmarked(industria::denton(span_of(z, "indicator"), span_of(y, "benchmarks"), ratio,
                                         {.form = form, .differences = differences, .anchored_start = anchored, .conversion = conversion, .lead = lead}));
  });
  m.def("denton_panel", [](const Panel& z, const Panel& y, BenchmarkForm form, int differences, bool anchored, Conversion conversion, int n_threads) {
    return benchmark_panel<industria::DentonOptions>(&industria::denton, z, y,
                                                     {.form = form, .differences = differences, .anchored_start = anchored, .conversion = conversion}, n_threads);
  });
  m.def("cholette_dagum", [](const Doubles& z, const Doubles& y, int ratio, double rho, double lambda, bool adjust_level, Conversion conversion, std::ptrdiff_t lead) {
    return benchmarked(industria::cholette_dagum(span_of(z, "indicator"), span_of(y, "benchmarks"), ratio,
                                                 {.rho = rho, .lambda = lambda, .adjust_level = adjust_level, .conversion = conversion, .lead = lead}));
  });
  m.def("cholette_dagum_panel", [](const Panel& z, const Panel& y, double rho, double lambda, bool adjust_level, Conversion conversion, int n_threads) {
    return benchmark_panel<industria::CholetteDagumOptions>(&industria::cholette_dagum, z, y,
                                                            {.rho = rho, .lambda = lambda, .adjust_level = adjust_level, .conversion = conversion}, n_threads);
  });
  m.def("pro_rata", [](const Doubles& z, const Doubles& y, int ratio, Conversion conversion, std::ptrdiff_t lead) {
    return benchmarked(industria::pro_rata(span_of(z, "indicator"), span_of(y, "benchmarks"), ratio, {.conversion = conversion, .lead = lead}));
  });
  m.def("disaggregate", [](const Doubles& figures, const Doubles& indicators, std::size_t regressors, int ratio, DisaggregationModel model, RhoRule rule,
                           double rho, bool negative_rho, bool intercept, Conversion conversion, std::ptrdiff_t lead, std::size_t beyond) {
    return disaggregated(industria::disaggregate(span_of(figures, "figures"), span_of(indicators, "indicators"), regressors, ratio,
                                                 {.model = model, .rho_rule = rule, .rho = rho, .negative_rho = negative_rho, .intercept = intercept,
                                                  .conversion = conversion, .lead = lead, .beyond = beyond}));
  });
  m.def("disaggregate_panel", [](const Panel& figures, const Panel& indicators, DisaggregationModel model, RhoRule rule, double rho, bool negative_rho,
                                 bool intercept, Conversion conversion, int n_threads) {
    std::vector<double> out(indicators.view().values.size());
    std::vector<industria::Disaggregation> fits;
    {
      const py::gil_scoped_release free;
      fits = industria::disaggregate(figures.view(), indicators.view(), out,
                                     {.model = model, .rho_rule = rule, .rho = rho, .negative_rho = negative_rho, .intercept = intercept, .conversion = conversion},
                                     n_threads);
    }
    std::vector<Reason> reasons;
    std::vector<double> rhos;
    for (const auto& fit : fits) {
      reasons.push_back(fit.reason);
      rhos.push_back(fit.rho);
    }
    return py::make_tuple(array_from(std::move(out)), texts(reasons), array_from(std::move(rhos)));
  });
}

void register_calendar(py::module_& m) {
  m.def("tet_day", &industria::tet_day, py::arg("year"), "First day of the lunar year in Viet Nam, 1990 to 2050; None outside.");
  m.def("tet_regressor", [](const PeriodArgument& first, std::size_t periods, int from, int to, Centring centring) {
    return array_from(industria::tet_regressor(first.period, periods, {from, to}, centring));
  });
  m.def("trading_day_regressor", [](const PeriodArgument& first, std::size_t n) { return array_from(industria::trading_day_regressor(first.period, n)); });
  m.def("weekday_regressors", [](const PeriodArgument& first, std::size_t n) { return array_from(industria::weekday_regressors(first.period, n)); });
  m.def("leap_year_regressor", [](const PeriodArgument& first, std::size_t n) { return array_from(industria::leap_year_regressor(first.period, n)); });
}

void register_arma(py::module_& m) {
  m.def("regress_with_arma_errors", [](const Doubles& y, const Doubles& x, std::size_t regressors, const std::array<int, 7>& o, int horizon) {
    const industria::ArmaRegressionOptions options{.order = {o[0], o[1], o[2], o[3], o[4], o[5], o[6]}, .horizon = horizon};
    industria::ArmaRegression fit;
    const auto values = span_of(y, "y");
    const auto columns = span_of(x, "x");
    {
      const py::gil_scoped_release free;
      fit = industria::regress_with_arma_errors(values, columns, regressors, options);
    }
    py::dict result;
    for (const auto& [name, part] : {std::pair{"coefficients", &fit.coefficients}, {"standard_errors", &fit.standard_errors}, {"ar", &fit.ar}, {"ma", &fit.ma},
                                     {"seasonal_ar", &fit.seasonal_ar}, {"seasonal_ma", &fit.seasonal_ma}, {"arma_standard_errors", &fit.arma_standard_errors},
                                     {"mean", &fit.mean}, {"standard_deviation", &fit.standard_deviation}})
      result[name] = array_from(std::move(*part));
    for (const auto& [name, number] : {std::pair{"sigma2", fit.sigma2}, {"log_likelihood", fit.log_likelihood}, {"aic", fit.aic}, {"aicc", fit.aicc}, {"bic", fit.bic}})
      result[name] = number;
    result["observations"] = fit.observations;
    result["reason"] = reason_text(fit.reason);
    return result;
  });
}

}  // namespace

void register_series(py::module_& m) {
  register_decomposition(m);
  register_benchmarking(m);
  register_calendar(m);
  register_arma(m);
}

}  // namespace industria_python
