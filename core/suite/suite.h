// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in turn: the one loop over runs, for the command line and the workbench alike. A run is added at any time,
// waits, is prepared, measured and saved on the suite's own thread, and its result stays in the list.
//
// A spec that names several models is one member until its turn, since only the endpoint can tell whether its blanks
// part names; then a member each, the others behind it in their order. One that fails does not end the others.
//
// Whoever uses it follows it by takeChanges(): waitForChange() or SuiteOptions::wake say when. Every method is
// thread-safe and, where it does not say otherwise, returns at once.
#pragma once

#include "core/base/secret.h"
#include "core/store/recorded_run.h"
#include "core/suite/member.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace inferometer {

// What a call to stop did to the run at hand. Cancelling: preparing, or the counting of answers.
enum class Stopping : std::uint8_t { Nothing, Cancelling, Draining, Cutting };

struct SuiteOptions
{
    std::string endpointsFolder{};  // where endpoints that a spec names are looked up
    bool untilFailure = false;      // one that fails cancels those that wait
    // Called after each change, by the thread that made it, with nothing locked. Must not end the suite.
    std::function<void()> wake{};
};

class Suite
{
public:
    explicit Suite(SuiteOptions options = {});
    // Cuts the run at hand and keeps what was measured. Blocks: until its files are written.
    ~Suite();
    Suite(const Suite&) = delete;
    Suite& operator=(const Suite&) = delete;

    // Behind all others. `key`: what the keyring gave for it. An endpoint that the spec names is put in now, from its
    // file; an error of that adds nothing.
    Result<MemberId> add(const RunSpec& spec, const Secret& key = {});

    // While preparing: cancels. While running: no new requests; a second call cuts those in flight. While answers are
    // counted: they are not. Those that wait are not concerned.
    Stopping stop();
    // The same, and the models of its spec that wait are cancelled; or all that wait.
    Stopping stopOrder();
    Stopping stopAll();
    // Ends the run at hand as fast as its results can be kept.
    void cut();

    // Of one that waits; false when it does not. moveUp and moveDown: past the next one that waits.
    bool cancel(MemberId id);
    bool moveUp(MemberId id);
    bool moveDown(MemberId id);
    // Takes one that is over off the list; its files stay.
    bool remove(MemberId id);

    // In order: those that are over or at hand, and those that wait. Grows the revision with each change.
    std::vector<MemberPtr> members() const;
    std::uint64_t revision() const;
    bool isBusy() const;  // one is at hand or waits

    // The run at hand; null while none is. The snapshot: null while it does not run.
    struct AtHand
    {
        MemberPtr member;
        SnapshotPtr snapshot;
    };
    AtHand atHand() const;

    // What happened since the last call, in order: a member as it was after each. For one reader, which must come by:
    // results that ended stand here until they are taken.
    std::vector<MemberPtr> takeChanges();
    // Blocks: until there are changes to take, at most so long. Whether there are.
    bool waitForChange(std::chrono::milliseconds atMost);

private:
    struct Entry
    {
        Member member;
        Secret key;
        MemberPtr shown;  // the same, as told; without the whole run
    };
    using Entries = std::vector<Entry>;
    class Changing;

    static bool waits(const Entry& entry);
    Entries::iterator find(MemberId id);
    Entries::iterator findWaiting(MemberId id);
    Entry& add(RunSpec spec, const Secret& key, Entries::iterator before);
    void tell(Entry& entry);
    void end(Entry& entry, MemberState state, const std::optional<Error>& error);
    enum class Waiting : std::uint8_t { Stay, OfItsSpec, All };
    void cancelWaiting(Waiting which);
    Stopping ask(int times, Waiting cancelled);
    Stopping stopAtHand();

    void work();
    bool awaitTurn();
    void runOne();
    Result<std::shared_ptr<RecordedRun>> prepare();
    void splitModels(std::vector<RunSpec> specs);
    void begin(const std::shared_ptr<RecordedRun>& run);
    void save(RecordedRun& run);
    template <typename Change>
    void change(Change what);

    const SuiteOptions m_options;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Entries m_entries;                 // all below is guarded by m_mutex
    std::vector<MemberPtr> m_changes;  // not yet taken
    std::uint64_t m_revision = 0;
    MemberId m_lastId = 0;
    MemberId m_atHand = 0;               // 0: none
    std::stop_source m_cancel;           // of preparing it
    int m_stops = 0;                     // how often it was asked to stop
    std::shared_ptr<RecordedRun> m_run;  // while it runs and is saved
    bool m_isClosing = false;
    std::thread m_thread;
};

}  // namespace inferometer
