// SPDX-License-Identifier: GPL-3.0-or-later
// A chart as a picture file, with its title and legend.
#pragma once

#include "core/base/result.h"
#include "plots/plot.h"

#include <QSize>

namespace inferometer::plots {

enum class PictureFormat : std::uint8_t { Png, Svg };

struct ExportSpec
{
    PictureFormat format = PictureFormat::Png;
    QSize size{960, 480};  // in device-independent pixels
    double scale = 2;      // device pixels a pixel; PNG only
};

// Writes the chart as it stands. The error names the file.
Status exportPlot(Plot& plot, const QString& title, const QString& path, const ExportSpec& spec);

}  // namespace inferometer::plots
