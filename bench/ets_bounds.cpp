// SPDX-License-Identifier: Apache-2.0
// Which bounds, priors and candidates of automatic ETS forecast best? Refits a panel at earlier origins inside its series under
// many settings and writes the errors; bench/ets_bounds.py makes the panels, calls this, and prints the table.
//
//   bench_ets_bounds panel.bin period horizon origins out.bin "name key=value ..." ...
//
// panel.bin: int64 count, int64 offsets[count + 1], double values. out.bin: int64 rows, then for Naive2 and each setting rows pairs
// (sMAPE, MASE). Origin o holds out values n - o h .. n - (o - 1) h; a series is used where as much is left as the panel's shortest has.
#include <industria/detail/projection_ets_batch.hpp>
#include <industria/series/seasonality.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace industria;

struct Panel {
  std::vector<std::int64_t> offsets;
  std::vector<double> values;
};

Panel read_panel(const char* name) {
  Panel panel;
  std::FILE* const file = std::fopen(name, "rb");
  std::int64_t count = 0;
  if (file == nullptr || std::fread(&count, 8, 1, file) != 1) std::abort();
  panel.offsets.resize(static_cast<std::size_t>(count) + 1);
  if (std::fread(panel.offsets.data(), 8, panel.offsets.size(), file) != panel.offsets.size())
    std::abort();
  panel.values.resize(static_cast<std::size_t>(panel.offsets.back()));
  if (std::fread(panel.values.data(), 8, panel.values.size(), file) != panel.values.size())
    std::abort();
  std::fclose(file);
  return panel;
}

struct Case {
  std::vector<double> y;  ///< scaled to a mean absolute value near 1
  std::vector<double> later;
};

std::vector<Case> cases_of(const Panel& panel, int period, int horizon, int origins) {
  std::vector<Case> cases;
  const auto shortest = std::max<std::ptrdiff_t>(7, 5 * period / 2);
  for (std::size_t i = 0; i + 1 < panel.offsets.size(); ++i) {
    const double* const from = panel.values.data() + panel.offsets[i];
    const auto n = static_cast<std::ptrdiff_t>(panel.offsets[i + 1] - panel.offsets[i]);
    for (int o = 1; o <= origins && n - o * horizon >= shortest; ++o) {
      Case c;
      c.y.assign(from, from + n - o * horizon);
      c.later.assign(from + n - o * horizon, from + n - (o - 1) * horizon);
      double mean = 0.0;
      for (const double v : c.y) mean += std::abs(v) / static_cast<double>(c.y.size());
      const double scale = mean > 0.0 ? std::exp2(-std::ceil(std::log2(mean))) : 1.0;
      for (double& v : c.y) v *= scale;
      for (double& v : c.later) v *= scale;
      cases.push_back(std::move(c));
    }
  }
  std::stable_sort(cases.begin(), cases.end(),
                   [](const Case& a, const Case& b) { return a.y.size() > b.y.size(); });
  return cases;
}

struct Errors {
  double smape = 0.0, mase = 0.0;
};

Errors errors_of(const Case& c, std::span<const double> path, int period) {
  const std::size_t n = c.y.size();
  const std::size_t lag = n > static_cast<std::size_t>(period) ? static_cast<std::size_t>(period) : 1;
  double scale = 0.0;
  for (std::size_t t = lag; t < n; ++t)
    scale += std::abs(c.y[t] - c.y[t - lag]) / static_cast<double>(n - lag);
  Errors e;
  const auto h = static_cast<double>(path.size());
  for (std::size_t t = 0; t < path.size(); ++t) {
    const double miss = std::abs(c.later[t] - path[t]);
    const double size = std::abs(c.later[t]) + std::abs(path[t]);
    e.smape += size > 0.0 ? 200.0 * miss / size / h : 0.0;
    e.mase += scale > 0.0 ? miss / scale / h : 0.0;
  }
  return e;
}

std::vector<double> naive2(const Case& c, int period, std::size_t horizon) {
  const std::size_t n = c.y.size();
  const auto m = static_cast<std::size_t>(period);
  std::vector<double> path(horizon, c.y.back());
  if (!is_seasonal(c.y, period)) return path;
  const auto figure = classical_decomposition(c.y, period, Decomposition::multiplicative).figure;
  for (std::size_t h = 0; h < horizon; ++h)
    path[h] = c.y.back() / figure[(n - 1) % m] * figure[(n + h) % m];
  return path;
}

