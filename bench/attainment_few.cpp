// SPDX-License-Identifier: Apache-2.0
// Probabilities of attainment for series of 2 to 10 yearly values: the growth prior beside R's drift and the last value, in one run.
// The model sees the last n values only. "panel": the prior is learned from the other four fifths of the series (CRC-32 of the id
// modulo 5) of the same family, origin and n, and from the other panels. "unseen": from the other panels only, as a shipped prior
// meets a panel. Settings that no likelihood decides (struct Settings) are chosen on training windows of the other four panels
// (attainment_windows.py), none of them a scored case, by the same two priors made without the panel to be scored. Also prints what
// the windows of all five panels choose, and the laws of the shipped prior (learned from all five).
//     python3 bench/attainment_windows.py PANEL_FOLDER attain_cases.csv.gz > windows.csv
//     zcat attain_cases.csv.gz > cases.csv && build/bench/attainment_few cases.csv windows.csv
#include <industria/model/panel.hpp>
#include <industria/projection/project.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
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

std::vector<Case> read(const char* file) {
  std::vector<Case> out;
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);  // panel,family,id,origin,n,h,last_n_values,target,outcome,attained,scale
  while (std::getline(in, line)) {
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

const std::vector<std::string> panels{"IP", "M1", "M3", "T", "VN"};

/// What the likelihood of one panel cannot tell. The values that may be chosen; the first is where the search starts.
struct Settings {
  double damping = 1.0;
  double own_weight = 1.0;
  double viet_nam = 0.0;   ///< weight of the law of Viet Nam's series among other panels
  double mean_sd = 0.0;    ///< how well the centre is known of a panel that was not seen
  double reversion = 0.0;
};
struct Choice {
  const char* name;
  double Settings::*member;
  std::vector<double> values;
  bool is_doubt = false;  ///< more of it makes every law less sure: any gain is enough for that
};
const std::vector<Choice> choices{{"own_weight", &Settings::own_weight, {1.0, 0.7, 0.5, 0.3}},
                                  {"damping", &Settings::damping, {1.0, 0.96, 0.92, 0.88, 0.84}},
                                  {"mean_sd", &Settings::mean_sd, {0.0, 0.015, 0.03, 0.045}, true},
                                  {"reversion", &Settings::reversion, {0.0, 0.15, 0.3, 0.5}},
                                  {"viet_nam", &Settings::viet_nam, {0.0, 0.25, 0.5}}};

void print(const char* title, const Settings& s) {
  std::printf("%s:", title);
  for (const Choice& c : choices) std::printf(" %s %g", c.name, s.*c.member);
  std::puts("");
}

GrowthLaw learned(const std::vector<const Case*>& cases) {
  static const GrowthPrior start{.laws = {GrowthLaw{}}};
  Panel panel{Unit{}};
  for (const Case* c : cases) panel.add({.values = c->y, .first = Period::of_year(2000)});
  return fit_growth_prior(panel.view(), {.background = &start, .own_weight = 1.0}).laws[0];
}

std::vector<const Case*> some(const std::vector<const Case*>& all, std::size_t most) {
  const std::size_t n = std::min(most, all.size());
  std::vector<const Case*> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back(all[i * all.size() / n]);
  return out;
}

/// Cases with the laws that are learned from their values; outcomes are for scoring only.
class Cases {
 public:
  std::vector<Case> all;
  explicit Cases(std::vector<Case> cases) : all(std::move(cases)) {
    for (const Case& c : all) groups_[c.group()][c.id] = &c;
    for (const auto& [key, series] : groups_) {
      for (const auto& [id, c] : series) {
        if (c->n == 6 || (c->panel == "VN" && c->n == 4)) windows_[c->panel].push_back(c);
      }
      for (int fold = 0; fold < 5; ++fold) {
        std::vector<const Case*> rest;
        for (const auto& [id, c] : series) {
          if (c->fold != fold) rest.push_back(c);
        }
        own_[key + std::to_string(fold)] = learned(rest);
      }
    }
    viet_nam_ = learned(some(windows_.at("VN"), 200));
  }

  /// As the shipped prior is made, without two panels (one twice, or none: ""): up to 60 series of each other panel with their last six
  /// values (four of Viet Nam), beside a law of the series of Viet Nam alone.
  GrowthPrior from_other_panels(const Settings& settings, const std::string& without, const std::string& nor) {
    auto found = mixed_.find(without + nor);
    if (found == mixed_.end()) {
      std::vector<const Case*> mixed;
      for (const auto& [panel, windows] : windows_) {
        if (panel == without || panel == nor) continue;
        for (const Case* c : some(windows, 60)) mixed.push_back(c);
      }
      found = mixed_.emplace(without + nor, learned(mixed)).first;
    }
    GrowthPrior out{.laws = {found->second}, .damping = settings.damping};
    if (without != "VN" && nor != "VN" && settings.viet_nam > 0.0) {
      out.laws.push_back(viet_nam_);
      out.laws[0].weight = 1.0 - settings.viet_nam;
      out.laws[1].weight = settings.viet_nam;
    }
    for (GrowthLaw& law : out.laws) {
      law.mean_sd = settings.mean_sd;
      law.reversion = settings.reversion;
    }
    return out;
  }

  GrowthPrior with_own(const Settings& settings, const Case& c, GrowthPrior others) const {
    for (GrowthLaw& law : others.laws) law.weight *= 1.0 - settings.own_weight;
    if (settings.own_weight == 1.0) others.laws.clear();
    others.laws.insert(others.laws.begin(), own_.at(c.group() + std::to_string(c.fold)));
    others.laws[0].weight = settings.own_weight;
    others.laws[0].reversion = settings.reversion;
    return others;
  }

 private:
  std::map<std::string, std::map<std::string, const Case*>> groups_;  ///< one case of each series
  std::map<std::string, std::vector<const Case*>> windows_;
  std::map<std::string, GrowthLaw> own_;
  std::map<std::string, GrowthLaw> mixed_;
  GrowthLaw viet_nam_;
};

/// Forecasts of one series by both priors; cases of a series follow each other.
struct Both {
  Forecast panel, unseen;
};
template <class Use>
void for_each_case(Cases& cases, const std::map<std::string, Settings>& settings, const std::string& left_out, Use use) {
  std::map<std::string, GrowthPrior> others;
  for (const std::string& p : panels) others[p] = cases.from_other_panels(settings.at(p), p, left_out.empty() ? p : left_out);
  std::string last;
  Both both;
  for (std::size_t i = 0; i < cases.all.size(); ++i) {
    const Case& c = cases.all[i];
    if (c.panel == left_out) continue;
    if (const std::string key = c.group() + c.id; key != last) {
      last = key;
      const Series series{.values = c.y, .first = Period::of_year(2000)};
      ForecastOptions options{.method = Method::pooled_growth};
      options.prior = others.at(c.panel);
      both.unseen = forecast(series, 6, options);
      options.prior = cases.with_own(settings.at(c.panel), c, others.at(c.panel));
      both.panel = forecast(series, 6, options);
    }
    use(i, c, both);
  }
}

/// Mean Brier score of both priors on the windows of all panels but one, each panel and n with the same weight, in clusters of what
/// is not independent: the windows of one series, of one year in panels with a calendar.
struct Score {
  std::vector<double> loss, weight;
  std::vector<int> cell, cluster;
};
Score score(Cases& windows, const Settings& settings, const std::string& left_out) {
  std::map<std::string, Settings> same;
  for (const std::string& p : panels) same[p] = settings;
  Score out;
  std::map<std::string, int> cells, clusters;
  std::vector<double> sizes;
  for_each_case(windows, same, left_out, [&](std::size_t, const Case& c, const Both& f) {
    const auto k = static_cast<std::size_t>(c.h - 1);
    const double a = c.attained ? 1.0 : 0.0;
    out.loss.push_back(0.5 * (std::pow(f.panel.probability_at_least(k, c.target) - a, 2) + std::pow(f.unseen.probability_at_least(k, c.target) - a, 2)));
    const auto number_in = [](std::map<std::string, int>& of, const std::string& key) { return of.emplace(key, static_cast<int>(of.size())).first->second; };
    out.cell.push_back(number_in(cells, c.panel + std::to_string(c.n)));
    out.cluster.push_back(number_in(clusters, c.panel == "IP" || c.panel == "VN" ? c.origin : c.id));
    sizes.resize(cells.size());
    sizes[static_cast<std::size_t>(out.cell.back())] += 1.0;
  });
  for (const int cell : out.cell) out.weight.push_back(1.0 / (sizes[static_cast<std::size_t>(cell)] * static_cast<double>(sizes.size())));
  return out;
}
struct Gain {
  double mean = 0.0, error = 0.0;
};
Gain gain(const Score& from, const Score& to) {
  Gain out;
  std::map<int, double> cell_sum, cell_weight, cluster_sum;
  for (std::size_t i = 0; i < from.loss.size(); ++i) {
    const double d = (from.loss[i] - to.loss[i]) * from.weight[i];
    out.mean += d;
    cell_sum[from.cell[i]] += d;
    cell_weight[from.cell[i]] += from.weight[i];
  }
  for (std::size_t i = 0; i < from.loss.size(); ++i)
    cluster_sum[from.cluster[i]] += (from.loss[i] - to.loss[i] - cell_sum[from.cell[i]] / cell_weight[from.cell[i]]) * from.weight[i];
  for (const auto& [cluster, sum] : cluster_sum) out.error += sum * sum;
  out.error = std::sqrt(out.error);
  return out;
}

/// From the panel's own law alone, no damping and no reversion: one setting after the other to its next value, as long as a move lowers
/// the mean Brier score by more than one standard error (more doubt about the mean: lowers it at all), round and round until none moves.
Settings chosen(Cases& windows, const std::string& left_out) {
  Settings at;
  Score now = score(windows, at, left_out);
  std::size_t unmoved = 0;
  for (std::size_t next = 0; unmoved < choices.size(); next = (next + 1) % choices.size()) {
    const Choice& c = choices[next];
    bool moved = false;
    for (const int by : {1, -1}) {
      while (true) {
        const auto place = std::find(c.values.begin(), c.values.end(), at.*c.member);
        if ((by > 0 && place + 1 == c.values.end()) || (by < 0 && (place == c.values.begin() || moved))) break;
        Settings trial = at;
        trial.*c.member = *(place + by);
        Score s = score(windows, trial, left_out);
        const Gain g = gain(now, s);
        const bool better = g.mean > (c.is_doubt && by > 0 ? 0.0 : g.error);
        std::printf("  without %-4s %s %g to %g: %+.4f +- %.4f%s\n", left_out.empty() ? "none" : left_out.c_str(), c.name, at.*c.member, trial.*c.member,
                    -g.mean, g.error, better ? ", taken" : "");
        std::fflush(stdout);
        if (!better) break;
        at = trial;
        now = std::move(s);
        moved = true;
      }
    }
    unmoved = moved ? 1 : unmoved + 1;
  }
  return at;
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

void report(const char* title, Cases& cases, const std::map<std::string, Settings>& settings, Forecast Both::*prior) {
  std::map<std::string, std::map<int, Tally>> tallies;
  for_each_case(cases, settings, "", [&](std::size_t, const Case& c, const Both& both) {
    const auto k = static_cast<std::size_t>(c.h - 1);
    const double p = (both.*prior).probability_at_least(k, c.target);
    const double u = (both.*prior).probability_at_most(k, c.outcome);
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
  });
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

int main(int argc, char** argv) {
  if (argc != 3) {
    std::puts("usage: attainment_few CASES WINDOWS");
    return 1;
  }
  Cases windows(read(argv[2]));
  std::map<std::string, Settings> nested;
  for (const std::string& panel : panels) print(panel.c_str(), nested[panel] = chosen(windows, panel));
  const Settings shipped = chosen(windows, "");
  print("all five", shipped);
  Cases cases(read(argv[1]));
  std::puts("laws of the shipped prior: weight mean mean_sd spread volatility volatility_spread persistence reversion");
  for (const GrowthLaw& l : cases.from_other_panels(shipped, "", "").laws)
    std::printf("  %.2f %.4f %.3f %.4f %.4f %.3f %.3f %.2f\n", l.weight, l.mean, l.mean_sd, l.spread, l.volatility, l.volatility_spread, l.persistence, l.reversion);
  std::map<std::string, Settings> same;
  for (const std::string& panel : panels) same[panel] = shipped;
  report("panel: four fifths of its own series and other panels; settings chosen without its windows", cases, nested, &Both::panel);
  report("unseen: other panels only; settings chosen without its windows", cases, nested, &Both::unseen);
  report("panel, settings of the shipped prior", cases, same, &Both::panel);
  report("unseen, settings of the shipped prior", cases, same, &Both::unseen);
}
