// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_export.h"

#include "plots/plot_export.h"
#include "ui/base/text.h"
#include "ui/charts/export_colors.h"
#include "ui/charts/plot_card.h"
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

Status writePicture(PlotCard& card, const QString& path, plots::ExportSpec spec, plots::PictureFormat format)
{
    spec.format = format;
    return plots::exportPlot(card.plot(), card.title(), path, spec);
}

struct Format
{
    const char* label;
    const char* suffix;
    Status (*write)(PlotCard& card, const QString& path, const plots::ExportSpec& spec);
};

constexpr std::array kFormats{
    Format{QT_TRANSLATE_NOOP("charts", "Save as &PNG…"), "png",
           [](PlotCard& card, const QString& path, const plots::ExportSpec& spec) {
               return writePicture(card, path, spec, plots::PictureFormat::Png);
           }},
    Format{QT_TRANSLATE_NOOP("charts", "Save as &SVG…"), "svg",
           [](PlotCard& card, const QString& path, const plots::ExportSpec& spec) {
               return writePicture(card, path, spec, plots::PictureFormat::Svg);
           }},
    Format{QT_TRANSLATE_NOOP("charts", "Save as P&DF…"), "pdf",
           [](PlotCard& card, const QString& path, const plots::ExportSpec& spec) {
               return writePicture(card, path, spec, plots::PictureFormat::Pdf);
           }},
    Format{QT_TRANSLATE_NOOP("charts", "Save the data as CS&V…"), "csv",
           [](PlotCard& card, const QString& path, const plots::ExportSpec& /*spec*/) {
               return plots::exportData(card.plot(), path);
           }},
};

void save(PlotCard& card, const Format& format, const Dialogs& dialogs, widgets::NoticeBar& notice,
          const ExportColors& colors)
{
    const QString suffix = QString::fromLatin1(format.suffix);
    const QString path
        = dialogs.saveFile(&card,
                           {ChartWords::tr("Save the chart"), toQt(card.entry().id) + QLatin1Char{'.'} + suffix,
                            QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix)});
    if (path.isEmpty())
        return;
    const Status written = format.write(card, path, colors.spec());
    notice.tell(written ? ChartWords::tr("The chart is in %1").arg(path) : errorText(written.error()),
                written ? widgets::Tone::Good : widgets::Tone::Bad);
}

}  // namespace

void addChartExports(QMenu& menu, PlotCard& card, const Dialogs& dialogs, widgets::NoticeBar& notice,
                     ExportColors& colors)
{
    menu.addAction(ChartWords::tr("&Copy as a picture"), &card,
                   [&card, &colors] {
                       QGuiApplication::clipboard()->setImage(plots::imageOf(card.plot(), card.title(), colors.spec()));
                   })
        ->setObjectName(QStringLiteral("copy-picture"));
    for (const Format& format : kFormats) {
        menu.addAction(ChartWords::tr(format.label), &card,
                       [&card, &format, &dialogs, &notice, &colors] { save(card, format, dialogs, notice, colors); })
            ->setObjectName(QStringLiteral("save-") + QString::fromLatin1(format.suffix));
    }
    menu.addMenu(&colors);
}

}  // namespace inferometer::ui
