// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a run: its folder and journal while it goes on, its result files when it ends. Knows nothing of load.
#pragma once

#include "core/base/fd.h"
#include "core/store/answer_counts.h"
#include "core/store/finished_run.h"
#include "core/store/journal.h"
#include "core/store/result_files.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inferometer {

class RunRecorder
{
public:
    // Makes RESULTS_DIR/<stem> (another one where it is taken) and the journal in it, with the header. Errors name the
    // folder: it cannot be made or written to, or there is less space than the run may need.
    static Result<std::unique_ptr<RunRecorder>> create(RunHeader header);
    // The same run once more in the folder where an earlier program left a part of it: that part stays until as much of
    // it is journaled anew. Errors are those of create(); or another program is at that journal. REQUIRES: isLeft().
    static Result<std::unique_ptr<RunRecorder>> again(RunHeader header, const std::string& folder);
    // Whether that folder holds a journal of the run.
    static bool isLeft(const RunHeader& header, const std::string& folder);
    // The folder of those that create() may have made for the run that holds a journal of it; empty: none does.
    static std::string findLeft(const RunHeader& header);

    // Whether the part that an earlier program left still stands and tells of more requests than were kept since.
    bool isBehindLeft() const;
    // Finishes that part instead of this run; what was journaled anew is dropped. REQUIRES: isBehindLeft().
    Result<FinishedRun> finishLeft();

    const std::string& folder() const { return m_folder; }
    const RunHeader& header() const { return m_header; }

    // Journals a block. An error names the journal and says what to do; the block is kept for finish().
    Status keep(const std::shared_ptr<const RecordBlock>& block);

    // Journals what was counted when the run was over; the blocks kept have it from now on.
    void learn(const std::vector<AnswerCount>& counts);

    // Result files of all blocks kept, then the journal's end. A journal that was damaged or removed meanwhile is
    // written again. `last` is the run's own last snapshot; without it the blocks are counted here. A tokenizer, where
    // there is one at hand, counts the answers that no server counted, before any figure is made; `watch` is told of
    // it, and may stop it. Call once.
    Result<FinishedRun> finish(const RunFacts& known, const SnapshotPtr& last = {},
                               const Tokenizer* tokenizer = nullptr, const CountWatch& watch = {});

    // Removes the folder of a run that never began.
    void discard();

private:
    RunRecorder(RunHeader header, std::string folder) : m_header(std::move(header)), m_folder(std::move(folder)) {}

    // Whether it found answers to count.
    bool count(const Tokenizer& tokenizer, const CountWatch& watch);
    Status begin();
    // The journal that was left gives way, once it holds no more than this one; `isWhole`: in any case.
    Status replaceLeft(bool isWhole);
    Status makeJournal(const std::string& path);
    Status appendFacts(const RunFacts& facts);
    Status rewriteJournal(const RunFacts& facts);
    Status completeJournal(const RunFacts& facts);

    RunHeader m_header;
    std::string m_folder;
    Fd m_left;  // the journal that an earlier program left, locked, while it has its name
    std::unique_ptr<JournalWriter> m_journal;
    Blocks m_blocks;
    std::optional<Error> m_fault;  // since it, entries are missing in the journal
};

// Bytes on the disk without which the run is not begun: what it will need, but never more than 1 GB, since a timeout
// may end it long before its last request.
double spaceNeeded(const RunHeader& header);

}  // namespace inferometer
