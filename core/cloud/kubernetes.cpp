// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/kubernetes.h"

#include "core/base/foreign_json.h"
#include "core/base/visible_text.h"
#include "core/cloud/kube_login.h"
#include "core/cloud/kube_manifest.h"
#include "core/cloud/kube_state.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_json.h"
#include "core/config/user_folders.h"
#include "core/host/kube_host.h"
#include "core/http/address.h"
#include "core/workload/environment.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kLabel = "Kubernetes";
constexpr std::array kParts{ResourceKind::Machine, ResourceKind::Address};

std::string configFiles(const SiteSpec& site)
{
    if (std::string given = siteSetting(site, "kubeconfig"); !given.empty())
        return given;
    return environmentValue("KUBECONFIG").value_or("~/.kube/config");
}

// What every call to the cluster begins with.
FetchRequest requestTo(const KubeAccess& access, const KubeCredential& credential)
{
    FetchRequest request;
    request.url = access.server;
    request.proxy = access.proxy;
    request.caPem = access.authority;
    request.clientCertificate = credential.certificate;
    request.clientKey = credential.key;
    if (!credential.token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + credential.token.reveal());
    request.secrets = {credential.token};
    return request;
}

Status statusOf(const Result<std::string>& answer) { return answer ? Status{} : Status{answer.error()}; }

class Kubernetes final : public Cloud
{
public:
    Kubernetes(KubeAccess access, KubeWish wish)
        : m_login(std::make_shared<KubeLogin>(std::move(access)))
        , m_wish(std::move(wish))
    {}

    Result<std::string> account(const std::stop_token& stop) override;
    Result<Offer> asked(const std::stop_token& stop) override;
    Result<std::vector<Offer>> offers(const std::stop_token& stop) override;
    std::span<const ResourceKind> parts() const override { return kParts; }
    Result<std::string> make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                             const std::stop_token& stop) override;
    Result<std::vector<SiteResource>> list(const std::stop_token& stop) override;
    Status end(const SiteResource& resource, const std::stop_token& stop) override;
    Result<std::unique_ptr<Host>> reach(const SiteResource& machine, const std::stop_token& stop) override;
    double listLag() const override { return m_wish.listLag; }

private:
    enum class Kind : std::uint8_t { Job, Pod, Service, Event };
    std::string pathOf(Kind kind) const;
    RestSite siteFor(const KubeCredential& credential) const;
    template <typename Ask>
    Result<std::string> asking(const Ask& ask, const std::stop_token& stop);
    Result<std::string> read(const std::string& path, const std::stop_token& stop);
    Result<std::string> send(const RestCall& call, const std::stop_token& stop);
    // As many pages as it has. `query` without "?".
    Result<Json> readAll(const std::string& path, const std::string& query, const std::stop_token& stop);
    Result<Json> ours(Kind kind, const std::stop_token& stop);
    Result<std::vector<Offer>> nodeOffers(const NamedValues& selector, const std::stop_token& stop);
    Status remove(Kind kind, const std::string& object, const std::string& uid, const std::stop_token& stop);
    Status endMachine(const SiteResource& machine, const std::stop_token& stop);
    Error refused(const Error& error) const;

    std::shared_ptr<KubeLogin> m_login;
    KubeWish m_wish;
};

std::string Kubernetes::pathOf(Kind kind) const
{
    constexpr std::array<std::string_view, 4> kNames{"jobs", "pods", "services", "events"};
    return (kind == Kind::Job ? "/apis/batch/v1" : "/api/v1") + ("/namespaces/" + m_wish.space) + "/"
        + std::string{kNames.at(static_cast<std::size_t>(kind))};
}

RestSite Kubernetes::siteFor(const KubeCredential& credential) const
{
    const KubeAccess& access = m_login->access();
    return {.label = std::string{kLabel},
            .url = access.server,
            .urlKey = "kubeconfig",
            .secretName = "the user " + visibleText(shownName(access.user)) + " of " + visibleText(access.file),
            .secretKey = "kubeconfig",
            .base = requestTo(access, credential)};
}

// What is refused was not done, and may be with a newer credential.
template <typename Ask>
Result<std::string> Kubernetes::asking(const Ask& ask, const std::stop_token& stop)
{
    for (bool isFirst = true;; isFirst = false) {
        const Result<KubeCredential> credential = m_login->credential(stop);
        if (!credential)
            return credential.error();
        Rest rest{siteFor(credential.value())};
        Result<std::string> body = ask(rest);
        if (body || body.error().code != Errc::Auth || !isFirst || !m_login->renew(credential.value()))
            return body;
    }
}

Result<std::string> Kubernetes::read(const std::string& path, const std::stop_token& stop)
{
    return asking([&](Rest& rest) { return rest.read(path, stop); }, stop);
}

