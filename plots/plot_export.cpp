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

// The chart in the picture's colours; in its own again when this goes. Nothing is drawn on the screen in between.
class BorrowedLook
{
public:
    BorrowedLook(Plot& plot, const ExportSpec& spec)
        : m_plot{plot}
        , m_own{plot.testAttribute(Qt::WA_SetPalette) ? plot.palette() : QPalette{}}
    {
        if (spec.palette)
            plot.setPalette(*spec.palette);
        if (spec.transparent)
            plot.canvas().setBackground(QBrush{Qt::NoBrush});
    }
    ~BorrowedLook()
    {
        m_plot.setPalette(m_own);
        m_plot.canvas().setBackground(QBrush{plotColors(m_plot.palette()).surface});
    }
    BorrowedLook(const BorrowedLook&) = delete;
    BorrowedLook& operator=(const BorrowedLook&) = delete;

private:
    Plot& m_plot;
    const QPalette m_own;
};

void paintPicture(QPaintDevice& device, Plot& plot, const QString& title, const ExportSpec& spec,
                  bool asVectors = false)
{
    const BorrowedLook look{plot, spec};
    const PlotColors colors = plotColors(plot.palette());
    const QSize size = spec.size;
    QCPPainter painter{&device};
    painter.setMode(QCPPainter::pmVectorized, asVectors);
    if (!spec.transparent)
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
    paintPicture(generator, plot, title, spec, true);
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
        paintPicture(writer, plot, title, spec, true);
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
    image.fill(Qt::transparent);
    paintPicture(image, plot, title, spec);
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
