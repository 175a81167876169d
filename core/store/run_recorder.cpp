// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_recorder.h"

#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"
#include "core/store/journal_run.h"
#include "core/store/recovery.h"
#include "core/store/stem.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <thread>

namespace inferometer {

namespace {

constexpr double kSpaceFloor = 16e6;  // for a run of any size
constexpr double kSpaceMost = 1e9;
constexpr double kSpaceRequest = 4096;  // journal, JSON and CSV of a request without its chunks
constexpr double kSpaceChunk = 6;       // in the journal
constexpr double kSpaceArrival = 26;    // of a chunk, in the result file
constexpr double kSpaceRaw = 2 * 300;   // of a token's event, in the journal and the result file
constexpr double kSpaceText = 3 * 6;    // a token's text, in the journal, the result file and escaped
constexpr int kMostTwins = 1000;
constexpr const char* kPart = ".part";

std::uint64_t requestsIn(const Blocks& blocks)
{
    std::uint64_t requests = 0;
    for (const auto& block : blocks)
        requests += block->records.size();
    return requests;
}

std::string journalPath(const std::string& folder) { return folder + "/journal"; }

// 0, or an errno.
int makeFolder(const std::string& path) { return ::mkdir(path.c_str(), 0755) == 0 ? 0 : errno; }

std::string twinOf(const std::string& stem, int twin) { return twin < 2 ? stem : stem + "-" + std::to_string(twin); }

// The first stem whose folder is not there yet; makes it.
Result<std::string> makeStemFolder(const std::string& resultsDir, const std::string& stem)
{
    const std::string parent = resultsDir + "/";
    std::string taken = stem;
    int error = makeFolder(parent + taken);
    for (int twin = 2; error == EEXIST && twin < kMostTwins; ++twin) {
        taken = twinOf(stem, twin);
        error = makeFolder(parent + taken);
    }
    if (error != 0)
        return diskError(DiskAction::CreateFolder, parent + taken, error);
    return taken;
}

}  // namespace

double spaceNeeded(const RunHeader& header)
{
    const RunSpec& spec = header.spec;
    const double tokens = static_cast<double>(spec.prompts.numOutputTokens)
        * (kSpaceChunk + (spec.keep.saveChunks ? kSpaceArrival : 0) + (spec.keep.saveLlmResponses ? kSpaceText : 0)
           + (spec.keep.saveRawEvents ? kSpaceRaw : 0));
    return std::min(kSpaceMost, kSpaceFloor + static_cast<double>(header.requests) * (kSpaceRequest + tokens));
}

Result<std::unique_ptr<RunRecorder>> RunRecorder::create(RunHeader header)
{
    const std::string resultsDir = resultsFolder(header.spec.keep);
    if (const Status status = checkFolder(resultsDir, spaceNeeded(header)); !status)
        return status.error();
    Result<std::string> stem = makeStemFolder(resultsDir, runStem(header));
    if (!stem)
        return stem.error();
    header.stem = std::move(stem).value();
    std::string folder = resultsDir + "/" + header.stem;
    std::unique_ptr<RunRecorder> recorder{new RunRecorder{std::move(header), std::move(folder)}};
    if (const Status begun = recorder->begin(); !begun) {
        recorder->discard();
        return begun.error();
    }
    syncFolder(recorder->m_folder);
    syncFolder(resultsDir);
    return recorder;
}

// A journal that has its name has its header, whenever the program is killed.
Status RunRecorder::begin()
{
    Status status = makeJournal(journalPath(m_folder) + kPart);
    if (status.ok())
        status = m_journal->moveTo(journalPath(m_folder));
    if (!status)
        return status;
    AtomicFile settings{m_folder + "/run.yaml"};
    settings.write(toYaml(m_header.spec));
    return settings.commit();
}

bool RunRecorder::isLeft(const RunHeader& header, const std::string& folder)
{
    const Result<JournalRun> left = readJournal(journalPath(folder), JournalUse::Finish);
    return left && left.value().run.header.runId == header.runId;
}

std::string RunRecorder::findLeft(const RunHeader& header)
{
    const std::string parent = resultsFolder(header.spec.keep) + "/";
    const std::string stem = runStem(header);
    std::error_code ignored;
    for (int twin = 1; twin < kMostTwins; ++twin) {
        const std::string folder = parent + twinOf(stem, twin);
        if (!std::filesystem::exists(folder, ignored))
            break;
        if (isLeft(header, folder))
            return folder;
    }
    return {};
}

Result<std::unique_ptr<RunRecorder>> RunRecorder::again(RunHeader header, const std::string& folder)
{
    constexpr Nanos kPatience = std::chrono::seconds{20};  // with a program that finishes what was left
    Fd left = lockJournal(journalPath(folder));
    for (const Nanos began = monotonicNow(); !left.isOpen() && monotonicNow() - began < kPatience;) {
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
        left = lockJournal(journalPath(folder));
    }
    if (!left.isOpen())
        return Error{
            Errc::Disk,
            sentence("errors", "Another program is at the run in %1; try again once it is done.").with(folder)};
    if (const Status status = checkFolder(folder, spaceNeeded(header)); !status)
        return status.error();
    header.stem = std::filesystem::path{folder}.filename().string();
    std::unique_ptr<RunRecorder> recorder{new RunRecorder{std::move(header), folder}};
    recorder->m_left = std::move(left);
    const std::string fresh = journalPath(folder) + kPart;
    std::error_code ignored;
    std::filesystem::remove(fresh, ignored);
    if (const Status made = recorder->makeJournal(fresh); !made)
        return made.error();
    return recorder;
}

bool RunRecorder::isBehindLeft() const
{
    if (!m_left.isOpen())
        return false;
    const Result<JournalRun> left = readJournal(journalPath(m_folder), JournalUse::Finish);
    return left && requestsIn(left.value().run.blocks) > requestsIn(m_blocks);
}

Result<FinishedRun> RunRecorder::finishLeft()
{
    m_journal.reset();
    std::error_code ignored;
    std::filesystem::remove(journalPath(m_folder) + kPart, ignored);
    const Result<RecoveredRun> recovered = recoverRun(m_folder, std::move(m_left));
    return recovered ? loadResult(m_folder) : Result<FinishedRun>{recovered.error()};
}

Status RunRecorder::replaceLeft(bool isWhole)
{
    if (!m_left.isOpen())
        return {};
    const std::string journal = journalPath(m_folder);
    std::error_code ignored;
    if (!isWhole && std::filesystem::file_size(journal + kPart, ignored) < std::filesystem::file_size(journal, ignored))
        return {};
    Status moved = m_journal->moveTo(journal);
    syncFolder(m_folder);
    m_left.reset();
    return moved;
}

Status RunRecorder::makeJournal(const std::string& path)
{
    auto journal = JournalWriter::create(path);
    if (!journal)
        return journal.error();
    m_journal = std::move(journal).value();
    const Status status = m_journal->append(JournalKind::Header, toJson(m_header));
    return status.ok() ? m_journal->sync() : status;
}

Status RunRecorder::keep(const std::shared_ptr<const RecordBlock>& block)
{
    m_blocks.push_back(block);
    if (m_fault)  // a gap in the middle would be worse than a missing end
        return *m_fault;
    Status status = m_journal->append(*block);
    if (status.ok())
        status = replaceLeft(false);
    if (!status)
        m_fault = status.error();
    return status;
}

Status RunRecorder::rewriteJournal(const RunFacts& facts)
{
    std::error_code ignored;
    std::filesystem::create_directories(m_folder, ignored);
    const std::string fresh = journalPath(m_folder) + kPart;
    std::filesystem::remove(fresh, ignored);
    Status status = makeJournal(fresh);
    for (std::size_t i = 0; status.ok() && i < m_blocks.size(); ++i)
        status = m_journal->append(*m_blocks[i]);
    if (status.ok())
        status = appendFacts(facts);
    if (status.ok())
        status = m_journal->moveTo(journalPath(m_folder));
    if (!status)
        std::filesystem::remove(fresh, ignored);
    return status;
}

// The header stands twice, far apart: without one the journal is lost.
Status RunRecorder::appendFacts(const RunFacts& facts)
{
    const Status status = m_journal->append(JournalKind::Header, toJson(m_header));
    return status.ok() ? m_journal->append(JournalKind::Facts, toJson(facts)) : status;
}

Status RunRecorder::completeJournal(const RunFacts& facts)
{
    if (!m_fault && appendFacts(facts).ok() && m_journal->sync().ok())
        return {};
    return rewriteJournal(facts);
}

bool RunRecorder::count(const Tokenizer& tokenizer, const CountWatch& watch)
{
    const std::vector<AnswerCount> counts = countAnswers(m_blocks, tokenizer, watch);
    if (counts.empty())
        return false;
    learn(counts);
    return true;
}

void RunRecorder::learn(const std::vector<AnswerCount>& counts)
{
    m_blocks = withCounts(m_blocks, counts);
    if (m_fault)
        return;
    if (const Status status = m_journal->append(JournalKind::Counts, countsToBytes(counts)); !status)
        m_fault = status.error();
}

Result<FinishedRun> RunRecorder::finish(const RunFacts& known, const SnapshotPtr& last, const Tokenizer* tokenizer,
                                        const CountWatch& watch)
{
    const bool learned = tokenizer != nullptr && count(*tokenizer, watch);
    const RunFacts facts = learned ? recounted(m_header, known, m_blocks) : known;
    Status status = completeJournal(facts);
    if (status.ok())
        status = replaceLeft(true);
    if (!status)
        return status.error();
    FinishedRun run = last && !learned ? finishedRun(m_header, facts, last) : finishedRun(m_header, facts, m_blocks);
    run.folder = m_folder;
    run.ended = true;
    status = writeResultFiles(m_folder, run);
    if (status.ok())
        status = m_journal->append(JournalKind::End, {});
    if (status.ok())
        status = m_journal->sync();
    m_journal.reset();
    if (!status)
        return status.error();
    return run;
}

void RunRecorder::discard()
{
    m_journal.reset();
    std::error_code ignored;
    for (const char* name : {"journal", "journal.part", "run.yaml"})
        std::filesystem::remove(m_folder + "/" + name, ignored);
    std::filesystem::remove(m_folder, ignored);
}

}  // namespace inferometer
