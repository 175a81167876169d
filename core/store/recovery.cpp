// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/recovery.h"

#include "core/store/answer_counts.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"
#include "core/store/journal_run.h"
#include "core/store/result_files.h"
#include "core/workload/local_tokenizer.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace inferometer {

namespace {

namespace fs = std::filesystem;

constexpr int kMostDamaged = 1000;

// Folders whose journal has no end, by name.
Result<std::vector<std::string>> unfinishedFolders(const std::string& resultsDir)
{
    std::vector<std::string> folders;
    std::error_code error;
    if (!fs::is_directory(resultsDir, error))
        return folders;  // nothing to recover; a run that needs the folder says what is wrong with it
    for (fs::directory_iterator entry{resultsDir, error}; !error && entry != fs::directory_iterator{};
         entry.increment(error))
    {
        const std::string journal = (entry->path() / "journal").string();
        std::error_code ignored;
        if (fs::is_regular_file(journal, ignored) && !journalHasEnd(journal))
            folders.push_back(entry->path().string());
    }
    if (error)
        return diskError(DiskAction::ReadFolder, resultsDir, error.value());
    std::sort(folders.begin(), folders.end());
    return folders;
}

// Gives the journal a second name, or where the disk knows no such thing, a copy. The name is one not taken.
Result<std::string> keepDamaged(const std::string& journal)
{
    std::string kept = journal + ".damaged";
    for (int twin = 2; ::link(journal.c_str(), kept.c_str()) != 0; ++twin) {
        const int error = errno;
        std::error_code failed;
        if (error != EEXIST)
            fs::copy_file(journal, kept, failed);
        if (error != EEXIST && !failed)
            return kept;
        if (failed != std::errc::file_exists && (failed || twin > kMostDamaged))
            return diskError(DiskAction::Write, kept, failed ? failed.value() : error);
        kept = journal + ".damaged-" + std::to_string(twin);
    }
    return kept;
}

// A run being finished: holds the journal's lock.
class Finisher
{
public:
    Finisher(std::string folder, Fd locked, const CountWatch& watch)
        : m_folder(std::move(folder))
        , m_locked(std::move(locked))
        , m_watch(watch)
    {}

    Result<RecoveredRun> finish()
    {
        Result<JournalRun> journal = readJournal(path(), JournalUse::Finish);
        if (!journal)
            return journal.error();
        m_journal = std::move(journal).value();
        const Status status = isDamaged() ? rewrite() : goOn();
        if (!status)
            return status.error();
        return RecoveredRun{m_folder, !isDamaged(), said()};
    }

private:
    std::string path() const { return m_folder + "/journal"; }
    bool isDamaged() const { return m_journal.damage.any(); }

    // Before a summary marks the edges in the blocks.
    Status writeBlocks(JournalWriter& writer) const
    {
        const std::string header = toJson(m_journal.run.header);
        Status status = writer.append(JournalKind::Header, header);
        for (std::size_t i = 0; status.ok() && i < m_journal.run.blocks.size(); ++i)
            status = writer.append(*m_journal.run.blocks[i]);
        return status.ok() ? writer.append(JournalKind::Header, header) : status;
    }

    // What its program could not: the answers that no server counted. Without the tokenizer they stay as they are.
    Result<bool> count(JournalWriter& writer)
    {
        FinishedRun& run = m_journal.run;
        const Result<LocalTokenizer> given = localTokenizer(run.header.spec.target, run.header.model);
        if (!given || !given.value().tokenizer)
            return false;
        const std::vector<AnswerCount> counts = countAnswers(run.blocks, *given.value().tokenizer, m_watch);
        if (m_watch.stop.stop_requested())
            return Error{Errc::Cancelled, sentence("errors", "Recovering %1 was stopped.").with(m_folder)};
        if (counts.empty())
            return false;
        run.blocks = withCounts(run.blocks, counts);
        run.facts = recounted(run.header, run.facts, run.blocks);
        const Status status = writer.append(JournalKind::Counts, countsToBytes(counts));
        return status.ok() ? Result<bool>{true} : Result<bool>{status.error()};
    }

