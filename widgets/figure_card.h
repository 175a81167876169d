// SPDX-License-Identifier: GPL-3.0-or-later
// A card with one figure: label, large number with a small muted unit, and a line that explains it. Every digit takes
// the width of the widest, so that live figures do not jitter whatever the font.
#pragma once

#include "widgets/card.h"

#include <QFont>

class QFontMetrics;

namespace inferometer::widgets {

enum class Tone { Neutral, Good, Warning, Bad };

// The palette role a tone is written in: PlaceholderText, LinkVisited (good), Midlight (warning), BrightText
// (bad).
QPalette::ColorRole toneRole(Tone tone);

struct FigureText
{
    QString number{};
    QString unit{};
    QString note{};
    Tone tone = Tone::Neutral;  // of the note
    QString details{};          // tooltip; empty: the note
    bool operator==(const FigureText&) const = default;
};

// "a, b, c", or "a · b · c", with as many of its parts as there is room for: "a, …".
QString elidedList(const QFontMetrics& metrics, const QString& list, int room);

class FigureCard : public Card
{
    Q_OBJECT

public:
    explicit FigureCard(const QString& label, QWidget* parent = nullptr);

    const QString& label() const { return m_label; }
    const FigureText& figure() const { return m_figure; }
    void setFigure(const FigureText& figure);
    // A card that opens something: by a click, Return or Space. `what` is told to a screen reader.
    void setOpens(const QString& what);

    QSize sizeHint() const override;
    // So that the label is not cut.
    QSize minimumSizeHint() const override;

signals:
    void opened();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Lines
    {
        int label = 0;
        int number = 0;
        int note = 0;
    };
    void updateFonts();
    Lines baselines() const;
    int inset() const;
    void paintNumber(QPainter& painter, int baseline) const;

    QString m_label;
    FigureText m_figure;
    QString m_opens;  // empty: it opens nothing
    QFont m_smallFont;
    QFont m_numberFont;
};

}  // namespace inferometer::widgets
