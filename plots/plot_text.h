// SPDX-License-Identifier: GPL-3.0-or-later
// Figures as the charts word them, in the user's locale; and as their CSV does, in the C locale.
#pragma once

#include "core/metrics/time_range.h"

#include <QLocale>
#include <QString>

namespace inferometer::plots {

// QT_TRANSLATE_NOOP("plots", ...) in the user's language.
QString translated(const char* text);

// Three significant digits, without a power of ten: "0.0154", "1.80", "424".
QString threeDigits(double value);
// A count where it is one, else three digits: "8", "8.25".
QString countOrMean(double value);

// The unit that suits a length of time. It decides for all: figures on cards, in charts and on their axes.
struct DurationUnit
{
    double perSecond = 1;
    QString name;  // "\u00b5s", "ms", "s", "min"
};
DurationUnit durationUnit(double seconds);
// Three digits with its unit: "19.0 ms", "1.80 s".
QString durationText(double seconds);
// A moment of the run, in the unit of the axis it lies on: "1.254 s".
QString momentText(double seconds);
// A range of the run, as fine as it is short: "12.34–18.70 s".
QString rangeText(const TimeRange& range, const QLocale& locale = {});
// Whole, with the locale's thousands.
QString countText(std::uint64_t count);

// Three digits: "93.1\u00a0%".
QString percent(double share);

// A figure within 1/64: "\u2248 321 ms".
QString nearly(const QString& figure);

// Nine significant digits at most; empty for NaN.
QString csvNumber(double value);

}  // namespace inferometer::plots
