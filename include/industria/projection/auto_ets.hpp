// SPDX-License-Identifier: Apache-2.0
// Fitting ETS models and choosing among them by AICc, for one series and for whole panels in SIMD lanes.
#pragma once

#include <industria/base/config.hpp>
#include <industria/model/panel_view.hpp>
#include <industria/projection/ets.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Where smoothing parameters may lie, and what candidates are compared by.
enum class EtsBounds : std::uint8_t {
  standard,     ///< alpha >= 0.2, beta <= 0.2 with a prior, gamma <= 0.5, phi in [0.8, 0.98]; AICc (AIC below 12 periods a year),
                ///< undamped trends 4 worse (4 better below 12): docs/methods.md
  reference_r,  ///< alpha, beta/alpha, gamma/(1 - alpha) in [1e-4, 0.9999], phi in [0.8, 0.98]; AICc
  reference_statsforecast  ///< alpha, gamma in [1e-4, 0.9999], beta in [1e-4, 0.2/m + 1e-4] (m = 1 without season), phi in [0.8, 0.98]; AICc
};

struct EtsOptions {
  int period = 1;  ///< season length; above 24 no seasonal model is fitted
  EtsBounds bounds = EtsBounds::standard;
  std::vector<EtsModel> models{};  ///< candidates; empty: standard_ets_models(period), or the admissible ones in reference bounds
  int n_threads = 1;               ///< 0: as many as the machine has
  bool all_likelihoods = false;    ///< also tells the log-likelihood of every candidate
};

/// The candidates of the default choice: of the admissible ones those whose error is additive or whose season is multiplicative. The
/// others, multiplicative errors about an additive path, forecast the same paths, and held-out years say: no better chosen.
[[nodiscard]] INDUSTRIA_API std::vector<EtsModel> standard_ets_models(int period);

/// The chosen model of one series. `parameters.alpha` is missing if no candidate could be fitted (too few points).
struct EtsFit {
  EtsModel model{};
  EtsParameters parameters{};  ///< with the states before the first observed value
  double log_likelihood = missing;
  double aicc = missing;
  std::vector<double> log_likelihoods{};  ///< on request, by candidate; missing where one was not fitted
};

/// Fits every candidate to every series and keeps the one of the least criterion; ties go to the earlier candidate. Leading missing values
/// are left out; inner ones move the states by their own forecast. Multiplicative parts are tried only if all values are positive;
/// a candidate needs n > k + 1. Results do not depend on the order of the series, the partition of a panel or the thread count.
/// Throws ValueError for period < 1, ShapeError if the panel is not valid.
[[nodiscard]] INDUSTRIA_API std::vector<EtsFit> fit_auto_ets(const PanelView& panel,
                                                             const EtsOptions& options = {});
/// The same for one series.
[[nodiscard]] INDUSTRIA_API EtsFit fit_auto_ets(std::span<const double> y,
                                                const EtsOptions& options = {});

/// The instruction set whose copy of the kernels runs: "baseline", "avx2", "avx512".
[[nodiscard]] INDUSTRIA_API std::string_view active_isa();
/// Those that this build and processor have.
[[nodiscard]] INDUSTRIA_API std::vector<std::string_view> supported_isas();
/// Chooses one for the whole process (for tests and benches); throws ValueError naming those that there are.
INDUSTRIA_API void use_isa(std::string_view isa);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/projection_auto_ets.ipp>
#endif
