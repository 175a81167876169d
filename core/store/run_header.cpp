// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_header.h"

#include "core/config/model_names.h"
#include "core/config/run_yaml.h"
#include "core/store/json_fields.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::array<std::string_view, 4> kCountMethods{"tokenize", "tokenizer", "usage", "estimate"};

template <typename Archive, typename Header>
void visitHeader(Archive& archive, Header& header)
{
    archive("program", header.program);
    archive("run_id", header.runId);
    archive("stem", header.stem);
    archive("model", header.model);
    archive("model_index", header.modelIndex);
    archive("start_monotonic_ns", header.startMonotonic);
    archive("start_utc_ns", header.startUtc);
    archive("requests", header.requests);
    archive("warmup", header.warmup);
    archive("exact_output", header.exactOutput);
    archive("dns_ns", header.dnsTime);
    archive("count_method", header.countMethod);
    archive("count_note", header.countNote);
    archive("counted_more", header.countedMore);
    archive("output_note", header.outputNote);
    archive("schedule_note", header.scheduleNote);
    archive("scope", header.scope);
    archive("caps", header.caps);
    archive("prompts", header.prompts);
}

template <typename Archive, typename Facts>
void visitFacts(Archive& archive, Facts& facts)
{
    archive("start_monotonic_ns", facts.startMonotonic);
    archive("start_utc_ns", facts.startUtc);
    archive("elapsed_ns", facts.elapsed);
    archive("load_end_ns", facts.loadEnd);
    archive("user_lag", facts.userLag);
    archive("turnaround", facts.turnaround);
    archive("in_flight_mean", facts.inFlightMean);
    archive("busiest_second", facts.busiestSecond);
    archive("worker_cpu_ns", facts.workerCpu);
    archive("steal_share", facts.stealShare);
    archive("throttled_s", facts.throttledSeconds);
    archive("gaps", facts.gaps);
    archive("longest_gap_ns", facts.longestGap);
    archive("stamps", facts.stamps);
    archive("first_stamps", facts.firstStamps);
    archive("never_sent", facts.neverSent);
    archive("stale_connections", facts.staleConnections);
    archive("retries", facts.retries);
    archive("connections", facts.connections);
    archive("retransmits", facts.retransmits);
    archive("min_rtt_ns", facts.minRtt);
    archive("scope", facts.scope);
    archive("caps", facts.caps);
    archive("caps_that_bound", facts.capsThatBound);
    archive("verdict", facts.verdict);
    archive("local_fault", facts.localFault);
}

std::string modelOf(const RunSpec& spec, int modelIndex)
{
    const std::vector<std::string> names = splitModelNames(spec.target.modelNames);
    if (names.empty())
        return "";
    const auto index = static_cast<std::size_t>(std::max(0, modelIndex));
    return index < names.size() ? names[index] : names.front();
}

// Before and behind the salt for itself, so that the salt's place is known when something was taken out.
KeptPrompt keptPrompt(const PromptText& prompt, std::span<const Secret> secrets)
{
    std::string text = withoutSecrets(prompt.text.substr(0, prompt.saltAt), secrets);
    const std::uint64_t saltAt = text.size();
    text += withoutSecrets(prompt.text.substr(prompt.saltAt), secrets);
    return {prompt.name, std::move(text), saltAt};
}

}  // namespace

std::string RunHeader::imageSize() const { return fieldText(spec, *findRunField("multimodal-image-size")); }

const KeptPrompt* RunHeader::promptOf(const RequestRecord& record) const
{
    const std::size_t index = datasetRow(record) >= 0 ? 0 : record.prompt;
    return index < prompts.size() ? &prompts[index] : nullptr;
}

std::int64_t RunHeader::datasetRow(const RequestRecord& record) const
{
    return isOfDataset(spec) ? std::int64_t{record.prompt} : -1;
}

std::string_view RunHeader::promptName(const RequestRecord& record) const
{
    const KeptPrompt* const kept = promptOf(record);
    return kept != nullptr ? std::string_view{kept->name} : std::string_view{};
}

std::string RunHeader::promptText(const RecordBlock& block, const RequestRecord& record) const
{
    const KeptPrompt* const kept = promptOf(record);
    if (kept == nullptr)
        return {};
    const PromptText prompt{kept->name, kept->text, std::min<std::size_t>(kept->saltAt, kept->text.size()), 0};
    return prompt.salted(block.textOf(record.salt));
}

RunHeader headerOf(const Plan& plan, int modelIndex)
{
    RunHeader header;
    header.spec = plan.spec;
    header.program = INFEROMETER_VERSION;
    header.runId = plan.runId;
    header.model = modelOf(plan.spec, modelIndex);
    header.modelIndex = modelIndex;
    header.requests = plan.requests;
    header.warmup = plan.warmup;
    header.exactOutput = plan.exactOutput;
    header.dnsTime = plan.target.dnsTime;
    header.countMethod = kCountMethods.at(static_cast<std::size_t>(plan.countMethod));
    header.countNote = plan.countNote;
    header.countedMore = plan.countedMore;
    header.outputNote = plan.outputNote;
    header.scheduleNote = plan.scheduleNote;
    header.scope = scopeOf(plan);
    header.caps = capsOf(plan);
    for (const PromptText& prompt : plan.source->prompts())
        header.prompts.push_back(plan.spec.keep.saveLlmResponses ? keptPrompt(prompt, plan.target.secrets)
                                                                 : KeptPrompt{prompt.name, {}, 0});
    return header;
}

std::string toJson(const RunHeader& header)
{
    JsonFieldWriter writer;
    visitHeader(writer, header);
    writer("spec", toYaml(header.spec));
    return writer.text();
}

std::string toJson(const RunFacts& facts)
{
    JsonFieldWriter writer;
    visitFacts(writer, facts);
    return writer.text();
}

std::optional<RunHeader> headerFromJson(std::string_view text, std::vector<std::string>& unread)
{
    JsonFieldReader reader{text, unread};
    RunHeader header;
    if (reader.ok())
        visitHeader(reader, header);
    if (header.runId.empty())
        return std::nullopt;
    ReadRun read = readRunYaml(reader.text("spec"), "the journal's run.yaml");
    header.spec = std::move(read.spec);
    for (const Error& error : read.errors)
        unread.push_back(error.field.empty() ? error.message : error.field);
    return header;
}

std::optional<RunFacts> factsFromJson(std::string_view text, std::vector<std::string>& unread)
{
    JsonFieldReader reader{text, unread};
    if (!reader.ok())
        return std::nullopt;
    RunFacts facts;
    visitFacts(reader, facts);
    return facts;
}

}  // namespace inferometer
