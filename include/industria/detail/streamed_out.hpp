// SPDX-License-Identifier: Apache-2.0
// Writing a long column that nobody reads soon: past the caches, so that memory is not read only to be overwritten.
// Knows the base layer only.
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#endif

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Copies n doubles; where the machine has them, by stores that leave the caches alone (end_streaming() before others may read).
inline void stream_copy(double* to, const double* from, std::size_t n) noexcept {
#if defined(__SSE2__) || defined(_M_X64)
  std::size_t i = 0;
  if (reinterpret_cast<std::uintptr_t>(to) % 16 != 0 && n > 0) to[i] = from[i], ++i;
  for (; i + 2 <= n; i += 2) _mm_stream_pd(to + i, _mm_loadu_pd(from + i));
  if (i < n) to[i] = from[i];
#else
  std::memcpy(to, from, n * sizeof(double));
#endif
}

inline void end_streaming() noexcept {
#if defined(__SSE2__) || defined(_M_X64)
  _mm_sfence();
#endif
}

/// A column that is filled from the front, piece by piece. Kernels write each piece where next() says: for a column larger than the
/// caches into a small buffer, which is sent off when it is full; else straight into the column. Straight also into fresh memory:
/// the system has just cleared it through the caches, and stores that pass by them would have to drive it out first.
class StreamedOut {
 public:
  StreamedOut(double* out, std::size_t whole_column, bool is_fresh) noexcept : out_(out), streams_(whole_column >= large && !is_fresh) {}
  StreamedOut(const StreamedOut&) = delete;
  StreamedOut& operator=(const StreamedOut&) = delete;
  ~StreamedOut() {
    flush();
    if (streams_) end_streaming();
  }

  /// Space for the next n values, to be filled before the next call.
  [[nodiscard]] double* next(std::size_t n) noexcept {
    if (filled_ + n > capacity || !streams_) flush();
    if (n > capacity || !streams_) {
      double* const here = out_;
      out_ += n;
      return here;
    }
    double* const here = buffer_ + filled_;
    filled_ += n;
    return here;
  }

 private:
  void flush() noexcept {
    stream_copy(out_, buffer_, filled_);
    out_ += filled_;
    filled_ = 0;
  }

  static constexpr std::size_t capacity = 2048;      // 16 KiB: with its input half of a first-level cache
  static constexpr std::size_t large = 1024 * 1024;  // 8 MiB
  alignas(64) double buffer_[capacity];
  double* out_;
  std::size_t filled_ = 0;
  bool streams_;
};

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
