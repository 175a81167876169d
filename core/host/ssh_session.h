// SPDX-License-Identifier: GPL-3.0-or-later
// A session of SSH at work: scripts, streams and forwarded ports, as many at once as its machine lets. libssh's
// sessions belong to one thread: each has its own, which everything goes through.
//
// Every function may be called by any thread.
#pragma once

#include "core/base/fd.h"
#include "core/host/host.h"
#include "core/host/ssh_login.h"

#include <memory>
#include <string>

namespace inferometer {

class SshSession
{
public:
    // `name` is the machine's, for sentences.
    SshSession(SshHandle session, std::string name);
    // Ends what goes on.
    ~SshSession();
    SshSession(const SshSession&) = delete;
    SshSession& operator=(const SshSession&) = delete;

    // As Host::run(). Network: the connection was lost; whether the script went on, nobody knows.
    Result<Ran> run(const std::string& script, const HostCall& call, const std::stop_token& stop);
    // A stream to host:port as the machine sees it.
    Result<Fd> dial(const std::string& host, int port, const std::stop_token& stop);
    // Whoever connects to `listener` reaches that port of the machine's loopback, as long as the session lives.
    void serve(Fd listener, int port);
    bool isAlive() const;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
    std::string m_name;
};

}  // namespace inferometer
