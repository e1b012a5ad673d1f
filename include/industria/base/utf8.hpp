// SPDX-License-Identifier: Apache-2.0
// UTF-8 text as Vietnamese files have it: validation, Unicode composition (NFC) of Latin letters, and the
// keys by which names are compared. Display always keeps the source's own spelling.
#pragma once

#include <industria/base/config.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {

/// Byte offset of the first byte that is not UTF-8 (overlong forms, surrogates and values above U+10FFFF
/// included), or nothing if the text is valid.
[[nodiscard]] INDUSTRIA_API std::optional<std::size_t> invalid_utf8_at(
    std::string_view text) noexcept;

/// Canonical composition (NFC) of Latin letters with combining marks, in any order of the marks; other
/// scripts are left as they are. Text that is already NFC comes back unchanged. Expects valid UTF-8;
/// invalid bytes are copied.
[[nodiscard]] INDUSTRIA_API std::string to_nfc(std::string_view text);

/// Lower case of Latin, Greek and Cyrillic letters, after to_nfc. Independent of the locale.
[[nodiscard]] INDUSTRIA_API std::string to_lower(std::string_view text);

/// The key by which two spellings of one name are equal: NFC, lower case, all spaces (U+00A0 too) as one,
/// zero-width characters dropped, every dash as "-" without spaces around it, tone marks on the vowel of the old or the
/// new style alike ("Hoà" = "Hòa", "Thuỷ" = "Thủy"; not after q: "quý"), U+00D0 (Ð) as U+0110 (Đ), trimmed.
/// "Hà Nam" and "Hà Nội", "Tân" and "Tấn" keep different keys.
[[nodiscard]] INDUSTRIA_API std::string name_key(std::string_view name);

/// The name without any diacritics, lower case ("dien bien"): for suggestions only, never for equality.
[[nodiscard]] INDUSTRIA_API std::string ascii_fold(std::string_view name);

/// The text with white space (U+00A0, U+202F and the other Unicode spaces too) removed from both ends.
[[nodiscard]] INDUSTRIA_API std::string_view trim(std::string_view text) noexcept;

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/base_utf8.ipp>
#endif
