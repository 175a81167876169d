// SPDX-License-Identifier: GPL-3.0-or-later
// Every request as a bar across time, live. One can be selected, and a click selects: the link to a table of requests.
#pragma once

#include "plots/gantt_columns.h"
#include "plots/nice_range.h"
#include "plots/plot.h"

#include <QPoint>

#include <optional>

class QMouseEvent;

namespace inferometer::plots {

struct HoverInfo;

class GanttBars;

class GanttPlot : public Plot
{
    Q_OBJECT

public:
    explicit GanttPlot(QWidget* parent = nullptr);

    bool isOverTime() const override { return true; }
    std::vector<LegendEntry> legend() const override;
    QString subtitle() const override { return {}; }
    QString sentence() const override;
    std::vector<Landmark> landmarks() override;
    // `request` (its sequence), `state` (in_flight, ok, failed, cancelled), then moments in s since run start:
    // `scheduled_s, sent_s, first_token_s, end_s` (of a request in flight: now). A row a request.
    QString csv() const override;

    // Frames the request of that sequence, and pans to it when it is out of view. Emits nothing.
    void setSelected(std::optional<std::uint64_t> sequence);
    std::optional<std::uint64_t> selected() const { return m_selected; }
    const GanttColumns& columns() const { return m_columns; }

signals:
    // A person clicked a request, which is framed now.
    void requestSelected(quint64 sequence);

protected:
    void refresh(const Snapshot& snapshot) override;
    void clear() override;
    void deselect() override { setSelected(std::nullopt); }
    void restyle() override;

private:
    void click(const QMouseEvent* event);
    void fitAxes();
    // A row near this share of them whose request is complete.
    std::optional<std::size_t> completeRow(double share) const;
    // What is known of a request, in lines.
    QString textOf(std::size_t row) const;
    std::optional<HoverInfo> hoverAt(QPointF at) const;

    GanttColumns m_columns;
    GanttBars* m_bars;
    NiceRange m_time{10};
    NiceRange m_rows{10};
    std::optional<std::uint64_t> m_selected;
    QPoint m_pressed;
};

}  // namespace inferometer::plots
