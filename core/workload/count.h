// SPDX-License-Identifier: GPL-3.0-or-later
// The second of the three steps to a plan: how tokens are counted, and with it what the endpoint takes.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"
#include "core/workload/local_tokenizer.h"
#include "core/workload/probe.h"
#include "core/workload/prompt_file.h"
#include "core/workload/readiness.h"
#include "core/workload/rehearsal.h"
#include "core/workload/token_counter.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace inferometer {

struct Counter
{
    CountMethod method = CountMethod::Estimate;
    TokenCounter count;
    std::string note;             // how the count is reached and how far it may be off, one or two sentences
    std::string text;             // what was asked with, for a question about images
    std::int64_t textTokens = 0;  // of that, as the endpoint counts it, chat template included; 0: not told
    double countedMore = std::numeric_limits<double>::quiet_NaN();  // see Asked
};

// How the endpoint is asked before the run.
struct Asking
{
    const LocalTokenizer& tokenizer;  // that the run was given
    EndpointProbe& probe;
    Rehearsal& rehearsal;
    Readiness& readiness;
};

// What counts each text whole.
struct TextCounter
{
    CountMethod method = CountMethod::Tokenize;  // or Local
    TokenCounter count;
    std::string said;  // which one it is, to stand behind "counted by"
};

// The tokenizer that the run was given, else the endpoint's own; nothing: there is none.
Result<std::optional<TextCounter>> textCounter(const Asking& by);

// Best means first: a tokenizer that is given; the endpoint's own; prompt_tokens of probes, corrected once at the
// length asked; an estimate. One prompt of that length is asked in any case, so what the endpoint refuses is an error
// here. `from` is the text of the prompts; what is sent begins like none of them.
Result<Counter> count(const RunSpec& spec, const PromptTemplate& from, const Asking& by);

// Without a word to the endpoint: by a tokenizer that is given, else by estimate.
Counter unaskedCounter(const LocalTokenizer& given);

// The same without a tokenizer, which failed on the way.
Result<Counter> countWithoutTokenizer(const RunSpec& spec, const PromptTemplate& from, Rehearsal& rehearsal,
                                      Readiness& readiness);

}  // namespace inferometer
