// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_process.h"

#include "core/base/visible_text.h"
#include "core/config/secret_names.h"
#include "core/workload/readiness.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

// The name of whoever looks: where not even that is found, nothing is known.
constexpr std::string_view kLooker = "inferometer-looks";

// "PID NAME" of each process that bears one.
constexpr const char* kListScript
    = R"(grep -zsaHo '^INFEROMETER_RESOURCE=inferometer-[a-z0-9-]*$' /proc/[0-9]*/environ |
  tr '\0' '\n' | sed -n 's|^/proc/\([0-9]*\)/environ:INFEROMETER_RESOURCE=|\1 |p'
)";

struct Process
{
    std::string pid;
    std::string name;
};

Result<std::vector<Process>> processesOn(Host& host, const std::stop_token& stop)
{
    const std::string script = "INFEROMETER_RESOURCE=" + std::string{kLooker} + " sh -c " + shellWord(kListScript);
    const Result<std::string> said = outputOf(host, script, {.isRepeatable = true}, stop);
    if (!said)
        return said.error();
    if (said.value().find(kLooker) == std::string::npos)
        return Error{Errc::Unsupported,
                     sentence("errors", "%1 does not tell what runs there: it needs /proc of Linux and GNU grep.")
                         .with(host.name())};
    std::vector<Process> processes;
    for (std::string_view rest{said.value()}; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (const std::size_t blank = line.find(' ');
            blank != std::string_view::npos && line.substr(blank + 1) != kLooker)
            processes.push_back({std::string{line.substr(0, blank)}, std::string{line.substr(blank + 1)}});
    }
    return processes;
}

// Those of one engine as words of a script; empty: it does not run.
Result<std::string> pidsOf(Host& host, const std::string& name, const std::stop_token& stop)
{
    const Result<std::vector<Process>> processes = processesOn(host, stop);
    if (!processes)
        return processes.error();
    std::string pids;
    for (const Process& process : processes.value())
        if (process.name == name)
            pids += " " + process.pid;
    return pids;
}

// Once each: `timeout` would pass it on to what was told itself, and a second one ends many an engine at once.
std::string politely(const std::string& pids)
{
    return "for pid in" + pids
        + "; do\n  [ \"$(cat /proc/$pid/comm 2>/dev/null)\" = timeout ] || kill -TERM $pid 2>/dev/null\ndone\n";
}

// The engine's name last: nothing that is asked for may take it away.
Result<std::string> environmentFile(const EngineStart& start)
{
    std::string text;
    for (const auto& [name, value] : start.environment) {
        if (!isVariableName(name))
            return Error{Errc::InvalidInput,
                         sentence("errors", "\"%1\" is no name of an environment variable.").with(shownName(name)),
                         "engine/environment"};
        text += "export " + name + "=" + shellWord(value) + "\n";
    }
    return text + "export INFEROMETER_RESOURCE=" + shellWord(start.name) + "\n";
}

// What runs under `timeout`: the engine, or who watches over its container.
std::string wordsOf(const EngineStart& start)
{
    std::vector<std::string> words = start.command;
    if (start.container) {
        std::vector<std::string> variables;
        for (const auto& [name, value] : start.environment)
            variables.push_back(name);
        words = {"sh", "-c", supervisorScript(start.name, *start.container, start.command, variables, start.ttl)};
    }
    std::string script;
    for (const std::string& word : words)
        script += " " + shellWord(word);
    return script;
}

// Whether a container of that name is there; nothing that is no container's name is.
Result<bool> isBoxed(Host& host, const std::string& name, const std::stop_token& stop)
{
    return runtimeOf(name).empty() ? Result<bool>{false} : hasContainer(host, name, stop);
}

// What is to be said to its processes at that look; empty: nothing.
std::string endingScript(const std::string& pids, int look)
{
    constexpr int kPolite = 50;  // looks
    if (pids.empty() || (look != 0 && look != kPolite))
        return {};
    return look == 0 ? politely(pids) : "kill -KILL" + pids;
}

