// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/kube_state.h"

#include "core/base/text.h"
#include "core/base/time.h"
#include "core/base/visible_text.h"
#include "core/cloud/kube_manifest.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_json.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kLabel = "Kubernetes";
constexpr std::string_view kNoPod = "Pending: no pod yet";
constexpr std::size_t kMostWords = 300;

const Json& metadataOf(const Json& object) { return memberOf(object, "metadata"); }

// "REASON: message".
std::string reasonOf(const Json& object)
{
    const std::string reason = textOf(object, "reason");
    const std::string message = textOf(object, "message");
    return visibleText(shownName(reason + (reason.empty() || message.empty() ? "" : ": ") + message, kMostWords));
}

// The condition of that type, where it holds as `status` says; else a null.
const Json& conditionOf(const Json& object, std::string_view type, std::string_view status)
{
    for (const Json& one : memberOf(memberOf(object, "status"), "conditions"))
        if (textOf(one, "type") == type && textOf(one, "status") == status)
            return one;
    return memberOf(object, "");
}

const Json& containerState(const Json& pod)
{
    for (const Json& one : memberOf(memberOf(pod, "status"), "containerStatuses"))
        if (textOf(one, "name") == kKubeContainer)
            return memberOf(one, "state");
    return memberOf(pod, "");
}

// Of what a container waits for, that which never comes by itself.
bool isHopeless(const std::string& reason)
{
    constexpr std::array<std::string_view, 7> kHopeless{
        "ImagePullBackOff",           "InvalidImageName",  "ErrImageNeverPull",   "CrashLoopBackOff",
        "CreateContainerConfigError", "RunContainerError", "CreateContainerError"};
    return std::find(kHopeless.begin(), kHopeless.end(), reason) != kHopeless.end();
}

std::string endOf(const Json& pod)
{
    const Json& ended = memberOf(containerState(pod), "terminated");
    std::string why = reasonOf(ended.is_object() ? ended : memberOf(pod, "status"));
    if (const double exit = numberOf(ended, "exitCode"); exit >= 0 && exit < 256)
        why += (why.empty() ? "exit code " : ", exit code ") + std::to_string(static_cast<int>(exit));
    return "its container has ended" + (why.empty() ? std::string{} : " (" + why + ")");
}

void readPod(const Json& pod, SiteResource& machine)
{
    const Json& state = containerState(pod);
    const std::string phase = visibleText(shownName(textOf(memberOf(pod, "status"), "phase")));
    machine.state = phase.empty() ? "Pending" : phase;
    if (phase == "Failed" || phase == "Succeeded" || memberOf(state, "terminated").is_object()) {
        machine.trouble = endOf(pod);
        return;
    }
    if (const Json& waits = memberOf(state, "waiting"); waits.is_object()) {
        machine.state += ": " + reasonOf(waits);
        if (isHopeless(textOf(waits, "reason")))
            machine.trouble = reasonOf(waits);
        return;
    }
    if (const Json& unscheduled = conditionOf(pod, "PodScheduled", "False"); unscheduled.is_object()) {
        machine.state += ": " + reasonOf(unscheduled);
        return;
    }
    if (const std::string name = textOf(metadataOf(pod), "name"); isHostName(name))
        machine.address = name;
    machine.user = kKubeContainer;
    machine.isReady = phase == "Running" && memberOf(state, "running").is_object() && !machine.address.empty();
}

// Of that instance; one that goes only where there is no other. A null where there is none.
const Json& podOf(const Json& pods, const std::string& instance)
{
    const Json* found = &memberOf(pods, "");
    for (const Json& pod : pods)
        if (textOf(memberOf(metadataOf(pod), "labels"), kKubeInstance) == instance
            && (found->is_null() || !memberOf(metadataOf(pod), "deletionTimestamp").is_string()))
            found = &pod;
    return *found;
}

void readJob(const Json& job, const Json& pod, SiteResource& machine)
{
    for (const char* type : {"Failed", "Complete"})
        if (const Json& ended = conditionOf(job, type, "True"); ended.is_object()) {
            machine.state = type;
            machine.trouble = "its Job has ended (" + reasonOf(ended) + ")";
            return;
        }
    if (pod.is_object())
        readPod(pod, machine);
    else
        machine.state = kNoPod;
}

