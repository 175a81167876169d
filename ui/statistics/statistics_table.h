// SPDX-License-Identifier: GPL-3.0-or-later
// The view of a StatisticsModel: columns as wide as what stands in them, unless a person drew them otherwise; no cell
// is cut. Rows are copied, the selected ones or all.
#pragma once

#include "ui/statistics/statistics_copy.h"

#include <QTableView>

#include <array>
#include <optional>

namespace inferometer::ui {

class StatisticsModel;

class StatisticsTable : public QTableView
{
    Q_OBJECT

public:
    // `model` outlives the table.
    explicit StatisticsTable(StatisticsModel& model, QWidget* parent = nullptr);

    // Widths that a person chose, as text; restore() skips what it does not know.
    QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state);
    void restoreDefaults();

    // Requests that did not keep their time limit: said with what is copied.
    void setTimeouts(std::uint64_t timeouts) { m_timeouts = timeouts; }
    // Likewise the range of the run that the figures are of.
    void setRange(const std::optional<TimeRange>& range) { m_range = range; }
    // The selected rows in the order shown. Empty: no row is.
    QString selectedText(CopyFormat format) const;
    // Every row that has values.
    QString wholeText(CopyFormat format) const;

protected:
    int sizeHintForRow(int row) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static constexpr std::size_t kColumns = 10;

    void measure(int firstRow, int lastRow);
    void layOut();
    int showWhereRoom(int column, bool isWanted, int room);
    int nameWidth(bool wrapped) const;
    int cellPadding() const;
    int plainWidth(int column) const;
    void keepWidth(int column, int width);

    StatisticsModel& m_model;
    std::uint64_t m_timeouts = 0;
    std::optional<TimeRange> m_range;
    std::array<int, kColumns> m_wanted{};  // by what stands in the column
    std::array<int, kColumns> m_chosen{};  // by a person; 0: none
    bool m_layingOut = false;
};

}  // namespace inferometer::ui
