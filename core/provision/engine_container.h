// SPDX-License-Identifier: GPL-3.0-or-later
// An engine in a container of docker or podman, with the guards of one that is a process: a supervisor that bears its
// name pulls the image, makes the container and stays for as long as it runs, and a watchdog of its own session removes
// the container when its time is up, whatever became of the supervisor.
//
// The name ends in what runs it, "inferometer-tiny-0198c2-docker", so that who looks for it by its name alone knows
// whom to ask. Secrets go through the environment of the supervisor, by no argument and no file that stays; whoever may
// use docker on the machine reads a container's environment by `docker inspect`, which nothing can prevent.
#pragma once

#include "core/host/host.h"
#include "core/provision/engine_recipe.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct ContainerStart
{
    std::string runtime;  // "docker", "podman"
    std::string image;
    std::vector<std::string> options;  // of `create`
    std::string folder;                // on the machine, that it is given; made where there is none
};

// What a resource's name becomes when a container is to bear it, and who is to be asked for it; empty: nobody.
std::string containerName(const std::string& resource, const std::string& runtime);
std::string_view runtimeOf(std::string_view name);

// The one that is asked for, else the first that is there and answers. The error says what is missing.
Result<std::string> findRuntime(Host& host, const std::string& asked, const std::stop_token& stop = {});

// The script of the supervisor. The image's digest, and how far it is, it tells by lines of its output.
std::string supervisorScript(const std::string& name, const ContainerStart& container,
                             const std::vector<std::string>& command, const std::vector<std::string>& variables,
                             double ttl);
inline constexpr std::string_view kImageLine = "inferometer: image ";

// The words that a person would type for it.
std::vector<std::string> containerCommand(const std::string& name, const ContainerStart& container,
                                          const std::vector<std::string>& command,
                                          const std::vector<std::string>& variables);

// Whether there is a container of that name, running or not. What cannot be asked is an error, not an absence.
// REQUIRES: runtimeOf(name) is not empty.
Result<bool> hasContainer(Host& host, const std::string& name, const std::stop_token& stop = {});
// Ends it, politely for ten seconds, and removes it; whether that went well hasContainer() tells.
Status removeContainer(Host& host, const std::string& name, const std::stop_token& stop = {});

// The names of containers of ours, whoever made them, by each of docker and podman that can be asked.
Result<std::vector<std::string>> containerNames(Host& host, const std::stop_token& stop = {});

// What goes before the first phase of an engine that runs in one, and what may go wrong there.
EnginePhase imagePhase();
std::vector<EngineFailure> containerFailures();

}  // namespace inferometer
