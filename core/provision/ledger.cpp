// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/ledger.h"

#include "core/base/fd.h"
#include "core/base/foreign_json.h"
#include "core/base/line_file.h"
#include "core/base/text.h"
#include "core/config/strict_yaml.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> kStates{"creating", "standing", "destroying", "gone"};

template <typename Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional{static_cast<Enum>(found - names.begin())};
}

std::optional<ResourceKind> kindNamed(std::string_view name)
{
    for (int kind = 0; kind <= static_cast<int>(ResourceKind::Snapshot); ++kind)
        if (kindName(static_cast<ResourceKind>(kind)) == name)
            return static_cast<ResourceKind>(kind);
    return std::nullopt;
}

Json settingsOf(const SiteSpec& site)
{
    Json settings = Json::object();
    for (const auto& [name, value] : site.settings)
        settings[name] = value;
    return settings;
}

std::string lineOf(const Resource& resource)
{
    const Json json{{"at", utcText(realtimeNow())},
                    {"name", resource.name},
                    {"deployment", resource.deployment},
                    {"provider", resource.site.provider},
                    {"site", settingsOf(resource.site)},
                    {"kind", kindName(resource.kind)},
                    {"state", stateName(resource.state)},
                    {"id", resource.id},
                    {"price_per_hour", std::isnan(resource.pricePerHour) ? Json(nullptr) : Json(resource.pricePerHour)},
                    {"currency", resource.currency},
                    {"created_ns", resource.created.count()},
                    {"deadline_ns", resource.deadline.count()},
                    {"said_ns", realtimeNow().count()}};
    return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::string textOf(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Nanos momentOf(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return Nanos{found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0};
}

// nullopt: no line of ours.
std::optional<Resource> resourceOf(std::string_view line)
{
    const Json json = parseForeignJson<Json>(line);
    if (!json.is_object())
        return std::nullopt;
    const auto kind = kindNamed(textOf(json, "kind"));
    const auto state = named<ResourceState>(kStates, textOf(json, "state"));
    Resource resource;
    resource.name = textOf(json, "name");
    if (!kind || !state || resource.name.empty())
        return std::nullopt;
    resource.deployment = textOf(json, "deployment");
    resource.site.provider = textOf(json, "provider");
    const Json settings = json.value("site", Json::object());
    for (const auto& [name, value] : settings.items())
        if (value.is_string())
            resource.site.settings.emplace_back(name, value.get<std::string>());
    resource.kind = *kind;
    resource.state = *state;
    resource.id = textOf(json, "id");
    if (const auto price = json.find("price_per_hour"); price != json.end() && price->is_number())
        resource.pricePerHour = price->get<double>();
    if (std::string currency = textOf(json, "currency"); !currency.empty())
        resource.currency = std::move(currency);
    resource.created = momentOf(json, "created_ns");
    resource.deadline = momentOf(json, "deadline_ns");
    resource.said = momentOf(json, "said_ns");
    return resource;
}

std::string nameStart(std::string_view deployment)
{
    constexpr std::size_t kMost = 14;  // of 63 that a label may have
    std::string name;
    for (const char c : lowered(deployment.substr(0, kMost)))
        name += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
    return "inferometer-" + name + "-";
}

}  // namespace

std::string_view stateName(ResourceState state) { return kStates.at(static_cast<std::size_t>(state)); }

double costBy(const Resource& resource, Nanos now)
{
    if (!(resource.pricePerHour > 0) || resource.created == Nanos{0})
        return 0;
    Nanos end = now;
    if (resource.state == ResourceState::Gone && resource.said > Nanos{0})
        end = resource.deadline > Nanos{0} ? std::min(resource.said, resource.deadline) : resource.said;
    constexpr double kHour = 3600;
    return resource.pricePerHour * std::max(0.0, seconds(end - resource.created)) / kHour;
}

std::string uniqueResourceName(std::string_view deployment) { return nameStart(deployment) + uuidV7(); }

bool bearsNameOf(std::string_view resource, std::string_view deployment)
{
    return resource.starts_with(nameStart(deployment));
}

Result<Ledger> Ledger::open(const std::string& folder)
{
    std::string path = folder + "/ledger.jsonl";
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path{folder}.parent_path(), ignored);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return diskError(DiskAction::Create, folder, errno);
    const Fd file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!file.isOpen())
        return diskError(DiskAction::Create, path, errno);
    syncFolder(folder);
    return Ledger{std::move(path)};
}

Status Ledger::write(const Resource& resource) const
{
    const int error = appendLine(m_path, lineOf(resource));
    return error == 0 ? Status{} : diskError(DiskAction::Write, m_path, error);
}

Status Ledger::write(Resource resource, ResourceState state) const
{
    resource.state = state;
    return write(resource);
}

Result<Ledger::Read> Ledger::read() const
{
    const Result<std::string> text = readTextFile(m_path);
    if (!text)
        return text.error();
    Read read;
    for (const std::string_view line : linesOf(text.value())) {
        std::optional<Resource> said = resourceOf(line);
        if (!said) {
            ++read.unread;
            continue;
        }
        const auto known = std::find_if(read.resources.begin(), read.resources.end(), [&said](const Resource& one) {
            return one.name == said->name && one.kind == said->kind;
        });
        if (known == read.resources.end())
            read.resources.push_back(std::move(*said));
        else
            *known = std::move(*said);
    }
    return read;
}

std::optional<Error> Ledger::unreadError(std::uint64_t lines) const
{
    if (lines == 0)
        return std::nullopt;
    return Error{Errc::Protocol,
                 sentence("errors",
                          "Lines of %1 cannot be read (%2): what they name may run unseen. Look at your sites, then "
                          "remove these lines.")
                     .with(m_path, lines)};
}

}  // namespace inferometer
