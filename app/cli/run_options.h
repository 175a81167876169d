// SPDX-License-Identifier: GPL-3.0-or-later
// A run as the command line says it: a YAML file, then flags, which override it.
#pragma once

#include "app/cli/field_options.h"
#include "core/config/run_yaml.h"

#include <string>
#include <vector>

namespace inferometer::cli {

struct RunOptions
{
    std::string mode;    // id of an evaluation; may be empty with a file
    std::string config;  // a YAML file
    Given<RunField> given;
    std::vector<std::string> headers;   // "K: V"
    std::vector<std::string> metadata;  // "k=v", several with commas
    std::string definitions;            // whose the summary is told by; empty: ours
    bool json = false;
};

// Options of every setting of a run; `options` must outlive the parse.
void addRunOptions(CLI::App& app, RunOptions& options);

// The same for one request as the run would send it: those of load and results change nothing then.
void addAskOptions(CLI::App& app, RunOptions& options);

// Those of a chat.
void addChatOptions(CLI::App& app, RunOptions& options);

// Only those that say which endpoint: for commands that ask it something.
void addEndpointOptions(CLI::App& app, RunOptions& options);

// File and endpoint read, flags applied, and every fault met on the way. Not yet validated.
ReadRun readRun(const RunOptions& options);

}  // namespace inferometer::cli
