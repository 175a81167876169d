// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choice_box.h"

#include "widgets/plain_text.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

namespace inferometer::widgets {

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox{parent}
{
    // Otherwise scrolling past the box would give it the focus, and the next notch would change it.
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
}

QString ChoiceBox::shownText() const
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QRect room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    return fontMetrics().elidedText(currentText(), Qt::ElideMiddle, room.width() - 2);
}

void ChoiceBox::paintEvent(QPaintEvent* /*event*/)
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    option.currentText = shownText();
    QStylePainter painter{this};
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

bool ChoiceBox::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || shownText() == currentText())
        return QComboBox::event(event);
    const QString own = Qt::mightBeRichText(toolTip()) ? toolTip() : toolTip().toHtmlEscaped();
    const QString tip = QStringLiteral("<p><b>%1</b></p>").arg(currentText().toHtmlEscaped()) + own;
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), tip, this);
    return true;
}

void ChoiceBox::showPopup()
{
    view()->setTextElideMode(Qt::ElideMiddle);
    for (int i = 0; i < count(); ++i)
        setItemData(i, fontMetrics().horizontalAdvance(itemText(i)) > width() ? plainTip(itemText(i)) : QVariant{},
                    Qt::ToolTipRole);
    QComboBox::showPopup();
}

void ChoiceBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

}  // namespace inferometer::widgets
