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

Status writeResponseTexts(const std::string& path, const FinishedRun& run)
{
    AtomicFile file{path};
    for (const RecordRef& ref : inCompletionOrder(run.blocks)) {
        const RequestRecord& record = *ref.record;
        if (!givesValues(record))
            continue;
        file.write(R"({"prompt": {"name": )" + jsonQuoted(run.header.promptName(record)) + R"(, "template": )"
                   + jsonQuoted(run.header.promptText(*ref.block, record)) + R"(}, "completion": )"
                   + jsonQuoted(ref.block->textOf(record.response)) + "}\n");
    }
    return file.commit();
}

Status writeResultFiles(const std::string& folder, const FinishedRun& run)
{
    const std::string base = folder + "/" + run.header.stem;
    Status status = writeRunYaml(folder + "/run.yaml", run);
    if (status.ok())
        status = writeRecordsCsv(folder + "/records.csv", run);
    if (status.ok())
        status = writeIndividualResponses(base + "_individual_responses.json", run);
    if (status.ok() && run.header.spec.keep.saveLlmResponses)
        status = writeResponseTexts(base + "_response_texts.jsonl", run);
    if (status.ok())
        status = writeSummaryFile(base + "_summary.json", run);
    if (status.ok())
        status = writeRunCard(folder, run);
    syncFolder(folder);
    return status;
}

}  // namespace inferometer
