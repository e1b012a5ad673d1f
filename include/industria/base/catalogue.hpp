// SPDX-License-Identifier: Apache-2.0
// The one catalogue of texts that a person reads, in Vietnamese and English: messages, verdicts, unit
// words, report sentences. The rows live in detail/catalogue/*.inc, one file per subject.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/language.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

/// Named values for the placeholders of a text, e.g. {{"value", "12"}, {"unit", "ha"}}.
using TextArgs = std::vector<std::pair<std::string, std::string>>;

/// The text of `key` with each `{name}` replaced by the argument of that name. An argument's own braces
/// are not expanded again. A placeholder without an argument stays as it is, so that nothing is lost.
/// Throws KeyError for an unknown key.
[[nodiscard]] INDUSTRIA_API std::string text(std::string_view key, Language language,
                                             const TextArgs& args = {});

/// True if the catalogue has `key`.
[[nodiscard]] INDUSTRIA_API bool has_text(std::string_view key) noexcept;

/// All keys, sorted. For tests and for programs that carry the texts elsewhere.
[[nodiscard]] INDUSTRIA_API std::vector<std::string_view> text_keys();

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/base_catalogue.ipp>
#endif
