// SPDX-License-Identifier: GPL-3.0-or-later
// Patience with an endpoint that is not ready yet, say because it still loads its model.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <functional>
#include <stop_token>

namespace inferometer {

// Progress for a person: "Looking for the endpoint's tokenizer".
using PlanProgress = std::function<void(const Sentence&)>;

class Readiness
{
public:
    // Waits `seconds` in all, from now on; 0: not at all.
    Readiness(double seconds, PlanProgress progress, std::stop_token stop);

    // After a pause in which the endpoint may have become ready: ask it again. False: the time is up, or stop was asked
    // for. `why` is told once for each pause: "h:1 answered HTTP 503 (loading)". Blocks: half a second.
    bool waitAgain(const Sentence& why);

    void say(const Sentence& step) const;
    const std::stop_token& stop() const { return m_stop; }
    bool isStopped() const { return m_stop.stop_requested(); }

private:
    PlanProgress m_progress;
    std::stop_token m_stop;
    Nanos m_until;
    std::string m_said;
};

// What is said of a run whose stop was asked for before its load began.
Error stoppedEarly();

// False when stop was asked for meanwhile.
bool pauseFor(Nanos time, const std::stop_token& stop);

}  // namespace inferometer
