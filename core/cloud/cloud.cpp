// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/cloud.h"

#include "core/cloud/site.h"
#include "core/config/secret_names.h"
#include "core/workload/environment.h"

#include <algorithm>
#include <array>

namespace inferometer {

std::string_view kindName(ResourceKind kind)
{
    constexpr std::array<std::string_view, 8> kNames{"engine",   "machine",        "volume", "address",
                                                     "key pair", "security group", "image",  "snapshot"};
    return kNames.at(static_cast<std::size_t>(kind));
}

Result<std::unique_ptr<Host>> Cloud::reach(const SiteResource& /*machine*/, const std::stop_token& /*stop*/)
{
    return std::unique_ptr<Host>{};
}

Result<std::vector<SiteImage>> Cloud::images(const std::stop_token& /*stop*/)
{
    return Error{Errc::Unsupported,
                 sentence("errors", "This site tells no images; see its setting image, where it has one.")};
}

bool isDoubtful(const Error& error)
{
    return error.code == Errc::Network || error.code == Errc::Timeout || error.code == Errc::Protocol
        || error.code == Errc::Cancelled;
}

bool isOurName(std::string_view name)
{
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return name.starts_with("inferometer-") && std::all_of(name.begin(), name.end(), fits);
}

std::string_view settingOf(const SiteSpec& site, std::string_view key)
{
    const auto found = std::find_if(site.settings.begin(), site.settings.end(),
                                    [key](const auto& setting) { return setting.first == key; });
    return found == site.settings.end() ? std::string_view{} : std::string_view{found->second};
}

Result<Secret> environmentSecret(std::string_view name)
{
    const std::optional<std::string> value = environmentValue(std::string{name});
    if (!value || value->empty())
        return Error{Errc::NotFound,
                     sentence("errors", "The environment variable %1 is not set; export it for the site.").with(name)};
    return Secret{*value};
}

}  // namespace inferometer
