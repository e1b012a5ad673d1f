// SPDX-License-Identifier: Apache-2.0
// Probabilities of attainment for series of 2 to 10 yearly values: the growth prior beside R's drift and the last value, in one run.
// The model sees the last n values only. "panel": the prior is learned from the other four fifths of the series (CRC-32 of the id
// modulo 5) of the same family, origin and n, half of it, and from the other panels, the other half. "unseen": from the other panels
// only, as a shipped prior meets a panel. Also prints the laws of the shipped prior (learned from all five panels).
//     zcat attain_cases.csv.gz | build/bench/attainment_few
#include <industria/model/panel.hpp>
#include <industria/projection/project.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace industria;

namespace {

struct Case {
  std::string panel, family, id, origin;
  int n = 0;
  int h = 0;
  int fold = 0;
  double target = 0;
  double outcome = 0;
  bool attained = false;
  std::vector<double> y;
  [[nodiscard]] std::string group() const { return family + "|" + origin + "|" + std::to_string(n); }
};

std::uint32_t crc32(std::string_view text) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xEDB88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

template <class T>
T number(std::string_view text) {
  T out{};
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::vector<std::string> split(const std::string& line, char by) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == by) out.emplace_back();
    else out.back() += c;
  }
  return out;
}

std::vector<Case> read() {
  std::vector<Case> out;
  std::string line;
  std::getline(std::cin, line);  // panel,family,id,origin,n,h,last_n_values,target,outcome,attained,scale
  while (std::getline(std::cin, line)) {
    const auto f = split(line, ',');
    Case c;
    c.panel = f[0];
    c.family = f[1];
    c.id = f[2];
    c.origin = f[3];
    c.n = number<int>(f[4]);
    c.h = number<int>(f[5]);
    for (const std::string& v : split(f[6], ';')) c.y.push_back(number<double>(v));
    c.target = number<double>(f[7]);
    c.outcome = number<double>(f[8]);
    c.attained = f[9] == "1";
    c.fold = static_cast<int>(crc32(c.id) % 5);
    out.push_back(std::move(c));
  }
  return out;
}

/// One case of each series, by group.
using Groups = std::map<std::string, std::map<std::string, const Case*>>;

GrowthPrior learned(const std::vector<const Case*>& cases, const GrowthPrior* background, double own_weight) {
  Panel panel{Unit{}};
  for (const Case* c : cases) panel.add({.values = c->y, .first = Period::of_year(2000)});
  return fit_growth_prior(panel.view(), {.background = background, .own_weight = own_weight});
}

/// As the shipped prior is made, without one panel: up to 60 series of each other panel with their last six values (four of Viet Nam),
/// and a quarter for the series of Viet Nam alone. The centre of a panel that was not seen is known to three points.
GrowthPrior from_other_panels(const Groups& groups, const std::string& without) {
  std::map<std::string, std::vector<const Case*>> windows;
  for (const auto& [key, series] : groups) {
    for (const auto& [id, c] : series) {
      if (c->n == 6 || (c->panel == "VN" && c->n == 4)) windows[c->panel].push_back(c);
    }
  }
  const auto some = [](const std::vector<const Case*>& all, std::size_t most) {
    std::vector<const Case*> out;
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i) out.push_back(all[i * all.size() / std::min(most, all.size())]);
    return out;
  };
  std::vector<const Case*> mixed;
  for (const auto& [panel, all] : windows) {
    if (panel == without) continue;
    for (const Case* c : some(all, 60)) mixed.push_back(c);
  }
  GrowthPrior out = learned(mixed, nullptr, 1.0);
  out.laws[0].mean_sd = 0.03;
  if (without == "VN") return out;
  GrowthLaw viet_nam = learned(some(windows["VN"], 200), nullptr, 1.0).laws[0];
  viet_nam.mean_sd = 0.03;
  viet_nam.weight = 0.25;
  out.laws[0].weight = 0.75;
  out.laws.push_back(viet_nam);
  return out;
}

/// Of R's forecast::rwf(drift = TRUE); of two values, which have no spread about their drift, its naive method.
double normal_probability(const Case& c, bool drift) {
  const int n = c.n;
  const double last = c.y.back();
  const double slope = drift && n > 2 ? (last - c.y.front()) / (n - 1) : 0.0;
  double squares = 0.0;
  for (std::size_t i = 1; i < c.y.size(); ++i) squares += std::pow(c.y[i] - c.y[i - 1] - slope, 2);
  const bool has_drift = drift && n > 2;
  const double variance = squares / (has_drift ? n - 2 : n - 1) * c.h * (has_drift ? 1.0 + c.h / (n - 1.0) : 1.0);
  const double at = last + slope * c.h - c.target;
  return variance > 0.0 ? 0.5 * std::erfc(-at / std::sqrt(2.0 * variance)) : (at >= 0.0 ? 1.0 : 0.0);
}

