// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated engine: admits requests to the batch, makes tokens at their absolute moments and lets faults strike.
//
// Every moment is computed from moments (arrival, admission, the token before), never from "now", so a late wake-up
// makes one chunk late and shifts nothing after it. Not thread-safe: the server's thread only.
#pragma once

#include "core/sim/peers.h"
#include "core/sim/server_counts.h"
#include "core/sim/simulator.h"
#include "core/sim/timers.h"
#include "core/sim/truth_log.h"
#include "core/sim/wording.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace inferometer {

class SimEngine
{
public:
    // All outlive this; `truth` may be null.
    SimEngine(const SimSpec& spec, Peers& peers, ServerCounts& counts, TruthLog* truth);

    // Answers the complete request of `peer`. The peer may be gone afterwards.
    void start(Peer& peer, ApiRequest request);

    // The client has left, or has to: ends its answer, if any, and the connection.
    void drop(Peer& peer);

    // The next moment at which work is due; kUnset: none.
    Nanos nextDue() const { return m_timers.next(); }
    // Does some of the work that is due.
    void work();

    // Tokens of peers whose answer was finished since the last call: their connection is free for the next request.
    std::vector<std::uint64_t>& finished() { return m_finished; }

private:
    // sim_engine.cpp: admission and time.
    void prepare(Peer& peer, Generation& generation);
    void queueOrAdmit(Peer& peer);
    void admit(Peer& peer, Nanos at);
    void leaveBatch(Generation& generation, Nanos at);
    void step(Peer& peer, Nanos due);
    AnswerPiece nextPiece(const Generation& generation) const;
    void produce(Generation& generation, const AnswerPiece& piece);
    void finish(Peer& peer, Nanos due);
    void countFinished(const Generation& generation);
    void complete(Peer& peer, Nanos at);
    void end(Peer& peer, Nanos at);

    // sim_engine_output.cpp: bytes.
    void makeHeaders(Peer& peer, Generation& generation, int status);
    void appendHeaders(Generation& generation);
    void appendRole(Generation& generation);
    void appendEvent(Generation& generation);
    void appendMarkedEvent(Generation& generation, TruthKind kind);
    void appendEnd(Generation& generation);
    void appendStreamEnd();
    void appendWhole(const Generation& generation, std::string_view body);
    bool flush(Peer& peer);

    // sim_engine_faults.cpp: what goes wrong. True: the answer has ended, or waits.
    bool refuseAtOnce(Peer& peer);
    bool strike(Peer& peer, Nanos due);
    bool dripHeaders(Peer& peer, Nanos due);
    void refuse(Peer& peer, int status, std::string_view message);
    void stall(Peer& peer, Nanos due);
    void cut(Peer& peer, Nanos due, bool reset);
    void failInStream(Peer& peer, Nanos due);

    const SimSpec& m_spec;
    const std::vector<int> m_errorStatuses;
    Peers& m_peers;
    ServerCounts& m_counts;
    TruthLog* m_truth;
    Timers m_timers;
    std::deque<std::uint64_t> m_waiting;
    std::vector<std::uint64_t> m_finished;
    std::uint64_t m_count = 0;

    // What the next send() takes, and which chunks of the truth log are in it.
    std::string m_out;
    std::string m_event;
    std::vector<TruthKind> m_marks;
};

}  // namespace inferometer
