// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_guide.h"

#include "ui/base/icons.h"
#include "ui/charts/plot_card.h"
#include "ui/charts/plot_grid.h"
#include "widgets/callouts.h"
#include "widgets/notice_bar.h"

#include <QApplication>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <utility>

namespace inferometer::ui {

namespace {
constexpr int kFollowMilliseconds = 250;
}

ChartGuide::ChartGuide(PlotGrid& grid, QWidget* parent)
    : QWidget{parent}
    , m_grid{grid}
    , m_bar{new widgets::NoticeBar{this}}
{
    setObjectName(QStringLiteral("chart-guide"));
    m_bar->setObjectName(QStringLiteral("chart-guide-bar"));
    m_bar->setCloseIcon(icon("close"));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bar);
    hide();
    connect(m_bar, &widgets::NoticeBar::closed, this, &ChartGuide::stop);
    m_timer.setInterval(kFollowMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &ChartGuide::follow);
}

void ChartGuide::start()
{
    stop();
    for (PlotCard* card : m_grid.cards()) {
        m_layers.push_back(new widgets::Callouts{card->plot()});
        m_layers.back()->show();
    }
    m_bar->tell(tr("The notes say what the charts show. Esc sends them away; “Explain the charts” in the menu brings "
                   "them back."));
    show();
    qApp->installEventFilter(this);
    m_timer.start();
    follow();
}

void ChartGuide::stop()
{
    m_timer.stop();
    qApp->removeEventFilter(this);
    hide();
    for (widgets::Callouts* layer : std::exchange(m_layers, {}))
        delete layer;
}

void ChartGuide::follow()
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        std::vector<widgets::Callout> callouts;
        for (const plots::Landmark& landmark : m_grid.cards()[i]->plot().landmarks())
            callouts.push_back({landmark.text, landmark.at, landmark.toward});
        m_layers[i]->set(std::move(callouts));
        m_layers[i]->raise();
    }
}

bool ChartGuide::isMeant(const QObject* watched) const
{
    const auto* widget = qobject_cast<const QWidget*>(watched);
    return widget && widget->window() == window() && isVisible() && !QApplication::activePopupWidget();
}

bool ChartGuide::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return false;
    if (static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape || !isMeant(watched))
        return false;
    if (event->type() == QEvent::ShortcutOverride)
        event->accept();
    else
        stop();
    return true;
}

}  // namespace inferometer::ui
