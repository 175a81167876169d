# SPDX-License-Identifier: GPL-3.0-or-later
# What core/tokenizer stands on. None of the three brings a CMake package in every release.

# inferometer_import(target header library package): the imported target of a library found by its header and its name.
function(inferometer_import target header library package)
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
endfunction()

inferometer_import(inferometer_pcre2 pcre2.h pcre2-8 libpcre2-dev)
inferometer_import(inferometer_utf8proc utf8proc.h utf8proc libutf8proc-dev)
inferometer_import(inferometer_sentencepiece sentencepiece_processor.h sentencepiece libsentencepiece-dev)
