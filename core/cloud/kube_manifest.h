// SPDX-License-Identifier: GPL-3.0-or-later
// What a deployment is in a cluster, as the API and `kubectl apply` take it.
#pragma once

#include "core/cloud/cloud.h"
#include "core/cloud/site.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace inferometer {

// The settings of a site, read.
struct KubeWish
{
    std::string space;  // the namespace
    std::string image;
    int gpus = 1;
    std::string gpuResource;
    NamedValues selector;  // labels of the node
    std::string cpu;       // empty: as the cluster has it
    std::string memory;
    std::string disk;
    std::string pullSecret;
    int listLag = 0;  // s
};
// InvalidInput names the setting.
Result<KubeWish> kubeWishOf(const SiteSpec& site);

inline constexpr std::string_view kKubeContainer = "engine";
// The labels of all that is ours; the second has kubeObjectName() for its value.
inline constexpr const char* kKubeOurs = "app.kubernetes.io/managed-by";
inline constexpr const char* kKubeInstance = "app.kubernetes.io/instance";
// The annotation that holds the whole name.
inline constexpr const char* kKubeName = "inferometer/name";

// The name as the cluster holds it: 63 characters at most, of the longer the end, which is what makes it unique.
std::string kubeObjectName(std::string_view name);

// A Job of one pod (batch/v1).
nlohmann::ordered_json kubeJob(const KubeWish& pod, const MachineWish& wish);
// The headless Service that gives the pod a name in the cluster (v1). `owner` is the Job's uid, with which it goes;
// empty: nobody's.
nlohmann::ordered_json kubeService(const KubeWish& pod, std::string_view name, std::string_view owner);

// Both as one YAML text.
std::string kubeManifests(const KubeWish& pod, const MachineWish& wish);

// JSON as YAML in blocks.
std::string yamlText(const nlohmann::ordered_json& json);

}  // namespace inferometer
