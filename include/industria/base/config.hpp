// SPDX-License-Identifier: Apache-2.0
// Version, build mode and the inline namespace. Knows nothing else.
#pragma once

#define INDUSTRIA_VERSION_MAJOR 0
#define INDUSTRIA_VERSION_MINOR 1
#define INDUSTRIA_VERSION_PATCH 0
#define INDUSTRIA_VERSION "0.1.0"

// The library has one body and two modes. Compiled (the default): bodies are built once, by src/.
// Header-only (INDUSTRIA_HEADER_ONLY, set by the CMake target industria::header_only): every public
// header brings its body. The mode, and in header-only mode the instruction set, are part of the
// inline namespace, so a program that mixes two of them does not link: the linker's message names both,
// e.g. "undefined reference to industria::v0_1_header_only::growth(...)".
#ifdef INDUSTRIA_HEADER_ONLY
#define INDUSTRIA_INLINE inline
#if defined(__AVX512F__)
#define INDUSTRIA_ABI v0_1_header_only_avx512
#elif defined(__AVX2__) && defined(__FMA__)
#define INDUSTRIA_ABI v0_1_header_only_avx2
#else
#define INDUSTRIA_ABI v0_1_header_only
#endif
#else
#define INDUSTRIA_INLINE
#define INDUSTRIA_ABI v0_1_compiled
#endif

// INDUSTRIA_API marks what a shared library exports.
#if defined(INDUSTRIA_HEADER_ONLY)
#define INDUSTRIA_API
#elif defined(_WIN32) && defined(INDUSTRIA_SHARED)
#ifdef INDUSTRIA_BUILDING
#define INDUSTRIA_API __declspec(dllexport)
#else
#define INDUSTRIA_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define INDUSTRIA_API __attribute__((visibility("default")))
#else
#define INDUSTRIA_API
#endif

namespace industria::inline INDUSTRIA_ABI {

/// The version as text, e.g. "0.1.0".
constexpr const char* version() noexcept {
  return INDUSTRIA_VERSION;
}

}  // namespace industria::inline INDUSTRIA_ABI
