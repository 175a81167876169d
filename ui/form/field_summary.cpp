// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/field_summary.h"

#include "ui/base/text.h"
#include "ui/form/field_cell.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace inferometer::ui {

namespace {

class SummaryWords
{
    Q_DECLARE_TR_FUNCTIONS(fields)
};

// A text that a person typed, as much of it as helps.
constexpr qsizetype kMostLetters = 60;

QString valueOf(const RunSpec& spec, const RunField& field)
{
    const std::string text = fieldText(spec, field);
    if (field.isNumber())
        return numberText(parseNumber(text).value_or(0));
    if (field.isFlag())
        return text == "true" ? SummaryWords::tr("on") : SummaryWords::tr("off");
    if (!field.choices.empty())
        return choiceText(text);
    const QString line = toQt(text).simplified();
    return line.size() <= kMostLetters ? line : line.first(kMostLetters) + QStringLiteral("…");
}

// How many of `rows` count in the unit of `field`.
auto sharers(const std::vector<const RunField*>& rows, const RunField& field)
{
    return std::count_if(rows.begin(), rows.end(), [&field](const RunField* row) { return row->unit == field.unit; });
}

// Things are said with their unit, "64 streams", where that tells them from the others.
QString said(const RunSpec& spec, const RunField& field, const std::vector<const RunField*>& all)
{
    const QString value = valueOf(spec, field);
    const QString unit = unitText(field, fieldText(spec, field));
    if (unit != tableText(field.unit))  // it says the value
        return SummaryWords::tr("%1 %2", "a label and its value").arg(shortLabel(field), unit);
    if (field.isWhole() && !unit.isEmpty() && sharers(all, field) == 1 && fieldText(spec, field) != "1")
        return SummaryWords::tr("%1 %2", "a number and its unit").arg(value, unit);
    const bool needsUnit = !unit.isEmpty() && !field.isWhole();
    return SummaryWords::tr("%1 %2", "a label and its value")
        .arg(shortLabel(field), needsUnit ? value + QLatin1Char{' '} + unit : value);
}

}  // namespace

QString fieldSummary(const RunSpec& spec, const std::vector<const RunField*>& rows)
{
    const RunSpec defaults;
    const auto isChanged
        = [&](const RunField* field) { return fieldText(spec, *field) != fieldText(defaults, *field); };
    std::vector<const RunField*> shown;
    for (const RunField* field : rows) {
        const bool isPlain = field->isNumber() || (field->isText() && field->choices.empty());
        if (isChanged(field) || (field->place == FieldPlace::Main && isPlain && !fieldText(spec, *field).empty()))
            shown.push_back(field);
    }
    std::stable_partition(shown.begin(), shown.end(), isChanged);
    QStringList parts;
    for (const RunField* field : shown)
        parts << said(spec, *field, shown);
    return parts.isEmpty() ? SummaryWords::tr("Default values") : parts.join(QStringLiteral(", "));
}

}  // namespace inferometer::ui
