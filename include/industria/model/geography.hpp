// SPDX-License-Identifier: Apache-2.0
// Figures of old and new provinces brought into the borders of one day: summed, averaged with weights, or refused.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/missing.hpp>
#include <industria/base/period.hpp>
#include <industria/model/indicator.hpp>
#include <industria/model/place.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// One figure of one place. All rows of a call measure the same thing in one unit.
struct PlaceFigure {
  std::string place{};      ///< Place::id
  Period period{};
  double value = missing;
  double weight = missing;  ///< for rates and indices: what they are averaged by, e.g. the base of the growth rate
};

struct GeographyOptions {
  Accounting accounting = Accounting::flow;  ///< flow, stock: summed; rate, index: weighted mean, refused without weights
  bool partial_sums = false;  ///< true: a sum with missing parts is given, with its coverage; else it is missing
};

/// One figure in the borders asked for, and what it was made of.
struct GeographyFigure {
  std::string place{};
  Period period{};
  Value value{};                       ///< `missing` if a part is, `not_comparable` if a rate has no weights, `zero_base` if they add up to 0
  double weight = missing;             ///< sum of the parts' weights, missing if one is
  double coverage = 0.0;               ///< share of the territory's smallest parts that have a figure, 0 to 1
  std::vector<std::string> parts{};    ///< the places used; one entry equal to `place`: taken as it stands
  std::vector<std::string> lacking{};  ///< smallest parts without a figure
};

struct GeographyResult {
  std::vector<GeographyFigure> figures{};  ///< by place, then period
  std::vector<Issue> issues{};
};

/// Brings figures into the borders of the day `borders`: sum over the parts for flows and stocks, sum(w x) / sum(w) for rates
/// and indices. A place of those borders with a figure of its own keeps it; for other periods its figure is made of its parts.
/// So a series of 63 provinces until June 2025 and of 34 since becomes 34 long series (back-casting).
/// Missing: a part without figure makes the sum missing unless partial_sums. Sources of the borders: Gazetteer.
/// Issues, none of which stops the others: an unknown place or one that would have to be split (errors: left out), two figures of
/// one place and period (error: both left out), a negative weight (error: left out), a rate without weights or with weights that add up to
/// zero (error), a figure of a place after its end (warning), a
/// figure that differs from the sum of its parts (warning), and one note per place that was made of others.
/// Throws ValueError if `borders` is no day.
[[nodiscard]] INDUSTRIA_API GeographyResult to_geography(const Gazetteer& places, std::span<const PlaceFigure> figures,
                                                         Date borders, const GeographyOptions& options = {});

/// Which place of the borders takes each source, for columns of millions of rows: sum by `target[source]`.
struct GeographyMap {
  std::vector<std::string> places{};    ///< places of the borders that take at least one source, sorted ids
  std::vector<std::int32_t> target{};   ///< per source: position in `places`, -1 if none takes it (told in issues)
  std::vector<Issue> issues{};
};
/// Throws ValueError if `borders` is no day.
[[nodiscard]] INDUSTRIA_API GeographyMap geography_map(const Gazetteer& places, std::span<const std::string> ids, Date borders);

/// A code read from a file: the place that it names on that day.
struct CodedPlace {
  const Place* place = nullptr;  ///< nullptr: see issue
  std::optional<Issue> issue{};
};
/// The place that a bare code ("15") names on the day `on`, in whichever code system was valid then. Without a day a code that
/// names one territory at every time is read; one of the seven that changed hands gives an issue naming both. An issue also for
/// an unknown code, and for a code that exists, but not on that day.
[[nodiscard]] INDUSTRIA_API CodedPlace place_of_code(const Gazetteer& places, std::string_view code, Date on = {});

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_geography.ipp>
#endif
