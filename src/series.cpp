// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of series/. Nothing else belongs here.
#include <industria/detail/series_calendar.ipp>
#include <industria/detail/series_regression.ipp>
#include <industria/detail/series_summary.ipp>
