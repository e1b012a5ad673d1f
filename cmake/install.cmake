# SPDX-License-Identifier: Apache-2.0
# Install: headers, library and a relocatable CMake package, find_package(industria).
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/industria)
install(DIRECTORY include/industria DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.ipp" PATTERN "*.inc")
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/industria)

# Two export sets: the compiled library can be used where nlohmann-json is not installed.
install(TARGETS industria EXPORT industria_compiled)
install(TARGETS industria_header_only EXPORT industria_header_only)
install(EXPORT industria_compiled NAMESPACE industria:: DESTINATION ${package_dir}
  FILE industriaTargets.cmake)
install(EXPORT industria_header_only NAMESPACE industria:: DESTINATION ${package_dir}
  FILE industriaHeaderOnlyTargets.cmake)

configure_package_config_file(cmake/industriaConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/industriaConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/industriaConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/industriaConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/industriaConfigVersion.cmake
  DESTINATION ${package_dir})
