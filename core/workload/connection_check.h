// SPDX-License-Identifier: GPL-3.0-or-later
// Tries an endpoint out, step by step, over the same connection code as the load: from the resolver to a first token.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/config/run_spec.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace inferometer {

enum class ConnectionStep : std::uint8_t { Dns, Connect, Tls, Models, FirstToken };
inline constexpr int kConnectionSteps = 5;

struct ConnectionStepResult
{
    enum class Outcome : std::uint8_t { Passed, Skipped, Failed };
    ConnectionStep step = ConnectionStep::Dns;
    Outcome outcome = Outcome::Passed;
    Nanos took{0};   // Models: with a connection of its own. FirstToken: from the send to the first payload
    Sentence note;   // what was found: an address, a model; or why it was skipped; empty for nothing
    Sentence error;  // Failed: what failed and what to do next
};

// Called as each step ends, in order, on the thread of the caller.
using ConnectionWatch = std::function<void(const ConnectionStepResult& result)>;

// Asks for one token of the spec's first model, or of the only one listed. A step that fails ends the check; its error
// comes back too, and so does one from before the first step (a wrong setting, a missing variable).
// Blocks: on the network, 10 s a step at most (60 s for the token), until `stop`; the resolver alone cannot be stopped.
Status checkConnection(const RunSpec& spec, const Secret& key, const ConnectionWatch& watch, std::stop_token stop = {});

}  // namespace inferometer
