// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_card.h"

#include "core/base/foreign_json.h"
#include "core/store/atomic_file.h"
#include "core/store/journal_reader.h"
#include "core/store/summary_json.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;
constexpr std::uint64_t kMostBytes = 64U << 20U;  // of a card: more is no card of ours

std::string cardPath(const std::string& folder) { return folder + "/run.json"; }

// 0: there is none.
std::uint64_t sizeOf(const std::string& path)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    return error ? 0 : size;
}

// Whether the journal is the one it was when so much of it was written, and what came behind is its end.
bool fits(const std::string& folder, const Json& bytes)
{
    constexpr std::uint64_t kEndAtMost = 64;
    const std::string path = folder + "/journal";
    const std::uint64_t size = sizeOf(path);
    return bytes.is_number_unsigned() && bytes <= size && size - bytes.get<std::uint64_t>() <= kEndAtMost
        && journalHasEnd(path);
}

}  // namespace

std::optional<RunCard> cardIn(const std::string& folder)
{
    const std::string path = cardPath(folder);
    if (const std::uint64_t size = sizeOf(path); size == 0 || size > kMostBytes)
        return std::nullopt;
    std::ifstream file{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const Json json = parseForeignJson<Json>(text);
    if (!json.is_object() || !json.contains("version") || json["version"] != kVersion || !json.contains("header")
        || !json.contains("facts") || !json.contains("journal_bytes") || !fits(folder, json["journal_bytes"]))
        return std::nullopt;
    std::vector<std::string> unread;
    std::optional<RunHeader> header = headerFromJson(json["header"].dump(), unread);
    std::optional<RunFacts> facts = factsFromJson(json["facts"].dump(), unread);
    std::optional<Summary> summary = json.contains("summary") ? summaryFromJson(json["summary"].dump()) : std::nullopt;
    if (!header || !facts || !summary || !unread.empty())
        return std::nullopt;
    return RunCard{std::move(*header), std::move(*facts), std::move(*summary), folder, readRunLabel(folder)};
}

RunCard cardOf(const FinishedRun& run)
{
    RunCard card{run.header, run.facts, run.summary, run.folder, run.label};
    card.header.prompts.clear();
    return card;
}

Status writeRunCard(const std::string& folder, const FinishedRun& run)
{
    const RunCard card = cardOf(run);
    AtomicFile file{cardPath(folder)};
    file.write("{\"version\": " + std::to_string(kVersion)
               + ",\n\"journal_bytes\": " + std::to_string(sizeOf(folder + "/journal")) + ",\n\"header\": ");
    file.write(toJson(card.header));
    file.write(",\n\"facts\": ");
    file.write(toJson(card.facts));
    file.write(",\n\"summary\": ");
    file.write(toJson(card.summary));
    file.write("}\n");
    return file.commit();
}

Result<RunCard> readRunCard(const std::string& folder)
{
    if (auto card = cardIn(folder))
        return std::move(*card);
    Result<FinishedRun> run = loadResult(folder);
    if (!run)
        return run.error();
    return cardOf(run.value());
}

}  // namespace inferometer
