// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/thin_progress.h"

#include "widgets/metrics.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace inferometer::widgets {

ThinProgress::ThinProgress(QWidget* parent) : QWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Progress"));
    m_wander.setInterval(40);
    connect(&m_wander, &QTimer::timeout, this, [this] {
        m_phase = std::fmod(m_phase + 0.02, 1.0);
        update();
    });
}

void ThinProgress::setShare(double share)
{
    m_wander.stop();
    m_share = std::clamp(share, 0.0, 1.0);
    setAccessibleDescription(tr("%1 percent").arg(qRound(m_share * 100)));
    update();
}

void ThinProgress::setBusy()
{
    setAccessibleDescription(tr("Busy"));
    if (!m_wander.isActive())
        m_wander.start();
}

QSize ThinProgress::sizeHint() const { return {rhythm(*this, 20), rhythm(*this, 0.75)}; }

void ThinProgress::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = height() / 2.0;
    painter.setBrush(palette().color(QPalette::Mid));
    painter.drawRoundedRect(rect(), radius, radius);
    QRectF filled{rect()};
    if (m_wander.isActive()) {
        filled.setWidth(width() * 0.25);
        filled.moveLeft((1.25 * m_phase - 0.25) * width());
        filled = filled.intersected(QRectF{rect()});
    } else {
        filled.setWidth(width() * m_share);
    }
    if (filled.width() < 1)
        return;
    painter.setBrush(palette().color(QPalette::Link));
    painter.drawRoundedRect(filled, radius, radius);
}

}  // namespace inferometer::widgets
