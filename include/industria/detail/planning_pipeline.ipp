// SPDX-License-Identifier: Apache-2.0
// Body of planning/pipeline.hpp.
#pragma once

#include <industria/base/error.hpp>
#include <industria/detail/capacity_kernel.hpp>
#include <industria/detail/model_within.hpp>
#include <industria/detail/share_base.hpp>
#include <industria/planning/pipeline.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

inline constexpr std::size_t capacity_law_sums = 65'536;

/// Sums with their probabilities, rising.
struct CapacitySums {
  std::vector<double> sums{};
  std::vector<double> probabilities{};

  void add(double sum, double probability, double tolerance) {
    if (!sums.empty() && sum - sums.back() <= tolerance) {
      probabilities.back() += probability;
    } else {
      sums.push_back(sum);
      probabilities.push_back(probability);
    }
  }
};

/// What is there without the part and with it, merged.
[[nodiscard]] inline CapacitySums with_part(const CapacitySums& before, const CapacityLaw::Part& part, double tolerance) {
  CapacitySums out;
  const std::size_t n = before.sums.size();
  for (std::size_t i = 0, j = 0; i < n || j < n;) {
    if (i < n && (j >= n || before.sums[i] <= before.sums[j] + part.size)) {
      out.add(before.sums[i], before.probabilities[i] * (1.0 - part.probability), tolerance);
      ++i;
    } else {
      out.add(before.sums[j] + part.size, before.probabilities[j] * part.probability, tolerance);
      ++j;
    }
  }
  return out;
}

/// The same mean on a grid from 0 to `whole`: each probability is split between the two points beside it.
[[nodiscard]] inline CapacitySums on_grid(const CapacitySums& fine, double whole) {
  const double step = whole / static_cast<double>(capacity_law_sums - 1);
  std::vector<double> mass(capacity_law_sums + 1, 0.0);
  for (std::size_t i = 0; i < fine.sums.size(); ++i) {
    const double place = std::clamp(fine.sums[i] / step, 0.0, static_cast<double>(capacity_law_sums - 1));
    const auto below = static_cast<std::size_t>(place);
    const double rest = place - static_cast<double>(below);
    mass[below] += fine.probabilities[i] * (1.0 - rest);
    mass[below + 1] += fine.probabilities[i] * rest;
  }
  CapacitySums out;
  for (std::size_t k = 0; k < mass.size(); ++k) {
    if (mass[k] > 0.0) out.add(step * static_cast<double>(k), mass[k], 0.0);
  }
  return out;
}

[[nodiscard]] constexpr bool is_probability(double p) noexcept { return p >= 0.0 && p <= 1.0; }

inline void require_stage_probabilities(const StageProbabilities& p) {
  for (const double x : {p.planned, p.detailed_plan, p.approved, p.under_construction, p.trial}) {
    if (!is_missing(x) && !is_probability(x)) {
      throw ValueError("capacity_pipeline: a probability by stage is " + std::to_string(x) + ", expected 0 to 1");
    }
  }
}

/// One project as it counts in one year.
struct PipelineShare {
  double probability = 0.0;
  double end = 0.0;      ///< 1 if it is there on 31 December
  double average = 0.0;  ///< share of the year
};

/// What a project counts; nothing if it cannot be counted, and then why.
[[nodiscard]] inline std::optional<PipelineShare> pipeline_share(const PipelineProject& project, int year, const PipelineOptions& options,
                                                                 Reason& why, std::vector<Issue>& issues) {
  const auto refuse = [&](const char* code, Reason reason, std::string number = {}) {
    issues.push_back({.severity = Severity::error, .code = code, .where = project.origin.where, .value = project.id, .args = {{"number", std::move(number)}}});
    why = first_reason(why, reason);
    return std::optional<PipelineShare>{};
  };
  if (is_missing(project.capacity)) return refuse("pipeline.no_capacity", Reason::missing);
  if (project.capacity < 0.0) return refuse("pipeline.no_capacity", Reason::negative_base);
  const Value by_stage = options.probabilities.of(project.stage);
  const bool has_own = project.probability == project.probability;  // an infinite one is a mistake, not missing
  if (has_own && !is_probability(project.probability)) return refuse("pipeline.bad_probability", Reason::contradiction, std::to_string(project.probability));
  if (!has_own && !by_stage) return refuse("pipeline.no_probability", Reason::not_stated);
  PipelineShare share;
  share.probability = has_own ? project.probability : by_stage.value;
  if (project.start.first.year == 0) {
    if (project.stage != Stage::operating && share.probability > 0.0) return refuse("pipeline.no_start", Reason::not_stated);
    share.end = share.average = 1.0;
    return share;
  }
  const Bounds part = part_year_bounds(project.start, year);
  if (!part.is_exact()) {
    issues.push_back({.severity = Severity::note, .code = "pipeline.wide_start", .where = project.origin.where, .value = project.id,
                      .args = {{"span", to_text(project.start)}}});
  }
  share.average = options.earliest_start ? part.hi : part.lo;
  share.end = share.average > 0.0 ? 1.0 : 0.0;
  return share;
}

}  // namespace detail

