// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_images.h"

#include "core/base/visible_text.h"
#include "core/cloud/aws_requests.h"
#include "core/host/host.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

SiteImage imageIn(AwsApi& api, const AwsSettings& settings, const std::stop_token& stop)
{
    SiteImage image{.region = api.place().region};
    const Result<XmlNode> answer = api.query(describeImages(settings), stop);
    if (!answer) {
        image.trouble = answer.error().message;
        return image;
    }
    const AwsImage newest = newestImage(answer.value());
    image.id = visibleText(shownName(newest.id));
    image.name = visibleText(shownName(newest.name, 128));  // the longest that EC2 allows
    image.created = visibleText(shownName(newest.created));
    if (image.id.empty())
        image.trouble
            = settings.image == kOwnImage ? "it has none of ours" : "it has none that image-name and image-owner find";
    return image;
}

}  // namespace

Result<std::vector<std::string>> awsRegions(const XmlNode& answer)
{
    constexpr std::size_t kMost = 200;
    std::vector<std::string> regions;
    for (const XmlNode& item : answer.items("regionInfo"))
        regions.emplace_back(item.at("regionName"));
    if (regions.empty() || regions.size() > kMost || !std::all_of(regions.begin(), regions.end(), isAwsRegion))
        return Error{Errc::Protocol,
                     sentence("errors", "AWS did not say which regions there are; check the site's api-url."),
                     "site/api-url"};
    return regions;
}

Result<std::vector<std::string>> usableRegions(AwsApi& api, const std::stop_token& stop)
{
    const Result<XmlNode> answer = api.query({.action = "DescribeRegions", .isRead = true}, stop);
    return answer ? awsRegions(answer.value()) : Result<std::vector<std::string>>{answer.error()};
}

Result<std::vector<SiteImage>> awsImages(AwsApi& api, const AwsSettings& settings, const std::stop_token& stop)
{
    std::vector<SiteImage> images{imageIn(api, settings, stop)};
    if (isOneImage(settings))
        return images;
    const Result<std::vector<std::string>> regions = usableRegions(api, stop);
    if (!regions)
        return regions.error();
    for (const std::string& region : regions.value()) {
        if (stop.stop_requested())
            return stoppedMidway();
        if (region == settings.place.region)
            continue;
        AwsApi there = api.in(region);
        images.push_back(imageIn(there, settings, stop));
    }
    return images;
}

}  // namespace inferometer
