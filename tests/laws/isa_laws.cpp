// SPDX-License-Identifier: Apache-2.0
// Instruction sets against each other at parameters that are given, not searched: builds without fused products agree with those that have
// them to 1e-9 for 99.9 % of series. And where models are chosen, how often the choice flips.
#include <industria/detail/lanes/ces_kernels.hpp>
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_ces_start.hpp>
#include <industria/detail/projection_theta_batch.hpp>
#include <industria/projection/auto_ces.hpp>
#include <industria/projection/auto_ets.hpp>

#include "random_series.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using namespace industria;

namespace isa_laws {

using Values = std::vector<double>;
using industria::lanes::Kernels;
constexpr int period = 4;

/// 24 to 90 positive values near 1: level, slope, season of four, noise.
Values series(laws::Random& random) {
  const int n = random.whole(24, 90);
  const double slope = random.uniform(-0.005, 0.02), swing = random.uniform(0.0, 0.2);
  Values y;
  for (int t = 0; t < n; ++t) y.push_back((1.0 + slope * t) * (1.0 + swing * std::sin(1.5707963 * t)) * random.uniform(0.9, 1.1));
  return y;
}

/// Rows of lanes, 64-byte aligned, all lanes alike.
class Rows {
 public:
  explicit Rows(const Kernels& kernels) : width_(static_cast<std::size_t>(kernels.width)) {}
  double* of(const Values& values) {
    double* const rows = memory_.emplace_back().reserve(std::max<std::size_t>(values.size(), 1) * width_);
    for (std::size_t i = 0; i < values.size() * width_; ++i) rows[i] = values[i / width_];
    return rows;
  }

