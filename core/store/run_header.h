// SPDX-License-Identifier: GPL-3.0-or-later
// What the journal says of a run beside its records: the header, written before it starts, and the facts, when it ends.
#pragma once

#include "core/config/run_spec.h"
#include "core/load/run.h"
#include "core/workload/plan.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct KeptPrompt
{
    std::string name;
    std::string text;          // without salt; kept only when answers are
    std::uint64_t saltAt = 0;  // where the record's salt stands in it
};

// What the result files need of a plan. Never a key.
struct RunHeader
{
    RunSpec spec;
    std::string program;  // version that measured
    std::string runId;
    std::string stem;
    std::string model;
    std::int64_t modelIndex = 0;
    Nanos startMonotonic{0};  // just before the start; the facts have the exact moments
    Nanos startUtc{0};
    std::uint64_t requests = 0;  // warm-up included
    std::uint64_t warmup = 0;
    bool exactOutput = false;
    Nanos dnsTime{0};
    std::string countMethod;  // "tokenize" (by the endpoint), "tokenizer" (by ours), "usage", "estimate"
    std::string countNote;
    double countedMore = std::numeric_limits<double>::quiet_NaN();  // see Asked
    std::string outputNote;
    std::string scheduleNote;
    std::string scope;      // RunFacts::scope
    std::vector<Cap> caps;  // RunFacts::caps
    std::vector<KeptPrompt> prompts;

    std::string requestId(const RequestRecord& record) const { return runId + "-" + std::to_string(record.sequence); }
    // "na", "small", ...: of the image in every request.
    std::string imageSize() const;
    // The line, or the place in its list, of the dataset's row that was asked; -1: none was.
    std::int64_t datasetRow(const RequestRecord& record) const;
    // Empty when the record names no prompt of this run.
    std::string_view promptName(const RequestRecord& record) const;
    // The prompt as it was sent; empty where it was not kept. `block` holds the record. Journals of older versions lack
    // what made it unlike the others.
    std::string promptText(const RecordBlock& block, const RequestRecord& record) const;

private:
    const KeptPrompt* promptOf(const RequestRecord& record) const;
};

// The header of a plan, as yet without stem and start.
RunHeader headerOf(const Plan& plan, int modelIndex);

std::string toJson(const RunHeader& header);
std::string toJson(const RunFacts& facts);

// Keys that are missing keep their defaults, unknown ones are passed over; what has no value that can be read keeps its
// default, too, and its key (a setting's: of the spec) is added to `unread`. nullopt when the text is no JSON object,
// nests too deep, or is the header of no run.
std::optional<RunHeader> headerFromJson(std::string_view text, std::vector<std::string>& unread);
std::optional<RunFacts> factsFromJson(std::string_view text, std::vector<std::string>& unread);

}  // namespace inferometer
