// SPDX-License-Identifier: GPL-3.0-or-later
// The chunks of one request across time: where each arrived, as high as the gap before it was long. It is given its
// chunks; it follows no snapshot.
#pragma once

#include "core/metrics/request_record.h"
#include "plots/plot.h"

#include <QSharedPointer>

#include <array>
#include <optional>
#include <vector>

class QCPGraph;

namespace inferometer::plots {

struct HoverInfo;
class SiTicker;

// A chunk behind the first one.
struct ChunkGap
{
    double at = 0;   // s since the request was sent
    double gap = 0;  // s since the chunk before; 0 where a clock was set back between them
    double tokens = 1;
    bool isReasoning = false;
    double bound = 0;  // s by which either arrival may have come sooner; 0: both are exact
};

// Of a record whose chunks were kept; empty where they were not or fewer than two came.
std::vector<ChunkGap> chunkGapsOf(const RecordBlock& block, const RequestRecord& record);

class GapPlot : public Plot
{
    Q_OBJECT

public:
    explicit GapPlot(QWidget* parent = nullptr);

    void setGaps(std::vector<ChunkGap> gaps);
    const std::vector<ChunkGap>& gaps() const { return m_gaps; }

    std::vector<LegendEntry> legend() const override;
    QString subtitle() const override { return {}; }
    QString sentence() const override;
    // `at_s` since the request was sent, `gap_s`, `tokens` of the chunk, `kind`, and `bound_s` of its arrival.
    QString csv() const override;

protected:
    void refresh(const Snapshot& /*snapshot*/) override {}
    void clear() override {}
    void restyle() override;

private:
    void fitAxes();
    std::optional<HoverInfo> hoverAt(QPointF at) const;

    std::vector<ChunkGap> m_gaps;
    QSharedPointer<SiTicker> m_times;
    QSharedPointer<SiTicker> m_lengths;
    std::array<QCPGraph*, 2> m_series;  // text, reasoning
};

}  // namespace inferometer::plots
