// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/disk_error.h"
#include "core/store/journal_run.h"
#include "core/store/recorded_run.h"
#include "core/store/result_files.h"

#include <algorithm>
#include <filesystem>

namespace inferometer {

namespace {

namespace fs = std::filesystem;

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

// False: there is nothing to finish, or a run still goes on.
Result<bool> finishFolder(const std::string& folder)
{
    const std::string path = folder + "/journal";
    Fd locked = lockJournal(path);
    // Another program may have finished it since the look at its end.
    if (!locked.isOpen() || journalHasEnd(path))
        return false;
    Result<JournalRun> journal = readJournal(path);
    if (!journal)
        return false;
    LoadedRun& run = journal.value().run;
    auto writer = JournalWriter::resume(std::move(locked), path, journal.value().wholeEnd);
    if (!writer)
        return writer.error();
    Status status;
    if (!journal.value().hasFacts) {
        run.facts = factsFromRecords(run.header, run.blocks);
        status = writer.value()->append(JournalKind::Facts, toJson(run.facts));
    }
    summarizeRun(run);
    if (status.ok())
        status = writeResultFiles(folder, run);
    if (status.ok())
        status = writer.value()->append(JournalKind::End, {});
    if (status.ok())
        status = writer.value()->sync();
    if (!status)
        return status.error();
    return true;
}

}  // namespace

Result<std::vector<std::string>> recoverRuns(const std::string& resultsDir)
{
    const Result<std::vector<std::string>> unfinished = unfinishedFolders(resultsDir);
    if (!unfinished)
        return unfinished.error();
    std::vector<std::string> finished;
    std::optional<Error> failed;
    for (const std::string& folder : unfinished.value()) {
        const Result<bool> done = finishFolder(folder);
        if (!done && !failed)
            failed = done.error();
        else if (done && done.value())
            finished.push_back(folder);
    }
    if (failed)
        return *failed;
    return finished;
}

}  // namespace inferometer
