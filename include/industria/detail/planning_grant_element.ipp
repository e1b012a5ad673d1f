// SPDX-License-Identifier: Apache-2.0
// Body of planning/grant_element.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/double_double.hpp>
#include <industria/planning/grant_element.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A number of years as a whole number of payments.
[[nodiscard]] inline int payments_in(const char* what, double years, int per_year) {
  const double exact = years * per_year;
  const double whole = std::round(exact);
  if (is_missing(years) || years < 0.0 || whole > 100'000.0 || std::abs(exact - whole) > 1e-9 * std::max(1.0, whole)) {
    throw ValueError(std::string("debt_service: ") + what + " is " + std::to_string(years) + ", expected a whole number of payments (" +
                     std::to_string(per_year) + " a year), at most 100000");
  }
  return static_cast<int>(whole);
}

inline void require_loan(const Loan& loan) {
  if (is_missing(loan.face) || !(loan.face > 0.0)) throw ValueError("debt_service: face is " + std::to_string(loan.face) + ", expected above 0");
  if (is_missing(loan.interest) || loan.interest < 0.0) {
    throw ValueError("debt_service: interest is " + std::to_string(loan.interest) + ", expected 0 or above (a ratio per year)");
  }
  if (loan.payments_per_year < 1 || loan.payments_per_year > 366) {
    throw ValueError("debt_service: payments_per_year is " + std::to_string(loan.payments_per_year) + ", expected 1 to 366");
  }
}

}  // namespace detail

INDUSTRIA_INLINE const char* name(Repayment repayment) noexcept {
  switch (repayment) {
    case Repayment::equal_principal: return "equal_principal";
    case Repayment::annuity: return "annuity";
    case Repayment::bullet: return "bullet";
  }
  return "equal_principal";
}

INDUSTRIA_INLINE DebtService debt_service(const Loan& loan) {
  detail::require_loan(loan);
  const int n = detail::payments_in("maturity_years", loan.maturity_years, loan.payments_per_year);
  const int grace = detail::payments_in("grace_years", loan.grace_years, loan.payments_per_year);
  if (n < 1 || grace > n) {
    throw ValueError("debt_service: maturity_years is " + std::to_string(loan.maturity_years) + " with " + std::to_string(loan.grace_years) +
                     " years of grace, expected at least one payment and no grace beyond maturity");
  }
  const int first = loan.repayment == Repayment::bullet ? n : std::max(grace, 1);
  const int instalments = n - first + 1;
  const double rate = loan.interest / loan.payments_per_year;
  const double level = rate > 0.0 ? loan.face * rate / -std::expm1(-instalments * std::log1p(rate)) : loan.face / instalments;
  DebtService out;
  double left = loan.face;
  for (int t = 1; t <= n; ++t) {
    const double interest = left * rate;
    double principal = 0.0;
    if (t == n) {
      principal = left;  // the last one takes what rounding left
    } else if (t >= first) {
      principal = loan.repayment == Repayment::annuity ? level - interest : loan.face / instalments;
      // Equal instalments are taken off the face, not off each other, so that roundings do not add up.
      left = loan.repayment == Repayment::annuity ? left - principal : loan.face * (n - t) / instalments;
    }
    if (t == n) left = 0.0;
    out.interest.push_back(interest);
    out.principal.push_back(principal);
    out.payment.push_back(interest + principal);
    out.outstanding.push_back(left);
  }
  return out;
}

INDUSTRIA_INLINE Value grant_element(double face, std::span<const double> payments, int per_year, double discount) {
  if (per_year < 1) throw ValueError("grant_element: per_year is " + std::to_string(per_year) + ", expected 1 or more");
  if (is_missing(discount) || !(discount > -1.0)) {
    throw ValueError("grant_element: discount is " + std::to_string(discount) + ", expected a number above -1 (a ratio: 0.05 for 5 %)");
  }
  if (is_missing(face)) return Reason::missing;
  if (!(face > 0.0)) return face == 0.0 ? Reason::zero_base : Reason::negative_base;
  detail::DoubleDouble gift(face);
  const double step = std::log1p(discount) / per_year;
  for (std::size_t i = 0; i < payments.size(); ++i) {
    if (is_missing(payments[i])) return Reason::missing;
    gift += -payments[i] * std::exp(-step * static_cast<double>(i + 1));
  }
  return gift.rounded() / face;
}

INDUSTRIA_INLINE Value grant_element(const Loan& loan, double discount) {
  return grant_element(loan.face, debt_service(loan).payment, loan.payments_per_year, discount);
}

INDUSTRIA_INLINE Value present_value(const Loan& loan, double discount) {
  const Value gift = grant_element(loan, discount);
  return gift ? Value(loan.face * (1.0 - gift.value)) : gift;
}

}  // namespace industria::inline INDUSTRIA_ABI
