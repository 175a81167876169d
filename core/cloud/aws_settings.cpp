// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_settings.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_setting.h"
#include "core/http/address.h"
#include "core/workload/environment.h"

#include <arpa/inet.h>

#include <algorithm>
#include <fstream>
#include <optional>

namespace inferometer {

namespace {

constexpr std::int64_t kMostDisk = 16'384;  // of a gp3 volume (EC2 API Reference, EbsBlockDevice)
constexpr std::size_t kLargestProfiles = 1U << 20U;

Error settingError(std::string_view key, const Sentence& said)
{
    return {Errc::InvalidInput, said, "site/" + std::string{key}};
}

// The API's address gets what is signed and a session token, so nobody may read along.
Status checkApiUrl(const std::string& text)
{
    if (text.empty())
        return {};
    const Result<Url> url = parseUrl(text);
    if (!url)
        return url.error().about("site/api-url");
    if (!isSafeForKeys(url.value()))
        return settingError("api-url", sentence("errors", "The api-url of the site must begin with https://."));
    if (url.value().path != "/")
        return settingError("api-url",
                            sentence("errors", "The api-url of the site must end behind the host and its port."));
    return {};
}

// "203.0.113.7" as "203.0.113.7/32"; nothing of what is not one IPv4 address.
std::optional<std::string> oneAddress(std::string text)
{
    constexpr std::string_view kWidth = "/32";
    if (text.ends_with(kWidth))
        text.resize(text.size() - kWidth.size());
    in_addr ignored{};
    if (inet_pton(AF_INET, text.c_str(), &ignored) != 1)
        return std::nullopt;
    return text.append(kWidth);
}

Status readAccess(const SiteSpec& site, AwsSettings& settings)
{
    settings.securityGroup = siteSetting(site, "security-group");
    if (!settings.securityGroup.empty())
        return {};
    const std::optional<std::string> cidr = oneAddress(siteSetting(site, "my-address"));
    if (!cidr)
        return settingError("my-address",
                            sentence("errors",
                                     "The site needs my-address, the one IPv4 address from which SSH is let in "
                                     "(203.0.113.7), or a security-group that is there."));
    settings.myCidr = *cidr;
    return {};
}

Status readChoices(const SiteSpec& site, AwsSettings& settings)
{
    const std::optional<std::int64_t> disk = parseInteger(siteSetting(site, "disk"));
    if (!disk || *disk < 1 || *disk > kMostDisk)
        return settingError(
            "disk",
            sentence("errors", "The disk of the site must be a whole number of GB from 1 to %1.").with(kMostDisk));
    settings.diskGb = *disk;
    const std::optional<bool> spot = parseBool(siteSetting(site, "spot"));
    if (!spot)
        return settingError("spot", sentence("errors", "The setting spot of the site must be true or false."));
    settings.isSpot = *spot;
    const std::string address = siteSetting(site, "address");
    if (address != "public" && address != "private")
        return settingError("address", sentence("errors", "The address of the site must be public or private."));
    settings.isPrivate = address == "private";
    const Result<int> lag = listLagOf(site);
    if (!lag)
        return lag.error();
    settings.listLag = lag.value();
    return {};
}

// Nothing else may be sent where an access key goes, in the open: a file that names another variable by mistake or by
// malice gets no further.
bool isAccessKey(std::string_view text)
{
    const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return text.size() >= 16 && text.size() <= 128 && std::all_of(text.begin(), text.end(), fits);
}

Result<AwsCredentials> checked(AwsCredentials credentials)
{
    if (!isAccessKey(credentials.accessKey.reveal()))
        return Error{Errc::Auth,
                     sentence("errors",
                              "What is given as AWS's access key is none (16 or more capitals and digits); check the "
                              "site's access-key-env or profile."),
                     "site/access-key-env"};
    const auto isOneLine = [](const Secret& secret) {
        return std::all_of(secret.reveal().begin(), secret.reveal().end(),
                           [](char c) { return c > ' ' && c < '\x7f'; });
    };
    if (!isOneLine(credentials.secretKey) || !isOneLine(credentials.sessionToken))
        return Error{Errc::Auth,
                     sentence("errors",
                              "AWS's secret key or session token holds blanks or line breaks; set it again as AWS "
                              "shows it."),
                     "site/secret-key-env"};
    return credentials;
}

std::string profilesPath()
{
    if (const auto given = environmentValue("AWS_SHARED_CREDENTIALS_FILE"); given && !given->empty())
        return *given;
    return environmentValue("HOME").value_or(std::string{}) + "/.aws/credentials";
}

Result<AwsCredentials> profileOf(const std::string& name)
{
    const std::string path = profilesPath();
    std::ifstream file{path, std::ios::binary};
    std::string text(kLargestProfiles, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.empty())
        return Error{Errc::NotFound,
                     sentence("errors", "The file %1 with the profiles of AWS cannot be read; check its path and mode.")
                         .with(visibleText(path)),
                     "site/profile"};
    return awsProfile(text, name);
}

Secret* valueOf(AwsCredentials& credentials, std::string_view key)
{
    if (key == "aws_access_key_id")
        return &credentials.accessKey;
    if (key == "aws_secret_access_key")
        return &credentials.secretKey;
    return key == "aws_session_token" ? &credentials.sessionToken : nullptr;
}

}  // namespace

bool isAwsRegion(std::string_view text)
{
    constexpr std::size_t kLongest = 40;
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), fits);
}

