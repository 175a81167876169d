// SPDX-License-Identifier: GPL-3.0-or-later
// One request by itself, sent as a run would send it, and all that went over the wire. Nothing is written to a file.
#pragma once

#include "core/base/result.h"
#include "core/load/run.h"
#include "core/workload/plan.h"

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace inferometer {

// A fact of an exchange: a text, a time in s, or a count.
struct ExchangeFact
{
    std::string_view id;  // for scripts: "ttft_s"
    Sentence label;
    std::variant<std::string, double, std::int64_t> value;
};

struct ExchangePart
{
    std::string id;  // "request", "body", "response", "events", "reasoning", "answer"
    Sentence title;
    std::string text;
};

struct Exchange
{
    std::shared_ptr<const Plan> plan;
    std::shared_ptr<const RecordBlock> block;  // of the one record
    // Connection, times, tokens; what is not known is left out.
    std::vector<ExchangeFact> facts;
    // What was sent and what came, without secrets: head and body of the request, head, raw events, reasoning and
    // answer of the response; what is empty is left out. What would steer a terminal, or change the order of what is
    // shown, is spelled out.
    std::vector<ExchangePart> parts;

    const RequestRecord& record() const { return block->records.front(); }
};

// Sends it over the run's own path. What the endpoint answers, be it a refusal, is in the exchange; the error says why
// nothing could be sent. See planOfOne(). Blocks: until the answer is whole; stop cuts it, and it is cancelled then.
Result<Exchange> askOnce(const RunSpec& spec, const PlanProgress& progress, const std::stop_token& stop,
                         const Secret& key = {});

// What a run would do about the refusal; no pattern: nothing.
Sentence noteOf(const Exchange& exchange);

}  // namespace inferometer
