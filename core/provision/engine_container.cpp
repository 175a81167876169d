// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_container.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace inferometer {

namespace {

constexpr std::array<std::string_view, 2> kRuntimes{"docker", "podman"};

std::string scriptOf(const std::vector<std::string>& words)
{
    std::string script;
    for (const std::string& word : words)
        script.append(script.empty() ? "" : " ").append(shellWord(word));
    return script;
}

Error cannotBeAsked(const Host& host, std::string_view runtime, const std::string& why)
{
    return {Errc::Unsupported,
            sentence("errors",
                     "%1 of %2 cannot be asked what runs there: %3. Start it, or let this user ask it, and try again.")
                .with(runtime, host.name(), why.empty() ? std::string{"it said nothing"} : why),
            "engine/runtime"};
}

std::vector<std::string> createWords(const std::string& verb, const std::string& name, const ContainerStart& container,
                                     const std::vector<std::string>& command, const std::vector<std::string>& variables)
{
    std::vector<std::string> words{container.runtime,     verb,        "--name", name, "--label",
                                   "inferometer=" + name, "--network", "host"};
    words.insert(words.end(), container.options.begin(), container.options.end());
    // The name alone: the value is taken from the environment of who asks.
    for (const std::string& variable : variables) {
        words.emplace_back("--env");
        words.push_back(variable);
    }
    words.emplace_back("--entrypoint");
    words.push_back(command.front());
    words.push_back(container.image);
    words.insert(words.end(), command.begin() + 1, command.end());
    return words;
}

}  // namespace

std::string containerName(const std::string& resource, const std::string& runtime) { return resource + "-" + runtime; }

std::string_view runtimeOf(std::string_view name)
{
    for (const std::string_view runtime : kRuntimes)
        if (name.size() > runtime.size() && name.ends_with(runtime) && name[name.size() - runtime.size() - 1] == '-')
            return runtime;
    return {};
}

Result<std::string> findRuntime(Host& host, const std::string& asked, const std::stop_token& stop)
{
    std::string names = asked;
    if (asked.empty())
        for (const std::string_view runtime : kRuntimes)
            names.append(names.empty() ? "" : " ").append(runtime);
    const Result<std::string> said = outputOf(host,
                                              "for runtime in " + names
                                                  + "; do\n  command -v $runtime > /dev/null 2>&1 || continue\n"
                                                    "  if said=$(timeout 20 $runtime ps -q 2>&1 > /dev/null); then\n"
                                                    "    echo \"yes $runtime\"\n    exit\n  fi\n"
                                                    "  echo \"no $runtime $(echo \"$said\" | tail -n 1)\"\ndone\n",
                                              {.timeout = std::chrono::seconds{60}}, stop);
    if (!said)
        return said.error();
    const std::vector<std::string> lines = outputLines(said.value());
    if (lines.empty())
        return Error{Errc::NotFound,
                     sentence("errors",
                              "%1 has no %2; install it there, or leave engine/image out to start the "
                              "engine's own program.")
                         .with(host.name(), asked.empty() ? std::string{"docker and no podman"} : asked),
                     "engine/runtime"};
    if (lines.back().starts_with("yes "))
        return lines.back().substr(4);
    const std::string words = lines.front().substr(3);
    const std::size_t blank = std::min(words.find(' '), words.size());
    return cannotBeAsked(host, words.substr(0, blank), std::string{trimmed(words.substr(blank))});
}

