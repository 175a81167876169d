// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/box_plot.h"

#include "plots/makers.h"
#include "plots/plot_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace inferometer::plots {

namespace {

// The client's side is the figure that result files call so: by the kit's formula, as is the server's.
constexpr BoxFigure kTtft{
    "client_ttft_s",
    ServerMetrics::Ttft,
    nullptr,
    QT_TRANSLATE_NOOP("plots", "TTFT (%1), per request"),
    QT_TRANSLATE_NOOP("plots", "TTFT by batch size"),
};
constexpr BoxFigure kLatency{
    "client_end_to_end_latency_s",
    ServerMetrics::EndToEnd,
    nullptr,
    QT_TRANSLATE_NOOP("plots", "Latency (%1), per request"),
    QT_TRANSLATE_NOOP("plots", "E2E latency by batch size"),
};
constexpr BoxFigure kOutputRate{
    "client_output_token_per_s_per_request",
    ServerMetrics::OutputRate,
    QT_TRANSLATE_NOOP("plots", "tokens / s"),
    QT_TRANSLATE_NOOP("plots", "Rate (%1), per request"),
    QT_TRANSLATE_NOOP("plots", "Output rate by batch size"),
};

}  // namespace

Plot* makeTtftBoxes(QWidget* parent) { return new BoxPlot{kTtft, parent}; }
Plot* makeLatencyBoxes(QWidget* parent) { return new BoxPlot{kLatency, parent}; }
Plot* makeOutputRateBoxes(QWidget* parent) { return new BoxPlot{kOutputRate, parent}; }

BoxPlot::BoxPlot(const BoxFigure& figure, QWidget* parent)
    : CategoryPlot{Look::Box, parent}
    , m_figure{figure}
    , m_metric{*findMetric(figure.metric)}
{
    chooseUnit();
}

QString BoxPlot::subtitle() const { return translated(QT_TRANSLATE_NOOP("plots", "p5, median, p95")); }

QString BoxPlot::ownTitle() const { return isExposed() ? translated(m_figure.batchTitle) : QString{}; }

void BoxPlot::clear()
{
    m_groups.clear();
    CategoryPlot::clear();
}

void BoxPlot::refresh(const Snapshot& snapshot)
{
    m_groups.update(snapshot, [this](Group& group, const RequestRecord& record, const ServerMetrics& server) {
        if (const auto value = m_metric.of(record))
            group[static_cast<std::size_t>(Side::Client)].add(*value);
        if (const double value = server.values[m_figure.field]; !std::isnan(value))
            group[static_cast<std::size_t>(Side::Server)].add(value);
    });
    const bool final = snapshot.state == RunState::Finished;
    std::vector<Category> categories;
    for (auto& [batch, group] : m_groups.groups()) {
        Category category{batch, {}};
        for (std::size_t i = 0; i < group.size(); ++i) {
            const Spread& spread = group[i].spread(final);
            category.sides[i] = {spread.n, spread.p5, spread.median, spread.p95};
        }
        categories.push_back(category);
    }
    setCategories(std::move(categories), m_groups.isExposed(), snapshot.state == RunState::Finished);
    chooseUnit();
}

void BoxPlot::chooseUnit()
{
    double largest = 0;
    for (const Category& category : categories()) {
        for (const CategoryMark& mark : category.sides)
            largest = std::max(largest, mark.n > 0 ? mark.value : 0);
    }
    const DurationUnit time = durationUnit(largest > 0 ? largest : 1);
    m_unit = m_figure.unit ? translated(m_figure.unit) : time.name;
    setAxis(translated(m_figure.axis).arg(m_unit), m_figure.unit ? 1 : time.perSecond);
}

QString BoxPlot::markText(const CategoryMark& mark) const
{
    return translated(QT_TRANSLATE_NOOP("plots", "median %1 %4, p5 to p95 %2 to %3 %4"))
        .arg(figureText(mark.value), figureText(mark.low), figureText(mark.high), m_unit);
}

QString BoxPlot::csv() const
{
    QString text = QStringLiteral("batch_size,side,n,p5,median,p95\n");
    for (const Category& category : categories()) {
        for (const Side side : {Side::Server, Side::Client}) {
            const CategoryMark& mark = category.of(side);
            const QString batch = std::isinf(category.batch) ? QString{} : csvNumber(category.batch);
            if (mark.n > 0)
                text += QStringLiteral("%1,%2,%3,%4,%5,%6\n")
                            .arg(batch, sideId(side), QString::number(mark.n), csvNumber(mark.low),
                                 csvNumber(mark.value), csvNumber(mark.high));
        }
    }
    return text;
}

}  // namespace inferometer::plots
