// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/site_images.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/host/ssh_key.h"
#include "core/provision/deployment_lock.h"
#include "core/provision/shared_machine.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

constexpr double kPatience = 3600;  // s: disks of hundreds of GB, into other regions too

// In its place: sites are the same by their settings in their order.
SiteSpec siteIn(SiteSpec site, const std::string& region)
{
    for (auto& [key, value] : site.settings)
        if (key == "region")
            value = region;
    return site;
}

Error noShelf(const std::string& provider)
{
    return {Errc::Unsupported,
            sentence("errors", "The site \"%1\" makes no images of ours; see its setting image, where it has one.")
                .with(provider),
            "site/provider"};
}

}  // namespace

std::string newImageName(std::string_view engine, Nanos now)
{
    constexpr std::size_t kRandom = 8;  // of a UUID, whose end is
    std::string moment = utcText(now).substr(0, std::string_view{"2026-12-01T12:30:05"}.size());
    for (char& c : moment)
        c = c == 'T' || c == ':' ? '-' : c;
    std::string name = uniqueResourceName(engine);
    const std::string random = name.substr(name.size() - kRandom);
    constexpr std::size_t kUuid = 36;
    name.resize(name.size() - kUuid);
    return name + moment + "-" + random;
}

std::string copyName(std::string_view image, std::string_view region)
{
    std::string name{image};
    return name.append("-").append(region);
}

std::vector<SiteImage> imagesNamed(const std::vector<SiteImage>& all, std::string_view which, std::string_view home)
{
    const auto first = std::find_if(all.begin(), all.end(), [which, home](const SiteImage& one) {
        return which.empty() ? one.region == home && one.isReady
                             : !one.id.empty() && (one.name == which || one.id == which);
    });
    if (first == all.end())
        return {};
    std::vector<SiteImage> found{*first};
    for (const SiteImage& one : all)
        if (!one.id.empty() && one.name == copyName(first->name, one.region))
            found.push_back(one);
    return found;
}

// Not the whole file: a machine's own user may have put others there. That of root holds the key where the machine's
// first start wrote it.
std::string forgetUsScript(std::string_view publicKey)
{
    const std::string_view word = publicKey.substr(std::min(publicKey.find(' ') + 1, publicKey.size()));
    const std::string key = shellWord(word.substr(0, word.find(' ')));
    return "forget() {\n  file=$1; shift\n  \"$@\" grep -qF -- " + key
        + " \"$file\" 2> /dev/null || return 0\n"
          "  left=$(\"$@\" grep -vF -- "
        + key
        + " \"$file\") || true\n"
          "  printf '%s\\n' \"$left\" | \"$@\" tee \"$file\" > /dev/null\n}\n"
          "forget \"$HOME/.ssh/authorized_keys\" || exit 1\n"
          "if [ \"$(id -u)\" != 0 ] && sudo -n true 2> /dev/null; then\n"
          "  forget /root/.ssh/authorized_keys sudo -n || exit 1\nfi\n"
          "rm -rf -- \"$HOME/.inferometer\" || exit 1\nsync\n";
}

SiteSpec baseSite(SiteSpec site)
{
    std::erase_if(site.settings,
                  [](const auto& setting) { return setting.first == "image" && setting.second == kOwnImage; });
    return site;
}

namespace {

// What it consists of is on the ledger before it is called standing. A site may list it late.
Status keep(const MachineWork& work, const Resource& image, const std::stop_token& stop)
{
    constexpr int kMostTries = 5;
    constexpr double kFirstPause = 0.25;  // s, twice as long each time
    std::vector<SiteResource> snapshots;
    for (int tries = 1;; ++tries) {
        const Result<std::vector<SiteResource>> all = listWith(work.cloud, ResourceKind::Snapshot, stop);
        for (const SiteResource& one : all ? all.value() : std::vector<SiteResource>{})
            if (one.kind == ResourceKind::Snapshot && one.name == image.name && !one.isEnded)
                snapshots.push_back(one);
        if (!snapshots.empty())
            break;
        const bool isFinal = !all && (all.error().code == Errc::Auth || all.error().code == Errc::Cancelled);
        if (!all && (isFinal || tries == kMostTries))
            return all.error();
        if (tries == kMostTries)
            return Error{
                Errc::Protocol,
                sentence("errors", "The image %1 is there, and no snapshot that bears its name; make it again.")
                    .with(image.name)};
        if (!pauseFor(fromSeconds(kFirstPause * static_cast<double>(1 << (tries - 1))), stop))
            return stoppedMidway();
    }
    for (const SiteResource& one : snapshots) {
        Resource snapshot = image;
        snapshot.kind = one.kind;
        snapshot.id = one.id;
        if (Status written = work.ledger.write(snapshot, ResourceState::Standing); !written)
            return written;
    }
    return work.ledger.write(image, ResourceState::Standing);
}

Result<SiteImage> finish(const MachineWork& work, const Resource& image, const std::stop_token& stop)
{
    const Result<SiteResource> ready = awaitPart(work, ResourceKind::Image, image.name, kPatience, stop);
    if (!ready)
        return ready.error();
    if (const Status kept = keep(work, image, stop); !kept)
        return kept.error();
    return SiteImage{.region = siteSetting(image.site, "region"),
                     .id = visibleText(shownName(ready.value().id)),
                     .name = image.name,
                     .state = visibleText(ready.value().state),
                     .isReady = true};
}

// Its line as the ledger has it, or as it is now.
Result<Resource> lineOf(const Ledger& ledger, Resource line)
{
    const Result<Ledger::Read> read = ledger.read();
    if (!read)
        return read.error();
    const std::string id = line.id;
    line.created = realtimeNow();
    for (const Resource& one : read.value().resources)
        if (one.kind == line.kind && one.name == line.name && one.state != ResourceState::Gone)
            line = one;
    line.id = id;
    return line;
}

}  // namespace

