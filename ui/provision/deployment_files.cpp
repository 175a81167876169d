// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/deployment_files.h"

#include "core/base/fd.h"
#include "core/base/visible_text.h"
#include "core/config/strict_yaml.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"
#include "ui/base/text.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace inferometer::ui {

namespace {

constexpr std::size_t kMostBytes = 1'000'000;
constexpr std::size_t kMostDeployments = 1'000;
constexpr qsizetype kMostLines = 5'000;

std::vector<std::string> namesIn(const std::string& folder)
{
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator{folder, none}) {
        const std::string name = entry.path().filename().string();
        if (isPlainName(name) && std::filesystem::is_regular_file(deploymentFile(folder, name), none)
            && names.size() < kMostDeployments)
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string logFile(const std::string& folder, const std::string& name) { return folder + "/" + name + "/steps.log"; }

// Half of it at most, from the beginning of a line on.
void shorten(const std::string& path, std::size_t most)
{
    const Result<std::string> text = readTextFile(path, 2 * most);
    const std::size_t from = text && text.value().size() > most ? text.value().size() - most / 2 : 0;
    const std::size_t line = from == 0 ? std::string::npos : text.value().find('\n', from);
    if (line == std::string::npos)
        return;
    AtomicFile file{path};
    file.write(std::string_view{text.value()}.substr(line + 1));
    static_cast<void>(file.commit().ok());
}

DeploymentState readOne(const std::string& folder, const std::string& name)
{
    const Result<std::string> text = readTextFile(deploymentFile(folder, name), kMostBytes);
    if (text)
        return deploymentOfText(folder, name, text.value());
    DeploymentState state{.name = name};
    state.problem = errorText(text.error());
    return state;
}

// The ledger's word alone.
Result<StandingNow> byLedger(const Ledger& ledger)
{
    const Result<Ledger::Read> read = ledger.read();
    if (!read)
        return read.error();
    StandingNow now;
    for (const Resource& resource : read.value().resources)
        if (resource.state != ResourceState::Gone)
            now.all.push_back({resource});
    return now;
}

Result<StandingNow> lookAround(const std::string& folder, const StandingLook& look, const SiteAccess& access,
                               const std::stop_token& stop)
{
    const Result<Ledger> ledger = Ledger::open(folder);
    if (!ledger)
        return ledger.error();
    return look ? look(ledger.value(), access, stop) : byLedger(ledger.value());
}

std::optional<Error> unreadLines(const std::string& folder)
{
    std::error_code none;
    const Result<Ledger> ledger = std::filesystem::is_directory(folder, none)
        ? Ledger::open(folder)
        : Result<Ledger>{Error{Errc::NotFound, Sentence{}}};
    const Result<Ledger::Read> read = ledger ? ledger.value().read() : Result<Ledger::Read>{ledger.error()};
    return read ? ledger.value().unreadError(read.value().unread) : std::nullopt;
}

void attach(std::vector<DeploymentState>& all, const Standing& standing)
{
    const Resource& resource = standing.resource;
    const std::string& name = resource.deployment.empty() ? resource.name : resource.deployment;
    auto found = std::find_if(all.begin(), all.end(), [&name](const DeploymentState& one) { return one.name == name; });
    if (found == all.end()) {
        DeploymentState state{.name = name, .hasFile = false, .isForeign = resource.deployment.empty()};
        state.spec.name = name;
        state.spec.site = resource.site;
        found = all.insert(all.end(), std::move(state));
    }
    (isKept(standing) ? found->images : found->standing).push_back(standing);
}

void readEndpoint(DeploymentState& state, const std::string& folder)
{
    if (!state.stands() || state.isForeign || !isPlainName(state.name))
        return;
    // A file that cannot be used must not hide what runs.
    DeploymentSpec spec = state.spec;
    spec.name = state.name;
    if (const Result<Deployment> deployment = Deployment::open(std::move(spec), folder); deployment)
        state.endpoint = deployment.value().endpoint();
}

}  // namespace

Result<std::vector<Standing>> standingByLedger(const std::string& folder)
{
    Result<StandingNow> now = lookAround(folder, {}, {}, {});
    return now ? Result<std::vector<Standing>>{std::move(now.value().all)} : Result<std::vector<Standing>>{now.error()};
}

bool isPlainName(const std::string& name)
{
    constexpr std::size_t kMost = 63;
    return !name.empty() && name.size() <= kMost && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::string deploymentFile(const std::string& folder, const std::string& name)
{
    return folder + "/" + name + "/deployment.yaml";
}

DeploymentState deploymentOfText(const std::string& folder, const std::string& name, const std::string& text)
{
    ReadDeployment read = parseDeployment(text, deploymentFile(folder, name));
    DeploymentState state{.name = name, .text = text, .spec = std::move(read.spec)};
    if (!read.errors.empty())
        state.problem = errorText(read.errors.front());
    else if (state.spec.name != name)
        state.problem = QCoreApplication::translate("provision",
                                                    "Its name is “%1”, but its folder is called “%2”; make "
                                                    "them the same.")
                            .arg(toQt(state.spec.name), toQt(name));
    return state;
}

ReadDeployments readDeployments(const std::string& folder, const StandingLook& look, const SiteAccess& access,
                                const std::stop_token& stop)
{
    ReadDeployments read;
    for (const std::string& name : namesIn(folder))
        read.all.push_back(readOne(folder, name));
    std::error_code none;
    const Result<StandingNow> standing = look || std::filesystem::is_directory(folder, none)
        ? lookAround(folder, look, access, stop)
        : Result<StandingNow>{StandingNow{}};
    if (!standing)
        read.trouble = standing.error();
    else if (!standing.value().unseen.empty())
        read.trouble = standing.value().unseen.front();
    if (standing)
        for (const Standing& one : standing.value().all)
            attach(read.all, one);
    if (!read.trouble)
        read.trouble = unreadLines(folder);
    for (DeploymentState& state : read.all) {
        state.log = keptLines(folder, state.name);
        readEndpoint(state, folder);
        restoreMarks(state);
    }
    return read;
}

void keepLine(const std::string& folder, const std::string& name, const QString& line)
{
    if (!isPlainName(name))
        return;
    const std::string path = logFile(folder, name);
    const Fd file{::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    // A log that cannot be written keeps nothing else from being done.
    if (!file.isOpen() || writeAll(file.get(), visibleText(toStd(line)) + "\n") != 0)
        return;
    struct stat found
    {};
    if (::fstat(file.get(), &found) == 0 && static_cast<std::size_t>(found.st_size) > kMostBytes)
        shorten(path, kMostBytes);
}

QStringList keptLines(const std::string& folder, const std::string& name)
{
    const Result<std::string> text
        = isPlainName(name) ? readTextFile(logFile(folder, name), 2 * kMostBytes) : Result<std::string>{std::string{}};
    QStringList lines = (text ? toQt(text.value()) : QString{}).split(QLatin1Char{'\n'}, Qt::SkipEmptyParts);
    if (lines.size() > kMostLines)
        lines = lines.last(kMostLines);
    return lines;
}

Status writeDeployment(const std::string& folder, const std::string& name, const std::string& text)
{
    const std::string home = folder + "/" + name;
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    if (::mkdir(home.c_str(), 0700) != 0 && errno != EEXIST)
        return diskError(DiskAction::Create, home, errno);
    AtomicFile file{deploymentFile(folder, name)};
    file.write(text);
    return file.commit();
}

Status removeDeployment(const std::string& folder, const std::string& name)
{
    std::error_code error;
    std::filesystem::remove(deploymentFile(folder, name), error);
    return error ? Status{diskError(DiskAction::Write, deploymentFile(folder, name), error.value())} : Status{};
}

}  // namespace inferometer::ui
