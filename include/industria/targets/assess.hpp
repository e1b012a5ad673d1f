// SPDX-License-Identifier: Apache-2.0
// Target against actual and forecast, as of a date: gap, pace, required growth, landing, probability, verdict.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/dataset.hpp>
#include <industria/projection/forecast.hpp>
#include <industria/projection/project.hpp>
#include <industria/targets/plan_year_model.hpp>
#include <industria/targets/trajectory.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

enum class Verdict {
  achieved,       ///< Đã đạt: the target's own period has a result that meets it, or a count that only grows has reached it
  likely,         ///< Nhiều khả năng đạt: p >= 0.8
  uncertain,      ///< Chưa chắc chắn: 0.2 < p < 0.8
  unlikely,       ///< Khó đạt: p <= 0.2
  missed,         ///< Không đạt: the period is over and the actual is outside the target
  not_assessable  ///< Chưa đủ căn cứ đánh giá, with a reason
};
/// "achieved" ...; the printed words are catalogue keys "verdict.<name>".
[[nodiscard]] INDUSTRIA_API std::string_view name(Verdict verdict) noexcept;

struct AssessOptions {
  Date as_of{};              ///< knowledge date; no date: latest_known(data)
  /// How the landing is forecast. With growth weighed against the prior a better result never worsens a verdict: where a jump would
  /// cost probability, because it makes the series look restless, the probability before the jump stands.
  ForecastOptions forecast{.method = Method::pooled_growth};
  std::vector<double> levels{80, 95};
  double likely = 0.8;       ///< verdict thresholds on the probability
  double unlikely = 0.2;
  /// What is assumed of the rest of a year whose first months are known (full_year_estimate): for a year's target of a flow.
  PlanYearPrior plan_year = plan_year_prior();
  /// The shape of Assessment::required_path. Milestones of its own, else the phases and earlier targets of the same thing.
  TrajectoryOptions path{};
};

/// The assessment of one target. Money and levels are in `unit`; rates are ratios (0.1165 for 11.65 %).
/// Every number that cannot be given is missing with its reason.
struct Assessment {
  std::string target_id{};        ///< ids of all statements merged into it, joined by "+"
  IndicatorKey key{};
  TargetKind kind = TargetKind::level;
  Period period{};
  Verdict verdict = Verdict::not_assessable;
  Reason reason = Reason::none;   ///< why it is not assessable
  std::string lacking{};          ///< the datum that is lacking, a catalogue key such as "lacking.level_2021"
  TextArgs lacking_args{};
  Direction direction = Direction::at_least;
  Unit unit{};
  PriceBasis basis{};
  Bounds target{};                ///< all statements of the target intersected
  double target_value = missing;  ///< the number the plan names; of a relative target its points, as a ratio
  std::optional<Period> last_period{};
  double last_actual = missing;
  Status last_status = Status::final;
  int observations = 0;
  Value gap{};                    ///< last actual - target value; of a range: to its nearest end, 0 inside
  Value gap_relative{};           ///< gap / target value (nearest end)
  /// Per period from the last actual to the target value; in parts of a year: per year, from the last level of that part. Of a sum: per year, of its
  /// periods' figures, so that the rest comes; of a year whose months are known: of the remaining months on the same ones of last year. Of a
  /// relative target: if the other series goes along the median of its forecast.
  Value required_growth{};
  Bounds required_growth_bounds{};  ///< "trên 11,65 %"
  Value required_change{};        ///< per period
  Value past_growth{};            ///< last known yearly growth (observed or stated); in parts of a year: on the same part a year before
  Value repeat_level{};           ///< level in the target's period if the last growth is repeated
  Value repeat_gap{};             ///< repeat_level - target value: 45 814 - 46 000 = -186
  Value repeat_gap_relative{};    ///< -0.0040
  Value pace{};                   ///< past growth / required growth, positive towards the target; zero_base if no more is required. Of counts and
                                  ///< sums: what there is / what the plan expects by now, straight from phase to phase; of a year whose months are
                                  ///< known: landing / target value
  /// What leads from the last actual to the target value, in the shape of AssessOptions::path: levels of the coming periods; of a sum what there
  /// has to be by their ends (constant growth is then that of the periods' own figures on the year before, so that a season stays one).
  std::vector<double> required_path{};
  std::vector<Period> path_periods{};   ///< one per value of required_path
  std::optional<Forecast> forecast{};   ///< up to the target's period
  double landing = missing;           ///< median in the target's period
  std::vector<Bounds> landing_intervals{};  ///< one per AssessOptions::levels
  Value probability{};                ///< of meeting the target
  /// True where such probabilities were held against results (bench/README.md, "Few observations"): yearly levels, 2 to 10 of them, up to 6
  /// years ahead, weighed against a prior learned from series. A shock common to all or a last-minute push is not in them even then.
  bool calibrated = false;            ///< false: print rounded to 10 points, "chưa kiểm định; dựa trên N số liệu"
  std::vector<Issue> issues{};        ///< e.g. statements that contradict each other
  std::vector<std::string> statements{};  ///< target ids
};