Result<SiteImage> makeImage(const MachineWork& work, const Resource& line, const MakeCall& call,
                            const std::stop_token& stop)
{
    const Result<Resource> begun = makePart(work, line, call, stop);
    if (!begun)
        return begun.error();
    const Status written = work.ledger.write(begun.value(), ResourceState::Creating);
    return written ? finish(work, begun.value(), stop) : Result<SiteImage>{written.error()};
}

Result<SiteImage> makeOrFindImage(const MachineWork& work, Resource line, const MakeCall& call,
                                  const std::stop_token& stop)
{
    const Result<std::vector<SiteResource>> there = listWith(work.cloud, line.kind, stop);
    if (!there)
        return there.error();
    for (const SiteResource& one : there.value())
        if (one.kind == line.kind && one.name == line.name && !one.isEnded && one.trouble.empty())
            line.id = one.id;
    if (!line.id.empty()) {
        const Result<Resource> known = lineOf(work.ledger, std::move(line));
        return known ? finish(work, known.value(), stop) : Result<SiteImage>{known.error()};
    }
    Result<SiteImage> made = makeImage(work, line, call, stop);
    if (made || made.error().code == Errc::Cancelled)
        return made;
    const Status ended = endMachine(work, line.name);
    return ended
        ? made
        : Error{ended.error().code,
                sentence("errors", "%1 And it could not be ended: %2").with(made.error().said, ended.error().said)};
}

std::optional<Error> unasked(const std::vector<SiteImage>& all, const std::vector<std::string>& wanted)
{
    const auto isWanted = [&wanted](const std::string& region) {
        return std::any_of(wanted.begin(), wanted.end(),
                           [&region](const std::string& one) { return one == kAllRegions || one == region; });
    };
    for (const SiteImage& one : all)
        if (one.id.empty() && !one.trouble.empty() && isWanted(one.region))
            return Error{Errc::Network,
                         sentence("errors",
                                  "The region %1 cannot be asked which images of ours it has, so nothing is "
                                  "done; try again. %2")
                             .with(visibleText(shownName(one.region)), one.trouble),
                         "regions"};
    return std::nullopt;
}

SiteImages::SiteImages(DeploymentSpec spec, std::string folder, Ledger ledger, DeploymentTools tools)
    : m_spec{std::move(spec)}
    , m_folder{std::move(folder)}
    , m_ledger{std::move(ledger)}
    , m_tools{std::move(tools)}
{}

Result<SiteImages> SiteImages::open(const DeploymentSpec& spec, const std::string& folder, DeploymentTools tools)
{
    const Provider* provider = findProvider(spec.site.provider);
    if (provider == nullptr || provider->open == nullptr || !hasSetting(*provider, "region"))
        return noShelf(spec.site.provider);
    Result<Ledger> ledger = Ledger::open(folder);
    if (!ledger)
        return ledger.error();
    SiteImages images{spec, folder, std::move(ledger).value(), std::move(tools)};
    images.m_spec.site = baseSite(images.m_spec.site);
    Result<std::unique_ptr<Cloud>> cloud = images.cloudIn(images.home());
    if (!cloud)
        return cloud.error();
    images.m_cloud = std::move(cloud).value();
    return images;
}

std::string SiteImages::home() const { return siteSetting(m_spec.site, "region"); }

Status SiteImages::lock()
{
    if (m_lock.isOpen())
        return {};
    Result<Fd> held = lockDeployment(m_folder, m_spec.name);
    if (!held)
        return held.error();
    m_lock = std::move(held).value();
    return {};
}