Result<AwsSettings> awsSettings(const SiteSpec& site)
{
    AwsSettings settings;
    settings.place = {siteSetting(site, "region"), siteSetting(site, "api-url")};
    settings.instance = siteSetting(site, "instance");
    settings.image = siteSetting(site, "image");
    settings.imageName = siteSetting(site, "image-name");
    settings.imageOwner = siteSetting(site, "image-owner");
    settings.zone = siteSetting(site, "zone");
    settings.subnet = siteSetting(site, "subnet");
    settings.user = siteSetting(site, "user");
    settings.placementGroup = siteSetting(site, "placement-group");
    if (!isAwsRegion(settings.place.region))
        return settingError("region",
                            sentence("errors", "\"%1\" is no region of AWS; give one such as eu-west-1.")
                                .with(visibleText(shownName(settings.place.region))));
    for (const Status& status :
         {checkApiUrl(settings.place.url), readChoices(site, settings), readAccess(site, settings)})
        if (!status)
            return status.error();
    return settings;
}

Result<AwsCredentials> awsCredentials(const SiteSpec& site, const SiteAccess& access)
{
    if (const std::string profile = siteSetting(site, "profile"); !profile.empty()) {
        const Result<AwsCredentials> found = profileOf(profile);
        return found ? checked(found.value()) : found;
    }
    const Result<Secret> key = access.secret(siteSetting(site, "access-key-env"));
    if (!key)
        return key.error().about("site/access-key-env");
    const Result<Secret> secret = access.secret(siteSetting(site, "secret-key-env"));
    if (!secret)
        return secret.error().about("site/secret-key-env");
    const Result<Secret> token = access.secret(siteSetting(site, "session-token-env"));
    if (!token && token.error().code != Errc::NotFound)
        return token.error().about("site/session-token-env");
    return checked({key.value(), secret.value(), token ? token.value() : Secret{}});
}

Result<AwsCredentials> awsProfile(std::string_view file, std::string_view name)
{
    AwsCredentials credentials;
    bool isInside = false;
    while (!file.empty()) {
        const std::string_view line = trimmed(file.substr(0, file.find('\n')));
        file.remove_prefix(std::min(file.find('\n'), file.size() - 1) + 1);
        if (line.starts_with('[') && line.ends_with(']'))
            isInside = trimmed(line.substr(1, line.size() - 2)) == name;
        const std::size_t equals = line.find('=');
        if (!isInside || equals == std::string_view::npos || line.starts_with('#') || line.starts_with(';'))
            continue;
        if (Secret* value = valueOf(credentials, lowered(trimmed(line.substr(0, equals)))); value != nullptr)
            *value = Secret{std::string{trimmed(line.substr(equals + 1))}};
    }
    if (credentials.accessKey.empty() || credentials.secretKey.empty())
        return Error{Errc::NotFound,
                     sentence("errors",
                              "The profile \"%1\" with an access key and its secret is not in the credentials file of "
                              "AWS; check its name.")
                         .with(visibleText(shownName(name))),
                     "site/profile"};
    return credentials;
}

}  // namespace inferometer