 private:
  std::size_t width_;
  std::vector<detail::AlignedBuffer> memory_{};
};

/// Objective of complex exponential smoothing at the parameters.
double ces_objective(const Values& y, int kind, const Values& theta, const Kernels& kernels) {
  Rows rows(kernels);
  const int places = kind == 0 ? 1 : period;
  Values states(static_cast<std::size_t>(1 + places)), scratch;
  detail::ces_start_states(y, places, states, scratch);
  industria::lanes::CesTask task{};
  task.y = rows.of(y);
  task.n = static_cast<int>(y.size());
  task.period = places;
  task.count = rows.of({static_cast<double>(y.size())});
  task.start = rows.of({0.0});
  task.kind = kind;
  task.states = rows.of(states);
  std::fill(task.upper, task.upper + 4, 3.0);
  task.starts = 1;
  task.theta = rows.of(theta);
  task.objective = rows.of({0.0});
  task.horizon = 1;
  task.path = rows.of({0.0});
  kernels.ces->fit(task, rows.of(Values(static_cast<std::size_t>(kernels.ces->workspace_rows(places)))));
  return task.objective[0];
}

/// Objective of ETS at the smoothing parameters of one of the search's starts, first states solved once.
double ets_objective(const Values& y, int trend, int season, bool relative, int start, const Kernels& kernels) {
  Rows rows(kernels);
  industria::lanes::EtsTask task{};
  task.y = rows.of(y);
  task.n = static_cast<int>(y.size());
  task.period = season == 0 ? 1 : period;
  task.count = rows.of({static_cast<double>(y.size())});
  task.start = rows.of({0.0});
  task.trend = trend;
  task.season = season;
  task.relative = relative;
  task.options = {{1e-4, 1e-4, 1e-4, 0.8}, {0.9999, 0.9999, 0.9999, 0.98}, false, start, start + 1, 0, 1e-6, 0.0};
  Values theta{0, 0, 0, 0, 1.0, 0.0};
  for (int i = 0; i < period; ++i) theta.push_back(season == 2 ? 1.0 : 0.0);
  task.theta = rows.of(theta);
  task.objective = rows.of({0.0});
  task.lambda = rows.of({0.0});
  task.active = rows.of({0.0});
  static detail::AlignedBuffer workspace;
  kernels.fit_ets(task, workspace.reserve(kernels.workspace_bytes / sizeof(double) + 1));
  return task.objective[0];
}

/// Squared errors of a Theta model at one alpha and theta; level and line are solved.
double theta_objective(const Values& y, ThetaKind kind, double alpha, double w, const Kernels& kernels) {
  Values path(1);
  std::vector<detail::MemberSeries> members(1);
  members[0].y = y;
  members[0].path = path;
  std::vector<detail::ThetaLaneFit> details(1);
  detail::AlignedBuffer memory;
  detail::theta_batch(members, {.kind = kind, .period = period}, {alpha, alpha, w, w, 2, true}, kernels, memory, details);
  return std::log(details[0].sse);
}

/// Shares of series whose objective differs between the first and every other instruction set by more than 1e-9 and 1e-7 of its size.
void expect_agreement(const std::string& what, const std::function<double(const Values&, laws::Random&, const Kernels&)>& objective) {
  const auto all = detail::supported_kernels();
  if (all.size() < 2) GTEST_SKIP() << "one instruction set in this build or on this processor";
  constexpr int count = 2000;
  laws::Random random(77);
  int apart = 0, far = 0;
  double most = 0.0;
  for (int i = 0; i < count; ++i) {
    const Values y = series(random);
    const laws::Random draws = random;
    laws::Random first = draws;
    const double plain = objective(y, first, *all[0]);
    ASSERT_TRUE(std::isfinite(plain) && plain < 1e299) << what;
    double worst = 0.0;
    for (std::size_t k = 1; k < all.size(); ++k) {
      laws::Random again = draws;
      // A logarithm times the number of values: its size is at least that number.
      worst = std::max(worst, std::abs(objective(y, again, *all[k]) - plain) / std::max(std::abs(plain), 1.0));
    }
    most = std::max(most, worst);
    apart += worst > 1e-9 ? 1 : 0;
    far += worst > 1e-7 ? 1 : 0;
    random = first;
  }
  testing::Test::RecordProperty(what + "_beyond_1e-9", apart);
  testing::Test::RecordProperty(what + "_most", std::to_string(most * 1e15) + "e-15");
  EXPECT_GT(most, 0.0) << what << ": the copies round alike, so that nothing is compared";
  EXPECT_LE(apart, count / 1000) << what;
  EXPECT_EQ(far, 0) << what;
}

TEST(IsaFixedParameters, ces_objectives_agree) {
  for (int kind = 0; kind < 4; ++kind) {
    expect_agreement("ces_" + std::to_string(kind), [kind](const Values& y, laws::Random& random, const Kernels& kernels) {
      const double partial = random.uniform(0.01, 1.0), full = random.uniform(0.8, 1.5);
      return ces_objective(y, kind, {random.uniform(1.0, 1.8), random.uniform(0.9, 1.02), kind == 2 ? partial : full, random.uniform(0.9, 1.02)}, kernels);
    });
  }
}

TEST(IsaFixedParameters, ets_objectives_agree) {
  for (const int trend : {0, 1, 2}) {
    for (const int season : {0, 1, 2}) {
      for (const bool relative : {false, true}) {
        if (season == 2 && !relative) continue;  // not admissible: the lanes do not have it
        expect_agreement("ets_" + std::to_string(trend) + std::to_string(season) + (relative ? "m" : "a"),
                         [&](const Values& y, laws::Random& random, const Kernels& kernels) {
                           return ets_objective(y, trend, season, relative, random.whole(0, industria::lanes::ets_starts - 1), kernels);
                         });
      }
    }
  }
}

TEST(IsaFixedParameters, theta_objectives_agree) {
  for (const ThetaKind kind : {ThetaKind::stm, ThetaKind::otm, ThetaKind::dstm, ThetaKind::dotm}) {
    expect_agreement(std::string(name(kind)), [kind](const Values& y, laws::Random& random, const Kernels& kernels) {
      return theta_objective(y, kind, random.uniform(0.2, 0.99), random.uniform(0.4, 1.0), kernels);
    });
  }
}

TEST(IsaChoice, flips_between_instruction_sets_are_rare) {
  const auto isas = supported_isas();
  if (isas.size() < 2) GTEST_SKIP() << "one instruction set in this build or on this processor";
  const std::string before(active_isa());
  constexpr int count = 1000;
  laws::Random random(78);
  int ets = 0, ces = 0;
  for (int i = 0; i < count; ++i) {
    const Values y = series(random);
    use_isa(isas.front());
    const EtsModel model = fit_auto_ets(y, {.period = period}).model;
    const CesKind kind = fit_ces(y, {.period = period}).kind;
    use_isa(isas.back());
    ets += fit_auto_ets(y, {.period = period}).model == model ? 0 : 1;
    ces += fit_ces(y, {.period = period}).kind == kind ? 0 : 1;
  }
  use_isa(before);
  RecordProperty("auto_ets_flips", ets);
  RecordProperty("auto_ces_flips", ces);
  // Near ties go by the last digits of two searches: one in a thousand at most.
  EXPECT_LE(ets, 1);
  EXPECT_LE(ces, 1);
}

}  // namespace isa_laws