/// All targets of the dataset, one Assessment per (key, period): statements of one target are intersected ("trên 46.000" and
/// "2021 + gần 5.000" give 46.000 < x < 46.200); an empty intersection is reported and not assessable (contradiction), and so are two
/// targets for one level in different directions that no level can meet together. Sums and counts whose span begins with that of another
/// target of the same key and kind and ends before it are its phases.
/// Targets published before their period and without any actual show no actual as zero: verdict not_assessable, reason no_observation.
/// A year's level, increase or growth of an indicator that is a flow, and the sum of one year, are held against its months, quarters or figures from
/// January on as soon as one of that year is known (full_year_estimate).
/// A deviation from a plan stays one. Growth told of years before the first yearly level is weighed as data, as bounds, unless levels give it. In the order of data.targets.
[[nodiscard]] INDUSTRIA_API std::vector<Assessment> assess(const Dataset& data, const AssessOptions& options = {});

/// One series against one target, in the series' unit or one that converts (UnitError else). Every kind but `relative`, which needs the
/// other series (ValueError; see assess_panel.hpp): a share is a level that is a ratio, a direction is held against the first figure (or that of
/// baseline_period), cumulative kinds add up the series' own figures from the start of the span. That may lie ahead: then the coming figures are
/// added up. A cumulative_flow over years, halves or quarters may be asked of a series of quarters or months; where it is one calendar year and
/// the first months are known, the answer is that of full_year_estimate with AssessOptions::plan_year.
[[nodiscard]] INDUSTRIA_API Assessment assess(const SeriesView& actual, const Target& target, const AssessOptions& options = {});

/// Probability as printed, never 0 or 100: whole per cent where calibrated ("khoảng 38 %", "dưới 1 %", "trên 99 %"), else rounded to 10
/// points ("khoảng 40 %", "dưới 10 %", "trên 90 %").
[[nodiscard]] INDUSTRIA_API std::string probability_text(const Assessment& assessment, Language language);

/// What the probability knows nothing of, calibrated or not: catalogue keys "not_in_it.common_shock" and "not_in_it.last_minute_push"; none
/// where there is no probability or the outcome is known.
[[nodiscard]] INDUSTRIA_API std::vector<std::string_view> not_in_it(const Assessment& assessment);

/// JSON as documented in docs/assessment.schema.json; missing numbers are null with a reason beside them.
[[nodiscard]] INDUSTRIA_API std::string to_json(const Assessment& assessment);
[[nodiscard]] INDUSTRIA_API std::string to_json(const std::vector<Assessment>& assessments);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_assess.ipp>
#include <industria/detail/targets_assess_series.ipp>
#include <industria/detail/targets_text.ipp>
#endif
