// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/chat_plan.h"

#include "core/base/text.h"
#include "core/config/model_names.h"
#include "core/workload/environment.h"
#include "core/workload/local_tokenizer.h"
#include "core/workload/reach.h"

#include <cassert>
#include <utility>

namespace inferometer {

namespace {

constexpr std::chrono::seconds kPatience{60};  // with the first answer: a model may have to be loaded
constexpr std::string_view kFirstWords = "Say hello.";

}  // namespace

Result<ChatPlan> makeChatPlan(const RunSpec& asked, std::shared_ptr<AnswerListener> listener,
                              const PlanProgress& progress, const std::stop_token& stop, const Secret& key)
{
    assert(asked.endpoint.empty() && asked.evaluation == Evaluation::Chat);
    RunSpec spec = asked;
    spec.target = withVariables(spec.target);
    Result<EndpointAccess> access = accessOf(spec, key);
    if (!access)
        return access.error();
    Readiness readiness{spec.limits.waitReady, progress, stop};
    EndpointProbe probe{std::move(access).value(), stop};
    const Result<Reached> reached = reach(spec, probe, readiness);
    if (!reached)
        return reached.error();
    Result<LocalTokenizer> given = localTokenizer(spec.target, reached.value().model);
    if (!given)
        return given.error();
    Rehearsal rehearsal{spec, reached.value(), probe, readiness};
    readiness.say(sentence("errors", "Asking %1 for a first answer").with(placeOf(probe.access())));
    if (const Result<Rehearsal::Heard> heard = rehearsal.ask(kFirstWords, kPatience); !heard)
        return heard.error();
    if (readiness.isStopped())
        return stoppedEarly();

    spec.target.modelNames = quotedModelName(reached.value().model);
    Agreed agreed = rehearsal.agreed();
    agreed.wishes.progress = reached.value().tellsProgress;
    auto source = std::make_shared<ChatSource>(spec, reached.value().access, reached.value().model, agreed);
    auto plan = std::make_shared<Plan>();
    plan->spec = spec;
    plan->runId = uuidV7();
    plan->target = reached.value().target;
    plan->streams = 1;
    plan->countNote = "Prompts are as long as what is asked: they are not counted before they are sent.";
    plan->outputNote = rehearsal.agreed().note;
    plan->tokenizer = std::move(given).value().tokenizer;
    plan->arrivals = [source] { return source->arrivals(); };
    plan->listener = std::move(listener);
    plan->source = source;
    return ChatPlan{std::move(plan), std::move(source)};
}

}  // namespace inferometer
