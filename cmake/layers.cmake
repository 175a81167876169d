# SPDX-License-Identifier: GPL-3.0-or-later
# Warnings and sanitizers for our own targets, and the one helper that makes a layer.
add_library(inferometer_flags INTERFACE)
target_include_directories(inferometer_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(inferometer_flags INTERFACE INFEROMETER_VERSION="${PROJECT_VERSION}"
  $<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)
target_compile_options(inferometer_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wimplicit-fallthrough
  $<$<BOOL:${INFEROMETER_WERROR}>:-Werror>)
if(INFEROMETER_SANITIZE)
  # Undefined behaviour is looked for in what is tested; to look for it in the tests too takes as long again.
  string(REPLACE undefined $<$<NOT:$<BOOL:$<TARGET_PROPERTY:INFEROMETER_TEST>>>:-fsanitize=undefined> instruments
    -fsanitize=${INFEROMETER_SANITIZE})
  string(REPLACE , ";" instruments ${instruments})
  # What is checked at each access takes half of what a file takes to compile. The address sanitizer sees most of it,
  # and the fuzz targets check it in what handles foreign bytes.
  if(INFEROMETER_SANITIZE MATCHES undefined)
    list(APPEND instruments -fno-sanitize=null,alignment,object-size,vptr,pointer-overflow)
  endif()
  # GCC's own instruments make it take what is set for what may not be.
  target_compile_options(inferometer_flags INTERFACE ${instruments} -fno-omit-frame-pointer
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(inferometer_flags INTERFACE -fsanitize=${INFEROMETER_SANITIZE})
endif()

# inferometer_is_test(target): compiled far longer than it runs.
function(inferometer_is_test target)
  set_target_properties(${target} PROPERTIES INFEROMETER_TEST ON EXCLUDE_FROM_ALL ${INFEROMETER_SANITIZED_ELSEWHERE})
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
  if(NOT INFEROMETER_SANITIZE MATCHES thread)  # whose instruments take longest where nothing is optimised
    target_compile_options(${target} PRIVATE $<$<CONFIG:Debug>:-O0>)
  endif()
endfunction()

# inferometer_layer(name SOURCES a.cpp ... LINKS public targets ... PRIVATE_LINKS targets ...)
# A layer is one static library; its links are its rule.
function(inferometer_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;PRIVATE_LINKS")
  add_library(inferometer_${name} STATIC ${arg_SOURCES})
  target_link_libraries(inferometer_${name} PUBLIC inferometer_flags ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  inferometer_precompile(inferometer_${name} core inferometer_base)
  inferometer_batch(inferometer_${name})
endfunction()

# inferometer_precompile(target header owner): cmake/precompiled/<header>.h, compiled once by its owner.
# GCC 12 forgets there that these are headers of the system, and reports what it wrongly finds in its own strings.
function(inferometer_precompile target header owner)
  if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
    return()
  endif()
  target_compile_options(${target} PRIVATE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict>)
  if(target STREQUAL owner)
    target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled/${header}.h)
  else()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()
