// SPDX-License-Identifier: Apache-2.0
// Indicators: what is measured, and the key that names one series.
#pragma once

#include <industria/base/config.hpp>
#include <industria/units/amount.hpp>

#include <compare>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {

/// A flow is counted over a period (output of a year), a stock at its end (registered capital), a rate or an index
/// is neither and is never summed.
enum class Accounting { flow, stock, rate, index };

enum class Desired { up, down, neither };

struct Indicator {
  std::string id{};  ///< e.g. "gross_output"
  std::string name_vi{};
  std::string name_en{};
  Unit unit{};  ///< unit for display
  Accounting accounting = Accounting::flow;
  Desired desired = Desired::up;
  double lower = -std::numeric_limits<double>::infinity();  ///< natural limits, in `unit`
  double upper = std::numeric_limits<double>::infinity();
};

/// Names one series. Empty parts do not apply. Two keys with different products never add up.
struct IndicatorKey {
  std::string indicator{};  ///< Indicator::id
  std::string place{};    ///< Place::id
  std::string sector{};   ///< Sector::code
  std::string product{};  ///< Product::id
  std::string plant{};    ///< Plant::id
  friend auto operator<=>(const IndicatorKey&, const IndicatorKey&) = default;

  /// "gross_output|lao-cai|B-E||", without the empty tail: "gross_output|lao-cai|B-E".
  [[nodiscard]] INDUSTRIA_API std::string unique_id() const;
};

/// The canonical word, and back: parse_* also reads the Vietnamese and English words of an office (docs/dataset.md), in either case and
/// Unicode form; any other text gives nothing.
[[nodiscard]] INDUSTRIA_API std::string_view name(Accounting accounting) noexcept;
[[nodiscard]] INDUSTRIA_API std::string_view name(Desired desired) noexcept;
[[nodiscard]] INDUSTRIA_API std::optional<Accounting> parse_accounting(std::string_view text);
[[nodiscard]] INDUSTRIA_API std::optional<Desired> parse_desired(std::string_view text);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_indicator.ipp>
#endif
