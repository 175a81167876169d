// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_table.h"

#include "ui/statistics/copy_menu.h"
#include "ui/statistics/statistics_model.h"
#include "widgets/flat_style.h"
#include "widgets/metrics.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QStyle>

#include <algorithm>

namespace inferometer::ui {

namespace {

std::size_t placeOf(int column) { return static_cast<std::size_t>(column); }

}  // namespace

StatisticsTable::StatisticsTable(StatisticsModel& model, QWidget* parent) : QTableView{parent}, m_model{model}
{
    static_assert(kColumns == StatisticsModel::Columns);
    setObjectName(QStringLiteral("statistics-table"));
    setAccessibleName(tr("Statistics"));
    setModel(&model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideNone);
    for (QWidget* part : {static_cast<QWidget*>(this), static_cast<QWidget*>(horizontalHeader())})
        part->setProperty(widgets::kDenseCells, true);
    verticalHeader()->hide();
    QHeaderView& header = *horizontalHeader();
    header.setHighlightSections(false);
    header.setMinimumSectionSize(widgets::rhythm(*this, 1));
    connect(&header, &QHeaderView::sectionResized, this,
            [this](int column, int /*before*/, int width) { keepWidth(column, width); });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        m_wanted.fill(0);
        measure(0, m_model.rowCount() - 1);
        layOut();
    });
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& from, const QModelIndex& to) {
        const auto before = m_wanted;
        measure(from.row(), to.row());
        if (m_wanted != before)
            layOut();
    });
    measure(0, -1);
    layOut();
}

// Grows only: while a run goes on nothing jumps.
void StatisticsTable::measure(int firstRow, int lastRow)
{
    const int padding = cellPadding();
    const auto grow = [&](int column, const QString& text) {
        int& wanted = m_wanted[placeOf(column)];
        wanted = std::max(wanted, fontMetrics().horizontalAdvance(text) + padding);
    };
    for (int column = 0; column < StatisticsModel::Columns; ++column) {
        grow(column, m_model.headerData(column, Qt::Horizontal).toString());
        for (int row = firstRow; row <= lastRow && column != StatisticsModel::Name; ++row)
            grow(column, m_model.index(row, column).data().toString());
    }
}

// Of the longest name on one line, or on two.
int StatisticsTable::nameWidth(bool wrapped) const
{
    int width = 0;
    const auto widthOf = [this](const QString& text) { return fontMetrics().horizontalAdvance(text); };
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QString name = m_model.index(row, StatisticsModel::Name).data().toString();
        int least = widthOf(name);
        for (qsizetype at = name.indexOf(QLatin1Char{' '}); wrapped && at >= 0;
             at = name.indexOf(QLatin1Char{' '}, at + 1))
            least = std::min(least, std::max(widthOf(name.left(at)), widthOf(name.mid(at + 1))));
        width = std::max(width, least);
    }
    return width + cellPadding();
}

// Of however many lines, as far apart from the next row as one of a single line.
int StatisticsTable::sizeHintForRow(int row) const
{
    const int line = fontMetrics().lineSpacing();
    return widgets::rhythm(*this, 3) + std::max(0, QTableView::sizeHintForRow(row) / line - 1) * line;
}

// Beside the text of a cell, as the style draws it.
int StatisticsTable::cellPadding() const
{
    return 2 * (style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, this) + 1) + 1;
}

// The width that a column shall have without what is left over.
int StatisticsTable::plainWidth(int column) const
{
    const int chosen = m_chosen[placeOf(column)];
    return chosen > 0 ? chosen : column == StatisticsModel::Name ? nameWidth(true) : m_wanted[placeOf(column)];
}

// What it takes.
int StatisticsTable::showWhereRoom(int column, bool isWanted, int room)
{
    const bool isShown = isWanted && plainWidth(column) <= room;
    setColumnHidden(column, !isShown);
    return isShown ? plainWidth(column) : 0;
}

