// SPDX-License-Identifier: GPL-3.0-or-later
// Core's text and figures as the screen shows them: UTF-8 to QString, three significant digits in the user's locale.
#pragma once

#include "core/base/result.h"
#include "widgets/figure_card.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <string>
#include <string_view>

namespace inferometer {
struct RunField;
}

namespace inferometer::ui {

QString toQt(std::string_view text);
std::string toStd(const QString& text);

// A label, unit, group or help of core's field tables in the user's language.
QString tableText(std::string_view text);
// What a form, and all that speaks of its fields, calls one.
QString shortLabel(const RunField& field);
// The unit of a value of it, "s", or what 0 says there, "no limit"; `value` as a form holds it.
QString unitText(const RunField& field, std::string_view value);
// The same of its tables of metrics and run figures.
QString metricText(std::string_view text);

// The pattern with %1, %2, ... replaced, each once: a figure that holds "%1" itself stays as it is.
QString filled(const QString& pattern, const QStringList& figures);

// What core says, in the user's language: settings by the labels of their fields, the system's words translated where
// they are known.
QString sentenceText(const Sentence& sentence);
QString errorText(const Error& error);

// A figure: what is large on a card and the unit beside it. NaN is a dash.
struct Quantity
{
    QString number;
    QString unit;
    QString text() const;
};

// "342" "ms", "1.21" "s", "18.9" "ms", "740" "µs".
Quantity durationQuantity(double valueSeconds);
// "418" "tok/s", "12.3" "k tok/s".
Quantity rateQuantity(double value, const QString& unit);
// Whole, with the locale's thousands.
QString countText(std::uint64_t value);
// Of a setting: all its digits, in the user's locale.
QString numberText(double value);
// Three significant digits, as charts have them (plots/plot_text.h); a dash for what is no number.
QString threeDigits(double value);

// "22/11/2026 15:04": the day as the language writes it, the time of day as the names of runs have it.
QString whenText(const QDateTime& moment);

// What a box shows of a text: laying out more takes seconds, for what nobody reads. It says how much is not shown.
QString beginningOf(const QString& text);

// A shell command broken before each option, a backslash at the end of a line: it can still be pasted.
QString shellLines(const QString& command);

// The beginning of a text from outside, so many bytes of it at most, on one line and valid where it is cut.
QString beginningOf(std::string_view text, std::size_t most);

}  // namespace inferometer::ui
