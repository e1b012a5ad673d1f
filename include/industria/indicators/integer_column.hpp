// SPDX-License-Identifier: Apache-2.0
// A column of whole numbers of any width in the caller's own buffer: ids, period numbers and codes as a frame holds them.
#pragma once

#include <industria/base/config.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>

namespace industria::inline INDUSTRIA_ABI {

/// Looks at 8-, 16-, 32- or 64-bit signed integers without copying or widening them; one dimension, no gaps, no missing entries. The buffer must outlive it.
class IntegerColumn {
 public:
  constexpr IntegerColumn() noexcept = default;
  /// A vector, array or span of them; unsigned and floating ones do not compile.
  template <std::ranges::contiguous_range Range>
    requires std::ranges::sized_range<Range> && std::signed_integral<std::ranges::range_value_t<Range>>
  constexpr IntegerColumn(const Range& numbers) noexcept  // NOLINT(google-explicit-constructor): a span of integers is a column
      : data_(std::ranges::data(numbers)), size_(std::ranges::size(numbers)), width_(sizeof(std::ranges::range_value_t<Range>)) {}

  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }  ///< entries, not bytes
  /// use(pointer to the first number), in the column's own width: one loop in `use` serves all four. Throws what `use` throws.
  template <class Use>
  auto visit(Use use) const {
    switch (width_) {
      case 1: return use(static_cast<const std::int8_t*>(data_));
      case 2: return use(static_cast<const std::int16_t*>(data_));
      case 4: return use(static_cast<const std::int32_t*>(data_));
      default: return use(static_cast<const std::int64_t*>(data_));
    }
  }
  [[nodiscard]] std::int64_t operator[](std::size_t i) const noexcept {
    return visit([i](const auto* x) { return static_cast<std::int64_t>(x[i]); });
  }

 private:
  const void* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t width_ = 8;
};

}  // namespace industria::inline INDUSTRIA_ABI
