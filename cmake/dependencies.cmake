# SPDX-License-Identifier: Apache-2.0
# Eigen, Boost (headers only) and nlohmann-json: found on the system, or fetched when INDUSTRIA_FETCH_DEPS is on.

find_package(Threads REQUIRED)

# Stops with the package to install, or makes the target visible to the parent project as well.
function(industria_require name version minimum target package)
  if(NOT TARGET ${target} OR version STREQUAL "" OR version VERSION_LESS minimum)
    if(TARGET ${target} AND NOT version STREQUAL "")
      set(found "version ${version} was found")
    else()
      set(found "it was not found")
    endif()
    message(FATAL_ERROR
      "industria needs ${name} ${minimum} or newer: ${found}.\n"
      "  Debian and Ubuntu: sudo apt-get install ${package}\n"
      "  All three at once: sudo apt-get install libeigen3-dev libboost-dev nlohmann-json3-dev\n"
      "  Or let CMake fetch them: -DINDUSTRIA_FETCH_DEPS=ON")
  endif()
  get_target_property(imported ${target} IMPORTED)
  get_target_property(aliased ${target} ALIASED_TARGET)
  if(imported AND NOT aliased)
    set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL TRUE)
  endif()
endfunction()

if(INDUSTRIA_FETCH_DEPS)
  include(${CMAKE_CURRENT_LIST_DIR}/fetch.cmake)
else()
  # No version in the call: Eigen's own version file accepts a range only in part, so the check is ours.
  if(NOT TARGET Eigen3::Eigen)
    find_package(Eigen3 CONFIG QUIET)
  endif()
  if(NOT TARGET Boost::headers)
    find_package(Boost CONFIG QUIET)
  endif()
  if(NOT TARGET nlohmann_json::nlohmann_json)
    find_package(nlohmann_json CONFIG QUIET)
  endif()
  foreach(package Eigen3 Boost nlohmann_json)  # a parent that made the target itself vouches for its version
    if(NOT ${package}_VERSION)
      set(${package}_VERSION 999)
    endif()
  endforeach()
  industria_require(Eigen "${Eigen3_VERSION}" 3.4 Eigen3::Eigen libeigen3-dev)
  industria_require(Boost "${Boost_VERSION}" 1.74 Boost::headers libboost-dev)
  industria_require(nlohmann-json "${nlohmann_json_VERSION}" 3.9 nlohmann_json::nlohmann_json nlohmann-json3-dev)
endif()
