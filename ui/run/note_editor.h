// SPDX-License-Identifier: GPL-3.0-or-later
// The note of a run, to be typed in over the window: Ctrl+Enter, a click elsewhere or Tab keeps it, Escape gives the
// old one back. What is too long to be kept stays open and says so.
#pragma once

#include "widgets/card.h"

class QLabel;
class QPlainTextEdit;

namespace inferometer::ui {

class NoteEditor : public widgets::Card
{
    Q_OBJECT

public:
    explicit NoteEditor(QWidget* parent = nullptr);

    // Over the window of `beside`, which gets the focus back. One that cannot be changed is there to be read.
    void open(QWidget& beside, const QString& note, bool canChange);
    void giveUp();

signals:
    // Only when it is another than before.
    void kept(const QString& note);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void keep();
    void leave();
    bool takeKey(const QKeyEvent& key);
    bool isElsewhere(const QObject& watched, const QEvent& event) const;

    QString m_note;
    QWidget* m_beside = nullptr;
    QPlainTextEdit* m_edit;
    QLabel* m_hint;
};

}  // namespace inferometer::ui
