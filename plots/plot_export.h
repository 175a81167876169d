// SPDX-License-Identifier: GPL-3.0-or-later
// A chart as a picture, with its title and legend, and its data as a file.
#pragma once

#include "core/base/result.h"
#include "plots/plot.h"

#include <QImage>
#include <QPalette>
#include <QSize>

#include <optional>

namespace inferometer::plots {

enum class PictureFormat : std::uint8_t { Png, Svg, Pdf };

struct ExportSpec
{
    PictureFormat format = PictureFormat::Png;
    QSize size{960, 480};               // in device-independent pixels
    double scale = 2;                   // device pixels a pixel; PNG only
    std::optional<QPalette> palette{};  // the picture's colours; none: those of the screen
    bool transparent = false;           // nothing behind the chart
};

// The chart as it stands, in the picture's colours, for the clipboard. `spec.format` is not looked at.
QImage imageOf(Plot& plot, const QString& title, const ExportSpec& spec);

// Writes Plot::csv(). The error names the file.
Status exportData(Plot& plot, const QString& path);

// Writes the chart as it stands, in the picture's colours. The error names the file.
Status exportPlot(Plot& plot, const QString& title, const QString& path, const ExportSpec& spec);

}  // namespace inferometer::plots
