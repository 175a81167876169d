// SPDX-License-Identifier: GPL-3.0-or-later
// `deployment`: an engine made ready on a machine, measured and ended, a step at a time.
#include "app/cli/commands.h"
#include "app/cli/deployment_images.h"
#include "app/cli/deployment_journey.h"
#include "app/cli/offers_table.h"
#include "app/cli/terminal.h"
#include "core/base/text.h"
#include "core/cloud/named_sites.h"
#include "core/config/user_folders.h"
#include "core/provision/engine_recipe.h"
#include "core/provision/machine_choice.h"
#include "core/provision/sia_toml.h"
#include "core/provision/standing.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inferometer::cli {
namespace {

std::string endsText(const Resource& resource)
{
    const double left = seconds(resource.deadline - realtimeNow());
    if (resource.deadline == Nanos{0})
        return outlivesDeployment(resource.kind) ? "kept until it is removed" : "its end is not known";
    return left > 0 ? "ends itself in " + formatDuration(left) : "should have ended " + formatDuration(-left) + " ago";
}

std::string lineOf(const Standing& standing)
{
    const Resource& resource = standing.resource;
    const std::string_view state = standing.isKnown ? stateName(resource.state)
        : resource.deployment.empty()               ? "not in the ledger"
                                                    : "gone by the ledger";
    const std::string_view seen = !standing.isSeen ? "not looked at" : standing.isThere ? "runs" : "does not run";
    std::string line = resource.name + ": ";
    if (resource.kind != ResourceKind::Engine)
        line.append(kindName(resource.kind)).append(" at ").append(resource.site.provider).append(", ");
    line.append(state).append(", ").append(seen).append(", ").append(endsText(resource));
    if (resource.pricePerHour > 0)
        line += ", " + moneyText(resource.pricePerHour, resource.currency) + " an hour, "
            + moneyText(costSoFar(standing, realtimeNow()), resource.currency) + " so far";
    return line;
}

bool isTold(const Standing& standing, const std::optional<DeploymentSpec>& spec, bool orphansOnly)
{
    const Resource& resource = standing.resource;
    const bool isOrphan = !standing.isKnown || resource.state != ResourceState::Standing;
    const bool isOf = !spec || resource.deployment == spec->name
        || (resource.deployment.empty() && bearsNameOf(resource.name, spec->name));
    return isOf && (isOrphan || !orphansOnly);
}

// Where to look beside what the ledger knows: a machine that was never chosen was never made.
Result<std::vector<SiteSpec>> sitesToAsk(const std::optional<DeploymentSpec>& spec, const std::string& folder)
{
    if (!spec)
        return accounts(configFolder());
    std::vector<SiteSpec> sites;
    if (const auto site = settledSite(*spec, folder + "/" + spec->name + "/choice.json"))
        sites.push_back(*site);
    return sites;
}

Result<StandingNow> lookAround(const std::optional<DeploymentSpec>& spec, const DeploymentOptions& options)
{
    const Result<std::string> folder = deploymentsFolder();
    const Result<Ledger> ledger = folder ? Ledger::open(folder.value()) : Result<Ledger>{folder.error()};
    if (!ledger)
        return ledger.error();
    const Result<std::vector<SiteSpec>> sites = sitesToAsk(spec, folder.value());
    Result<StandingNow> now
        = standingNow(ledger.value(), sites ? sites.value() : std::vector<SiteSpec>{}, terminalAccess(options));
    if (now && !sites)
        now.value().unseen.push_back(sites.error());
    return now;
}

// What of ours may still run, wherever; of one deployment, where it is named.
ExitCode tellStanding(const std::optional<DeploymentSpec>& spec, const DeploymentOptions& options)
{
    const bool orphansOnly = options.step == "orphans";
    Result<StandingNow> now = lookAround(spec, options);
    if (!now)
        return fail(now.error());
    std::vector<Standing>& all = now.value().all;
    std::erase_if(all, [&](const Standing& standing) { return !isTold(standing, spec, orphansOnly); });
    for (const Standing& standing : all)
        printLine(stdout, lineOf(standing));
    for (const Error& error : now.value().unseen)
        complain(error.message);
    if (!now.value().unseen.empty() || (orphansOnly && !all.empty()))
        return ExitCode::MayRun;
    if (all.empty())
        printLine(stdout,
                  orphansOnly ? "No orphans: whatever of ours runs is a deployment that stands."
                              : "Nothing of ours runs or bills.");
    return ExitCode::Done;
}

std::string settingsText(const SiteSpec& site)
{
    std::string text{site.provider};
    for (const auto& [key, value] : site.settings)
        text.append(", ").append(key).append(" ").append(value);
    return text;
}

// The user's own, then every provider and its settings, by their rows.
ExitCode tellSites()
{
    const Result<std::vector<NamedSite>> named = loadSites(configFolder());
    if (!named)
        return fail(named.error());
    for (const NamedSite& site : named.value())
        printLine(stdout, site.name + " = " + settingsText(site.site));
    if (!named.value().empty())
        printLine(stdout, "");
    for (const Provider& provider : providers()) {
        printLine(stdout, std::string{provider.id} + ": " + std::string{provider.label});
        for (const SiteKey& key : provider.keys)
            printLine(stdout,
                      "  " + std::string{key.name} + (key.isNeeded ? " (needed)" : "") + ": " + std::string{key.help}
                          + (key.preset.empty() ? "" : "; else " + std::string{key.preset}));
    }
    return ExitCode::Done;
}

// What the site offers.
ExitCode tellOffers(const SiteSpec& site, const DeploymentOptions& options)
{
    Result<std::vector<Offer>> offers = offersOf(site, terminalAccess(options));
    if (!offers)
        return fail(offers.error());
    std::vector<SiteOffer> all;
    for (Offer& offer : offers.value())
        all.push_back({site.provider, std::move(offer)});
    print(stdout, offersText(std::move(all), options.offers, realtimeNow()));
    return ExitCode::Done;
}

// What would be made for a machine, for the site's own tool.
ExitCode tellManifests(const DeploymentSpec& spec)
{
    const Provider* provider = findProvider(spec.site.provider);
    if (provider->manifests == nullptr)
        return fail(Error::verbatim(Errc::InvalidInput,
                                    "The site \"" + spec.site.provider + "\" makes nothing by manifests.",
                                    "site/provider"));
    const Result<std::string> manifests
        = provider->manifests(spec.site, {uniqueResourceName(spec.name), {}, spec.limits.ttl});
    if (!manifests)
        return fail(manifests.error());
    print(stdout, manifests.value());
    return ExitCode::Done;
}

// What is asked of a site by its name alone.
ExitCode takeAt(const DeploymentOptions& options)
{
    const Result<SiteSpec> site = findSite(configFolder(), options.site);
    if (!site)
        return fail(site.error());
    if (options.step == "offers")
        return tellOffers(site.value(), options);
    const Interrupts interrupts;
    auto asker = std::make_shared<Asker>();
    asker->stop = interrupts.token();
    const Result<std::string> said = trySite(site.value(), terminalAccess(options, asker), interrupts.token());
    if (!said)
        return fail(said.error());
    printLine(stdout, said.value());
    return ExitCode::Done;
}

// A deployment of ours, or the bench.toml of Sia Benchmark, whose credentials stay out of it.
ReadDeployment readConfig(const std::string& path)
{
    if (!path.ends_with(".toml"))
        return readDeploymentFile(path);
    ReadSia sia = readSiaFile(path);
    if (sia.errors.empty())
        for (const Sentence& note : sia.notes)
            complain(note.text());
    return {std::move(sia.deployment), std::move(sia.errors)};
}

struct Step
{
    std::string_view name;
    ExitCode (Journey::*take)();  // nullptr: it is of no one deployment
};
constexpr std::array kSteps{Step{"validate", &Journey::validate},
                            Step{"creds", &Journey::creds},
                            Step{"create", &Journey::create},
                            Step{"connection", &Journey::connection},
                            Step{"deploy", &Journey::deploy},
                            Step{"up", &Journey::deploy},
                            Step{"run", &Journey::run},
                            Step{"results", &Journey::results},
                            Step{"destroy", &Journey::destroy},
                            Step{"down", &Journey::destroy},
                            Step{"status", nullptr},
                            Step{"orphans", nullptr},
                            Step{"sites", nullptr},
                            Step{"offers", &Journey::choice},
                            Step{"manifests", nullptr},
                            Step{"images", nullptr}};

ExitCode takeOf(DeploymentSpec spec, const DeploymentOptions& options)
{
    if (options.step == "offers" && !options.offers.choose)
        return tellOffers(spec.site, options);
    if (options.step == "manifests")
        return tellManifests(spec);
    if (options.step == "images")
        return takeImages(std::move(spec), options);
    if (options.vllmCommand && options.step == "validate") {
        printLine(stdout, commandText(vllmCommand(spec)));
        return ExitCode::Done;
    }
    const auto* const step
        = std::find_if(kSteps.begin(), kSteps.end(), [&options](const Step& one) { return one.name == options.step; });
    const Result<std::unique_ptr<Journey>> journey = Journey::begin(std::move(spec), options);
    return journey ? (*journey.value().*step->take)() : fail(journey.error());
}

ExitCode take(const DeploymentOptions& options)
{
    if (options.step == "sites")
        return tellSites();
    if (options.step != "images" && options.images.deed != "list")
        return fail(Error::verbatim(Errc::InvalidInput,
                                    "Only the step images takes " + options.images.deed + "; leave one of them out.",
                                    "DO"));
    if (!options.site.empty() && options.config.empty() && (options.step == "creds" || options.step == "offers"))
        return takeAt(options);
    if (!options.site.empty())
        return fail(Error::verbatim(Errc::InvalidInput,
                                    "--site stands in place of --config for creds and offers only; leave one out.",
                                    "site"));
    std::optional<DeploymentSpec> spec;
    if (!options.config.empty()) {
        ReadDeployment read = readConfig(options.config);
        if (!read.errors.empty())
            return fail(read.errors);
        spec = std::move(read.spec);
    }
    if (options.step == "status" || options.step == "orphans")
        return tellStanding(spec, options);
    if (!spec)
        return fail(Error::verbatim(Errc::InvalidInput,
                                    "The step " + options.step + " needs a deployment: give --config FILE.yaml.",
                                    "config"));
    return takeOf(std::move(*spec), options);
}

}  // namespace

