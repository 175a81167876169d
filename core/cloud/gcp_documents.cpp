// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/gcp_documents.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/provider.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_json.h"
#include "core/cloud/site_setting.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <tuple>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestName = 63;  // RFC 1035, as names at Google are

// An accelerator of Compute Engine (https://cloud.google.com/compute/docs/gpus).
struct Accelerator
{
    std::string_view id;
    std::string_view name;
    double memory;  // GB
};
constexpr std::array kAccelerators{Accelerator{"nvidia-l4", "NVIDIA L4", 24},
                                   Accelerator{"nvidia-tesla-t4", "NVIDIA T4", 16},
                                   Accelerator{"nvidia-tesla-v100", "NVIDIA V100", 16},
                                   Accelerator{"nvidia-tesla-p100", "NVIDIA P100", 16},
                                   Accelerator{"nvidia-tesla-p4", "NVIDIA P4", 8},
                                   Accelerator{"nvidia-tesla-a100", "NVIDIA A100", 40},
                                   Accelerator{"nvidia-a100-80gb", "NVIDIA A100", 80},
                                   Accelerator{"nvidia-h100-80gb", "NVIDIA H100", 80},
                                   Accelerator{"nvidia-h100-mega-80gb", "NVIDIA H100", 80},
                                   Accelerator{"nvidia-h200-141gb", "NVIDIA H200", 141},
                                   Accelerator{"nvidia-b200", "NVIDIA B200", 180},
                                   Accelerator{"nvidia-rtx-pro-6000", "NVIDIA RTX PRO 6000", 96}};

bool isLowerWord(std::string_view text)
{
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= kLongestName && text.front() >= 'a' && text.front() <= 'z'
        && std::all_of(text.begin(), text.end(), fits);
}

bool isUserName(std::string_view text)
{
    constexpr std::size_t kLongest = 32;
    return text.size() <= kLongest && isLowerWord(text);
}

// "projects/P/global/images/I" or ".../images/family/F".
bool isImage(std::string_view text)
{
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t slash = std::min(text.find('/'), text.size());
        words.emplace_back(text.substr(0, slash));
        text.remove_prefix(std::min(slash + 1, text.size()));
    }
    const bool isFamily = words.size() == 6 && words[4] == "family";
    return (words.size() == 5 || isFamily) && words[0] == "projects" && words[2] == "global" && words[3] == "images"
        && isSiteId(words[1]) && isSiteId(words.back());
}

Status readWords(const SiteSpec& site, GcpWish& wish)
{
    for (const auto& [key, field, isNeeded] :
         {std::tuple{"zone", &GcpWish::zone, true}, std::tuple{"type", &GcpWish::type, false},
          std::tuple{"gpu", &GcpWish::gpu, false}, std::tuple{"project", &GcpWish::project, false},
          std::tuple{"disk-type", &GcpWish::diskType, true}, std::tuple{"network", &GcpWish::network, true},
          std::tuple{"subnet", &GcpWish::subnet, false}})
    {
        wish.*field = siteSetting(site, key);
        if ((isNeeded || !(wish.*field).empty()) && !isSiteId(wish.*field))
            return wrongSetting(
                key, sentence("errors", "%1 must be of letters, digits, - and _.").with(Figure::setting(key)));
    }
    if (!isLowerWord(wish.zone))
        return wrongSetting("zone", sentence("errors", "zone must be written as europe-west4-a is."));
    wish.image = siteSetting(site, "image");
    if (!isImage(wish.image))
        return wrongSetting(
            "image",
            sentence("errors", "image must be written as projects/P/global/images/NAME or .../images/family/F."));
    wish.user = siteSetting(site, "user");
    if (!isUserName(wish.user))
        return wrongSetting("user", sentence("errors", "user must be of at most 32 small letters, digits and -."));
    return {};
}

Status readNumbers(const SiteSpec& site, GcpWish& wish)
{
    constexpr int kMostGpus = 16;
    constexpr int kLeastDisk = 10;
    constexpr int kMostDisk = 65'536;
    constexpr double kMostPrice = 10'000;
    const Result<int> gpus = wholeSetting(site, "gpus", 1, kMostGpus);
    const Result<int> disk = wholeSetting(site, "disk", kLeastDisk, kMostDisk);
    const Result<int> lag = listLagOf(site);
    for (const Result<int>* one : {&gpus, &disk, &lag})
        if (!*one)
            return one->error();
    wish.gpus = gpus.value();
    wish.disk = disk.value();
    wish.listLag = lag.value();
    const std::string given = siteSetting(site, "price");
    const std::optional<double> price = parseNumber(given);
    if (!given.empty() && !(price && *price > 0 && *price <= kMostPrice))
        return wrongSetting("price", sentence("errors", "price must be an amount of USD an hour, such as 0.85."));
    wish.price = price.value_or(wish.price);
    return {};
}

