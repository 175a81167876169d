// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/left_run.h"

#include "core/base/foreign_json.h"
#include "core/base/visible_text.h"
#include "core/config/run_yaml.h"
#include "core/config/strict_yaml.h"
#include "core/provision/deployment_lock.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

namespace inferometer {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostRuns = 1000;
constexpr std::size_t kMostText = 16U << 20U;
constexpr std::size_t kLongestPath = 4096;

std::string textOf(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool isSet(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

bool isPlain(std::string_view text)
{
    return text.size() < kLongestPath
        && std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; });
}

// What is removed there, and written over here, is what a run of ours has.
bool isSound(const LeftRun::Facts& facts, const std::string& name)
{
    return facts.name == name && isPlain(facts.folder) && facts.folder.starts_with('/')
        && facts.folder.ends_with("/runs/" + name) && isPlain(facts.kept) && !facts.machine.site.empty()
        && isPlain(facts.machine.site) && isPlain(facts.machine.resource)
        && (facts.kept.empty() || facts.kept.starts_with('/'));
}

}  // namespace

std::string notesFolder(const std::string& folder, const std::string& deployment)
{
    return folder + "/" + deployment + "/runs";
}

std::string siteLine(const SiteSpec& site)
{
    std::string line = site.provider;
    for (const auto& [name, value] : site.settings)
        line.append(", ").append(name).append(": ").append(value);
    return visibleText(line).substr(0, kLongestPath - 1);
}

bool isSame(const RunMachine& a, const RunMachine& b)
{
    if (a.isSecond != b.isSecond || a.resource != b.resource)
        return false;
    return !a.resource.empty() || a.site == b.site;
}

Result<LeftRun> LeftRun::note(const std::string& folder, Facts facts)
{
    const std::string path = folder + "/" + facts.name;
    std::error_code failed;
    fs::create_directories(path, failed);
    if (failed)
        return diskError(DiskAction::CreateFolder, path, failed.value());
    Result<Fd> lock = lockFile(path + "/lock");
    if (!lock)
        return lock.error();
    LeftRun run{path, std::move(lock).value()};
    run.m_facts = std::move(facts);
    if (const Status written = run.write(); !written) {
        run.forget();
        return written.error();
    }
    syncFolder(folder);
    return run;
}

Status LeftRun::write() const
{
    const Json json{{"format", 1},
                    {"name", m_facts.name},
                    {"folder", m_facts.folder},
                    {"is_second", m_facts.machine.isSecond},
                    {"site", m_facts.machine.site},
                    {"resource", m_facts.machine.resource},
                    {"kept", m_facts.kept},
                    {"whole", m_facts.isWhole},
                    {"run", toYaml(m_facts.asked)}};
    AtomicFile file{m_path + "/run.json"};
    file.write(json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n");
    return file.commit();
}

bool LeftRun::read()
{
    const Result<std::string> text = readTextFile(m_path + "/run.json", kMostText);
    const Json json = text ? parseForeignJson<Json>(text.value()) : Json{};
    if (!json.is_object() || json.value("format", Json{}) != 1)
        return false;
    ReadRun asked = readRunYaml(textOf(json, "run"), m_path);
    m_facts = {textOf(json, "name"),
               textOf(json, "folder"),
               {isSet(json, "is_second"), textOf(json, "site"), textOf(json, "resource")},
               std::move(asked.spec),
               textOf(json, "kept"),
               isSet(json, "whole")};
    return asked.errors.empty() && isSound(m_facts, fs::path{m_path}.filename().string());
}

namespace {

std::vector<std::string> foldersIn(const std::string& folder)
{
    std::vector<std::string> paths;
    std::error_code failed;
    for (fs::directory_iterator entry{folder, failed};
         !failed && entry != fs::directory_iterator{} && paths.size() < kMostRuns; entry.increment(failed))
        if (std::error_code none; entry->is_directory(none) && !entry->is_symlink(none))
            paths.push_back(entry->path().string());
    std::sort(paths.begin(), paths.end());
    return paths;
}

bool isNoted(const std::string& path)
{
    std::error_code none;
    return fs::exists(path + "/run.json", none);
}

// Its program may be about to write it.
bool isOld(const std::string& path)
{
    std::error_code failed;
    const auto written = fs::last_write_time(path, failed);
    return !failed && fs::file_time_type::clock::now() - written > std::chrono::minutes{1};
}

Error followed(const std::string& path, const Error& error)
{
    if (error.code != Errc::Unsupported)
        return error;
    return {
        error.code,
        sentence("errors", "Another program follows a run that is noted in %1; wait for it, or end it.").with(path)};
}

}  // namespace

std::vector<Result<LeftRun>> LeftRun::in(const std::string& folder)
{
    std::vector<Result<LeftRun>> runs;
    for (const std::string& path : foldersIn(folder)) {
        Result<Fd> lock = lockFile(path + "/lock");
        if (!lock && isNoted(path))
            runs.emplace_back(followed(path, lock.error()));
        if (!lock)
            continue;
        LeftRun run{path, std::move(lock).value()};
        if (!isNoted(path)) {
            if (isOld(path))
                run.forget();
        } else if (run.read()) {
            runs.emplace_back(std::move(run));
        } else {
            runs.emplace_back(Error{Errc::Disk,
                                    sentence("errors",
                                             "The note of a run in %1 cannot be read; remove it once nobody wants what "
                                             "is left of that run.")
                                        .with(path)});
        }
    }
    return runs;
}

bool LeftRun::isAnyIn(const std::string& folder)
{
    const std::vector<std::string> paths = foldersIn(folder);
    return std::any_of(paths.begin(), paths.end(), isNoted);
}

Status LeftRun::keptIn(const std::string& folder)
{
    if (m_facts.kept == folder)
        return {};
    const std::string before = std::exchange(m_facts.kept, folder);
    Status written = write();
    if (!written)
        m_facts.kept = before;
    return written;
}

Status LeftRun::becameWhole()
{
    m_facts.isWhole = true;
    return write();
}

void LeftRun::forget()
{
    std::error_code ignored;
    fs::remove(m_path + "/run.json", ignored);
    fs::remove_all(m_path, ignored);
}

}  // namespace inferometer