// What of it bears no name of ours has none.
Result<SiteResource> namedOf(const Json& object, ResourceKind kind)
{
    const std::string own = textOf(metadataOf(object), "name");
    SiteResource one{.kind = kind,
                     .name = textOf(memberOf(metadataOf(object), "annotations"), kKubeName),
                     .id = textOf(metadataOf(object), "uid")};
    if (own.empty() || !isSiteId(one.id))
        return unreadableAnswer(kLabel, "an object without a name or a uid");
    const std::string instance = textOf(memberOf(metadataOf(object), "labels"), kKubeInstance);
    if (!isOurName(one.name) || kubeObjectName(one.name) != instance)
        one.name.clear();
    return one;
}

// `read` fills what goes on; what is being deleted is only that.
template <typename Read>
Status addAll(const Json& objects, ResourceKind kind, std::vector<SiteResource>& ours, const Read& read)
{
    for (const Json& object : objects) {
        Result<SiteResource> one = namedOf(object, kind);
        if (!one)
            return one.error();
        if (one.value().name.empty())
            continue;
        if (memberOf(metadataOf(object), "deletionTimestamp").is_string())
            one.value().state = "Terminating";
        else
            read(object, one.value());
        ours.push_back(std::move(one).value());
    }
    return {};
}

bool bears(const Json& node, const NamedValues& selector)
{
    const Json& labels = memberOf(metadataOf(node), "labels");
    return std::all_of(selector.begin(), selector.end(),
                       [&labels](const auto& label) { return textOf(labels, label.first.c_str()) == label.second; });
}

}  // namespace

Result<std::vector<SiteResource>> kubeResources(const KubeLists& lists)
{
    std::vector<SiteResource> ours;
    const auto readJobs = [&lists](const Json& job, SiteResource& machine) {
        readJob(job, podOf(lists.pods, kubeObjectName(machine.name)), machine);
    };
    if (const Status added = addAll(lists.jobs, ResourceKind::Machine, ours, readJobs); !added)
        return added.error();
    std::vector<SiteResource> pods;
    if (const Status added = addAll(lists.pods, ResourceKind::Machine, pods, readPod); !added)
        return added.error();
    std::set<std::string> known;
    for (const SiteResource& one : ours)
        known.insert(one.name);
    for (SiteResource& pod : pods)
        if (known.insert(pod.name).second)
            ours.push_back(std::move(pod));
    const auto readService = [](const Json& /*service*/, SiteResource& address) { address.state = "Active"; };
    const Status added = addAll(lists.services, ResourceKind::Address, ours, readService);
    return added ? Result<std::vector<SiteResource>>{std::move(ours)}
                 : Result<std::vector<SiteResource>>{added.error()};
}

bool hasNoPod(const SiteResource& machine) { return machine.state == kNoPod; }

std::string refusedPod(const Json& events)
{
    std::string why;
    for (const Json& event : events)
        if (textOf(event, "reason") == "FailedCreate")
            why = reasonOf(event);
    return why;
}

std::vector<Offer> kubeOffers(const Json& nodes, const std::string& resource, const NamedValues& selector)
{
    constexpr double kMostGpus = 1000;
    constexpr double kMebibytes = 1024;
    struct Kind
    {
        Offer offer;
        int nodes = 0;
    };
    std::map<std::string, Kind> kinds;
    for (const Json& node : nodes) {
        const Json& labels = memberOf(metadataOf(node), "labels");
        const double gpus
            = parseNumber(textOf(memberOf(memberOf(node, "status"), "allocatable"), resource.c_str())).value_or(0);
        if (!bears(node, selector) || !(gpus >= 1 && gpus < kMostGpus))
            continue;
        const std::string product = visibleText(shownName(textOf(labels, "nvidia.com/gpu.product")));
        Kind& kind = kinds[product];
        kind.offer.gpu = product;
        kind.offer.machine = product.empty() ? resource : product;
        kind.offer.gpus = std::max(kind.offer.gpus, static_cast<int>(gpus));
        const double memory = parseNumber(textOf(labels, "nvidia.com/gpu.memory")).value_or(0);
        kind.offer.gpuMemory = memory > 0 && memory < 1e9 ? memory / kMebibytes : 0;
        ++kind.nodes;
    }
    std::vector<Offer> offers;
    for (auto& [product, kind] : kinds) {
        kind.offer.availability = kind.nodes == 1 ? "1 node" : std::to_string(kind.nodes) + " nodes";
        kind.offer.asOf = realtimeNow();
        offers.push_back(std::move(kind.offer));
    }
    return offers;
}

}  // namespace inferometer
