// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drop_mark.h"

#include "widgets/metrics.h"

#include <QPainter>

namespace inferometer::ui {

namespace {
constexpr float kTint = 0.12F;
}

DropMark::DropMark(QWidget& ground) : QWidget{&ground}
{
    setObjectName(QStringLiteral("drop-mark"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropMark::markAt(const QWidget* place, const QString& words)
{
    m_words = words;
    setAccessibleName(words);
    setVisible(place);
    if (!place)
        return;
    setGeometry(QRect{place->mapTo(parentWidget(), QPoint{}), place->size()});
    update();
    raise();
}

void DropMark::paintEvent(QPaintEvent* /*event*/)
{
    const QColor accent = palette().color(QPalette::Link);
    QColor tint = accent;
    tint.setAlphaF(kTint);
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{accent, 2});
    painter.setBrush(tint);
    painter.drawRoundedRect(QRectF{rect()}.adjusted(1, 1, -1, -1), 8, 8);
    if (!m_words.isEmpty())
        paintWords(painter);
}

// On a plate of their own, since anything may lie under them.
void DropMark::paintWords(QPainter& painter) const
{
    painter.setFont(widgets::scaledFont(font(), 1.1, QFont::DemiBold));
    const QFontMetrics metrics{painter.font()};
    const QString words = metrics.elidedText(m_words, Qt::ElideMiddle, width() * 2 / 3);
    const int side = widgets::rhythm(*this, 2);
    QRect plate{0, 0, metrics.horizontalAdvance(words) + 2 * side, metrics.height() + side};
    plate.moveCenter(rect().center());
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(plate, 0.5 * side, 0.5 * side);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(plate, Qt::AlignCenter, words);
}

}  // namespace inferometer::ui
