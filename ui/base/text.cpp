// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/text.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/run_spec.h"
#include "core/config/zero_words.h"
#include "plots/plot_text.h"
#include "ui/base/measured_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace inferometer::ui {

namespace {

const QString kDash{QChar{0x2013}};

// What setting has no row of the run's table.
constexpr std::array kOtherSettings{
    std::pair{"headers", QT_TRANSLATE_NOOP("errors", "Headers")},
    std::pair{"metadata", QT_TRANSLATE_NOOP("errors", "Metadata")},
    std::pair{"api-key-keyring", QT_TRANSLATE_NOOP("errors", "System keyring")},
};

// What the system, OpenSSL and we ourselves say most often of a file or a connection that failed.
[[maybe_unused]] constexpr std::array kCauses{
    QT_TRANSLATE_NOOP("causes", "Connection refused"),
    QT_TRANSLATE_NOOP("causes", "Connection reset by peer"),
    QT_TRANSLATE_NOOP("causes", "Connection timed out"),
    QT_TRANSLATE_NOOP("causes", "Network is unreachable"),
    QT_TRANSLATE_NOOP("causes", "No route to host"),
    QT_TRANSLATE_NOOP("causes", "Address already in use"),
    QT_TRANSLATE_NOOP("causes", "Name or service not known"),
    QT_TRANSLATE_NOOP("causes", "No address associated with hostname"),
    QT_TRANSLATE_NOOP("causes", "Temporary failure in name resolution"),
    QT_TRANSLATE_NOOP("causes", "No such file or directory"),
    QT_TRANSLATE_NOOP("causes", "Not a directory"),
    QT_TRANSLATE_NOOP("causes", "Is a directory"),
    QT_TRANSLATE_NOOP("causes", "File exists"),
    QT_TRANSLATE_NOOP("causes", "Permission denied"),
    QT_TRANSLATE_NOOP("causes", "Operation not permitted"),
    QT_TRANSLATE_NOOP("causes", "Read-only file system"),
    QT_TRANSLATE_NOOP("causes", "No space left on device"),
    QT_TRANSLATE_NOOP("causes", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("causes", "Input/output error"),
    QT_TRANSLATE_NOOP("causes", "Too many open files"),
    QT_TRANSLATE_NOOP("causes", "certificate has expired"),
    QT_TRANSLATE_NOOP("causes", "certificate is not yet valid"),
    QT_TRANSLATE_NOOP("causes", "self-signed certificate"),
    QT_TRANSLATE_NOOP("causes", "self-signed certificate in certificate chain"),
    QT_TRANSLATE_NOOP("causes", "unable to get local issuer certificate"),
    QT_TRANSLATE_NOOP("causes", "unable to verify the first certificate"),
    QT_TRANSLATE_NOOP("causes", "the peer closed the connection"),
};

QString translated(const char* context, std::string_view text)
{
    return QCoreApplication::translate(context, std::string{text}.c_str());
}

QString settingLabel(std::string_view key)
{
    if (const RunField* field = findRunField(key))
        return shortLabel(*field);
    const auto* const other = std::find_if(kOtherSettings.begin(), kOtherSettings.end(),
                                           [key](const auto& one) { return one.first == key; });
    return other == kOtherSettings.end() ? toQt(key) : translated("errors", other->second);
}

QString figureText(const Figure& figure)
{
    switch (figure.kind) {
    case Figure::Kind::Number:
        return numberText(parseNumber(figure.text).value_or(0));
    case Figure::Kind::Setting:
        return settingLabel(figure.text);
    case Figure::Kind::Flag:
        // A language may set such names apart.
        return filled(QCoreApplication::translate("labels", "%1"),
                      {settingLabel(std::string_view{figure.text}.substr(2))});
    case Figure::Kind::Unit:
        return figure.text.empty() ? QString{} : tableText(figure.text);
    case Figure::Kind::Metric:
        return metricText(figure.text);
    case Figure::Kind::Cause:
        return figure.text.empty() ? QString{} : translated("causes", figure.text);
    case Figure::Kind::Part:
        return sentenceText(*figure.part);
    case Figure::Kind::Plain:
        break;
    }
    return measuredText(figure.text);
}

// Where a word without a place to break it has taken too long to lay out: the time grows with its square. Scripts from
// U+2E80 on break anywhere.
qsizetype endOfLayout(const QString& text)
{
    constexpr qsizetype kLongestWord = 5'000;
    constexpr char16_t kFirstIdeograph = 0x2E80;
    qsizetype length = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        length = c.isSpace() || c.unicode() >= kFirstIdeograph ? 0 : length + 1;
        if (length > kLongestWord)
            return i;
    }
    return text.size();
}

}  // namespace

