// SPDX-License-Identifier: GPL-3.0-or-later
// `campaign`: models x GPUs x engines from a table, as deployments one after the other.
#include "app/cli/campaign_work.h"
#include "app/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <utility>

namespace inferometer::cli {
namespace {

ExitCode take(const CampaignCommandOptions& options)
{
    ReadCampaign read = readCampaignFile(options.config);
    if (!read.errors.empty())
        return fail(read.errors);
    const Result<std::unique_ptr<CampaignWork>> work = CampaignWork::open(std::move(read.file), options);
    if (!work)
        return fail(work.error());
    if (options.step == "run")
        return work.value()->run();
    return options.step == "plan" ? work.value()->plan() : work.value()->status();
}

}  // namespace

Action declareCampaign(CLI::App& app)
{
    auto options = std::make_shared<CampaignCommandOptions>();
    app.add_option(
           "STEP", options->step,
           "plan tells the rows, their order and what they take, run measures what is missing or failed, status "
           "tells what is done")
        ->required()
        ->check(CLI::IsMember({"plan", "run", "status"}).description(""));
    app.add_option("--config", options->config, "The campaign's YAML file")->required()->type_name("FILE");
    app.add_option("--again", options->again,
                   "Which rows `run` takes: missing (never begun, or cut off), failed, or both")
        ->check([](const std::string& word) {
            return findAgain(word) ? std::string{} : std::string{"must be one of: missing, failed, both."};
        })
        ->type_name("WHICH")
        ->capture_default_str();
    app.add_flag("--dry-run", options->dryRun, "With run: tell which rows it would take, on which machines, and end");
    app.add_flag("--yes", options->deployment.yes,
                 "Make what is billed without asking; its price is printed all the same");
    app.add_option("--trust-key", options->deployment.trustKey,
                   "The fingerprint (SHA256:...) of the key that a machine which is not known may show over SSH")
        ->type_name("FINGERPRINT");
    app.add_flag("--from-here", options->deployment.fromHere,
                 "Send the load from here, through a tunnel to its machine; else a copy of this program sends it "
                 "beside the server");
    return [options] { return take(*options); };
}

}  // namespace inferometer::cli
