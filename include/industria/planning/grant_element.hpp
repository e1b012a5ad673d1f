// SPDX-License-Identifier: Apache-2.0
// How much of a loan is a gift: debt service by a stated convention, its present value, the grant element.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

enum class Repayment : std::uint8_t {
  equal_principal,  ///< equal instalments of principal, interest on what is outstanding
  annuity,          ///< equal payments of interest and principal together
  bullet            ///< all principal at maturity
};
[[nodiscard]] INDUSTRIA_API const char* name(Repayment repayment) noexcept;

/// The first principal falls due at the end of the grace period (without one: with the first payment), the last at maturity: with
/// equal principal (maturity - grace) per_year + 1 instalments. Interest is paid from the first period on, interest / per_year each.
struct Loan {
  double face = 100.0;
  double interest = 0.0;  ///< nominal, per year, a ratio
  double grace_years = 0.0;
  double maturity_years = 0.0;
  int payments_per_year = 1;
  Repayment repayment = Repayment::equal_principal;
};

/// One entry per payment, the first one period after the money is paid out; a row adds up: payment = interest + principal.
struct DebtService {
  std::vector<double> payment{};
  std::vector<double> interest{};
  std::vector<double> principal{};
  std::vector<double> outstanding{};  ///< after the payment; exactly zero at the end
};
/// Throws ValueError for a face that is not positive, negative interest, a grace period beyond maturity, a maturity or grace period that is
/// no whole number of payments, or more than 100,000 of them.
[[nodiscard]] INDUSTRIA_API DebtService debt_service(const Loan& loan);

// Discount rates in use: 5 % (IMF and World Bank), 10 % (OECD DAC until 2017), 6, 7 and 9 % by income group of the borrower (DAC from 2018).
// Rates are effective per year: a payment at time t is divided by (1 + discount)^t.

/// Present value of all payments. Throws as debt_service(), and ValueError for a discount rate of -1 or below.
[[nodiscard]] INDUSTRIA_API Value present_value(const Loan& loan, double discount);

/// 1 - present value / face, a ratio (0.574 for 57.4 %): negative for a loan above the discount rate, 1 for a gift.
[[nodiscard]] INDUSTRIA_API Value grant_element(const Loan& loan, double discount);
/// The same for payments as agreed, whatever their convention: payments[i] falls due (i + 1) / per_year years after the money is paid
/// out. `zero_base`, `negative_base`, `missing`. Throws ValueError.
[[nodiscard]] INDUSTRIA_API Value grant_element(double face, std::span<const double> payments, int per_year, double discount);

/// Whether a grant element reaches the threshold: 0.35 (IMF) or 0.25 (DAC until 2017). A missing one does not.
[[nodiscard]] constexpr bool is_concessional(const Value& grant_element, double threshold = 0.35) noexcept {
  return grant_element && grant_element.value >= threshold;
}

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/planning_grant_element.ipp>
#endif
