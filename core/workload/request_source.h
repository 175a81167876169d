// SPDX-License-Identifier: GPL-3.0-or-later
// What a run asks: a source of requests. When each is sent is no matter of it (arrivals.h).
#pragma once

#include "core/api/dialect.h"
#include "core/metrics/request_record.h"
#include "core/workload/prompt_builder.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace inferometer {

// The place of one request in its run. Requests are numbered densely from 0 in the order in which they are handed out;
// those of the warm-up come before every measured one.
struct Slot
{
    std::uint64_t sequence = 0;  // among all; what the request's id ends with
    std::uint64_t number = 0;    // among those of its phase
    Phase phase = Phase::Measured;
};

// What a request asks for, beside its body.
struct Shape
{
    std::int32_t outputTokens = -1;  // asked for; -1: the endpoint decides
    std::int32_t promptTokens = -1;  // counted before the run; -1: unknown
    std::uint32_t prompt = 0;        // index into prompts()
    std::uint32_t conversation = 0;  // counts from 1; 0: the request stands alone
    std::uint32_t turn = 0;          // of its conversation, from 0
};

// Thread-safe: every member function is called by several load threads at once; a source that keeps state locks it.
// Never called between the first and the last byte of an answer.
class RequestSource
{
public:
    virtual ~RequestSource() = default;

    // Appends the request's body. Called again for the same slot when the request is sent again (after a 429, or on a
    // fresh connection): the body is the same then.
    virtual Shape next(const Slot& slot, std::string& body) = 0;

    // The request is over, whatever ended it. `record` is whole but for the pieces that lie in its block; `answer` is
    // the text generated so far. Called before the stream that carried it is given another request.
    virtual void ended(const Slot& /*slot*/, const RequestRecord& /*record*/, std::string_view /*answer*/) {}

    // Whether ended() needs the answer; otherwise it is empty unless answers are kept.
    virtual bool needsAnswers() const { return false; }

    // The prompts that requests are made of, for the run's header.
    virtual std::span<const PromptText> prompts() const { return {}; }

    // What the prompt of a request has of its own: it stands at saltAt of the text. Empty: it is the text alone.
    virtual std::string salt(const Slot& /*slot*/) const { return {}; }
};

// Hears an answer while it comes: for a person who reads it, not for a load.
class AnswerListener
{
public:
    virtual ~AnswerListener() = default;

    // Each event of the answer that could be read, with its texts; views are valid during the call. A request that is
    // sent again begins anew. Called by load threads, between the bytes of an answer: must be quick.
    virtual void heard(const Slot& slot, const EventFacts& facts) = 0;
};

}  // namespace inferometer
