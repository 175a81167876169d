// SPDX-License-Identifier: GPL-3.0-or-later
// From a spec to a plan: names resolved, prompts built, limits known. Everything slow happens here, before the clock
// starts.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"
#include "core/tokenizer/tokenizer.h"
#include "core/workload/arrivals.h"
#include "core/workload/readiness.h"
#include "core/workload/request_source.h"
#include "core/workload/schedule.h"
#include "core/workload/target.h"
#include "core/workload/token_counter.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

// A run made ready: whom it asks, what, and when; limits and facts beside them. Immutable once made, but for the state
// that its source may keep; shared by the run's threads.
struct Plan
{
    RunSpec spec;
    std::string runId;  // UUIDv7
    Target target;
    std::shared_ptr<RequestSource> source;
    std::function<std::unique_ptr<Arrivals>()> arrivals;  // a run's own, from its beginning
    std::shared_ptr<AnswerListener> listener;             // null: nobody reads the answers
    std::shared_ptr<const Tokenizer> tokenizer;           // counts answers after the run; null: there is none at hand
    // Requests in flight at once, at most. A closed loop holds so many streams open; an open one makes streams as they
    // are needed, and 0 means that this machine alone sets their limit.
    std::uint32_t streams = 1;
    bool openLoop = false;       // requests come by a schedule
    std::uint64_t requests = 0;  // that are known beforehand, warm-up by count included
    std::uint64_t warmup = 0;    // by count; of a schedule, by time as well
    CountMethod countMethod = CountMethod::Estimate;
    std::string countNote;                                          // how the count was reached, one sentence
    double countedMore = std::numeric_limits<double>::quiet_NaN();  // see Asked
    std::string outputNote;    // what the endpoint does not take that was asked for; empty: nothing
    std::string scheduleNote;  // what comes when, one or two sentences; empty: a closed loop
    bool exactOutput = false;  // ignore_eos / min_tokens is sent

    // Streams, arrivals and counts of a closed loop as the spec asks for them.
    void setClosedLoop();
    // The same of its schedule, which comes to `size`.
    void setSchedule(const ScheduleSize& size);
};

// Resolves, reads the key, probes, asks for one short answer as the load will and builds. A seed of 0 is replaced by a
// new one. REQUIRES: the endpoint that the spec names is resolved (see resolveEndpoint). Errors name the field or host.
// Blocks: for network calls, until stop. The spec names one model at most (see perModel); in the plan's spec it is the
// one that was chosen. `key`: see accessOf().
Result<std::shared_ptr<const Plan>> makePlan(const RunSpec& asked, const PlanProgress& progress,
                                             const std::stop_token& stop, const Secret& key = {});

// One request by itself, as the run of the spec would send it to its first model, with everything kept. Nothing is
// asked beforehand, but for the models where the spec names none: prompts are sized by estimate, and what the endpoint
// refuses shows in its answer. No run sends the same prompt. Else as makePlan().
Result<std::shared_ptr<const Plan>> planOfOne(const RunSpec& asked, const PlanProgress& progress,
                                              const std::stop_token& stop, const Secret& key = {});

}  // namespace inferometer
