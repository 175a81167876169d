// SPDX-License-Identifier: GPL-3.0-or-later
// What a whole is made of: one bar, a piece each in proportion, and under it what each piece is and how large. Pieces
// are told apart by their order and a hairline too, not by colour alone; a screen reader gets a sentence.
#pragma once

#include <QWidget>

#include <vector>

namespace inferometer::widgets {

struct Segment
{
    QString label;
    double share = 0;  // any unit, the same for all; not negative
    QString size;      // in words
};

class SegmentBar : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentBar(QWidget* parent = nullptr);

    void setSegments(std::vector<Segment> segments);
    const std::vector<Segment>& segments() const { return m_segments; }
    // Where a piece is painted. REQUIRES: index < segments().size().
    QRectF pieceRect(std::size_t index) const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Entry
    {
        QRect place;
        std::size_t index = 0;
    };
    std::vector<Entry> legend(int width) const;
    QString entryText(const Segment& segment) const;
    QColor colorOf(std::size_t index) const;
    int barHeight() const;
    int lineHeight() const;

    std::vector<Segment> m_segments;
};

}  // namespace inferometer::widgets