void StatisticsTable::layOut()
{
    const QScopedValueRollback<bool> layingOut{m_layingOut, true};
    int rest = viewport()->width();
    for (int column = 0; column < StatisticsModel::Columns; ++column)
        rest -= column == StatisticsModel::Interval95 || column == StatisticsModel::Arrivals ? 0 : plainWidth(column);
    // These give way where there is no room, the last one first: tooltips tell what stands in them.
    rest -= showWhereRoom(StatisticsModel::Interval95, true, rest);
    rest -= showWhereRoom(StatisticsModel::Arrivals, (m_model.marks() & Inexact) != 0, rest);
    // What is left over is the names' until they stand on a line, then it is shared: figures keep near their names.
    const int whole = nameWidth(false);
    const int name = plainWidth(StatisticsModel::Name);
    const bool isFree = m_chosen[StatisticsModel::Name] == 0;
    int forNames = isFree ? std::clamp(rest, 0, std::max(0, whole - name)) : 0;
    const int share = std::clamp((rest - forNames) / static_cast<int>(kColumns), 0, widgets::rhythm(*this, 4));
    for (int column = StatisticsModel::FirstFigure; column < StatisticsModel::Columns; ++column) {
        if (isColumnHidden(column))
            continue;
        const bool isChosen = m_chosen[placeOf(column)] > 0;
        setColumnWidth(column, plainWidth(column) + (isChosen ? 0 : share));
        rest -= isChosen ? 0 : share;
    }
    if (isFree)
        forNames = std::max(0, rest);
    setColumnWidth(StatisticsModel::Name, name + forNames);
    const bool wraps = name + forNames < whole;
    setWordWrap(wraps);
    horizontalHeader()->setFixedHeight(widgets::rhythm(*this, 3.5));
    verticalHeader()->setMinimumSectionSize(widgets::rhythm(*this, 3));
    verticalHeader()->setDefaultSectionSize(widgets::rhythm(*this, 3));
    verticalHeader()->setSectionResizeMode(wraps ? QHeaderView::ResizeToContents : QHeaderView::Fixed);
}

void StatisticsTable::keepWidth(int column, int width)
{
    if (m_layingOut || width <= 0)
        return;
    m_chosen[placeOf(column)] = width;
    layOut();
}

void StatisticsTable::restoreDefaults()
{
    m_chosen.fill(0);
    layOut();
}

QByteArray StatisticsTable::layoutState() const
{
    QByteArrayList parts;
    for (int column = 0; column < StatisticsModel::Columns; ++column)
        if (const int width = m_chosen[placeOf(column)]; width > 0)
            parts << QByteArray{StatisticsModel::columnId(column)} + ':' + QByteArray::number(width);
    return parts.join(' ');
}

void StatisticsTable::restoreLayout(const QByteArray& state)
{
    const QByteArrayList parts = state.split(' ');
    for (int column = 0; column < StatisticsModel::Columns; ++column)
        for (const QByteArray& part : parts)
            if (part.left(part.indexOf(':')) == StatisticsModel::columnId(column))
                m_chosen[placeOf(column)] = std::clamp(part.mid(part.indexOf(':') + 1).toInt(), 0, 4000);
    layOut();
}

QString StatisticsTable::selectedText(CopyFormat format) const
{
    std::vector<int> places;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        places.push_back(index.row());
    std::sort(places.begin(), places.end());
    std::vector<StatisticsRow> rows;
    rows.reserve(places.size());
    for (const int place : places)
        rows.push_back(m_model.at(place));
    return rows.empty() ? QString{} : statisticsText(rows, m_timeouts, format, m_range);
}

QString StatisticsTable::wholeText(CopyFormat format) const
{
    std::vector<StatisticsRow> rows;
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (m_model.at(row).hasValues())
            rows.push_back(m_model.at(row));
    return statisticsText(rows, m_timeouts, format, m_range);
}

void StatisticsTable::keyPressEvent(QKeyEvent* event)
{
    if (!event->matches(QKeySequence::Copy))
        return QTableView::keyPressEvent(event);
    if (const QString text = selectedText(CopyFormat::Tsv); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void StatisticsTable::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu{this};
    menu.setObjectName(QStringLiteral("statistics-menu"));
    addCopyEntries(menu, tr("Copy rows as %1"), QStringLiteral("copy-rows"),
                   [this](CopyFormat format) { return selectedText(format); });
    for (QAction* action : menu.actions())
        action->setEnabled(selectionModel()->hasSelection());
    menu.actions().front()->setShortcut(QKeySequence::Copy);
    menu.addSeparator();
    addCopyEntries(menu, tr("Copy the table as %1"), QStringLiteral("copy-table"),
                   [this](CopyFormat format) { return wholeText(format); });
    menu.addSeparator();
    connect(menu.addAction(tr("Restore default columns")), &QAction::triggered, this,
            &StatisticsTable::restoreDefaults);
    menu.exec(event->globalPos());
}

void StatisticsTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        layOut();
}

void StatisticsTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange)
        return;
    m_wanted.fill(0);
    measure(0, m_model.rowCount() - 1);
    layOut();
}

}  // namespace inferometer::ui
