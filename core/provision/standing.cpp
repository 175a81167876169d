// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/standing.h"

#include "core/provision/engine_process.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace inferometer {

namespace {

// Of one that the ledger speaks of; what is gone is written down.
Result<Standing> lookFor(const Resource& resource, Host& host, const Ledger& ledger, const std::stop_token& stop)
{
    Standing standing{resource, true, resource.provider == "local", false};
    if (!standing.isSeen)
        return standing;
    const Result<bool> gone = isGone(host, resource.name, stop);
    if (!gone)
        return gone.error();
    standing.isThere = !gone.value();
    if (standing.isThere)
        return standing;
    standing.resource.state = ResourceState::Gone;
    const Status written = ledger.write(standing.resource);
    return written ? Result<Standing>{std::move(standing)} : Result<Standing>{written.error()};
}

// What runs although the ledger does not know it, or calls it gone.
void addStrangers(const std::vector<std::string>& running, const std::vector<Resource>& known,
                  std::vector<Standing>& all)
{
    for (const std::string& name : running) {
        const auto found
            = std::find_if(known.begin(), known.end(), [&name](const Resource& one) { return one.name == name; });
        if (found == known.end())
            all.push_back({Resource{.name = name, .provider = "local"}, false, true, true});
        else if (found->state == ResourceState::Gone)
            all.push_back({*found, false, true, true});
    }
}

}  // namespace

Result<std::vector<Standing>> standingNow(const Ledger& ledger, const std::stop_token& stop)
{
    const Result<Ledger::Read> read = ledger.read();
    if (!read)
        return read.error();
    const std::unique_ptr<Host> host = localHost();
    std::vector<Standing> all;
    for (const Resource& resource : read.value().resources) {
        if (resource.state == ResourceState::Gone)
            continue;
        Result<Standing> standing = lookFor(resource, *host, ledger, stop);
        if (!standing)
            return standing.error();
        if (standing.value().resource.state != ResourceState::Gone)
            all.push_back(std::move(standing).value());
    }
    const Result<std::vector<std::string>> running = runningEngines(*host, stop);
    if (!running)
        return running.error();
    addStrangers(running.value(), read.value().resources, all);
    return all;
}

}  // namespace inferometer
