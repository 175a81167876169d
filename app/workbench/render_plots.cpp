// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/render_plots.h"

#include "plots/plot.h"
#include "plots/plot_export.h"
#include "ui/base/text.h"
#include "ui/frame/opening.h"

#include <QDir>

#include <cstdio>
#include <memory>

namespace inferometer::workbench {

namespace {

plots::ExportSpec specOf(const QString& format, plots::PlotSpan span)
{
    plots::ExportSpec spec;
    spec.format = format == QLatin1String{"svg"} ? plots::PictureFormat::Svg : plots::PictureFormat::Png;
    if (span == plots::PlotSpan::FullWidth)
        spec.size = {1280, 560};
    return spec;
}

}  // namespace

Status renderPlots(const QString& result, const QString& folder, const std::vector<QString>& formats)
{
    const Result<std::shared_ptr<const FinishedRun>> loaded = ui::openRun(result);
    if (!loaded)
        return loaded.error();
    if (!QDir{}.mkpath(folder))
        return Error::verbatim(Errc::Disk, ui::toStd(folder) + " cannot be made; choose another --output folder.");
    const SnapshotPtr snapshot = loaded.value()->snapshot;
    for (const plots::PlotEntry& entry : plots::plots()) {
        const std::unique_ptr<plots::Plot> plot{entry.make(nullptr)};
        plot->setLimits(loaded.value()->header.spec);
        plot->display(snapshot);
        plot->drawPending();
        if (!plot->isOffered())
            continue;
        for (const QString& format : formats) {
            const QString path = QDir{folder}.filePath(ui::toQt(entry.id) + QLatin1Char{'.'} + format);
            const Status written = exportPlot(*plot, plotTitle(entry, *plot), path, specOf(format, entry.span));
            if (!written)
                return written.error();
            std::printf("%s\n", qPrintable(path));
        }
    }
    return {};
}

}  // namespace inferometer::workbench
