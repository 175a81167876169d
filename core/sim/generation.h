// SPDX-License-Identifier: GPL-3.0-or-later
// One answer in the making: what was asked, what chance decided, how far it is.
#pragma once

#include "core/base/time.h"
#include "core/sim/api_request.h"
#include "core/sim/draws.h"
#include "core/sim/truth_log.h"

#include <cstdint>
#include <string>
#include <utility>

namespace inferometer {

struct Generation
{
    enum class Phase : std::uint8_t { Arrived, Waiting, Running, Left };

    Generation(ApiRequest asked, const Draws& drawn) : request(std::move(asked)), draws(drawn) {}

    ApiRequest request;
    Draws draws;
    std::uint64_t index = 0;
    Phase phase = Phase::Arrived;
    Fault fault = Fault::None;
    bool headersSent = false;
    bool brokenSent = false;
    bool lengthReached = true;  // finish_reason "length", else "stop"
    bool countEach = false;     // usage on every event
    bool usageAtEnd = true;

    std::string id;         // in the body
    std::string headers;    // of the HTTP response; without length and end when it is not streamed
    std::string chunkHead;  // what every event of this answer begins with
    std::size_t headerBytesSent = 0;

    std::int64_t total = 0;      // output tokens to make
    std::int64_t reasoning = 0;  // of them, the first
    std::int64_t produced = 0;
    std::int64_t faultAt = -1;  // strikes before this token; -1: never
    std::int64_t batch = 0;     // the largest it decoded in
    std::int64_t perChunk = 1;  // tokens of a chunk: 1 and accepted drafts

    Nanos created{0};  // since the Unix epoch, for the answer's own label
    // Absolute CLOCK_MONOTONIC. `due` moments are the model's, the others are what really happened.
    Nanos arrival{0};
    Nanos admitted{0};
    Nanos firstDue{0};
    Nanos first = kUnset;
    Nanos tenth = kUnset;
    Nanos last = kUnset;

    TruthRecord truth;
};

}  // namespace inferometer
