// SPDX-License-Identifier: GPL-3.0-or-later
// A run that another machine measures, kept here by its journal as that comes: its folder grows and ends as that of a
// run of this machine, so that whatever reads one reads the other.
//
// What is kept here is made anew of what was read: the records, what the run knows of itself, and the settings as they
// were asked for here. The other machine names no file and no folder.
#pragma once

#include "core/load/snapshot.h"
#include "core/store/journal_stream.h"
#include "core/store/run_recorder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

class RunMirror
{
public:
    // `asked`: with the folder of results that it is kept in. `left`: the folder in which an earlier mirror kept a part
    // of the same run, which this one keeps there whole; empty: nobody knows, it is looked for. nullopt: there was
    // none.
    explicit RunMirror(RunSpec asked, std::optional<std::string> left = {})
        : m_asked{std::move(asked)}
        , m_left{std::move(left)}
    {}

    // The bytes that follow those of the last call. An error of the disk, or of a journal that cannot be read; what
    // came before is kept, and recoverRuns() finishes it.
    Status add(std::string_view bytes);

    bool hasBegun() const { return m_recorder != nullptr; }
    bool hasEnded() const { return m_hasEnded; }  // there, with its result files
    // REQUIRES: hasBegun().
    const std::string& folder() const { return m_recorder->folder(); }
    const RunHeader& header() const { return m_recorder->header(); }

    // Requests that have ended so far; never null once it has begun. What is in flight there nobody knows here.
    SnapshotPtr snapshot() const { return m_snapshot; }

    // Writes the result files. Of a run that did not say how it ended, its program died, or `why`; where an earlier
    // mirror had more of such a one, that is finished. REQUIRES: hasBegun(). Call once.
    Result<FinishedRun> finish(const std::optional<Sentence>& why = {});

private:
    Status take(const JournalEntry& entry);
    Status begin(std::string_view json);
    Status keep(std::string_view bytes);
    void publish();

    RunSpec m_asked;
    std::optional<std::string> m_left;
    JournalStream m_stream;
    std::unique_ptr<RunRecorder> m_recorder;
    std::optional<RunLedger> m_ledger;
    std::shared_ptr<const void> m_run = std::make_shared<int>();
    SnapshotPtr m_snapshot;
    Blocks m_blocks;
    std::optional<RunFacts> m_facts;
    bool m_hasEnded = false;
};

}  // namespace inferometer
