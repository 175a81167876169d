// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/result_files.h"

#include "core/config/run_yaml.h"
#include "core/store/atomic_file.h"
#include "core/store/json_writer.h"
#include "core/store/run_card.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace inferometer {

namespace {

Status writeRunYaml(const std::string& path, const FinishedRun& run)
{
    AtomicFile file{path};
    file.write(toYaml(run.header.spec));
    return file.commit();
}

std::optional<double> serverTtft(const RecordRef& ref)
{
    if (ref.record->serverMetrics < 0)
        return std::nullopt;
    const double value
        = ref.block->serverMetrics[static_cast<std::size_t>(ref.record->serverMetrics)].values[ServerMetrics::Ttft];
    return std::isnan(value) ? std::nullopt : std::optional{value};
}

std::string jsonQuoted(std::string_view text)
{
    std::string out;
    appendJsonText(text, out);
    return out;
}

}  // namespace

std::vector<RecordRef> inCompletionOrder(const Blocks& blocks)
{
    std::vector<RecordRef> records;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            records.push_back({block.get(), &record});
    std::sort(records.begin(), records.end(), [](const RecordRef& a, const RecordRef& b) {
        return std::pair{a.record->end, a.record->sequence} < std::pair{b.record->end, b.record->sequence};
    });
    return records;
}

std::optional<SwitchingTime> switchingTimeOf(const std::vector<RecordRef>& records)
{
    std::vector<std::pair<Nanos, double>> ttfts;
    const RequestRecord* first = nullptr;
    for (const RecordRef& ref : records) {
        if (!givesValues(*ref.record))
            continue;
        const auto ttft = serverTtft(ref);
        if (!ttft)
            return std::nullopt;
        ttfts.emplace_back(ref.record->sent, *ttft);
        if (first == nullptr || ref.record->sent < first->sent)
            first = ref.record;
    }
    if (ttfts.size() < 2)
        return std::nullopt;
    std::sort(ttfts.begin(), ttfts.end());
    std::vector<double> others;
    for (std::size_t i = 1; i < ttfts.size(); ++i)
        others.push_back(ttfts[i].second);
    const Statistics rest = statisticsOf(std::move(others));
    const double deviation = std::isnan(rest.stddev) ? 1e-16 : rest.stddev;  // the kit's stand-in for a single value
    const double extra = ttfts.front().second - rest.mean;
    if (extra > rest.mean + 3 * deviation)
        return SwitchingTime{first, extra};
    return std::nullopt;
}

Status writeResponseTexts(const std::string& path, const FinishedRun& run, const SentText& sentText)
{
    AtomicFile file{path};
    for (const RecordRef& ref : inCompletionOrder(run.blocks)) {
        const RequestRecord& record = *ref.record;
        if (!givesValues(record))
            continue;
        const std::vector<KeptPrompt>& prompts = run.header.prompts;
        const KeptPrompt prompt = record.prompt < prompts.size() ? prompts[record.prompt] : KeptPrompt{};
        file.write(R"({"prompt": {"name": )" + jsonQuoted(prompt.name) + R"(, "template": )"
                   + jsonQuoted(sentText ? sentText(record) : prompt.text) + R"(}, "completion": )"
                   + jsonQuoted(ref.block->textOf(record.response)) + "}\n");
    }
    return file.commit();
}

Status writeResultFiles(const std::string& folder, const FinishedRun& run, const SentText& sentText)
{
    const std::string base = folder + "/" + run.header.stem;
    Status status = writeRunYaml(folder + "/run.yaml", run);
    if (status.ok())
        status = writeRecordsCsv(folder + "/records.csv", run);
    if (status.ok())
        status = writeIndividualResponses(base + "_individual_responses.json", run);
    if (status.ok() && run.header.spec.keep.saveLlmResponses)
        status = writeResponseTexts(base + "_response_texts.jsonl", run, sentText);
    if (status.ok())
        status = writeSummaryFile(base + "_summary.json", run);
    if (status.ok())
        status = writeRunCard(folder, run);
    syncFolder(folder);
    return status;
}

}  // namespace inferometer
