# SPDX-License-Identifier: GPL-3.0-or-later
# How everything with a screen uses Qt, and Qt's headers compiled once for it.
add_library(inferometer_qt INTERFACE)
target_link_libraries(inferometer_qt INTERFACE inferometer_flags Qt6::Widgets)
target_compile_definitions(inferometer_qt INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)

# inferometer_screen(target): a library with a screen.
function(inferometer_screen target)
  set_target_properties(${target} PROPERTIES INFEROMETER_SCREEN ON)
  target_link_libraries(${target} PUBLIC inferometer_qt)
endfunction()

# An owner without definitions of its own: what a precompiled header was made with must hold wherever it is used.
add_library(inferometer_qt_headers OBJECT cmake/precompiled/qt.cpp)
set_target_properties(inferometer_qt_headers PROPERTIES AUTOMOC OFF AUTORCC OFF)
inferometer_screen(inferometer_qt_headers)
inferometer_precompile(inferometer_qt_headers qt inferometer_qt_headers)
