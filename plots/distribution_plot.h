// SPDX-License-Identifier: GPL-3.0-or-later
// How a latency is distributed: the share of its samples at or below each value, a histogram behind it whose axis is on
// the right, and a limit. Of a finished run whose values lie in a narrow band the axis may begin above nought.
//
// Drawn from the snapshot's histograms: a value is within 1/64 of the true one, and a refresh costs the same however
// many requests there are. Samples are measured requests (TTFT, latency) or their tokens (ITL).
#pragma once

#include "plots/nice_range.h"
#include "plots/plot.h"

#include <QSharedPointer>

#include <array>
#include <optional>

class QCPBars;
class QCPGraph;
class QCPItemText;

namespace inferometer::plots {

struct HoverInfo;
class SiTicker;

enum class Latency : std::uint8_t { Ttft, EndToEnd, InterToken };

class DistributionPlot : public Plot
{
    Q_OBJECT

public:
    explicit DistributionPlot(QWidget* parent = nullptr);

    // Draws those of TTFT and E2E.
    void setLimits(const RunSpec& spec) override;
    // Share of the chosen latency's samples at or below `seconds`; NaN: there are none.
    double shareBelow(double seconds) const;

    QStringList choices() const override;
    int choice() const override { return static_cast<int>(m_chosen); }
    void choose(int index) override;

    std::vector<LegendEntry> legend() const override;
    QString subtitle() const override;
    QString ownTitle() const override;
    QString sentence() const override;
    std::vector<Landmark> landmarks() override;
    // `share`, and the value in s below which that share of the samples lies; steps of 0.001.
    QString csv() const override;

protected:
    void refresh(const Snapshot& snapshot) override;
    void clear() override;
    void restyle() override;

private:
    static constexpr std::size_t kLatencies = 3;

    const Histogram& histogram() const { return m_histograms[m_chosen]; }
    std::optional<double> limit() const { return m_limits[m_chosen]; }
    bool hasData() const { return histogram().count() > 0; }
    double share(double from, double to) const;
    void fitAxes();
    // Where an axis that ends there begins.
    double beginFor(double end) const;
    // Draws what is in view.
    void fill();
    void placeLimit();
    void placeLabel();
    QString limitName() const;
    QString limitText() const;
    std::optional<HoverInfo> hoverAt(QPointF at) const;

    QCPBars* m_bars;
    QCPGraph* m_curve;
    QCPGraph* m_limitLine;
    QCPItemText* m_limitLabel;
    QSharedPointer<SiTicker> m_ticker;  // of the values
    std::array<Histogram, kLatencies> m_histograms;
    std::array<std::optional<double>, kLatencies> m_limits;
    std::array<NiceRange, kLatencies> m_ranges{NiceRange{1e-4}, NiceRange{1e-4}, NiceRange{1e-4}};
    std::size_t m_chosen = 0;
    bool m_final = false;
    double m_barWidth = 0;  // s
};

}  // namespace inferometer::plots
