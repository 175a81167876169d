// SPDX-License-Identifier: GPL-3.0-or-later
// Short texts over a widget, each with a line to a point of it. They keep off each other, their lines and the points;
// one that finds no room is left out. The mouse goes through them.
#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QWidget>

#include <vector>

namespace inferometer::widgets {

struct Callout
{
    QString text;
    QPointF at;
    QPointF toward{1, 0};  // where there is most room for the text
};

class Callouts : public QWidget
{
    Q_OBJECT

public:
    // Covers `ground`, whatever size that takes.
    explicit Callouts(QWidget& ground);

    void set(std::vector<Callout> callouts);
    // Where the text stands; empty: it is left out. REQUIRES: index < size of what was set.
    QRectF placeOf(std::size_t index) const { return m_places.at(index); }
    // Where the line to it ends, from its point. REQUIRES: placeOf(index) is not empty.
    QLineF lineOf(std::size_t index) const { return leaderTo(m_places.at(index), index); }
    std::size_t count() const { return m_callouts.size(); }
    const Callout& callout(std::size_t index) const { return m_callouts.at(index); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    QSizeF sizeOf(const QString& text) const;
    QRectF bestPlace(std::size_t index) const;
    double costOf(const QRectF& place, std::size_t index) const;
    QLineF leaderTo(const QRectF& place, std::size_t index) const;

    std::vector<Callout> m_callouts;
    std::vector<QRectF> m_places;
};

}  // namespace inferometer::widgets
