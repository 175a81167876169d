// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace inferometer::plots {

QString translated(const char* text) { return QCoreApplication::translate("plots", text); }

QString threeDigits(double value)
{
    const double size = std::abs(value);
    if (!(size >= 1e-6))
        return QLocale{}.toString(0);
    // 9.996 is 10.0, not 10.00.
    const double rounded = size * (1 + 5e-4);
    return QLocale{}.toString(value, 'f', std::clamp(2 - static_cast<int>(std::floor(std::log10(rounded))), 0, 8));
}

QString countOrMean(double value)
{
    return std::abs(value - std::round(value)) < 1e-6 ? QLocale{}.toString(std::round(value), 'f', 0)
                                                      : threeDigits(value);
}

QString durationText(double seconds)
{
    return seconds < 1 ? threeDigits(seconds * 1000) + QStringLiteral(" ms")
                       : threeDigits(seconds) + QStringLiteral(" s");
}

QString countText(std::uint64_t count) { return QLocale{}.toString(static_cast<qulonglong>(count)); }

QString csvNumber(double value) { return std::isnan(value) ? QString{} : QString::number(value, 'g', 9); }

}  // namespace inferometer::plots
