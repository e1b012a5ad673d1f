// SPDX-License-Identifier: Apache-2.0
// Which bounds, priors and candidates of automatic ETS forecast best? Refits a panel at earlier origins inside its series under
// many settings and writes the errors; bench/ets_bounds.py makes the panels, calls this, and prints the table.
//
//   bench_ets_bounds panel.bin period horizon origins out.bin "name key=value ..." ...
//
// panel.bin: int64 count, int64 offsets[count + 1], double values. out.bin: int64 rows, then for Naive2 and each setting rows pairs
// (sMAPE, MASE). Origin o holds out values n - o h .. n - (o - 1) h; a series is used where as much is left as the panel's shortest has.
#include <industria/detail/projection_ets_batch.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "held_out.hpp"

namespace {

using namespace held_out;

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
