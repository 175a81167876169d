// SPDX-License-Identifier: GPL-3.0-or-later
// The second of the three steps to a plan: how tokens are counted, and with it what the endpoint takes.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"
#include "core/workload/probe.h"
#include "core/workload/prompt_file.h"
#include "core/workload/readiness.h"
#include "core/workload/rehearsal.h"
#include "core/workload/token_counter.h"

#include <cstdint>
#include <string>

namespace inferometer {

struct Counter
{
    CountMethod method = CountMethod::Estimate;
    TokenCounter count;
    std::string note;             // how the count is reached and how far it may be off, one or two sentences
    std::string text;             // what was asked with, for a question about images
    std::int64_t textTokens = 0;  // of that, as the endpoint counts it, chat template included; 0: not told
};

// Best means first: the endpoint's own tokenizer; prompt_tokens of probes, corrected once at the length asked; an
// estimate. One prompt of that length is asked in any case, so what the endpoint refuses is an error here. `from` is
// the text of the prompts; what is sent begins like none of them.
Result<Counter> count(const RunSpec& spec, const PromptTemplate& from, EndpointProbe& probe, Rehearsal& rehearsal,
                      Readiness& readiness);

// By estimate alone, without a word to the endpoint.
Counter estimatedCounter();

// The same without a tokenizer, which failed on the way.
Result<Counter> countWithoutTokenizer(const RunSpec& spec, const PromptTemplate& from, Rehearsal& rehearsal,
                                      Readiness& readiness);

}  // namespace inferometer
