// SPDX-License-Identifier: GPL-3.0-or-later
// A flat button with a few words, cut with an ellipsis where room ends, of "a · b" between two of its parts; of its
// icon the whole stays. As a chip it stands in a border, words and border in its tone. Pressed by a click, Space or
// Enter.
#pragma once

#include "widgets/figure_card.h"

#include <QAbstractButton>

namespace inferometer::widgets {

class WordButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit WordButton(QWidget* parent = nullptr);

    // Foreign words do no harm: text() would take an "&" in them for a shortcut.
    const QString& words() const { return m_words; }
    void setWords(const QString& words);
    Tone tone() const { return m_tone; }
    void setTone(Tone tone);
    void setChip(bool isChip);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int side() const;
    int iconRoom() const;
    void paintPlate(QPainter& painter) const;

    QString m_words;
    Tone m_tone = Tone::Neutral;
    bool m_isChip = false;
};

}  // namespace inferometer::widgets
