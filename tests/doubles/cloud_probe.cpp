// SPDX-License-Identifier: GPL-3.0-or-later
// One call to a site by its provider, for tests against real doubles of its API. Answers are JSON on stdout; an error
// is its sentence on stderr and exit code 1, 3 where it leaves in doubt whether something was made.
//   cloud_probe PROVIDER [KEY=VALUE...] account|asked|offers|images|list
//   cloud_probe PROVIDER [KEY=VALUE...] make NAME [TTL] every part in turn, as a deployment would
//   cloud_probe PROVIDER [KEY=VALUE...] end NAME        every part of that name, last made first
//   cloud_probe PROVIDER [KEY=VALUE...] arm SECONDS     the script by which a machine ends itself
//   cloud_probe PROVIDER [KEY=VALUE...] manifests NAME  what would be made for it
//   cloud_probe PROVIDER [KEY=VALUE...] run NAME SECONDS SCRIPT   there, with the input of here; ends as it did
//   cloud_probe PROVIDER [KEY=VALUE...] reach NAME PORT   prints the port of here, and waits for the end of its input
#include "core/cloud/provider.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace inferometer {
namespace {

using Json = nlohmann::ordered_json;

int fail(const Error& error)
{
    std::cerr << error.message << "\n";
    return isDoubtful(error) ? 3 : 1;
}

Json toJson(const Offer& offer)
{
    return {{"machine", offer.machine},
            {"gpu", offer.gpu},
            {"gpus", offer.gpus},
            {"gpu_memory", offer.gpuMemory},
            {"region", offer.region},
            {"is_spot", offer.isSpot},
            {"price_per_hour", std::isnan(offer.pricePerHour) ? Json(nullptr) : Json(offer.pricePerHour)},
            {"currency", offer.currency},
            {"availability", offer.availability},
            {"source", offer.source}};
}

Json toJson(const SiteResource& one)
{
    return {{"kind", kindName(one.kind)},
            {"name", one.name},
            {"id", one.id},
            {"state", one.state},
            {"is_ready", one.isReady},
            {"is_ended", one.isEnded},
            {"trouble", one.trouble},
            {"address", one.address},
            {"ssh_port", one.sshPort},
            {"user", one.user},
            {"price_per_hour", std::isnan(one.pricePerHour) ? Json(nullptr) : Json(one.pricePerHour)}};
}

Json toJson(const SiteImage& image)
{
    return {{"region", image.region},
            {"id", image.id},
            {"name", image.name},
            {"created", image.created},
            {"trouble", image.trouble}};
}

template <typename T>
int print(const Result<std::vector<T>>& all)
{
    if (!all)
        return fail(all.error());
    Json json = Json::array();
    for (const T& one : all.value())
        json.push_back(toJson(one));
    std::cout << json.dump(1) << "\n";
    return 0;
}

int makeAll(Cloud& cloud, const std::string& name, double ttl)
{
    const MachineWish wish{
        name, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH3o0bQd3nXQfJ8kVd4s9cX1k5w3mGm6v0b2d5p7kZqT test", ttl};
    std::vector<SiteResource> made;
    for (const ResourceKind part : cloud.parts()) {
        const Result<std::string> id = cloud.make(part, wish, made);
        if (!id)
            return fail(id.error());
        made.push_back({.kind = part, .name = name, .id = id.value()});
        std::cout << kindName(part) << " " << id.value() << "\n";
    }
    return 0;
}

int endAll(Cloud& cloud, const std::string& name)
{
    const Result<std::vector<SiteResource>> all = cloud.list();
    if (!all)
        return fail(all.error());
    std::vector<SiteResource> ours;
    std::copy_if(all.value().begin(), all.value().end(), std::back_inserter(ours),
                 [&name](const SiteResource& one) { return one.name == name && !one.isEnded; });
    std::sort(ours.begin(), ours.end(), [](const auto& a, const auto& b) { return a.kind < b.kind; });
    for (const SiteResource& one : ours)
        if (const Status ended = cloud.end(one); !ended)
            return fail(ended.error());
    return 0;
}

Result<std::unique_ptr<Host>> hostOf(Cloud& cloud, const std::string& name)
{
    const Result<std::vector<SiteResource>> all = cloud.list();
    if (!all)
        return all.error();
    for (const SiteResource& one : all.value())
        if (one.name == name && one.isReady)
            return cloud.reach(one);
    return Error::verbatim(Errc::NotFound, "It is not ready.");
}

std::string inputOf() { return {std::istreambuf_iterator<char>{std::cin}, {}}; }

int runThere(Cloud& cloud, const std::vector<std::string>& words)
{
    const Result<std::unique_ptr<Host>> host = hostOf(cloud, words.at(1));
    if (!host)
        return fail(host.error());
    const std::string input = inputOf();
    const auto timeout = std::chrono::milliseconds{static_cast<int>(std::stod(words.at(2)) * 1000)};
    const Result<Ran> ran = host.value()->run(words.at(3), {.input = input, .timeout = timeout});
    if (!ran)
        return fail(ran.error());
    std::cout << ran.value().out;
    std::cerr << ran.value().err;
    return ran.value().exit;
}

int reachThere(Cloud& cloud, const std::vector<std::string>& words)
{
    const Result<std::unique_ptr<Host>> host = hostOf(cloud, words.at(1));
    if (!host)
        return fail(host.error());
    const Result<int> port = host.value()->reach(std::stoi(words.at(2)));
    if (!port)
        return fail(port.error());
    std::cout << port.value() << std::endl;
    inputOf();
    return 0;
}

int probe(Cloud& cloud, const std::vector<std::string>& words)
{
    const std::string& step = words.front();
    const std::string name = words.size() > 1 ? words[1] : std::string{};
    if (step == "run")
        return runThere(cloud, words);
    if (step == "reach")
        return reachThere(cloud, words);
    if (step == "account") {
        const Result<std::string> account = cloud.account();
        if (!account)
            return fail(account.error());
        std::cout << account.value() << "\n";
        return 0;
    }
    if (step == "asked") {
        const Result<Offer> offer = cloud.asked();
        if (!offer)
            return fail(offer.error());
        std::cout << toJson(offer.value()).dump(1) << "\n";
        return 0;
    }
    if (step == "arm") {
        std::cout << cloud.armScript(std::stod(name));
        return 0;
    }
    if (step == "offers")
        return print(cloud.offers());
    if (step == "images")
        return print(cloud.images());
    if (step == "list")
        return print(cloud.list());
    const double ttl = words.size() > 2 ? std::stod(words[2]) : 3600;
    return step == "make" ? makeAll(cloud, name, ttl) : endAll(cloud, name);
}

int run(const std::vector<std::string>& words)
{
    SiteSpec site{words.at(0), {}};
    std::size_t at = 1;
    for (; at < words.size() && words[at].find('=') != std::string::npos; ++at) {
        const std::size_t equals = words[at].find('=');
        site.settings.emplace_back(words[at].substr(0, equals), words[at].substr(equals + 1));
    }
    const std::vector<Error> errors = validateSite(site);
    if (!errors.empty())
        return fail(errors.front());
    const Provider* provider = findProvider(site.provider);
    if (provider->open == nullptr)
        return fail(Error::verbatim(Errc::InvalidInput, "This provider makes no machines."));
    if (words.at(at) == "manifests") {
        const Result<std::string> text = provider->manifests(site, {words.at(at + 1), {}, 3600});
        std::cout << (text ? text.value() : std::string{});
        return text ? 0 : fail(text.error());
    }
    const Result<std::unique_ptr<Cloud>> cloud = provider->open(site, {});
    if (!cloud)
        return fail(cloud.error());
    return probe(*cloud.value(), {words.begin() + static_cast<std::ptrdiff_t>(at), words.end()});
}

}  // namespace
}  // namespace inferometer

int main(int count, char** words) { return count < 3 ? 2 : inferometer::run({words + 1, words + count}); }
