// SPDX-License-Identifier: Apache-2.0
// Codes of industry, sections B to E: VSIC 2018, VSIC 2025 and ISIC Rev.4, their levels and how far they mean the same.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>

#include <span>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {

enum class IndustrySystem { vsic2018, vsic2025, isic4 };

/// A section ("C"), division ("23") or class ("2392").
struct IndustryCode {
  std::string_view code{};
  int level = 0;  ///< 1 section, 2 division, 4 class
  std::string_view section{};
  std::string_view parent{};  ///< of a class its division, of a division its section
  std::string_view name_vi{};
  std::string_view name_en{};  ///< sections and divisions only
};

/// All codes of a system in order. VSIC 2018 and ISIC Rev.4: sections and divisions, which are the same in both. VSIC 2025:
/// classes too (the list used for business registration; two public lists agree, the text of the decree was not read).
/// Sources: Decision 27/2018/QD-TTg, Decision 36/2025/QD-TTg, ISIC Rev.4.
[[nodiscard]] INDUSTRIA_API std::span<const IndustryCode> industry_codes(IndustrySystem system);
/// nullptr if the system has no such code in sections B to E.
[[nodiscard]] INDUSTRIA_API const IndustryCode* find_industry(IndustrySystem system, std::string_view code);

/// The code of the same activities in another system. Sections and divisions keep theirs; classes of VSIC 2025 that were new or
/// redefined (division 26 and 35) have none, nor has a class in ISIC Rev.4. Issues: unknown code, no equal.
[[nodiscard]] INDUSTRIA_API Result<std::string> convert_industry(std::string_view code, IndustrySystem from, IndustrySystem to);

/// "VSIC2018", "VSIC2025", "ISIC4", as Sector::system has them.
[[nodiscard]] INDUSTRIA_API std::string_view name(IndustrySystem system) noexcept;

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/model_industry_codes.ipp>
#endif
