// SPDX-License-Identifier: Apache-2.0
// The compiled bodies of targets/. Nothing else belongs here.
#include <industria/detail/targets_assess.ipp>
#include <industria/detail/targets_assess_panel.ipp>
#include <industria/detail/targets_assess_series.ipp>
#include <industria/detail/targets_evaluate_attainment.ipp>
#include <industria/detail/targets_gap_drivers.ipp>
#include <industria/detail/targets_level_questions.ipp>
#include <industria/detail/targets_pace.ipp>
#include <industria/detail/targets_plan_year.ipp>
#include <industria/detail/targets_plan_year_model.ipp>
#include <industria/detail/targets_progress_case.ipp>
#include <industria/detail/targets_rules.ipp>
#include <industria/detail/targets_score_attainment.ipp>
#include <industria/detail/targets_target_pace.ipp>
#include <industria/detail/targets_text.ipp>
#include <industria/detail/targets_trajectory.ipp>
#include <industria/detail/targets_year_law.ipp>
