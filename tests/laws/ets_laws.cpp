// SPDX-License-Identifier: Apache-2.0
// Laws of automatic ETS: units (P01, P02), sign and origin for additive models (P04, P05), batches, order and instruction sets
// (P07-P10, P13), constants and lines (P14, P15).
#include "random_series.hpp"

#include <industria/projection/auto_ets.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

using namespace industria;

namespace ets_laws {

constexpr int horizon = 8;
using Values = std::vector<double>;

/// Level, trend and season with noise; every fifth with a gap.
Values series(laws::Random& random, int period) {
  const int n = random.whole(period > 1 ? 4 * period : 12, 90);
  const double level = std::pow(10.0, random.uniform(0, 4)), slope = random.uniform(-0.002, 0.01);
  const double swing = random.uniform(0, 0.2), noise = random.uniform(0.01, 0.1);
  Values y;
  for (int t = 0; t < n; ++t) {
    const double season = period > 1 ? swing * std::sin(6.2831853 * t / period) : 0.0;
    y.push_back(level * (1.0 + slope * t) * (1.0 + season + random.uniform(-noise, noise)));
  }
  if (random.whole(0, 4) == 0) y[static_cast<std::size_t>(n / 2)] = missing;
  return y;
}

Values path(const Values& y, const EtsFit& fit, int period) {
  if (is_missing(fit.parameters.alpha)) return {};
  const int used = fit.model.season == EtsComponent::none ? 1 : period;
  return ets_point_forecast(fit.model, used, evaluate_ets(y, used, fit.model, fit.parameters).last,
                            horizon);
}
Values forecast(const Values& y, const EtsOptions& options) {
  return path(y, fit_auto_ets(y, options), options.period);
}

template <class Law>
void for_many(Law law) {
  laws::Random random(2027);
  for (const int period : {1, 4, 12}) {
    for (int i = 0; i < 20; ++i) law(series(random, period), period);
  }
}
Values changed(Values y, double factor, double shift = 0.0) {
  for (double& v : y) v = v * factor + shift;
  return y;
}
void expect_near(const Values& got, const Values& expected, double tolerance) {
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t h = 0; h < got.size(); ++h) EXPECT_NEAR(got[h], expected[h], tolerance);
}
double largest(const Values& y) {
  double most = 0.0;
  for (const double v : y) most = std::max(most, is_missing(v) ? 0.0 : std::abs(v));
  return most;
}
EtsOptions additive(int period) {
  EtsOptions options{.period = period};
  for (const EtsModel& m : admissible_ets_models(period)) {
    if (m.error == EtsComponent::additive) options.models.push_back(m);
  }
  return options;
}

TEST(EtsLaws, a_power_of_two_of_the_unit_moves_no_bit) {
  for_many([](const Values& y, int period) {
    const Values base = forecast(y, {.period = period});
    for (const int k : {-400, -3, 1, 60, 400}) {
      const Values got = forecast(changed(y, std::ldexp(1.0, k)), {.period = period});
      EXPECT_EQ(got, changed(base, std::ldexp(1.0, k)));
    }
  });
}

TEST(EtsLaws, a_change_of_unit_changes_the_figures_by_rounding_only) {
  for_many([](const Values& y, int period) {
    const EtsFit base = fit_auto_ets(y, {.period = period});
    for (const double c : {1e-12, 0.37, 1000.0, 1e15}) {
      const Values other = changed(y, c);
      const EtsFit fit = fit_auto_ets(other, {.period = period});
      EXPECT_EQ(to_text(fit.model), to_text(base.model));
      // The law's tolerance; 2e-14 was the worst of 2,574 real series.
      expect_near(path(other, fit, period), changed(path(y, base, period), c),
                  1e-9 * c * largest(y));
    }
  });
}

TEST(EtsLaws, additive_models_do_not_know_up_from_down) {
  for_many([](const Values& y, int period) {
    expect_near(forecast(changed(y, -1.0), additive(period)),
                changed(forecast(y, additive(period)), -1.0), 1e-9 * largest(y));
  });
}

TEST(EtsLaws, additive_models_do_not_know_where_zero_is) {
  for_many([](const Values& y, int period) {
    const Values base = forecast(y, additive(period));
    const double range = largest(y);  // the law allows c up to 1e6 ranges
    for (const double c : {-3.0, 100.0, 1e6}) {
      expect_near(forecast(changed(y, 1.0, c * range), additive(period)),
                  changed(base, 1.0, c * range), 1e-7 * range);
    }
  });
}

