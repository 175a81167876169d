// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/defined_panel.h"

#include "core/store/finished_run.h"
#include "ui/base/text.h"
#include "ui/statistics/copy_menu.h"
#include "widgets/metrics.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QShortcut>
#include <QStandardItemModel>
#include <QTableView>

namespace inferometer::ui {

namespace {

// The value itself stands in the role of the user.
QList<QStandardItem*> rowOf(const DefinedFigure& figure)
{
    const QString none{QChar{0x2013}};
    auto* value = new QStandardItem{figure.value ? QLocale{}.toString(*figure.value, 'f', decimalsOf(figure)) : none};
    value->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (figure.value)
        value->setData(*figure.value, Qt::UserRole);
    return {new QStandardItem{toQt(figure.label)}, value, new QStandardItem{tableText(figure.unit)},
            new QStandardItem{toQt(figure.id)}};
}

}  // namespace

DefinedPanel::DefinedPanel(QWidget* parent)
    : QStackedWidget{parent}
    , m_words{new QLabel{tr("These figures are told when the run has ended."), this}}
    , m_table{new QTableView{this}}
    , m_model{new QStandardItemModel{this}}
{
    m_words->setObjectName(QStringLiteral("defined-words"));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("defined-figures"));
    m_table->setAccessibleName(tr("Figures by another tool's definitions"));
    m_table->setModel(m_model);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(widgets::rhythm(*this, 3));
    m_table->horizontalHeader()->setFixedHeight(widgets::rhythm(*this, 3.5));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &DefinedPanel::openMenu);
    auto* copyKey = new QShortcut{QKeySequence::Copy, m_table};
    copyKey->setContext(Qt::WidgetShortcut);
    connect(copyKey, &QShortcut::activated, this, &DefinedPanel::copySelected);
    addWidget(m_words);
    addWidget(m_table);
}

QString DefinedPanel::source() const { return m_definition ? toQt(m_definition->source) : QString{}; }

QString DefinedPanel::wholeText(CopyFormat format) const
{
    return hasFigures() ? definedText(m_figures, *m_definition, format, m_range) : QString{};
}

QString DefinedPanel::selectedText(CopyFormat format) const
{
    std::vector<DefinedFigure> chosen;
    for (std::size_t row = 0; row < m_figures.size(); ++row)
        if (m_table->selectionModel()->isRowSelected(static_cast<int>(row)))
            chosen.push_back(m_figures[row]);
    return chosen.empty() ? QString{} : definedText(chosen, *m_definition, format, m_range);
}

void DefinedPanel::copySelected() const
{
    if (const QString text = selectedText(CopyFormat::Tsv); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void DefinedPanel::openMenu(const QPoint& at)
{
    auto* menu = new QMenu{this};
    menu->setObjectName(QStringLiteral("defined-menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addCopyEntries(*menu, tr("Copy rows as %1"), QStringLiteral("copy-rows"),
                   [this](CopyFormat format) { return selectedText(format); });
    for (QAction* action : menu->actions())
        action->setEnabled(m_table->selectionModel()->hasSelection());
    menu->addSeparator();
    addCopyEntries(*menu, tr("Copy the table as %1"), QStringLiteral("copy-table"),
                   [this](CopyFormat format) { return wholeText(format); });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void DefinedPanel::display(const ShownRun& run, const Definition& definition, const std::optional<TimeRange>& range)
{
    const auto finished = run.finished();
    if (finished && m_snapshot == run.snapshot() && m_definition == &definition)
        return;
    m_definition = &definition;
    m_range = range;
    m_figures.clear();
    m_snapshot = finished ? run.snapshot() : nullptr;
    m_job.cancel();
    setCurrentWidget(finished ? static_cast<QWidget*>(m_table) : m_words);
    m_model->clear();
    if (!finished)
        return;
    m_job.start(
        [run, &definition](const std::stop_token& /*stop*/, const BackgroundJob::Tell& /*tell*/) {
            const FinishedRun& over = *run.finished();
            return figuresBy(definition, {over.blocks, {over.summary, over.facts}});
        },
        [this](const std::vector<DefinedFigure>& figures) { show(figures); });
}

void DefinedPanel::show(const std::vector<DefinedFigure>& figures)
{
    m_figures = figures;
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Figure"), tr("Value"), tr("Unit"), tr("Name in its files")});
    m_model->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const DefinedFigure& figure : figures)
        m_model->appendRow(rowOf(figure));
    m_table->resizeColumnsToContents();
    emit told();
}

}  // namespace inferometer::ui
