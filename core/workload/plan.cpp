// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/plan.h"

#include "core/base/text.h"
#include "core/config/model_names.h"
#include "core/workload/count.h"
#include "core/workload/cut.h"
#include "core/workload/dataset_plan.h"
#include "core/workload/environment.h"
#include "core/workload/image.h"
#include "core/workload/local_tokenizer.h"
#include "core/workload/prompt_book.h"
#include "core/workload/reach.h"
#include "core/workload/rehearsal.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

// Of 48 of the id's random bits, which a double and so JSON holds exactly.
std::int64_t seedOf(const std::string& runId)
{
    constexpr std::size_t kNode = 24;
    return std::max(1LL, std::stoll(runId.substr(kNode), nullptr, 16));
}

// What the seed decides before anything is asked.
struct Drawn
{
    RunSpec spec;  // with the longest prompt that is asked for, and the mean answer, as the lengths of all
    std::uint64_t requests = 0;
    ScheduleSize schedule;                // of an open loop
    std::optional<DrawnLengths> lengths;  // nothing: all are alike
};

Result<Drawn> drawnFrom(const RunSpec& spec, const std::stop_token& stop)
{
    Drawn drawn{spec, static_cast<std::uint64_t>(spec.edges.warmupRequests + spec.arrivals.numRequests), {}, {}};
    if (isOpenLoop(spec)) {
        const Result<ScheduleSize> size = sizeOf(spec, stop);
        if (!size)
            return size.error();
        drawn.schedule = size.value();
        drawn.requests = drawn.schedule.requests;
    }
    const Result<TokenLengths> lengths = lengthsOf(spec);
    if (!lengths)
        return lengths.error();
    const DrawnLengths all{lengths.value(), static_cast<std::uint64_t>(spec.seed)};
    const MeanTokens mean = meanTokensOf(spec);
    drawn.spec.prompts.numOutputTokens = std::clamp(mean.output, kShortestOutput, kLongestTokens);
    drawn.spec.prompts.numInputTokens = std::clamp(mean.input, kShortestInput, kLongestTokens);
    if (lengths.value().input.varies())
        drawn.spec.prompts.numInputTokens = rangeOf(all, drawn.requests, drawn.schedule.warmup).longestInput;
    if (lengths.value().input.varies() || lengths.value().output.varies())
        drawn.lengths = all;
    return drawn;
}

// How lengths were drawn, behind what the cut says of them.
std::string lengthNote(const Drawn& drawn, const std::vector<SizedText>& texts)
{
    if (!drawn.lengths)
        return {};
    std::int64_t shortest = kShortestInput;
    for (const SizedText& text : texts)
        shortest = std::max(shortest, text.shortest());
    const LengthRange range = rangeOf(*drawn.lengths, drawn.requests, drawn.schedule.warmup, shortest);
    std::string note = " Lengths are drawn from " + lengthText(drawn.lengths->lengths().input) + "/"
        + lengthText(drawn.lengths->lengths().output) + " tokens.";
    if (range.clampedInputs + range.clampedOutputs > 0)
        note += (range.requests < drawn.requests ? " Of the first " : " Of ") + std::to_string(range.requests)
            + " requests, " + std::to_string(range.clampedInputs) + " prompts and "
            + std::to_string(range.clampedOutputs) + " answers were drawn beyond what is possible (prompts from "
            + std::to_string(shortest) + " tokens, answers from 1, both to " + std::to_string(kLongestTokens)
            + ") and are as long as that.";
    return note;
}

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

Result<CountedPrompts> cutBy(const Counter& counter, const Drawn& drawn, const std::vector<PromptTemplate>& texts)
{
    const bool isSized = drawn.lengths && drawn.lengths->lengths().input.varies();
    Result<CutPrompts> made = (isSized ? cutSized : cut)(drawn.spec, texts, counter, drawn.requests);
    if (!made)
        return made.error();
    made.value().note += lengthNote(drawn, made.value().sized);
    return CountedPrompts{counter, std::move(made).value()};
}