struct Panel {
  Values values;
  std::vector<std::int64_t> offsets{0};
  std::vector<Period> first;
  void add(const Values& y) {
    values.insert(values.end(), y.begin(), y.end());
    offsets.push_back(static_cast<std::int64_t>(values.size()));
    first.push_back(Period::of_year(2000));
  }
  [[nodiscard]] PanelView view() const {
    PanelView panel;
    panel.values = values;
    panel.offsets = offsets;
    panel.first = first;
    return panel;
  }
};
void expect_same(const EtsFit& a, const EtsFit& b) {
  EXPECT_EQ(to_text(a.model), to_text(b.model));
  EXPECT_EQ(a.log_likelihood, b.log_likelihood);
  EXPECT_EQ(a.parameters.level, b.parameters.level);
  EXPECT_EQ(a.parameters.season, b.parameters.season);
}

TEST(EtsLaws, neighbours_order_and_number_move_no_bit) {
  laws::Random random(2028);
  std::vector<Values> all;
  std::vector<EtsFit> alone;
  for (int i = 0; i < 35; ++i) {  // 1 .. 4 W + 3 of the widest lanes
    all.push_back(series(random, 4));
    alone.push_back(fit_auto_ets(all.back(), {.period = 4}));
  }
  for (std::size_t count = 1; count <= all.size(); ++count) {
    Panel panel;
    for (std::size_t i = 0; i < count; ++i) panel.add(all[(7 * i + count) % all.size()]);
    const auto fits = fit_auto_ets(panel.view(), {.period = 4, .n_threads = 1 + static_cast<int>(count % 3)});
    for (std::size_t i = 0; i < count; ++i)
      expect_same(fits[i], alone[(7 * i + count) % all.size()]);
  }
}

TEST(EtsLaws, more_series_than_a_group_holds_move_no_bit) {
  laws::Random random(2029);
  std::vector<Values> all;
  Panel panel;
  for (int i = 0; i < 150; ++i) panel.add(all.emplace_back(series(random, 1)));
  const auto fits = fit_auto_ets(panel.view());
  for (std::size_t i = 0; i < all.size(); ++i) expect_same(fits[i], fit_auto_ets(all[i]));
}

TEST(EtsLaws, instruction_sets_agree) {
  const std::string before(active_isa());
  for_many([&](const Values& y, int period) {
    Values fused;
    for (const auto isa : supported_isas()) {
      use_isa(isa);
      const Values got = forecast(y, {.period = period});
      if (isa == "avx2") fused = got;
      if (isa == "avx512" && !fused.empty()) {
        EXPECT_EQ(got, fused);
      }
    }
    // Without fused products rounding differs, and what the optimiser makes of it: 1e-7 for all is the law's bound.
    use_isa("baseline");
    if (!fused.empty()) expect_near(forecast(y, {.period = period}), fused, 1e-7 * largest(y));
    use_isa(before);
  });
}

TEST(EtsLaws, a_constant_goes_on) {
  for (const double c : {5.0, -3.0, 1e-200, 7e120, 0.1, 0.0}) {
    for (const int n : {8, 40}) {
      const Values got = forecast(Values(static_cast<std::size_t>(n), c), {.period = 4});
      ASSERT_FALSE(got.empty());
      for (const double v : got) EXPECT_NEAR(v, c, 1e-12 * std::abs(c)) << c << " of " << n;
    }
  }
}

TEST(EtsLaws, a_line_goes_on) {
  for (const double slope : {3.0, -0.5, 1e-3}) {
    for (const int period : {1, 4}) {
      Values y(30);
      for (std::size_t t = 0; t < 30; ++t) y[t] = 100.0 + slope * static_cast<double>(t);
      for (const auto& models : {std::vector<EtsModel>{}, {*parse_ets_model("AAN")}}) {
        const Values got = forecast(y, {.period = period, .models = models});
        for (std::size_t h = 0; h < got.size(); ++h) {
          const double expected = 100.0 + slope * static_cast<double>(30 + h);
          EXPECT_NEAR(got[h], expected, 1e-9 * std::abs(expected));
        }
      }
    }
  }
}

}  // namespace ets_laws
