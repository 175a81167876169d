// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choice_box.h"

#include <QWheelEvent>

namespace inferometer::widgets {

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox{parent}
{
    // Otherwise scrolling past the box would give it the focus, and the next notch would change it.
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
}

void ChoiceBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

}  // namespace inferometer::widgets
