// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/campaign_state.h"

#include "core/base/fd.h"
#include "core/base/foreign_json.h"
#include "core/base/line_file.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/strict_yaml.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>

namespace inferometer {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> kStates{"running", "done", "failed"};
constexpr std::size_t kMostNote = 500;

std::string textOf(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

struct Line
{
    std::string identity;
    RowState state;
    std::string note;
    std::string deployment;
};

std::optional<Line> lineOf(std::string_view text)
{
    const Json json = parseForeignJson<Json>(text);
    if (!json.is_object())
        return std::nullopt;
    const auto* const state = std::find(kStates.begin(), kStates.end(), textOf(json, "state"));
    std::string identity = textOf(json, "identity");
    if (state == kStates.end() || identity.empty())
        return std::nullopt;
    return Line{std::move(identity), static_cast<RowState>(state - kStates.begin()), textOf(json, "note"),
                textOf(json, "deployment")};
}

enum class Progress : std::uint8_t { Missing, CutOff, Failed, Done };

Progress progressOf(const CampaignRow& row, const CampaignState::Read& state)
{
    const auto found = state.rows.find(row.identity);
    if (found == state.rows.end())
        return Progress::Missing;
    return found->second.state == RowState::Done  ? Progress::Done
        : found->second.state == RowState::Failed ? Progress::Failed
                                                  : Progress::CutOff;
}

}  // namespace

std::string_view stateName(RowState state) { return kStates.at(static_cast<std::size_t>(state)); }

Result<CampaignState> CampaignState::open(std::string path)
{
    const Fd file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!file.isOpen())
        return diskError(DiskAction::Create, path, errno);
    syncFolder(std::filesystem::path{path}.parent_path().string());
    return CampaignState{std::move(path)};
}

Status CampaignState::write(const CampaignRow& row, RowState state, std::string_view note) const
{
    return append(row, state, "note", shownName(note, kMostNote));
}

Status CampaignState::begin(const CampaignRow& row, std::string_view deployment) const
{
    return append(row, RowState::Running, "deployment", deployment);
}

Status CampaignState::append(const CampaignRow& row, RowState state, std::string_view key, std::string_view text) const
{
    const Json json{{"at", utcText(realtimeNow())},
                    {"id", row.id},
                    {"identity", row.identity},
                    {"state", stateName(state)},
                    {std::string{key}, text}};
    const int error = appendLine(m_path, json.dump(-1, ' ', true, Json::error_handler_t::replace));
    return error == 0 ? Status{} : diskError(DiskAction::Write, m_path, error);
}

Result<CampaignState::Read> CampaignState::read() const
{
    const Result<std::string> text = readTextFile(m_path);
    if (!text)
        return text.error();
    Read read;
    for (const std::string_view piece : linesOf(text.value())) {
        std::optional<Line> line = lineOf(piece);
        if (!line) {
            ++read.unread;
            continue;
        }
        if (!line->deployment.empty())
            read.deployments.insert(std::move(line->deployment));
        RowResult& row = read.rows[line->identity];
        row.state = line->state;
        row.note = std::move(line->note);
        row.tries += line->state == RowState::Running ? 1 : 0;
    }
    return read;
}

std::vector<CampaignRow> rowsToRun(std::span<const CampaignRow> plan, const CampaignState::Read& state, Again again)
{
    std::vector<CampaignRow> rows;
    for (const CampaignRow& row : plan) {
        const Progress progress = progressOf(row, state);
        const bool isMissing = progress == Progress::Missing || progress == Progress::CutOff;
        if ((isMissing && again != Again::Failed) || (progress == Progress::Failed && again != Again::Missing))
            rows.push_back(row);
    }
    return rows;
}

std::string progressText(std::span<const CampaignRow> plan, const CampaignState::Read& state)
{
    std::array<std::size_t, 4> counts{};
    for (const CampaignRow& row : plan)
        ++counts.at(static_cast<std::size_t>(progressOf(row, state)));
    const auto count
        = [&counts](Progress progress) { return std::to_string(counts.at(static_cast<std::size_t>(progress))); };
    return count(Progress::Done) + " of " + std::to_string(plan.size()) + " done, " + count(Progress::Failed)
        + " failed, " + count(Progress::CutOff) + " cut off, " + count(Progress::Missing) + " to go.";
}

}  // namespace inferometer
