# SPDX-License-Identifier: GPL-3.0-or-later
# What core/tokenizer stands on. None of the three brings a CMake package in every release.

# inferometer_import(target header library package module): the imported target of a library found by its header and its
# name; its INFEROMETER_VERSION is that of the header or, where it has none, of pkg-config's file beside the library.
function(inferometer_import target header library package module)
  string(MAKE_C_IDENTIFIER ${library} name)
  find_path(${name}_INCLUDE_DIR ${header})
  find_library(${name}_LIBRARY ${library})
  mark_as_advanced(${name}_INCLUDE_DIR ${name}_LIBRARY)
  if(NOT ${name}_INCLUDE_DIR OR NOT ${name}_LIBRARY)
    message(FATAL_ERROR "${header} or lib${library} is missing: apt-get install ${package}")
  endif()
  add_library(${target} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${${name}_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${${name}_INCLUDE_DIR})
  file(STRINGS ${${name}_INCLUDE_DIR}/${header} numbers REGEX "^#define [A-Z0-9_]*_(MAJOR|MINOR|PATCH) +[0-9]+")
  list(TRANSFORM numbers REPLACE ".* ([0-9]+).*" "\\1")
  list(JOIN numbers . version)
  get_filename_component(folder ${${name}_LIBRARY} DIRECTORY)
  if(NOT version AND EXISTS ${folder}/pkgconfig/${module}.pc)
    file(STRINGS ${folder}/pkgconfig/${module}.pc version REGEX "^Version:")
    string(REGEX REPLACE "^Version: *" "" version "${version}")
  endif()
  set_target_properties(${target} PROPERTIES INFEROMETER_VERSION "${version}")
endfunction()

inferometer_import(inferometer_pcre2 pcre2.h pcre2-8 libpcre2-dev libpcre2-8)
inferometer_import(inferometer_utf8proc utf8proc.h utf8proc libutf8proc-dev libutf8proc)
inferometer_import(inferometer_sentencepiece sentencepiece_processor.h sentencepiece libsentencepiece-dev sentencepiece)
