// SPDX-License-Identifier: GPL-3.0-or-later
// What of a campaign is done, and on which deployments: a file of lines, a JSON object each; what a line says of a row
// replaces what was said of it before. It outlives a change of the plan: rows are known by their identities. It holds
// no secret.
#pragma once

#include "core/base/result.h"
#include "core/choice/campaign.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// Running: begun, and nobody said how it ended; where no program runs it any more it was cut off.
enum class RowState : std::uint8_t { Running, Done, Failed };
std::string_view stateName(RowState state);

struct RowResult
{
    RowState state = RowState::Running;
    int tries = 0;       // how often it was begun
    std::string note{};  // of Done the run's folder, of Failed why
};

class CampaignState
{
public:
    // The file is made where there is none; its folder must be there.
    static Result<CampaignState> open(std::string path);

    // Returns once it is on the disk. Two programs may write at once. REQUIRES: no secret in the note.
    Status write(const CampaignRow& row, RowState state, std::string_view note = {}) const;
    // That the row is begun, on that deployment.
    Status begin(const CampaignRow& row, std::string_view deployment) const;

    struct Read
    {
        std::map<std::string, RowResult> rows;  // by their identities
        std::set<std::string> deployments;      // all that ever were begun on, by the file's word
        std::uint64_t unread = 0;               // lines that are none of ours
    };
    Result<Read> read() const;

private:
    explicit CampaignState(std::string path) : m_path{std::move(path)} {}
    Status append(const CampaignRow& row, RowState state, std::string_view key, std::string_view text) const;

    std::string m_path;
};

// Which rows are still to be run, in their order: those never begun or cut off, and of those that failed...
enum class Again : std::uint8_t {
    Missing,  // none
    Failed,   // all, and nothing else
    Both
};
std::vector<CampaignRow> rowsToRun(std::span<const CampaignRow> plan, const CampaignState::Read& state, Again again);

// "14 of 27 done, 2 failed, 1 cut off, 10 to go."
std::string progressText(std::span<const CampaignRow> plan, const CampaignState::Read& state);

}  // namespace inferometer
