# SPDX-License-Identifier: GPL-3.0-or-later
# Installs into a folder of its own, looks for the whole set, and runs what was installed.
#   cmake -DBUILD=<build folder> -DGUI=<bool> -DSCRATCH=<folder> -P install_test.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${SCRATCH})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${SCRATCH} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

set(files
  bin/inferometer
  share/man/man1/inferometer.1
  share/bash-completion/completions/inferometer
  share/fish/vendor_completions.d/inferometer.fish
  share/inferometer/prompts/user-prompt_template-text_instruct.yaml
  share/inferometer/prompts/user-prompt_template-vision_instruct.yaml
  share/doc/inferometer/LICENSE)
if(GUI)
  list(APPEND files
    bin/inferometer-workbench
    share/man/man1/inferometer-workbench.1
    share/applications/org.inferometer.Workbench.desktop
    share/metainfo/org.inferometer.Workbench.metainfo.xml
    share/icons/hicolor/scalable/apps/org.inferometer.Workbench.svg)
endif()
foreach(file IN LISTS files)
  if(NOT EXISTS ${SCRATCH}/${file})
    message(FATAL_ERROR "${file} was not installed")
  endif()
  file(SIZE ${SCRATCH}/${file} size)
  if(size EQUAL 0)
    message(FATAL_ERROR "${file} is empty")
  endif()
endforeach()

# says(wanted command...): the command ends well and its output begins so.
function(says wanted)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE said RESULT_VARIABLE status)
  string(FIND "${said}" "${wanted}" at)
  if(NOT status EQUAL 0 OR NOT at EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command} ended with ${status} and said: ${said}")
  endif()
endfunction()
says("inferometer " ${SCRATCH}/bin/inferometer --version)
# The binary that opens the workbench looks for it beside itself.
if(GUI)
  says("inferometer-workbench " ${CMAKE_COMMAND} -E env QT_QPA_PLATFORM=offscreen
    ${SCRATCH}/bin/inferometer-workbench --version)
  foreach(check "desktop-file-validate;share/applications/org.inferometer.Workbench.desktop"
      "appstreamcli;validate;--no-net;share/metainfo/org.inferometer.Workbench.metainfo.xml")
    list(GET check 0 program)
    find_program(found_${program} ${program})
    if(found_${program})
      execute_process(COMMAND ${check} WORKING_DIRECTORY ${SCRATCH} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
    else()
      message(STATUS "${program} is not installed; skipped")
    endif()
  endforeach()
endif()
find_program(man man)
if(man)
  execute_process(COMMAND ${man} --warnings -E UTF-8 -l -Tutf8 ${SCRATCH}/share/man/man1/inferometer.1
    OUTPUT_QUIET ERROR_VARIABLE warnings RESULT_VARIABLE status)
  if(NOT status EQUAL 0 OR NOT warnings STREQUAL "")
    message(FATAL_ERROR "The man page has faults: ${warnings}")
  endif()
endif()