INDUSTRIA_INLINE CapacityLaw::CapacityLaw(double certain, std::span<const Part> parts) : certain_(certain) {
  if (is_missing(certain)) throw ValueError("CapacityLaw: certain is missing, expected a number");
  std::vector<Part> chances;
  detail::CompensatedSum sure, mean, whole;
  sure.add(certain);
  double variance = 0.0;
  for (const Part& part : parts) {
    if (is_missing(part.size) || part.size < 0.0 || !detail::is_probability(part.probability)) {
      throw ValueError("CapacityLaw: a part has size " + std::to_string(part.size) + " and probability " + std::to_string(part.probability) +
                       ", expected a size of 0 or above and a probability of 0 to 1");
    }
    if (part.size > 0.0 && part.probability > 0.0) chances.push_back(part);
  }
  std::sort(chances.begin(), chances.end(), [](const Part& a, const Part& b) { return a.size != b.size ? a.size < b.size : a.probability < b.probability; });
  for (const Part& part : chances) {
    (part.probability == 1.0 ? sure : whole).add(part.size);
    if (part.probability < 1.0) mean.add(part.size * part.probability);
    variance += part.size * part.size * part.probability * (1.0 - part.probability);
  }
  certain_ = sure.rounded();
  all_ = certain_ + whole.rounded();
  expected_ = certain_ + mean.rounded();
  deviation_ = std::sqrt(variance);
  detail::CapacitySums law{{0.0}, {1.0}};
  for (const Part& part : chances) {
    if (part.probability == 1.0) continue;
    law = detail::with_part(law, part, 1e-12 * whole.rounded());
    if (law.sums.size() <= detail::capacity_law_sums) continue;
    law = detail::on_grid(law, whole.rounded());
    exact_ = false;
  }
  sums_ = std::move(law.sums);
  probabilities_ = std::move(law.probabilities);
}

INDUSTRIA_INLINE double CapacityLaw::probability_at_least(double x) const noexcept {
  const double needed = x - certain_ - 1e-12 * std::max(std::abs(all_), std::abs(x));
  double p = 0.0;
  for (std::size_t i = sums_.size(); i > 0 && sums_[i - 1] >= needed; --i) p += probabilities_[i - 1];
  return sums_.front() >= needed ? 1.0 : std::min(p, 1.0);
}

INDUSTRIA_INLINE double CapacityLaw::quantile(double p) const {
  if (!detail::is_probability(p)) throw ValueError("CapacityLaw::quantile: p is " + std::to_string(p) + ", expected 0 to 1");
  double below = 0.0;
  for (std::size_t i = 0; i + 1 < sums_.size(); ++i) {
    below += probabilities_[i];
    if (below >= p - 1e-12) return certain_ + sums_[i];
  }
  return certain_ + sums_.back();
}

INDUSTRIA_INLINE Bounds CapacityLaw::interval(double level) const {
  if (!(level >= 1.0 && level < 100.0)) {
    throw ValueError("CapacityLaw::interval: level is " + std::to_string(level) + ", expected per cent such as 80");
  }
  const double tail = 0.5 * (1.0 - level / 100.0);
  return Bounds::between(quantile(tail), quantile(1.0 - tail));
}

