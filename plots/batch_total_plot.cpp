// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/batch_total_plot.h"

#include "plots/makers.h"
#include "plots/plot_text.h"

#include <QCoreApplication>

#include <utility>

namespace inferometer::plots {

Plot* makeBatchTotalPlot(QWidget* parent) { return new BatchTotalPlot{parent}; }

BatchTotalPlot::BatchTotalPlot(QWidget* parent)
    : CategoryPlot{Look::Bar, parent}
    , m_metric{*findMetric("client_output_token_per_s_per_request")}
{
    setAxis(translated(QT_TRANSLATE_NOOP("plots", "Tokens / s × batch size")), {}, 1);
    setKeyTitle(translated(QT_TRANSLATE_NOOP("plots", "Batch size")));
}

QString BatchTotalPlot::subtitle() const
{
    return translated(QT_TRANSLATE_NOOP("plots", "mean while decoding; no total"));
}

void BatchTotalPlot::clear()
{
    m_groups.clear();
    CategoryPlot::clear();
}

void BatchTotalPlot::refresh(const Snapshot& snapshot)
{
    m_groups.update(snapshot, [this](Group& group, const RecordBlock& block, const RequestRecord& record) {
        if (const auto value = m_metric.of(block, record))
            group[static_cast<std::size_t>(Side::Client)].add(*value);
        if (const auto value = serverValueOf(block, record, ServerMetrics::OutputRate))
            group[static_cast<std::size_t>(Side::Server)].add(*value);
    });
    std::vector<Category> categories;
    for (const auto& [batch, group] : m_groups.groups()) {
        if (batch == kNoBatchSize)
            continue;
        Category category = batchCategory(batch);
        for (std::size_t i = 0; i < group.size(); ++i) {
            const double total = group[i].n > 0 ? group[i].sum / static_cast<double>(group[i].n) * batch : 0;
            category.sides[i] = {group[i].n, 0, total, total};
        }
        categories.push_back(category);
    }
    setCategories(std::move(categories), m_groups.isExposed(), snapshot.state == RunState::Finished);
}

QString BatchTotalPlot::markText(const CategoryMark& mark) const
{
    return translated(QT_TRANSLATE_NOOP("plots", "%1 tokens / s")).arg(figureText(mark.value));
}

QString BatchTotalPlot::csv() const
{
    QString text = QStringLiteral("batch_size,side,n,decode_rate_times_batch_size\n");
    for (const Category& category : categories()) {
        for (const Side side : {Side::Server, Side::Client}) {
            const CategoryMark& mark = category.of(side);
            if (mark.n > 0)
                text += QStringLiteral("%1,%2,%3,%4\n")
                            .arg(category.id, sideId(side), QString::number(mark.n), csvNumber(mark.value));
        }
    }
    return text;
}

}  // namespace inferometer::plots
