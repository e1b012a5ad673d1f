// SPDX-License-Identifier: Apache-2.0
// Next year's plan ("Phương án kế hoạch năm sau"): a low, a middle and a high variant with what each needs and how likely it is.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/projection/project.hpp>
#include <industria/targets/monitoring.hpp>

#include <optional>
#include <string>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Yearly growth of one past year, in per cent: as published, else from the levels.
struct PastGrowth {
  int year = 0;
  double growth = missing;
  bool is_published = false;
};

/// Where a growth stands among the past ones.
struct HistoryPlace {
  int years = 0;             ///< past years with a known growth, this year's estimate included
  int reached = 0;           ///< years that grew at least as fast
  double highest = missing;  ///< in per cent, and when
  int highest_year = 0;
  double lowest = missing;
  int lowest_year = 0;
  double mean = missing;     ///< compound
};

/// One variant of the plan. Growths in per cent.
struct PlanVariant {
  double probability = missing;  ///< P(next year's result meets it), in per cent; as asked, or of the rounded level
  Value level{};
  Value growth{};                ///< on this year's estimate
  Value growth_on_plan{};        ///< on this year's plan
  Value per_period{};            ///< level / periods of the year
  std::vector<double> path{};    ///< level by period: the usual profile of the year; empty without one
  HistoryPlace history{};
};

struct Proposal {
  IndicatorKey key{};
  int year = 0;                  ///< the planned year
  Unit unit{};
  PriceBasis basis{};
  Direction direction = Direction::at_least;  ///< at_most only where less is better
  PeriodKind path_kind = PeriodKind::month;
  Reason reason = Reason::none;  ///< why there is no proposal
  Value base{};                  ///< this year's estimate, MonitoringColumn::full_year
  Bounds base_interval{};        ///< of ProposalOptions::level
  Value base_growth{};           ///< its growth on last year, in per cent
  std::vector<PastGrowth> growths{};  ///< oldest first, this year's estimate last
  Value expected{};              ///< median of next year's result
  Bounds interval{};             ///< of ProposalOptions::level, the base's uncertainty carried over
  std::vector<PlanVariant> variants{};  ///< one per ProposalOptions::probabilities
  Value stated_plan{};           ///< what the data name as next year's plan already
  Value stated_probability{};    ///< and how likely it is met, in per cent
  std::string method_used{};     ///< of the growth
  std::string pool{};
  double pool_share = 0.0;
  Quality quality = Quality::none;
  int observations = 0;          ///< yearly levels it rests on, the estimate included
};

struct ProposalOptions {
  /// Per cent, from the safe variant to the ambitious one: "thấp", "cơ sở", "phấn đấu".
  std::vector<double> probabilities{80, 50, 20};
  ForecastOptions forecast{.method = Method::pooled_growth};  ///< law of next year's growth
  double level = 80.0;     ///< of the intervals
  int digits = 0;          ///< levels rounded to so many significant digits, away from what is certain; 0: not rounded
};

/// Proposals for the year after `table.period`, one per row of the table that has an estimate of its year. Next year's result is the
/// year's law (MonitoringRow::full_year_law; an estimate without one is taken as it stands) times the growth law of the yearly levels:
///   P(next >= x) = E[P(growth >= x / base)], base and growth independent, by 64 equally likely values of the base.
/// Yearly levels are brought to one basis by the growth of each year, published or computed, so that a change of the sample between
/// two years does not read as growth. The level of a variant is met with its probability; for "at most" below it.
/// Throws ValueError for a probability or level outside (0, 100), digits outside 0-15.
[[nodiscard]] INDUSTRIA_API std::vector<Proposal> propose_plan(const Dataset& data, const MonitoringTable& table, const ProposalOptions& options = {});

/// "Phương án thấp", "Phương án cơ sở", "Phương án phấn đấu" for the variants of three, by number else: "Phương án 1".
[[nodiscard]] INDUSTRIA_API std::string variant_text(std::size_t variant, std::size_t count, Language language);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/targets_proposal.ipp>
#endif
