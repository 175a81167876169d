// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_export.h"

#include "plots/plot_style.h"

#include <qcustomplot.h>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace inferometer::plots {

namespace {

constexpr int kMargin = 16;
constexpr int kHeader = 28;
constexpr int kLegendGap = 6;
constexpr int kPaperDpi = 96;

// Right to left, so that the legend ends with the picture. What is hidden is left out.
void paintLegend(QPainter& painter, const Plot& plot, QRect header)
{
    const PlotColors colors = plotColors(plot.palette());
    painter.setFont(tickFont(plot.font()));
    const QFontMetrics metrics{painter.font()};
    const std::vector<LegendEntry> entries = plot.legend();
    int right = header.right();
    const auto write = [&](const QString& text, const QColor& color) {
        const int width = metrics.horizontalAdvance(text);
        painter.setPen(color);
        painter.drawText(QRect{right - width, header.top(), width + 1, header.height()}, Qt::AlignVCenter, text);
        right -= width + kLegendGap;
    };
    for (std::size_t i = entries.size(); i-- > 0;) {
        if (!plot.isSeriesVisible(i))
            continue;
        write(entries[i].label, colors.muted);
        write(entries[i].mark, entries[i].color);
        right -= kLegendGap;
    }
}

void paintPicture(QPaintDevice& device, Plot& plot, const QString& title, QSize size, bool asVectors = false)
{
    const PlotColors colors = plotColors(plot.palette());
    QCPPainter painter{&device};
    painter.setMode(QCPPainter::pmVectorized, asVectors);
    painter.fillRect(QRect{QPoint{}, size}, colors.surface);
    const QRect header{kMargin, kMargin / 2, size.width() - 2 * kMargin, kHeader};
    QFont bold{plot.font()};
    bold.setWeight(QFont::Bold);
    painter.setFont(bold);
    painter.setPen(colors.text);
    painter.drawText(header, Qt::AlignVCenter | Qt::AlignLeft, title);
    if (!plot.legend().empty()) {
        paintLegend(painter, plot, header);
    } else {
        painter.setFont(tickFont(plot.font()));
        painter.setPen(colors.muted);
        painter.drawText(header, Qt::AlignVCenter | Qt::AlignRight, plot.subtitle());
    }
    painter.translate(QPoint{kMargin, kMargin / 2 + kHeader});
    plot.canvas().toPainter(&painter, size.width() - 2 * kMargin, size.height() - kHeader - kMargin * 3 / 2);
}

Error cannotWrite(const QString& path)
{
    return {Errc::Disk,
            sentence("errors", "The file %1 cannot be written; check that its folder exists and may be written to.")
                .with(path.toStdString())};
}

Status exportPng(Plot& plot, const QString& title, const QString& path, const ExportSpec& spec)
{
    return imageOf(plot, title, spec).save(path, "PNG") ? Status{} : Status{cannotWrite(path)};
}

Status exportSvg(Plot& plot, const QString& title, const QString& path, const ExportSpec& spec)
{
    QFile file{path};
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path);
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(spec.size);
    generator.setViewBox(QRect{QPoint{}, spec.size});
    generator.setTitle(title);
    paintPicture(generator, plot, title, spec.size, true);
    return file.flush() ? Status{} : Status{cannotWrite(path)};
}

Status exportPdf(Plot& plot, const QString& title, const QString& path, const ExportSpec& spec)
{
    QFile file{path};
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path);
    {
        QPdfWriter writer{&file};
        writer.setTitle(title);
        writer.setResolution(kPaperDpi);
        writer.setPageMargins({});
        writer.setPageSize(QPageSize{QSizeF{spec.size} / kPaperDpi, QPageSize::Inch});
        paintPicture(writer, plot, title, spec.size, true);
    }
    return file.flush() ? Status{} : Status{cannotWrite(path)};
}

}  // namespace

QImage imageOf(Plot& plot, const QString& title, const ExportSpec& spec)
{
    plot.ensurePolished();
    plot.drawPending();
    QImage image{spec.size * spec.scale, QImage::Format_ARGB32_Premultiplied};
    image.setDevicePixelRatio(spec.scale);
    paintPicture(image, plot, title, spec.size);
    return image;
}

Status exportData(Plot& plot, const QString& path)
{
    plot.drawPending();
    QFile file{path};
    const QByteArray text = plot.csv().toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush())
        return cannotWrite(path);
    return {};
}

Status exportPlot(Plot& plot, const QString& title, const QString& path, const ExportSpec& spec)
{
    plot.ensurePolished();
    plot.drawPending();
    switch (spec.format) {
    case PictureFormat::Svg:
        return exportSvg(plot, title, path, spec);
    case PictureFormat::Pdf:
        return exportPdf(plot, title, path, spec);
    default:
        return exportPng(plot, title, path, spec);
    }
}

}  // namespace inferometer::plots
