// SPDX-License-Identifier: GPL-3.0-or-later
// A campaign's YAML file, and the deployments that it consists of.
//
//   version: 1
//   name: arena
//   table: models.csv                  # beside this file: campaign.h says what it holds; or in place:
//   models: [{family: qwen, size: 14b, ollama: "qwen2.5:14b", vllm: Qwen/Qwen2.5-14B-Instruct}]
//   gpus: L4, H100 SXM                 # of what the site offers, of each the cheapest; seed: the best two for each
//                                      # model by Inference Arena; not at a site that is a machine by itself
//   site: {provider: runpod}           # as in a deployment, without its machine
//   engines: {vllm: {image: default}}  # as `engine` in a deployment, by the table's columns; else the recipe so named
//   limits: {ttl: 4h, ready: 20m}      # of each machine
//   run: run.yaml                      # what is measured; beside this file
//   order: priority                    # Inference Arena's, else as they stand in the table
//   machines: each                     # a machine for each engine; else the engines of a model share one, in turn
//   minutes: 15                        # of a row, for the estimate; else as Inference Arena estimates
//   budget: 50                         # of all together, in the site's currency
#pragma once

#include "core/base/result.h"
#include "core/choice/campaign.h"
#include "core/choice/campaign_state.h"
#include "core/config/strict_yaml.h"
#include "core/provision/deployment_spec.h"
#include "core/provision/ledger.h"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace inferometer {

struct CampaignFile
{
    std::string name;
    std::vector<CampaignModel> models;
    std::vector<std::string> gpus;  // as findGpu() takes them
    CampaignOptions options{};
    YamlNode site{};                   // a map, or null
    std::vector<YamlEntry> engines{};  // maps
    YamlNode limits{};                 // a map, or null
    std::string runFile{};             // as it is found from here
    bool sharesMachines = true;
    double minutes = 0;  // 0: as Inference Arena estimates
    double budget = 0;   // 0: none
    std::string text{};  // of the file and its table: what a plan is made of
};

struct ReadCampaign
{
    CampaignFile file;
    std::vector<Error> errors;  // each names file, line and key
};
ReadCampaign readCampaignFile(const std::string& path);

// The site as the file has it, its machine left open.
Result<SiteSpec> siteOf(const CampaignFile& file);

// Its rows on what the site offers now; a site that is a machine by itself offers itself. A row is the same as one of
// another plan (CampaignRow::identity) where its id, its model's name, its engine's settings, its provider and its run
// file are; prices, limits, order and what the run file says do not count. The error says what is missing.
Result<std::vector<CampaignRow>> planOf(const CampaignFile& file, const SiteSpec& site, std::span<const Offer> offers);

// Rows that share a machine, one after the other: the first ones first.
struct CampaignGroup
{
    std::string deployment;  // its name, the same whenever it is asked
    std::vector<CampaignRow> rows;
};
std::vector<CampaignGroup> groupsOf(const CampaignFile& file, std::span<const CampaignRow> rows);

// The deployment file of one row. `left`: of the budget; NaN: there is none. It labels its runs with what the row is.
std::string deploymentText(const CampaignFile& file, const CampaignGroup& group, const CampaignRow& row, double left);

// The names of all deployments of the campaign: of the plan's groups, and those that rows of earlier plans were begun
// on, as far as they are names that groupsOf() may have given.
std::set<std::string> deploymentsOf(const CampaignFile& file, std::span<const CampaignGroup> groups,
                                    const CampaignState::Read& state);

// What the machines of these deployments have cost by now. No rate between currencies is known: what was paid in
// another one counts by its number.
double spentOn(const std::set<std::string>& deployments, const Ledger::Read& ledger, Nanos now);

}  // namespace inferometer