    Status end(JournalWriter& writer, bool addFacts)
    {
        FinishedRun& run = m_journal.run;
        m_requests = 0;
        for (const auto& block : run.blocks)
            m_requests += block->records.size();
        const Result<bool> learned = count(writer);
        if (!learned)
            return learned.error();
        Status status = addFacts || learned.value() ? writer.append(JournalKind::Facts, toJson(run.facts)) : Status{};
        if (status.ok())
            status = writeResultFiles(m_folder, finishedRun(run.header, run.facts, run.blocks));
        if (status.ok())
            status = writer.append(JournalKind::End, {});
        return status.ok() ? writer.sync() : status;
    }

    Status goOn()
    {
        const auto writer = JournalWriter::resume(std::move(m_locked), path(), m_journal.place);
        return end(*writer, !m_journal.hasFacts);
    }

    // What could be read, as a journal of its own. The lock on the damaged one is held until its successor, locked as
    // well, has its name.
    Status rewrite()
    {
        const std::string fresh = path() + ".part";
        std::error_code ignored;
        fs::remove(fresh, ignored);
        auto writer = JournalWriter::create(fresh);
        if (!writer)
            return writer.error();
        Status status = writeBlocks(*writer.value());
        if (status.ok())
            status = end(*writer.value(), true);
        if (status.ok())
            status = replaceDamaged(*writer.value());
        if (!status)
            fs::remove(fresh, ignored);
        return status;
    }

    Status replaceDamaged(JournalWriter& writer)
    {
        Result<std::string> kept = keepDamaged(path());
        if (!kept)
            return kept.error();
        m_kept = std::move(kept).value();
        Status status = writer.moveTo(path());
        syncFolder(m_folder);
        return status;
    }

    Sentence said() const
    {
        if (!isDamaged())
            return sentence("errors", "Recovered %1: %2 requests had ended and were saved.")
                .with(m_folder, Figure::count(m_requests));
        if (m_journal.damage.unread.places == 0)
            return sentence("errors",
                            "Recovered %1: %2 requests had ended and were saved; pieces of the journal stood in it "
                            "twice and count once, and it is kept as %3.")
                .with(m_folder, Figure::count(m_requests), m_kept);
        const std::uint64_t missing = m_journal.damage.missing;
        if (missing > 0 && !m_journal.damage.unread.atEnd)
            return sentence("errors",
                            "Recovered %1: %2 requests were saved, and %3 could not be read, because the journal is "
                            "damaged; it is kept as %4.")
                .with(m_folder, Figure::count(m_requests), Figure::count(missing), m_kept);
        return sentence("errors",
                        "Recovered %1: %2 requests were saved, and others may be missing, because the journal is "
                        "damaged; it is kept as %3.")
            .with(m_folder, Figure::count(m_requests), m_kept);
    }

    const std::string m_folder;
    Fd m_locked;
    const CountWatch& m_watch;
    JournalRun m_journal;
    std::uint64_t m_requests = 0;
    std::string m_kept;
};

// A file of that name that nobody called a journal of ours.
bool isForeign(const std::string& path)
{
    const auto reader = JournalReader::open(path);
    return !reader && reader.error().code == Errc::InvalidInput;
}

}  // namespace

Result<RecoveredRun> recoverRun(const std::string& folder, Fd locked, const CountWatch& watch)
{
    if (journalHasEnd(folder + "/journal"))
        return RecoveredRun{folder, true, {}};
    return Finisher{folder, std::move(locked), watch}.finish();
}

RecoveredRuns recoverRuns(const std::string& resultsDir, const CountWatch& watch)
{
    RecoveredRuns recovered;
    const Result<std::vector<std::string>> unfinished = unfinishedFolders(resultsDir);
    if (!unfinished)
        return {{}, {unfinished.error()}};
    for (const std::string& folder : unfinished.value()) {
        if (watch.stop.stop_requested())
            break;
        const std::string path = folder + "/journal";
        Fd locked = lockJournal(path);
        // Another program may have finished it since the look at its end.
        if (!locked.isOpen() || journalHasEnd(path) || isForeign(path))
            continue;
        Result<RecoveredRun> run = recoverRun(folder, std::move(locked), watch);
        if (run)
            recovered.runs.push_back(std::move(run).value());
        else if (run.error().code != Errc::Cancelled)
            recovered.failures.push_back(run.error());
    }
    return recovered;
}

}  // namespace inferometer
