// SPDX-License-Identifier: Apache-2.0
// Capacity to come: projects by stage with the probability that they reach operation, what that adds in a year, and how sure it is.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/missing.hpp>
#include <industria/model/dataset.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// The sum of independent parts of which each comes whole with its probability or not at all.
/// Exact up to 65,536 different sums, beyond that on a grid of as many: the mean stays exact, quantiles are within 0.1 % of the
/// whole for up to 1,000 parts. The order of the parts changes no bit.
class INDUSTRIA_API CapacityLaw {
 public:
  struct Part {
    double size = 0.0;         ///< 0 or above
    double probability = 0.0;  ///< 0 to 1
  };
  CapacityLaw() = default;
  /// Throws ValueError for a size or probability out of range.
  CapacityLaw(double certain, std::span<const Part> parts);

  [[nodiscard]] double certain() const noexcept { return certain_; }    ///< what is there whatever happens
  [[nodiscard]] double expected() const noexcept { return expected_; }  ///< certain + sum size * probability
  [[nodiscard]] double deviation() const noexcept { return deviation_; }
  [[nodiscard]] double all() const noexcept { return all_; }  ///< if everything comes
  [[nodiscard]] bool is_exact() const noexcept { return exact_; }
  /// Sums that fall short of x by rounding alone (1e-12 of the whole) count as reaching it.
  [[nodiscard]] double probability_at_least(double x) const noexcept;
  /// The smallest sum that is not exceeded with probability p or more. Throws ValueError unless 0 <= p <= 1.
  [[nodiscard]] double quantile(double p) const;
  /// The central interval of `level` per cent (80, 95). Throws ValueError unless 1 <= level < 100: 0.8 is no level.
  [[nodiscard]] Bounds interval(double level) const;

 private:
  double certain_ = 0.0;
  double expected_ = 0.0;
  double deviation_ = 0.0;
  double all_ = 0.0;
  bool exact_ = true;
  std::vector<double> sums_{0.0};           // rising, without what is certain
  std::vector<double> probabilities_{1.0};  // of each
};

/// The probability that a project of this stage reaches operation in time. No default is given: it comes from the office's own
/// record or judgement. What operates is certain, what is closed comes to nothing.
struct StageProbabilities {
  double planned = missing;
  double detailed_plan = missing;
  double approved = missing;
  double under_construction = missing;
  double trial = missing;
  [[nodiscard]] INDUSTRIA_API Value of(Stage stage) const noexcept;
};

struct PipelineProject {
  std::string id{};
  double capacity = missing;     ///< unit per time, the same unit for all
  PeriodSpan start{};            ///< when it comes on stream, as narrow as is known; operating and not said: it is there
  Stage stage = Stage::unknown;
  double probability = missing;  ///< of its own; missing: that of its stage
  Origin origin{};
};

struct PipelineOptions {
  StageProbabilities probabilities{};
  /// A start that is only known within a span: the last month (cautious), or the first.
  bool earliest_start = false;
  /// Leave out projects that cannot be counted; coverage says what share of the projects is in. Otherwise the sums are missing.
  bool partial = false;
};

/// One stage of the pipeline, risk not weighed and weighed, at the end of the year.
struct PipelineRow {
  Stage stage = Stage::unknown;
  int projects = 0;
  double nominal = 0.0;   ///< sum of capacities that start by the end of the year
  double expected = 0.0;  ///< sum of capacity * probability
};

/// A year of the pipeline, in the projects' unit.
struct PipelineYear {
  int year = 0;
  Value end_of_year{};         ///< expected capacity on 31 December: existing + sum capacity * probability
  Value average{};             ///< expected over the year: a project of start month s counts (13 - s) / 12
  Value certain_end{};         ///< of that: what exists or operates, for certain
  Value certain_average{};
  CapacityLaw end_law{};       ///< of the capacity on 31 December; empty if end_of_year is missing
  CapacityLaw average_law{};
  std::vector<PipelineRow> by_stage{};  ///< in the order of Stage, stages without projects left out
  double coverage = 1.0;       ///< share of the projects that could be counted
  std::vector<Issue> issues{}; ///< pipeline.no_capacity, .bad_probability, .no_probability, .no_start, .wide_start, .repeated_id: each project named
};
/// `existing` is capacity beside the projects (0: none), missing if unknown. One bad project harms no other; a second one with the same id counts as none.
[[nodiscard]] INDUSTRIA_API PipelineYear capacity_pipeline(std::span<const PipelineProject> projects, double existing, int year,
                                                           const PipelineOptions& options = {});
/// Years first .. last, each by itself. Throws ValueError if last < first or the years are more than 200.
[[nodiscard]] INDUSTRIA_API std::vector<PipelineYear> capacity_pipeline(std::span<const PipelineProject> projects, double existing, int first,
                                                                        int last, const PipelineOptions& options = {});

/// The capacities of a dataset for one product in a place and all that lies in it (an empty place: everywhere), in `unit`. A rate of
/// another dimension is left out with the issue "pipeline.other_unit"; a figure with a word such as "trên" counts at its number.
/// Throws KeyError for a product or place that the dataset does not declare.
[[nodiscard]] INDUSTRIA_API Result<std::vector<PipelineProject>> pipeline_projects(const Dataset& data, std::string_view product,
                                                                                   std::string_view place, const Unit& unit);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/planning_pipeline.ipp>
#endif
