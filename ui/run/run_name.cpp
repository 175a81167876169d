// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_name.h"

#include "core/base/visible_text.h"
#include "core/store/run_name.h"
#include "ui/base/text.h"

namespace inferometer::ui {

QString runName(const RunCard& card) { return sentenceText(inferometer::runName(card.header, card.label)); }

QString runName(const FinishedRun& run) { return sentenceText(inferometer::runName(run.header, run.label)); }

QString ownName(const RunHeader& header) { return sentenceText(inferometer::runName(header)); }

QString ownName(const RunSpec& spec) { return sentenceText(inferometer::runName(spec)); }

QString modelText(const RunSpec& spec, const std::string& model)
{
    return toQt(visibleText(model.empty() ? spec.target.modelNames : model));
}

QDateTime startOf(const RunHeader& header)
{
    if (header.startUtc <= Nanos{0})
        return {};
    return QDateTime::fromMSecsSinceEpoch(std::chrono::floor<std::chrono::milliseconds>(header.startUtc).count());
}

}  // namespace inferometer::ui
