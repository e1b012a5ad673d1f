// SPDX-License-Identifier: Apache-2.0
// The panel indicators on columns of frames: key and value columns are looked at where they lie, results are new arrays. Also
// contributions and the growth of a whole for single arrays.

#include "panel_keys.hpp"
#include "register.hpp"

#include <industria/indicators/contributions.hpp>
#include <industria/indicators/growth.hpp>
#include <industria/indicators/panel_growth.hpp>
#include <industria/indicators/panel_shares.hpp>
#include <industria/model/panel_view.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace industria_python {
namespace {

using industria::PanelGroups;
using industria::PanelKeys;
using industria::PanelTotals;

/// What every call takes and gives: the values, room for the figures, and for reasons where they are asked for.
struct LongColumns {
  LongColumns(const Doubles& in, std::size_t results, bool with_reasons)
      : values(span_of(in, "values")),
        out(static_cast<py::ssize_t>(results)),
        reasons(static_cast<py::ssize_t>(with_reasons ? results : 0)) {}
  [[nodiscard]] py::tuple result() { return py::make_tuple(out, reasons.size() > 0 || out.size() == 0 ? py::object(reasons) : py::none()); }

  std::span<const double> values;
  py::array_t<double> out;
  py::array_t<std::uint8_t> reasons;
};

py::dict dict_of(PanelTotals&& totals) {
  py::dict found;
  found["groups"] = totals.groups;
  found["periods"] = totals.periods;
  found["observed"] = array_copy(totals.observed);
  found["parts"] = array_copy(totals.parts);
  found["sum"] = array_from(std::move(totals.sum));
  return found;
}

void register_panel_growth(py::module_& m) {
  m.def(
      "panel_growth",
      [](const FrameKeys& f, const Doubles& values, int lag, bool reasons, int n_threads) {
        LongColumns c(values, f.keys.size(), reasons);
        const auto out = span_of(c.out);
        const auto why = span_of(c.reasons);
        {
          const py::gil_scoped_release unlocked;
          industria::panel_growth(f.keys, c.values, out, {.lag = lag, .n_threads = n_threads, .out_is_fresh = true}, why);
        }
        return c.result();
      },
      py::arg("keys"), py::arg("values"), py::arg("lag"), py::arg("reasons"), py::arg("n_threads"));
  m.def(
      "panel_year_to_date",
      [](const FrameKeys& f, const Doubles& values, int periods_per_year, std::int64_t year_start, bool growth, bool reasons,
         int n_threads) {
        LongColumns c(values, f.keys.size(), reasons);
        const auto out = span_of(c.out);
        const auto why = span_of(c.reasons);
        const industria::PanelYearOptions options{periods_per_year, year_start, n_threads, true};
        {
          const py::gil_scoped_release unlocked;
          const auto& indicator = growth ? industria::panel_year_to_date_growth : industria::panel_year_to_date;
          indicator(f.keys, c.values, out, options, why);
        }
        return c.result();
      },
      py::arg("keys"), py::arg("values"), py::arg("periods_per_year"), py::arg("year_start"), py::arg("growth"), py::arg("reasons"),
      py::arg("n_threads"));
  m.def(
      "panel_cagr",
      [](const FrameKeys& f, const Doubles& values, int periods_per_step, bool reasons, int n_threads) {
        LongColumns c(values, f.keys.series(), reasons);
        const auto out = span_of(c.out);
        const auto why = span_of(c.reasons);
        {
          const py::gil_scoped_release unlocked;
          industria::panel_cagr(f.keys, c.values, out, {periods_per_step, n_threads}, why);
        }
        return c.result();
      },
      py::arg("keys"), py::arg("values"), py::arg("periods_per_step"), py::arg("reasons"), py::arg("n_threads"));
  m.def(
      "panel_cagr_bounds",
      [](const FrameKeys& f, const Doubles& values, double resolution, int periods_per_step, int n_threads) {
        py::array_t<double> lo(static_cast<py::ssize_t>(f.keys.series()));
        py::array_t<double> hi(static_cast<py::ssize_t>(f.keys.series()));
        industria::panel_cagr_bounds(f.keys, span_of(values, "values"), resolution, span_of(lo), span_of(hi),
                                     {periods_per_step, n_threads});
        return py::make_tuple(lo, hi);
      },
      py::arg("keys"), py::arg("values"), py::arg("resolution"), py::arg("periods_per_step"), py::arg("n_threads"));
}

void register_panel_sums(py::module_& m) {
  m.def(
      "panel_roll_up",
      [](const FrameKeys& f, const Doubles& values, const PanelGroups& groups, bool partial, int n_threads) {
        const auto in = span_of(values, "values");
        PanelTotals totals;
        {
          const py::gil_scoped_release unlocked;
          totals = industria::panel_roll_up(f.keys, in, groups, {partial, n_threads});
        }
        return dict_of(std::move(totals));
      },
      py::arg("keys"), py::arg("values"), py::arg("groups"), py::arg("partial"), py::arg("n_threads"));
  m.def(
      "panel_shares",
      [](const FrameKeys& f, const Doubles& values, int lag, const PanelGroups& groups, bool partial, bool reasons, int n_threads,
         std::optional<int> decimals) {
        LongColumns c(values, f.keys.size(), reasons);
        const auto out = span_of(c.out);
        const auto why = span_of(c.reasons);
        PanelTotals totals;
        {
          const py::gil_scoped_release unlocked;
          const industria::PanelSumOptions options{partial, n_threads, true};
          totals = lag == 0    ? industria::panel_shares(f.keys, c.values, out, groups, options, why)
                   : !decimals ? industria::panel_contributions(f.keys, c.values, out, lag, groups, options, why)
                               : industria::rounded_panel_contributions(f.keys, c.values, out, *decimals, lag, groups, options, why);
        }
        return c.result() + py::make_tuple(dict_of(std::move(totals)));
      },
      "Shares for lag 0, contributions to the growth over `lag` periods else.", py::arg("keys"), py::arg("values"), py::arg("lag"),
      py::arg("groups"), py::arg("partial"), py::arg("reasons"), py::arg("n_threads"), py::arg("decimals") = py::none());
  m.def(
      "panel_location_quotients",
      [](const FrameKeys& f, const Doubles& values, const PanelGroups& regions, const PanelGroups& sectors, bool partial, int n_threads) {
        const auto in = span_of(values, "values");
        industria::PanelQuotients found;
        {
          const py::gil_scoped_release unlocked;
          found = industria::panel_location_quotients(f.keys, in, regions, sectors, {partial, n_threads});
        }
        py::dict result = dict_of(std::move(found.totals));
        result["quotient"] = array_from(std::move(found.quotient));
        result["reason"] = array_copy(found.reasons);
        return result;
      },
      py::arg("keys"), py::arg("values"), py::arg("regions"), py::arg("sectors"), py::arg("partial"), py::arg("n_threads"));
}

void register_parts(py::module_& m) {
  m.def(
      "contributions",
      [](const Doubles& old_parts, const Doubles& new_parts, std::optional<int> decimals) {
        const auto before = span_of(old_parts, "contributions: old");
        const auto after = span_of(new_parts, "contributions: new");
        const auto points = decimals ? industria::rounded_contributions(before, after, *decimals) : industria::contributions(before, after);
        py::array_t<double> result(static_cast<py::ssize_t>(points.size()));
        std::transform(points.begin(), points.end(), span_of(result).begin(), [](const industria::Value& v) { return v.value; });
        return result;
      },
      py::arg("old"), py::arg("new"), py::arg("decimals"));
  m.def(
      "aggregate_growth",
      [](const Doubles& old_shares, const Doubles& growths, double tolerance) {
        return industria::aggregate_growth(span_of(old_shares, "aggregate_growth: old_shares"),
                                           span_of(growths, "aggregate_growth: growths"), tolerance);
      },
      py::arg("old_shares"), py::arg("growths"), py::arg("tolerance"));
  m.def(
      "aggregate_growth_panel",
      [](const Doubles& old_shares, const Doubles& growths, int lag, const PanelGroups& groups, double tolerance) {
        if (old_shares.ndim() != 2 || growths.ndim() != 2 || old_shares.shape(0) != growths.shape(0) ||
            old_shares.shape(1) != growths.shape(1)) {
          throw industria::ShapeError("aggregate_growth: old_shares and growths, expected two matrices of parts x periods of one shape");
        }
        const auto parts = static_cast<std::size_t>(growths.shape(0));
        const auto periods = static_cast<std::int64_t>(growths.shape(1));
        const std::vector<industria::Period> first(parts, industria::Period::of_year(1));
        std::vector<std::int64_t> offsets;
        for (std::size_t i = 0; i <= parts; ++i) offsets.push_back(static_cast<std::int64_t>(i) * periods);
        const auto view = [&](const Doubles& matrix) {
          industria::PanelView panel;
          panel.values = {matrix.data(), static_cast<std::size_t>(matrix.size())};
          panel.offsets = offsets;
          panel.first = first;
          return panel;
        };
        py::array_t<double> out(static_cast<py::ssize_t>(groups.count) * (parts == 0 ? 0 : periods));
        industria::aggregate_growth(view(old_shares), view(growths), span_of(out), lag, groups.of_series, groups.count, tolerance);
        return out;
      },
      py::arg("old_shares"), py::arg("growths"), py::arg("lag"), py::arg("groups"), py::arg("tolerance"));
  m.def(
      "cagr_bounds",
      [](double start, double end, int steps, double start_resolution, double end_resolution) {
        return industria::required_growth(industria::with_rounding(industria::Bounds::exactly(start), start_resolution),
                                          industria::with_rounding(industria::Bounds::exactly(end), end_resolution), steps);
      },
      py::arg("start"), py::arg("end"), py::arg("steps"), py::arg("start_resolution"), py::arg("end_resolution"));
}

}  // namespace

void register_panel_indicators(py::module_& m) {
  register_panel_growth(m);
  register_panel_sums(m);
  register_parts(m);
}

}  // namespace industria_python
