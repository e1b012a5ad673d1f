# SPDX-License-Identifier: Apache-2.0
# What a build of industria can be asked for. As a subproject everything but the two targets is off.

set(CMAKE_CXX_SCAN_FOR_MODULES OFF)  # there are no C++ modules; scanning needs a tool that not every Clang brings
set(industria_is_guest ON)
if(PROJECT_IS_TOP_LEVEL AND NOT SKBUILD)
  set(industria_is_guest OFF)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release)
  endif()
endif()
if(industria_is_guest)
  set(industria_default OFF)
else()
  set(industria_default ON)
endif()

option(INDUSTRIA_BUILD_TESTS "Build the tests (needs GoogleTest)" ${industria_default})
option(INDUSTRIA_BUILD_EXAMPLES "Build examples/cpp" ${industria_default})
option(INDUSTRIA_BUILD_BENCH "Build the benchmarks (needs Google Benchmark)" OFF)
option(INDUSTRIA_BUILD_PYTHON "Build the Python extension (needs pybind11 >= 3)" OFF)
option(INDUSTRIA_INSTALL "Make the install target and the CMake package" ${industria_default})
option(INDUSTRIA_FETCH_DEPS "Fetch pinned archives of Eigen, Boost and nlohmann-json instead of finding them" OFF)

# For those who work on industria itself.
option(INDUSTRIA_WERROR "Treat warnings as errors" OFF)
option(INDUSTRIA_COVERAGE "Measure test coverage (GCC or Clang)" OFF)
option(INDUSTRIA_FUZZ "Build tests/fuzz as libFuzzer programs (Clang)" OFF)
set(INDUSTRIA_SANITIZE "" CACHE STRING "Sanitizers for library and tests, e.g. address,undefined or thread")
option(INDUSTRIA_TEST_PROJECT "Also test consumers, what must not compile, and the sources themselves" ON)
set(INDUSTRIA_TEST_MODES "compiled;header_only" CACHE STRING "Build modes in which the tests are built")
set(INDUSTRIA_TEST_FLAGS "" CACHE STRING "Further compiler options for library and tests, e.g. -O1 or -mavx2")
set(INDUSTRIA_TEST_BATCH 1 CACHE STRING "Test files per translation unit: more build faster, one is handier while editing")
