// SPDX-License-Identifier: GPL-3.0-or-later
// A card with monospaced texts that can be selected, scrolled and copied with one button. Several texts share it; the
// titles choose which one shows. It can fold to its titles; copying stays.
#pragma once

#include "widgets/card.h"

#include <QStringList>

#include <vector>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace inferometer::widgets {

class CopyBox : public Card
{
    Q_OBJECT

public:
    // The box is as high as its text, up to `lines` lines; then it scrolls.
    CopyBox(const QStringList& titles, int lines, QWidget* parent = nullptr);

    // Of the page that shows.
    QString text() const;
    void setText(int page, const QString& text);
    void setCopyIcon(const QIcon& icon);

    // Puts a button before the titles that folds the texts away.
    void setFoldable();
    bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

signals:
    // Folded or unfolded by hand.
    void foldChosen();

private:
    QLabel* makeTitle(const QString& title);
    QToolButton* makeTab(const QString& title);
    void addPage(const QString& title);
    void fit();
    void choose(int page);
    void choseFold(bool folded);

    const int m_lines;
    std::vector<QToolButton*> m_tabs;
    std::vector<QPlainTextEdit*> m_texts;
    QStackedWidget* m_stack;
    QToolButton* m_copy;
    QToolButton* m_fold;
    bool m_folded = false;
};

}  // namespace inferometer::widgets
