// SPDX-License-Identifier: GPL-3.0-or-later
// A machine on which scripts can be run: this one, or another over a connection. All that is done to a machine goes
// through here, as scripts of a POSIX shell.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct Ran
{
    int exit = 0;  // 128 + its number where a signal ended it
    std::string out;
    std::string err;
};

struct HostCall
{
    std::string_view input{};  // on standard input
    std::chrono::milliseconds timeout{30'000};
    // May be run a second time where the connection is lost before its end is known, until its time is over.
    bool isRepeatable = false;
};

// What is kept of each of a script's two outputs: its first bytes.
inline constexpr std::size_t kMostOutput = 4U << 20U;

// What is said of what was stopped before it was done, and of what was not done in time on the machine of that name.
Error stoppedMidway();
Error tooLong(std::string_view host, const HostCall& call);

class Host
{
public:
    Host() = default;
    virtual ~Host() = default;
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    // Runs the script by /bin/sh to its end; an exit other than 0 is no error. What is not done in time, or is stopped,
    // is killed with all that it started in its process group: Errc::Timeout, Errc::Cancelled. Blocks.
    virtual Result<Ran> run(const std::string& script, const HostCall& call = {}, const std::stop_token& stop = {}) = 0;
    // "this machine", "ada@gpu-1".
    virtual std::string name() const = 0;
    virtual bool isThisMachine() const = 0;
    // The port of this machine's loopback behind which that port of its loopback stands, as long as the host lives.
    virtual Result<int> reach(int port) = 0;
};

// This machine.
std::unique_ptr<Host> localHost();

// One word of a script, whatever is in it. REQUIRES: no NUL.
std::string shellWord(std::string_view text);

// Replaces the file whole or not at all; its folder is made. A secret goes this way, with mode 0600, and stands in no
// argument.
Status putFile(Host& host, const std::string& path, std::string_view bytes, int mode, const std::stop_token& stop = {});

// The script's standard output where it exits with 0; else an error with the last line of what it said.
Result<std::string> outputOf(Host& host, const std::string& script, const HostCall& call = {},
                             const std::stop_token& stop = {});

// What a script that failed on the machine of that name comes to: its disk is full, or else its last words.
Error scriptError(std::string_view host, const Ran& ran);

// The lines of what a script said that are not empty, each as it can be shown.
std::vector<std::string> outputLines(std::string_view output);

}  // namespace inferometer
