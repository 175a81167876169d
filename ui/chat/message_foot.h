// SPDX-License-Identifier: GPL-3.0-or-later
// What stands under a message: what is waited for, why it failed, its figures, and what can be done with it.
#pragma once

#include "ui/chat/transcript_message.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace inferometer::widgets {
class FactList;
class WordButton;
class WrappedText;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class MessageFoot : public QWidget
{
    Q_OBJECT

public:
    MessageFoot(bool isAnswer, QWidget* parent);

    void display(const TranscriptMessage& message);
    void setEditable(bool editable);
    void setUnfolded(bool unfolded);
    int heightFor(int width) const;

signals:
    void editAsked();
    void regenerateAsked();
    void copyAsked();
    void unfolded(bool unfolded);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitLine();
    void showFigures(const TranscriptFigures& figures);

    const bool m_isAnswer;
    widgets::WrappedText* m_fault;
    QLabel* m_status;
    widgets::WordButton* m_figures;
    widgets::FactList* m_facts;
    QToolButton* m_edit = nullptr;
    QToolButton* m_regenerate = nullptr;
    QToolButton* m_copy = nullptr;
    TranscriptFigures m_shown{};
    bool m_isUnfolded = false;
};

}  // namespace inferometer::ui
