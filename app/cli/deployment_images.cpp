// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/deployment_images.h"

#include "app/cli/terminal.h"
#include "core/base/visible_text.h"
#include "core/config/comma_list.h"
#include "core/provision/site_images.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <optional>

namespace inferometer::cli {
namespace {

std::string lineOf(const SiteImage& one)
{
    if (one.id.empty())
        return one.region + ": no image: " + one.trouble;
    return one.region + ": " + one.id + (one.created.empty() ? "" : ", made " + one.created) + ": " + one.name
        + (one.state.empty() ? "" : ", " + one.state) + (one.trouble.empty() ? "" : ", " + one.trouble);
}

// One command at images of ours, its progress and its interrupts.
class Work
{
public:
    Work(const DeploymentSpec& spec, const DeploymentOptions& options) : m_spec{spec}, m_options{options}
    {
        m_asker->stop = m_interrupts.token();
    }

    ExitCode list();
    ExitCode copy();
    ExitCode publish();
    ExitCode remove();

private:
    using Images = std::vector<SiteImage>;

    Result<SiteImages> open();
    Result<Images> named(SiteImages& images, std::vector<std::string> wanted);
    Result<Images> chosen(SiteImages& images);
    Result<std::vector<std::string>> regions(SiteImages& images);
    ExitCode tellUsed(Cloud& cloud);
    bool agrees(const std::string& what, const std::string& question) const;
    ExitCode failed(const Error& error) const;
    ExitCode copyStopped(SiteImages& images, const SiteImage& source, const std::string& region);