QString toQt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString measuredText(const std::string& text)
{
    static const QRegularExpression measured{QStringLiteral("^(-?\\d+)(?:\\.(\\d+))? (%|ns|us|ms|s|MB|GB)$")};
    const QRegularExpressionMatch found = measured.match(toQt(text));
    if (!found.hasMatch())
        return toQt(text);
    const QString decimals = found.captured(2);
    return Quantity{found.captured(1) + (decimals.isEmpty() ? QString{} : QLocale{}.decimalPoint() + decimals),
                    found.captured(3)}
        .text();
}

std::string toStd(const QString& text) { return text.toStdString(); }

QString tableText(std::string_view text) { return QCoreApplication::translate("fields", std::string{text}.c_str()); }

QString shortLabel(const RunField& field) { return tableText(field.brief.empty() ? field.label : field.brief); }

QString unitText(const RunField& field, std::string_view value)
{
    const std::string_view zero = field.isNumber() && parseNumber(value) == 0.0 ? zeroWords(field.key) : "";
    return tableText(zero.empty() ? field.unit : zero);
}

QString metricText(std::string_view text) { return QCoreApplication::translate("metrics", std::string{text}.c_str()); }

QString filled(const QString& pattern, const QStringList& figures)
{
    std::vector<std::string> texts;
    for (const QString& figure : figures)
        texts.push_back(toStd(figure));
    return toQt(inferometer::filled(toStd(pattern), texts));
}

QString sentenceText(const Sentence& sentence)
{
    if (sentence.pattern.empty())
        return {};
    QStringList figures;
    for (const Figure& figure : sentence.figures)
        figures << figureText(figure);
    return filled(translated("errors", sentence.pattern), figures);
}

QString errorText(const Error& error) { return sentenceText(error.said); }

QString Quantity::text() const { return unit.isEmpty() ? number : number + QChar{QChar::Nbsp} + unit; }

QString numberText(double value)
{
    constexpr double kExact = 9007199254740992;  // up to there every whole number is itself
    const bool isWhole = value == std::floor(value) && std::abs(value) <= kExact;
    return isWhole ? QLocale{}.toString(static_cast<qlonglong>(value)) : QLocale{}.toString(value, 'g', 12);
}

QString whenText(const QDateTime& moment)
{
    return QLocale{}.toString(moment.date(), QLocale::ShortFormat) + moment.toString(QStringLiteral(" HH:mm"));
}

QString threeDigits(double value) { return std::isfinite(value) ? plots::threeDigits(value) : kDash; }

Quantity durationQuantity(double valueSeconds)
{
    if (!std::isfinite(valueSeconds))
        return {kDash, {}};
    const plots::DurationUnit unit = plots::durationUnit(valueSeconds);
    return {threeDigits(valueSeconds * unit.perSecond), unit.name};
}

Quantity rateQuantity(double value, const QString& unit)
{
    if (!std::isfinite(value))
        return {kDash, {}};
    if (value >= 999'500)
        return {threeDigits(value / 1e6), QStringLiteral("M ") + unit};
    if (value >= 9'999.5)
        return {threeDigits(value / 1e3), QStringLiteral("k ") + unit};
    return {threeDigits(value), unit};
}

QString countText(std::uint64_t value) { return QLocale{}.toString(static_cast<qulonglong>(value)); }

QString beginningOf(const QString& text)
{
    constexpr qsizetype kMost = 200'000;
    const qsizetype end = std::min(kMost, endOfLayout(text));
    if (text.size() <= end)
        return text;
    const auto rest = static_cast<std::uint64_t>(text.size() - end);
    return text.left(end) + QLatin1Char{'\n'}
    + QCoreApplication::translate("details", "[%1 more characters are not shown]").arg(countText(rest));
}

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

QString beginningOf(std::string_view text, std::size_t most)
{
    const QString shown = toQt(visibleText(toValidUtf8(text.substr(0, most))));
    return text.size() > most ? shown + QChar{0x2026} : shown;
}

}  // namespace inferometer::ui
