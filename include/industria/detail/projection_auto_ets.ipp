// SPDX-License-Identifier: Apache-2.0
// Body of projection/auto_ets.hpp: sorts a panel by length, hands its groups to threads, and turns what detail/projection_ets_batch.hpp
// finds into public structures.
#pragma once

#include <industria/projection/auto_ets.hpp>

#include <industria/base/error.hpp>
#include <industria/detail/parallel.hpp>
#include <industria/detail/projection_ets_batch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

namespace detail {

/// The power of two that brings the mean absolute value near 1; 1 where there is none.
INDUSTRIA_INLINE double ets_scale(std::span<const double> y) {
  double largest = 0.0;
  for (const double value : y) largest = std::max(largest, is_missing(value) ? 0.0 : std::abs(value));
  if (!(largest > 0.0) || !std::isfinite(largest)) return 1.0;
  const auto power = [](double x) {
    int exponent = 0;
    std::frexp(x, &exponent);
    return std::ldexp(1.0, std::clamp(-exponent, -1000, 1000));
  };
  const double first = power(largest);  // so that the sum cannot overflow
  double sum = 0.0, observed = 0.0;
  for (const double value : y) {
    if (is_missing(value)) continue;
    observed += 1.0;
    sum += std::abs(value * first);
  }
  return std::clamp(first * power(sum / observed), 0x1p-1000, 0x1p1000);
}

/// What was found for a series in the units and the order of seasons of the public structure.
INDUSTRIA_INLINE void write_ets_fit(const EtsGroup& group, std::size_t i,
                                    const EtsSearch& search, EtsFit& out) {
  const EtsChoice& choice = group.choice(i);
  const EtsLane& s = group.series(i);
  const double unscaled = 2.0 * static_cast<double>(s.observed) * std::log(s.scale);
  for (double& likelihood : out.log_likelihoods) likelihood += 0.5 * unscaled;
  if (choice.model < 0) return;
  const double* const slot = group.chosen(i);
  const double unscale = 1.0 / s.scale;
  EtsParameters& p = out.parameters;
  out.model = search.models[static_cast<std::size_t>(choice.model)];
  const double k = ets_parameter_count(out.model, search.period);
  out.aicc = EtsCriterion{}(choice.objective, {}, k, static_cast<double>(s.observed)) - unscaled;
  out.log_likelihood = -0.5 * (choice.objective - unscaled);
  p.alpha = slot[0];
  p.level = slot[4] * unscale + s.centre;
  if (out.model.trend != EtsComponent::none) {
    p.beta = slot[1];
    p.slope = slot[5] * unscale;
  }
  if (out.model.damped) p.phi = slot[3];
  if (out.model.season == EtsComponent::none) return;
  p.gamma = slot[2];
  const auto period = static_cast<std::size_t>(search.period);
  const std::size_t shift = (period - s.y.size() % period) % period;
  for (std::size_t j = 0; j < period; ++j) {
    const double value = slot[ets_season_slot + (j + shift) % period];
    p.season.push_back(out.model.season == EtsComponent::additive ? value * unscale : value);
  }
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<EtsFit> fit_auto_ets(const PanelView& panel,
                                                  const EtsOptions& options) {
  if (options.period < 1) {
    throw ValueError("fit_auto_ets: period is " + std::to_string(options.period) +
                     ", expected at least 1");
  }
  panel.validate();
  const detail::EtsSearch search = detail::ets_search(options);
  std::vector<EtsFit> out(panel.size());
  struct Member {
    detail::EtsLane lane;
    std::size_t index;
  };
  std::vector<Member> order;
  for (std::size_t i = 0; i < panel.size(); ++i) {
    const auto y = panel.series(i).values;
    const detail::EtsLane lane = detail::ets_lane(y, detail::ets_scale(y), search.centred);
    if (lane.observed > 0) order.push_back({lane, i});
  }
  std::stable_sort(order.begin(), order.end(), [](const Member& a, const Member& b) {
    return a.lane.y.size() > b.lane.y.size();
  });

  const industria::lanes::Kernels& kernels = *detail::chosen_kernels().load();
  constexpr std::size_t size = detail::EtsGroup::max_size;
  const std::size_t groups = (order.size() + size - 1) / size;
  detail::for_each_index(groups, options.n_threads, {}, [&](std::size_t g) {
    detail::AlignedBuffer memory;
    detail::EtsLane lanes[size];
    const Member* const members = order.data() + g * size;
    const std::size_t used = std::min(size, order.size() - g * size);
    for (std::size_t i = 0; i < used; ++i) lanes[i] = members[i].lane;
    detail::EtsGroup group({lanes, used}, search, kernels, memory);
    if (options.all_likelihoods) {
      for (std::size_t i = 0; i < used; ++i)
        out[members[i].index].log_likelihoods.assign(search.models.size(), missing);
    }
    group.fit([&](std::size_t model, std::size_t i, double objective) {
      if (options.all_likelihoods)
        out[members[i].index].log_likelihoods[model] = -0.5 * objective;
    });
    for (std::size_t i = 0; i < used; ++i)
      detail::write_ets_fit(group, i, search, out[members[i].index]);
  });
  return out;
}

INDUSTRIA_INLINE EtsFit fit_auto_ets(std::span<const double> y, const EtsOptions& options) {
  const std::int64_t offsets[] = {0, static_cast<std::int64_t>(y.size())};
  const Period first = Period::of_year(1);
  PanelView one;
  one.values = y;
  one.offsets = offsets;
  one.first = {&first, 1};
  return fit_auto_ets(one, options).front();
}

INDUSTRIA_INLINE std::vector<EtsModel> standard_ets_models(int period) {
  std::vector<EtsModel> models = admissible_ets_models(period);
  std::erase_if(models, [](const EtsModel& m) {
    return m.error == EtsComponent::multiplicative && m.season != EtsComponent::multiplicative;
  });
  return models;
}

INDUSTRIA_INLINE std::string_view active_isa() {
  return detail::chosen_kernels().load()->name;
}

INDUSTRIA_INLINE std::vector<std::string_view> supported_isas() {
  std::vector<std::string_view> names;
  for (const auto* kernels : detail::supported_kernels()) names.emplace_back(kernels->name);
  return names;
}

INDUSTRIA_INLINE void use_isa(std::string_view isa) {
  const auto* kernels = detail::find_kernels(isa);
  if (kernels == nullptr) {
    std::string known;
    for (const auto name : supported_isas())
      known += (known.empty() ? "" : ", ") + std::string(name);
    throw ValueError("use_isa: \"" + std::string(isa) +
                     "\" is not available here; there are: " + known);
  }
  detail::chosen_kernels() = kernels;
}

}  // namespace industria::inline INDUSTRIA_ABI
