// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/verdict_text.h"

#include "core/base/visible_text.h"
#include "ui/base/measured_text.h"
#include "ui/base/text.h"

#include <QCoreApplication>

namespace inferometer::ui {

namespace {

struct VerdictWords
{
    Q_DECLARE_TR_FUNCTIONS(verdict)
};

// A whole number of these sentences is a count.
QString figureText(const std::string& figure)
{
    bool isCount = false;
    const qulonglong count = toQt(figure).toULongLong(&isCount);
    return isCount ? countText(count) : measuredText(figure);
}

// What another version wrote, of a sentence that is not ours, shows as it was written.
template <typename Row, typename Told>
QString translated(const char* context, const Row* row, const Told& told)
{
    if (!row || told.figures.empty() != (row->pattern.find('%') == std::string_view::npos))
        return toQt(told.text);
    QStringList figures;
    for (const std::string& figure : told.figures)
        figures << figureText(figure);
    return filled(QCoreApplication::translate(context, row->pattern.data()), figures);
}

}  // namespace

QString verdictText(VerdictLevel level) { return QCoreApplication::translate("verdict", verdictName(level).data()); }

QString verdictMeaning(VerdictLevel level)
{
    switch (level) {
    case VerdictLevel::Ok:
        return VerdictWords::tr("Nothing that could be watched on this machine touched these figures.");
    case VerdictLevel::Suspect:
        return VerdictWords::tr(
            "Something may have touched these figures. Read the reasons before you quote or compare them.");
    case VerdictLevel::ClientBound:
        return VerdictWords::tr("This machine could not keep up: times hold its own delay, rates are what it could "
                                "take. Do not quote them.");
    }
    return {};
}

QString verdictDetails(const Verdict& verdict)
{
    QStringList paragraphs{verdictMeaning(verdict.level)};
    for (const VerdictReason& reason : verdict.reasons)
        paragraphs << verdictText(reason);
    return paragraphs.join(QStringLiteral("\n\n"));
}

QString verdictBrief(const Verdict& verdict)
{
    QStringList briefs;
    for (const VerdictReason& reason : verdict.reasons)
        if (const VerdictSentence* const sentence = findVerdictSentence(reason.id))
            briefs << QCoreApplication::translate("verdict", sentence->brief.data());
    briefs.removeDuplicates();
    return briefs.join(QStringLiteral(" · "));
}

widgets::Tone verdictTone(VerdictLevel level)
{
    switch (level) {
    case VerdictLevel::Ok:
        return widgets::Tone::Good;
    case VerdictLevel::Suspect:
        return widgets::Tone::Warning;
    case VerdictLevel::ClientBound:
        break;
    }
    return widgets::Tone::Bad;
}

QString verdictText(const VerdictReason& reason)
{
    return translated("verdict", findVerdictSentence(reason.id), reason);
}

QString capText(const Cap& cap) { return translated("caps", findCapSentence(cap.id), cap); }

QString faultText(const LocalFault& fault)
{
    // The system's words, or what there is to do about it, or a name that no language has another for.
    const auto words = [](const std::string& figure) {
        const QString cause = QCoreApplication::translate("causes", figure.c_str());
        return cause == toQt(figure) ? QCoreApplication::translate("errors", figure.c_str()) : cause;
    };
    QStringList figures;
    for (const std::string& figure : fault.figures)
        figures << (figure.empty() ? QString{} : words(figure));
    if (fault.empty())
        return {};
    const QString said = filled(QCoreApplication::translate("errors", fault.pattern.c_str()), figures);
    return toQt(visibleText(toStd(said)));
}

}  // namespace inferometer::ui