    const DeploymentSpec& m_spec;
    const DeploymentOptions& m_options;
    Interrupts m_interrupts;
    const std::shared_ptr<Asker> m_asker = std::make_shared<Asker>();
    Progress m_progress;
};

Result<SiteImages> Work::open()
{
    const Result<std::string> folder = deploymentsFolder();
    if (!folder)
        return folder.error();
    return SiteImages::open(
        m_spec, folder.value(),
        {[this](const Sentence& said) { m_progress.note(said.text()); }, terminalAccess(m_options, m_asker), {}});
}

ExitCode Work::failed(const Error& error) const
{
    const ExitCode code = fail(error);
    return m_interrupts.count() > 0 ? m_interrupts.code() : code;
}

bool Work::agrees(const std::string& what, const std::string& question) const
{
    printLine(stdout, what);
    return m_options.yes || m_asker->agrees(question);
}

// What a machine would be made of, region by region.
ExitCode Work::tellUsed(Cloud& cloud)
{
    const Result<Images> images = cloud.images(m_interrupts.token());
    if (!images)
        return failed(images.error());
    for (const SiteImage& one : images.value())
        printLine(stdout, lineOf(one));
    const SiteImage& own = images.value().front();
    return own.trouble.empty()
        ? ExitCode::Done
        : fail(Error::verbatim(Errc::NotFound,
                               "The site's own region " + own.region + " has no image; set its image or image-name.",
                               "site/image"));
}

ExitCode Work::list()
{
    const Provider* provider = findProvider(m_spec.site.provider);
    if (provider->open == nullptr)
        return fail(Error::verbatim(Errc::InvalidInput,
                                    "The site \"" + m_spec.site.provider + "\" is a machine by itself: it offers none.",
                                    "site/provider"));
    const Result<std::unique_ptr<Cloud>> cloud = provider->open(m_spec.site, terminalAccess(m_options, m_asker));
    if (!cloud)
        return fail(cloud.error());
    const ExitCode code = tellUsed(*cloud.value());
    ImageShelf* const shelf = cloud.value()->imageShelf();
    const Result<Images> own = shelf == nullptr ? Images{} : shelf->own(m_interrupts.token());
    if (!own)
        return failed(own.error());
    for (const SiteImage& one : own.value())
        printLine(stdout, "Own, " + lineOf(one));
    return code;
}

// Which --image means, and all of its copies; those that are wanted and the site's own region were asked.
Result<Work::Images> Work::named(SiteImages& images, std::vector<std::string> wanted)
{
    const Result<Images> all = images.own(m_interrupts.token());
    if (!all)
        return all.error();
    wanted.push_back(images.home());
    if (std::optional<Error> trouble = unasked(all.value(), wanted))
        return std::move(*trouble);
    Images found = imagesNamed(all.value(), m_options.images.image, images.home());
    if (!found.empty() || !m_options.images.image.empty())
        return found;
    return Error::verbatim(Errc::NotFound,
                           "There is no image of ours in " + images.home() + "; make one by `images build`.", "image");
}

// That one, and its copies in --regions.
Result<Work::Images> Work::chosen(SiteImages& images)
{
    const std::vector<std::string> wanted = splitAtCommas(m_options.images.regions);
    const Result<Images> all = named(images, wanted);
    if (!all || all.value().empty())
        return all;
    const auto isWanted = [&wanted](const SiteImage& one) {
        return std::any_of(wanted.begin(), wanted.end(),
                           [&one](const std::string& region) { return region == kAllRegions || region == one.region; });
    };
    Images found{all.value().front()};
    std::copy_if(all.value().begin() + 1, all.value().end(), std::back_inserter(found), isWanted);
    for (const std::string& region : wanted) {
        const auto isThere = [&region](const SiteImage& one) { return one.region == region; };
        if (region != kAllRegions && std::none_of(found.begin(), found.end(), isThere))
            return Error::verbatim(Errc::NotFound,
                                   "The image " + found.front().name + " has no copy in " + visibleText(region)
                                       + "; make one by `images copy`.",
                                   "regions");
    }
    return found;
}

Result<std::vector<std::string>> Work::regions(SiteImages& images)
{
    std::vector<std::string> wanted = splitAtCommas(m_options.images.regions);
    if (wanted.empty())
        return Error::verbatim(Errc::InvalidInput, "Name the regions to copy to: --regions a,b or all.", "regions");
    if (std::find(wanted.begin(), wanted.end(), kAllRegions) != wanted.end()) {
        Result<std::vector<std::string>> all = images.regions(m_interrupts.token());
        if (!all)
            return all;
        wanted = std::move(all).value();
    }
    std::erase(wanted, images.home());
    return wanted;
}

ExitCode Work::copyStopped(SiteImages& images, const SiteImage& source, const std::string& region)
{
    if (!images.hasBegun(copyName(source.name, region))) {
        complain("Stopped. What was in " + visibleText(region) + " before is still there: end it by `images remove`.");
        return images.isLeft(copyName(source.name, region)) ? ExitCode::MayRun : m_interrupts.code();
    }
    complain("Stopped before the copy was ready.");
    if (m_options.keep) {
        complain("Kept, as --keep asks: end it by `images remove`.");
        return ExitCode::MayRun;
    }
    const ExitCode code = m_interrupts.code();
    const Status ended = images.end({.region = region, .name = copyName(source.name, region)});
    if (ended)
        return code;
    complain(ended.error().message);
    return ExitCode::MayRun;
}

ExitCode Work::copy()
{
    Result<SiteImages> images = open();
    if (!images)
        return fail(images.error());
    const Result<Images> found = named(images.value(), {});
    if (!found)
        return failed(found.error());
    if (found.value().empty() || found.value().front().region != images.value().home())
        return fail(Error::verbatim(Errc::NotFound,
                                    "There is no such image of ours in " + images.value().home()
                                        + ", from which it is copied; `images` tells those there are.",
                                    "image"));
    const SiteImage source = found.value().front();
    const Result<std::vector<std::string>> regions = this->regions(images.value());
    if (!regions)
        return failed(regions.error());
    std::string names;
    for (const std::string& region : regions.value())
        names.append(names.empty() ? "" : ", ").append(visibleText(region));
    if (!agrees("It copies " + source.name + " to " + names + ", where its snapshots are billed until `images remove`.",
                "Copy it?"))
        return fail(
            Error::verbatim(Errc::InvalidInput, "Nothing was copied: nobody agreed to it (--yes in scripts).", "yes"));
    for (const std::string& region : regions.value()) {
        const Result<SiteImage> copy = images.value().copy(source, region, m_interrupts.token());
        m_progress.clear();
        if (!copy && copy.error().code == Errc::Cancelled && m_interrupts.count() > 0)
            return copyStopped(images.value(), source, region);
        if (!copy) {
            const ExitCode code = failed(copy.error());
            return images.value().isLeft(copyName(source.name, region)) ? ExitCode::MayRun : code;
        }
        printLine(stdout, "Copy, " + lineOf(copy.value()));
    }
    return ExitCode::Done;
}

ExitCode Work::publish()
{
    const ImageReaders readers{splitAtCommas(m_options.images.accounts), m_options.images.isPublic};
    if (readers.accounts.empty() && !readers.isPublic)
        return fail(Error::verbatim(Errc::InvalidInput, "Say who may use it: --accounts a,b or --public.", "accounts"));
    Result<SiteImages> images = open();
    if (!images)
        return fail(images.error());
    const Result<Images> found = chosen(images.value());
    if (!found)
        return failed(found.error());
    if (found.value().empty())
        return fail(Error::verbatim(Errc::NotFound, "There is no such image of ours; `images` tells those there are.",
                                    "image"));
    for (const SiteImage& one : found.value())
        printLine(stdout, lineOf(one));
    const std::string who = readers.isPublic ? "everybody" : "those accounts";
    if (!agrees("It lets " + who + " make machines of this, and read all that is on its disk, a model's weights too.",
                "Publish it?"))
        return fail(Error::verbatim(Errc::InvalidInput,
                                    "Nothing was published: nobody agreed to it (--yes in scripts).", "yes"));
    for (const SiteImage& one : found.value()) {
        if (const Status shared = images.value().share(one, readers, m_interrupts.token()); !shared)
            return failed(shared.error());
        printLine(stdout, "Published, " + lineOf(one));
    }
    return ExitCode::Done;
}

ExitCode Work::remove()
{
    if (m_options.images.image.empty())
        return fail(Error::verbatim(Errc::InvalidInput, "Name the image to remove: --image NAME.", "image"));
    Result<SiteImages> images = open();
    if (!images)
        return fail(images.error());
    Result<Images> found = chosen(images.value());
    if (!found)
        return failed(found.error());
    if (found.value().empty()) {
        Result<SiteImage> left = images.value().find(m_options.images.image, m_interrupts.token());
        if (!left)
            return failed(left.error());
        found = Images{std::move(left).value()};
    }
    for (const SiteImage& one : found.value())
        printLine(stdout, one.region + ": " + one.id + ": " + one.name);
    if (!agrees("It removes this with its snapshots.", "Remove it?"))
        return fail(
            Error::verbatim(Errc::InvalidInput, "Nothing was removed: nobody agreed to it (--yes in scripts).", "yes"));
    for (const SiteImage& one : found.value()) {
        const Status ended = images.value().end(one, m_interrupts.token());
        m_progress.clear();
        if (!ended) {
            complain(ended.error().message);
            return ExitCode::MayRun;
        }
        printLine(stdout, one.name + " is gone with its snapshots, which was looked at twice.");
    }
    return ExitCode::Done;
}

struct Deed
{
    std::string_view name;
    ExitCode (Work::*take)();  // nullptr: it makes a machine
};
constexpr std::array kDeeds{Deed{"list", &Work::list}, Deed{"build", nullptr}, Deed{"copy", &Work::copy},
                            Deed{"publish", &Work::publish}, Deed{"remove", &Work::remove}};

ExitCode build(DeploymentSpec spec, const DeploymentOptions& options)
{
    spec.site = baseSite(spec.site);
    const Result<std::unique_ptr<Journey>> journey = Journey::begin(std::move(spec), options);
    return journey ? journey.value()->buildImage() : fail(journey.error());
}

}  // namespace

void addImageOptions(CLI::App& app, ImageOptions& options)
{
    std::vector<std::string> names;
    names.reserve(kDeeds.size());
    for (const Deed& deed : kDeeds)
        names.emplace_back(deed.name);
    app.add_option("DO", options.deed,
                   "With images: list, or build one of ours, of a machine on which the deployment's engine was ready "
                   "once; copy it to other regions, publish it to other accounts, remove it with its snapshots")
        ->check(CLI::IsMember(names).description(""))
        ->capture_default_str();
    app.add_option("--image", options.image,
                   "An image of ours by its name or id; copy and publish take the newest of the site's region")
        ->type_name("NAME");
    app.add_option("--regions", options.regions,
                   "Where to copy to, or where its copies are published or removed too: regions, or all")
        ->type_name("LIST");
    app.add_option("--accounts", options.accounts, "Who may use what is published: accounts by their numbers")
        ->type_name("LIST");
    app.add_flag("--public", options.isPublic, "Everybody may use what is published");
}

ExitCode takeImages(DeploymentSpec spec, const DeploymentOptions& options)
{
    const auto* const deed = std::find_if(kDeeds.begin(), kDeeds.end(),
                                          [&options](const Deed& one) { return one.name == options.images.deed; });
    if (deed->take == nullptr)
        return build(std::move(spec), options);
    Work work{spec, options};
    return (work.*deed->take)();
}

}  // namespace inferometer::cli
