// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_window.h"

#include "ui/charts/plot_card.h"
#include "widgets/metrics.h"
#include "widgets/window_place.h"

#include <QKeyEvent>
#include <QShortcut>
#include <QVBoxLayout>

namespace inferometer::ui {

ChartWindow::ChartWindow(PlotCard& card, QWidget* owner) : QWidget{owner, Qt::Window}, m_card{card}
{
    setObjectName(QStringLiteral("chart-window"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 - Inferometer").arg(card.title()));
    const int gap = widgets::rhythm(*this, 1.5);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(gap, gap, gap, gap);
    resize(card.size().expandedTo({widgets::rhythm(*this, 70), widgets::rhythm(*this, 44)}));
    layout->addWidget(&card);
    card.show();
    new QShortcut{QKeySequence::Close, this, this, &QWidget::close};
    // Left to itself it would open in the screen's corner, over what it came from.
    move(owner->window()->frameGeometry().center() - rect().center());
    widgets::bringOntoScreen(*this);
    show();
}

void ChartWindow::toggleSize() { setWindowState(windowState() ^ Qt::WindowMaximized); }

void ChartWindow::closeEvent(QCloseEvent* event)
{
    emit closed();
    QWidget::closeEvent(event);
}

void ChartWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace inferometer::ui
