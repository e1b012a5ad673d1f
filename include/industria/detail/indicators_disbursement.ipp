// SPDX-License-Identifier: Apache-2.0
// Body of indicators/disbursement.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/growth_kernel.hpp>
#include <industria/detail/indicators_tables.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/indicators/disbursement.hpp>

#include <algorithm>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// 100 (a - b), or the first reason why not.
[[nodiscard]] constexpr Value points_between(const Value& a, const Value& b) noexcept {
  if (!a) return a.reason;
  return b ? Value(100.0 * (a.value - b.value)) : Value(b.reason);
}

}  // namespace detail

INDUSTRIA_INLINE Value disbursement_rate(double disbursed, double allocated) noexcept {
  const Reason why = detail::growth_reason(allocated, disbursed);
  return why == Reason::none ? Value(disbursed / allocated) : Value(why);
}

INDUSTRIA_INLINE void disbursement_rate(std::span<const double> disbursed, std::span<const double> allocated, std::span<double> out) {
  detail::require_entries("disbursement_rate", "allocated", allocated.size(), disbursed.size());
  detail::require_entries("disbursement_rate", "out", out.size(), disbursed.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = disbursement_rate(disbursed[i], allocated[i]).value;
}

INDUSTRIA_INLINE Value expected_share(std::span<const double> profile, int periods) {
  if (periods < 0 || static_cast<std::size_t>(periods) > profile.size()) {
    throw ValueError("expected_share: periods is " + std::to_string(periods) + ", expected 0 to " + std::to_string(profile.size()));
  }
  const Value whole = detail::share_base(profile);
  if (!whole) return whole;
  return detail::whole_sum(profile.first(static_cast<std::size_t>(periods))).value / whole.value;
}

INDUSTRIA_INLINE std::vector<Value> phased_budget(double budget, std::span<const double> profile) {
  std::vector<Value> out;
  const Value whole = detail::share_base(profile);
  const Reason why = is_missing(budget) ? Reason::missing : whole.reason;
  detail::CompensatedSum sum;
  for (std::size_t i = 0; i < profile.size(); ++i) {
    sum.add(profile[i]);
    const bool is_last = i + 1 == profile.size();
    out.push_back(why != Reason::none ? Value(why) : is_last ? Value(budget) : Value(budget * (sum.rounded() / whole.value)));
  }
  return out;
}

INDUSTRIA_INLINE Disbursement disbursement(double disbursed, double allocated, int gone, int periods, std::span<const double> profile) {
  if (periods < 1 || gone < 0 || gone > periods) {
    throw ValueError("disbursement: gone is " + std::to_string(gone) + " of " + std::to_string(periods) +
                     " periods, expected 0 to periods and at least one period");
  }
  if (!profile.empty()) detail::require_entries("disbursement", "profile", profile.size(), static_cast<std::size_t>(periods));
  Disbursement out;
  out.rate = disbursement_rate(disbursed, allocated);
  out.time_elapsed = static_cast<double>(gone) / static_cast<double>(periods);
  out.lag = detail::points_between(out.rate, out.time_elapsed);
  out.expected = profile.empty() ? Value(Reason::not_stated) : expected_share(profile, gone);
  out.lag_on_profile = detail::points_between(out.rate, out.expected);
  out.still_to_pay = allocated - disbursed;
  if (!out.rate) {  // nothing allocated: no pace leads anywhere
    out.needed_pace = out.rate;
    if (!(allocated >= 0.0)) out.still_to_pay = out.rate;
  } else if (gone == periods) {
    out.needed_pace = Reason::no_time_left;
  } else {
    const double so_far = gone == 0 ? 0.0 : disbursed / gone;
    out.needed_pace = out.still_to_pay ? disbursement_rate(out.still_to_pay.value / (periods - gone), so_far) : out.still_to_pay;
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
