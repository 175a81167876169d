// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_port.h"

#include "core/base/random.h"
#include "core/base/time.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace inferometer {

namespace {

// Local ports that somebody listens on, in hexadecimal.
constexpr const char* kPortsScript = "cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | sed -n 's/^ *[0-9]*: "
                                     "[0-9A-F]*:\\([0-9A-F]*\\) [0-9A-F:]* 0A .*/\\1/p'\n";

Result<std::vector<int>> takenPorts(Host& host, const std::stop_token& stop)
{
    const Result<std::string> said = outputOf(host, kPortsScript, {.isRepeatable = true}, stop);
    if (!said)
        return said.error();
    std::vector<int> ports;
    for (const std::string& line : outputLines(said.value())) {
        int port = 0;
        constexpr int kHexadecimal = 16;
        if (std::from_chars(line.data(), line.data() + line.size(), port, kHexadecimal).ec == std::errc{})
            ports.push_back(port);
    }
    return ports;
}

}  // namespace

Result<int> choosePort(Host& host, int asked, const std::stop_token& stop)
{
    constexpr int kFirst = 18'000;
    constexpr int kCount = 10'000;
    const Result<std::vector<int>> taken = takenPorts(host, stop);
    if (!taken)
        return taken.error();
    const auto isTaken = [&taken](int port) {
        return std::find(taken.value().begin(), taken.value().end(), port) != taken.value().end();
    };
    if (asked != 0)
        return isTaken(asked)
            ? Result<int>{Error{
                Errc::InvalidInput,
                sentence("errors", "Port %1 of %2 is taken by another program; give another one, or 0 for a free one.")
                    .with(asked, host.name()),
                "engine/port"}}
            : Result<int>{asked};
    Random random{static_cast<std::uint64_t>(realtimeNow().count())};
    int port = kFirst + static_cast<int>(random.below(kCount));
    for (int tries = 0; isTaken(port); ++tries) {
        if (tries == kCount)
            return Error{
                Errc::Unsupported,
                sentence("errors", "%1 says that it has no free port; give one by engine/port.").with(host.name()),
                "engine/port"};
        port = kFirst + (port - kFirst + 1) % kCount;
    }
    return port;
}

}  // namespace inferometer
