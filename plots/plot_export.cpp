// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_export.h"

#include "plots/plot_style.h"

#include <qcustomplot.h>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

namespace inferometer::plots {

namespace {

constexpr int kMargin = 16;
constexpr int kHeader = 28;

// Right to left, so that the legend ends with the picture.
void paintLegend(QPainter& painter, const Plot& plot, QRect header)
{
    const PlotColors colors = plotColors(plot.palette());
    painter.setFont(tickFont(plot.font()));
    const QFontMetrics metrics{painter.font()};
    const int square = metrics.ascent() * 3 / 4;
    const std::vector<LegendEntry> entries = plot.legend();
    int right = header.right();
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        const int width = metrics.horizontalAdvance(entry->label);
        painter.setPen(colors.muted);
        painter.drawText(QRect{right - width, header.top(), width + 1, header.height()}, Qt::AlignVCenter,
                         entry->label);
        right -= width + square + 6;
        painter.fillRect(QRect{right, header.center().y() - square / 2, square, square}, entry->color);
        right -= 14;
    }
}

void paintPicture(QPaintDevice& device, Plot& plot, const QString& title, QSize size)
{
    const PlotColors colors = plotColors(plot.palette());
    QCPPainter painter{&device};
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
    painter.translate(kMargin, kMargin / 2 + kHeader);
    plot.canvas().toPainter(&painter, size.width() - 2 * kMargin, size.height() - kHeader - kMargin * 3 / 2);
}

Error cannotWrite(const QString& path)
{
    return {Errc::Disk,
            QStringLiteral("The picture %1 cannot be written; check that its folder exists and may be written to.")
                .arg(path)
                .toStdString(),
            {}};
}

Status exportPng(Plot& plot, const QString& title, const QString& path, const ExportSpec& spec)
{
    QImage image{spec.size * spec.scale, QImage::Format_ARGB32_Premultiplied};
    image.setDevicePixelRatio(spec.scale);
    paintPicture(image, plot, title, spec.size);
    return image.save(path, "PNG") ? Status{} : Status{cannotWrite(path)};
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
    paintPicture(generator, plot, title, spec.size);
    return file.flush() ? Status{} : Status{cannotWrite(path)};
}

}  // namespace

Status exportPlot(Plot& plot, const QString& title, const QString& path, const ExportSpec& spec)
{
    plot.ensurePolished();
    plot.drawPending();
    return spec.format == PictureFormat::Png ? exportPng(plot, title, path, spec) : exportSvg(plot, title, path, spec);
}

}  // namespace inferometer::plots
