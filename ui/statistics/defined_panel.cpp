// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/defined_panel.h"

#include "core/store/finished_run.h"
#include "ui/base/text.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
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
    return {new QStandardItem{toQt(figure.label)}, value, new QStandardItem{toQt(figure.unit)},
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
    m_table->horizontalHeader()->setStretchLastSection(true);
    addWidget(m_words);
    addWidget(m_table);
}

QString DefinedPanel::source() const { return m_definition ? toQt(m_definition->source) : QString{}; }

void DefinedPanel::display(const ShownRun& run, const Definition& definition)
{
    const auto finished = run.finished();
    if (finished && m_snapshot == run.snapshot() && m_definition == &definition)
        return;
    m_definition = &definition;
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
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Figure"), tr("Value"), tr("Unit"), tr("Name in its files")});
    for (const DefinedFigure& figure : figures)
        m_model->appendRow(rowOf(figure));
    m_table->resizeColumnsToContents();
}

}  // namespace inferometer::ui
