// SPDX-License-Identifier: GPL-3.0-or-later
// Named spans under one another on a common axis, each with its length in words: a waterfall. Hovering tells more of
// one; a screen reader gets a sentence.
#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

namespace inferometer::widgets {

struct Span
{
    QString label;
    double from = 0;  // any unit, the same for all; from <= to
    double to = 0;
    QString length;  // beside the bar
    QString tip;
    QColor color;
};

class SpanChart : public QWidget
{
    Q_OBJECT

public:
    explicit SpanChart(QWidget* parent = nullptr);

    void setSpans(std::vector<Span> spans, const QString& sentence);
    const std::vector<Span>& spans() const { return m_spans; }
    // Where the bar of a span is painted. REQUIRES: index < spans().size().
    QRectF barRect(std::size_t index) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int rowHeight() const;
    int labelWidth() const;
    int lengthWidth() const;

    std::vector<Span> m_spans;
};

}  // namespace inferometer::widgets
