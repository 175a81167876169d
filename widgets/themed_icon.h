// SPDX-License-Identifier: GPL-3.0-or-later
// An SVG icon drawn in the palette's colours: every `currentColor` in it becomes the role's colour of the moment, so
// that a change from light to dark needs no new icon.
#pragma once

#include <QIcon>
#include <QPalette>

namespace inferometer::widgets {

// Of icons and marks of a control that is off: the theme has one muted colour.
inline constexpr double kOffOpacity = 0.45;

// `path`: an SVG file or resource with currentColor as its only colour.
QIcon themedIcon(const QString& path, QPalette::ColorRole role = QPalette::PlaceholderText);

}  // namespace inferometer::widgets
