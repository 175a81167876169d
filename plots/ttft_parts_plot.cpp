// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/ttft_parts_plot.h"

#include "core/load/snapshot.h"
#include "core/metrics/summary.h"
#include "plots/makers.h"
#include "plots/plot_text.h"

#include <QCoreApplication>

#include <cmath>
#include <utility>

namespace inferometer::plots {

namespace {

// Short ones, under the axis.
constexpr std::array<const char*, kTtftParts> kTicks{
    QT_TRANSLATE_NOOP("plots", "Client\nqueue"), QT_TRANSLATE_NOOP("plots", "Con-\nnect"),
    QT_TRANSLATE_NOOP("plots", "Net-\nwork"),    QT_TRANSLATE_NOOP("plots", "Server\nqueue"),
    QT_TRANSLATE_NOOP("plots", "Pre-\nfill"),    QT_TRANSLATE_NOOP("plots", "Unex-\nplained")};

QString nameOf(const TtftPartName& part) { return QCoreApplication::translate("metrics", part.label.data()); }

}  // namespace

Plot* makeTtftPartsPlot(QWidget* parent) { return new TtftPartsPlot{parent}; }

TtftPartsPlot::TtftPartsPlot(QWidget* parent) : CategoryPlot{Look::Box, parent}
{
    setOneSided();
    setTimeAxis(QT_TRANSLATE_NOOP("plots", "Part of the TTFT (%1)"));
}

QString TtftPartsPlot::subtitle() const { return translated(QT_TRANSLATE_NOOP("plots", "p5, median, p95")); }

void TtftPartsPlot::clear()
{
    m_parts = {};
    m_blocks = 0;
    m_isSplit = false;
    CategoryPlot::clear();
}

void TtftPartsPlot::take(const RecordBlock& block)
{
    for (const RequestRecord& record : block.records) {
        if (!givesValues(record))
            continue;
        const TtftParts parts = ttftPartsOf(block, record);
        if (!parts.isSplit())
            continue;
        m_isSplit = true;
        for (std::size_t i = 0; i < kTtftParts; ++i)
            if (!std::isnan(parts.values[i]))
                m_parts[i].add(parts.values[i]);
    }
}

void TtftPartsPlot::refresh(const Snapshot& snapshot)
{
    for (; m_blocks < snapshot.blocks; ++m_blocks)
        take(*snapshot.records->at(m_blocks));
    if (!m_isSplit)
        return;
    const bool final = snapshot.state == RunState::Finished;
    std::vector<Category> categories;
    for (std::size_t i = 0; i < kTtftParts; ++i) {
        const CategoryMark mark = markOf(m_parts[i].spread(final));
        if (mark.n == 0)
            continue;
        const TtftPartName& part = kTtftPartNames[i];
        Category category{QString::fromLatin1(part.id.data()), translated(kTicks[i]), nameOf(part), {}};
        category.sides[static_cast<std::size_t>(part.byServer ? Side::Server : Side::Client)] = mark;
        categories.push_back(std::move(category));
    }
    setCategories(std::move(categories), true, final);
    setTimeAxis(QT_TRANSLATE_NOOP("plots", "Part of the TTFT (%1)"));
}

QString TtftPartsPlot::markText(const CategoryMark& mark) const { return boxText(mark); }

QString TtftPartsPlot::csv() const { return boxesCsv("part,witness,n,p5_s,median_s,p95_s\n"); }

}  // namespace inferometer::plots
