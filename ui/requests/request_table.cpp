// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/request_table.h"

#include "ui/requests/request_columns.h"
#include "ui/requests/requests_model.h"
#include "widgets/metrics.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace inferometer::ui {

namespace {

constexpr int kByNumber = 0;  // the first column

}  // namespace

RequestTable::RequestTable(RequestsModel& model, QWidget* parent) : QTableView{parent}, m_model{model}
{
    setObjectName(QStringLiteral("requests-table"));
    setAccessibleName(tr("Requests"));
    setModel(&model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    // Every row alike: a table of a million asks no row for its height.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(widgets::rhythm(*this, 3));
    QHeaderView& header = *horizontalHeader();
    header.setSectionsMovable(true);
    header.setSectionsClickable(true);
    header.setHighlightSections(false);
    header.setStretchLastSection(true);
    header.setSortIndicatorShown(true);
    header.setSortIndicator(kByNumber, Qt::AscendingOrder);
    m_model.sort(kByNumber, Qt::AscendingOrder);
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&header, &QHeaderView::customContextMenuRequested, this,
            [this](const QPoint& at) { chooseColumns(horizontalHeader()->mapToGlobal(at)); });
    connect(&header, &QHeaderView::sectionClicked, this, &RequestTable::sortBy);
    restoreDefaults();
}

void RequestTable::sortBy(int column)
{
    QHeaderView& header = *horizontalHeader();
    // Qt turns the indicator before it tells of the click; a third click ends the sorting.
    const bool again = column == m_sorted;
    const bool ended = again && header.sortIndicatorOrder() == Qt::AscendingOrder;
    m_sorted = ended ? kByNumber : column;
    if (ended || !again)
        header.setSortIndicator(m_sorted, Qt::AscendingOrder);
    m_model.sort(m_sorted, header.sortIndicatorOrder());
}

int RequestTable::textWidth(const QString& text, double margins) const
{
    return fontMetrics().horizontalAdvance(text) + widgets::rhythm(*this, margins);
}

void RequestTable::restoreDefaults()
{
    QHeaderView& header = *horizontalHeader();
    const auto columns = requestColumns();
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        const RequestColumn& column = columns[static_cast<std::size_t>(i)];
        header.moveSection(header.visualIndex(i), i);
        setColumnHidden(i, !column.shown);
        int width = std::max(textWidth(column.title(), 2.5), widgets::rhythm(*this, column.width));
        for (const QString& example : column.examples())
            width = std::max(width, textWidth(example, 2));
        setColumnWidth(i, width);
    }
}

void RequestTable::chooseColumns(const QPoint& at)
{
    QMenu menu{this};
    menu.setObjectName(QStringLiteral("columns-menu"));
    const auto columns = requestColumns();
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        QAction* action = menu.addAction(columns[static_cast<std::size_t>(i)].title());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(i));
        // The last one stays: an empty header could not be clicked to bring one back.
        action->setEnabled(isColumnHidden(i) || shownColumns().size() > 1);
        connect(action, &QAction::toggled, this, [this, i](bool on) { setColumnHidden(i, !on); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Restore default columns")), &QAction::triggered, this, &RequestTable::restoreDefaults);
    menu.exec(at);
}

std::vector<int> RequestTable::shownColumns() const
{
    std::vector<int> shown;
    for (int visual = 0; visual < m_model.columnCount(); ++visual) {
        const int logical = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(logical))
            shown.push_back(logical);
    }
    return shown;
}

QString RequestTable::selectedText() const
{
    const std::vector<int> shown = shownColumns();
    QModelIndexList rows = selectionModel()->selectedRows(shown.front());
    if (rows.isEmpty())
        return {};
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.row() < b.row(); });
    QStringList line;
    for (const int i : shown) {
        const RequestColumn& column = requestColumns()[static_cast<std::size_t>(i)];
        line << (column.unit().isEmpty() ? column.title()
                                         : QStringLiteral("%1 (%2)").arg(column.title(), column.unit()));
    }
    QString text = line.join(QLatin1Char{'\t'}) + QLatin1Char{'\n'};
    for (const QModelIndex& index : rows) {
        line.clear();
        for (const int i : shown)
            line << requestColumns()[static_cast<std::size_t>(i)].plain(m_model.at(index.row()));
        text += line.join(QLatin1Char{'\t'}) + QLatin1Char{'\n'};
    }
    return text;
}

void RequestTable::copy() const
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void RequestTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTableView::keyPressEvent(event);
}

void RequestTable::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu{this};
    QAction* copyRows = menu.addAction(tr("Copy rows"), this, &RequestTable::copy);
    copyRows->setShortcut(QKeySequence::Copy);
    copyRows->setEnabled(selectionModel()->hasSelection());
    connect(menu.addAction(tr("Columns…")), &QAction::triggered, this,
            [this, at = event->globalPos()] { chooseColumns(at); });
    menu.exec(event->globalPos());
}

void RequestTable::setEmptyWords(const QString& words)
{
    m_emptyWords = words;
    viewport()->setAccessibleDescription(words);
    viewport()->update();
}

void RequestTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_model.rowCount() > 0)
        return;
    QPainter painter{viewport()};
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyWords);
}

QByteArray RequestTable::layoutState() const
{
    QByteArrayList parts;
    for (const int i : shownColumns())
        parts << QByteArray{requestColumns()[static_cast<std::size_t>(i)].id} + ':'
                + QByteArray::number(columnWidth(i));
    return parts.join(' ');
}

void RequestTable::restoreLayout(const QByteArray& state)
{
    const auto columns = requestColumns();
    int visual = 0;
    const QByteArrayList parts = state.split(' ');
    for (const QByteArray& part : parts) {
        const QByteArray id = part.left(part.indexOf(':'));
        const auto column
            = std::find_if(columns.begin(), columns.end(), [&](const RequestColumn& one) { return id == one.id; });
        if (column == columns.end())
            continue;
        const int logical = static_cast<int>(column - columns.begin());
        if (visual == 0) {
            for (int i = 0; i < m_model.columnCount(); ++i)
                hideColumn(i);
        }
        showColumn(logical);
        setColumnWidth(logical, std::max(widgets::rhythm(*this, 3), part.mid(part.indexOf(':') + 1).toInt()));
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(logical), visual++);
    }
}

}  // namespace inferometer::ui
