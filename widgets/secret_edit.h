// SPDX-License-Identifier: GPL-3.0-or-later
// A line for a password or key: shown as dots until revealed, kept out of undo by clear(), never dragged.
#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace inferometer::widgets {

class SecretEdit : public QWidget
{
    Q_OBJECT

public:
    explicit SecretEdit(QWidget* parent = nullptr);

    QString text() const;
    // Empties the line and hides what will be typed next.
    void clear();
    void setPlaceholderText(const QString& text);
    QLineEdit& input() const { return *m_input; }
    bool isRevealed() const;

signals:
    void edited();

private:
    void showState();

    QLineEdit* m_input;
    QToolButton* m_reveal;
};

}  // namespace inferometer::widgets
