// SPDX-License-Identifier: GPL-3.0-or-later
// A row of a list in two lines: what it is called, and muted under it what else is to say of it. A line that is too
// long is cut in its middle; the tool tip has the whole.
#pragma once

#include <QStyledItemDelegate>

namespace inferometer::ui {

class TwoLineRow : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kDetailRole = Qt::UserRole;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
};

}  // namespace inferometer::ui
