// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws.h"

#include "core/base/visible_text.h"
#include "core/cloud/aws_errors.h"
#include "core/cloud/aws_image_shelf.h"
#include "core/cloud/aws_images.h"
#include "core/cloud/aws_offers.h"
#include "core/cloud/aws_requests.h"
#include "core/workload/readiness.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

constexpr std::array kParts{ResourceKind::KeyPair, ResourceKind::SecurityGroup, ResourceKind::Machine};
constexpr std::array kPartsOfNamedGroup{ResourceKind::KeyPair, ResourceKind::Machine};
constexpr std::size_t kMostStatuses = 100;  // EC2 API Reference, DescribeInstanceStatus, InstanceId
constexpr int kMostTries = 5;

std::string idOf(std::span<const SiteResource> made, ResourceKind kind)
{
    const auto found
        = std::find_if(made.begin(), made.end(), [kind](const SiteResource& one) { return one.kind == kind; });
    return found == made.end() ? std::string{} : found->id;
}

class AwsCloud : public Cloud
{
public:
    AwsCloud(AwsSettings settings, AwsCredentials credentials)
        : m_settings{std::move(settings)}
        , m_api{m_settings.place, std::move(credentials)}
    {}

    Result<std::string> account(const std::stop_token& stop) override;
    Result<Offer> asked(const std::stop_token& stop) override;
    Result<std::vector<Offer>> offers(const std::stop_token& stop) override
    {
        return awsOffers(m_api, m_settings, stop);
    }
    Result<std::vector<SiteImage>> images(const std::stop_token& stop) override
    {
        return awsImages(m_api, m_settings, stop);
    }
    ImageShelf* imageShelf() override { return &m_shelf; }
    std::span<const ResourceKind> parts() const override
    {
        return m_settings.securityGroup.empty() ? std::span<const ResourceKind>{kParts} : kPartsOfNamedGroup;
    }
    Result<std::string> make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                             const std::stop_token& stop) override;
    Result<std::vector<SiteResource>> list(const std::stop_token& stop) override;
    std::optional<Error> imagesUnlisted() const override { return m_imagesUnlisted; }
    double listLag() const override { return m_settings.listLag; }
    Status end(const SiteResource& resource, const std::stop_token& stop) override
    {
        return m_api.remove(endCall(resource), stop);
    }

private:
    Result<AwsImage> image(const std::stop_token& stop);
    Status tryOut(const AwsImage& image, const std::stop_token& stop);
    Result<std::string> makeGroup(const MachineWish& wish, const std::stop_token& stop);
    Status openGroup(const std::string& group, const std::stop_token& stop);
    Result<std::string> vpcOfSubnet(const std::stop_token& stop);
    Status addMachines(std::vector<SiteResource>& all, const std::stop_token& stop);
    Status addImages(std::vector<SiteResource>& all, const std::stop_token& stop);
    Status addParts(ResourceKind kind, std::vector<SiteResource>& all, const std::stop_token& stop);
    Status lookAtChecks(std::vector<SiteResource>& all, const std::stop_token& stop);
    Status lookAtChecksOf(std::span<SiteResource* const> machines, const std::stop_token& stop);

    AwsSettings m_settings;
    AwsApi m_api;
    AwsImageShelf m_shelf{m_api, m_settings};
    std::optional<Error> m_imagesUnlisted;
};

Result<AwsImage> AwsCloud::image(const std::stop_token& stop)
{
    const Result<XmlNode> answer = m_api.query(describeImages(m_settings), stop);
    if (!answer)
        return answer.error().field == "site/region" ? answer.error().about("site/image") : answer.error();
    AwsImage found = newestImage(answer.value());
    if (!found.id.empty() && !found.rootDevice.empty())
        return found;
    if (m_settings.image == kOwnImage)
        return Error{Errc::NotFound,
                     sentence("errors",
                              "The region %1 of AWS has no machine image of ours; make one by `images build`, or copy "
                              "one there by `images copy`.")
                         .with(m_settings.place.region),
                     "site/image"};
    const bool isNamed = !m_settings.image.empty();
    return Error{
        Errc::NotFound,
        sentence("errors",
                 "The region %1 of AWS has no machine image %2 that can be used; images are of one region each: "
                 "set an image or image-name of the site that is there.")
            .with(m_settings.place.region,
                  visibleText(shownName(isNamed ? m_settings.image : m_settings.imageName, 120))),
        isNamed ? "site/image" : "site/image-name"};
}

