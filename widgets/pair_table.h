// SPDX-License-Identifier: GPL-3.0-or-later
// A small table of names and values, edited in place; there is always an empty row at its end for the next one. Delete
// takes the chosen rows out.
#pragma once

#include <QTableWidget>

#include <utility>
#include <vector>

namespace inferometer::widgets {

class PairTable : public QTableWidget
{
    Q_OBJECT

public:
    PairTable(const QString& nameHeading, const QString& valueHeading, QWidget* parent = nullptr);

    // Muted in the empty row: what to do there.
    void setHint(const QString& hint);

    using Pairs = std::vector<std::pair<QString, QString>>;
    // Without rows that are empty.
    Pairs pairs() const;
    void setPairs(const Pairs& pairs);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void edited();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void cellEdited();
    void keepEmptyRow();
    QString textAt(int row, int column) const;

    bool m_filling = false;
};

}  // namespace inferometer::widgets
