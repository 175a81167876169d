// SPDX-License-Identifier: GPL-3.0-or-later
// A hairline of a border's colour between two parts.
#pragma once

#include <QWidget>

namespace inferometer::widgets {

class Rule : public QWidget
{
public:
    Rule(Qt::Orientation orientation, QWidget* parent) : QWidget{parent}
    {
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::Mid);
        if (orientation == Qt::Vertical)
            setFixedWidth(1);
        else
            setFixedHeight(1);
    }
};

}  // namespace inferometer::widgets
