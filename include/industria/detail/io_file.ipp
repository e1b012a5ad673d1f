// SPDX-License-Identifier: Apache-2.0
// Bodies of io/file.hpp. POSIX calls where there are some: only they say that bytes are on the disk.
#pragma once

#include <industria/base/error.hpp>
#include <industria/io/file.hpp>

#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#if defined(__unix__) || defined(__APPLE__)
#define INDUSTRIA_IO_POSIX 1
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#define INDUSTRIA_IO_POSIX 0
#endif

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// The path as UTF-8 text.
inline std::string path_text(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

inline Issue file_issue(std::string code, std::string_view name, TextArgs args = {}) {
  Issue issue;
  issue.code = std::move(code);
  issue.where.file = std::string(name);
  issue.value = std::string(name);
  issue.args = std::move(args);
  return issue;
}

#if INDUSTRIA_IO_POSIX
/// Closes what it holds; a failed close of a written file is an error, so that close() is also offered by itself.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) noexcept : fd_(fd) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] bool close() noexcept { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

/// Writes everything or says why not (an errno; 0: done).
inline int write_all(int fd, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n < 0 ? errno : EIO;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

/// The errno of the step that failed, 0 if the file is in its place.
inline int replace_file(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  std::filesystem::path part;
  int fd = -1;
  for (int attempt = 0; fd < 0 && attempt < 100; ++attempt) {
    part = folder / (".industria-" + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".part");
    fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0 && errno != EEXIST) return errno;
  }
  if (fd < 0) return EEXIST;
  FileDescriptor file(fd);
  int failure = write_all(file.get(), bytes);
  if (failure == 0 && ::fsync(file.get()) != 0) failure = errno;
  if (!file.close() && failure == 0) failure = errno;
  if (failure == 0 && ::rename(part.c_str(), path.c_str()) != 0) failure = errno;
  if (failure != 0) {
    ::unlink(part.c_str());
    return failure;
  }
  // The new name is on the disk when its folder is. A file system that cannot do this has still renamed.
  const FileDescriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) static_cast<void>(::fsync(directory.get()));
  return 0;
}
#else
inline int replace_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path part = path;
  part += ".part";
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    if (!out) return EACCES;
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.flush();
    if (!out) return EIO;
  }
  std::error_code failure;
  std::filesystem::rename(part, path, failure);
  if (!failure) return 0;
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  return failure.value();
}
#endif

}  // namespace detail

INDUSTRIA_INLINE Result<std::string> try_read_file(const std::filesystem::path& path, std::uint64_t max_bytes,
                                                   std::string_view name) {
  Result<std::string> result;
  const std::string called = name.empty() ? detail::path_text(path) : std::string(name);
  std::error_code failure;
  const std::filesystem::file_status status = std::filesystem::status(path, failure);
  if (!std::filesystem::exists(status)) {
    result.issues.push_back(detail::file_issue("file.not_found", called));
    return result;
  }
  if (!std::filesystem::is_regular_file(status)) {
    result.issues.push_back(detail::file_issue("file.not_a_file", called));
    return result;
  }
  const std::uintmax_t size = std::filesystem::file_size(path, failure);
  if (!failure && size > max_bytes) {
    result.issues.push_back(detail::file_issue(
        "file.too_large", called, {{"bytes", std::to_string(size)}, {"limit", std::to_string(max_bytes)}}));
    return result;
  }
  std::ifstream in(path, std::ios::binary);
  if (!in || failure) {
    result.issues.push_back(detail::file_issue("file.cannot_open", called));
    return result;
  }
  // Read in pieces: the size may have changed since it was asked for.
  constexpr std::size_t piece = std::size_t{1} << 16;
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(size));
  while (in) {
    const std::size_t before = bytes.size();
    bytes.resize(before + piece);
    in.read(bytes.data() + before, static_cast<std::streamsize>(piece));
    bytes.resize(before + static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > max_bytes) {
      result.issues.push_back(detail::file_issue(
          "file.too_large", called, {{"bytes", std::to_string(bytes.size())}, {"limit", std::to_string(max_bytes)}}));
      return result;
    }
  }
  if (in.bad()) {
    result.issues.push_back(detail::file_issue("file.cannot_open", called));
    return result;
  }
  result.value = std::move(bytes);
  return result;
}

INDUSTRIA_INLINE std::optional<Issue> try_write_file(const std::filesystem::path& path, std::string_view bytes) {
  const int failure = detail::replace_file(path, bytes);
  if (failure == 0) return std::nullopt;
  return detail::file_issue("file.cannot_write", detail::path_text(path),
                            {{"cause", std::generic_category().message(failure)}});
}

INDUSTRIA_INLINE void write_file(const std::filesystem::path& path, std::string_view bytes) {
  const int failure = detail::replace_file(path, bytes);
  if (failure != 0) {
    throw IoError("write_file: cannot write '" + detail::path_text(path) +
                  "': " + std::generic_category().message(failure) + "; the old file, if any, is unchanged");
  }
}

}  // namespace industria::inline INDUSTRIA_ABI