Result<CountedPrompts> countAndCut(const Drawn& drawn, const Asking& by)
{
    const RunSpec& spec = drawn.spec;
    const Result<std::vector<PromptTemplate>> texts = templatesOf(spec);
    if (!texts)
        return texts.error();
    const Result<Counter> counter = count(spec, texts.value().front(), by);
    if (!counter)
        return counter.error();
    by.readiness.say(sentence("errors", "Cutting prompts to length"));
    Result<CountedPrompts> made = cutBy(counter.value(), drawn, texts.value());
    if (made || !isGivenUp(counter.value(), made.error()))
        return made;
    const Result<Counter> estimated = countWithoutTokenizer(spec, texts.value().front(), by.rehearsal, by.readiness);
    if (!estimated)
        return estimated.error();
    return cutBy(estimated.value(), drawn, texts.value());
}

struct CheckedImages
{
    ImageBook book;    // empty: requests carry none
    std::string note;  // what the endpoint counts for one
};

ImageBook imagesOf(const RunSpec& spec)
{
    const int side = imageSide(spec.prompts.imageSize);
    return side == 0 ? ImageBook{} : ImageBook{side, static_cast<std::uint64_t>(spec.seed)};
}

// The same question with an image that no request has: a model that takes none says so here.
Result<CheckedImages> checkImages(const RunSpec& spec, const Counter& counter, Rehearsal& rehearsal,
                                  Readiness& readiness, const std::string& place)
{
    CheckedImages images{imagesOf(spec), {}};
    if (images.book.empty())
        return images;
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

std::shared_ptr<PromptBook> bookOf(const Drawn& drawn, CutPrompts made, ImageBook images, NumberedBody body)
{
    const RunSpec& spec = drawn.spec;
    auto book = std::make_shared<PromptBook>(static_cast<std::uint64_t>(spec.seed), spec.prompts.promptReuse,
                                             spec.prompts.numOutputTokens);
    book->setSalts(std::move(made.salts));
    book->setImages(std::move(images));
    if (drawn.lengths)
        book->setLengths(*drawn.lengths);
    if (made.sized.empty())
        book->setPrompts(std::move(made.prompts), body);
    else
        book->setPrompts(std::move(made.sized), std::move(body));
    return book;
}

// What was found out for a plan.
struct Findings
{
    std::shared_ptr<RequestSource> source;
    CountMethod countMethod = CountMethod::Estimate;
    std::string countNote;
    double countedMore = std::numeric_limits<double>::quiet_NaN();  // see Asked
    Agreed agreed;
};

NumberedBody numberedBody(const Drawn& drawn, const Dialect& dialect, const BodyParts& parts)
{
    const bool varies = drawn.lengths && drawn.lengths->lengths().output.varies();
    return varies ? bodyOfAnyLength(dialect, parts) : bodyOf(dialect.body(parts));
}

Findings synthetic(const Drawn& drawn, const Reached& reached, CountedPrompts prompts, CheckedImages images,
                   const Agreed& agreed)
{
    const BodyParts parts = bodyParts(drawn.spec, reached.access, reached.model, agreed);
    Findings found;
    found.countMethod = prompts.counter.method;
    found.countedMore = prompts.counter.countedMore;
    found.countNote = prompts.counter.note + prompts.cut.note + images.note;
    found.agreed = agreed;
    found.source = bookOf(drawn, std::move(prompts.cut), std::move(images.book),
                          numberedBody(drawn, *reached.access.dialect, parts));
    return found;
}

Findings overDataset(const RunSpec& spec, const Reached& reached, const std::shared_ptr<const Dataset>& dataset,
                     CountedRows rows, const Agreed& agreed)
{
    const auto source = std::make_shared<DatasetSource>(
        dataset, spec,
        DatasetWording{reached.access.dialect, bodyParts(spec, reached.access, reached.model, agreed),
                       spec.prompts.promptPrefix},
        std::move(rows.tokens));
    Findings found;
    found.countMethod = rows.method;
    found.countedMore = rows.countedMore;
    found.countNote = datasetNote(*dataset, spec) + " " + rows.note;
    found.agreed = agreed;
    const auto asksLength = [](const DatasetRow& row) { return row.outputTokens > 0; };
    if (!source->followsLengths() && std::any_of(dataset->rows.begin(), dataset->rows.end(), asksLength))
        found.agreed.note += " The rows' own output lengths are not asked for: sampling-params or extra-body fixes the "
                             "limit of every answer.";
    found.source = source;
    return found;
}

// Whom the load asks, and what counts its answers afterwards.
struct Served
{
    const Reached& reached;
    const LocalTokenizer& tokenizer;
};

std::shared_ptr<const Plan> planOf(const RunSpec& spec, const Drawn& drawn, std::string runId, const Served& by,
                                   Findings found)
{
    auto plan = std::make_shared<Plan>();
    plan->spec = spec;
    plan->spec.target.modelNames = quotedModelName(by.reached.model);
    plan->runId = std::move(runId);
    plan->target = by.reached.target;
    plan->tokenizer = by.tokenizer.tokenizer;
    if (isOpenLoop(spec))
        plan->setSchedule(drawn.schedule);
    else
        plan->setClosedLoop();
    plan->countMethod = found.countMethod;
    plan->countNote = std::move(found.countNote);
    plan->countedMore = found.countedMore;
    plan->outputNote = std::move(found.agreed.note);
    plan->exactOutput = found.agreed.exactOutput;
    plan->source = std::move(found.source);
    return plan;
}

// Null: the evaluation has none.
Result<std::shared_ptr<const Dataset>> readDataset(RunSpec& spec, const EndpointAccess& access,
                                                   const Readiness& readiness)
{
    if (!isOfDataset(spec))
        return std::shared_ptr<const Dataset>{};
    readiness.say(sentence("errors", "Reading %1").with(spec.prompts.inputFilePath));
    Result<std::shared_ptr<const Dataset>> dataset = datasetOf(spec, *access.dialect, readiness.stop());
    if (dataset)
        spec.arrivals.numRequests = requestsOver(*dataset.value(), spec);
    return dataset;
}

Result<Findings> findSynthetic(const Drawn& drawn, const Reached& reached, const Asking& by)
{
    Result<CountedPrompts> prompts = countAndCut(drawn, by);
    if (!prompts)
        return prompts.error();
    Result<CheckedImages> images
        = checkImages(drawn.spec, prompts.value().counter, by.rehearsal, by.readiness, placeOf(by.probe.access()));
    if (!images)
        return images.error();
    return synthetic(drawn, reached, std::move(prompts).value(), std::move(images).value(), by.rehearsal.agreed());
}

Result<Findings> findDataset(const RunSpec& spec, const Reached& reached, const std::shared_ptr<const Dataset>& dataset,
                             const Asking& by)
{
    Result<CountedRows> rows = countRows(*dataset, spec, by);
    if (!rows)
        return rows.error();
    return overDataset(spec, reached, dataset, std::move(rows).value(), by.rehearsal.agreed());
}

// Without a word to the endpoint. `dataset`: as from readDataset().
Result<Findings> unasked(const Drawn& drawn, const Reached& reached, const std::shared_ptr<const Dataset>& dataset,
                         const LocalTokenizer& tokenizer)
{
    const RunSpec& spec = drawn.spec;
    const Agreed agreed{asksExactOutput(spec, *reached.access.dialect), {}, {}};
    if (dataset)
        return overDataset(spec, reached, dataset, estimatedRows(*dataset, spec), agreed);
    const Result<std::vector<PromptTemplate>> texts = templatesOf(spec);
    if (!texts)
        return texts.error();
    Result<CountedPrompts> prompts = cutBy(unaskedCounter(tokenizer), drawn, texts.value());
    if (!prompts)
        return prompts.error();
    return synthetic(drawn, reached, std::move(prompts).value(), {imagesOf(spec), {}}, agreed);
}

// Its seed is its own, so that no run finds what it sent in a cache.
RunSpec ofOneRequest(const RunSpec& asked, const std::string& runId)
{
    RunSpec spec = asked;
    spec.target = withVariables(spec.target);
    spec.target.modelNames = quotedModelName(firstModelName(asked.target.modelNames));
    spec.seed = seedOf(runId);
    spec.arrivals = {};
    spec.arrivals.numRequests = spec.arrivals.workers = 1;
    spec.edges = {};
    spec.limits.retry429 = 0;
    spec.limits.waitReady = 0;
    spec.keep.saveLlmResponses = spec.keep.saveRawEvents = true;
    return spec;
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

void Plan::setSchedule(const ScheduleSize& size)
{
    openLoop = true;
    warmup = size.warmup;
    requests = size.requests;
    streams = static_cast<std::uint32_t>(spec.arrivals.maxInFlight);
    scheduleNote = "The schedule has " + std::to_string(requests) + " requests, the last of them due after "
        + formatDuration(seconds(size.last)) + ".";
    if (spec.limits.timeout > 0 && seconds(size.last) >= spec.limits.timeout)
        scheduleNote += " WARNING: the timeout of " + formatDuration(spec.limits.timeout)
            + " ends the run before that; give a longer --timeout to send all of them.";
    arrivals = [whole = spec, size] { return std::make_unique<Schedule>(whole, size); };
}

Result<std::shared_ptr<const Plan>> makePlan(const RunSpec& asked, const PlanProgress& progress,
                                             const std::stop_token& stop, const Secret& key)
{
    assert(asked.endpoint.empty());
    RunSpec spec = asked;
    spec.target = withVariables(spec.target);
    std::string runId = uuidV7();
    if (spec.seed == 0)
        spec.seed = seedOf(runId);
    Result<EndpointAccess> access = accessOf(spec, key);
    if (!access)
        return access.error();
    Readiness readiness{spec.limits.waitReady, progress, stop};
    if (readiness.isStopped())
        return stoppedEarly();
    const Result<std::shared_ptr<const Dataset>> dataset = readDataset(spec, access.value(), readiness);
    if (!dataset)
        return dataset.error();
    const Result<Drawn> drawn = drawnFrom(spec, stop);
    if (!drawn)
        return drawn.error();
    EndpointProbe probe{std::move(access).value(), stop};
    const Result<Reached> reached = reach(spec, probe, readiness);
    if (!reached)
        return reached.error();
    const Result<LocalTokenizer> tokenizer = localTokenizer(spec.target, reached.value().model);
    if (!tokenizer)
        return tokenizer.error();
    Rehearsal rehearsal{drawn.value().spec, reached.value(), probe, readiness};
    const Asking asking{tokenizer.value(), probe, rehearsal, readiness};
    Result<Findings> found = dataset.value() ? findDataset(spec, reached.value(), dataset.value(), asking)
                                             : findSynthetic(drawn.value(), reached.value(), asking);
    if (!found)
        return found.error();
    return planOf(spec, drawn.value(), std::move(runId), {reached.value(), tokenizer.value()},
                  std::move(found).value());
}

Result<std::shared_ptr<const Plan>> planOfOne(const RunSpec& asked, const PlanProgress& progress,
                                              const std::stop_token& stop, const Secret& key)
{
    assert(asked.endpoint.empty());
    std::string runId = uuidV7();
    RunSpec spec = ofOneRequest(asked, runId);
    Result<EndpointAccess> access = accessOf(spec, key);
    if (!access)
        return access.error();
    Readiness readiness{0, progress, stop};
    const Result<std::shared_ptr<const Dataset>> dataset = readDataset(spec, access.value(), readiness);
    if (!dataset)
        return dataset.error();
    const Result<Drawn> drawn = drawnFrom(spec, stop);
    if (!drawn)
        return drawn.error();
    EndpointProbe probe{std::move(access).value(), stop};
    const Result<Reached> reached
        = spec.target.modelNames.empty() ? reach(spec, probe, readiness) : reachNamed(spec, probe);
    if (!reached)
        return reached.error();
    if (readiness.isStopped())
        return stoppedEarly();
    const Result<LocalTokenizer> tokenizer = localTokenizer(spec.target, reached.value().model);
    if (!tokenizer)
        return tokenizer.error();
    Result<Findings> found = unasked(drawn.value(), reached.value(), dataset.value(), tokenizer.value());
    if (!found)
        return found.error();
    return planOf(spec, drawn.value(), std::move(runId), {reached.value(), tokenizer.value()},
                  std::move(found).value());
}

}  // namespace inferometer
