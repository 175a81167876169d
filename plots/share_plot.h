// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of any metric are distributed: the share of them at or below each value, with lines at the percentiles
// that people quote and bars for the intervals these lie in. It is given its curve; it follows no snapshot.
#pragma once

#include "core/metrics/distribution.h"
#include "plots/plot.h"

#include <QSharedPointer>

#include <optional>
#include <vector>

class QCPGraph;
class QCPItemText;

namespace inferometer::plots {

struct HoverInfo;
class SiTicker;

// A percentile on the curve. Its words come from who told it elsewhere, so that both say the same.
struct ShareMark
{
    QString words;  // "p95 512 ms"
    double share = 0.5;
    double value = 0;
    std::optional<Interval> interval;
};

struct ShareCurve
{
    QString name;  // "Time to first token"
    QString id;    // its column in CSV: "ttft_s"
    QString unit;  // "s" scales, any other stands as it is
    Distribution distribution;
    std::vector<ShareMark> marks;
};

class SharePlot : public Plot
{
    Q_OBJECT

public:
    explicit SharePlot(QWidget* parent = nullptr);

    // Another metric than before shows its whole range; the same one keeps what is zoomed.
    void setCurve(ShareCurve curve);
    const ShareCurve& curve() const { return m_curve; }

    std::vector<LegendEntry> legend() const override;
    QString subtitle() const override { return {}; }
    QString sentence() const override;
    // `share`, and the value below which that share lies, in the metric's own unit; steps of 0.001. Empty behind what
    // is known.
    QString csv() const override;

protected:
    void refresh(const Snapshot& /*snapshot*/) override {}
    void clear() override {}
    void restyle() override;

private:
    bool hasData() const { return !m_curve.distribution.values.empty(); }
    QString valueText(double value) const;
    void fitAxes();
    void fill();
    void placeMarks();
    void placeLabels();
    std::optional<HoverInfo> hoverAt(QPointF at) const;

    ShareCurve m_curve;
    QSharedPointer<SiTicker> m_ticker;  // of the values, which stand in the metric's own unit
    QCPGraph* m_line;
    QCPGraph* m_beyond;  // where only lower limits are known
    std::vector<QCPGraph*> m_rules;
    std::vector<QCPGraph*> m_intervals;
    std::vector<QCPItemText*> m_labels;
};

}  // namespace inferometer::plots
