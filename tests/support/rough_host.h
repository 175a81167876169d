// SPDX-License-Identifier: GPL-3.0-or-later
// This machine over a connection that a test makes as rough as it likes.
#pragma once

#include "core/host/host.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace inferometer::test {

inline Error lostConnection() { return Error::verbatim(Errc::Network, "The connection to a rough machine is lost."); }

class RoughHost final : public Host
{
public:
    Result<Ran> run(const std::string& script, const HostCall& call, const std::stop_token& stop) override
    {
        ++calls;
        if (losesBefore && losesBefore(script))
            return lostConnection();
        Result<Ran> ran = m_host->run(prefix + script, call, stop);
        if (losesBehind && losesBehind(script))
            return lostConnection();
        if (ran && change)
            change(script, ran.value());
        return ran;
    }
    std::string name() const override { return "a rough machine"; }
    bool isThisMachine() const override { return false; }
    Result<int> reach(int port) override { return port; }

    std::string prefix;                                               // of every script: functions in place of commands
    std::function<bool(const std::string& script)> losesBefore;       // it never came there
    std::function<bool(const std::string& script)> losesBehind;       // it was done, and nobody heard
    std::function<void(const std::string& script, Ran& ran)> change;  // of what is heard
    int calls = 0;

private:
    std::unique_ptr<Host> m_host = localHost();
};

}  // namespace inferometer::test