// True: nothing is there any more.
Result<bool> endWhatIsThere(Host& host, const std::string& name, int look, const std::stop_token& stop)
{
    // First: told by those that watch over it, it would be told twice.
    const Result<bool> boxed = isBoxed(host, name, stop);
    if (!boxed)
        return boxed.error();
    if (boxed.value())
        if (const Status removed = removeContainer(host, name, stop); !removed)
            return removed.error();
    const Result<std::string> pids = pidsOf(host, name, stop);
    if (!pids)
        return pids.error();
    if (const auto sent = host.run(endingScript(pids.value(), look), {}, stop); !sent)
        return sent.error();
    return pids.value().empty() && !boxed.value();
}

}  // namespace

Status startEngine(Host& host, const EngineStart& start, const std::stop_token& stop)
{
    const Result<std::string> environment = environmentFile(start);
    if (!environment)
        return environment.error();
    if (Status put = putFile(host, start.folder + "/engine.env", environment.value(), 0600, stop); !put)
        return put;
    const std::string words = wordsOf(start);
    const std::string ttl = std::to_string(static_cast<std::int64_t>(std::ceil(start.ttl)));
    const std::string script = "cd -- " + shellWord(start.folder) + " || exit 1\numask 077\n. ./engine.env\n"
        + "rm -f engine.env\n: > engine.log\nsetsid timeout -k 10 " + ttl + words
        + " < /dev/null >> engine.log 2>&1 &\n";
    const Result<std::string> done = outputOf(host, script, {}, stop);
    return done ? Status{} : Status{done.error()};
}

Result<bool> engineRuns(Host& host, const std::string& name, const std::stop_token& stop)
{
    const Result<std::string> pids = pidsOf(host, name, stop);
    return pids ? Result<bool>{!pids.value().empty()} : Result<bool>{pids.error()};
}

Result<std::vector<std::string>> runningEngines(Host& host, const std::stop_token& stop)
{
    const Result<std::vector<Process>> processes = processesOn(host, stop);
    if (!processes)
        return processes.error();
    Result<std::vector<std::string>> containers = containerNames(host, stop);
    if (!containers)
        return containers.error();
    std::vector<std::string> names = std::move(containers).value();
    for (const Process& process : processes.value())
        if (std::find(names.begin(), names.end(), process.name) == names.end())
            names.push_back(process.name);
    return names;
}

Result<bool> isGone(Host& host, const std::string& name, const std::stop_token& stop)
{
    constexpr std::chrono::milliseconds kBetween{300};
    for (int look = 0; look < 2; ++look) {
        const Result<std::string> pids = pidsOf(host, name, stop);
        if (!pids)
            return pids.error();
        if (!pids.value().empty())
            return false;
        const Result<bool> boxed = isBoxed(host, name, stop);
        if (!boxed)
            return boxed.error();
        if (boxed.value())
            return false;
        if (look == 0 && !pauseFor(kBetween, stop))
            return stoppedMidway();
    }
    return true;
}

Status stopEngine(Host& host, const std::string& name, const std::stop_token& stop)
{
    constexpr int kMost = 75;  // looks
    constexpr std::chrono::milliseconds kLook{200};
    for (int look = 0; look < kMost; ++look) {
        const Result<bool> isOver = endWhatIsThere(host, name, look, stop);
        if (!isOver)
            return isOver.error();
        if (isOver.value())
            return {};
        if (!pauseFor(kLook, stop))
            return stoppedMidway();
    }
    return Error{Errc::Timeout,
                 sentence("errors", "%1 still runs on %2 although it was killed; see `ps` there and end it by hand.")
                     .with(name, host.name())};
}

Result<LogPiece> readEngineLog(Host& host, const std::string& folder, std::uint64_t from, const std::stop_token& stop)
{
    constexpr std::size_t kMost = 1U << 20U;
    const Result<std::string> text
        = outputOf(host,
                   "log=" + shellWord(folder + "/engine.log") + "\n[ -f \"$log\" ] || exit 0\n" + "tail -c +"
                       + std::to_string(from + 1) + " -- \"$log\" | head -c " + std::to_string(kMost) + "\n",
                   {.isRepeatable = true}, stop);
    if (!text)
        return text.error();
    std::string_view lines{text.value()};
    // What is being written waits, unless it is no line at all.
    if (const std::size_t end = lines.rfind('\n'); end != std::string_view::npos)
        lines = lines.substr(0, end + 1);
    else if (lines.size() < kMost)
        lines = {};
    return LogPiece{std::string{lines}, from + lines.size()};
}

}  // namespace inferometer
