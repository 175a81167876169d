// SPDX-License-Identifier: GPL-3.0-or-later
// How much a run will send, before it starts.
#pragma once

#include "core/config/run_spec.h"

#include <QString>

namespace inferometer::ui {

struct RunVolume
{
    double requests = 0;  // warm-up by count included; of all models named; as expected where chance decides
    double tokensIn = 0;
    double tokensOut = 0;  // at most; where lengths are drawn, as expected
};

RunVolume volumeOf(const RunSpec& spec);

// Of what is known otherwise, for each model named: warm-up asks as the others do.
RunVolume volumeOver(const RunSpec& spec, double requests, double tokensIn, double tokensOut);

// "82 requests, about 20,500 tokens in, 8,200 tokens out"
QString volumeText(const RunVolume& volume);
inline QString volumeText(const RunSpec& spec) { return volumeText(volumeOf(spec)); }

// Whole up to a million, then with three digits: "1.23 M".
QString roughCount(double value);

}  // namespace inferometer::ui
