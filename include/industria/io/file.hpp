// SPDX-License-Identifier: Apache-2.0
// Whole files: read within a limit, written so that an interrupted write leaves the old file as it was.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {

/// The bytes of a regular file. Issues: file.not_found, file.not_a_file, file.too_large, file.cannot_open.
/// `name` is what issues call the file; empty: the path.
[[nodiscard]] INDUSTRIA_API Result<std::string> try_read_file(const std::filesystem::path& path,
                                                              std::uint64_t max_bytes = std::uint64_t{1} << 31,
                                                              std::string_view name = {});

/// Writes all bytes to a new file in the same folder, flushes it to the disk and renames it over `path`: readers see the
/// old content or the new, never a part; after a failure the old file is intact and nothing is left behind. A symbolic
/// link at `path` is replaced, not followed. Mode 0644 less the umask.
/// Throws IoError naming path and cause.
INDUSTRIA_API void write_file(const std::filesystem::path& path, std::string_view bytes);
/// As write_file; a failure comes back as an Issue "file.cannot_write".
[[nodiscard]] INDUSTRIA_API std::optional<Issue> try_write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/io_file.ipp>
#endif
