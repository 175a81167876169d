// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer::ui {

namespace {

const QString kDash{QChar{0x2013}};

struct Scale
{
    double from;
    double factor;
    const char* unit;
};

}  // namespace

QString toQt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

std::string toStd(const QString& text) { return text.toStdString(); }

QString tableText(std::string_view text) { return QCoreApplication::translate("fields", std::string{text}.c_str()); }

QString Quantity::text() const { return unit.isEmpty() ? number : number + QChar{QChar::Nbsp} + unit; }

QString threeDigits(double value)
{
    if (!std::isfinite(value))
        return kDash;
    const double size = std::abs(value);
    // Rounded first, so that 9.996 is 10.0 and not 10.00.
    const int exponent = size > 0 ? static_cast<int>(std::floor(std::log10(size * (1 + 5e-4)))) : 0;
    const int decimals = size == 0 ? 0 : std::clamp(2 - exponent, 0, 3);
    return QLocale{}.toString(value, 'f', decimals);
}

Quantity durationQuantity(double valueSeconds)
{
    if (!std::isfinite(valueSeconds))
        return {kDash, {}};
    constexpr std::array kScales{Scale{60, 1.0 / 60, "min"}, Scale{0.9995, 1, "s"}, Scale{0.9995e-3, 1e3, "ms"},
                                 Scale{0, 1e6, "\xc2\xb5s"}};
    const auto* scale = std::find_if(kScales.begin(), kScales.end(),
                                     [&](const Scale& one) { return std::abs(valueSeconds) >= one.from; });
    return {threeDigits(valueSeconds * scale->factor), QString::fromUtf8(scale->unit)};
}

Quantity rateQuantity(double value, const QString& unit)
{
    if (!std::isfinite(value))
        return {kDash, unit};
    if (value >= 999'500)
        return {threeDigits(value / 1e6), QStringLiteral("M ") + unit};
    if (value >= 9'999.5)
        return {threeDigits(value / 1e3), QStringLiteral("k ") + unit};
    return {threeDigits(value), unit};
}

QString countText(std::uint64_t value) { return QLocale{}.toString(static_cast<qulonglong>(value)); }

QString shellLines(const QString& command)
{
    QString out;
    QChar quote;
    for (qsizetype i = 0; i < command.size(); ++i) {
        const QChar letter = command[i];
        const bool quoted = !quote.isNull();
        if (!quoted && letter == QLatin1Char{' '} && QStringView{command}.sliced(i + 1).startsWith(QLatin1String{"--"}))
        {
            out += QLatin1String{" \\\n  "};
            continue;
        }
        if (quoted && letter == quote)
            quote = QChar{};
        else if (!quoted && (letter == QLatin1Char{'\''} || letter == QLatin1Char{'"'}))
            quote = letter;
        out += letter;
    }
    return out;
}

}  // namespace inferometer::ui
