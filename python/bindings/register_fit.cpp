// SPDX-License-Identifier: Apache-2.0
// FittedModel: the parameters of one model for one series, kept apart from the values, so that states can move on without
// a new fit; and calibrate(), which learns interval widths from a panel.

#include "arguments.hpp"
#include "register.hpp"

#include <industria/detail/projection_automatic_rule.hpp>
#include <industria/projection/auto_ets.hpp>
#include <industria/projection/ces.hpp>
#include <industria/projection/auto_ces.hpp>
#include <industria/projection/panel_forecast.hpp>
#include <industria/projection/theta.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace industria_python {
namespace {

using industria::CesFit;
using industria::CesKind;
using industria::EtsFit;
using industria::EtsModel;
using industria::Method;
using industria::ThetaFit;
using industria::ThetaKind;

/// Fits of the series divided by `unit`, a power of two near its largest value, so that no square leaves the range of doubles.
struct FittedModel {
  Method method = Method::auto_ets;
  int period = 1;
  double unit = 1.0;
  double log_mean = industria::missing;  ///< of log_ces: the fit is that of log(y / log_mean) + 10
  std::variant<std::monostate, EtsFit, ThetaFit, CesFit> fit{};
};

std::optional<ThetaKind> theta_kind(Method method) {
  switch (method) {
    case Method::stm: return ThetaKind::stm;
    case Method::otm: return ThetaKind::otm;
    case Method::dstm: return ThetaKind::dstm;
    case Method::dotm: return ThetaKind::dotm;
    default: return std::nullopt;
  }
}

std::optional<CesKind> ces_kind(Method method) {
  switch (method) {
    case Method::ces_none: return CesKind::none;
    case Method::ces_simple: return CesKind::simple;
    case Method::ces_partial: return CesKind::partial;
    case Method::ces_full: return CesKind::full;
    default: return std::nullopt;
  }
}

/// Candidates among the ETS models; nothing for other families.
std::optional<std::vector<EtsModel>> ets_models(Method method, int period) {
  const auto read = [](std::initializer_list<const char*> names) {
    std::vector<EtsModel> models;
    for (const char* name : names) models.push_back(*industria::parse_ets_model(name));
    return models;
  };
  switch (method) {
    case Method::auto_ets: return read({});
    case Method::ses: return read({"ANN"});
    case Method::holt: return read({"AAN"});
    case Method::damped_holt: return read({"AAdN"});
    case Method::holt_winters: return period > 1 ? read({"AAA", "MAM"}) : read({"AAN"});
    default: return std::nullopt;
  }
}

/// From the first value on, in units of `unit`.
std::vector<double> working(std::span<const double> y, double unit) {
  const auto first = std::find_if_not(y.begin(), y.end(), industria::is_missing);
  std::vector<double> out(first, y.end());
  for (double& v : out) v /= unit;
  return out;
}

/// As log_ces takes its values; what is not positive is missing.
constexpr double lift = 10.0;
std::vector<double> logarithms(std::vector<double>&& x, double mean) {
  for (double& v : x) v = v > 0.0 ? std::log(v / mean) + lift : industria::missing;
  return std::move(x);
}

/// NaN if a value is not positive.
double positive_mean(std::span<const double> x) {
  double sum = 0.0;
  double count = 0.0;
  for (const double v : x) {
    if (industria::is_missing(v)) continue;
    if (!(v > 0.0)) return industria::missing;
    sum += v;
    count += 1.0;
  }
  return sum / count;
}

FittedModel fitted(std::span<const double> y, Method method, int period) {
  FittedModel out{.method = method, .period = period};
  double largest = 0.0;
  std::size_t values = 0;
  for (const double v : y) {
    if (industria::is_missing(v)) continue;
    largest = std::max(largest, std::abs(v));
    ++values;
  }
  if (values < 3 || !std::isfinite(largest)) return out;
  if (largest > 0.0) out.unit = std::ldexp(1.0, std::clamp(std::ilogb(largest), -1000, 1000));
  std::vector<double> x = working(y, out.unit);
  while (industria::is_missing(x.back())) x.pop_back();
  if (const auto models = ets_models(method, period)) {
    EtsFit fit = industria::fit_auto_ets(x, {.period = period, .models = *models});
    if (!industria::is_missing(fit.parameters.alpha)) out.fit = std::move(fit);
  } else if (theta_kind(method) || method == Method::auto_theta) {
    const industria::ThetaOptions options{.kind = theta_kind(method).value_or(ThetaKind::dotm), .period = period};
    ThetaFit fit = theta_kind(method) ? industria::fit_theta(x, options) : industria::fit_auto_theta(x, options);
    if (!industria::is_missing(fit.parameters.alpha)) out.fit = std::move(fit);
  } else if (ces_kind(method) || method == Method::auto_ces || method == Method::log_ces) {
    if (method == Method::log_ces) {
      out.log_mean = positive_mean(x);
      if (industria::is_missing(out.log_mean)) return out;
      x = logarithms(std::move(x), out.log_mean);
    }
    CesFit fit = industria::fit_ces(x, {.period = period, .kind = ces_kind(method)});
    if (!industria::is_missing(fit.parameters.alpha0)) out.fit = std::move(fit);
  } else {
    throw industria::ValueError("fit: " + std::string(industria::name(method)) + " has no parameters to keep");
  }
  return out;
}

std::vector<double> ets_path_of(std::span<const double> x, int period, const EtsFit& fit, int h) {
  const auto run = industria::evaluate_ets(x, period, fit.model, fit.parameters);
  std::vector<double> out = run.fitted;
  if (h == 0) return out;
  const auto coming = industria::ets_point_forecast(fit.model, period, run.last, h);
  out.insert(out.end(), coming.begin(), coming.end());
  return out;
}

/// One-step forecasts of y, then h steps, with the parameters as they are: y.size() + h values.
std::vector<double> path_of(const FittedModel& model, std::span<const double> y, int h) {
  std::vector<double> out(y.size() + static_cast<std::size_t>(h), industria::missing);
  std::vector<double> x = working(y, model.unit);
  if (model.method == Method::log_ces) x = logarithms(std::move(x), model.log_mean);
  if (x.empty() || std::holds_alternative<std::monostate>(model.fit)) return out;
  std::vector<double> path;
  if (const auto* ets = std::get_if<EtsFit>(&model.fit)) path = ets_path_of(x, model.period, *ets, h);
  if (const auto* theta = std::get_if<ThetaFit>(&model.fit)) path = industria::theta_path(x, *theta, h);
  if (const auto* ces = std::get_if<CesFit>(&model.fit)) path = industria::ces_path(x, *ces, h);
  if (model.method == Method::log_ces) {
    for (double& v : path) v = std::exp(v - lift) * model.log_mean;
  }
  std::transform(path.begin(), path.end(), out.end() - static_cast<std::ptrdiff_t>(path.size()),
                 [&](double v) { return v * model.unit; });
  return out;
}

// --- to and from plain values ---------------------------------------------------------------------------------

template <class F>
void for_each_field(EtsFit& fit, F f) {
  f("alpha", fit.parameters.alpha);
  f("beta", fit.parameters.beta);
  f("gamma", fit.parameters.gamma);
  f("phi", fit.parameters.phi);
  f("level", fit.parameters.level);
  f("slope", fit.parameters.slope);
  f("season", fit.parameters.season);
  f("log_likelihood", fit.log_likelihood);
  f("aicc", fit.aicc);
}
template <class F>
void for_each_field(ThetaFit& fit, F f) {
  f("alpha", fit.parameters.alpha);
  f("theta", fit.parameters.theta);
  f("level", fit.parameters.level);
  f("season", fit.season);
  f("sse", fit.sse);
  f("counted", fit.counted);
}
template <class F>
void for_each_field(CesFit& fit, F f) {
  f("alpha0", fit.parameters.alpha0);
  f("alpha1", fit.parameters.alpha1);
  f("beta0", fit.parameters.beta0);
  f("beta1", fit.parameters.beta1);
  f("level", fit.initial.level);
  f("shadow", fit.initial.shadow);
  f("season", fit.initial.season);
  f("season_shadow", fit.initial.season_shadow);
  f("sse", fit.sse);
  f("log_likelihood", fit.log_likelihood);
  f("aicc", fit.aicc);
}

/// "AAdN"; "dotm" or "dotm, additive season"; "partial".
std::string form_of(const FittedModel& model) {
  if (const auto* ets = std::get_if<EtsFit>(&model.fit)) return industria::to_text(ets->model);
  if (const auto* theta = std::get_if<ThetaFit>(&model.fit)) return std::string(industria::name(theta->kind));
  if (const auto* ces = std::get_if<CesFit>(&model.fit)) return std::string(industria::name(ces->kind));
  return {};
}

py::dict to_dict(const FittedModel& model) {
  py::dict out;
  out["method"] = model.method;
  out["period"] = model.period;
  out["unit"] = model.unit;
  out["log_mean"] = model.log_mean;
  out["form"] = form_of(model);
  py::dict fields;
  std::visit(
      [&](auto fit) {
        if constexpr (!std::is_same_v<decltype(fit), std::monostate>)
          for_each_field(fit, [&](const char* name, auto& value) { fields[name] = value; });
      },
      model.fit);
  if (const auto* theta = std::get_if<ThetaFit>(&model.fit))
    fields["additive_season"] = theta->decomposition == industria::Decomposition::additive;
  out["fields"] = fields;
  return out;
}

template <class Fit>
Fit read_fields(const py::dict& fields) {
  Fit fit;
  for_each_field(fit, [&](const char* name, auto& value) { value = fields[name].cast<std::remove_reference_t<decltype(value)>>(); });
  return fit;
}

FittedModel fitted_from_dict(const py::dict& from) {
  FittedModel out{.method = from["method"].cast<Method>(), .period = from["period"].cast<int>(), .unit = from["unit"].cast<double>(),
                  .log_mean = from["log_mean"].cast<double>()};
  const auto form = from["form"].cast<std::string>();
  const auto fields = from["fields"].cast<py::dict>();
  if (form.empty()) return out;
  if (ets_models(out.method, out.period)) {
    auto fit = read_fields<EtsFit>(fields);
    fit.model = industria::parse_ets_model(form).value();
    out.fit = std::move(fit);
  } else if (const auto named = industria::parse_method(form); named && theta_kind(*named)) {
    auto fit = read_fields<ThetaFit>(fields);
    fit.kind = *theta_kind(*named);
    if (fields["additive_season"].cast<bool>()) fit.decomposition = industria::Decomposition::additive;
    out.fit = std::move(fit);
  } else {
    auto fit = read_fields<CesFit>(fields);
    fit.kind = ces_kind(industria::parse_method("ces_" + form).value()).value();
    fit.period = out.period;
    out.fit = std::move(fit);
  }
  return out;
}

/// Every series of the layout; a series that the model does not fit has one without parameters.
std::vector<FittedModel> fit_models(const Doubles& values, const Integers& offsets, Method method, int period, int n_threads) {
  const auto y = span_of(values, "values");
  const auto at = span_of(offsets, "offsets");
  return interruptible(n_threads, [&](const GoOn& progress) {
    std::vector<FittedModel> out;
    for (std::size_t i = 0; i + 1 < at.size(); ++i) {
      out.push_back(fitted(y.subspan(static_cast<std::size_t>(at[i]), static_cast<std::size_t>(at[i + 1] - at[i])), method, period));
      if (!progress(i + 1, at.size() - 1)) break;
    }
    return out;
  });
}

/// As path_of, of a closed form, which has no parameters: every one-step forecast is that of the values before it.
std::vector<double> closed_form_path(const Doubles& values, Method method, int period, industria::PeriodKind kind, int h,
                                     const industria::GrowthPrior* prior) {
  const auto y = span_of(values, "y");
  constexpr double infinity = std::numeric_limits<double>::infinity();
  industria::PanelForecastOptions options;
  options.models = {{.method = method}};
  options.season_length = period;
  options.common = forecast_options(Method::automatic, -infinity, infinity, prior, std::nullopt, 1);
  std::vector<double> out(y.size() + static_cast<std::size_t>(h), industria::missing);
  const auto run = [&](std::span<const double> buffer, std::span<const std::int64_t> offsets, int steps, double* at) {
    const std::vector<industria::Period> first(offsets.size() - 1, industria::Period{2000, kind, 1});
    const auto made = industria::forecast_panel({.values = buffer, .offsets = offsets, .first = first}, steps, options);
    const std::vector<double> median = made.median(0);
    for (std::size_t row = 0; row < median.size(); ++row) {
      if (made.columns[0].answers[row / static_cast<std::size_t>(steps)].used == industria::name(method)) at[row] = median[row];
    }
  };
  std::vector<double> buffer;
  std::vector<std::int64_t> offsets{0};
  for (std::size_t n = 1; n < y.size(); ++n) {
    buffer.insert(buffer.end(), y.begin(), y.begin() + static_cast<std::ptrdiff_t>(n));
    offsets.push_back(static_cast<std::int64_t>(buffer.size()));
  }
  if (y.size() > 1) run(buffer, offsets, 1, out.data() + 1);
  const std::int64_t whole[] = {0, static_cast<std::int64_t>(y.size())};
  if (h > 0 && !y.empty()) run(y, whole, h, out.data() + y.size());
  return out;
}

/// The members of `automatic` for so many values; none where the growth law answers, which has no parameters.
std::vector<Method> automatic_members_of(int observed, int period) {
  const auto rule = industria::detail::automatic_rule(observed, period);
  std::vector<Method> out;
  for (std::size_t i = 0; i < industria::detail::automatic_pool.size() && !rule.has_growth_law; ++i) {
    if (rule.uses(i)) out.push_back(industria::detail::automatic_pool[i]);
  }
  return out;
}

industria::IntervalCalibration calibrate(const Doubles& values, const Integers& offsets, industria::PeriodKind kind, int h,
                                         const std::vector<std::string>& models, int season_length, const industria::GrowthPrior* prior,
                                         int n_threads, int origins, int step, const std::string& name, const std::string& source) {
  industria::PanelView view{.values = span_of(values, "values"), .offsets = span_of(offsets, "offsets")};
  const std::vector<industria::Period> first(view.size(), industria::Period{2000, kind, 1});
  view.first = first;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  industria::PanelForecastOptions options;
  options.models = models_of(models);
  options.season_length = season_length;
  options.common = forecast_options(Method::automatic, -infinity, infinity, prior, std::nullopt, n_threads);
  return interruptible(n_threads, [&](GoOn progress) {
    options.common.progress = std::move(progress);
    return industria::calibrate(view, h, options, {.origins = origins, .step = step, .name = name, .source = source});
  });
}

}  // namespace

