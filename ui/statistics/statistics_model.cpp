// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_model.h"

#include "widgets/plain_text.h"

#include <QGuiApplication>
#include <QPalette>
#include <QSize>

#include <algorithm>
#include <array>

namespace inferometer::ui {

namespace {

using Column = StatisticsModel::Column;

const QString kDash{QChar{0x2013}};

bool isFigure(int column) { return column >= Column::FirstFigure && column < Column::Interval95; }

const StatisticsFigure& figureAt(int column)
{
    return statisticsFigures().at(static_cast<std::size_t>(column - Column::FirstFigure));
}

// Of the columns that are no percentile.
struct HeadWords
{
    int column;
    const char* title;  // context of StatisticsModel
    const char* help;
};
constexpr std::array kHeads{
    HeadWords{Column::Name, QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel", "Metric"),
              QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel", "Every metric, in the order of the result files.")},
    HeadWords{Column::FirstFigure, QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel", "mean"),
              QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel", "The mean of all values.")},
    HeadWords{Column::Interval95 - 1, QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel", "max"),
              QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel", "The largest value.")},
    HeadWords{
        Column::Interval95, QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel", "p50, 95\u00a0%"),
        QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel",
                          "The median lies within it with 95\u00a0% confidence. Those of the other percentiles stand "
                          "in their tooltips and in the chart.")},
    HeadWords{Column::Count, QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel", "n"),
              QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel",
                                "Values that are known: requests that ended ok, tokens or gaps.")},
    HeadWords{Column::Arrivals, QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel", "Not exact"),
              QT_TRANSLATE_NOOP("inferometer::ui::StatisticsModel",
                                "Share of the values whose arrival is not known exactly, and how far such a value may "
                                "be off at most.")},
};

QString nameText(const StatisticsRow& row)
{
    QString text = row.subject->title();
    if ((row.marks & SoFar) != 0)
        text += QStringLiteral("\u00a0≈");
    if ((row.marks & (TokensSpread | TokensAssumed)) != 0)
        text += QStringLiteral("\u00a0~");
    return (row.marks & Inexact) != 0 ? text + QStringLiteral("\u00a0±") : text;
}

QString cellText(const StatisticsRow& row, int column)
{
    if (column == Column::Name)
        return nameText(row);
    if (!row.hasValues())
        return column == Column::Arrivals ? QString{} : kDash;
    if (isFigure(column)) {
        MetricFigure figure = figureOf(row, figureAt(column));
        figure.marks &= ~SoFar;  // the name bears it, for all of them
        return figureText(figure, metricQuantity(row.subject->unit, figure.value));
    }
    if (column == Column::Count)
        return countText(row.data.statistics.n);
    if (column == Column::Arrivals)
        return inexactText(row);
    const auto interval = medianInterval(row);
    return interval ? intervalText(*interval, row.subject->unit) : kDash;
}

}  // namespace

void StatisticsModel::setRows(std::vector<StatisticsRow> rows)
{
    const bool isSame = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                   [](const auto& a, const auto& b) { return a.subject == b.subject; });
    std::vector<QStringList> texts;
    for (const StatisticsRow& row : rows) {
        QStringList cells;
        for (int column = 0; column < Columns; ++column)
            cells << cellText(row, column);
        texts.push_back(std::move(cells));
    }
    if (!isSame)
        beginResetModel();
    m_rows = std::move(rows);
    m_texts.swap(texts);
    if (!isSame)
        return endResetModel();
    for (int row = 0; row < rowCount(); ++row)
        if (m_texts[static_cast<std::size_t>(row)] != texts[static_cast<std::size_t>(row)])
            emit dataChanged(index(row, 0), index(row, Columns - 1));
}

int StatisticsModel::rowOf(std::string_view id) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [&](const auto& row) { return row.subject->id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

MetricMarks StatisticsModel::marks() const
{
    MetricMarks marks = 0;
    for (const StatisticsRow& row : m_rows)
        marks |= row.marks;
    return marks;
}

bool StatisticsModel::hasValues() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const auto& row) { return row.hasValues(); });
}

int StatisticsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StatisticsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QString StatisticsModel::toolTip(const StatisticsRow& row, int column) const
{
    QStringList lines{row.subject->title(), row.subject->definition()};
    if (!row.isTold)
        lines << tr("Told when the run has ended.");
    if (isFigure(column) && row.hasValues()) {
        const StatisticsFigure& figure = figureAt(column);
        const Quantile* const quantile = row.data.statistics.at(figure.q);
        if (quantile && quantile->interval)
            lines << tr("95\u00a0% interval of %1: %2")
                         .arg(QString::fromLatin1(figure.id), intervalText(*quantile->interval, row.subject->unit));
        lines << markNotes(figureOf(row, figure).marks);
    } else if (column == Name || column == Arrivals) {
        if ((row.marks & Inexact) != 0)
            lines << inexactText(row);
        lines << markNotes(row.marks & (Inexact | TokensSpread | TokensAssumed));
    }
    return widgets::plainTip(lines.join(QLatin1Char{'\n'}));
}

QVariant StatisticsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const StatisticsRow& row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return m_texts[static_cast<std::size_t>(index.row())][index.column()];
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2: %3")
            .arg(row.subject->title(), headerData(index.column(), Qt::Horizontal).toString(),
                 m_texts[static_cast<std::size_t>(index.row())][index.column()]);
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter | (index.column() == Name ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::ForegroundRole:
        return row.hasValues() ? QVariant{} : QGuiApplication::palette().brush(QPalette::PlaceholderText);
    default:
        return {};
    }
}

QVariant StatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    // The header of the rows is hidden: its height is not theirs.
    if (orientation != Qt::Horizontal)
        return role == Qt::SizeHintRole ? QVariant{QSize{0, 0}} : QVariant{};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (section == Name ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const auto* const words
        = std::find_if(kHeads.begin(), kHeads.end(), [section](const HeadWords& one) { return one.column == section; });
    if (words != kHeads.end())
        return tr(role == Qt::ToolTipRole ? words->help : words->title);
    const StatisticsFigure& figure = figureAt(section);
    return role == Qt::ToolTipRole ? tr("%1\u00a0% of the values are at or below it.").arg(100 * figure.q)
                                   : QString::fromLatin1(figure.id);
}

const char* StatisticsModel::columnId(int column)
{
    if (isFigure(column))
        return figureAt(column).id;
    return column == Name ? "metric" : column == Interval95 ? "interval" : column == Count ? "n" : "arrivals";
}

}  // namespace inferometer::ui
