// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/two_line_row.h"

#include "widgets/metrics.h"
#include "widgets/plain_text.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace inferometer::ui {

namespace {

QFont smallFont(const QStyleOptionViewItem& option) { return widgets::scaledFont(option.font, 0.85); }

QRect roomOf(const QStyleOptionViewItem& option)
{
    const int side = widgets::rhythm(option.font, 1.25);
    return option.rect.adjusted(side, 0, -side, 0);
}

bool isCut(const QString& words, const QFont& font, const QStyleOptionViewItem& option)
{
    return QFontMetrics{font}.horizontalAdvance(words) > roomOf(option).width();
}

}  // namespace

void TwoLineRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QPalette& palette = option.palette;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double radius = widgets::rhythm(option.font, 0.75);
    const QRectF plate = QRectF{option.rect}.adjusted(1, 1, -1, -1);
    const bool focused = option.state & QStyle::State_HasFocus;
    if (option.state & QStyle::State_Selected) {
        painter->setBrush(palette.highlight());
        painter->setPen(focused ? QPen{palette.color(QPalette::Link), 1.5} : QPen{Qt::NoPen});
        painter->drawRoundedRect(plate, radius, radius);
        // The plate alone hardly stands out from the list.
        const double stripe = radius / 2;
        painter->setPen(Qt::NoPen);
        painter->setBrush(palette.link());
        painter->drawRoundedRect(
            QRectF{plate.left() + stripe / 2, plate.top() + radius, stripe, plate.height() - 2 * radius}, stripe / 2,
            stripe / 2);
    }
    const QFont small = smallFont(option);
    const int high = QFontMetrics{option.font}.height();
    QRect line = roomOf(option);
    line.setTop(option.rect.center().y() - (high + QFontMetrics{small}.height()) / 2);
    const auto write = [&](const QFont& font, QPalette::ColorRole role, const QString& words) {
        painter->setFont(font);
        painter->setPen(palette.color(role));
        painter->drawText(line, Qt::AlignTop | Qt::AlignLeft,
                          QFontMetrics{font}.elidedText(words, Qt::ElideMiddle, line.width()));
    };
    write(option.font, QPalette::Text, index.data().toString());
    line.translate(0, high);
    write(small, QPalette::PlaceholderText, index.data(kDetailRole).toString());
    painter->restore();
}

QSize TwoLineRow::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {widgets::rhythm(option.font, 10), widgets::rhythm(option.font, 6)};
}

bool TwoLineRow::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                           const QModelIndex& index)
{
    const QString name = index.data().toString();
    const QString detail = index.data(kDetailRole).toString();
    if (event->type() != QEvent::ToolTip
        || (!isCut(name, option.font, option) && !isCut(detail, smallFont(option), option)))
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString whole = widgets::plainTip(name + QLatin1Char{'\n'} + detail);
    QToolTip::showText(event->globalPos(), whole, view->viewport());
    return true;
}

}  // namespace inferometer::ui
