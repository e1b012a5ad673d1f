// SPDX-License-Identifier: Apache-2.0
// Money paid out against money allocated, and both against the time that has gone or a seasonal profile.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// disbursed / allocated (or / committed, over the whole span), a ratio: 0.59 for "đạt 59 % kế hoạch vốn". Above 1 is kept.
/// `zero_base`, `negative_base`.
[[nodiscard]] INDUSTRIA_API Value disbursement_rate(double disbursed, double allocated) noexcept;
/// The same pair by pair; all three have one length, else ShapeError. No allocation.
INDUSTRIA_API void disbursement_rate(std::span<const double> disbursed, std::span<const double> allocated, std::span<double> out);

/// Share of the whole that the first `periods` parts make, from a profile of past payments or planned phases (any unit): payments
/// come late in the year, so that time alone expects too much too early. Parts must not be negative; reasons as for shares().
/// Throws ValueError unless 0 <= periods <= profile.size().
[[nodiscard]] INDUSTRIA_API Value expected_share(std::span<const double> profile, int periods);

/// Money that is to be paid out by the end of each period: budget times the cumulative shares of the profile, the last entry the
/// whole budget exactly.
[[nodiscard]] INDUSTRIA_API std::vector<Value> phased_budget(double budget, std::span<const double> profile);

struct Disbursement {
  Value rate{};             ///< disbursed / allocated
  Value time_elapsed{};     ///< periods gone / periods of the year (or programme)
  Value lag{};              ///< 100 (rate - time_elapsed), percentage points; negative: behind the calendar
  Value expected{};         ///< expected_share(); without a profile `not_stated`
  Value lag_on_profile{};   ///< 100 (rate - expected), percentage points
  Value still_to_pay{};     ///< allocated - disbursed, negative if more was paid than allocated
  Value needed_pace{};      ///< (still_to_pay per period left) / (disbursed per period gone); `no_time_left` at the end, the reason of `rate` where there is none
};
/// `gone` of `periods` periods (8 of 12 months) are over. Throws ValueError unless 1 <= periods and 0 <= gone <= periods; ShapeError for
/// a profile that is not empty and has not one entry per period.
[[nodiscard]] INDUSTRIA_API Disbursement disbursement(double disbursed, double allocated, int gone, int periods,
                                                      std::span<const double> profile = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/indicators_disbursement.ipp>
#endif