Status readChoices(const SiteSpec& site, GcpWish& wish)
{
    const std::optional<bool> spot = parseBool(siteSetting(site, "spot"));
    if (!spot)
        return wrongSetting("spot", sentence("errors", "The setting spot of the site must be true or false."));
    wish.isSpot = *spot;
    const std::string address = siteSetting(site, "address");
    if (address != "public" && address != "private")
        return wrongSetting("address", sentence("errors", "The address of the site must be public or private."));
    wish.isPrivate = address == "private";
    std::string tags = siteSetting(site, "tags");
    std::replace(tags.begin(), tags.end(), ',', ' ');
    wish.tags = splitWords(tags);
    if (!std::all_of(wish.tags.begin(), wish.tags.end(), isLowerWord))
        return wrongSetting("tags", sentence("errors", "tags must be words of small letters, digits and -."));
    return {};
}

Json networkInterface(const GcpWish& wish)
{
    Json interface = {{"network", "global/networks/" + wish.network}};
    if (!wish.subnet.empty())
        interface["subnetwork"]
            = "regions/" + wish.zone.substr(0, wish.zone.rfind('-')) + "/subnetworks/" + wish.subnet;
    if (!wish.isPrivate)
        interface["accessConfigs"] = {{{"type", "ONE_TO_ONE_NAT"}, {"name", "External NAT"}}};
    return interface;
}

// What has a GPU cannot move, and what is to end must not come back. A spot machine must not either.
Json scheduling(const GcpWish& wish, double ttl)
{
    constexpr double kLeast = 30;  // s (https://cloud.google.com/compute/docs/instances/limit-vm-runtime)
    const auto whole = static_cast<std::int64_t>(std::ceil(std::max(ttl, kLeast)));
    return {{"onHostMaintenance", "TERMINATE"},
            {"automaticRestart", false},
            {"provisioningModel", wish.isSpot ? "SPOT" : "STANDARD"},
            {"maxRunDuration", {{"seconds", std::to_string(whole)}}},
            {"instanceTerminationAction", "DELETE"}};
}

// OS Login, which a project may ask for, would not look at the key.
Json metadata(const GcpWish& wish, const std::string& publicKey)
{
    Json items = Json::array();
    for (const auto& [key, value] :
         {std::pair{"ssh-keys", wish.user + ":" + publicKey}, std::pair{"block-project-ssh-keys", std::string{"TRUE"}},
          std::pair{"enable-oslogin", std::string{"FALSE"}}})
        items.push_back({{"key", key}, {"value", value}});
    return {{"items", std::move(items)}};
}

// Why a machine in that state will not be ready.
std::string troubleOf(const Json& instance, std::string_view state)
{
    constexpr std::array<std::string_view, 3> kStopped{"TERMINATED", "STOPPED", "SUSPENDED"};
    constexpr std::array<std::string_view, 4> kStopping{"STOPPING", "PENDING_STOP", "SUSPENDING", "DEPROVISIONING"};
    const auto isOneOf = [state](std::span<const std::string_view> states) {
        return std::find(states.begin(), states.end(), state) != states.end();
    };
    std::string why = visibleText(shownName(textOf(instance, "statusMessage"), 200));
    why = why.empty() ? std::string{} : " (" + why + ")";
    if (isOneOf(kStopped))
        return "it has stopped, and its disk is still billed" + why;
    return isOneOf(kStopping) ? "it is being stopped or deleted" + why : std::string{};
}

const Json& firstOf(const Json& object, const char* name)
{
    static const Json none;
    const Json& list = memberOf(object, name);
    return list.is_array() && !list.empty() ? list.front() : none;
}

std::string addressOf(const Json& instance, bool isPrivate)
{
    const Json& interface = firstOf(instance, "networkInterfaces");
    std::string address
        = isPrivate ? textOf(interface, "networkIP") : textOf(firstOf(interface, "accessConfigs"), "natIP");
    return isHostName(address) ? address : std::string{};
}

}  // namespace

