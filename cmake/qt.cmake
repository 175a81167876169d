# SPDX-License-Identifier: GPL-3.0-or-later
# How everything with a screen uses Qt, and Qt's headers compiled once for it.
add_library(inferometer_qt INTERFACE)
target_link_libraries(inferometer_qt INTERFACE inferometer_flags Qt6::Widgets)
target_compile_definitions(inferometer_qt INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)

# An owner without definitions of its own: what a precompiled header was made with must hold wherever it is used.
add_library(inferometer_qt_headers OBJECT cmake/precompiled/qt.cpp)
set_target_properties(inferometer_qt_headers PROPERTIES AUTOMOC OFF AUTORCC OFF)
target_link_libraries(inferometer_qt_headers PUBLIC inferometer_qt)
inferometer_precompile(inferometer_qt_headers qt inferometer_qt_headers)
