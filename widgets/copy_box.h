// SPDX-License-Identifier: GPL-3.0-or-later
// A card with a title and monospaced text that can be selected, scrolled and copied with one button.
#pragma once

#include "widgets/card.h"

class QPlainTextEdit;
class QToolButton;

namespace inferometer::widgets {

class CopyBox : public Card
{
    Q_OBJECT

public:
    // `lines`: how many lines of text show before it scrolls.
    CopyBox(const QString& title, int lines, QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    void setCopyIcon(const QIcon& icon);

private:
    QPlainTextEdit* m_text;
    QToolButton* m_copy;
};

}  // namespace inferometer::widgets
