// SPDX-License-Identifier: Apache-2.0
// Which bounds and which seasonal rule of the Theta models forecast best? Refits a panel at earlier origins inside its series under many
// settings and writes the errors, as bench/ets_bounds.cpp does. Table:
//
//   python3 bench/ets_bounds.py PANEL_FOLDER bench_theta_bounds bench/theta_bounds.txt
//
// Keys of a setting: kind (0 stm .. 3 dotm), bounds (0 standard, 1 forecTheta, 2 statsforecast), then what differs from them: alpha_low, alpha_high,
// w_low, w_high (w = 1 - 1/theta), skip, shrink, additive.
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_theta_batch.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "held_out.hpp"

namespace {

using namespace held_out;

struct Setting {
  ThetaOptions options{};
  detail::ThetaRules rules{};
};

Setting setting(std::string_view text, int period) {
  Setting s;
  s.options.period = period;
  s.rules = detail::theta_rules(s.options.kind, s.options.bounds);
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = word.substr(0, equals), value = word.substr(equals + 1);
    double x = 0.0;
    std::from_chars(value.data(), value.data() + value.size(), x);
    if (key == "kind") s.options.kind = static_cast<ThetaKind>(x);
    if (key == "bounds") s.options.bounds = static_cast<ThetaBounds>(x);
    if (key == "kind" || key == "bounds")
      s.rules = detail::theta_rules(s.options.kind, s.options.bounds);
    if (key == "alpha_low") s.rules.alpha_low = x;
    if (key == "alpha_high") s.rules.alpha_high = x;
    if (key == "w_low") s.rules.w_low = x;
    if (key == "w_high") s.rules.w_high = x;
    if (key == "skip") s.rules.skip = static_cast<int>(x);
    if (key == "shrink") s.rules.shrink = x > 0.0;
    if (key == "additive" && x > 0.0) s.options.decomposition = Decomposition::additive;
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
    const Setting s = setting(argv[i], period);
    for (std::size_t c = 0; c < cases.size(); ++c)
      members[c] = {cases[c].y, std::span(paths).subspan(c * h, h)};
    detail::theta_batch(members, s.options, s.rules, kernels, memory);
    for (std::size_t c = 0; c < cases.size(); ++c) {
      if (is_missing(members[c].path[0]))
        std::fill(members[c].path.begin(), members[c].path.end(), cases[c].y.back());
      const Errors e = errors_of(cases[c], members[c].path, period);
      std::fwrite(&e, sizeof e, 1, out);
    }
  }
  return std::fclose(out);
}
