// SPDX-License-Identifier: GPL-3.0-or-later
// What a cluster says of what is ours, in our words.
#pragma once

#include "core/cloud/cloud.h"
#include "core/config/run_spec.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace inferometer {

// The three lists of all that bears our label. An error where one has no name or uid.
struct KubeLists
{
    nlohmann::json jobs;
    nlohmann::json pods;
    nlohmann::json services;
};
// A machine is a Job with its pod, or a pod whose Job is gone; an address is a Service. What bears no name of ours is
// left out.
Result<std::vector<SiteResource>> kubeResources(const KubeLists& lists);

// Whether it waits for a pod that it may not be given, so that its events say why.
bool hasNoPod(const SiteResource& machine);
// Why a Job gets no pod, of its events; empty: they say nothing of it.
std::string refusedPod(const nlohmann::json& events);

// What nodes offer, by product: the most accelerators that one has of each. `resource` is their name.
std::vector<Offer> kubeOffers(const nlohmann::json& nodes, const std::string& resource, const NamedValues& selector);

}  // namespace inferometer
