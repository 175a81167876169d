// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_card.h"

#include "plots/plot_text.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDrag>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace inferometer::ui {

const QString PlotCard::kMimeType = QStringLiteral("application/x-inferometer-chart");

PlotCard::PlotCard(const plots::PlotEntry& entry, QWidget* parent)
    : Card{parent}
    , m_entry{entry}
    , m_plot{entry.make(this)}
    , m_header{new QBoxLayout{QBoxLayout::LeftToRight}}
    , m_heading{new widgets::ElidedLabel{this}}
    , m_legend{new QLabel{this}}
    , m_switch{addButton("choose", QString{})}
    , m_reset{addButton("reset", tr("Reset the zoom of the chart %1").arg(plotTitle(entry)))}
    , m_menu{new QMenu{this}}
    , m_enlarge{m_menu->addAction(tr("&Enlarge"), this, &PlotCard::enlargeWanted)}
    , m_detach{m_menu->addAction(QString{}, this, &PlotCard::detachWanted)}
    , m_series{m_menu->addMenu(tr("&Series"))}
{
    setObjectName(QStringLiteral("plot-") + toQt(entry.id));
    m_plot->setObjectName(toQt(entry.id));
    m_plot->setAccessibleName(title());
    m_heading->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    m_heading->setText(title());
    m_legend->setFont(widgets::scaledFont(font(), 0.85));
    m_legend->setForegroundRole(QPalette::PlaceholderText);
    m_legend->setTextFormat(Qt::RichText);
    m_legend->setTextInteractionFlags(Qt::LinksAccessibleByMouse);
    connect(m_legend, &QLabel::linkActivated, this,
            [this](const QString& link) { toggleSeries(static_cast<std::size_t>(link.toInt())); });
    fillMenu();
    addSwitch();
    m_reset->setIcon(icon("reset"));
    m_reset->setToolTip(tr("Show everything (Home)"));
    m_reset->hide();
    connect(m_reset, &QToolButton::clicked, m_plot, &plots::Plot::resetZoom);
    connect(m_plot, &plots::Plot::followingChanged, m_reset, &QWidget::setHidden);
    QToolButton* more = addButton("more", tr("Menu of the chart %1").arg(title()));
    more->setIcon(icon("more"));
    connect(more, &QToolButton::clicked, this, [this, more] {
        m_menu->popup(more->mapToGlobal(QPoint{0, more->height()}));
    });
    more->setToolTip(tr("Enlarge, detach, hide, move or save this chart"));

    const int side = widgets::rhythm(*this, 1.5);
    m_header->setSpacing(0);
    m_header->addWidget(m_heading, 1);
    m_header->addWidget(m_legend);
    auto* top = new QHBoxLayout;
    top->setSpacing(side / 2);
    top->addLayout(m_header, 1);
    for (QToolButton* button : {m_switch, m_reset, more})
        top->addWidget(button, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(side, side / 2, side / 2, side * 2 / 3);
    layout->setSpacing(side / 3);
    layout->addLayout(top);
    layout->addWidget(m_plot, 1);
    connect(m_plot, &plots::Plot::legendChanged, this, &PlotCard::showLegend);
    connect(m_plot, &plots::Plot::enlargeWanted, this, &PlotCard::enlargeWanted);
    // One menu for the whole card; the chart's own actions are in it.
    m_plot->setContextMenuPolicy(Qt::NoContextMenu);
    showLegend();
}

QToolButton* PlotCard::addButton(const char* kind, const QString& name)
{
    auto* button = new QToolButton{this};
    button->setObjectName(QLatin1String{kind} + QLatin1Char{'-'} + toQt(m_entry.id));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(name);
    return button;
}

void PlotCard::addSwitch()
{
    auto* choices = new QMenu{m_switch};
    m_switch->setFont(widgets::scaledFont(font(), 0.85));
    m_switch->setPopupMode(QToolButton::InstantPopup);
    m_switch->setToolTip(tr("Choose the figure"));
    m_switch->setAccessibleName(tr("Shown figure of the chart %1").arg(title()));
    m_switch->setMenu(choices);
    connect(choices, &QMenu::aboutToShow, this, [this, choices] {
        choices->clear();
        addChoices(*choices);
    });
}

void PlotCard::addChoices(QMenu& menu)
{
    const QStringList choices = m_plot->choices();
    for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
        QAction* action = menu.addAction(choices[i], this, [this, i] { m_plot->choose(i); });
        action->setCheckable(true);
        action->setChecked(m_plot->choice() == i);
    }
}

void PlotCard::showChoice()
{
    const QStringList choices = m_plot->choices();
    m_switch->setVisible(!choices.isEmpty());
    m_switch->setText(choices.value(m_plot->choice()) + QStringLiteral(" \u25be"));
}

