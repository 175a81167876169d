// SPDX-License-Identifier: GPL-3.0-or-later
// The name of a run in bold, which a click on it, the pencil or edit() turns into a line to type in: Enter or leaving
// it keeps what is typed, Escape gives the old one back, an empty one stands for the name that the run has by itself.
#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace inferometer::widgets {
class ElidedLabel;
}

namespace inferometer::ui {

class RunNameEdit : public QWidget
{
    Q_OBJECT

public:
    explicit RunNameEdit(QWidget* parent = nullptr);

    // `own`: by what it measured.
    void setName(const QString& name, const QString& own);
    // A reason forbids to change it; empty: it may be changed.
    void setLocked(const QString& reason);
    bool isEditing() const;
    // What is being typed is dropped.
    void giveUp();
    // Turns into the line to type in, or says why not.
    void edit();

    QSize sizeHint() const override;

signals:
    // Empty: its own again.
    void kept(const QString& name);
    // A sentence: why it cannot be changed, or why not to what was typed.
    void refused(const QString& reason);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void keep();
    void showEditing(bool isEditing);

    QString m_name;
    QString m_locked;
    widgets::ElidedLabel* m_label;
    QToolButton* m_pencil;
    QLineEdit* m_edit;
};

}  // namespace inferometer::ui
