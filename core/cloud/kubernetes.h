// SPDX-License-Identifier: GPL-3.0-or-later
// A pod in a Kubernetes cluster, by its API (https://kubernetes.io/docs/reference/kubernetes-api/). Nothing is told of
// prices, and nothing runs in the cluster but the user's image.
//
// - It is a Job of one pod and not a Deployment: a Deployment starts anew whatever ended, for ever, and takes no
//   activeDeadlineSeconds, so that one that was forgotten would hold its accelerators without an end. The Job's own
//   deadline counts from its creation, be the pod scheduled or not; the pod's first process ends by itself then too;
//   and a minute later ttlSecondsAfterFinished removes the Job, with it its pod and its Service.
// - The Service is headless: no address is paid for. It gives the pod a name in the cluster.
// - Scripts and ports go through the API's `exec` and `portforward` (core/host/kube_host.h): no sshd is in the image.
// - Context and namespace are the site's and never kubectl's current ones: what was made in one cluster would be looked
//   for, and not found, in another.
// - All of it bears our label, by which it is listed; lists of the API are consistent, a create that is under way is
//   awaited. It is deleted by its uid, in the foreground: the Job is listed until its pod is gone.
// - A Job whose pod the cluster refuses (a quota, a policy) says so in its events alone, which are read then.
#pragma once

#include "core/cloud/provider.h"

#include <array>
#include <memory>

namespace inferometer {

inline constexpr std::array kKubernetesKeys{
    SiteKey{"context", "the cluster and its user, as `kubectl config get-contexts` lists them", true},
    SiteKey{"image", "the container's image; it needs /bin/sh and the engine", true},
    SiteKey{"kubeconfig", "the file that kubectl reads; else $KUBECONFIG or ~/.kube/config"},
    SiteKey{"namespace", "where the pod is made", false, "default"},
    SiteKey{"gpus", "how many accelerators the pod gets", false, "1"},
    SiteKey{"gpu-resource", "the cluster's name for them", false, "nvidia.com/gpu"},
    SiteKey{"node-selector", "labels of the node, with commas between: nvidia.com/gpu.product=NVIDIA-L4"},
    SiteKey{"cpu", "processors: 8"},
    SiteKey{"memory", "memory: 64Gi"},
    SiteKey{"disk", "disk of the container: 100Gi"},
    SiteKey{"image-pull-secret", "the Secret in the cluster by which the image is pulled"},
    SiteKey{"list-lag", "s until a create that was cut must have been done or be lost", false, "30"}};

// InvalidInput where a setting cannot be. Asks the cluster nothing.
Result<std::unique_ptr<Cloud>> openKubernetes(const SiteSpec& site, const SiteAccess& access);

// What it would make, as YAML for `kubectl apply`. Asks nobody.
Result<std::string> kubernetesManifests(const SiteSpec& site, const MachineWish& wish);

}  // namespace inferometer
