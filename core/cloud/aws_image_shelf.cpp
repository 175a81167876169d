// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_image_shelf.h"

#include "core/base/visible_text.h"
#include "core/cloud/aws_images.h"
#include "core/cloud/aws_requests.h"
#include "core/host/host.h"

#include <algorithm>
#include <utility>

namespace inferometer {

std::optional<SiteImage> ownImage(const XmlNode& item, const std::string& region)
{
    const SiteResource image = partOf(ResourceKind::Image, item);
    if (image.name.empty() || image.isEnded)
        return std::nullopt;
    return SiteImage{.region = region,
                     .id = visibleText(shownName(image.id)),
                     .name = visibleText(shownName(image.name, 128)),
                     .created = visibleText(shownName(item.at("creationDate"))),
                     .trouble = image.trouble,
                     .state = visibleText(shownName(image.state)),
                     .isReady = image.isReady};
}

void sortNewestFirst(std::vector<SiteImage>& images)
{
    std::stable_sort(images.begin(), images.end(),
                     [](const SiteImage& a, const SiteImage& b) { return a.created > b.created; });
}

bool letsIn(const XmlNode& answer, const ImageReaders& readers)
{
    const auto has = [&answer](std::string_view key, std::string_view value) {
        const std::span<const XmlNode> items = answer.items("launchPermission");
        return std::any_of(items.begin(), items.end(),
                           [key, value](const XmlNode& item) { return item.at(key) == value; });
    };
    return (!readers.isPublic || has("group", "all"))
        && std::all_of(readers.accounts.begin(), readers.accounts.end(),
                       [&has](const std::string& account) { return has("userId", account); });
}

bool isAwsAccount(std::string_view text)
{
    constexpr std::size_t kDigits = 12;
    return text.size() == kDigits && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<std::vector<std::string>> AwsImageShelf::regions(const std::stop_token& stop)
{
    return usableRegions(m_api, stop);
}

Result<std::vector<SiteImage>> AwsImageShelf::own(const std::stop_token& stop)
{
    const Result<std::vector<std::string>> regions = this->regions(stop);
    if (!regions)
        return regions.error();
    std::vector<SiteImage> all;
    for (const std::string& region : regions.value()) {
        if (stop.stop_requested())
            return stoppedMidway();
        std::vector<SiteImage> images = ownIn(region, stop);
        std::move(images.begin(), images.end(), std::back_inserter(all));
    }
    return all;
}

// Whole, or what is wrong: of half a list nobody knows what it leaves out.
std::vector<SiteImage> AwsImageShelf::ownIn(const std::string& region, const std::stop_token& stop)
{
    AwsApi there = m_api.in(region);
    const AwsList list = awsList(ResourceKind::Image);
    std::vector<SiteImage> images;
    const auto take = [&](const XmlNode& item) {
        if (std::optional<SiteImage> image = ownImage(item, region))
            images.push_back(std::move(*image));
    };
    if (const Status listed = there.eachItem(list.call, list.path, take, stop); !listed)
        return {{.region = region, .trouble = listed.error().message}};
    sortNewestFirst(images);
    return images;
}

Result<std::string> AwsImageShelf::make(const std::string& name, const std::string& machine,
                                        const std::stop_token& stop)
{
    return m_api.make(createImage(name, machine), "imageId", stop);
}

Result<std::string> AwsImageShelf::copy(const std::string& name, const SiteImage& source, const std::stop_token& stop)
{
    return m_api.make(copyImage(name, source), "imageId", stop);
}

Status AwsImageShelf::share(const std::string& id, const ImageReaders& readers, const std::stop_token& stop)
{
    for (const std::string& account : readers.accounts)
        if (!isAwsAccount(account))
            return Error{Errc::InvalidInput,
                         sentence("errors", "\"%1\" is no account of AWS; give its 12 digits.")
                             .with(visibleText(shownName(account))),
                         "accounts"};
    if (const Result<XmlNode> done = m_api.query(shareImage(id, readers), stop); !done)
        return done.error();
    const Result<XmlNode> now = m_api.query({.action = "DescribeImageAttribute",
                                             .parameters = {{"ImageId", id}, {"Attribute", "launchPermission"}},
                                             .isRead = true},
                                            stop);
    if (!now)
        return now.error();
    if (letsIn(now.value(), readers))
        return {};
    return Error{
        Errc::Protocol,
        sentence("errors", "AWS took who may use the image %1, and does not list them; look at it, or try again.")
            .with(visibleText(shownName(id)))};
}

}  // namespace inferometer
