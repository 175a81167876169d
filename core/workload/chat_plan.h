// SPDX-License-Identifier: GPL-3.0-or-later
// A chat made ready: a plan whose requests a person asks while it runs.
#pragma once

#include "core/workload/chat_source.h"
#include "core/workload/plan.h"

#include <memory>
#include <stop_token>

namespace inferometer {

struct ChatPlan
{
    std::shared_ptr<const Plan> plan;
    std::shared_ptr<ChatSource> source;  // the plan's own
};

// As makePlan(), for Evaluation::Chat: reaches the endpoint and asks for one short answer, so that what it refuses is
// known before the first question. `listener` hears the answers; may be null.
Result<ChatPlan> makeChatPlan(const RunSpec& asked, std::shared_ptr<AnswerListener> listener,
                              const PlanProgress& progress, const std::stop_token& stop, const Secret& key = {});

}  // namespace inferometer
