// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/plan.h"

#include "core/base/text.h"
#include "core/config/model_names.h"
#include "core/workload/count.h"
#include "core/workload/cut.h"
#include "core/workload/image.h"
#include "core/workload/prompt_book.h"
#include "core/workload/reach.h"
#include "core/workload/rehearsal.h"

#include <algorithm>
#include <cassert>

namespace inferometer {

namespace {

// Of 48 of the id's random bits, which a double and so JSON holds exactly.
std::int64_t seedOf(const std::string& runId)
{
    constexpr std::size_t kNode = 24;
    return std::max(1LL, std::stoll(runId.substr(kNode), nullptr, 16));
}

std::uint64_t requestsOf(const RunSpec& spec)
{
    return static_cast<std::uint64_t>(spec.edges.warmupRequests + spec.arrivals.numRequests);
}

Error stoppedEarly() { return {Errc::Cancelled, sentence("errors", "The run was stopped before it began.")}; }

// Behind every request's, among those of warm-up.
constexpr std::uint64_t kProbeImage = (std::uint64_t{1} << 62U) - 1;

struct CountedPrompts
{
    Counter counter;
    CutPrompts cut;
};

// A tokenizer that fails on the way, say on long texts, is as good as none.
bool isGivenUp(const Counter& counter, const Error& error)
{
    return counter.method == CountMethod::Tokenize && (error.code == Errc::Protocol || error.code == Errc::Timeout);
}

Result<CountedPrompts> cutBy(const Counter& counter, const RunSpec& spec, const std::vector<PromptTemplate>& texts)
{
    Result<CutPrompts> made = cut(spec, texts, counter, requestsOf(spec));
    if (!made)
        return made.error();
    return CountedPrompts{counter, std::move(made).value()};
}

Result<CountedPrompts> countAndCut(const RunSpec& spec, EndpointProbe& probe, Rehearsal& rehearsal,
                                   Readiness& readiness)
{
    const Result<std::vector<PromptTemplate>> texts = templatesOf(spec);
    if (!texts)
        return texts.error();
    const Result<Counter> counter = count(spec, texts.value().front(), probe, rehearsal, readiness);
    if (!counter)
        return counter.error();
    readiness.say(sentence("errors", "Cutting prompts to length"));
    Result<CountedPrompts> made = cutBy(counter.value(), spec, texts.value());
    if (made || !isGivenUp(counter.value(), made.error()))
        return made;
    const Result<Counter> estimated = countWithoutTokenizer(spec, texts.value().front(), rehearsal, readiness);
    if (!estimated)
        return estimated.error();
    return cutBy(estimated.value(), spec, texts.value());
}

struct CheckedImages
{
    ImageBook book;    // empty: requests carry none
    std::string note;  // what the endpoint counts for one
};

// The same question with an image that no request has: a model that takes none says so here.
Result<CheckedImages> checkImages(const RunSpec& spec, const Counter& counter, Rehearsal& rehearsal,
                                  Readiness& readiness, const std::string& place)
{
    const int side = imageSide(spec.prompts.imageSize);
    if (side == 0)
        return CheckedImages{};
    CheckedImages images{ImageBook{side, static_cast<std::uint64_t>(spec.seed)}, {}};
    readiness.say(sentence("errors", "Asking %1 about an image").with(place));
    std::string image;
    images.book.append(kProbeImage, true, image);
    const Result<Rehearsal::Heard> heard = rehearsal.askAbout("Image. " + counter.text, image);
    if (!heard)
        return heard.error();
    const std::int64_t more = heard.value().promptTokens - counter.textTokens;
    images.note = counter.textTokens > 0 && more > 0
        ? " The image is not in these counts: the endpoint counts about " + std::to_string(more)
            + " tokens more for it."
        : std::string{" The image is not in these counts, and the endpoint does not tell what it counts for it."};
    return images;
}

std::shared_ptr<PromptBook> bookOf(const RunSpec& spec, CutPrompts made, ImageBook images, const BodyTemplate& body)
{
    auto book = std::make_shared<PromptBook>(static_cast<std::uint64_t>(spec.seed), spec.prompts.promptReuse,
                                             spec.prompts.numOutputTokens);
    book->setSalts(std::move(made.salts));
    book->setImages(std::move(images));
    book->setPrompts(std::move(made.prompts), body);
    return book;
}

}  // namespace

void Plan::setClosedLoop()
{
    const auto measured = static_cast<std::uint64_t>(spec.arrivals.numRequests);
    warmup = static_cast<std::uint64_t>(spec.edges.warmupRequests);
    requests = warmup + measured;
    streams = static_cast<std::uint32_t>(spec.arrivals.numConcurrentRequests);
    arrivals = [measured, before = warmup, until = fromSeconds(spec.edges.warmupSeconds)] {
        return std::make_unique<ClosedLoop>(measured, before, until);
    };
}

Result<std::shared_ptr<const Plan>> makePlan(const RunSpec& asked, const PlanProgress& progress,
                                             const std::stop_token& stop, const Secret& key)
{
    assert(asked.endpoint.empty());
    RunSpec spec = asked;
    std::string runId = uuidV7();
    if (spec.seed == 0)
        spec.seed = seedOf(runId);
    Result<EndpointAccess> access = accessOf(spec, key);
    if (!access)
        return access.error();
    Readiness readiness{spec.limits.waitReady, progress, stop};
    if (readiness.isStopped())
        return stoppedEarly();
    EndpointProbe probe{std::move(access).value(), stop};
    const Result<Reached> reached = reach(spec, probe, readiness);
    if (!reached)
        return reached.error();
    Rehearsal rehearsal{spec, reached.value(), probe, readiness};
    Result<CountedPrompts> prompts = countAndCut(spec, probe, rehearsal, readiness);
    if (!prompts)
        return prompts.error();
    Result<CheckedImages> images
        = checkImages(spec, prompts.value().counter, rehearsal, readiness, placeOf(probe.access()));
    if (!images)
        return images.error();
    auto plan = std::make_shared<Plan>();
    plan->spec = spec;
    plan->spec.target.modelNames = quotedModelName(reached.value().model);
    plan->runId = std::move(runId);
    plan->target = reached.value().target;
    plan->setClosedLoop();
    plan->countMethod = prompts.value().counter.method;
    plan->countNote = prompts.value().counter.note + prompts.value().cut.note + images.value().note;
    plan->outputNote = rehearsal.outputNote();
    plan->exactOutput = rehearsal.exactOutput();
    const BodyParts parts = bodyParts(spec, reached.value().access, reached.value().model, plan->exactOutput);
    plan->source = bookOf(spec, std::move(prompts.value().cut), std::move(images.value().book),
                          plan->target.dialect->body(parts));
    return std::shared_ptr<const Plan>{std::move(plan)};
}

}  // namespace inferometer
