// SPDX-License-Identifier: Apache-2.0
// Money: where it comes from, what it is for, and the programmes that plan it. What is not said is absent, never zero.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/period.hpp>
#include <industria/model/source.hpp>
#include <industria/units/amount.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {

/// Public money (state budget, promotion funds), private money (enterprises, households), foreign or credit.
enum class FundingKind { public_money, private_money, credit, foreign, other };
/// A source as plans list them (the central budget); its kind says in which totals it counts.
struct FundingSource {
  std::string id{};  ///< unique among sources
  std::string name_vi{};
  std::string name_en{};
  FundingKind kind = FundingKind::other;
};

/// What a sum is: planned, committed/granted, or paid out.
enum class FundingStage { planned, granted, disbursed };

/// One sum of money. Exactly one of programme, plant and project names what it is for.
/// `source` empty: the sum over all sources (a total or a yearly phase).
struct Funding {
  std::string id{};
  std::string programme{};  ///< Programme::id
  std::string plant{};    ///< Plant::id
  std::string project{};  ///< Project::id
  std::string source{};   ///< FundingSource::id
  PeriodSpan span{};      ///< years it covers; a yearly phase has first == last; year 0: not said
  Figure amount{};        ///< in money, with the bounds that the text leaves open
  std::optional<Figure> share{};  ///< share of the total as the source prints it, in %
  bool is_total = false;        ///< the programme's total over sources and years
  FundingStage stage = FundingStage::planned;  ///< what `amount` is
  Origin origin{};
};
/// A programme or plan with a budget: its money is in Funding, what it will do in Activity, what it promises in Target.
struct Programme {
  std::string id{};
  std::string name_vi{};
  std::string name_en{};
  std::string place{};  ///< Place::id
  PeriodSpan span{};    ///< its years, first to last
  Date approved_before{};  ///< approved no later than; no date: not said
  Origin origin{};
};

/// Something a programme will do: kind, quantity, budget if any.
struct Activity {
  std::string id{};
  std::string programme{};  ///< Programme::id
  std::string kind_vi{};    ///< what is done, in the words of the plan
  std::string kind_en{};
  std::optional<Figure> quantity{};  ///< how much of it, in its own unit (a count of trainings, of plants)
  std::optional<Figure> budget{};    ///< money for it, if stated
  Period due{};  ///< year 0: not said
  std::string place{};  ///< Place::id; may be empty
  std::optional<int> priority{};  ///< only as stated by the source
  Origin origin{};
};

/// The canonical word ("public_money"), and back: parse_* also reads the Vietnamese and English words of an office (docs/dataset.md), in either case
/// and Unicode form; any other text gives nothing. None of them throws for what it reads.
[[nodiscard]] INDUSTRIA_API std::string_view name(FundingKind kind) noexcept;
[[nodiscard]] INDUSTRIA_API std::string_view name(FundingStage stage) noexcept;
[[nodiscard]] INDUSTRIA_API std::optional<FundingKind> parse_funding_kind(std::string_view text);
[[nodiscard]] INDUSTRIA_API std::optional<FundingStage> parse_funding_stage(std::string_view text);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_funding.ipp>
#endif
