# SPDX-License-Identifier: Apache-2.0
# INDUSTRIA_FETCH_DEPS=ON without a network: stand-ins for the archives are fetched as
# file:// addresses. With the right hashes the project configures; with a wrong one it stops.
file(REMOVE_RECURSE ${WORK})
set(options -DINDUSTRIA_FETCH_DEPS=ON -DINDUSTRIA_BUILD_TESTS=OFF -DINDUSTRIA_BUILD_EXAMPLES=OFF
  -DCMAKE_CXX_COMPILER=${COMPILER})
foreach(dependency IN ITEMS EIGEN:Eigen/Core BOOST:boost/version.hpp JSON:nlohmann/json.hpp)
  string(REPLACE ":" ";" parts ${dependency})
  list(GET parts 0 name)
  list(GET parts 1 header)
  set(folder ${WORK}/${name}/${name}-1.0)
  file(WRITE ${folder}/${header} "")
  execute_process(COMMAND ${CMAKE_COMMAND} -E tar cJf ${WORK}/${name}.tar.xz ${name}-1.0
    WORKING_DIRECTORY ${WORK}/${name} COMMAND_ERROR_IS_FATAL ANY)
  file(SHA256 ${WORK}/${name}.tar.xz hash)
  list(APPEND options -DINDUSTRIA_${name}_URL=file://${WORK}/${name}.tar.xz -DINDUSTRIA_${name}_SHA256=${hash})
endforeach()

execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${WORK}/right ${options}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
string(REPEAT 0 64 wrong)
execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${WORK}/wrong ${options}
  -DINDUSTRIA_BOOST_SHA256=${wrong} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
if(result EQUAL 0 OR NOT output MATCHES "hash")
  message(FATAL_ERROR "an archive with a wrong hash was taken: ${output}")
endif()
