// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_name.h"

#include "core/store/run_name.h"
#include "ui/base/text.h"

namespace inferometer::ui {

QString runName(const RunCard& card) { return sentenceText(inferometer::runName(card.header, card.label)); }

}  // namespace inferometer::ui