std::string supervisorScript(const std::string& name, const ContainerStart& container,
                             const std::vector<std::string>& command, const std::vector<std::string>& variables,
                             double ttl)
{
    constexpr double kAfter = 12;  // s; the polite end of `timeout -k 10` comes first
    const std::string runtime = shellWord(container.runtime);
    const std::string image = shellWord(container.image);
    const std::string remove = runtime + " rm -f " + shellWord(name);
    const std::string watchdog
        = "sleep " + std::to_string(static_cast<std::int64_t>(std::ceil(ttl + kAfter))) + "; " + remove;
    // Told to end, it lives on for what is to be done after the container's end.
    return "trap : TERM\n" + runtime + " image inspect " + image + " > /dev/null 2>&1 || " + runtime + " pull " + image
        + " || exit 1\necho " + shellWord(kImageLine) + "\"$(" + runtime
        + " image inspect --format '{{if .RepoDigests}}{{index .RepoDigests 0}}{{else}}{{.Id}}{{end}}' " + image
        + ")\"\n" + (container.folder.empty() ? "" : "mkdir -p -- " + shellWord(container.folder) + " || exit 1\n")
        + "setsid sh -c " + shellWord(watchdog) + " < /dev/null > /dev/null 2>&1 &\ndog=$!\n"
        + scriptOf(createWords("create", name, container, command, variables)) + " > /dev/null && " + runtime
        + " start -a " + shellWord(name)
        + "\ncode=$?\n[ $code != 137 ] || echo 'inferometer: the container was killed, exit code 137'\n" + remove
        + " > /dev/null 2>&1\nkill -TERM -$dog 2> /dev/null || kill -TERM $dog 2> /dev/null\nexit $code\n";
}

std::vector<std::string> containerCommand(const std::string& name, const ContainerStart& container,
                                          const std::vector<std::string>& command,
                                          const std::vector<std::string>& variables)
{
    return createWords("run", name, container, command, variables);
}

Result<bool> hasContainer(Host& host, const std::string& name, const std::stop_token& stop)
{
    const std::string runtime{runtimeOf(name)};
    const Result<Ran> ran = host.run("timeout 20 " + runtime + " ps -a --filter "
                                         + shellWord("label=inferometer=" + name) + " --format '{{.Names}}'\n",
                                     {}, stop);
    if (!ran)
        return ran.error();
    if (ran.value().exit != 0) {
        const std::vector<std::string> lines = outputLines(ran.value().err);
        return cannotBeAsked(host, runtime, lines.empty() ? std::string{} : lines.back());
    }
    const std::vector<std::string> lines = outputLines(ran.value().out);
    return std::find(lines.begin(), lines.end(), name) != lines.end();
}

Status removeContainer(Host& host, const std::string& name, const std::stop_token& stop)
{
    const std::string runtime{runtimeOf(name)};
    const std::string word = shellWord(name);
    const Result<Ran> ran = host.run(runtime + " stop -t 10 " + word + " > /dev/null 2>&1\n" + runtime + " rm -f "
                                         + word + " > /dev/null 2>&1\n",
                                     {.timeout = std::chrono::seconds{60}}, stop);
    return ran ? Status{} : Status{ran.error()};
}

Result<std::vector<std::string>> containerNames(Host& host, const std::stop_token& stop)
{
    std::string script;
    for (const std::string_view runtime : kRuntimes)
        script.append("! command -v ")
            .append(runtime)
            .append(" > /dev/null 2>&1 || timeout 20 ")
            .append(runtime)
            .append(" ps -a --filter label=inferometer --format '{{.Names}}' 2> /dev/null\n");
    const Result<std::string> said = outputOf(host, script + "true\n", {.timeout = std::chrono::seconds{60}}, stop);
    if (!said)
        return said.error();
    std::vector<std::string> names = outputLines(said.value());
    std::erase_if(names, [](const std::string& name) { return !name.starts_with("inferometer-"); });
    return names;
}

EnginePhase imagePhase() { return {"image", {std::string{kImageLine}}}; }

std::vector<EngineFailure> containerFailures()
{
    return {
        {"manifest unknown", "there is no such image; see how engine/image is written, its tag too"},
        {"pull access denied", "there is no such image, or it is private; log in by `docker login` on the machine"},
        {"toomanyrequests", "the registry takes no more from this address now; wait, or log in by `docker login`"},
        {"no space left on device", "the machine's disk is full; remove images, or take a larger disk"},
        {"could not select device driver", "docker gives no GPU to containers; install nvidia-container-toolkit there"},
        {"unresolvable CDI devices",
         "podman gives no GPU to containers; install nvidia-container-toolkit there and run "
         "`nvidia-ctk cdi generate`"},
        {"unsatisfied condition: cuda",
         "the machine's NVIDIA driver is too old for this image; update it, or take an "
         "older image"},
        {"executable file not found in",
         "the image holds no such program; see engine/program, or the recipe's container"},
        {"inferometer: the container was killed", "it was killed, as is what takes more memory than the machine has"},
    };
}

}  // namespace inferometer
