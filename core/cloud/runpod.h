// SPDX-License-Identifier: GPL-3.0-or-later
// RunPod by its REST API v2 (https://api.runpod.io/v2/openapi.json): a pod is a machine that is reached by SSH.
//
// - Its image must run sshd for the key in PUBLIC_KEY, as RunPod's own do. The address is that of `ssh.direct`: the
//   proxy carries a terminal alone.
// - What `volume` asks for is a part of the pod and goes with it; nothing else is left at the site. A pod that has
//   EXITED bills its disks until it is terminated, and is told no price for that.
// - The API ends nothing by itself, and its `args` stand in place of what starts sshd: a pod ends itself only once
//   armScript() has run there, by the key that RunPod gives each container for itself. Until then the ledger and this
//   program are all that guards it.
// - A refused create (400) may mean that there is none of the kind now; the answer's words are all that tells. There is
//   no key against a second create: names are. The API has no spot machines.
// - Prices are those of the list, for all GPUs of a pod, without storage; of a pod, what it is billed.
#pragma once

#include "core/cloud/provider.h"

#include <array>
#include <memory>

namespace inferometer {

inline constexpr std::array kRunpodKeys{
    SiteKey{"gpu", "the API's id of the GPU, as offers list it: NVIDIA GeForce RTX 4090", true},
    SiteKey{"gpus", "how many of them", false, "1"},
    SiteKey{"cloud", "secure or community", false, "secure"},
    SiteKey{"data-centers", "ids that a pod may be in, with commas between; none given: any"},
    SiteKey{"cuda", "the lowest CUDA version of the machine's driver: 12.8"},
    SiteKey{"image", "a container image that runs sshd for the key in PUBLIC_KEY", false,
            "runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404"},
    SiteKey{"disk", "GB of the container's disk", false, "50"},
    SiteKey{"volume", "GB of a disk at /workspace that outlives a restart, 10 or more; 0: none", false, "0"},
    kListLagKey,
    SiteKey{"api-key-env", "the environment variable that holds the key", false, "RUNPOD_API_KEY"},
    SiteKey{"api-url", "where the API is", false, "https://api.runpod.io"}};

// InvalidInput where a setting cannot be. Asks the site nothing.
Result<std::unique_ptr<Cloud>> openRunpod(const SiteSpec& site, const SiteAccess& access);

}  // namespace inferometer
