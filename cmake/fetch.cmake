# SPDX-License-Identifier: Apache-2.0
# INDUSTRIA_FETCH_DEPS=ON: pinned release archives, checked by SHA256. Only headers are used, nothing is built.
# The hashes of Eigen and Boost are those of the Conan Center recipes, nlohmann-json's is that of its release
# page. Mirrors: set INDUSTRIA_<NAME>_URL and _SHA256, e.g. -DINDUSTRIA_EIGEN_URL=file:///srv/eigen-3.4.0.tar.bz2.
include(FetchContent)

# Downloads an archive with headers and makes an imported target from the folder that holds `probe`.
function(industria_fetch name target url sha256 probe)
  string(TOUPPER ${name} upper)
  set(INDUSTRIA_${upper}_URL ${url} CACHE STRING "Archive of ${name}")
  set(INDUSTRIA_${upper}_SHA256 ${sha256} CACHE STRING "SHA256 of that archive")
  mark_as_advanced(INDUSTRIA_${upper}_URL INDUSTRIA_${upper}_SHA256)
  if(TARGET ${target})
    return()
  endif()
  FetchContent_Declare(industria_${name}
    URL ${INDUSTRIA_${upper}_URL}
    URL_HASH SHA256=${INDUSTRIA_${upper}_SHA256}
    SOURCE_SUBDIR headers-only)  # no such folder: the project's own CMakeLists.txt is not run
  FetchContent_MakeAvailable(industria_${name})
  FetchContent_GetProperties(industria_${name} SOURCE_DIR folder)
  find_path(include_dir ${probe} PATHS ${folder} ${folder}/include ${folder}/single_include
    NO_DEFAULT_PATH NO_CACHE REQUIRED)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE ${include_dir})
endfunction()

industria_fetch(eigen Eigen3::Eigen
  https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.bz2
  b4c198460eba6f28d34894e3a5710998818515104d6e74e5cc331ce31e46e626 Eigen/Core)
industria_fetch(boost Boost::headers
  https://archives.boost.io/release/1.84.0/source/boost_1_84_0.tar.bz2
  cc4b893acf645c9d4b698e9a0f08ca8846aa5d6c68275c14c3e7949c24109454 boost/version.hpp)
industria_fetch(json nlohmann_json::nlohmann_json
  https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
  d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d nlohmann/json.hpp)