Result<GcpWish> gcpWish(const SiteSpec& site)
{
    GcpWish wish;
    for (Status (*read)(const SiteSpec&, GcpWish&) : {readWords, readNumbers, readChoices})
        if (Status done = read(site, wish); !done)
            return done.error();
    return wish;
}

Json gcpInstance(const GcpWish& wish, const MachineWish& machine)
{
    const std::string zone = "zones/" + wish.zone;
    const Json labels = {{kGcpLabelKey, machine.name}};
    Json body = {{"name", machine.name},
                 {"machineType", zone + "/machineTypes/" + wish.type},
                 {"labels", labels},
                 {"disks",
                  {{{"boot", true},
                    {"autoDelete", true},
                    {"initializeParams",
                     {{"sourceImage", wish.image},
                      {"diskSizeGb", std::to_string(wish.disk)},
                      {"diskType", zone + "/diskTypes/" + wish.diskType},
                      {"labels", labels}}}}}},
                 {"networkInterfaces", Json::array({networkInterface(wish)})},
                 {"metadata", metadata(wish, machine.publicKey)},
                 {"scheduling", scheduling(wish, machine.ttl)}};
    if (!wish.gpu.empty())
        body["guestAccelerators"]
            = {{{"acceleratorType", zone + "/acceleratorTypes/" + wish.gpu}, {"acceleratorCount", wish.gpus}}};
    if (!wish.tags.empty())
        body["tags"] = {{"items", wish.tags}};
    return body;
}

std::string gcpRequestId(std::string_view name)
{
    // The namespace, any UUID of ours.
    std::string text{"\x01\x9a\xd5\x70\x2c\x11\x7e\x4b\x9c\x37\x5a\x10\xe3\x68\x42\xf6", 16};
    text += name;
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int size = 0;
    EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha1(), nullptr);
    hash[6] = static_cast<unsigned char>((hash[6] & 0x0FU) | 0x50U);
    hash[8] = static_cast<unsigned char>((hash[8] & 0x3FU) | 0x80U);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string uuid;
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            uuid += '-';
        uuid += kDigits[hash.at(i) >> 4U];
        uuid += kDigits[hash.at(i) & 0xFU];
    }
    return uuid;
}

std::string gcpId(std::string_view zone, std::string_view name)
{
    const bool fits = isLowerWord(zone) && isLowerWord(name);
    return fits ? std::string{zone}.append("/").append(name) : std::string{};
}

bool isGcpId(std::string_view id)
{
    const std::size_t slash = id.find('/');
    return slash != std::string_view::npos && !gcpId(id.substr(0, slash), id.substr(slash + 1)).empty();
}

SiteResource gcpMachine(const Json& instance, const std::string& zone, const GcpWish& wish)
{
    SiteResource machine{.kind = ResourceKind::Machine, .name = textOf(instance, "name")};
    machine.id = gcpId(zone, machine.name);
    machine.state = visibleText(shownName(textOf(instance, "status")));
    machine.trouble = troubleOf(instance, machine.state);
    machine.address = addressOf(instance, wish.isPrivate);
    machine.user = wish.user;
    machine.isReady = machine.state == "RUNNING" && !machine.address.empty();
    return machine;
}

SiteResource gcpVolume(const Json& disk, const std::string& zone)
{
    const std::string name = textOf(disk, "name");
    return {.kind = ResourceKind::Volume,
            .name = name,
            .id = gcpId(zone, name),
            .state = visibleText(shownName(textOf(disk, "status")))};
}

int gcpCarried(const Json& machineType, std::string& gpu)
{
    constexpr double kMost = 64;
    const Json& carried = firstOf(machineType, "accelerators");
    const double count = numberOf(carried, "guestAcceleratorCount");
    gpu = textOf(carried, "guestAcceleratorType");
    return count >= 1 && count <= kMost && !gpu.empty() ? static_cast<int>(count) : 0;
}

Offer gcpOffer(const Json& machineType, std::string_view gpu, int gpus)
{
    const auto* const known = std::find_if(kAccelerators.begin(), kAccelerators.end(),
                                           [gpu](const Accelerator& one) { return one.id == gpu; });
    const bool isKnown = known != kAccelerators.end();
    return {.machine = visibleText(shownName(textOf(machineType, "name"))),
            .gpu = isKnown ? std::string{known->name} : visibleText(shownName(gpu)),
            .gpus = gpus,
            .gpuMemory = isKnown ? known->memory : 0,
            .region = {},
            .availability = {},
            .asOf = realtimeNow(),
            .source = {}};
}

}  // namespace inferometer