bool in_set(const EtsModel& m, std::string_view set, bool seasonal) {
  using enum EtsComponent;
  const bool trend = m.trend != none;
  if (set == "no_undamped") return !trend || m.damped;
  if (set == "no_undamped_seasonal") return !seasonal || !trend || m.damped;
  if (set == "no_damped") return !m.damped;
  if (set == "additive") return m.error == additive && m.season != multiplicative;
  if (set == "no_mult_season") return m.season != multiplicative;
  if (set == "no_MxA") return !(m.error == multiplicative && m.season == additive);
  if (set == "no_MxA_no_undamped")
    return !(m.error == multiplicative && m.season == additive) && (!trend || m.damped);
  if (set == "no_MxN" || set == "with_MxA") return !(m.error == multiplicative && m.season == none);
  if (set == "no_MxN_MxA") return !(m.error == multiplicative && m.season != multiplicative);
  if (set == "seasonal") return !seasonal || m.season != none;
  if (set == "damped") return m.damped;
  return true;
}

/// "key=value" words after the setting's name. They change the library's default; after the word "wide", all admissible models by
/// AICc in the box [1e-4, 0.9999], phi in [0.8, 0.98].
detail::EtsSearch setting(std::string_view text, int period) {
  EtsOptions options;
  options.period = period;
  detail::EtsSearch s = detail::ets_search(options);
  if (text.find(" wide") != std::string_view::npos) {
    options.bounds = EtsBounds::reference_statsforecast;
    const int plain = s.plain_starts, seasonal = s.seasonal_starts;
    s = detail::ets_search(options);
    s.fit.upper[1] = s.plain_beta = 0.9999;
    s.plain_starts = plain;
    s.seasonal_starts = seasonal;
  }
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = word.substr(0, equals), value = word.substr(equals + 1);
    double x = 0.0;
    std::from_chars(value.data(), value.data() + value.size(), x);
    if (key == "beta") s.fit.upper[1] = s.plain_beta = x;
    if (key == "beta_low") s.fit.lower[1] = x;
    if (key == "prior") s.fit.beta_penalty = x;
    if (key == "gamma") s.fit.upper[2] = x;
    if (key == "alpha_low") s.fit.lower[0] = x;
    if (key == "phi_low") s.fit.lower[3] = x;
    if (key == "phi") s.fit.upper[3] = x;
    if (key == "starts") s.plain_starts = s.seasonal_starts = static_cast<int>(x);
    if (key == "correction") s.criterion.correction = x;
    if (key == "undamped") s.criterion.undamped = x;
    if (key == "set" && (value == "all" || value == "with_MxA"))
      s.models = admissible_ets_models(period);
    if (key == "set")
      std::erase_if(s.models, [&](const EtsModel& m) { return !in_set(m, value, period > 1); });
  }
  return s;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) return 2;
  const auto number = [&](int i) {
    int x = 0;
    std::from_chars(argv[i], argv[i] + std::strlen(argv[i]), x);
    return x;
  };
  const int period = number(2), horizon = number(3);
  const std::vector<Case> cases = cases_of(read_panel(argv[1]), period, horizon, number(4));
  std::FILE* const out = std::fopen(argv[5], "wb");
  const auto rows = static_cast<std::int64_t>(cases.size());
  std::fwrite(&rows, 8, 1, out);
  const auto h = static_cast<std::size_t>(horizon);
  for (const Case& c : cases) {
    const Errors e = errors_of(c, naive2(c, period, h), period);
    std::fwrite(&e, sizeof e, 1, out);
  }
  const auto& kernels = *detail::chosen_kernels().load();
  detail::AlignedBuffer memory;
  std::vector<double> paths(cases.size() * h);
  std::vector<detail::MemberSeries> members(cases.size());
  for (int i = 6; i < argc; ++i) {
    const detail::EtsSearch search = setting(argv[i], period);
    for (std::size_t c = 0; c < cases.size(); ++c)
      members[c] = {cases[c].y, std::span(paths).subspan(c * h, h)};
    detail::ets_batch(members, search, kernels, memory);
    for (std::size_t c = 0; c < cases.size(); ++c) {
      if (is_missing(members[c].path[0]))
        std::fill(members[c].path.begin(), members[c].path.end(), cases[c].y.back());
      const Errors e = errors_of(cases[c], members[c].path, period);
      std::fwrite(&e, sizeof e, 1, out);
    }
  }
  return std::fclose(out);
}
