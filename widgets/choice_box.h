// SPDX-License-Identifier: GPL-3.0-or-later
// A combo box that the wheel changes only while it has the focus.
#pragma once

#include <QComboBox>

namespace inferometer::widgets {

class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);

protected:
    void wheelEvent(QWheelEvent* event) override;
};

}  // namespace inferometer::widgets
