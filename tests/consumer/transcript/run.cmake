# SPDX-License-Identifier: Apache-2.0
# What docs/first_program.md tells an engineer to type, in an empty folder: build against the installed package, run, read the JSON.
file(REMOVE_RECURSE ${WORK})
file(COPY ${CMAKE_CURRENT_LIST_DIR}/CMakeLists.txt ${CMAKE_CURRENT_LIST_DIR}/main.cpp DESTINATION ${WORK})
execute_process(COMMAND ${CMAKE_COMMAND} -B build -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER} -Dindustria_ROOT=${PACKAGE}
  WORKING_DIRECTORY ${WORK} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build build WORKING_DIRECTORY ${WORK} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND build/review WORKING_DIRECTORY ${WORK} OUTPUT_VARIABLE json COMMAND_ERROR_IS_FATAL ANY)

# The nine-month review of tests/oracle/data/plan_vs_actual.json, to ten digits.
foreach(figure IN ITEMS cumulative=992 on_plan=73.48148148 on_same_period=11.00917431 cumulative_on_same_period=11.33557800
    full_year=1378.334455 full_year_on_plan=102.0988485 required_on_same_period=3.170028818)
  string(REGEX MATCH "^([a-z_]+)=(.+)$" all ${figure})
  string(JSON value GET "${json}" rows 0 cells ${CMAKE_MATCH_1} value)
  string(FIND "${value}" "${CMAKE_MATCH_2}" at)
  if(NOT at EQUAL 0)
    message(FATAL_ERROR "${CMAKE_MATCH_1} is ${value}, expected ${CMAKE_MATCH_2}")
  endif()
endforeach()