Status AwsCloud::tryOut(const AwsImage& image, const std::stop_token& stop)
{
    AwsCall call = runInstances(m_settings, {"inferometer-trial", {}, 60}, {image, {}, m_settings.securityGroup, true});
    call.parameters.emplace_back("DryRun", "true");
    const Result<AwsAnswer> answer = m_api.ask(call, stop);
    if (!answer)
        return answer.error();
    const AwsAnswer& said = answer.value();
    return said.code == "DryRunOperation" ? Status{}
                                          : awsError({call.action, call.isRead, said.status, said.code, said.words});
}

Result<std::string> AwsCloud::account(const std::stop_token& stop)
{
    const AwsCall call{.action = "GetCallerIdentity", .isRead = true, .service = kSts};
    const Result<XmlNode> answer = m_api.query(call, stop);
    if (!answer)
        return answer.error();
    const XmlNode& who = answer.value();
    const std::string account{who.at("GetCallerIdentityResult/Account")};
    const std::string name{who.at("GetCallerIdentityResult/Arn")};
    if (account.empty())
        return Error{Errc::Protocol,
                     sentence("errors", "AWS did not say whose credentials these are; check the site's api-url."),
                     "site/api-url"};
    const std::string said
        = "AWS account " + visibleText(shownName(account)) + ", " + visibleText(shownName(name, 200));
    const Result<AwsImage> found = image(stop);
    if (!found)
        return found.error().code == Errc::NotFound ? Result<std::string>{said} : found.error();
    if (const Status allowed = tryOut(found.value(), stop); !allowed)
        return allowed.error();
    std::vector<SiteResource> ignored;
    if (const Status listed = addImages(ignored, stop); !listed)
        return listed.error();
    return said + ", may run instances" + (m_imagesUnlisted ? "; may not list images of ours and their snapshots" : "");
}

Result<Offer> AwsCloud::asked(const std::stop_token& stop)
{
    if (const Result<AwsImage> found = image(stop); !found)
        return found.error();
    return awsAsked(m_api, m_settings, stop);
}

Result<std::string> AwsCloud::vpcOfSubnet(const std::stop_token& stop)
{
    if (m_settings.subnet.empty())
        return std::string{};
    const AwsCall call{.action = "DescribeSubnets", .parameters = {{"SubnetId.1", m_settings.subnet}}, .isRead = true};
    const Result<XmlNode> answer = m_api.query(call, stop);
    if (!answer)
        return answer.error().about("site/subnet");
    return std::string{answer.value().at("subnetSet/item/vpcId")};
}

Result<std::string> AwsCloud::makeGroup(const MachineWish& wish, const std::stop_token& stop)
{
    const Result<std::string> vpc = vpcOfSubnet(stop);
    if (!vpc)
        return vpc.error();
    return m_api.make(createSecurityGroup(wish, vpc.value()), "groupId", stop);
}

// With the machine, not with the group: of a group that was left in doubt and found nobody knows whether it lets
// somebody in, and to allow that twice does no harm. EC2 may not know yet what it has just made (EC2 API Reference,
// "Eventual consistency").
Status AwsCloud::openGroup(const std::string& group, const std::stop_token& stop)
{
    const AwsCall call = allowLogin(m_settings, group);
    for (int tries = 1;; ++tries) {
        const Result<AwsAnswer> answer = m_api.ask(call, stop);
        const AwsAnswer said = answer ? answer.value() : AwsAnswer{};
        if (said.status / 100 == 2 || said.code == "InvalidPermission.Duplicate")
            return {};
        Error error
            = answer ? awsError({call.action, call.isRead, said.status, said.code, said.words}) : answer.error();
        const bool mayPass = isAwsNotFound(said.code) || isDoubtful(error);
        if (!mayPass || tries == kMostTries || !pauseFor(std::chrono::seconds{1}, stop))
            return error;
    }
}