Result<std::string> Kubernetes::send(const RestCall& call, const std::stop_token& stop)
{
    return asking([&](Rest& rest) { return rest.send(call, stop); }, stop);
}

Result<Json> Kubernetes::readAll(const std::string& path, const std::string& query, const std::stop_token& stop)
{
    constexpr int kMostPages = 100;
    Json all = Json::array();
    std::string next;
    for (int page = 0; page < kMostPages; ++page) {
        const Result<std::string> body = read(path + "?limit=500" + (query.empty() ? "" : "&" + query)
                                                  + (next.empty() ? "" : "&continue=" + percentEncoded(next)),
                                              stop);
        if (!body)
            return body.error();
        const Json answer = parseForeignJson(body.value());
        const Json& items = memberOf(answer, "items");
        if (!items.is_array() && !(items.is_null() && memberOf(answer, "metadata").is_object()))
            return unreadableAnswer(kLabel, "no list of items");
        if (items.is_array())
            all.insert(all.end(), items.begin(), items.end());
        next = textOf(memberOf(answer, "metadata"), "continue");
        if (next.empty())
            return all;
    }
    return unreadableAnswer(kLabel, "a list without an end");
}

Result<Json> Kubernetes::ours(Kind kind, const std::stop_token& stop)
{
    return readAll(pathOf(kind), "labelSelector=" + percentEncoded(std::string{kKubeOurs} + "=inferometer"), stop);
}

Result<std::string> Kubernetes::account(const std::stop_token& stop)
{
    const Result<Json> jobs = ours(Kind::Job, stop);
    if (!jobs)
        return jobs.error();
    const KubeAccess& access = m_login->access();
    return "Kubernetes context " + visibleText(shownName(access.context)) + " at " + access.server + ", namespace "
        + m_wish.space + ", user " + visibleText(shownName(access.user)) + " of " + visibleText(access.file)
        + " (jobs of ours: " + std::to_string(jobs.value().size()) + ")";
}

Result<std::vector<Offer>> Kubernetes::nodeOffers(const NamedValues& selector, const std::stop_token& stop)
{
    const Result<Json> nodes = readAll("/api/v1/nodes", {}, stop);
    if (!nodes)
        return nodes.error();
    std::vector<Offer> all = kubeOffers(nodes.value(), m_wish.gpuResource, selector);
    const Result<Url> url = parseUrl(m_login->access().server);
    for (Offer& offer : all) {
        offer.region = visibleText(shownName(m_login->access().context));
        offer.source = url ? url.value().host : std::string{};
    }
    return all;
}

Result<std::vector<Offer>> Kubernetes::offers(const std::stop_token& stop) { return nodeOffers({}, stop); }

// Nodes that are not there may come when a pod waits for them, and many may not list nodes: they only name the product.
Result<Offer> Kubernetes::asked(const std::stop_token& stop)
{
    Offer offer;
    offer.machine = "pod of " + visibleText(shownName(m_wish.image, 200));
    offer.gpus = m_wish.gpus;
    const Result<std::vector<Offer>> nodes = nodeOffers(m_wish.selector, stop);
    if (!nodes && nodes.error().code != Errc::Auth)
        return nodes.error();
    const Url url = parseUrl(m_login->access().server).value();
    if (m_wish.gpus > 0)
        offer.gpu = nodes && nodes.value().size() == 1 ? nodes.value().front().gpu : m_wish.gpuResource;
    if (m_wish.gpus > 0 && nodes && nodes.value().size() == 1)
        offer.gpuMemory = nodes.value().front().gpuMemory;
    offer.region = visibleText(shownName(m_login->access().context)) + " " + m_wish.space;
    offer.asOf = realtimeNow();
    offer.source = url.host;
    return offer;
}

// 409 of a name that nobody else gives: an earlier hearing of the same request made it. A quota is no lack of rights.
Error Kubernetes::refused(const Error& error) const
{
    if (error.message.find("(HTTP 409:") != std::string::npos)
        return {Errc::Protocol, error.said, error.field};
    if (error.code == Errc::Auth && error.message.find("exceeded quota") != std::string::npos)
        return {Errc::Unsupported,
                sentence("errors", "The quota of the namespace %1 is used up; end something there, or ask for more. %2")
                    .with(m_wish.space, error.said)};
    return error;
}

