# SPDX-License-Identifier: GPL-3.0-or-later
# Proves that layers_test.cmake reports each wrong include, and nothing else. Run: cmake -DSCRATCH=<folder> -P this
cmake_minimum_required(VERSION 3.25)
if(NOT SCRATCH)
  message(FATAL_ERROR "give -DSCRATCH=<an empty folder to write into>")
endif()

# "file|header with its quotes"
set(right
  "core/base/a.h|<vector>"
  "core/base/b.cpp|\"core/base/a.h\""
  "core/store/a.cpp|\"core/base/a.h\""
  "core/http/a.cpp|<openssl/ssl.h>"
  "core/api/a.cpp|<simdjson.h>"
  "app/cli/a.cpp|\"core/store/a.h\""
  "app/cli/b.cpp|\"app/cli/a.h\""
  "plots/a.cpp|<qcustomplot.h>"
  "plots/b.h|<QtCharts/QChart>"
  "plots/c.cpp|\"core/load/snapshot.h\""
  "widgets/a.h|<QWidget>"
  "ui/pages/a.cpp|\"widgets/a.h\""
  "ui/pages/b.cpp|\"plots/a.h\""
  "ui/pages/c.cpp|\"c.moc\""
  "app/workbench/main.cpp|\"ui/frame/main_window.h\"")
set(wrong
  "core/base/w1.h|\"core/config/field.h\""
  "core/api/w2.cpp|\"core/workload/plan.h\""
  "core/metrics/w3.cpp|\"core/load/run.h\""
  "core/store/w4.cpp|\"ui/frame/main_window.h\""
  "core/load/w5.cpp|<QObject>"
  "core/load/w6.cpp|<QtCore/QString>"
  "core/load/w7.cpp|<qglobal.h>"
  "core/load/w8.cpp|<qcustomplot.h>"
  "core/load/w9.cpp|\"run.h\""
  "core/load/w10.cpp|<iostream>"
  "core/load/w11.cpp|<core/store/recorded_run.h>"
  "app/cli/w12.cpp|<QString>"
  "app/cli/w13.cpp|\"plots/gantt.h\""
  "plots/w14.cpp|\"ui/frame/main_window.h\""
  "plots/w15.cpp|\"widgets/card.h\""
  "widgets/w16.cpp|\"core/base/result.h\""
  "widgets/w17.cpp|\"plots/gantt.h\""
  "widgets/w18.cpp|<qcustomplot.h>"
  "ui/pages/w19.cpp|<qcustomplot.h>"
  "ui/pages/w20.cpp|<QtCharts/QChartView>"
  "ui/pages/w21.cpp|\"app/cli/report.h\""
  "ui/pages/w22.cpp|<QChartView>"
  "app/workbench/w23.cpp|\"app/cli/report.h\""
  "core/api/w24.cpp|\"core/config/run_spec.h\""
  "core/machine/w25.cpp|\"core/http/wire.h\"")

function(writeTree rows)
  file(REMOVE_RECURSE "${SCRATCH}")
  foreach(row IN LISTS rows)
    string(REPLACE "|" ";" parts "${row}")
    list(GET parts 0 path)
    list(GET parts 1 header)
    file(WRITE "${SCRATCH}/${path}" "#include ${header}\n")
  endforeach()
endfunction()

function(check outResult outText)
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${SCRATCH} -P ${CMAKE_CURRENT_LIST_DIR}/layers_test.cmake
    RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  set(${outResult} ${result} PARENT_SCOPE)
  set(${outText} "${text}" PARENT_SCOPE)
endfunction()

writeTree("${right}")
check(result text)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "right includes were reported: ${text}")
endif()

writeTree("${right};${wrong}")
file(WRITE "${SCRATCH}/core/newcomer/a.h" "")
file(WRITE "${SCRATCH}/app/cli/printer.cpp" "std::printf(name)\n")
file(WRITE "${SCRATCH}/app/cli/terminal.cpp" "std::printf(name)\n")
file(WRITE "${SCRATCH}/core/base/twin.h" "struct Twin;\nstruct Alone\n{\n};\nstruct Twin\n{\n};\n")
file(WRITE "${SCRATCH}/core/load/twin.h" "struct Alone;\nclass Twin : public Base\n{\n};\n")
check(result text)
if(result EQUAL 0)
  message(FATAL_ERROR "wrong includes were not reported")
endif()
list(LENGTH wrong count)
math(EXPR count "${count} + 3")
if(NOT text MATCHES " ${count} lines cross a layer" OR NOT text MATCHES "core/newcomer has no place"
    OR NOT text MATCHES "app/cli/printer.cpp writes by itself"
    OR NOT text MATCHES "core/load/twin.h defines Twin as core/base/twin.h does")
  message(FATAL_ERROR "expected ${count} reports, got: ${text}")
endif()
foreach(row IN LISTS wrong)
  string(REGEX REPLACE "\\|.*" "" path "${row}")
  if(NOT text MATCHES "${path} includes ")
    message(FATAL_ERROR "${row} was not reported: ${text}")
  endif()
endforeach()
file(REMOVE_RECURSE "${SCRATCH}")
message(STATUS "layers: ${count} wrong includes reported, none of the right ones")
