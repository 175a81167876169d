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
  target_compile_options(inferometer_flags INTERFACE -fsanitize=${INFEROMETER_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(inferometer_flags INTERFACE -fsanitize=${INFEROMETER_SANITIZE})
endif()

# inferometer_layer(name SOURCES a.cpp ... LINKS public targets ... PRIVATE_LINKS targets ...)
# A layer is one static library; its links are its rule.
function(inferometer_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;PRIVATE_LINKS")
  add_library(inferometer_${name} STATIC ${arg_SOURCES})
  target_link_libraries(inferometer_${name} PUBLIC inferometer_flags ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  inferometer_precompile(inferometer_${name} core inferometer_base)
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
