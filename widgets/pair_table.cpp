// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pair_table.h"

#include "widgets/metrics.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace inferometer::widgets {

namespace {

class HintDelegate final : public QStyledItemDelegate
{
public:
    HintDelegate(QString hint, QObject* parent) : QStyledItemDelegate{parent}, m_hint{std::move(hint)} {}

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() > 0 || index.row() < index.model()->rowCount() - 1 || !option->text.isEmpty())
            return;
        option->text = m_hint;
        option->features |= QStyleOptionViewItem::HasDisplay;
        for (const QPalette::ColorRole role : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(role, option->palette.color(QPalette::PlaceholderText));
    }

private:
    QString m_hint;
};

}  // namespace

PairTable::PairTable(const QString& nameHeading, const QString& valueHeading, QWidget* parent)
    : QTableWidget{1, 2, parent}
{
    setHorizontalHeaderLabels({nameHeading, valueHeading});
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->resizeSection(0, rhythm(*this, 22));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(rhythm(*this, 3.5));
    setTabKeyNavigation(false);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed | SelectedClicked);
    setSelectionBehavior(SelectRows);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QTableWidget::cellChanged, this, &PairTable::cellEdited);
}

void PairTable::setHint(const QString& hint) { setItemDelegate(new HintDelegate{hint, this}); }

QString PairTable::textAt(int row, int column) const
{
    const QTableWidgetItem* cell = item(row, column);
    return cell ? cell->text().trimmed() : QString{};
}

PairTable::Pairs PairTable::pairs() const
{
    Pairs pairs;
    for (int row = 0; row < rowCount(); ++row) {
        if (!textAt(row, 0).isEmpty() || !textAt(row, 1).isEmpty())
            pairs.emplace_back(textAt(row, 0), textAt(row, 1));
    }
    return pairs;
}

void PairTable::setPairs(const Pairs& pairs)
{
    m_filling = true;
    setRowCount(0);
    for (const auto& [name, value] : pairs) {
        const int row = rowCount();
        insertRow(row);
        setItem(row, 0, new QTableWidgetItem{name});
        setItem(row, 1, new QTableWidgetItem{value});
    }
    keepEmptyRow();
    m_filling = false;
}

void PairTable::keepEmptyRow()
{
    const int last = rowCount() - 1;
    if (last < 0 || !textAt(last, 0).isEmpty() || !textAt(last, 1).isEmpty())
        insertRow(last + 1);
    updateGeometry();
}

void PairTable::cellEdited()
{
    if (m_filling)
        return;
    keepEmptyRow();
    emit edited();
}

void PairTable::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Delete || state() == EditingState) {
        QTableWidget::keyPressEvent(event);
        return;
    }
    std::set<int, std::greater<>> rows;  // the last first: the others keep their numbers
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.insert(index.row());
    if (rows.empty() && currentRow() >= 0)
        rows.insert(currentRow());
    for (const int row : rows)
        removeRow(row);
    keepEmptyRow();
    emit edited();
}

QSize PairTable::sizeHint() const
{
    constexpr int kMostRows = 6;
    const int rows = std::clamp(rowCount(), 1, kMostRows);
    const int height = rows * verticalHeader()->defaultSectionSize() + horizontalHeader()->sizeHint().height();
    return {rhythm(*this, 40), height + 2 * frameWidth()};
}

// As high as its rows, and as narrow as two short words.
QSize PairTable::minimumSizeHint() const { return {rhythm(*this, 16), sizeHint().height()}; }

}  // namespace inferometer::widgets
