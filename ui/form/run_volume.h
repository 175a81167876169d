// SPDX-License-Identifier: GPL-3.0-or-later
// How much a run will send, before it starts.
#pragma once

#include "core/config/run_spec.h"

#include <QString>

namespace inferometer::ui {

struct RunVolume
{
    double requests = 0;  // warm-up by count included; of all models named
    double tokensIn = 0;
    double tokensOut = 0;  // at most
};

RunVolume volumeOf(const RunSpec& spec);

// "82 requests, about 20,500 tokens in, 8,200 tokens out"
QString volumeText(const RunSpec& spec);

}  // namespace inferometer::ui