void register_fit(py::module_& m) {
  py::class_<FittedModel>(m, "FittedModel", "The parameters of one model for one series.")
      .def_property_readonly("form", &form_of, "\"AAdN\", \"dotm\", \"partial\"; empty if the model does not fit the series.")
      .def("to_dict", [](const FittedModel& f) { return to_dict(f); }, "Plain values; numbers in units of `unit`.")
      .def("path",
           [](const FittedModel& f, const Doubles& y, int h) { return array_from(path_of(f, span_of(y, "y"), h)); }, py::arg("y"),
           py::arg("h"), "One-step forecasts of y, then h steps, without fitting anew.")
      .def(py::pickle([](const FittedModel& f) { return to_dict(f); }, [](const py::dict& d) { return fitted_from_dict(d); }));
  m.def("fit_models", &fit_models, py::arg("values"), py::arg("offsets"), py::arg("method"), py::arg("period"), py::arg("n_threads"));
  m.def(
      "closed_form_path",
      [](const Doubles& y, Method method, int period, industria::PeriodKind kind, int h, const industria::GrowthPrior* prior) {
        return array_from(closed_form_path(y, method, period, kind, h, prior));
      },
      py::arg("y"), py::arg("method"), py::arg("period"), py::arg("kind"), py::arg("h"), py::arg("prior") = py::none());
  m.def("automatic_members_of", &automatic_members_of, py::arg("observed"), py::arg("period"));
  m.def("calibrate_arrays", &calibrate, py::arg("values"), py::arg("offsets"), py::arg("kind"), py::arg("h"), py::kw_only(),
        py::arg("models"), py::arg("season_length"), py::arg("prior") = py::none(), py::arg("n_threads") = 1, py::arg("origins") = 2,
        py::arg("step") = 1, py::arg("name") = "own", py::arg("source") = "the caller's panel");
  m.def(
      "model_parts",
      [](const std::string& text) {
        const auto model = models_of({text}).front();
        auto members = model.members;
        const bool is_combined = model.method == Method::automatic || model.method == Method::combined_mean ||
                                 model.method == Method::combined_median || model.method == Method::combined_weighted;
        if (is_combined && members.empty()) members = industria::automatic_members();
        if (!is_combined) members = {model.method};
        return std::make_pair(model.method, members);
      },
      py::arg("model"), "The method that a name means, and the members of a combination (else itself).");
}

}  // namespace industria_python