Action declareDeployment(CLI::App& app)
{
    auto options = std::make_shared<DeploymentOptions>();
    std::vector<std::string> names;
    names.reserve(kSteps.size());
    for (const Step& step : kSteps)
        names.emplace_back(step.name);
    app.add_option("STEP", options->step,
                   "validate checks the file, creds the account at the site, create makes the machine where the site "
                   "makes them, connection reaches it, deploy or up makes the endpoint ready, run measures it, results "
                   "fetches what of its runs other machines still have and lists them, destroy or down ends it, status "
                   "and orphans tell what still runs, "
                   "sites which there are and what they need, offers which machines the site has now, images what a "
                   "machine would be made of in each region, manifests what kubernetes would be asked to make")
        ->required()
        ->check(CLI::IsMember(names).description(""));  // told by the help itself
    app.add_option("--config", options->config, "The deployment's YAML file; status, orphans and sites do without")
        ->type_name("FILE");
    app.add_option("--site", options->site, "For creds and offers: a site of sites.yaml, without a deployment")
        ->type_name("NAME");
    app.add_flag("--yes", options->yes, "Make what is billed without asking; its price is printed all the same");
    app.add_option("--trust-key", options->trustKey,
                   "The fingerprint (SHA256:...) of the key that a machine which is not known may show over SSH")
        ->type_name("FINGERPRINT");
    app.add_flag("--from-here", options->fromHere,
                 "Send the load of `run` from here, through a tunnel to its machine; else a copy of this program sends "
                 "it beside "
                 "the server");
    app.add_flag("--vllm-command", options->vllmCommand, "With validate: print the command of `vllm serve` alone");
    addImageOptions(app, options->images);
    addOfferOptions(app, options->offers);
    app.add_flag("--keep", options->keep, "Leave what was made when this is interrupted; else it is ended");
    return [options] { return take(*options); };
}

}  // namespace inferometer::cli
