# SPDX-License-Identifier: GPL-3.0-or-later
# The command line as a folder that runs on a machine without any of its packages: the program, all that it links but
# what belongs to the C library, and what such a machine must be.
#   cmake -DPROGRAM=<file> -DFOLDER=<made anew> -DVERSION= -DARCHITECTURE=<as uname -m says> -DLICENSE=<file>
#     [-DSTRIP=<program>] [-DREADELF=<program>] -P portable_folder.cmake
cmake_minimum_required(VERSION 3.25)
if(NOT READELF)
  set(READELF readelf)
endif()
# A C library's parts fit each other and the kernel's loader alone: they are the machine's own.
set(ofLibc "/(ld-linux[^/]*|lib(c|m|dl|pthread|rt|resolv|util|anl|nsl|mvec|thread_db|nss_[a-z]+))\\.so[.0-9]*$")

file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${PROGRAM} RESOLVED_DEPENDENCIES_VAR libraries
  UNRESOLVED_DEPENDENCIES_VAR missing POST_EXCLUDE_REGEXES ${ofLibc})
if(missing)
  message(FATAL_ERROR "Not found: ${missing}")
endif()
set(fresh ${FOLDER}.part)
file(REMOVE_RECURSE ${fresh})
file(COPY ${PROGRAM} DESTINATION ${fresh})
foreach(library IN LISTS libraries)  # by the name that is looked for: it may be a link to the file
  get_filename_component(name ${library} NAME)
  file(MAKE_DIRECTORY ${fresh}/lib)
  file(COPY_FILE ${library} ${fresh}/lib/${name})
endforeach()
file(COPY ${LICENSE} DESTINATION ${fresh})
get_filename_component(name ${PROGRAM} NAME)
if(NOT name STREQUAL inferometer)
  file(RENAME ${fresh}/${name} ${fresh}/inferometer)
endif()
file(GLOB copies ${fresh}/inferometer ${fresh}/lib/*)
if(STRIP)
  execute_process(COMMAND ${STRIP} --strip-unneeded ${copies} COMMAND_ERROR_IS_FATAL ANY)
endif()

# The newest version of the C library that one of them asks for.
set(glibc 0)
foreach(copy IN LISTS copies)
  file(CHMOD ${copy} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  execute_process(COMMAND ${READELF} -VW ${copy} OUTPUT_VARIABLE needs ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "Name: GLIBC_[0-9.]+" needs "${needs}")
  foreach(need IN LISTS needs)
    string(REPLACE "Name: GLIBC_" "" need ${need})
    if(need VERSION_GREATER glibc)
      set(glibc ${need})
    endif()
  endforeach()
endforeach()
file(CHMOD ${fresh}/inferometer PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
  WORLD_EXECUTE)
file(WRITE ${fresh}/manifest.json
  "{\"format\": 1, \"program\": \"${VERSION}\", \"architecture\": \"${ARCHITECTURE}\", \"glibc\": \"${glibc}\"}\n")

# An empty place in it is whatever folder the program is started in.
execute_process(COMMAND ${READELF} -dW ${fresh}/inferometer OUTPUT_VARIABLE dynamic COMMAND_ERROR_IS_FATAL ANY)
string(FIND "${dynamic}" "(RPATH)              Library rpath: [$ORIGIN/lib]" at)
if(at EQUAL -1)
  message(FATAL_ERROR "${PROGRAM} does not look for its libraries beside itself, and there alone")
endif()

# Whatever the loader finds lies in the folder, or is the C library's.
execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=LD_LIBRARY_PATH ldd ${fresh}/inferometer OUTPUT_VARIABLE found
  COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+ => [^\n]+" found "${found}")
foreach(line IN LISTS found)
  string(REGEX REPLACE ".* => ([^ ]+).*" "\\1" path "${line}")
  string(FIND "${path}" "${fresh}/lib/" at)
  if(NOT at EQUAL 0 AND NOT path MATCHES "${ofLibc}")
    message(FATAL_ERROR "The folder does not stand by itself: ${line}")
  endif()
endforeach()
file(GLOB_RECURSE copies ${fresh}/*)
foreach(copy IN LISTS copies)
  if(copy MATCHES "${ofLibc}")
    message(FATAL_ERROR "${copy} is the C library's")
  endif()
endforeach()
file(REMOVE_RECURSE ${FOLDER})
file(RENAME ${fresh} ${FOLDER})
