// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot_card.h"

#include "ui/text.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace inferometer::ui {

PlotCard::PlotCard(const plots::PlotEntry& entry, QWidget* parent)
    : Card{parent}
    , m_plot{entry.make(this)}
    , m_heading{new widgets::ElidedLabel{this}}
    , m_legend{new QLabel{this}}
    , m_entry{entry}
{
    const QString title = plotTitle(entry, *m_plot);
    setObjectName(QStringLiteral("plot-") + toQt(entry.id));
    m_plot->setObjectName(toQt(entry.id));
    m_plot->setAccessibleName(title);
    m_heading->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    m_legend->setFont(widgets::scaledFont(font(), 0.85));
    m_legend->setForegroundRole(QPalette::PlaceholderText);
    m_legend->setTextFormat(Qt::RichText);

    const int side = widgets::rhythm(*this, 1.5);
    auto* header = new QHBoxLayout;
    header->setSpacing(side);
    header->addWidget(m_heading, 1);
    header->addWidget(m_legend);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(side, side * 2 / 3, side, side * 2 / 3);
    layout->setSpacing(side / 3);
    layout->addLayout(header);
    layout->addWidget(m_plot, 1);
    connect(m_plot, &plots::Plot::legendChanged, this, &PlotCard::showLegend);
    connect(m_plot, &plots::Plot::offeredChanged, this, &PlotCard::setVisible);
    setVisible(m_plot->isOffered());
    showLegend();
}

void PlotCard::showLegend()
{
    m_heading->setText(plotTitle(m_entry, *m_plot));
    QString html;
    for (const plots::LegendEntry& entry : m_plot->legend())
        html += QStringLiteral("<span style='color:%1'>%3</span>&nbsp;%2&nbsp;&nbsp;&nbsp;")
                    .arg(entry.color.name(),
                         entry.label.toHtmlEscaped().replace(QLatin1Char{' '}, QStringLiteral("&nbsp;")), entry.mark);
    m_legend->setText(html.isEmpty() ? m_plot->subtitle().toHtmlEscaped() : html);
}

}  // namespace inferometer::ui
