// SPDX-License-Identifier: GPL-3.0-or-later
// What is said to Compute Engine and what it says: the settings of a site, the machine that is asked for, and machines,
// disks and offers read (https://cloud.google.com/compute/docs/reference/rest/v1).
#pragma once

#include "core/cloud/cloud.h"
#include "core/cloud/site.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

inline constexpr const char* kGcpLabelKey = "inferometer";  // of everything that is ours; its value is the name

// The settings, read.
struct GcpWish
{
    std::string project;  // empty: the key's own
    std::string zone;
    std::string type;
    std::string gpu;  // attached to the type; empty: it has its own, or none
    int gpus = 1;
    std::string image;  // "projects/P/global/images/family/F"
    int disk = 0;       // GB
    int listLag = 0;    // s
    std::string diskType;
    std::string network;
    std::string subnet;  // empty: the network's own
    std::vector<std::string> tags;
    std::string user;
    bool isPrivate = false;
    bool isSpot = false;
    double price = std::numeric_limits<double>::quiet_NaN();  // USD an hour; NaN: not given
};
Result<GcpWish> gcpWish(const SiteSpec& site);

// The body of instances.insert. The machine deletes itself at the end of its time.
nlohmann::json gcpInstance(const GcpWish& wish, const MachineWish& machine);

// A UUID that is always the same for one name (RFC 9562, 5.5).
std::string gcpRequestId(std::string_view name);

// "europe-west4-a/inferometer-...", as SiteResource::id holds it; empty where one of the two is none.
std::string gcpId(std::string_view zone, std::string_view name);
bool isGcpId(std::string_view id);

SiteResource gcpMachine(const nlohmann::json& instance, const std::string& zone, const GcpWish& wish);
SiteResource gcpVolume(const nlohmann::json& disk, const std::string& zone);

// Of a machine type with what it carries, or with what the wish attaches. Region, price and source are left open.
Offer gcpOffer(const nlohmann::json& machineType, std::string_view gpu, int gpus);
// How many accelerators a machine type carries, and which; 0: none.
int gcpCarried(const nlohmann::json& machineType, std::string& gpu);

}  // namespace inferometer
