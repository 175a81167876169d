// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/loaded_run.h"

#include "core/base/text.h"
#include "core/store/journal_run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace inferometer {

namespace {

constexpr Nanos kLongestSeries = std::chrono::hours{24 * 7};  // what comes later is drawn in the last slot

class SnapshotBuilder
{
public:
    explicit SnapshotBuilder(Nanos elapsed)
        : m_slots(slotOf(std::max(elapsed, Nanos{0})) + 1)
        , m_steps(m_slots.size() + 1, 0)
    {}

    void add(const RecordBlock& block, const RequestRecord& record)
    {
        count(record);
        if (isSet(record.sent)) {
            ++slotAt(record.sent).started;
            ++m_steps[indexOf(record.sent)];
            --m_steps[indexOf(record.end)];
        }
        const std::vector<Chunk> chunks = chunksOf(block, record);
        for (const Chunk& chunk : chunks)
            addTokens(chunk.arrival.at, chunk.tokens, chunk.arrival.stamp);
        if (chunks.empty())
            spreadChunks(record);
        addLatencies(block, record);
    }

    void finish()
    {
        std::int64_t inFlight = 0;
        auto series = std::make_shared<SegmentedLog<SeriesSlot>>();
        for (std::size_t i = 0; i < m_slots.size(); ++i) {
            inFlight += m_steps[i];
            m_slots[i].inFlight = static_cast<std::uint32_t>(std::max<std::int64_t>(0, inFlight));
            series->append(m_slots[i]);
        }
        snapshot.sealedSlots = series->size();
        snapshot.series = std::move(series);
    }

    Snapshot snapshot;

private:
    static std::size_t slotOf(Nanos at)
    {
        return static_cast<std::size_t>(std::clamp(at, Nanos{0}, kLongestSeries) / kSeriesStep);
    }
    std::size_t indexOf(Nanos at) const { return std::min(slotOf(at), m_slots.size() - 1); }
    SeriesSlot& slotAt(Nanos at) { return m_slots[indexOf(at)]; }

    void count(const RequestRecord& record)
    {
        ++snapshot.finished;
        ++snapshot.outcomes.at(static_cast<std::size_t>(record.outcome));
        snapshot.started += isSet(record.sent) ? 1U : 0U;
        if (record.outcome == Outcome::Cancelled) {
            ++snapshot.cancelled;
            return;
        }
        const bool ok = record.outcome == Outcome::Ok;
        ++(ok ? snapshot.ok : snapshot.failed);
        ++(ok ? slotAt(record.end).completed : slotAt(record.end).failed);
    }

    void addTokens(Nanos at, std::uint64_t tokens, Stamp stamp)
    {
        SeriesSlot& slot = slotAt(at);
        slot.tokens += tokens;
        ++slot.chunks;
        snapshot.tokens += tokens;
        ++snapshot.chunks;
        ++snapshot.stamps.at(static_cast<std::size_t>(stamp));
    }

    // Chunks that were not kept: evenly from the first token to the last.
    void spreadChunks(const RequestRecord& record)
    {
        if (record.chunkCount == 0 || !isSet(record.firstToken.at) || !isSet(record.lastToken.at))
            return;
        const Nanos span = record.lastToken.at - record.firstToken.at;
        const auto tokens
            = static_cast<std::uint64_t>(std::max<std::int64_t>(record.streamedTokens, record.chunkCount));
        for (std::uint64_t i = 0; i < record.chunkCount; ++i) {
            const double part = record.chunkCount == 1 ? 0 : static_cast<double>(i) / (record.chunkCount - 1);
            const Nanos at = record.firstToken.at + Nanos{std::llround(part * static_cast<double>(span.count()))};
            const std::uint64_t share = tokens * (i + 1) / record.chunkCount - tokens * i / record.chunkCount;
            addTokens(at, share, record.lastToken.stamp);
        }
    }