Result<std::string> AwsCloud::make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                                   const std::stop_token& stop)
{
    if (part == ResourceKind::KeyPair)
        return m_api.make(importKeyPair(wish), "keyName", stop);
    if (part == ResourceKind::SecurityGroup)
        return makeGroup(wish, stop);
    const Result<AwsImage> found = image(stop);
    if (!found)
        return found.error();
    std::string group = m_settings.securityGroup;
    if (group.empty()) {
        group = idOf(made, ResourceKind::SecurityGroup);
        if (const Status opened = openGroup(group, stop); !opened)
            return opened.error();
    }
    const AwsLaunch launch{found.value(), wish.name, group};
    return m_api.make(runInstances(m_settings, wish, launch), "instancesSet/item/instanceId", stop);
}

Status AwsCloud::addMachines(std::vector<SiteResource>& all, const std::stop_token& stop)
{
    const AwsList list = awsList(ResourceKind::Machine);
    const auto take = [this, &all](const XmlNode& reservation) {
        for (const XmlNode& item : reservation.items("instancesSet"))
            if (SiteResource machine = instanceOf(item, m_settings); !machine.name.empty())
                all.push_back(std::move(machine));
    };
    const Status listed = m_api.eachItem(list.call, list.path, take, stop);
    return listed ? lookAtChecks(all, stop) : listed;
}

Status AwsCloud::lookAtChecks(std::vector<SiteResource>& all, const std::stop_token& stop)
{
    std::vector<SiteResource*> ready;
    for (SiteResource& machine : all)
        if (machine.isReady)
            ready.push_back(&machine);
    for (std::span<SiteResource* const> rest{ready}; !rest.empty();) {
        const std::size_t count = std::min(rest.size(), kMostStatuses);
        if (Status asked = lookAtChecksOf(rest.first(count), stop); !asked)
            return asked;
        rest = rest.subspan(count);
    }
    return {};
}

Status AwsCloud::lookAtChecksOf(std::span<SiteResource* const> machines, const std::stop_token& stop)
{
    AwsCall call{.action = "DescribeInstanceStatus"};
    for (const SiteResource* machine : machines)
        call.parameters.emplace_back("InstanceId." + std::to_string(call.parameters.size() + 1), machine->id);
    const auto take = [machines](const XmlNode& item) {
        for (SiteResource* machine : machines)
            machine->isReady = machine->isReady && !(machine->id == item.at("instanceId") && isImpaired(item));
    };
    return m_api.eachItem(call, "instanceStatusSet", take, stop);
}

Status AwsCloud::addParts(ResourceKind kind, std::vector<SiteResource>& all, const std::stop_token& stop)
{
    const AwsList list = awsList(kind);
    const auto take = [kind, &all](const XmlNode& item) {
        if (SiteResource part = partOf(kind, item); !part.name.empty())
            all.push_back(std::move(part));
    };
    return m_api.eachItem(list.call, list.path, take, stop);
}

Result<std::vector<SiteResource>> AwsCloud::list(const std::stop_token& stop)
{
    std::vector<SiteResource> all;
    if (const Status machines = addMachines(all, stop); !machines)
        return machines.error();
    for (const ResourceKind kind : {ResourceKind::Volume, ResourceKind::KeyPair, ResourceKind::SecurityGroup})
        if (const Status parts = addParts(kind, all, stop); !parts)
            return parts.error();
    const Status images = addImages(all, stop);
    return images ? Result<std::vector<SiteResource>>{std::move(all)} : images.error();
}

// Both or none of them: what is half listed would be thought gone.
Status AwsCloud::addImages(std::vector<SiteResource>& all, const std::stop_token& stop)
{
    std::vector<SiteResource> images;
    m_imagesUnlisted.reset();
    for (const ResourceKind kind : {ResourceKind::Image, ResourceKind::Snapshot}) {
        const Status listed = addParts(kind, images, stop);
        if (!listed && listed.error().code == Errc::Auth) {
            m_imagesUnlisted = listed.error();
            return {};
        }
        if (!listed)
            return listed;
    }
    std::move(images.begin(), images.end(), std::back_inserter(all));
    return {};
}

}  // namespace

Result<std::unique_ptr<Cloud>> openAws(const SiteSpec& site, const SiteAccess& access)
{
    Result<AwsSettings> settings = awsSettings(site);
    if (!settings)
        return settings.error();
    Result<AwsCredentials> credentials = awsCredentials(site, access);
    if (!credentials)
        return credentials.error();
    return std::unique_ptr<Cloud>{
        std::make_unique<AwsCloud>(std::move(settings).value(), std::move(credentials).value())};
}

}  // namespace inferometer
