// SPDX-License-Identifier: GPL-3.0-or-later
// Plain text that wraps anywhere, so that a path or a name of a run without a space in it never makes a window wide.
// Can be selected by the mouse.
#pragma once

#include <QTextEdit>

namespace inferometer::widgets {

class WrappedText : public QTextEdit
{
    Q_OBJECT

public:
    explicit WrappedText(QWidget* parent = nullptr);

    // A screen reader hears it too.
    void setWords(const QString& text);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
};

}  // namespace inferometer::widgets
