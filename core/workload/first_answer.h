// SPDX-License-Identifier: GPL-3.0-or-later
// What the endpoint's answer to a probe means for the run: an error when every request of the load would fare so.
#pragma once

#include "core/base/result.h"
#include "core/workload/probe.h"

#include <cstdint>
#include <string>
#include <vector>

namespace inferometer {

// What the error can speak of beside the answer.
struct FirstQuestion
{
    const EndpointAccess& access;
    const std::string& model;
    const std::vector<std::string>& listed;  // the endpoint's models; empty: it lists none
    std::int64_t outputTokens = 0;           // as asked of the load
    bool ofDataset = false;                  // images come from the rows of a file, not from a setting
};

// It may be answered better a moment later: overload, a fault of the server, no whole answer.
bool mayPass(const EndpointProbe::Answer& answer);

// The same, said: "http://h:1/v1/chat/completions answered HTTP 503 (The model is being loaded)".
Sentence answeredText(const EndpointAccess& access, const EndpointProbe::Answer& answer);

// Of an answer to text. No error: a stream, and what a run may be about itself, limited rates and slowness.
Status checkAnswer(const FirstQuestion& question, const EndpointProbe::Answer& answer);

// Of an answer to the same with an image.
Status checkImageAnswer(const FirstQuestion& question, const EndpointProbe::Answer& answer);

}  // namespace inferometer
