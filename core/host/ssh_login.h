// SPDX-License-Identifier: GPL-3.0-or-later
// A session of SSH with a machine whose key is known, or is trusted when it is asked for, and whose user is let in.
#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct ssh_session_struct;

namespace inferometer {

// Where a machine is and who logs in there, as in "ada@gpu-1:2222". Host may be an alias of ~/.ssh/config, which also
// says what is left open here.
struct SshPlace
{
    std::string user{};
    std::string host{};
    int port = 0;  // 0: the configuration's, else 22
    std::string text() const;
};

// "[user@]host[:port]"; an IPv6 address stands in brackets.
Result<SshPlace> parseSshPlace(std::string_view text);
// Several with commas between, in the order in which they are gone through.
Result<std::vector<SshPlace>> parseSshPlaces(std::string_view text);

// A machine that shows a key nobody has said to be its own.
struct HostKeyQuestion
{
    std::string place;        // "[gpu-1]:2222"
    std::string type;         // "ssh-ed25519"
    std::string fingerprint;  // "SHA256:..."
    std::string file;         // where it is kept when it is trusted
};
// Whether the key is the machine's. Called by the thread that connects; may take as long as a person does.
using HostKeyTrust = std::function<bool(const HostKeyQuestion& question)>;

struct SshAsk
{
    SshPlace place;
    std::vector<SshPlace> jumps{};
    std::string keyFile{};         // empty: the agent's keys, then those of ~/.ssh
    Secret password{};             // of the last machine; empty: none
    Secret jumpPassword{};         // of the last jump; empty: none
    std::string knownHosts{};      // empty: ~/.ssh/known_hosts
    std::string jumpKnownHosts{};  // of the jumps; empty: the same
};

struct SshCloser
{
    void operator()(ssh_session_struct* session) const;
};
using SshHandle = std::unique_ptr<ssh_session_struct, SshCloser>;

// `place` is one of the ask's; `through`, where it is open, is a stream to it. An unknown key is refused where there is
// no `trust`, a changed one always. Blocks: for some 15 s at most, and as long as `trust` does.
Result<SshHandle> logIn(const SshPlace& place, const SshAsk& ask, Fd through, const HostKeyTrust& trust,
                        const std::stop_token& stop = {});

}  // namespace inferometer
