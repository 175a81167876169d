// SPDX-License-Identifier: GPL-3.0-or-later
// Runs made by hand for the tests of the store.
#pragma once

#include "core/store/finished_run.h"

#include "tests/support/records.h"

#include <string>

namespace inferometer::test {

inline RunHeader headerIn(const std::string& resultsDir)
{
    RunHeader header;
    header.spec.keep.resultsDir = resultsDir;
    header.spec.target.modelNames = "org/model-1.5";
    header.spec.prompts.numInputTokens = 100;
    header.spec.prompts.numOutputTokens = 10;
    header.spec.arrivals.numRequests = 4;
    header.spec.arrivals.numConcurrentRequests = 2;
    header.program = "0.1.0";
    header.runId = "0197f000-0000-7000-8000-000000000001";
    header.stem = "stem";
    header.model = "org/model-1.5";
    header.startUtc = Nanos{1'700'000'000'250'000'000};
    header.startMonotonic = Nanos{5'000'000'123};
    header.requests = 4;
    header.countMethod = "tokenize";
    header.countNote = "Counted by the endpoint's tokenizer.";
    header.scope = "network";
    header.caps = {capOf("streams", {"2", "1"})};
    header.prompts = {{"default", ""}};
    return header;
}

inline RunFacts someFacts()
{
    RunFacts facts;
    facts.startUtc = Nanos{1'700'000'000'250'000'000};
    facts.startMonotonic = Nanos{5'000'000'123};
    facts.elapsed = ms(800);
    facts.loadEnd = ms(700);
    facts.userLag.add(Nanos{1000}, 3);
    facts.inFlightMean = 1.5;
    facts.stamps = {30, 2, 1};
    facts.firstStamps = {3, 0, 0};
    facts.scope = "loopback";
    facts.caps = {capOf("descriptors", {"1024", "66"})};
    facts.verdict = {VerdictLevel::Suspect, {{VerdictLevel::Suspect, "cached", {}, "Half was cached."}}};
    return facts;
}

inline FinishedRun runOf(RunHeader header, Blocks blocks)
{
    FinishedRun run = finishedRun(std::move(header), someFacts(), std::move(blocks));
    run.ended = true;
    return run;
}

}  // namespace inferometer::test
