// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes derived from the font, on a rhythm of 8 px at a 13 px font: nothing is given in pixels.
#pragma once

#include <QFont>

class QWidget;

namespace inferometer::widgets {

// `steps` of the rhythm in device-independent pixels: 2 is 16 px beside 13 px text.
int rhythm(const QWidget& widget, double steps);

// The same, for a font.
int rhythm(const QFont& font, double steps);

// `font` scaled, whether it is sized in points or pixels.
QFont scaledFont(const QFont& font, double factor, QFont::Weight weight = QFont::Normal);

}  // namespace inferometer::widgets
