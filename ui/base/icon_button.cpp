// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/icon_button.h"

#include "ui/base/icons.h"

#include <QToolButton>

namespace inferometer::ui {

QToolButton* iconButton(const char* name, const char* iconName, const QString& what, QWidget* parent)
{
    auto* button = new QToolButton{parent};
    button->setObjectName(QString::fromLatin1(name));
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

}  // namespace inferometer::ui
