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
    , m_legend{new QLabel{this}}
{
    const QString title = plotTitle(entry);
    setObjectName(QStringLiteral("plot-") + toQt(entry.id));
    m_plot->setObjectName(toQt(entry.id));
    m_plot->setAccessibleName(title);
    auto* heading = new widgets::ElidedLabel{this};
    heading->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    heading->setText(title);
    m_legend->setFont(widgets::scaledFont(font(), 0.85));
    m_legend->setForegroundRole(QPalette::PlaceholderText);
    m_legend->setTextFormat(Qt::RichText);

    const int side = widgets::rhythm(*this, 1.5);
    auto* header = new QHBoxLayout;
    header->setSpacing(side);
    header->addWidget(heading, 1);
    header->addWidget(m_legend);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(side, side * 2 / 3, side, side * 2 / 3);
    layout->setSpacing(side / 3);
    layout->addLayout(header);
    layout->addWidget(m_plot, 1);
    connect(m_plot, &plots::Plot::legendChanged, this, &PlotCard::showLegend);
    showLegend();
}

void PlotCard::showLegend()
{
    QString html;
    for (const plots::LegendEntry& entry : m_plot->legend())
        html += QStringLiteral("<span style='color:%1'>&#9632;</span>&nbsp;%2&nbsp;&nbsp;&nbsp;")
                    .arg(entry.color.name(),
                         entry.label.toHtmlEscaped().replace(QLatin1Char{' '}, QStringLiteral("&nbsp;")));
    m_legend->setText(html.isEmpty() ? m_plot->subtitle().toHtmlEscaped() : html);
}

}  // namespace inferometer::ui
