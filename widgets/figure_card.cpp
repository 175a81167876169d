// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figure_card.h"

#include "widgets/metrics.h"
#include "widgets/plain_text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace inferometer::widgets {

namespace {

constexpr double kNarrowInset = 0.875;

int digitWidth(const QFontMetrics& metrics)
{
    int width = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        width = std::max(width, metrics.horizontalAdvance(QLatin1Char{digit}));
    return width;
}

int cellWidth(const QFontMetrics& metrics, QChar letter)
{
    return letter.isDigit() ? digitWidth(metrics) : metrics.horizontalAdvance(letter);
}

int numberWidth(const QFontMetrics& metrics, const QString& number)
{
    int width = 0;
    for (const QChar letter : number)
        width += cellWidth(metrics, letter);
    return width;
}

// As large as there is room for. Letters are only nearly as wide as their size: the width is asked of each.
QFont fitting(const QFont& large, const QString& number, int room)
{
    QFont font = large;
    for (int percent = 95; percent >= 50 && numberWidth(QFontMetrics{font}, number) > room; percent -= 5)
        font = scaledFont(large, percent / 100.0, QFont::Bold);
    return font;
}

}  // namespace

QString elidedList(const QFontMetrics& metrics, const QString& list, int room)
{
    static const QString kDot = QStringLiteral(" · ");
    const QString separator = list.contains(kDot) ? kDot : QStringLiteral(", ");
    QString shown = list;
    qsizetype end = list.size();
    while (metrics.horizontalAdvance(shown) > room && end > 0) {
        end = list.left(end).lastIndexOf(separator);
        if (end > 0)
            shown = list.first(end) + separator + QChar{0x2026};
    }
    // elidedText() alone counts parts of a pixel, and would cut what just fits.
    return metrics.horizontalAdvance(shown) > room ? metrics.elidedText(shown, Qt::ElideRight, room) : shown;
}

QPalette::ColorRole toneRole(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return QPalette::LinkVisited;
    case Tone::Warning:
        return QPalette::Midlight;
    case Tone::Bad:
        return QPalette::BrightText;
    case Tone::Neutral:
        break;
    }
    return QPalette::PlaceholderText;
}

FigureCard::FigureCard(const QString& label, QWidget* parent) : Card{parent}, m_label{label}
{
    setAccessibleName(label);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    updateFonts();
}

void FigureCard::setFigure(const FigureText& figure)
{
    if (figure == m_figure)
        return;
    m_figure = figure;
    setToolTip(plainTip(figure.details.isEmpty() ? figure.note : figure.details));
    setAccessibleDescription(QStringLiteral("%1 %2, %3").arg(figure.number, figure.unit, figure.note));
    update();
}

void FigureCard::setOpens(const QString& what)
{
    m_opens = what;
    setAccessibleName(QStringLiteral("%1: %2").arg(m_label, what));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void FigureCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_opens.isEmpty() && event->button() == Qt::LeftButton && rect().contains(event->pos()))
        emit opened();
}

void FigureCard::keyPressEvent(QKeyEvent* event)
{
    const bool wanted
        = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (!m_opens.isEmpty() && wanted)
        emit opened();
    else
        Card::keyPressEvent(event);
}

void FigureCard::updateFonts()
{
    m_smallFont = scaledFont(font(), 0.85);
    m_numberFont = scaledFont(font(), 1.6, QFont::Bold);
}

int FigureCard::inset() const { return rhythm(*this, width() < rhythm(*this, 13) ? kNarrowInset : 1.5); }

FigureCard::Lines FigureCard::baselines() const
{
    const QFontMetrics small{m_smallFont};
    const QFontMetrics large{m_numberFont};
    const int gap = rhythm(*this, 0.25);
    const int label = rhythm(*this, 1.25) + small.ascent();
    const int number = label + small.descent() + gap + large.ascent();
    return {label, number, number + large.descent() + gap + small.ascent()};
}

QSize FigureCard::sizeHint() const
{
    const QFontMetrics small{m_smallFont};
    const int width = small.horizontalAdvance(QStringLiteral("inter-token p99 0.0")) + 2 * inset();
    return {width, baselines().note + small.descent() + rhythm(*this, 1.25)};
}

QSize FigureCard::minimumSizeHint() const
{
    const int label = QFontMetrics{m_smallFont}.horizontalAdvance(m_label) + 2 * rhythm(*this, kNarrowInset);
    return {std::max(rhythm(*this, 9), label), sizeHint().height()};
}

void FigureCard::paintNumber(QPainter& painter, int baseline) const
{
    const QFontMetrics unitMetrics{m_smallFont};
    const int gap = rhythm(*this, 0.5);
    const int unitRoom = m_figure.unit.isEmpty() ? 0 : unitMetrics.horizontalAdvance(m_figure.unit) + gap;
    const QFont numberFont = fitting(m_numberFont, m_figure.number, width() - 2 * inset() - unitRoom);
    const QFontMetrics metrics{numberFont};
    painter.setFont(numberFont);
    painter.setPen(palette().color(QPalette::Text));
    int x = inset();
    for (const QChar letter : m_figure.number) {
        const int cell = cellWidth(metrics, letter);
        painter.drawText(x + (cell - metrics.horizontalAdvance(letter)) / 2, baseline, letter);
        x += cell;
    }
    painter.setFont(m_smallFont);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(x + gap, baseline, m_figure.unit);
}

void FigureCard::paintEvent(QPaintEvent* event)
{
    Card::paintEvent(event);
    QPainter painter{this};
    const Lines lines = baselines();
    const int room = width() - 2 * inset();
    const QFontMetrics small{m_smallFont};
    painter.setFont(m_smallFont);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(inset(), lines.label, small.elidedText(m_label, Qt::ElideRight, room));
    paintNumber(painter, lines.number);
    painter.setPen(palette().color(toneRole(m_figure.tone)));
    painter.drawText(inset(), lines.note, elidedList(small, m_figure.note, room));
}

void FigureCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        updateFonts();
        updateGeometry();
    }
    Card::changeEvent(event);
}

}  // namespace inferometer::widgets
