// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/value_edit.h"

#include "widgets/metrics.h"

#include <QEvent>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QVariant>
#include <QWheelEvent>

#include <utility>

namespace inferometer::widgets {

namespace {
constexpr auto kStateProperty = "fieldState";
}

void setFieldState(QWidget& input, FieldState state)
{
    if (fieldState(input) == state)
        return;
    input.setProperty(kStateProperty, static_cast<int>(state));
    input.update();
}

FieldState fieldState(const QWidget& input) { return static_cast<FieldState>(input.property(kStateProperty).toInt()); }

ValueEdit::ValueEdit(QWidget* parent) : QLineEdit{parent} {}

void ValueEdit::setUnit(const QString& unit)
{
    m_unit = unit;
    fitMargins();
    update();
}

void ValueEdit::setStepper(Stepper stepper) { m_stepper = std::move(stepper); }

void ValueEdit::fitMargins()
{
    const int room = m_unit.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_unit) + rhythm(*this, 1);
    setTextMargins(0, 0, room, 0);
}

void ValueEdit::step(int steps)
{
    if (!m_stepper || isReadOnly())
        return;
    const QString next = m_stepper(text(), steps);
    if (next != text())
        setText(next);
}

void ValueEdit::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    if (m_unit.isEmpty())
        return;
    QPainter painter{this};
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QRect room = rect().adjusted(0, 0, -rhythm(*this, 1.25), 0);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, m_unit);
}

void ValueEdit::wheelEvent(QWheelEvent* event)
{
    if (!hasFocus() || !m_stepper) {
        event->ignore();
        return;
    }
    m_wheel += event->angleDelta().y();
    step(m_wheel / QWheelEvent::DefaultDeltasPerStep);
    m_wheel %= QWheelEvent::DefaultDeltasPerStep;
    event->accept();
}

void ValueEdit::keyPressEvent(QKeyEvent* event)
{
    if (m_stepper && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        step(event->key() == Qt::Key_Up ? 1 : -1);
    else
        QLineEdit::keyPressEvent(event);
}

void ValueEdit::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    // For a menu or another window it is left only for a while.
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        setCursorPosition(0);
}

void ValueEdit::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        fitMargins();
    QLineEdit::changeEvent(event);
}

}  // namespace inferometer::widgets
