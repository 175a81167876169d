// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/verdict_text.h"

#include "ui/base/measured_text.h"
#include "ui/base/text.h"

#include <QCoreApplication>

namespace inferometer::ui {

namespace {

// What another version wrote, of a sentence that is not ours, shows as it was written.
template <typename Row, typename Told>
QString translated(const char* context, const Row* row, const Told& told)
{
    if (!row || told.figures.empty() != (row->pattern.find('%') == std::string_view::npos))
        return toQt(told.text);
    QStringList figures;
    for (const std::string& figure : told.figures)
        figures << measuredText(figure);
    return filled(QCoreApplication::translate(context, row->pattern.data()), figures);
}

}  // namespace

QString verdictText(VerdictLevel level) { return QCoreApplication::translate("verdict", verdictName(level).data()); }

QString verdictText(const VerdictReason& reason)
{
    return translated("verdict", findVerdictSentence(reason.id), reason);
}

QString capText(const Cap& cap) { return translated("caps", findCapSentence(cap.id), cap); }

}  // namespace inferometer::ui
