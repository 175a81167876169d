// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_export.h"

#include "plots/plot.h"
#include "plots/plot_export.h"
#include "ui/base/text.h"
#include "ui/charts/export_colors.h"
#include "widgets/notice_bar.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

#include <array>

namespace inferometer::ui {

namespace {

class ChartWords
{
    Q_DECLARE_TR_FUNCTIONS(charts)
};

Status writePicture(const ExportedChart& chart, const QString& path, plots::ExportSpec spec,
                    plots::PictureFormat format)
{
    spec.format = format;
    return plots::exportPlot(chart.plot, chart.title(), path, spec);
}

struct Format
{
    const char* label;
    const char* suffix;
    Status (*write)(const ExportedChart& chart, const QString& path, const plots::ExportSpec& spec);
};

constexpr std::array kFormats{
    Format{QT_TRANSLATE_NOOP("charts", "Save as &PNG…"), "png",
           [](const ExportedChart& chart, const QString& path, const plots::ExportSpec& spec) {
               return writePicture(chart, path, spec, plots::PictureFormat::Png);
           }},
    Format{QT_TRANSLATE_NOOP("charts", "Save as &SVG…"), "svg",
           [](const ExportedChart& chart, const QString& path, const plots::ExportSpec& spec) {
               return writePicture(chart, path, spec, plots::PictureFormat::Svg);
           }},
    Format{QT_TRANSLATE_NOOP("charts", "Save as P&DF…"), "pdf",
           [](const ExportedChart& chart, const QString& path, const plots::ExportSpec& spec) {
               return writePicture(chart, path, spec, plots::PictureFormat::Pdf);
           }},
    Format{QT_TRANSLATE_NOOP("charts", "Save the data as CS&V…"), "csv",
           [](const ExportedChart& chart, const QString& path, const plots::ExportSpec& /*spec*/) {
               return plots::exportData(chart.plot, path);
           }},
};

void save(const ExportedChart& chart, const Format& format, const Dialogs& dialogs, widgets::NoticeBar& notice,
          const ExportColors& colors)
{
    const QString suffix = QString::fromLatin1(format.suffix);
    const QString path = dialogs.saveFile(&chart.plot,
                                          {ChartWords::tr("Save the chart"), chart.name() + QLatin1Char{'.'} + suffix,
                                           QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix)});
    if (path.isEmpty())
        return;
    const Status written = format.write(chart, path, colors.spec());
    notice.tell(written ? ChartWords::tr("The chart is in %1").arg(path) : errorText(written.error()),
                written ? widgets::Tone::Good : widgets::Tone::Bad);
}

}  // namespace

void addChartExports(QMenu& menu, const ExportedChart& chart, const Dialogs& dialogs, widgets::NoticeBar& notice,
                     ExportColors& colors)
{
    menu.addAction(ChartWords::tr("&Copy as a picture"), &chart.plot,
                   [chart, &colors] {
                       QGuiApplication::clipboard()->setImage(plots::imageOf(chart.plot, chart.title(), colors.spec()));
                   })
        ->setObjectName(QStringLiteral("copy-picture"));
    for (const Format& format : kFormats) {
        menu.addAction(ChartWords::tr(format.label), &chart.plot,
                       [chart, &format, &dialogs, &notice, &colors] { save(chart, format, dialogs, notice, colors); })
            ->setObjectName(QStringLiteral("save-") + QString::fromLatin1(format.suffix));
    }
    menu.addMenu(&colors);
}

}  // namespace inferometer::ui