struct Tally {
  double cases = 0, ours = 0, drift = 0, naive = 0, inside80 = 0, inside95 = 0;
  std::array<std::array<double, 3>, 10> bins{};
};

void report(const char* title, const std::vector<Case>& cases, const std::map<std::string, GrowthPrior>& priors, bool by_fold) {
  std::map<std::string, std::map<int, Tally>> tallies;
  std::map<std::string, Forecast> made;
  for (const Case& c : cases) {
    const std::string prior = by_fold ? c.group() + "|" + std::to_string(c.fold) : c.panel;
    auto at = made.find(c.group() + c.id);
    if (at == made.end()) {
      ForecastOptions options{.method = Method::pooled_growth};
      options.prior = priors.at(prior);
      const Series series{.values = c.y, .first = Period::of_year(2000)};
      at = made.emplace(c.group() + c.id, forecast(series, 6, options)).first;
    }
    const auto k = static_cast<std::size_t>(c.h - 1);
    const double p = at->second.probability_at_least(k, c.target);
    const double u = at->second.probability_at_most(k, c.outcome);
    for (const std::string& row : {std::string("all"), c.panel}) {
      Tally& t = tallies[row][c.n];
      const double a = c.attained ? 1.0 : 0.0;
      t.cases += 1;
      t.ours += (p - a) * (p - a);
      t.drift += std::pow(normal_probability(c, true) - a, 2);
      t.naive += std::pow(normal_probability(c, false) - a, 2);
      t.inside80 += u >= 0.1 && u <= 0.9 ? 1 : 0;
      t.inside95 += u >= 0.025 && u <= 0.975 ? 1 : 0;
      auto& bin = t.bins[std::min<std::size_t>(9, static_cast<std::size_t>(10 * p))];
      bin[0] += p;
      bin[1] += a;
      bin[2] += 1;
    }
  }
  std::printf("\n%s\n| panel | n | cases | naive | drift | ours | ours/drift | minus drift | 80 %% | 95 %% | ECE |\n|---|---|---|---|---|---|---|---|---|---|---|\n", title);
  for (const auto& [row, by_n] : tallies) {
    for (const auto& [n, t] : by_n) {
      double ece = 0;
      for (const auto& b : t.bins) ece += std::abs(b[0] - b[1]) / t.cases;
      std::printf("| %s | %d | %.0f | %.4f | %.4f | %.4f | %+.1f %% | %+.4f | %.3f | %.3f | %.3f |\n", row.c_str(), n, t.cases, t.naive / t.cases,
                  t.drift / t.cases, t.ours / t.cases, 100 * (t.ours / t.drift - 1), (t.ours - t.drift) / t.cases, t.inside80 / t.cases,
                  t.inside95 / t.cases, ece);
    }
  }
}

}  // namespace

int main() {
  const std::vector<Case> cases = read();
  Groups groups;
  std::map<std::string, std::string> panel_of;
  for (const Case& c : cases) {
    groups[c.group()][c.id] = &c;
    panel_of[c.group()] = c.panel;
  }
  std::map<std::string, GrowthPrior> unseen;
  for (const char* panel : {"IP", "M1", "M3", "T", "VN"}) unseen[panel] = from_other_panels(groups, panel);
  std::map<std::string, GrowthPrior> own;
  for (const auto& [key, series] : groups) {
    for (int fold = 0; fold < 5; ++fold) {
      std::vector<const Case*> rest;
      for (const auto& [id, c] : series) {
        if (c->fold != fold) rest.push_back(c);
      }
      own[key + "|" + std::to_string(fold)] = learned(rest, &unseen.at(panel_of.at(key)), 0.5);
    }
  }
  std::puts("laws of the shipped prior: weight mean mean_sd spread volatility volatility_spread persistence");
  for (const GrowthLaw& l : from_other_panels(groups, "").laws)
    std::printf("  %.2f %.4f %.3f %.4f %.4f %.3f %.3f\n", l.weight, l.mean, l.mean_sd, l.spread, l.volatility, l.volatility_spread, l.persistence);
  report("panel: four fifths of its own series, half; other panels, half", cases, own, true);
  report("unseen: other panels only", cases, unseen, false);
}
