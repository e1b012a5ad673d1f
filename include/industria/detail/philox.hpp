// SPDX-License-Identifier: Apache-2.0
// Random numbers by position: Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"),
// written from the paper. The same key and counter give the same number on every machine. Knows the base layer only.
#pragma once

#include <industria/base/config.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Ten rounds on a counter of four words with a key of two.
[[nodiscard]] constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                            std::array<std::uint32_t, 2> key) noexcept {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
               static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

/// A 64-bit hash of a name (FNV-1a), equal on every machine.
[[nodiscard]] constexpr std::uint64_t name_hash(std::string_view name) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

/// What the streams of one name under one seed have in common.
struct PathKey {
  std::array<std::uint32_t, 2> key{};
  std::uint32_t high = 0;
};
[[nodiscard]] constexpr PathKey path_key(std::uint64_t seed, std::string_view name) noexcept {
  const std::uint64_t hash = name_hash(name);
  const auto mixed = philox({static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                             static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32)}, {0, 0});
  return {{mixed[0], mixed[1]}, mixed[2]};
}

/// The stream of one path: uniform numbers in (0, 1), keyed by seed, name and path number. detail/lanes/random.hpp makes the same ones.
class PathStream {
 public:
  constexpr PathStream(PathKey key, std::uint32_t path) noexcept : key_(key), path_(path) {}
  constexpr PathStream(std::uint64_t seed, std::string_view name, std::uint32_t path) noexcept
      : PathStream(path_key(seed, name), path) {}
  /// The next number: 52 bits at the middle of their cell, so that neither 0 nor 1 comes.
  [[nodiscard]] constexpr double uniform() noexcept {
    const auto words = philox({draw_++, 0, path_, key_.high}, key_.key);
    const std::uint64_t bits = ((std::uint64_t{words[0]} << 32) | words[1]) >> 12;
    return (static_cast<double>(bits) + 0.5) * 0x1p-52;
  }

 private:
  PathKey key_{};
  std::uint32_t path_ = 0;
  std::uint32_t draw_ = 0;
};

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
