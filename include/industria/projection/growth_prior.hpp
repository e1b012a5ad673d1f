// SPDX-License-Identifier: Apache-2.0
// What is known about growth before a series of few values has spoken: an explicit, frozen value, learned from a panel by its own
// call, shipped, or stated by the user. Parameters only.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/model/panel_view.hpp>

#include <span>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// How the series of one panel grow; logarithms, per year. The growth of year t is
///   d_t = mu + phi (d_(t-1) - mu) - pull u_(t-1) + e_t,  e_t Student with scale sigma,
/// u what the level stands above the line of slope mu through the mean of the values so far, with mu, sigma, phi and pull of a series drawn from:
struct GrowthLaw {
  std::string name{};     ///< the panel it was learned from
  double weight = 1.0;    ///< of its predictive law; the weights of a prior add up to 1 and are not changed by a series
  double mean = 0.0;      ///< mu has this centre
  double mean_sd = 0.0;   ///< and the centre itself is known this well: the years were few, other panels differ
  double spread = 0.03;   ///< scale of mu between series
  double volatility = 0.05;  ///< median of sigma
  double volatility_spread = 0.6;  ///< standard deviation of log sigma between series
  double persistence = 0.2;        ///< mean of phi, on {0, 0.3, 0.6} with binomial weights; of yearly series only
  double reversion = 0.3;          ///< probability that pull is 0.4: levels are drawn back to their line; else 0. Of yearly series only
  friend bool operator==(const GrowthLaw&, const GrowthLaw&) = default;
};

/// A prior for the growth of series with few values. Its predictive law is the weighted mean of those of its laws: a panel's series
/// share their shocks, so that its own law is too sure of itself, and stands beside one from elsewhere (docs/methods.md).
struct GrowthPrior {
  std::string name{};
  std::vector<GrowthLaw> laws{};
  double dof = 6.0;       ///< tails of e and of mu: even, from 6 on
  double damping = 0.92;  ///< mean growth h years ahead is mu * damping^h, summed
  double common_shock = 0.015;  ///< standard deviation of a year's shock common to all series: only for several series at once
  int series = 0;         ///< how many it was learned from
  int growths = 0;        ///< and how many yearly growths they had
  std::string source{};   ///< where it was learned; "stated by the user"

  /// Mean log growth a year.
  [[nodiscard]] INDUSTRIA_API double mean() const noexcept;
  /// Student scales per year: of mean growth between series, and of a year around it.
  [[nodiscard]] INDUSTRIA_API double scale_between() const noexcept;
  [[nodiscard]] INDUSTRIA_API double scale_within() const noexcept;
  /// Throws ValueError with the first number that is out of its range.
  INDUSTRIA_API void validate() const;

  /// Learned by bench/attainment_few.cpp on public yearly panels; docs/methods.md says which, bench/README.md how it did on panels left out.
  [[nodiscard]] INDUSTRIA_API static const GrowthPrior& shipped();
  /// An assumption stated by the caller: growth per year as a ratio and the standard deviation of next year's growth in points
  /// of that ratio; half of its variance is taken as between series, half as within. Not damped. Throws ValueError unless growth > -1, sd > 0.
  [[nodiscard]] INDUSTRIA_API static GrowthPrior stated(double mean_growth, double sd, std::string name = "stated");
  friend bool operator==(const GrowthPrior&, const GrowthPrior&) = default;
};

/// A growth told without its levels: "tăng bình quân 25,8 %/năm giai đoạn 2008-2015". Enters as data beside the values of a series.
struct GrowthStatement {
  Bounds growth{};  ///< mean yearly growth as a ratio: exact, rounded (with_rounding), or "trên 11 %" (above(0.11))
  int years = 1;    ///< over how many years; years that the series itself covers must not be told twice
};

struct GrowthPriorOptions {
  int last = 12;  ///< values of each series that are looked at, from its end
  /// Stands beside the panel's own law with 1 - own_weight; null: shipped().
  const GrowthPrior* background = nullptr;
  double own_weight = 0.5;
  std::string name = "own";
  std::string source = "the caller's panel";
};

/// Learns how the series of a yearly panel grow: the parameters of the largest marginal likelihood (mu, sigma, phi of each series
/// summed out on a grid) with weak priors on them. Series without two positive neighbouring years are left out and not counted in
/// `series`. With fewer than three the result is the background under its own name, and `source` ends with how many there were and
/// that three are needed. Does not depend on the order of the series, on threads or on scale.
/// Throws ValueError for periods other than years, last < 2, a weight outside (0, 1].
[[nodiscard]] INDUSTRIA_API GrowthPrior fit_growth_prior(const PanelView& panel, const GrowthPriorOptions& options = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_growth_prior.ipp>
#endif
