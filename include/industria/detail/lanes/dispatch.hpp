// SPDX-License-Identifier: Apache-2.0
// Which copy of the lane kernels runs. Compiled mode: the best that the processor has, unless the environment variable
// INDUSTRIA_ISA (baseline, avx2, avx512) or use_isa() says otherwise. Header-only mode: what the compiler's flags allow.
#pragma once

#include <industria/base/config.hpp>
#include <industria/detail/lanes/kernels.hpp>

#include <atomic>
#include <cstdlib>
#include <string_view>
#include <vector>

#ifdef INDUSTRIA_HEADER_ONLY
#define INDUSTRIA_LANES INDUSTRIA_ABI
#include <industria/detail/lanes/ces_fit.hpp>
#include <industria/detail/lanes/ets_simulate.hpp>
#include <industria/detail/lanes/kernels_body.hpp>
#include <industria/detail/lanes/theta_fit.hpp>
namespace industria::lanes::INDUSTRIA_LANES {
inline constexpr Kernels whole_table = [] {
  Kernels whole = table;
  whole.ces = &ces_table;
  whole.theta = &theta_table;
  whole.simulate = &simulate_table;
  return whole;
}();
}  // namespace industria::lanes::INDUSTRIA_LANES
#undef INDUSTRIA_LANES
#else
namespace industria::lanes {
extern const Kernels kernels_baseline;
#if defined(__x86_64__)
extern const Kernels kernels_avx2;
extern const Kernels kernels_avx512;
#endif
}  // namespace industria::lanes
#endif

namespace industria::inline INDUSTRIA_ABI::detail {

/// The copies that this processor can run, slowest first.
inline std::vector<const industria::lanes::Kernels*> supported_kernels() {
#ifdef INDUSTRIA_HEADER_ONLY
  return {&industria::lanes::INDUSTRIA_ABI::whole_table};
#else
  std::vector<const industria::lanes::Kernels*> all{&industria::lanes::kernels_baseline};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    all.push_back(&industria::lanes::kernels_avx2);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl")) {
    all.push_back(&industria::lanes::kernels_avx512);
  }
#endif
  return all;
#endif
}

inline const industria::lanes::Kernels* find_kernels(std::string_view name) {
  for (const auto* kernels : supported_kernels()) {
    if (name == kernels->name) return kernels;
  }
  return nullptr;
}

/// The choice of this process; changed only by use_isa().
inline std::atomic<const industria::lanes::Kernels*>& chosen_kernels() {
  static std::atomic<const industria::lanes::Kernels*> chosen = [] {
    const char* wanted = std::getenv("INDUSTRIA_ISA");  // NOLINT(concurrency-mt-unsafe): read once
    const auto* found = wanted != nullptr ? find_kernels(wanted) : nullptr;
    return found != nullptr ? found : supported_kernels().back();
  }();
  return chosen;
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
