// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of units/. Nothing else belongs here.
#include <industria/detail/units_amount.ipp>
#include <industria/detail/units_number_text.ipp>
#include <industria/detail/units_unit.ipp>