    void addLatencies(const RecordBlock& block, const RequestRecord& record)
    {
        if (record.phase == Phase::Measured && isSet(record.firstToken.at))
            snapshot.ttft.add(record.firstToken.at - record.sent);
        if (!givesValues(record))
            return;
        snapshot.e2e.add(record.lastToken.at - record.sent);
        m_gaps.clear();
        appendGaps(block, record, true, m_gaps);
        for (const double gap : m_gaps)
            snapshot.itl.add(fromSeconds(gap));
    }

    std::vector<SeriesSlot> m_slots;
    std::vector<std::int64_t> m_steps;  // change of the requests in flight, by slot
    std::vector<double> m_gaps;
};

}  // namespace

namespace {

// A file that belongs to no run: said as what it is.
Error notOfARun(const std::string& path)
{
    std::array<char, 4> begin{};
    std::ifstream{path, std::ios::binary}.read(begin.data(), begin.size());
    if (std::string_view{begin.data(), begin.size()} == "PK\x03\x04")
        return {Errc::InvalidInput,
                sentence("errors",
                         "%1 is an archive; exported ones have no journal, so open the folder that it was made from.")
                    .with(path)};
    return {Errc::InvalidInput,
            sentence("errors",
                     "%1 is no file of a run; give the folder that a run named behind \"Results:\", or a run's YAML.")
                .with(path)};
}

}  // namespace

Result<std::string> findRun(const std::string& path)
{
    namespace fs = std::filesystem;
    std::error_code error;
    if (!fs::exists(path, error))
        return Error{
            Errc::NotFound,
            sentence("errors", "There is no %1; give the folder that a run named behind \"Results:\".").with(path)};
    const std::string suffix = lowered(fs::path{path}.extension().string());
    const bool isSpec = suffix == ".yaml" || suffix == ".yml";
    if (!fs::is_directory(path, error) && !isSpec && !fs::exists(fs::path{path}.parent_path() / "journal", error))
        return notOfARun(path);
    if (!fs::is_directory(path, error) || fs::exists(path + "/journal", error))
        return path;
    std::string newest;
    fs::file_time_type newestAt{};
    for (fs::directory_iterator entry{path, error}; !error && entry != fs::directory_iterator{}; entry.increment(error))
    {
        std::error_code none;
        const fs::file_time_type at = fs::last_write_time(entry->path() / "journal", none);
        if (!none && (newest.empty() || at > newestAt)) {
            newest = entry->path().string();
            newestAt = at;
        }
    }
    if (newest.empty())
        return Error{
            Errc::NotFound,
            sentence("errors", "%1 holds no run; give the folder that a run named behind \"Results:\".").with(path)};
    return newest;
}

void summarizeRun(LoadedRun& run)
{
    run.blocks = withEdgesMarked(std::move(run.blocks), run.header.spec, run.facts.loadEnd);
    run.summary = summarize(run.blocks, run.facts.loadEnd, sloOf(run.header.spec));
}

Result<LoadedRun> loadResult(const std::string& folder)
{
    const std::filesystem::path path{folder};
    std::error_code ignored;
    const bool isFolder = std::filesystem::is_directory(path, ignored);
    Result<JournalRun> journal = readJournal(((isFolder ? path : path.parent_path()) / "journal").string());
    if (!journal)
        return journal.error();
    LoadedRun run = std::move(journal.value().run);
    summarizeRun(run);
    return run;
}

SnapshotPtr snapshotOf(const LoadedRun& run)
{
    SnapshotBuilder builder{run.facts.elapsed};
    auto log = std::make_shared<RecordLog>();
    for (const auto& block : run.blocks) {
        log->append(block);
        for (const RequestRecord& record : block->records)
            builder.add(*block, record);
    }
    builder.finish();
    Snapshot& snapshot = builder.snapshot;
    snapshot.revision = 1;
    snapshot.state = RunState::Finished;
    snapshot.elapsed = run.facts.elapsed;
    snapshot.asked = run.header.requests;
    snapshot.warmup = run.header.warmup;
    snapshot.blocks = log->size();
    snapshot.records = std::move(log);
    snapshot.userLag = run.facts.userLag;
    snapshot.inFlightMean = std::isnan(run.facts.inFlightMean) ? 0 : run.facts.inFlightMean;
    snapshot.verdict = run.facts.verdict;
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

}  // namespace inferometer
