// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/popover.h"

#include "widgets/metrics.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::widgets {

QPoint placeBeside(const QWidget& target, const QSize& size)
{
    const QWidget& window = *target.window();
    const int gap = rhythm(window, 1);
    QPoint at = target.mapTo(&window, QPoint{0, target.height() + gap / 2});
    if (at.y() + size.height() + gap > window.height())
        at.setY(std::max(gap, at.y() - target.height() - gap - size.height()));
    at.setX(std::clamp(at.x(), gap, std::max(gap, window.width() - size.width() - gap)));
    return at;
}

Popover::Popover(QWidget* window) : Card{window}, m_text{new QLabel{this}}
{
    m_text->setWordWrap(true);
    m_text->setMargin(rhythm(*this, 1.5));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    hide();
}

void Popover::explain(const QWidget& target, const QString& text)
{
    // As the tool tip that it is.
    const bool isRich = Qt::mightBeRichText(text);
    m_text->setTextFormat(isRich ? Qt::RichText : Qt::PlainText);
    m_text->setText(text);
    m_text->setAccessibleName(isRich ? QTextDocumentFragment::fromHtml(text).toPlainText() : text);
    const int width = std::min(rhythm(*this, 50), parentWidget()->width() - 2 * rhythm(*this, 1));
    resize(width, m_text->heightForWidth(width));
    move(placeBeside(target, size()));
    show();
    raise();
    qApp->installEventFilter(this);
    QAccessibleEvent alert{this, QAccessible::Alert};
    QAccessible::updateAccessibility(&alert);
}

void Popover::explainFocus()
{
    const QWidget* window = parentWidget();
    for (QWidget* widget = window->focusWidget(); widget && widget != window; widget = widget->parentWidget()) {
        if (!widget->toolTip().isEmpty())
            return explain(*widget, widget->toolTip());
    }
}

QString Popover::text() const { return m_text->text(); }

bool Popover::eventFilter(QObject* watched, QEvent* event)
{
    const bool resized = event->type() == QEvent::Resize && watched == parentWidget();
    if (resized || event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress
        || event->type() == QEvent::Wheel)
    {
        qApp->removeEventFilter(this);
        hide();
    }
    return false;
}

}  // namespace inferometer::widgets
