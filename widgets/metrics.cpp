// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/metrics.h"

#include <QFontMetricsF>
#include <QWidget>

namespace inferometer::widgets {

namespace {
// A 13 px text face is about 15.2 px high in the common sans fonts.
constexpr double kReferenceHeight = 15.2;
}  // namespace

int rhythm(const QFont& font, double steps)
{
    return qMax(1, qRound(steps * 8.0 * QFontMetricsF{font}.height() / kReferenceHeight));
}

int rhythm(const QWidget& widget, double steps) { return rhythm(widget.font(), steps); }

QFont scaledFont(const QFont& font, double factor, QFont::Weight weight)
{
    QFont scaled{font};
    if (font.pixelSize() > 0)
        scaled.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    else
        scaled.setPointSizeF(font.pointSizeF() * factor);
    scaled.setWeight(weight);
    return scaled;
}

}  // namespace inferometer::widgets
