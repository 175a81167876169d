// SPDX-License-Identifier: GPL-3.0-or-later
// The view of a RequestsModel: in the order of the schedule, or sorted by a click on a header (a third one ends that),
// columns chosen in the header's menu, selected rows copied as tab-separated values.
#pragma once

#include <QTableView>

namespace inferometer::ui {

class RequestsModel;

class RequestTable : public QTableView
{
    Q_OBJECT

public:
    // `model` outlives the table.
    explicit RequestTable(RequestsModel& model, QWidget* parent = nullptr);

    // Which columns are shown, their order and widths, as text; restore() skips what it does not know.
    QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state);
    void restoreDefaults();

    // What stands in the table while it has no row.
    void setEmptyWords(const QString& words);

    // The selected rows in the order shown, headers first, figures as a spreadsheet takes them. Empty: no row is.
    QString selectedText() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    // With room at both sides, in steps of the rhythm together.
    int textWidth(const QString& text, double margins) const;
    void chooseColumns(const QPoint& at);
    void sortBy(int column);
    void copy() const;
    std::vector<int> shownColumns() const;

    RequestsModel& m_model;
    int m_sorted = 0;  // the column of the header's indicator
    QString m_emptyWords;
};

}  // namespace inferometer::ui
