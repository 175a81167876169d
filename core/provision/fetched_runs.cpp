// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/fetched_runs.h"

#include <utility>

namespace inferometer {

namespace {

Result<std::shared_ptr<Host>> hostOf(Deployment& deployment, const LeftRun& left, const std::stop_token& stop)
{
    const bool isSecond = left.facts().machine.isSecond;
    if (isSecond && !deployment.spec().client)
        return Error{Errc::InvalidInput,
                     sentence("errors", "It is on a machine that %1 names no more; put its client back.")
                         .with(deployment.spec().name),
                     "client"};
    if (isSecond)
        return deployment.client(stop);
    const Result<std::string> reached = deployment.connect(stop);
    return reached ? Result<std::shared_ptr<Host>>{deployment.host()} : Result<std::shared_ptr<Host>>{reached.error()};
}

Error unreached(const std::string& deployment, const std::string& kept, const Error& error)
{
    // What is not found is whatever leads there, not the run.
    return {error.code == Errc::NotFound ? Errc::Unsupported : error.code,
            kept.empty()
                ? sentence("errors", "A run of %1 cannot be fetched now: %2").with(deployment, error.said)
                : sentence("errors", "The rest of a run of %1 cannot be fetched now: %2 What had arrived is in %3.")
                      .with(deployment, error.said, kept)};
}

Error goneAlong(const std::string& deployment, const std::string& kept)
{
    return {Errc::NotFound,
            kept.empty()
                ? sentence("errors", "The machine of %1 is gone, and a run of which nothing had arrived; measure anew.")
                      .with(deployment)
                : sentence("errors", "The machine of %1 is gone, and the rest of a run; what had arrived is in %2.")
                      .with(deployment, kept)};
}

// The folder of the run that became whole; empty: none did, and nothing is wrong.
Result<std::string> fetch(Deployment& deployment, LeftRun left, const RemoteRunWatch& watch)
{
    const std::string& name = deployment.spec().name;
    const RunMachine machine = left.facts().machine;
    if (deployment.isMachineGone(machine)) {
        const LeftRun::Facts was = left.facts();
        left.forget();
        return was.isWhole ? Result<std::string>{std::string{}} : goneAlong(name, was.kept);
    }
    const Result<std::shared_ptr<Host>> host = hostOf(deployment, left, watch.stop);
    if (!host && left.facts().isWhole)
        return std::string{};  // what is there waits, and is missed by nobody
    if (!host)
        return host.error().code == Errc::Cancelled ? host.error() : unreached(name, left.facts().kept, host.error());
    return followLeft(*host.value(), deployment.runMachine(machine.isSecond), std::move(left), watch);
}

}  // namespace

FetchedRuns fetchRuns(Deployment& deployment, const RemoteRunWatch& watch)
{
    FetchedRuns fetched;
    for (Result<LeftRun>& left : LeftRun::in(deployment.notes())) {
        if (!left) {
            fetched.failures.push_back(left.error());
            continue;
        }
        Result<std::string> folder = fetch(deployment, std::move(left).value(), watch);
        if (folder && !folder.value().empty())
            fetched.folders.push_back(std::move(folder).value());
        else if (!folder && folder.error().code != Errc::Cancelled)
            fetched.failures.push_back(folder.error());
        fetched.isStopped = watch.stop.stop_requested();
        if (fetched.isStopped)
            break;
    }
    return fetched;
}

}  // namespace inferometer
