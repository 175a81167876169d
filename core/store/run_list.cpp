// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_list.h"

#include "core/store/journal_reader.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

namespace fs = std::filesystem;

// One of an older version has its journal only.
std::optional<RunCard> endedIn(const std::string& folder)
{
    if (std::optional<RunCard> card = cardIn(folder))
        return card;
    if (!journalHasEnd(folder + "/journal"))
        return std::nullopt;
    Result<RunCard> read = readRunCard(folder);
    return read ? std::optional{std::move(read).value()} : std::nullopt;
}

std::vector<fs::path> foldersIn(const std::string& folder)
{
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code none;
    for (fs::directory_iterator entry{folder, none}; entry != fs::directory_iterator{}; entry.increment(none)) {
        std::error_code unknown;
        if (entry->is_directory(unknown) && !entry->path().filename().string().starts_with('.'))
            found.emplace_back(entry->last_write_time(unknown), entry->path());
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a > b; });
    std::vector<fs::path> folders;
    for (auto& [when, path] : found)
        folders.push_back(std::move(path));
    return folders;
}

}  // namespace

RunList listRuns(const std::string& resultsDir, std::size_t most, const std::stop_token& stop)
{
    RunList list;
    std::error_code none;
    const fs::path whole = fs::absolute(resultsDir, none);
    for (const fs::path& folder : foldersIn(none ? resultsDir : whole.string())) {
        if (stop.stop_requested())
            return {};
        if (list.cards.size() == most)
            ++list.left;
        else if (std::optional<RunCard> card = endedIn(folder.string()))
            list.cards.push_back(std::move(*card));
    }
    return list;
}

}  // namespace inferometer
