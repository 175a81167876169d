// SPDX-License-Identifier: GPL-3.0-or-later
// A run's verdict on itself, and the limits that it measured under, in the user's language.
#pragma once

#include "core/metrics/cap.h"
#include "core/metrics/local_fault.h"
#include "core/metrics/verdict.h"
#include "widgets/figure_card.h"

#include <QString>

namespace inferometer::ui {

QString verdictText(VerdictLevel level);
QString verdictText(const VerdictReason& reason);
QString capText(const Cap& cap);
QString faultText(const LocalFault& fault);
// What it means for the figures, in a sentence.
QString verdictMeaning(VerdictLevel level);
// The reasons in a few words each: "CPU time stolen · late reads".
QString verdictBrief(const Verdict& verdict);
// Its meaning and the reasons, a paragraph each.
QString verdictDetails(const Verdict& verdict);
widgets::Tone verdictTone(VerdictLevel level);

}  // namespace inferometer::ui
