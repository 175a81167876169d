// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_figure_text.h"

#include <cmath>

namespace inferometer::ui {

namespace {

QStringList textsOf(RunMarks marks, std::string_view RunMark::*text)
{
    QStringList texts;
    for (std::size_t i = 0; i < runMarks().size(); ++i)
        if ((marks >> i & 1U) != 0)
            texts << metricText(runMarks()[i].*text);
    return texts;
}

}  // namespace

Quantity runFigureQuantity(const RunFigure& row, double value)
{
    const QString unit = row.unit.empty() ? QString{} : metricText(row.unit);
    if (row.kind == RunFigureKind::Count)
        return {countText(static_cast<std::uint64_t>(value)), unit};
    if (row.kind == RunFigureKind::Share)
        return {threeDigits(value * 100), unit};
    if (row.unit == "s")
        return durationQuantity(value);
    return row.unit.ends_with("/s") ? rateQuantity(value, unit) : Quantity{threeDigits(value), unit};
}

QString runFigureText(const RunFigure& row, const RunFigureInput& run)
{
    const auto value = row.of(run);
    if (!value || std::isnan(*value))
        return {};
    const QStringList labels = markLabels(row.marksOf(run));
    return runFigureQuantity(row, *value).text()
        + (labels.isEmpty() ? QString{} : QStringLiteral(" (%1)").arg(labels.join(QStringLiteral(", "))));
}

QStringList markLabels(RunMarks marks) { return textsOf(marks, &RunMark::label); }
QStringList markHelps(RunMarks marks) { return textsOf(marks, &RunMark::help); }

}  // namespace inferometer::ui
