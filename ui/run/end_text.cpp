// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/end_text.h"

#include "core/store/run_end.h"
#include "ui/base/text.h"
#include "ui/run/verdict_text.h"

#include <QCoreApplication>

namespace inferometer::ui {

namespace {

class EndWords
{
    Q_DECLARE_TR_FUNCTIONS(ends)
};

}  // namespace

QString endText(const FinishedRun& run)
{
    QString said = sentenceText(endOf(run).said);
    if (run.facts.localFault.empty() || wasInterrupted(run.facts))
        return said;
    return EndWords::tr("%1: %2").arg(said, faultText(run.facts.localFault));
}

widgets::Tone endTone(const FinishedRun& run)
{
    switch (endOf(run).kind) {
    case RunEnd::Kind::Whole:
        return widgets::Tone::Good;
    case RunEnd::Kind::Cut:
    case RunEnd::Kind::SomeFailed:
        return widgets::Tone::Warning;
    case RunEnd::Kind::AllFailed:
    case RunEnd::Kind::Broken:
        break;
    }
    return widgets::Tone::Bad;
}

}  // namespace inferometer::ui
