// SPDX-License-Identifier: GPL-3.0-or-later
// A card with monospaced texts that can be selected, scrolled and copied with one button. Several texts share it; the
// titles choose which one shows.
#pragma once

#include "widgets/card.h"

#include <QStringList>

#include <vector>

class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace inferometer::widgets {

class CopyBox : public Card
{
    Q_OBJECT

public:
    // `lines`: how many lines of text show before it scrolls.
    CopyBox(const QStringList& titles, int lines, QWidget* parent = nullptr);

    // Of the page that shows.
    QString text() const;
    void setText(int page, const QString& text);
    void setCopyIcon(const QIcon& icon);

private:
    void addPage(const QString& title, int lines);
    void choose(int page);

    std::vector<QToolButton*> m_tabs;
    std::vector<QPlainTextEdit*> m_texts;
    QStackedWidget* m_stack;
    QToolButton* m_copy;
};

}  // namespace inferometer::widgets
