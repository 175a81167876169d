// SPDX-License-Identifier: GPL-3.0-or-later
// Fusion without bevels: inputs, buttons, check boxes and scroll bars as plain rounded shapes in palette colours.
//
// Roles beyond their usual meaning: Mid borders, Link the accent, BrightText what is wrong, Highlight selection. A push
// button that isDefault() is filled with the accent.
#pragma once

#include <QProxyStyle>

namespace inferometer::widgets {

// Set to true on a view and on its headers, its columns stand closer.
inline constexpr const char* kDenseCells = "dense-cells";

class FlatStyle : public QProxyStyle
{
    Q_OBJECT

public:
    FlatStyle();

    // Labels that would guess whether their text is HTML take it as plain (plain_text.h).
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
    using QProxyStyle::unpolish;
    void unpolish(QWidget* widget) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

}  // namespace inferometer::widgets
