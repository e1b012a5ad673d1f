# SPDX-License-Identifier: Apache-2.0
# The lane kernels, once per instruction set; detail/lanes/dispatch.hpp picks one at run time. Each file gets its own flags, which
# nothing else sees, and is always optimised: an unoptimised kernel shows nothing that the plain-double one does not.
function(industria_add_lanes target)
  set(folder ${PROJECT_SOURCE_DIR}/src/lanes)
  set(names baseline)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$" AND NOT MSVC)
    list(APPEND names avx2 avx512)
  endif()
  set(flags_baseline "")
  set(flags_avx2 -mavx2 -mfma)
  set(flags_avx512 -mavx512f -mavx512dq -mavx512vl -mfma)
  foreach(name IN LISTS names)
    file(GLOB sources CONFIGURE_DEPENDS ${folder}/${name}.cpp ${folder}/*_${name}.cpp)  # one file per family and set
    target_sources(${target} PRIVATE ${sources})
    if(NOT MSVC)
      set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS "-O3;${flags_${name}}")
    endif()
  endforeach()
endfunction()
