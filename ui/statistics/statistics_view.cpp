// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_view.h"

#include "ui/settings/settings.h"
#include "ui/statistics/distribution_panel.h"
#include "ui/statistics/statistics_table.h"
#include "widgets/card.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

const QString kColumns = QStringLiteral("statistics-columns");
const QString kSplitter = QStringLiteral("statistics-splitter");

QLabel* mutedLabel(const char* name, QWidget* parent)
{
    auto* label = new QLabel{parent};
    label->setObjectName(QString::fromLatin1(name));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

std::uint64_t timeoutsOf(const ShownRun& run)
{
    constexpr auto kTimeout = static_cast<std::size_t>(Outcome::Timeout);
    if (run.finished())
        return run.finished()->summary.outcomes[kTimeout];
    return run.snapshot() ? run.snapshot()->counts.outcomes[kTimeout] : 0;
}

}  // namespace

StatisticsView::StatisticsView(QWidget* parent)
    : QWidget{parent}
    , m_table{new StatisticsTable{m_model, this}}
    , m_panel{new DistributionPanel{this}}
    , m_notes{mutedLabel("statistics-notes", this)}
    , m_none{mutedLabel("no-statistics", this)}
    , m_splitter{new QSplitter{Qt::Vertical, this}}
    , m_stack{new QStackedWidget{this}}
{
    m_none->setAlignment(Qt::AlignCenter);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(widgets::rhythm(*this, 1.5));
    m_splitter->addWidget(makeTableCard());
    auto* card = new widgets::Card{m_splitter};
    auto* inner = new QVBoxLayout{card};
    inner->setContentsMargins(2, 2, 2, 2);
    inner->addWidget(m_panel);
    m_splitter->addWidget(card);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    setTabOrder(m_table, findChild<QPushButton*>());
    setTabOrder(findChild<QPushButton*>(), &m_panel->plot());
    m_stack->addWidget(m_none);
    m_stack->addWidget(m_splitter);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &StatisticsView::chooseRow);
    connect(m_table, &QAbstractItemView::activated, this, &StatisticsView::chooseRow);
    refresh();
}

QWidget* StatisticsView::makeTableCard()
{
    auto* card = new widgets::Card{m_splitter};
    auto* copy = new QPushButton{tr("Copy") + QStringLiteral(" \u25be"), card};
    copy->setObjectName(QStringLiteral("copy-statistics"));
    copy->setAccessibleName(tr("Copy the table"));
    copy->setAutoDefault(false);
    auto* menu = new QMenu{copy};
    m_table->addCopyActions(*menu);
    copy->setMenu(menu);
    const int side = widgets::rhythm(*this, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(side, 0, side, side);
    foot->setSpacing(side * 2);
    foot->addWidget(m_notes, 1);
    foot->addWidget(copy, 0, Qt::AlignBottom);
    auto* layout = new QVBoxLayout{card};
    layout->setContentsMargins(side / 2, 2, 2, 2);
    layout->addWidget(m_table, 1);
    layout->addLayout(foot);
    return card;
}

void StatisticsView::display(const ShownRun& run)
{
    m_run = run;
    if (isVisible())
        refresh();
}

void StatisticsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void StatisticsView::refresh()
{
    const SnapshotPtr& snapshot = m_run.snapshot();
    const bool isOver = m_run.finished() != nullptr;
    if (snapshot && snapshot == m_shown && isOver == m_isOver)
        return;
    m_shown = snapshot;
    m_isOver = isOver;
    {
        // A table that starts afresh chooses no row by itself.
        const QScopedValueRollback<bool> refreshing{m_refreshing, true};
        m_model.setRows(statisticsRows(m_run));
        const int row = std::max(0, m_model.rowOf(m_chosen));
        if (m_table->currentIndex().row() != row && m_model.rowCount() > 0)
            m_table->setCurrentIndex(m_model.index(row, 0));
    }
    m_none->setText(isOver ? tr("No request of this run ended ok: there are no statistics.")
                           : tr("Statistics appear when the first request has ended."));
    m_stack->setCurrentIndex(m_model.hasValues() ? 1 : 0);
    if (!m_model.hasValues())
        return;
    m_table->setTimeouts(timeoutsOf(m_run));
    showNotes();
    showDistribution();
}

void StatisticsView::showNotes()
{
    QStringList notes = markNotes(m_model.marks());
    if (const auto timeouts = timeoutsOf(m_run); timeouts > 0)
        notes << tr("Latencies are of the requests that kept their time limit; %1 did not.").arg(countText(timeouts));
    const QString text = notes.join(QStringLiteral(" · "));
    if (text != m_notes->text())
        m_notes->setText(text);
}

void StatisticsView::chooseRow()
{
    if (!m_refreshing)
        showDistribution();
}

void StatisticsView::showDistribution()
{
    const int row = m_table->currentIndex().row();
    if (row < 0)
        return;
    m_chosen = m_model.at(row).subject->id;
    m_panel->display(m_run, m_model.at(row));
}

void StatisticsView::restore(const Settings& settings)
{
    m_table->restoreLayout(settings.layout(kColumns));
    m_splitter->restoreState(settings.layout(kSplitter));
    m_splitter->setHandleWidth(widgets::rhythm(*this, 1.5));
}

void StatisticsView::save(Settings& settings) const
{
    settings.setLayout(kColumns, m_table->layoutState());
    settings.setLayout(kSplitter, m_splitter->saveState());
}

void StatisticsView::restoreDefaults()
{
    m_table->restoreDefaults();
    m_splitter->setSizes({widgets::rhythm(*this, 48), widgets::rhythm(*this, 32)});
}

}  // namespace inferometer::ui
