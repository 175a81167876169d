// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requests_view.h"

#include "plots/gap_plot.h"
#include "ui/base/text.h"
#include "ui/requests/request_details.h"
#include "ui/requests/request_table.h"
#include "ui/settings/settings.h"
#include "widgets/card.h"
#include "widgets/metrics.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace inferometer::ui {

namespace {

const QString kColumns = QStringLiteral("request-columns");
const QString kSplitter = QStringLiteral("requests-splitter");

QWidget* carded(QWidget* content, QWidget* parent)
{
    auto* card = new widgets::Card{parent};
    auto* layout = new QVBoxLayout{card};
    layout->setContentsMargins(2, 2, 2, 2);
    layout->addWidget(content);
    return card;
}

}  // namespace

RequestsView::RequestsView(QWidget* parent)
    : QWidget{parent}
    , m_filter{new QLineEdit{this}}
    , m_failedOnly{new QCheckBox{tr("&Failed only"), this}}
    , m_count{new QLabel{this}}
    , m_table{new RequestTable{m_model, this}}
    , m_details{new RequestDetails{this}}
    , m_splitter{new QSplitter{Qt::Vertical, this}}
{
    const int gap = widgets::rhythm(*this, 1.5);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(carded(m_table, m_splitter));
    m_splitter->addWidget(carded(m_details, m_splitter));
    m_splitter->setHandleWidth(gap);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    layout->addWidget(makeFilterRow());
    layout->addWidget(m_splitter, 1);
    connectParts();
    showSelected();
}

QWidget* RequestsView::makeFilterRow()
{
    auto* row = new QWidget{this};
    m_filter->setObjectName(QStringLiteral("requests-filter"));
    m_filter->setPlaceholderText(tr("Filter: words, outcome:reset, status:503, #17"));
    m_filter->setToolTip(tr("Shows the requests in whose outcome, status or error every word occurs. "
                            "outcome:NAME, status:CODE and #NUMBER match exactly."));
    m_filter->setAccessibleName(tr("Filter the requests"));
    m_filter->setClearButtonEnabled(true);
    m_failedOnly->setObjectName(QStringLiteral("failed-only"));
    m_count->setObjectName(QStringLiteral("requests-count"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QHBoxLayout{row};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_failedOnly);
    layout->addWidget(m_count);
    return row;
}

void RequestsView::connectParts()
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(120);
    connect(&m_typing, &QTimer::timeout, this, &RequestsView::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &RequestsView::applyFilter);
    connect(m_failedOnly, &QCheckBox::toggled, this, &RequestsView::applyFilter);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RequestsView::rowChosen);
    connect(m_details, &RequestDetails::chartWanted, this, &RequestsView::chartWanted);
}

void RequestsView::display(const SnapshotPtr& snapshot, const std::shared_ptr<const RunHeader>& header)
{
    if (!isSameRun(m_snapshot, snapshot))
        m_selected.reset();
    m_snapshot = snapshot;
    m_header = header;
    if (isVisible() || !snapshot)
        refresh();
}

void RequestsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void RequestsView::refresh()
{
    const bool ended = m_selected && m_model.find(*m_selected);
    bool afresh = false;
    {
        // A table that starts afresh chooses no row by itself.
        const QScopedValueRollback<bool> selecting{m_selecting, true};
        afresh = m_model.display(m_snapshot);
    }
    showCount();
    if (!m_selected || afresh || ended != m_model.find(*m_selected).has_value())
        showSelected();
}

void RequestsView::applyFilter()
{
    m_typing.stop();
    {
        const QScopedValueRollback<bool> selecting{m_selecting, true};
        m_model.setFilter({m_filter->text(), m_failedOnly->isChecked(), m_range});
    }
    showCount();
    selectRow();
    showSelected();
}

void RequestsView::setFilter(const QString& text)
{
    m_failedOnly->setChecked(false);
    m_filter->setText(text);
    applyFilter();
}

void RequestsView::setRange(const std::optional<TimeRange>& range)
{
    if (std::exchange(m_range, range) != range)
        applyFilter();
}

void RequestsView::showCount()
{
    const auto shown = static_cast<std::uint64_t>(m_model.rowCount());
    m_count->setText(tr("%1 of %Ln request(s)", nullptr, static_cast<int>(m_model.total())).arg(countText(shown)));
    m_table->setEmptyWords(m_model.total() > 0 ? tr("No request matches the filter.") : QString{});
}

void RequestsView::select(std::optional<std::uint64_t> sequence)
{
    m_selected = sequence;
    if (!isVisible())
        return;
    selectRow();
    showSelected();
}

void RequestsView::selectRow()
{
    const QScopedValueRollback<bool> selecting{m_selecting, true};
    const int row = m_selected ? m_model.rowOf(*m_selected) : -1;
    if (row < 0) {
        m_table->clearSelection();
        return m_table->setCurrentIndex({});
    }
    const QModelIndex index = m_model.index(row, m_table->horizontalHeader()->logicalIndexAt(0));
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void RequestsView::showSelected()
{
    const auto row = m_selected ? m_model.find(*m_selected) : std::nullopt;
    if (row && m_model.rowCount() == 0) {
        m_details->showWords(tr("The chosen request does not match the filter."));
    } else if (row) {
        m_details->showRequest(*row, m_header.get());
        if (m_table->currentIndex().row() != m_model.rowOf(*m_selected))
            selectRow();
    } else if (m_selected) {
        m_details->showWords(
            tr("Request %1 is in flight: its phases are told when it has ended.").arg(countText(*m_selected + 1)));
    } else {
        m_details->showWords(m_model.total() > 0 ? tr("Choose a request to see its phases across time.")
                                                 : tr("Requests appear here as they end."));
    }
}

void RequestsView::rowChosen(const QModelIndex& index)
{
    if (m_selecting || !index.isValid())
        return;
    m_selected = m_model.at(index.row()).record->sequence;
    showSelected();
    emit requestSelected(*m_selected);
}

ExportedChart RequestsView::chart() const
{
    return {m_details->gaps(), [] { return tr("Chunks across time"); },
            [] { return QStringLiteral("request_chunks"); }};
}

void RequestsView::restore(const Settings& settings)
{
    m_table->restoreLayout(settings.layout(kColumns));
    m_splitter->restoreState(settings.layout(kSplitter));
    m_splitter->setHandleWidth(widgets::rhythm(*this, 1.5));
}

void RequestsView::restoreDefaults()
{
    m_table->restoreDefaults();
    m_splitter->setSizes({widgets::rhythm(*this, 48), widgets::rhythm(*this, 32)});
}

void RequestsView::save(Settings& settings) const
{
    settings.setLayout(kColumns, m_table->layoutState());
    settings.setLayout(kSplitter, m_splitter->saveState());
}

}  // namespace inferometer::ui
