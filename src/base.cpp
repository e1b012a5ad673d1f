// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of base/. Nothing else belongs here.
#include <industria/detail/base_bounds.ipp>
#include <industria/detail/base_catalogue.ipp>
#include <industria/detail/base_issue.ipp>
#include <industria/detail/base_number_format.ipp>
#include <industria/detail/base_period.ipp>
#include <industria/detail/base_utf8.ipp>
