// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/box_plot.h"

#include "plots/makers.h"
#include "plots/plot_text.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace inferometer::plots {

namespace {

// The client's side is the figure that result files call so: by the kit's formula, as is the server's.
constexpr std::array kFigures{
    BoxFigure{
        "client_ttft_s",
        ServerMetrics::Ttft,
        nullptr,
        QT_TRANSLATE_NOOP("plots", "TTFT (%1), per request"),
        QT_TRANSLATE_NOOP("plots", "TTFT"),
        QT_TRANSLATE_NOOP("plots", "Time to first token"),
        QT_TRANSLATE_NOOP("plots", "TTFT by batch size"),
        &Snapshot::ttft,
    },
    BoxFigure{
        "client_end_to_end_latency_s",
        ServerMetrics::EndToEnd,
        nullptr,
        QT_TRANSLATE_NOOP("plots", "Latency (%1), per request"),
        QT_TRANSLATE_NOOP("plots", "E2E latency"),
        QT_TRANSLATE_NOOP("plots", "End-to-end latency"),
        QT_TRANSLATE_NOOP("plots", "E2E latency by batch size"),
        nullptr,
    },
    BoxFigure{
        "client_output_token_per_s_per_request",
        ServerMetrics::OutputRate,
        QT_TRANSLATE_NOOP("plots", "tokens / s"),
        QT_TRANSLATE_NOOP("plots", "%1, per request"),
        QT_TRANSLATE_NOOP("plots", "Output rate"),
        QT_TRANSLATE_NOOP("plots", "Output rate per request"),
        QT_TRANSLATE_NOOP("plots", "Output rate by batch size"),
        nullptr,
    },
};

}  // namespace

Plot* makeTtftBoxes(QWidget* parent) { return new BoxPlot{kFigures, BoxRole::StandsForAll, parent}; }
Plot* makeLatencyBoxes(QWidget* parent)
{
    return new BoxPlot{std::span{kFigures}.subspan(1, 1), BoxRole::OfOneFigure, parent};
}
Plot* makeOutputRateBoxes(QWidget* parent)
{
    return new BoxPlot{std::span{kFigures}.subspan(2, 1), BoxRole::OfOneFigure, parent};
}

BoxPlot::BoxPlot(std::span<const BoxFigure> figures, BoxRole role, QWidget* parent)
    : CategoryPlot{Look::Box, parent}
    , m_figures{figures}
    , m_role{role}
{
    setKeyTitle(translated(QT_TRANSLATE_NOOP("plots", "Batch size")));
    chooseUnit();
}

QString BoxPlot::subtitle() const { return translated(QT_TRANSLATE_NOOP("plots", "p5, median, p95")); }

QString BoxPlot::ownTitle() const
{
    return translated(isExposed() && hasSeveral() ? figure().batchTitle : figure().title);
}

bool BoxPlot::isOffered() const { return m_role == BoxRole::StandsForAll || hasSeveral(); }

QStringList BoxPlot::choices() const
{
    QStringList names;
    for (const BoxFigure& figure : m_figures)
        names += translated(figure.name);
    return hasSeveral() || names.size() < 2 ? QStringList{} : names;
}

void BoxPlot::choose(int index)
{
    m_chosen = static_cast<std::size_t>(index);
    startOver();
}

void BoxPlot::clear()
{
    m_groups.clear();
    CategoryPlot::clear();
}

void BoxPlot::take(const Snapshot& snapshot)
{
    const Metric& metric = *findMetric(figure().metric);
    m_groups.update(snapshot, [&](Group& group, const RecordBlock& block, const RequestRecord& record) {
        if (const auto value = metric.of(block, record))
            group[static_cast<std::size_t>(Side::Client)].add(*value);
        if (const auto value = serverValueOf(block, record, figure().field))
            group[static_cast<std::size_t>(Side::Server)].add(*value);
    });
}

void BoxPlot::refresh(const Snapshot& snapshot)
{
    take(snapshot);
    if (m_groups.groups().size() > 1 && m_chosen != 0) {  // each figure has its chart from now on
        m_chosen = 0;
        m_groups.clear();
        take(snapshot);
    }
    const bool final = snapshot.state == RunState::Finished;
    std::vector<Category> categories = spreads(final);
    if (!final)
        takeSoFar(snapshot, categories);
    setCategories(std::move(categories), m_groups.isExposed(), final);
    chooseUnit();
}

std::vector<Category> BoxPlot::spreads(bool final)
{
    std::vector<Category> categories;
    for (auto& [batch, group] : m_groups.groups()) {
        Category category = batchCategory(batch);
        for (std::size_t i = 0; i < group.size(); ++i)
            category.sides[i] = markOf(group[i].spread(final));
        categories.push_back(category);
    }
    return categories;
}

// The figure of the card: of one source, from the first token on.
void BoxPlot::takeSoFar(const Snapshot& snapshot, std::vector<Category>& categories) const
{
    if (!figure().soFar || categories.size() > 1 || (snapshot.*figure().soFar).count() == 0)
        return;
    if (categories.empty()) {
        categories.push_back(batchCategory(kNoBatchSize));
        categories.back().hasEnded = false;
    }
    categories[0].sides[static_cast<std::size_t>(Side::Client)] = markOf(spreadOf(snapshot.*figure().soFar));
}

void BoxPlot::chooseUnit()
{
    if (!figure().unit)
        return setTimeAxis(figure().axis);
    const QString unit = translated(figure().unit);
    setAxis(translated(figure().axis).arg(unit), unit, 1);
}

QString BoxPlot::markText(const CategoryMark& mark) const { return boxText(mark); }

QString BoxPlot::csv() const { return boxesCsv("batch_size,side,n,p5,median,p95\n"); }

}  // namespace inferometer::plots
