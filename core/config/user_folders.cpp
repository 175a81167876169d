// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/user_folders.h"

#include <cstdlib>

namespace inferometer {

namespace {

std::string folderOf(const char* variable, const char* underHome)
{
    // Only a program that changes its own environment could race with this.
    const char* given = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
    if (given != nullptr && *given == '/')
        return std::string{given} + "/inferometer";
    const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe)
    return home != nullptr && *home != '\0' ? std::string{home} + underHome + "/inferometer" : std::string{};
}

}  // namespace

std::string configFolder() { return folderOf("XDG_CONFIG_HOME", "/.config"); }

std::string dataFolder() { return folderOf("XDG_DATA_HOME", "/.local/share"); }

std::string resultsFolder(const KeepSpec& keep)
{
    if (!keep.resultsDir.empty())
        return keep.resultsDir;
    const std::string data = dataFolder();
    return data.empty() ? "results" : data + "/results";
}

std::string expandedHome(std::string path)
{
    const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe)
    return home != nullptr && path.starts_with("~/") ? home + path.substr(1) : path;
}

}  // namespace inferometer
