// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/end_notice.h"

#include "core/store/run_end.h"
#include "ui/base/text.h"
#include "ui/run/progress_text.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_name.h"
#include "ui/run/verdict_text.h"
#include "ui/settings/settings.h"

namespace inferometer::ui {

namespace {

constexpr Nanos kLong = std::chrono::seconds{30};

}  // namespace

EndNotice::EndNotice(const Context& context, QWidget& view) : QObject{&view}, m_context{context}, m_view{view}
{
    const RunController& runs = context.runs;
    connect(&runs, &RunController::runEnded, this, [this, &runs] { runEnded(*runs.saved()); });
}

void EndNotice::runEnded(const FinishedRun& run) const
{
    if (run.snapshot->elapsed < kLong || m_view.isActiveWindow() || !m_context.settings.tellsEnds()
        || !m_context.dialogs.tellDesktop)
        return;
    const QString said
        = tr("%1, %2. Verdict: %3.")
              .arg(doneText(*run.snapshot), sentenceText(endOf(run).said), verdictText(run.facts.verdict.level));
    m_context.dialogs.tellDesktop(runName(run), said);
}

}  // namespace inferometer::ui
