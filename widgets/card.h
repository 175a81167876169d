// SPDX-License-Identifier: GPL-3.0-or-later
// A surface with a one-pixel border and round corners, coloured by the palette: Base, with Mid around it.
#pragma once

#include <QWidget>

namespace inferometer::widgets {

class Card : public QWidget
{
    Q_OBJECT

public:
    explicit Card(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace inferometer::widgets
