// SPDX-License-Identifier: GPL-3.0-or-later
// An engine as processes on a machine: started with its end armed, found by its name alone, so that it is found
// whatever became of the program that started it, and stopped.
//
// The name is in the environment of each of its processes (INFEROMETER_RESOURCE), which Linux tells of /proc.
#pragma once

#include "core/config/run_spec.h"
#include "core/provision/host.h"

#include <cstdint>
#include <string>
#include <vector>

namespace inferometer {

struct EngineStart
{
    std::string name;    // of the resource
    std::string folder;  // on the machine; made where there is none
    std::vector<std::string> command;
    NamedValues environment;  // values as they are to be, secrets too: they go by a file that is gone at once
    double ttl = 0;           // s; coreutils' timeout ends it then, before the engine has begun
};

// Returns once it was started, which does not say that it goes on. Its log is FOLDER/engine.log.
Status startEngine(Host& host, const EngineStart& start, const std::stop_token& stop = {});

// The names of engines of ours that run on the machine, whoever started them.
Result<std::vector<std::string>> runningEngines(Host& host, const std::stop_token& stop = {});

// Whether an engine of that name is seen absent twice: what was started may show a moment late.
Result<bool> isGone(Host& host, const std::string& name, const std::stop_token& stop = {});

// Ends its processes, politely for ten seconds. An engine that does not run is no error. The error says what is left.
Status stopEngine(Host& host, const std::string& name, const std::stop_token& stop = {});

struct LogPiece
{
    std::string text;        // whole lines
    std::uint64_t next = 0;  // where to go on
};

// Of FOLDER/engine.log from there on, a megabyte at most; nothing where there is no log yet.
Result<LogPiece> readEngineLog(Host& host, const std::string& folder, std::uint64_t from,
                               const std::stop_token& stop = {});

}  // namespace inferometer
