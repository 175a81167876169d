// SPDX-License-Identifier: GPL-3.0-or-later
// What stands under the mouse, or where the keyboard went with Shift and the arrows: a hairline, marks and a small
// label that never leaves the chart. It lies over the chart as a widget of its own, so that moving the mouse replots
// nothing.
#pragma once

#include <QColor>
#include <QLineF>
#include <QPointF>
#include <QString>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QKeyEvent;

namespace inferometer::plots {

struct HoverMark
{
    QPointF at;  // in pixels of the chart
    QColor color;
};

struct HoverInfo
{
    QString text;                  // lines
    std::vector<HoverMark> marks;  // dots
    std::optional<double> hairline;
    QRectF outline;  // a frame around the thing pointed at; empty: none
};

class HoverOverlay : public QWidget
{
    Q_OBJECT

public:
    // Lies over `canvas` and watches its mouse.
    explicit HoverOverlay(QWidget& canvas);

    // Asked where the mouse is; nullopt: nothing to say there.
    using Source = std::function<std::optional<HoverInfo>(QPointF at)>;
    void setSource(Source source);
    void clear();
    // Asks again at the last position: data moved under a resting mouse.
    void refresh();
    // A thin line over the chart, in pixels: something elsewhere is pointed at.
    void setLine(const std::optional<QLineF>& line);
    const std::optional<QLineF>& line() const { return m_line; }
    // One muted line, told while the mouse is over the chart for the first time.
    void setHint(const QString& hint) { m_hint = hint; }
    bool isHinting() const { return m_hinting; }
    // Frames the chart: it has the keyboard.
    void setFramed(bool framed);
    const std::optional<HoverInfo>& info() const { return m_info; }
    // In pixels of the chart.
    std::optional<QPointF> place() const { return m_at; }

    // Shift and an arrow: a step from where it is, at first from the middle. Returns whether it was one of them.
    bool takeKey(const QKeyEvent& key);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    // Where the mouse or the keyboard points now, in pixels of the chart; nowhere any more.
    void pointed(std::optional<QPointF> at);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void ask(QPointF at);
    QRectF labelArea() const;
    void paintMarks(QPainter& painter) const;
    void paintLabel(QPainter& painter) const;
    void paintHint(QPainter& painter) const;
    void setHinting(bool hinting);

    Source m_source;
    std::optional<QPointF> m_at;
    std::optional<HoverInfo> m_info;
    std::optional<QLineF> m_line;
    QString m_hint;  // empty once it was told
    bool m_hinting = false;
    bool m_framed = false;
};

}  // namespace inferometer::plots
