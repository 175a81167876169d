// SPDX-License-Identifier: GPL-3.0-or-later
// ServeGen's clients: of each, windows with a rate and the family of its gaps (chunk-N-trace.csv, no head line), and
// how long its requests are (chunk-N-dataset.json). The requests are drawn of them by the seed.
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/trace/servegen_client.h"
#include "core/trace/trace_formats.h"

#include <algorithm>
#include <filesystem>

namespace inferometer {

namespace {

constexpr std::string_view kTraceEnd = "-trace.csv";
constexpr std::uint64_t kClientStream = 0x5E27E6E4ULL;

Status readClient(const std::string& path, RowFile& file, Random random, TraceBuilder& builder)
{
    ServeGenClient client;
    if (Status read = eachRecord(file, builder, [&](const auto& cells) { return client.addWindow(cells); }); !read)
        return read;
    const std::string lengths = path.substr(0, path.size() - kTraceEnd.size()) + "-dataset.json";
    if (Status read = client.readLengths(lengths); !read)
        return read;
    return client.draw(random, builder);
}

// The number in "chunk-12-trace.csv", by which clients are told apart; -1: it is no such name.
std::int64_t clientOf(const std::string& name)
{
    constexpr std::string_view kBegin = "chunk-";
    if (!name.starts_with(kBegin) || !name.ends_with(kTraceEnd) || name.size() <= kBegin.size() + kTraceEnd.size())
        return -1;
    return parseInteger(name.substr(kBegin.size(), name.size() - kBegin.size() - kTraceEnd.size())).value_or(-1);
}

}  // namespace

Status readServeGen(const TraceSource& source, TraceBuilder& builder)
{
    if (!source.path.ends_with(kTraceEnd))
        return traceFault(
            sentence("errors", "a client of ServeGen is named chunk-N%1, beside its chunk-N-dataset.json.")
                .with(kTraceEnd));
    return readClient(source.path, source.file, Random{source.seed, kClientStream}, builder);
}

Status readServeGenFolder(const std::string& path, std::uint64_t seed, TraceBuilder& builder)
{
    constexpr std::size_t kMostClients = 100'000;
    std::vector<std::pair<std::int64_t, std::string>> clients;
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator{path, fault})
        if (const std::int64_t client = clientOf(entry.path().filename().string()); client >= 0)
            clients.emplace_back(client, entry.path().string());
    if (fault || clients.empty() || clients.size() > kMostClients)
        return traceFault(
            sentence("errors", "it is a folder without, or with too many, chunk-N%1 of ServeGen's clients.")
                .with(kTraceEnd));
    std::sort(clients.begin(), clients.end());
    for (const auto& [number, name] : clients) {
        builder.setLine(0);
        Result<RowFile> file = RowFile::open(name, kTraceField);
        if (!file)
            return file.error();
        const auto stream = kClientStream + static_cast<std::uint64_t>(number) + 1;
        if (Status read = readClient(name, file.value(), Random{seed, stream}, builder); !read)
            return read;
    }
    return {};
}

}  // namespace inferometer