QString PlotCard::title() const
{
    const QString title = plotTitle(m_entry, *m_plot);
    return m_range ? tr("%1, range %2").arg(title, plots::rangeText(*m_range)) : title;
}

void PlotCard::setRange(const std::optional<TimeRange>& range)
{
    if (std::exchange(m_range, range) == range)
        return;
    setMarked(range.has_value());
    showLegend();
}

void PlotCard::fillMenu()
{
    m_menu->setObjectName(QStringLiteral("menu-") + toQt(m_entry.id));
    m_enlarge->setObjectName(QStringLiteral("enlarge"));
    m_detach->setObjectName(QStringLiteral("detach"));
    setDetached(false);
    m_menu->addAction(tr("&Hide"), this, &PlotCard::hideWanted)->setObjectName(QStringLiteral("hide"));
    m_menu->addAction(tr("Move &left"), this, [this] { emit moveWanted(-1); })->setObjectName(QStringLiteral("left"));
    m_menu->addAction(tr("Move &right"), this, [this] { emit moveWanted(1); })->setObjectName(QStringLiteral("right"));
    m_menu->addActions(m_plot->actions());
    m_series->setObjectName(QStringLiteral("series"));
    connect(m_menu, &QMenu::aboutToShow, this, &PlotCard::fillSeries);
}

void PlotCard::fillSeries()
{
    m_series->clear();
    const std::vector<plots::LegendEntry> legend = m_plot->legend();
    for (std::size_t i = 0; i < legend.size(); ++i) {
        QAction* action = m_series->addAction(legend[i].label, this, [this, i] { toggleSeries(i); });
        action->setCheckable(true);
        action->setChecked(m_plot->isSeriesVisible(i));
    }
    if (!m_plot->choices().isEmpty())
        m_series->addSeparator();
    addChoices(*m_series);
    m_series->menuAction()->setVisible(!m_series->isEmpty());
}

void PlotCard::toggleSeries(std::size_t index)
{
    m_plot->setSeriesVisible(index, !m_plot->isSeriesVisible(index));
    showLegend();
}

void PlotCard::setEnlarged(bool enlarged) { m_enlarge->setText(enlarged ? tr("&Back to all charts") : tr("&Enlarge")); }

void PlotCard::setDetached(bool detached)
{
    m_detach->setText(detached ? tr("Back &into the main window") : tr("&Detach into a window of its own"));
}

void PlotCard::contextMenuEvent(QContextMenuEvent* event) { m_menu->popup(event->globalPos()); }

void PlotCard::mousePressEvent(QMouseEvent* event) { m_pressed = event->pos(); }

void PlotCard::mouseMoveEvent(QMouseEvent* event)
{
    const bool dragging = event->buttons() & Qt::LeftButton && !m_plot->geometry().contains(m_pressed)
        && (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (!dragging)
        return;
    auto* carried = new QMimeData;
    carried->setData(kMimeType, QByteArray{m_entry.id.data(), static_cast<qsizetype>(m_entry.id.size())});
    auto* drag = new QDrag{this};
    drag->setMimeData(carried);
    drag->setPixmap(grab().scaledToWidth(width() / 3, Qt::SmoothTransformation));
    drag->exec(Qt::MoveAction);
}

void PlotCard::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        emit enlargeWanted();
}

void PlotCard::showLegend()
{
    m_heading->setText(title());
    showChoice();
    const std::vector<plots::LegendEntry> legend = m_plot->legend();
    QStringList parts;
    for (std::size_t i = 0; i < legend.size(); ++i) {
        const QString label = legend[i].label.toHtmlEscaped().replace(QLatin1Char{' '}, QStringLiteral("&nbsp;"));
        const bool drawn = m_plot->isSeriesVisible(i);
        parts << QStringLiteral("<span style='color:%1'>%2</span>&nbsp;"
                                "<a href='%3' style='color:%4;text-decoration:%5'>%6</a>")
                     .arg(legend[i].color.name(), QString{legend[i].mark}, QString::number(i),
                          palette().color(QPalette::PlaceholderText).name(),
                          drawn ? QStringLiteral("none") : QStringLiteral("line-through"), label);
    }
    m_legend->setText(parts.isEmpty() ? m_plot->subtitle().toHtmlEscaped()
                                      : parts.join(QStringLiteral("&nbsp;&nbsp;&nbsp; ")));
    fitHeader();
}

void PlotCard::fitHeader()
{
    const int buttons = widgets::rhythm(*this, 8) + (m_switch->isHidden() ? 0 : m_switch->sizeHint().width());
    const int wanted = m_heading->sizeHint().width() + m_legend->sizeHint().width() + buttons;
    m_header->setDirection(wanted <= width() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void PlotCard::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    fitHeader();
}

}  // namespace inferometer::ui