Result<std::string> Kubernetes::make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                                     const std::stop_token& stop)
{
    const bool isJob = part == ResourceKind::Machine;
    const std::string owner = made.empty() ? std::string{} : made.front().id;
    const nlohmann::ordered_json body = isJob ? kubeJob(m_wish, wish) : kubeService(m_wish, wish.name, owner);
    constexpr auto kReplace = nlohmann::ordered_json::error_handler_t::replace;
    const Result<std::string> answer = send({.method = "POST",
                                             .path = pathOf(isJob ? Kind::Job : Kind::Service),
                                             .body = body.dump(-1, ' ', false, kReplace)},
                                            stop);
    if (!answer)
        return refused(answer.error());
    std::string uid = textOf(memberOf(parseForeignJson(answer.value()), "metadata"), "uid");
    return isSiteId(uid) ? Result<std::string>{std::move(uid)}
                         : Result<std::string>{unreadableAnswer(kLabel, "a new object without a uid")};
}

Result<std::vector<SiteResource>> Kubernetes::list(const std::stop_token& stop)
{
    KubeLists lists;
    for (const auto& [kind, field] : {std::pair{Kind::Job, &KubeLists::jobs}, std::pair{Kind::Pod, &KubeLists::pods},
                                      std::pair{Kind::Service, &KubeLists::services}})
    {
        Result<Json> some = ours(kind, stop);
        if (!some)
            return some.error();
        lists.*field = std::move(some).value();
    }
    Result<std::vector<SiteResource>> all = kubeResources(lists);
    if (!all)
        return all;
    for (SiteResource& one : all.value()) {
        if (!hasNoPod(one))
            continue;
        const Result<Json> events
            = readAll(pathOf(Kind::Event), "fieldSelector=" + percentEncoded("involvedObject.uid=" + one.id), stop);
        one.trouble = events ? refusedPod(events.value()) : std::string{};  // who may not read them waits
    }
    return all;
}

Status Kubernetes::remove(Kind kind, const std::string& object, const std::string& uid, const std::stop_token& stop)
{
    const Json options = {{"apiVersion", "v1"},
                          {"kind", "DeleteOptions"},
                          {"propagationPolicy", "Foreground"},
                          {"preconditions", {{"uid", uid}}}};
    return statusOf(send({.method = "DELETE", .path = pathOf(kind) + "/" + object, .body = textOfBody(options)}, stop));
}

// The Job first, for it would make its pod anew.
Status Kubernetes::endMachine(const SiteResource& machine, const std::stop_token& stop)
{
    const std::string object = kubeObjectName(machine.name);
    Status ended = remove(Kind::Job, object, machine.id, stop);
    if (ended || ended.error().code != Errc::NotFound)
        return ended;
    const Result<Json> pods = ours(Kind::Pod, stop);
    if (!pods)
        return pods.error();
    for (const Json& pod : pods.value()) {
        const Json& metadata = memberOf(pod, "metadata");
        const std::string name = textOf(metadata, "name");
        if (textOf(memberOf(metadata, "labels"), kKubeInstance) != object || !isHostName(name))
            continue;
        Status gone = remove(Kind::Pod, name, textOf(metadata, "uid"), stop);
        if (!gone && gone.error().code != Errc::NotFound)
            return gone;
    }
    return {};
}

Status Kubernetes::end(const SiteResource& resource, const std::stop_token& stop)
{
    if (resource.kind == ResourceKind::Machine)
        return endMachine(resource, stop);
    Status ended = remove(Kind::Service, kubeObjectName(resource.name), resource.id, stop);
    return ended || ended.error().code != Errc::NotFound ? ended : Status{};
}

Result<std::unique_ptr<Host>> Kubernetes::reach(const SiteResource& machine, const std::stop_token& /*stop*/)
{
    return kubeHost({.name = "the pod " + machine.address,
                     .path = pathOf(Kind::Pod) + "/" + machine.address,
                     .container = machine.user,
                     .access = [login = m_login](const std::stop_token& stop) -> Result<FetchRequest> {
                         Result<KubeCredential> credential = login->credential(stop);
                         return credential ? Result<FetchRequest>{requestTo(login->access(), credential.value())}
                                           : Result<FetchRequest>{credential.error()};
                     },
                     .renew =
                         [login = m_login](const FetchRequest& refused) {
                             return login->renew({.token = refused.secrets.front(), .key = refused.clientKey});
                         }});
}

}  // namespace

Result<std::unique_ptr<Cloud>> openKubernetes(const SiteSpec& site, const SiteAccess& /*access*/)
{
    Result<KubeWish> wish = kubeWishOf(site);
    if (!wish)
        return wish.error();
    Result<KubeAccess> access = readKubeConfig(configFiles(site), siteSetting(site, "context"));
    if (!access)
        return access.error();
    return std::unique_ptr<Cloud>{std::make_unique<Kubernetes>(std::move(access).value(), std::move(wish).value())};
}

Result<std::string> kubernetesManifests(const SiteSpec& site, const MachineWish& wish)
{
    const Result<KubeWish> pod = kubeWishOf(site);
    return pod ? Result<std::string>{kubeManifests(pod.value(), wish)} : Result<std::string>{pod.error()};
}

}  // namespace inferometer
