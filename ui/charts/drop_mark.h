// SPDX-License-Identifier: GPL-3.0-or-later
// A frame around the place where something that is dragged would be dropped.
#pragma once

#include <QWidget>

namespace inferometer::ui {

class DropMark : public QWidget
{
    Q_OBJECT

public:
    // Lies over `ground`, hidden at first.
    explicit DropMark(QWidget& ground);

    // Around a widget that lies in the ground; null: nowhere.
    void markAt(const QWidget* place);

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace inferometer::ui
