// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSH's own server on a port of loopback, with a key of its own for it and one for whoever may log in.
#pragma once

#include "tests/support/temp_folder.h"
#include <sys/types.h>

#include <string>

namespace inferometer::test {

class SshServer
{
public:
    // Lets in whoever has the key of `friendly`, its own where there is none.
    explicit SshServer(const SshServer* friendly = nullptr);
    ~SshServer();
    SshServer(const SshServer&) = delete;
    SshServer& operator=(const SshServer&) = delete;

    int port() const { return m_port; }
    // "root@127.0.0.1:2222"
    std::string place() const;
    std::string keyFile() const { return m_folder / "user"; }
    // Its own key as a line of known_hosts.
    std::string knownHost() const;
    std::string fingerprint() const;

    void start();
    // Every session with it.
    void stop();
    // From the next start on it shows another key.
    void changeKey() const;

private:
    TempFolder m_folder;
    int m_port = 0;
    pid_t m_pid = -1;
};

}  // namespace inferometer::test
