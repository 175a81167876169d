// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verdict_text.h"

#include "ui/text.h"

#include <QCoreApplication>

namespace inferometer::ui {

QString verdictText(VerdictLevel level) { return QCoreApplication::translate("verdict", verdictName(level).data()); }

QString verdictText(const VerdictReason& reason)
{
    const VerdictSentence* const sentence = findVerdictSentence(reason.id);
    // A result of another version may know reasons that we do not.
    if (!sentence || reason.figures.empty() != (sentence->pattern.find('%') == std::string_view::npos))
        return toQt(reason.text);
    QStringList figures;
    for (const std::string& figure : reason.figures)
        figures << toQt(figure);
    return filled(QCoreApplication::translate("verdict", sentence->pattern.data()), figures);
}

}  // namespace inferometer::ui
