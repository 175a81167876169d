// SPDX-License-Identifier: GPL-3.0-or-later
// A combo box that the wheel changes only while it has the focus. A long text is cut in its middle; the tool tip has
// the whole.
#pragma once

#include <QComboBox>

namespace inferometer::widgets {

class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);

    // currentText(), as much as there is room for.
    QString shownText() const;
    void showPopup() override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

}  // namespace inferometer::widgets
