// SPDX-License-Identifier: GPL-3.0-or-later
// One figure across the turns of a chat, a bar each.
#pragma once

#include "core/chat/conversation.h"

#include <QWidget>

#include <vector>

namespace inferometer::widgets {
class ChoiceBox;
}

namespace inferometer::ui {

class TurnBars : public QWidget
{
    Q_OBJECT

public:
    explicit TurnBars(QWidget* parent);

    // One bar a turn; NaN: it has no such figure.
    void setValues(std::vector<TurnFigure> figures);
    // What the bar of a turn says, from 0.
    QString textOf(int turn) const;
    // What stands at that share of the axis: all of it in one unit.
    QString tickText(double share) const;
    int count() const { return static_cast<int>(m_figures.size()); }
    QSize sizeHint() const override;

signals:
    void turnChosen(int turn);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QRect plotRect() const;
    QRect barOf(int turn) const;
    int turnAt(const QPoint& place) const;

    std::vector<TurnFigure> m_figures;
    double m_end = 1;  // of the axis
};

class TurnChart : public QWidget
{
    Q_OBJECT

public:
    explicit TurnChart(QWidget* parent = nullptr);

    void setChat(const Conversation& chat);

signals:
    // A bar was clicked.
    void turnChosen(int turn);

private:
    void draw();

    widgets::ChoiceBox* m_figure;
    TurnBars* m_bars;
    std::vector<std::vector<TurnFigure>> m_turns;
};

}  // namespace inferometer::ui
