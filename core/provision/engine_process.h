// SPDX-License-Identifier: GPL-3.0-or-later
// An engine as processes on a machine, or as a container that processes watch over: started with its end armed, found
// by its name alone, so that it is found whatever became of the program that started it, and stopped.
//
// The name is in the environment of each of its processes (INFEROMETER_RESOURCE), which Linux tells of /proc; how a
// container bears it, engine_container.h says.
#pragma once

#include "core/config/run_spec.h"
#include "core/host/host.h"
#include "core/provision/engine_container.h"

#include <cstdint>
#include <optional>
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
    std::optional<ContainerStart> container{};  // the command is that within it; `name` is a containerName()
};

// Returns once it was started, which does not say that it goes on. Its log is FOLDER/engine.log.
Status startEngine(Host& host, const EngineStart& start, const std::stop_token& stop = {});

// Whether a process of it runs: of a container, one that watches over it.
Result<bool> engineRuns(Host& host, const std::string& name, const std::stop_token& stop = {});

// The names of engines of ours that run on the machine, whoever started them. A docker or podman that cannot be asked
// tells none: a container that the ledger knows is looked for by isGone(), for which that is an error.
Result<std::vector<std::string>> runningEngines(Host& host, const std::stop_token& stop = {});

// Whether an engine of that name is seen absent twice, as processes and as a container: what was started may show a
// moment late.
Result<bool> isGone(Host& host, const std::string& name, const std::stop_token& stop = {});

// Ends its container and its processes, politely for ten seconds. An engine that does not run is no error. The error
// says what is left.
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
