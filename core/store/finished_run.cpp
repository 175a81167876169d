// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/finished_run.h"

#include "core/base/text.h"
#include "core/store/journal_run.h"
#include "core/store/result_zip.h"
#include "core/store/run_card.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

namespace inferometer {

namespace {

// Of blocks whose edges are not marked.
std::uint64_t warmedUp(const Blocks& blocks)
{
    std::uint64_t requests = 0;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            requests += record.phase == Phase::Warmup ? 1U : 0U;
    return requests;
}

SnapshotPtr counted(const RunHeader& header, const RunFacts& facts, Blocks blocks)
{
    const Blocks marked = withEdgesMarked(std::move(blocks), header.spec, facts.loadEnd);
    return lastSnapshot(RunLedger::of(askedOf(header), marked, facts.elapsed), facts);
}

// What the run was said to be stands, where everything that it was said of is there.
bool isOf(const RunCard& card, const RunHeader& header, const Snapshot& last)
{
    const Summary& summary = card.summary;
    return card.header.runId == header.runId && summary.started + summary.warmup + summary.cooldown == last.finished;
}

FinishedRun withoutSummary(RunHeader header, RunFacts facts, const SnapshotPtr& last)
{
    return {std::move(header), std::move(facts), blocksOf(*last), {}, last, {}, {}, false, {}};
}

// A file that belongs to no run: said as what it is.
Error notOfARun(const std::string& path)
{
    return {Errc::InvalidInput,
            sentence("errors",
                     "%1 is no file of a run; what can be opened is a run's folder, the zip that "
                     "was exported from one, and a run's YAML.")
                .with(path)};
}

}  // namespace

Asked askedOf(const RunHeader& header)
{
    Asked asked = askedOf(header.spec, header.requests, header.warmup, header.exactOutput);
    asked.countedMore = header.countedMore;
    return asked;
}

bool isArchive(const std::string& path)
{
    std::array<char, 4> begin{};
    std::ifstream{path, std::ios::binary}.read(begin.data(), begin.size());
    const std::string_view magic{begin.data(), begin.size()};
    return magic == "PK\x03\x04" || magic == "PK\x05\x06";  // the second: of no file at all
}

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
    if (isArchive(path))
        return path;
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

FinishedRun finishedRun(RunHeader header, RunFacts facts, Blocks blocks)
{
    const SnapshotPtr last = counted(header, facts, std::move(blocks));
    return finishedRun(std::move(header), std::move(facts), last);
}

FinishedRun finishedRun(RunHeader header, RunFacts facts, const SnapshotPtr& last)
{
    FinishedRun run = withoutSummary(std::move(header), std::move(facts), last);
    run.summary = summaryOf(run.blocks, windowsOf(run.blocks, run.facts.loadEnd), run.header.spec);
    return run;
}

Result<FinishedRun> loadResult(const std::string& path, const std::stop_token& stop)
{
    if (isArchive(path))
        return loadResultZip(path, stop);
    std::error_code ignored;
    const bool isFolder = std::filesystem::is_directory(path, ignored);
    const std::string home = isFolder ? path : std::filesystem::path{path}.parent_path().string();
    Result<JournalRun> journal = readJournal((std::filesystem::path{home} / "journal").string());
    if (!journal)
        return journal.error();
    FinishedRun& read = journal.value().run;
    const bool ended = read.ended;
    const SnapshotPtr last = counted(read.header, read.facts, std::move(read.blocks));
    std::optional<RunCard> card = ended ? cardIn(home) : std::nullopt;
    FinishedRun run;
    if (card && isOf(*card, read.header, *last)) {
        run = withoutSummary(std::move(read.header), std::move(read.facts), last);
        run.summary = std::move(card->summary);
    } else {
        run = finishedRun(std::move(read.header), std::move(read.facts), last);
    }
    run.ended = ended;
    run.folder = home;
    run.label = readRunLabel(home);
    return run;
}

RunFacts recounted(const RunHeader& header, const RunFacts& facts, const Blocks& blocks)
{
    const Blocks marked = withEdgesMarked(blocks, header.spec, facts.loadEnd);
    RunFacts anew = RunLedger::of(askedOf(header), marked).close(facts, warmedUp(blocks));
    Verdict& verdict = anew.verdict;
    const auto stands = [&verdict](const VerdictReason& reason) {
        return !isJudged(reason.id)
            && std::none_of(verdict.reasons.begin(), verdict.reasons.end(),
                            [&reason](const VerdictReason& other) { return other.id == reason.id; });
    };
    std::vector<VerdictReason> told;
    std::copy_if(facts.verdict.reasons.begin(), facts.verdict.reasons.end(), std::back_inserter(told), stands);
    for (VerdictReason& reason : told) {
        verdict.level = std::max(verdict.level, reason.level);
        verdict.reasons.push_back(std::move(reason));
    }
    return anew;
}

RunFacts factsFromRecords(const RunHeader& header, const Blocks& blocks)
{
    MachineFacts machine;
    machine.startMonotonic = header.startMonotonic;
    machine.startUtc = header.startUtc;
    machine.loadEnd = isOpenLoop(header.spec) ? dueUntil(blocks) : knownUntil(blocks);
    machine.scope = header.scope;
    machine.caps = header.caps;
    machine.busiestSecond = machine.stealShare = machine.throttledSeconds = std::numeric_limits<double>::quiet_NaN();
    machine.localFault = LocalFault{sentence("errors", "The program ended before the run did.")};
    std::uint64_t saved = 0;
    for (const auto& block : blocks) {
        saved += block->records.size();
        for (const RequestRecord& record : block->records) {
            machine.staleConnections += record.staleRetry ? 1U : 0U;
            machine.connections += isSet(record.connected) ? 1U : 0U;
        }
    }
    const Blocks marked = withEdgesMarked(blocks, header.spec, machine.loadEnd);
    RunFacts facts = RunLedger::of(askedOf(header), marked).close(machine, warmedUp(blocks));
    facts.verdict.level = std::max(facts.verdict.level, VerdictLevel::Suspect);
    facts.verdict.reasons.push_back(interruptedReason(saved));
    return facts;
}

}  // namespace inferometer
