// SPDX-License-Identifier: GPL-3.0-or-later
// A text beside the widget it explains; the next key, click or change of the window's size sends it away.
#pragma once

#include "widgets/card.h"

class QLabel;

namespace inferometer::widgets {

// Where something of that size lies beside `target` and inside its window: under it, else above it. In the window's
// coordinates.
QPoint placeBeside(const QWidget& target, const QSize& size);

class Popover : public Card
{
    Q_OBJECT

public:
    explicit Popover(QWidget* window);

    // `text`: plain or rich, as a tooltip is. REQUIRES: `target` lies in the window.
    void explain(const QWidget& target, const QString& text);
    // The window's focused widget by its tooltip or that of the nearest around it; without one nothing happens.
    void explainFocus();
    QString text() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* m_text;
};

}  // namespace inferometer::widgets
