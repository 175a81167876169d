// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_text.h"

#include <QCoreApplication>

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

DurationUnit durationUnit(double seconds)
{
    const double size = std::abs(seconds);
    if (size >= 60)
        return {1.0 / 60, QStringLiteral("min")};
    // What is rounded to 1.00 s is not 1,000 ms. Nothing is as little in any unit: the plain one, as in files.
    if (size >= 0.9995 || size == 0)
        return {1, QStringLiteral("s")};
    return size >= 0.9995e-3 ? DurationUnit{1e3, QStringLiteral("ms")} : DurationUnit{1e6, QStringLiteral("\u00b5s")};
}

QString durationText(double seconds)
{
    const DurationUnit unit = durationUnit(seconds);
    return threeDigits(seconds * unit.perSecond) + QLatin1Char{' '} + unit.name;
}

QString momentText(double seconds) { return QLocale{}.toString(seconds, 'f', 3) + QStringLiteral(" s"); }

QString rangeText(const TimeRange& range, const QLocale& locale)
{
    const double length = std::max(1e-9, seconds(range.end) - seconds(range.begin));
    const int decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(length))), 0, 6);
    return locale.toString(seconds(range.begin), 'f', decimals) + QChar{0x2013}
    + locale.toString(seconds(range.end), 'f', decimals) + QStringLiteral(" s");
}

QString countText(std::uint64_t count) { return QLocale{}.toString(static_cast<qulonglong>(count)); }

QString percent(double share) { return threeDigits(share * 100) + QStringLiteral("\u00a0%"); }

QString nearly(const QString& figure) { return QStringLiteral("\u2248 ") + figure; }

QString csvNumber(double value) { return std::isnan(value) ? QString{} : QString::number(value, 'g', 9); }

}  // namespace inferometer::plots
