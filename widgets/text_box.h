// SPDX-License-Identifier: GPL-3.0-or-later
// An input of several lines of plain text: as high as what it holds, up to a most; then it scrolls. Tab leaves it.
#pragma once

#include <QPlainTextEdit>

namespace inferometer::widgets {

class TextBox : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit TextBox(int mostLines, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fit();

    const int m_mostLines;
};

}  // namespace inferometer::widgets
