// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/local_servers.h"

#include "core/config/model_names.h"
#include "core/workload/endpoint_access.h"
#include "core/workload/probe.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace inferometer {

namespace {

constexpr std::string_view kLoopback = "127.0.0.1";
constexpr std::size_t kLongestName = 200;  // a name that is longer is none

// A stop that comes when the time is up, or when somebody else asks for it.
class Deadline
{
public:
    Deadline(std::chrono::milliseconds patience, const std::stop_token& stop)
        : m_others{stop, [this] { m_source.request_stop(); }}
        , m_timer{[this, patience](const std::stop_token& over) {
            std::mutex mutex;
            std::unique_lock lock{mutex};
            if (!std::condition_variable_any{}.wait_for(lock, over, patience, [] { return false; })
                && !over.stop_requested())
                m_source.request_stop();
        }}
    {}
    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::stop_callback<std::function<void()>> m_others;
    std::jthread m_timer;  // last: joined before the rest goes
};

std::optional<LocalServer> ask(const ServerTemplate& candidate, std::chrono::milliseconds patience,
                               const std::stop_token& stop)
{
    LocalServer server{entryOf(candidate), std::string{candidate.name}, {}};
    RunSpec spec;
    applyEndpoint(spec, server.entry);
    Result<EndpointAccess> access = accessOf(spec);
    if (!access || access.value().url.host != kLoopback)
        return std::nullopt;
    const Deadline deadline{patience, stop};
    Result<EndpointProbe::Models> models = EndpointProbe{std::move(access).value(), deadline.token()}.models();
    if (!models)
        return std::nullopt;
    for (std::string& name : models.value().names) {
        if (name.size() <= kLongestName && server.models.size() < kMostLocalModels)
            server.models.push_back(std::move(name));
    }
    if (server.models.empty())
        return std::nullopt;
    server.entry.target.modelNames = quotedModelName(server.models.front());
    return server;
}

}  // namespace

std::vector<LocalServer> findLocalServers(std::span<const ServerTemplate> candidates,
                                          std::chrono::milliseconds patience, const std::stop_token& stop)
{
    std::vector<std::optional<LocalServer>> answers(candidates.size());
    {
        std::vector<std::jthread> asking;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            asking.emplace_back([&, i] { answers[i] = ask(candidates[i], patience, stop); });
    }
    std::vector<LocalServer> found;
    for (std::optional<LocalServer>& answer : answers) {
        if (answer)
            found.push_back(std::move(*answer));
    }
    return found;
}

}  // namespace inferometer