Result<std::unique_ptr<Cloud>> SiteImages::cloudIn(const std::string& region) const
{
    Result<std::unique_ptr<Cloud>> cloud
        = findProvider(m_spec.site.provider)->open(siteIn(m_spec.site, region), m_tools.access);
    if (cloud && cloud.value()->imageShelf() == nullptr)
        return noShelf(m_spec.site.provider);
    return cloud;
}

Result<std::vector<std::string>> SiteImages::regions(const std::stop_token& stop)
{
    return m_cloud->imageShelf()->regions(stop);
}

Result<std::vector<SiteImage>> SiteImages::own(const std::stop_token& stop) { return m_cloud->imageShelf()->own(stop); }

Result<SiteImage> SiteImages::build(const Deployment& deployment, const std::stop_token& stop)
{
    const Result<std::optional<Resource>> machine = machineOf(m_ledger, m_spec.name);
    if (!machine)
        return machine.error();
    const std::shared_ptr<Host> host = deployment.host();
    if (!machine.value() || !host)
        return Error{Errc::NotFound,
                     sentence("errors", "There is no machine of %1; make it by `create`.").with(m_spec.name)};
    const Result<std::string> key = ensureSshKey(m_folder + "/" + m_spec.name + "/key");
    const Result<std::string> forgotten = key
        ? outputOf(*host, forgetUsScript(key.value()), {.timeout = std::chrono::minutes{5}, .isRepeatable = true}, stop)
        : key;
    if (!forgotten)
        return forgotten.error();
    const Resource line{.name = newImageName(m_spec.engine.recipe, realtimeNow()),
                        .deployment = m_spec.name,
                        .site = siteIn(machine.value()->site, home()),
                        .kind = ResourceKind::Image};
    return makeImage(
        {*m_cloud, m_ledger, m_tools.progress}, line,
        [&] { return m_cloud->imageShelf()->make(line.name, machine.value()->id, stop); }, stop);
}

Result<SiteImage> SiteImages::copy(const SiteImage& source, const std::string& region, const std::stop_token& stop)
{
    if (Status locked = lock(); !locked)
        return locked.error();
    const Result<std::unique_ptr<Cloud>> cloud = cloudIn(region);
    if (!cloud)
        return cloud.error();
    const Resource line{.name = copyName(source.name, region),
                        .deployment = m_spec.name,
                        .site = siteIn(m_spec.site, region),
                        .kind = ResourceKind::Image};
    const auto begin = [&] {
        m_begun = line.name;
        return cloud.value()->imageShelf()->copy(line.name, source, stop);
    };
    return makeOrFindImage({*cloud.value(), m_ledger, m_tools.progress}, line, begin, stop);
}

Status SiteImages::share(const SiteImage& image, const ImageReaders& readers, const std::stop_token& stop)
{
    const Result<std::unique_ptr<Cloud>> cloud = cloudIn(image.region);
    return cloud ? cloud.value()->imageShelf()->share(image.id, readers, stop) : Status{cloud.error()};
}

Result<SiteImage> SiteImages::find(const std::string& name, const std::stop_token& stop)
{
    const Result<Ledger::Read> read = m_ledger.read();
    if (!read)
        return read.error();
    for (const Resource& one : read.value().resources)
        if (one.name == name && outlivesDeployment(one.kind) && one.state != ResourceState::Gone
            && one.site.provider == m_spec.site.provider)
            return SiteImage{.region = siteSetting(one.site, "region"), .id = one.id, .name = one.name};
    const Result<std::vector<SiteResource>> all = listWith(*m_cloud, ResourceKind::Snapshot, stop);
    if (!all)
        return all.error();
    for (const SiteResource& one : all.value())
        if (one.name == name && outlivesDeployment(one.kind) && !one.isEnded)
            return SiteImage{.region = home(), .id = one.id, .name = one.name, .state = one.state};
    return Error{Errc::NotFound,
                 sentence("errors", "There is no image of ours called %1; `images` tells those there are.")
                     .with(visibleText(shownName(name, 128))),
                 "image"};
}

bool SiteImages::isLeft(const std::string& name) const
{
    const Result<Ledger::Read> read = m_ledger.read();
    return !read
        || std::any_of(read.value().resources.begin(), read.value().resources.end(), [&name](const Resource& one) {
               return one.name == name && outlivesDeployment(one.kind) && one.state != ResourceState::Gone
                   && one.state != ResourceState::Standing;
           });
}

Status SiteImages::end(const SiteImage& image, const std::stop_token& stop)
{
    if (Status locked = lock(); !locked)
        return locked;
    const Result<std::unique_ptr<Cloud>> cloud = cloudIn(image.region);
    return cloud ? endMachine({*cloud.value(), m_ledger, m_tools.progress}, image.name, stop) : Status{cloud.error()};
}

}  // namespace inferometer
