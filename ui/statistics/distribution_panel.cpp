// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/distribution_panel.h"

#include "widgets/elided_label.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace inferometer::ui {

namespace {

constexpr std::array kMarked{0.5, 0.95, 0.99};

// The percentiles of the table in the words of the table.
std::vector<plots::ShareMark> marksOf(const StatisticsRow& row)
{
    std::vector<plots::ShareMark> marks;
    for (const StatisticsFigure& figure : statisticsFigures()) {
        if (std::find(kMarked.begin(), kMarked.end(), figure.q) == kMarked.end())
            continue;
        const MetricFigure value = figureOf(row, figure);
        const Quantile* const quantile = row.data.statistics.at(figure.q);
        marks.push_back({QString::fromLatin1(figure.id) + QLatin1Char{' '}
                             + figureText(value, metricQuantity(row.subject->unit, value.value)),
                         figure.q, value.value, quantile ? quantile->interval : std::nullopt});
    }
    return marks;
}

}  // namespace

DistributionPanel::DistributionPanel(QWidget* parent)
    : QWidget{parent}
    , m_title{new QLabel{this}}
    , m_definition{new widgets::ElidedLabel{this}}
    , m_plot{new plots::SharePlot{this}}
    , m_words{new QLabel{this}}
{
    const int side = widgets::rhythm(*this, 1.5);
    m_title->setObjectName(QStringLiteral("distribution-title"));
    m_title->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    m_definition->setRole(QPalette::PlaceholderText);
    m_plot->setObjectName(QStringLiteral("distribution-plot"));
    m_words->setObjectName(QStringLiteral("distribution-words"));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    auto* header = new QHBoxLayout;
    header->setSpacing(side);
    header->addWidget(m_title);
    header->addWidget(m_definition, 1);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(side, side, side, side / 2);
    layout->setSpacing(side / 2);
    layout->addLayout(header);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_words, 1);
}

void DistributionPanel::display(const ShownRun& run, const StatisticsRow& row)
{
    const bool isOver = run.finished() != nullptr;
    if (isOver && m_snapshot == run.snapshot() && m_id == row.subject->id)
        return;
    m_snapshot = isOver ? run.snapshot() : nullptr;
    m_id = row.subject->id;
    m_title->setText(row.subject->title());
    m_definition->setText(row.subject->definition());
    m_plot->setAccessibleName(tr("Distribution of %1").arg(row.subject->title()));
    const bool hasCurve = row.hasValues();
    m_plot->setVisible(hasCurve);
    m_words->setVisible(!hasCurve);
    m_words->setText(row.isTold ? tr("This run has no value of it.")
                                : tr("Its distribution is told when the run has ended."));
    m_job.cancel();
    if (!hasCurve)
        return;
    if (!isOver)
        return showCurve(row, distributionOf(*row.subject, run));
    m_job.start(
        [run, subject = row.subject](const std::stop_token& /*stop*/, const BackgroundJob::Tell& /*tell*/) {
            return distributionOf(*subject, run);
        },
        [this, row](const Distribution& distribution) { showCurve(row, distribution); });
}

void DistributionPanel::showCurve(const StatisticsRow& row, Distribution distribution)
{
    const StatisticsSubject& subject = *row.subject;
    m_plot->setCurve({subject.metric ? metricText(subject.label) : subject.title(), toQt(subject.id),
                      toQt(subject.unit), std::move(distribution), marksOf(row)});
}

}  // namespace inferometer::ui
