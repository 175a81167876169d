// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_view.h"

#include "plots/plot_text.h"
#include "ui/base/text.h"
#include "ui/settings/settings.h"
#include "ui/statistics/copy_menu.h"
#include "ui/statistics/defined_panel.h"
#include "ui/statistics/distribution_panel.h"
#include "ui/statistics/statistics_table.h"
#include "widgets/card.h"
#include "widgets/metrics.h"
#include "widgets/rule.h"

#include <QComboBox>
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
const QString kDefinitions = QStringLiteral("statistics-definitions");
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
    , m_defined{new DefinedPanel{this}}
    , m_definitions{makeDefinitions(this)}
    , m_copy{new QPushButton{tr("Copy") + QStringLiteral(" \u25be"), this}}
    , m_tables{new QStackedWidget{this}}
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
    auto* card = m_cards[1] = new widgets::Card{m_splitter};
    auto* inner = new QVBoxLayout{card};
    inner->setContentsMargins(2, 2, 2, 2);
    inner->addWidget(m_panel);
    m_splitter->addWidget(card);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    setTabOrder(m_table, m_definitions);
    setTabOrder(m_definitions, m_copy);
    setTabOrder(m_copy, &m_panel->plot());
    m_stack->addWidget(m_none);
    m_stack->addWidget(m_splitter);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_defined, &DefinedPanel::told, this, &StatisticsView::showDefinitions);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &StatisticsView::chooseRow);
    connect(m_table, &QAbstractItemView::activated, this, &StatisticsView::chooseRow);
    refresh();
}

QWidget* StatisticsView::makeTableCard()
{
    auto* card = m_cards[0] = new widgets::Card{m_splitter};
    m_copy->setObjectName(QStringLiteral("copy-statistics"));
    m_copy->setAccessibleName(tr("Copy the table"));
    m_copy->setAutoDefault(false);
    auto* menu = new QMenu{m_copy};
    addCopyEntries(*menu, tr("Copy the table as %1"), QStringLiteral("copy-table"), [this](CopyFormat format) {
        return isOurs() ? m_table->wholeText(format) : m_defined->wholeText(format);
    });
    m_copy->setMenu(menu);
    m_tables->addWidget(m_table);
    m_tables->addWidget(m_defined);
    auto* title = new QLabel{tr("Definitions"), card};
    title->setBuddy(m_definitions);
    title->setForegroundRole(QPalette::PlaceholderText);
    const int side = widgets::rhythm(*this, 1);
    m_foot = new QBoxLayout{QBoxLayout::LeftToRight};
    m_foot->setContentsMargins(side, 0, side, side);
    m_foot->setSpacing(side);
    m_foot->addWidget(m_notes, 1);
    auto* inputs = new QHBoxLayout;
    inputs->setSpacing(side);
    inputs->addWidget(title);
    inputs->addWidget(m_definitions);
    inputs->addWidget(m_copy);
    m_foot->addLayout(inputs);
    m_foot->setAlignment(inputs, Qt::AlignBottom | Qt::AlignRight);
    auto* layout = new QVBoxLayout{card};
    layout->setContentsMargins(side / 2, 2, 2, 2);
    layout->addWidget(m_tables, 1);
    layout->addWidget(new widgets::Rule{Qt::Horizontal, card});  // half a row may stand above it
    layout->addLayout(m_foot);
    return card;
}

QComboBox* StatisticsView::makeDefinitions(QWidget* parent) const
{
    auto* box = new QComboBox{parent};
    box->setObjectName(QStringLiteral("definitions"));
    box->setAccessibleName(tr("Definitions"));
    box->setToolTip(tr("The same requests, told by the definitions of another tool, under its names."));
    for (const Definition& definition : definitions())
        box->addItem(toQt(definition.label), toQt(definition.id));
    connect(box, &QComboBox::currentIndexChanged, this, &StatisticsView::showDefinitions);
    return box;
}

// The notes beside the inputs where there is room, else above them.
void StatisticsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_foot->setDirection(width() < widgets::rhythm(*this, 90) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

// Ours are the table with its distributions; of another tool there are its figures alone.
void StatisticsView::showDefinitions()
{
    m_tables->setCurrentIndex(isOurs() ? 0 : 1);
    m_cards[1]->setVisible(isOurs());
    if (!isOurs())
        m_defined->display(m_run, definitions()[static_cast<std::size_t>(m_definitions->currentIndex())], m_range);
    m_copy->setEnabled(isOurs() || m_defined->hasFigures());
    showNotes();
}

bool StatisticsView::isOurs() const { return m_definitions->currentIndex() == 0; }

void StatisticsView::display(const ShownRun& run, const std::optional<TimeRange>& range)
{
    m_run = run;
    m_range = range;
    m_waiting.clear();
    if (isVisible())
        refresh();
}

// The table stays as it is under it: what comes next may be of the same rows.
void StatisticsView::showWaiting(const QString& why)
{
    m_waiting = why;
    m_shown.reset();
    m_none->setText(why);
    m_stack->setCurrentIndex(0);
}

void StatisticsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void StatisticsView::refresh()
{
    if (!m_waiting.isEmpty())
        return;
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
    m_none->setText(noneText());
    for (widgets::Card* card : m_cards)
        card->setMarked(m_range.has_value());
    m_stack->setCurrentIndex(m_model.hasValues() ? 1 : 0);
    if (!m_model.hasValues())
        return;
    m_table->setTimeouts(timeoutsOf(m_run));
    m_table->setRange(m_range);
    showDefinitions();
    showDistribution();
}

QString StatisticsView::noneText() const
{
    if (m_range)
        return tr("No request of the range %1 ended ok: there are no statistics.").arg(plots::rangeText(*m_range));
    return m_isOver ? tr("No request of this run ended ok: there are no statistics.")
                    : tr("Statistics appear when the first request has ended.");
}

void StatisticsView::showNotes()
{
    QStringList notes = isOurs() ? markNotes(m_model.marks()) : QStringList{};
    if (!isOurs())
        notes << tr("By the formulas of %1").arg(m_defined->source());
    if (m_range)
        notes.prepend(tr("Of the requests of the range %1").arg(plots::rangeText(*m_range)));
    if (const auto timeouts = timeoutsOf(m_run); isOurs() && timeouts > 0)
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

ExportedChart StatisticsView::chart() const
{
    plots::SharePlot& plot = m_panel->plot();
    return {plot, [&plot] { return plot.accessibleName(); },
            [&plot]() -> QString { return QStringLiteral("distribution_") + plot.curve().id; }};
}

// Ours where there are none of that id.
void StatisticsView::chooseDefinitions(const QString& id)
{
    m_definitions->setCurrentIndex(std::max(0, m_definitions->findData(id)));
}

void StatisticsView::restore(const Settings& settings)
{
    m_table->restoreLayout(settings.layout(kColumns));
    chooseDefinitions(QString::fromLatin1(settings.layout(kDefinitions)));
    m_splitter->restoreState(settings.layout(kSplitter));
    m_splitter->setHandleWidth(widgets::rhythm(*this, 1.5));
}

void StatisticsView::save(Settings& settings) const
{
    settings.setLayout(kColumns, m_table->layoutState());
    settings.setLayout(kDefinitions, m_definitions->currentData().toString().toLatin1());
    settings.setLayout(kSplitter, m_splitter->saveState());
}

void StatisticsView::restoreDefaults()
{
    m_table->restoreDefaults();
    chooseDefinitions({});
    m_splitter->setSizes({widgets::rhythm(*this, 48), widgets::rhythm(*this, 32)});
}

}  // namespace inferometer::ui
