// SPDX-License-Identifier: GPL-3.0-or-later
// Work on a machine whose connection may be lost meanwhile: tried again until it is back, and files that arrive whole
// or not at all.
#pragma once

#include "core/host/host.h"
#include "core/workload/readiness.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// Who waits for it, and how long a machine that does not answer is tried again.
struct FarWatch
{
    PlanProgress progress{};
    std::stop_token stop{};
    std::chrono::milliseconds patience{std::chrono::minutes{2}};
    std::stop_token leave{};  // ends none of the work, but soon the waiting for a machine that does not answer
};

// Whether the error says that the machine was not reached, so that the same may succeed a moment later.
bool isLost(const Error& error);

// As outputOf(), until it is reached. A full disk is a sentence of its own. REQUIRES: a script that may run twice.
// Blocks.
Result<std::string> farOutput(Host& host, const std::string& script, const HostCall& call, const FarWatch& watch);

// As putFile(), until it is reached.
Status putFarFile(Host& host, const std::string& path, std::string_view bytes, const FarWatch& watch);

// The absolute path of the folder there that is ours: $XDG_CACHE_HOME/inferometer, or ~/.cache/inferometer.
Result<std::string> farHome(Host& host, const FarWatch& watch);

struct SentFile
{
    std::string from;  // here
    std::string to;    // in the folder there; may name folders in it
    bool isProgram = false;
    std::uint64_t size = 0;
};

// A file to be sent, with its size. The error names the setting it is of: it is no file, or cannot be read.
Result<SentFile> sentFile(const std::string& from, const std::string& to, std::string_view setting);

// Copies them into the folder, which appears there once they all arrived and have the checksums of those here; what is
// cut leaves none of that name. Progress tells the bytes of the total: "Copying the client to ada@gpu-1". Blocks.
Status sendFiles(Host& host, const std::vector<SentFile>& files, const std::string& folder, const Sentence& what,
                 const FarWatch& watch);

}  // namespace inferometer
