// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text_box.h"

#include "widgets/metrics.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>

#include <algorithm>

namespace inferometer::widgets {

TextBox::TextBox(int mostLines, QWidget* parent) : QPlainTextEdit{parent}, m_mostLines{mostLines}
{
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The style fills what is inside the border.
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(rhythm(*this, 0.5));
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &TextBox::fit);
    fit();
}

void TextBox::fit()
{
    const int lines = std::clamp(qRound(document()->size().height()), 1, m_mostLines);
    const int around = 2 * (qRound(document()->documentMargin()) + frameWidth());
    setFixedHeight(std::max(lines * fontMetrics().lineSpacing() + around, rhythm(*this, 3.75)));
}

void TextBox::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

}  // namespace inferometer::widgets
