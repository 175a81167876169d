// SPDX-License-Identifier: GPL-3.0-or-later
// A campaign being worked at: its rows as deployments, one after the other, each told to the disk as it begins and
// ends.
//
// DATA/campaigns/NAME holds plan.json (campaign_plan.h), state.jsonl (campaign_state.h) and rows/ID.yaml, the
// deployment file of each row that was begun. What it has cost is what the ledger says of its deployments, those of
// earlier plans too. A file that says something else by now is another plan: what stands of the one before is ended
// first, and rows that are the same stay as they are.
#pragma once

#include "app/cli/commands.h"
#include "app/cli/deployment_journey.h"
#include "core/base/fd.h"
#include "core/choice/campaign_plan.h"
#include "core/choice/campaign_state.h"
#include "core/provision/campaign_file.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer::cli {

struct CampaignCommandOptions
{
    std::string step;
    std::string config;
    std::string again = "both";  // as findAgain() knows it
    bool dryRun = false;
    DeploymentOptions deployment{};  // of every row
};

std::optional<Again> findAgain(std::string_view word);

class CampaignWork
{
public:
    // Reads what was kept, or plans anew where there is nothing or the file says something else by now. Blocks: asks
    // the site then.
    static Result<std::unique_ptr<CampaignWork>> open(CampaignFile file, const CampaignCommandOptions& options);

    ExitCode plan();
    ExitCode run();
    ExitCode status();

private:
    CampaignWork(CampaignFile file, CampaignCommandOptions options, std::string folder, CampaignState state)
        : m_file{std::move(file)}
        , m_options{std::move(options)}
        , m_folder{std::move(folder)}
        , m_state{std::move(state)}
    {}

    Status readPlan();
    bool makesMachines() const;
    bool agrees(const std::vector<CampaignRow>& rows) const;
    Result<Ledger::Read> ledger() const;
    std::string spentText() const;
    Result<DeploymentSpec> specOf(const CampaignGroup& group, const CampaignRow& row, double left) const;
    // Of the budget; NaN: there is none. The error says that the rest does not cover the row.
    Result<double> leftFor(const CampaignRow& row) const;
    // Of this plan and of those before it.
    Result<std::set<std::string>> deployments() const;
    ExitCode clearLeftovers(const std::vector<CampaignGroup>& toRun) const;
    ExitCode runGroup(const CampaignGroup& group);
    ExitCode runRow(const CampaignGroup& group, const CampaignRow& row);
    ExitCode take(Journey& journey, const CampaignRow& row);
    ExitCode failRow(const CampaignRow& row, const Error& error) const;
    ExitCode destroy(const std::string& deployment) const;
    ExitCode closing(ExitCode code) const;

    CampaignFile m_file;
    CampaignCommandOptions m_options;
    std::string m_folder;
    CampaignState m_state;
    CampaignPlan m_plan;
    bool m_isOtherPlan = false;           // than the one that is kept
    std::vector<CampaignGroup> m_groups;  // of the whole plan
    std::size_t m_number = 0;             // of the row that is run now
    std::size_t m_toRun = 0;
    bool m_leavesRun = false;  // a machine still has the rest of one
    Fd m_lock;
};

}  // namespace inferometer::cli
