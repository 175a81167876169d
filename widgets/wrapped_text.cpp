// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wrapped_text.h"

#include <QTextLayout>

#include <cmath>

namespace inferometer::widgets {

namespace {

constexpr QTextOption::WrapMode kWrap = QTextOption::WrapAtWordBoundaryOrAnywhere;

double heightOf(const QString& paragraph, const QFont& font, double width)
{
    QTextLayout layout{paragraph, font};
    QTextOption option;
    option.setWrapMode(kWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    double height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        height += std::ceil(line.height());
    }
    layout.endLayout();
    return height;
}

}  // namespace

WrappedText::WrappedText(QWidget* parent) : QTextEdit{parent}
{
    setReadOnly(true);
    setAcceptRichText(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::ClickFocus);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(kWrap);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::IBeamCursor);
    QSizePolicy policy{QSizePolicy::Preferred, QSizePolicy::Preferred};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void WrappedText::setWords(const QString& text)
{
    setPlainText(text);
    setAccessibleName(text);
    updateGeometry();
}

int WrappedText::heightForWidth(int width) const
{
    double height = 0;
    for (const QString& paragraph : toPlainText().split(QLatin1Char{'\n'}))
        height += heightOf(paragraph, font(), width);
    return static_cast<int>(height);
}

QSize WrappedText::sizeHint() const
{
    const int width = qMin(fontMetrics().horizontalAdvance(toPlainText()) + 2, fontMetrics().averageCharWidth() * 60);
    return {width, heightForWidth(width)};
}

QSize WrappedText::minimumSizeHint() const { return {fontMetrics().averageCharWidth() * 12, fontMetrics().height()}; }

}  // namespace inferometer::widgets