INDUSTRIA_INLINE Value StageProbabilities::of(Stage stage) const noexcept {
  double p = missing;
  switch (stage) {
    case Stage::unknown: break;
    case Stage::planned: p = planned; break;
    case Stage::detailed_plan: p = detailed_plan; break;
    case Stage::approved: p = approved; break;
    case Stage::under_construction: p = under_construction; break;
    case Stage::trial: p = trial; break;
    case Stage::operating: p = 1.0; break;
    case Stage::closed: p = 0.0; break;
  }
  return is_missing(p) ? Value(Reason::not_stated) : Value(p);
}

INDUSTRIA_INLINE PipelineYear capacity_pipeline(std::span<const PipelineProject> projects, double existing, int year,
                                                const PipelineOptions& options) {
  detail::require_stage_probabilities(options.probabilities);
  PipelineYear out;
  out.year = year;
  Reason why = is_missing(existing) ? Reason::missing : existing < 0.0 ? Reason::negative_base : Reason::none;
  Reason of_projects = Reason::none;
  std::vector<CapacityLaw::Part> at_end;
  std::vector<CapacityLaw::Part> over_year;
  std::array<PipelineRow, static_cast<std::size_t>(Stage::closed) + 1> rows{};
  std::size_t counted = 0;
  std::unordered_map<std::string_view, const PipelineProject*> known;
  for (const PipelineProject& project : projects) {
    if (!project.id.empty() && !known.try_emplace(project.id, &project).second) {
      out.issues.push_back({.severity = Severity::error, .code = "pipeline.repeated_id", .where = project.origin.where, .value = project.id});
      continue;
    }
    const auto share = detail::pipeline_share(project, year, options, of_projects, out.issues);
    if (!share) continue;
    ++counted;
    at_end.push_back({project.capacity * share->end, share->probability});
    over_year.push_back({project.capacity * share->average, share->probability});
    PipelineRow& row = rows[static_cast<std::size_t>(project.stage)];
    row.stage = project.stage;
    if (share->end == 0.0) continue;
    ++row.projects;
    row.nominal += project.capacity;
    row.expected += project.capacity * share->probability;
  }
  for (const PipelineRow& row : rows) {
    if (row.projects > 0) out.by_stage.push_back(row);
  }
  if (!projects.empty()) out.coverage = static_cast<double>(counted) / static_cast<double>(projects.size());
  if (!options.partial) why = detail::first_reason(why, of_projects);
  if (why != Reason::none) {
    out.end_of_year = out.average = out.certain_end = out.certain_average = why;
    return out;
  }
  out.end_law = CapacityLaw(existing, at_end);
  out.average_law = CapacityLaw(existing, over_year);
  out.end_of_year = out.end_law.expected();
  out.average = out.average_law.expected();
  out.certain_end = out.end_law.certain();
  out.certain_average = out.average_law.certain();
  return out;
}

INDUSTRIA_INLINE std::vector<PipelineYear> capacity_pipeline(std::span<const PipelineProject> projects, double existing, int first, int last,
                                                             const PipelineOptions& options) {
  if (last < first || last - first >= 200) {
    throw ValueError("capacity_pipeline: years are " + std::to_string(first) + " to " + std::to_string(last) + ", expected 1 to 200 of them");
  }
  std::vector<PipelineYear> out;
  for (int year = first; year <= last; ++year) out.push_back(capacity_pipeline(projects, existing, year, options));
  return out;
}

INDUSTRIA_INLINE Result<std::vector<PipelineProject>> pipeline_projects(const Dataset& data, std::string_view product, std::string_view place,
                                                                        const Unit& unit) {
  Result<std::vector<PipelineProject>> out;
  for (const Capacity* row : detail::capacities_of("pipeline_projects", data, product, place)) {
    if (!is_convertible(row->rate.unit, unit)) {
      out.issues.push_back({.severity = Severity::error, .code = "pipeline.other_unit", .where = row->origin.where, .value = row->id,
                            .args = {{"unit", row->rate.unit.symbol()}, {"expected", unit.symbol()}}});
      continue;
    }
    out.value.push_back({.id = row->id, .capacity = row->rate.in(unit).value, .start = row->start, .stage = row->stage,
                         .probability = missing, .origin = row->origin});
  }
  return out;
}

}  // namespace industria::inline INDUSTRIA_ABI
