// SPDX-License-Identifier: GPL-3.0-or-later
// A line of text for one value: a muted unit at its end, and a border that says whether the value will do. Numbers step
// with the arrow keys and, only while the field has the focus, with the wheel. Left, it shows its text from the start.
#pragma once

#include <QLineEdit>

#include <functional>

namespace inferometer::widgets {

enum class FieldState { Fine, Warning, Invalid };

// Marks any input; FlatStyle draws its border by it.
void setFieldState(QWidget& input, FieldState state);
FieldState fieldState(const QWidget& input);

class ValueEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit ValueEdit(QWidget* parent = nullptr);

    void setUnit(const QString& unit);
    const QString& unit() const { return m_unit; }

    // Gives the text `steps` further on (negative: back). Without one the wheel and the arrows do nothing.
    using Stepper = std::function<QString(const QString& text, int steps)>;
    void setStepper(Stepper stepper);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void step(int steps);
    void fitMargins();

    QString m_unit;
    Stepper m_stepper;
    int m_wheel = 0;  // eighths of a degree not yet spent
};

}  // namespace inferometer::widgets
