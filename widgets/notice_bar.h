// SPDX-License-Identifier: GPL-3.0-or-later
// One sentence told in place, with at most one thing to do about it and a button that sends it away.
#pragma once

#include "widgets/card.h"
#include "widgets/figure_card.h"

#include <functional>

class QPushButton;
class QToolButton;

namespace inferometer::widgets {

class WrappedText;

class NoticeBar : public Card
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    // Shows `text`; the stripe at its side has the tone's colour. Replaces what stood there and its action.
    void tell(const QString& text, Tone tone = Tone::Neutral);
    // A button beside the text.
    void offer(const QString& label, std::function<void()> action);
    void setCloseIcon(const QIcon& icon);
    QString text() const;
    Tone tone() const { return m_tone; }

signals:
    // By its button.
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    WrappedText* m_text;
    QPushButton* m_button;
    QToolButton* m_close;
    Tone m_tone = Tone::Neutral;
    std::function<void()> m_action;
};

}  // namespace inferometer::widgets
